"""A cut list keeps time: what stays, where it lies, and on which frame it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.sampled import examples

from vlogkit.records.clips.cut_list import CutList, CutPiece


def made(*pieces: tuple[float, float, bool]) -> CutList:
    return CutList(pieces=tuple(CutPiece(start=start, end=end, keep=keep) for start, end, keep in pieces))


@st.composite
def cut_lists(draw: st.DrawFn) -> CutList:
    lengths = draw(st.lists(st.floats(0.05, 9), min_size=1, max_size=12))
    keeps = draw(st.lists(st.booleans(), min_size=len(lengths), max_size=len(lengths)))
    pieces, at = [], 0.0
    for length, keep in zip(lengths, [True, *keeps[1:]], strict=True):
        pieces.append(CutPiece(start=at, end=at + length, keep=keep))
        at += length
    return CutList(pieces=tuple(pieces))


def test_neighbours_that_are_kept_are_one_stretch() -> None:
    assert made((0, 1, True), (1, 2, True), (2, 5, False), (5, 6, True)).kept() == ((0, 2), (5, 6))


def test_seconds_and_share_removed_are_what_was_taken_out() -> None:
    cuts = made((0, 1, True), (1, 4, False))
    assert (cuts.removed(), cuts.share_removed()) == (3, 0.75)


def test_a_second_that_was_taken_out_lies_at_the_cut() -> None:
    cuts = made((0, 1, True), (1, 4, False), (4, 6, True))
    assert [cuts.after_cuts(second) for second in (0.5, 2.0, 4.0, 5.0, 9.0)] == [0.5, 1.0, 1.0, 2.0, 3.0]


def test_pieces_with_a_gap_between_them_are_refused() -> None:
    with pytest.raises(ValidationError, match="should start where"):
        made((0, 1, True), (1.5, 2, True))


def test_a_list_that_keeps_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="no piece is kept"):
        made((0, 1, False))


@given(cut_lists(), st.floats(0, 1))
@settings(deadline=None, max_examples=examples(80))
def test_a_kept_second_lies_after_the_cuts_where_what_stays_has_come_to(cuts: CutList, share: float) -> None:
    passed = 0.0
    for start, end in cuts.kept():
        inside = share * (end - start)
        assert cuts.after_cuts(start + inside) == pytest.approx(passed + inside, abs=1e-6)
        passed += end - start


@given(cut_lists(), st.sampled_from([(30, 1), (30000, 1001), (25, 2)]))
@settings(deadline=None, max_examples=examples(80))
def test_snapped_cuts_lie_on_frames(cuts: CutList, rate: tuple[int, int]) -> None:
    frames = [piece.end * rate[0] / rate[1] for piece in cuts.snapped(rate).pieces]
    assert all(abs(frame - round(frame)) < 1e-6 for frame in frames)
