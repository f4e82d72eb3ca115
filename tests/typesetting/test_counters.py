"""No digit moves while a number counts up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.counters import set_counter
from vlogkit.typesetting.drawing import draw
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.shaping import ink_of_glyph
from vlogkit.typesetting.style import Style

NUMBER = Style(weight=800, size=160, tracking=-0.045, leading=1.0)


FAMILIES = {
    "plain": NUMBER,
    "condensed": replace(NUMBER, family="Barlow Condensed", weight=700),
    "serif": replace(NUMBER, family="Fraunces", weight=700),
    "round": replace(NUMBER, family="Nunito", weight=900),
    "grotesque": replace(NUMBER, family="Bricolage Grotesque"),
}


def edges(text: str, final: str, style: Style = NUMBER) -> dict[int, float]:
    """The left edge of each character's slot, by its place from the right."""
    line = set_counter(text, final, style, book=open_book()).lines[0]
    found, pen = {}, line.x
    for run in line.shaped.runs:
        for glyph in run.glyphs:
            found[len(text) - glyph.cluster] = round(pen, 6)
            pen += glyph.advance
    return found


def grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")


@settings(deadline=None, max_examples=examples(60))
@given(st.integers(0, 12071), st.sampled_from(sorted(FAMILIES)))
def test_nothing_moves_from_the_first_digit_to_the_last(count: int, family: str) -> None:
    style = FAMILIES[family]
    moment, final = edges(f"{grouped(count)} jam", "12.071 jam", style), edges("12.071 jam", "12.071 jam", style)
    assert moment == pytest.approx({place: final[place] for place in moment})


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_first_digit_is_not_parted_from_the_rest(family: str) -> None:
    moment = edges("11.411", "11.411", FAMILIES[family])
    whole = set_block("11.411", FAMILIES[family], book=open_book()).lines[0].shaped
    own = whole.runs[0].glyphs[0].advance
    assert moment[5] - moment[6] == pytest.approx(own, rel=0.12)


@settings(deadline=None, max_examples=examples(40))
@given(st.integers(0, 417))
def test_nothing_moves_in_a_number_with_decimals(tenths: int) -> None:
    moment, final = edges(f"{tenths // 10},{tenths % 10}%", "41,7%"), edges("41,7%", "41,7%")
    assert moment == pytest.approx({place: final[place] for place in moment})


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("final", ["11.111", "4.705", "71,8"])
def test_a_number_that_has_arrived_stands_on_its_margin_and_is_as_wide_as_its_block(family: str, final: str) -> None:
    block = set_counter(final, final, FAMILIES[family], book=open_book())
    assert block.ink.left == pytest.approx(0, abs=0.01)
    assert block.ink.right == pytest.approx(block.width, abs=0.01)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_number_that_has_arrived_is_hardly_wider_than_set_anywhere_else(family: str) -> None:
    style = FAMILIES[family]
    slotted, plain = set_counter("9.805", "9.805", style, book=open_book()), set_block("9.805", style, book=open_book())
    assert slotted.width == pytest.approx(plain.width, rel=0.05)


@pytest.mark.parametrize("family", FAMILIES)
def test_wide_digits_hardly_touch_where_narrow_ones_will_stand(family: str) -> None:
    inks = _inks("8.888", "1.111", FAMILIES[family])
    assert all(first < second + 0.1 * NUMBER.size for first, second in pairwise(inks))


def _inks(text: str, final: str, style: Style) -> list[float]:
    """Left and right edges of every glyph's ink, in order."""
    line = set_counter(text, final, style, book=open_book()).lines[0]
    sides, pen = [], line.x
    for run in line.shaped.runs:
        for glyph in run.glyphs:
            box = ink_of_glyph(run.font, glyph.id)
            sides += [pen + glyph.x + edge * NUMBER.size for edge in (box.left, box.right)]
            pen += glyph.advance
    return sides


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_unit_after_the_number_stays_in_place(align: str) -> None:
    style = replace(NUMBER, align=align)  # type: ignore[arg-type]
    texts = ("0 jam", "9 jam", "38 jam", "41 jam")
    ends = {round(set_counter(text, "41 jam", style, book=open_book()).lines[0].ink.right, 6) for text in texts}
    assert len(ends) == 1


def test_all_moments_share_one_box() -> None:
    boxes = {
        (block.width, block.height, block.baselines)
        for block in (set_counter(text, "12.072", NUMBER, book=open_book()) for text in ("0", "111", "9.999"))
    }
    assert len(boxes) == 1


def test_a_moment_can_be_drawn() -> None:
    assert draw(set_counter("932", "9.805", NUMBER, book=open_book()), ["#9E1B32"]).pixels[..., 3].max() == 255
