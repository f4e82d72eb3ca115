"""Short titles are large, lists have one size, nothing is smaller than the smallest, and words stand apart."""

from __future__ import annotations

import pytest
from tests.staging.test_flow import element, setting_of, stack

from vlogkit.records.base import FORMATS, Format
from vlogkit.records.templates.element import StepsElement
from vlogkit.records.timeline import Text, Vector
from vlogkit.staging.flow import measure
from vlogkit.staging.pieces.text import TextLook, measure_words, text_style
from vlogkit.staging.setting import Spot

SEVEN = "Pipa baru mengalir ke tujuh desa di lereng Merapi"


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [("IGD buka", 180, 220), ("Jalan baru sudah dibuka", 120, 160), (SEVEN, 88, 112)],
)
def test_a_title_is_as_large_as_its_few_words_allow(words: str, least: float, most: float) -> None:
    block = measure_words(words, TextLook("title", "ink", lines=6), 768, setting_of("portrait"))
    assert least <= block.style.size <= most


@pytest.mark.parametrize("format_", FORMATS)
def test_a_shorter_title_is_never_smaller(format_: Format) -> None:
    step = setting_of(format_).frame.type["title"]
    sizes = [step.sizes(words)[0] for words in range(1, 20)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_is_set_smaller_than_can_be_read(format_: Format) -> None:
    setting = setting_of(format_)
    least = 30 if format_ == "portrait" else 28
    assert min(step.smallest for step in setting.frame.type.values()) >= least


def test_a_chip_in_a_larger_style_has_a_larger_icon_and_ground() -> None:
    chips = [
        measure(element("chip", words="05.00–11.00 WIB", icon="clock", style=style), 800, setting_of("portrait"))
        for style in ("label", "lead")
    ]
    assert chips[1].height > 1.25 * chips[0].height
    icons = [layer.box.w for chip in chips for layer in chip.draw(Spot(0, 0, 800, 200)) if isinstance(layer, Vector)]
    assert icons[1] > 1.25 * icons[0]


def test_the_items_of_a_list_have_one_size() -> None:
    items = ("Fotokopi KTP", "Surat pengantar dari kelurahan yang sudah ditandatangani oleh lurah dan camat " * 2)
    element = StepsElement(items=items, lines=3, origin="t.yaml:1:1")
    layers = measure(element, 620, setting_of("portrait")).draw(Spot(0, 0, 620, 900))
    assert len({layer.style.size for layer in layers if isinstance(layer, Text) and layer.name == "step"}) == 1


def test_the_same_words_of_repeated_panels_have_one_size() -> None:
    words = ("Jalan", "Perjalanan warga lebih singkat dari sebelumnya di semua kecamatan")
    panels = [stack({"type": "text", "words": one, "style": "heading", "lines": 2, "origin": "t.yaml:2:1"}, width=0.5) for one in words]  # fmt: skip
    piece = measure(stack(*panels, direction="row"), 700, setting_of("portrait"))
    sizes = {layer.style.size for layer in piece.draw(Spot(0, 0, 700, 900)) if isinstance(layer, Text)}
    assert len(sizes) == 1


def test_spaces_between_large_words_are_wider_than_between_small_ones() -> None:
    setting = setting_of("portrait")
    assert text_style(setting, TextLook("title", "ink"), 60).word_space == pytest.approx(1.09)
    assert text_style(setting, TextLook("body", "ink"), 40).word_space == 1


def test_brackets_below_a_number_are_given_their_room() -> None:
    def room(words: str) -> float:
        element = {"type": "text", "words": words, "style": "number", "lines": 1, "size": [120, 90]}
        return measure(stack(element), 900, setting_of("portrait")).height

    assert room("(024) 7600") > room("0247600") + 10
