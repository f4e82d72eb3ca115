"""Bars fill a piece exactly: phrases begin with scenes, the music grows, and the ending has its place."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlogkit.rendering.sound.music.bars import LANDING, OPENING, lay_out

CUTS = (4.1, 9.7, 13.0, 18.2)


@given(
    seconds=st.floats(3.2, 200),
    tempo=st.floats(66, 132),
    shares=st.lists(st.floats(0, 1), max_size=12),
)
def test_bars_join_without_a_gap_up_to_the_logo(seconds: float, tempo: float, shares: list[float]) -> None:
    form = lay_out(seconds, tempo, [share * seconds for share in shares])
    assert form.bars[0].start == OPENING
    assert form.logo is not None
    for bar, following in itertools.pairwise(form.bars):
        assert bar.end == pytest.approx(following.start)
    assert form.bars[-1].end == pytest.approx(form.logo)
    assert form.logo < form.landing < seconds


@given(tempo=st.floats(66, 132), shares=st.lists(st.floats(0, 1), max_size=6))
def test_a_tempo_bends_by_no_more_than_a_quarter_of_an_eighth_in_a_phrase_of_two_seconds(
    tempo: float, shares: list[float]
) -> None:
    form = lay_out(40, tempo, [share * 40 for share in shares])
    for bar in form.bars:
        assert abs(bar.half * tempo / 30 - 1) < 0.23


def test_a_phrase_begins_with_every_scene() -> None:
    form = lay_out(20, 96, CUTS)
    assert [bar.start for bar in form.bars if bar.opens] == pytest.approx([OPENING, *CUTS[:-1]])
    assert form.strikes == CUTS


def test_cuts_that_follow_at_once_are_struck_without_a_phrase_of_their_own() -> None:
    form = lay_out(20, 96, (4.0, 4.5, 5.0))
    assert [bar.start for bar in form.bars if bar.opens] == pytest.approx([OPENING, 4])
    assert form.strikes == (4.0, 4.5, 5.0)


def test_music_starts_with_two_to_four_sparse_bars_and_is_fullest_at_the_end() -> None:
    for seconds in (20, 30, 60):
        heats = [bar.heat for bar in lay_out(seconds, 96, ()).bars]
        assert 2 <= sum(heat < 0.45 for heat in heats[:5]) <= 4
        assert max(heats) == heats[-1] == 1
        assert heats == sorted(heats) or seconds == 60


def test_a_long_piece_rises_again_and_again() -> None:
    heats = [bar.heat for bar in lay_out(300, 96, ()).bars]
    falls = [after < before - 0.3 for before, after in itertools.pairwise(heats)]
    assert 4 < sum(falls) < 12


@pytest.mark.parametrize(("last", "starts"), [(18.2, 18.2), (17.4, 17.4), (12.0, 18.2), (19.5, 18.2)])
def test_the_logo_starts_with_the_end_card_and_where_there_is_none_before_the_last_stroke(
    last: float, starts: float
) -> None:
    form = lay_out(20, 96, (5.0, last))
    assert form.logo == pytest.approx(starts)
    assert form.landing == pytest.approx(20 - LANDING)


def test_a_piece_of_two_seconds_is_one_stroke_that_rings() -> None:
    form = lay_out(2, 96, ())
    assert (form.bars, form.logo, form.landing) == ((), None, pytest.approx(2 - LANDING))


def test_cuts_outside_of_the_piece_are_left_out() -> None:
    assert lay_out(20, 96, (-1.0, 0.0, 0.03, 5.0, 20.0, 31.0)).strikes == (5.0,)
