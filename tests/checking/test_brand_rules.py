"""Colour pairs, the logo and mandatory elements, as the brand says."""

from __future__ import annotations

import pytest
from tests.checking.scenes import picture, words

from vlogkit.catalogue import load_brand
from vlogkit.checking.brand_rules import alpha_at, brand_findings, ground_under
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.timeline import Box, Fill, Gradient, Layer, Pattern, Vector

BRAND = load_brand("jateng")
COLOURS = BRAND.colours


def mark(x: int, y: int, size: int = 72) -> Vector:
    return Vector(name="mark", box=Box(x=x, y=y, w=size, h=size), svg="<svg/>")


def codes(*layers: Layer, ground: str = COLOURS.deep) -> list[str]:
    return [finding.code for finding in brand_findings(picture(*layers, ground=ground), BRAND, None)]


def test_a_pair_that_the_brand_allows_is_not_found() -> None:
    assert codes(words(colour=COLOURS.paper)) == []


def test_a_pair_that_the_brand_does_not_allow_is_found() -> None:
    assert codes(words(colour=COLOURS.mute)) == ["brand-pair"]


def test_highlighted_words_are_held_to_the_pairs_too() -> None:
    text = words("Lebih singkat", colour=COLOURS.ink, spans=((0, 5, COLOURS.accent),))
    assert codes(text, ground=COLOURS.paper) == ["brand-pair"]


def test_a_brand_without_pairs_allows_every_pair() -> None:
    free = BRAND.model_copy(update={"pairs": ()})
    shown = picture(words(colour=COLOURS.mute), ground=COLOURS.deep)
    assert list(brand_findings(shown, free, None)) == []


BOX = Box(x=0, y=0, w=1080, h=1080)


@pytest.mark.parametrize(
    ("layer", "ground"),
    [
        (Fill(box=BOX, colour="#112233"), "#112233"),
        (Fill(box=BOX, colour="#112233", opacity=0.2), "#000000"),
        (Fill(box=Box(x=0, y=900, w=90, h=90), colour="#112233"), "#000000"),
        (Vector(name="lower-third", box=BOX, svg='<rect fill="#ABCDEF"/>'), "#ABCDEF"),
        (Vector(name="caption-pill", box=BOX, svg='<path fill="#ABCDEF"/>'), "#ABCDEF"),
        (
            Pattern(name="motif", box=BOX, tile="<svg/>", tile_width=9, tile_height=9, colour="#123456", strength=0.1),
            "#000000",
        ),
    ],
)
def test_the_ground_is_what_stands_solid_behind_the_words(layer: Layer, ground: str) -> None:
    shown = picture(layer, words())
    assert ground_under(shown.timeline.scenes[0], shown.lines[0][0]) == ground


@pytest.mark.parametrize(("edge", "near", "far"), [("top", 10, 1070), ("bottom", 1070, 10)])
def test_a_scrim_is_strong_at_its_edge_and_gone_at_the_other(edge: str, near: float, far: float) -> None:
    scrim = Gradient.model_validate({"box": BOX, "colour": "#000000", "edge": edge, "stops": [(0.0, 0.9), (1.0, 0.0)]})
    assert alpha_at(scrim, 500, near) > 0.85
    assert alpha_at(scrim, 500, far) < 0.05


def test_a_logo_needs_its_least_size_and_its_clear_space() -> None:
    assert codes(mark(100, 100)) == []
    assert codes(mark(100, 100, size=40)) == ["logo-small"]
    narrow = mark(100, 100)
    assert codes(narrow.model_copy(update={"box": narrow.box.model_copy(update={"w": 44})})) == []  # a coat of arms
    assert codes(mark(100, 500), words(x=180, y=540)) == ["logo-crowded"]
    assert codes(mark(100, 500), words(x=192, y=540)) == []


def lacking(notice: Update | Tally, *layers: Layer, mandatory: tuple[str, ...]) -> list[str]:
    brand = BRAND.model_copy(update={"mandatory": mandatory})
    return [str(one.params["element"]) for one in brand_findings(picture(*layers), brand, notice)]


def test_what_the_brand_requires_has_to_be_shown() -> None:
    notice = Update(id="a", title="Jembatan dibuka", place="Kabupaten Kebumen", date="2026-11-24")  # type: ignore[arg-type]
    every = ("logo", "agency", "place", "date")
    assert lacking(notice, words("Jembatan"), mandatory=every) == ["logo", "agency", "place", "date"]
    told = words("Pemprov Jawa Tengah, Kabupaten Kebumen, 24 November 2026", x=10, size=26)
    assert lacking(notice, mark(100, 100), told, mandatory=every) == []


def test_a_tally_has_to_show_its_source() -> None:
    tally = Tally.model_validate(
        {"id": "a", "title": "1 dari 1", "total": 1, "parts": [{"label": "Selesai", "count": 1}], "source": "Dinas Uji",
         "from": "2026-01-01", "to": "2026-01-31"}
    )  # fmt: skip
    assert lacking(tally, words("1 dari 1"), mandatory=("source",)) == ["source"]
    assert lacking(tally, words("Sumber: Dinas Uji"), mandatory=("source",)) == []
