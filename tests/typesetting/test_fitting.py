"""The largest size that fits is taken, and a little of it given up for better lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.fitting import fit
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.style import Style

TITLE = Style(weight=800, tracking=-0.02, leading=1.06)
TEXT = "Ruas Purwodadi–Blora mulus kembali"


def test_the_largest_size_is_taken_where_it_fits() -> None:
    block = fit("Selesai", TITLE, 900, size_max=96, size_min=60, max_lines=2, book=open_book())
    assert (block.size, block.shrunk, block.overflow) == (96, False, False)


def test_one_size_larger_would_not_fit() -> None:
    block = fit(TEXT, TITLE, 768, size_max=120, size_min=40, max_lines=2, give=0, book=open_book())
    larger = Style(weight=800, tracking=-0.02, leading=1.06, size=block.size + 1)
    assert block.shrunk
    assert len(block.lines) == 2
    assert set_block(TEXT, larger, 768, max_lines=2, book=open_book()).overflow


def test_a_little_size_is_given_up_for_lines_that_break_better() -> None:
    name = "Dinas Pekerjaan Umum Bina Marga Dan Cipta Karya"
    largest, nicest = (
        fit(name, TITLE, 768, size_max=96, size_min=60, max_lines=4, give=give, book=open_book()) for give in (0, 0.1)
    )
    assert any(line.text.endswith("Dan") for line in largest.lines)
    assert [line.text for line in nicest.lines] == ["Dinas Pekerjaan", "Umum Bina Marga", "Dan Cipta Karya"]
    assert nicest.size >= 0.9 * largest.size


def test_a_height_bounds_the_size() -> None:
    free = fit(TEXT, TITLE, 768, size_max=96, size_min=40, max_lines=3, book=open_book())
    bound = fit(TEXT, TITLE, 768, size_max=96, size_min=40, max_lines=3, max_height=150, book=open_book())
    assert bound.height <= 150 < free.height


def test_what_fits_at_no_size_comes_back_whole_at_the_smallest() -> None:
    text = TEXT * 9
    block = fit(text, TITLE, 400, size_max=96, size_min=60, max_lines=2, book=open_book())
    assert (block.size, block.overflow, block.shrunk) == (60, True, True)
    assert "".join(line.text for line in block.lines).replace(" ", "") == text.replace(" ", "")


def test_a_size_is_given_up_before_a_phrase_is_broken() -> None:
    text = "Senilai Rp 1,2 miliar"
    block = fit(text, TITLE, 420, size_max=96, size_min=40, max_lines=3, book=open_book())
    assert not block.strains
    assert block.size < 96


def test_a_word_too_long_for_the_smallest_size_is_broken_and_reported() -> None:
    block = fit("Dispermadesdukcapil", TITLE, 300, size_max=96, size_min=60, max_lines=3, book=open_book())
    assert [strain.kind for strain in block.strains] == ["word"] * (len(block.lines) - 1)
    assert not block.overflow


def test_sizes_go_down_by_the_step_asked_for() -> None:
    block = fit(TEXT, TITLE, 768, size_max=96, size_min=40, max_lines=2, step=4, book=open_book())
    assert block.size % 4 == 0


def test_a_size_range_the_wrong_way_round_is_an_error() -> None:
    with pytest.raises(ValueError):
        fit(TEXT, TITLE, 768, size_max=40, size_min=96, max_lines=2, book=open_book())


def test_spans_are_carried_to_the_block() -> None:
    from vlogkit.typesetting.style import Span

    block = fit(TEXT, TITLE, 768, size_max=96, size_min=40, max_lines=2, spans=[Span(0, 4, 1)], book=open_book())
    assert block.spans == (Span(0, 4, 1),)


@settings(deadline=None, max_examples=examples(40))
@given(
    st.lists(st.sampled_from(["jalan", "mulus", "di Blora", "12,4 km", "ꦱꦼꦩꦫꦁ", "👍"]), min_size=1, max_size=9),
    st.integers(300, 900),
    st.integers(1, 4),
)
def test_a_block_that_says_it_fits_does(words: list[str], width: int, max_lines: int) -> None:
    block = fit(
        " ".join(words), TITLE, width, size_max=90, size_min=30, max_lines=max_lines, max_height=400, book=open_book()
    )
    if not block.overflow:
        assert len(block.lines) <= max_lines
        assert block.height <= 400
        assert block.width <= width + 1
