"""No digit moves while a number counts up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.counters import set_counter
from vlogkit.typesetting.drawing import draw
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.shaping import ink_of_glyph
from vlogkit.typesetting.style import Style

NUMBER = Style(weight=800, size=160, tracking=-0.045, leading=1.0)


def slots(text: str, final: str, settled: float = 0.0) -> list[float]:
    """The left edge of each digit's slot, from the right."""
    line = set_counter(text, final, NUMBER, settled=settled, book=open_book()).lines[0]
    found, pen = [], line.x
    for run in line.shaped.runs:
        for glyph in run.glyphs:
            if text[glyph.cluster].isdigit():
                found.append(round(pen, 6))
            pen += glyph.advance
    return found[::-1]


def grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 12071), st.floats(0, 1))
def test_no_digit_moves_while_a_number_counts_up(count: int, settled: float) -> None:
    moment, final = slots(grouped(count), "12.071", settled), slots("12.071", "12.071", settled)
    assert moment == pytest.approx(final[: len(moment)])


@settings(deadline=None, max_examples=40)
@given(st.floats(0, 0.95))
def test_slots_close_without_a_jump(settled: float) -> None:
    now, then = slots("12.071", "12.071", settled), slots("12.071", "12.071", settled + 0.05)
    assert now == pytest.approx(then, abs=0.05 * NUMBER.size)


def test_digits_do_not_overlap_while_counting() -> None:
    assert all(first < second for first, second in pairwise(_inks("8.888", "1.111")))


def _inks(text: str, final: str) -> list[float]:
    """Left and right edges of every glyph's ink, in order."""
    line = set_counter(text, final, NUMBER, book=open_book()).lines[0]
    edges, pen = [], line.x
    for run in line.shaped.runs:
        for glyph in run.glyphs:
            box = ink_of_glyph(run.font, glyph.id)
            edges += [pen + glyph.x + edge * NUMBER.size for edge in (box.left, box.right)]
            pen += glyph.advance
    return edges


def test_at_the_end_the_number_stands_as_it_would_anywhere_else() -> None:
    counted, plain = (
        draw(set_counter("41 jam", "41 jam", NUMBER, settled=1.0, book=open_book()), ["#FFF000"]),
        draw(set_block("41 jam", NUMBER, book=open_book()), ["#FFF000"]),
    )
    assert (counted.x, counted.y) == (plain.x, plain.y)
    assert np.array_equal(counted.pixels, plain.pixels)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_unit_after_the_number_stays_in_place(align: str) -> None:
    style = replace(NUMBER, align=align)  # type: ignore[arg-type]
    texts = ("0 jam", "9 jam", "38 jam", "41 jam")
    ends = {round(set_counter(text, "41 jam", style, book=open_book()).lines[0].ink.right, 6) for text in texts}
    assert len(ends) == 1


def test_the_first_digit_keeps_to_the_margin() -> None:
    assert set_counter("88.888", "11.111", NUMBER, book=open_book()).ink.left > -0.1
    right = replace(NUMBER, align="right")
    assert (
        set_counter("88.888", "11.111", right, book=open_book()).ink.right
        <= set_block("11.111", NUMBER, book=open_book()).width + 0.06 * NUMBER.size
    )


def test_all_moments_share_one_box() -> None:
    boxes = {
        (block.width, block.height, block.room, block.baselines)
        for block in (set_counter(text, "12.072", NUMBER, book=open_book()) for text in ("0", "111", "9.999"))
    }
    assert len(boxes) == 1


def test_a_moment_can_be_drawn() -> None:
    assert draw(set_counter("932", "9.805", NUMBER, book=open_book()), ["#9E1B32"]).pixels[..., 3].max() == 255


def test_the_room_tells_how_wide_the_count_is_at_its_widest() -> None:
    block = set_counter("88.888", "11.111", NUMBER, book=open_book())
    assert block.ink.right <= block.room + 0.06 * NUMBER.size
    assert block.room > block.width
    assert set_counter("11.111", "11.111", NUMBER, settled=1.0, book=open_book()).room == pytest.approx(block.width)
