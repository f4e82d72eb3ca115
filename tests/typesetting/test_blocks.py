"""Blocks place their lines where the style says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.style import Style

TITLE = Style(weight=800, size=100, leading=1.1)


def test_line_boxes_are_size_times_leading_high() -> None:
    block = set_block("satu\ndua\ntiga", TITLE, book=open_book())
    assert block.height == pytest.approx(330)
    assert [second - first for first, second in zip(block.baselines, block.baselines[1:], strict=False)] == [
        110,
        110,
    ]


def test_the_capitals_top_is_known() -> None:
    block = set_block("Hati", TITLE, book=open_book())
    assert block.cap_top == pytest.approx(block.lines[0].ink.top, abs=1)
    assert block.cap_top < block.x_top < block.baselines[0]


@pytest.mark.parametrize("size", [28, 100, 240])
@pytest.mark.parametrize("text", ["Hati", "Oke", "“ya”", "41 jam", "Jalan"])
def test_the_ink_of_every_size_begins_at_the_same_edge(text: str, size: float) -> None:
    assert set_block(text, replace(TITLE, size=size), book=open_book()).ink.left == pytest.approx(0, abs=1e-6)


def test_without_optical_edges_the_side_bearing_stays() -> None:
    assert set_block("Hati", replace(TITLE, optical=False), book=open_book()).ink.left > 1


@pytest.mark.parametrize(("align", "left", "right"), [("left", 0, None), ("right", None, 600), ("start", 0, None)])
def test_lines_stand_at_the_edge_they_are_aligned_to(align: str, left: float | None, right: float | None) -> None:
    for line in set_block("Blora\nSemarang", replace(TITLE, align=align), 600, book=open_book()).lines:  # type: ignore[arg-type]
        assert left is None or line.ink.left == pytest.approx(left, abs=1e-6)
        assert right is None or line.ink.right == pytest.approx(right, abs=1e-6)


def test_centred_lines_have_equal_space_on_both_sides() -> None:
    for line in set_block("Blora\nSemarang", replace(TITLE, align="center"), 800, book=open_book()).lines:
        assert line.ink.left == pytest.approx(800 - line.ink.right, abs=1e-6)


def test_arabic_starts_at_the_right_edge() -> None:
    (line,) = set_block("مرحبا بكم", TITLE, 900, book=open_book()).lines
    assert line.ink.right == pytest.approx(900, abs=1e-6)


def test_without_a_width_the_block_is_as_wide_as_its_widest_line() -> None:
    block = set_block("Blora\nSemarang", TITLE, book=open_book())
    assert block.room == block.width == max(line.width for line in block.lines)


def test_stacked_javanese_lines_do_not_touch_and_stay_inside_the_block() -> None:
    block = set_block("ꦏꦸꦛꦤ꧀ꦢꦿꦸ\nꦲꦶꦁꦤꦶꦏꦶ", replace(TITLE, leading=1.0), book=open_book())
    first, second = block.lines
    assert first.ink.bottom < second.ink.top
    assert block.ink.top >= 0
    assert block.ink.bottom <= block.height


def test_latin_lines_keep_the_leading_asked_for() -> None:
    assert (
        set_block("gypq\nÉÅ", replace(TITLE, leading=1.0), book=open_book()).baselines[1]
        - set_block("gypq\nÉÅ", replace(TITLE, leading=1.0), book=open_book()).baselines[0]
        == 100
    )


def test_a_line_knows_its_characters_in_the_whole_text() -> None:
    text = "Halo\r\nMas Budi"
    block = set_block(text, TITLE, book=open_book())
    assert [text[line.start : line.end].strip() for line in block.lines] == ["Halo", "Mas Budi"]
    assert block.lines[1].offset == 6


def test_a_block_knows_the_fonts_and_pictures_that_draw_it() -> None:
    block = set_block("Halo ꦱꦼꦩꦫꦁ 👍", TITLE, book=open_book())
    book = open_book()
    assert block.fonts == (book.find("Noto Sans Javanese", 800), book.find("Plus Jakarta Sans", 800))
    assert [path.name for path in block.pictures] == ["1f44d.svg"]


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_text_without_ink_still_has_a_height(text: str) -> None:
    block = set_block(text, TITLE, book=open_book())
    assert block.ink.empty
    assert block.height == pytest.approx(110)
