"""Strokes follow the form: every cut is struck, no bar is played twice, an agency has its own four notes."""

from __future__ import annotations

import pytest

from vlogkit.records.clips.soundtrack import MOODS, Mood
from vlogkit.rendering.sound.music.bars import LOGO
from vlogkit.rendering.sound.music.bed import score
from vlogkit.rendering.sound.music.moods import character
from vlogkit.rendering.sound.music.strokes import sonic_logo

CUTS = (4.1, 9.7, 13.0, 18.2)


@pytest.mark.parametrize("mood", MOODS)
def test_every_cut_is_struck_on_it_with_nothing_just_before(mood: Mood) -> None:
    at = [stroke.at for stroke in score(20, seed=3, mood=mood, cuts=CUTS)]
    for cut in CUTS:
        assert at.count(cut) >= 3
        assert not [time for time in at if cut - 0.09 < time < cut]


@pytest.mark.parametrize("mood", MOODS)
def test_no_two_bars_are_alike(mood: Mood) -> None:
    strokes = score(60, seed=3, mood=mood, tempo=100)
    bars: dict[int, list[tuple[float, str, int]]] = {}
    length = 240 / min(max(100, character(mood).tempo[0]), character(mood).tempo[1])
    for stroke in strokes[:-10]:
        number = int(stroke.at / length)
        bars.setdefault(number, []).append((round(stroke.at - number * length, 1), stroke.voice, stroke.degree))
    played = [tuple(sorted(bar)) for bar in bars.values()]
    assert len(set(played)) == len(played) > 10


@pytest.mark.parametrize("mood", MOODS)
def test_the_last_stroke_falls_in_the_last_second_and_is_a_chord_with_the_gong(mood: Mood) -> None:
    strokes = score(20, seed=3, mood=mood, cuts=CUTS)
    last = [stroke for stroke in strokes if stroke.at == strokes[-1].at]
    assert 19 < last[0].at < 19.2
    assert {"gong", "dhah", "saron"} <= {stroke.voice for stroke in last}


def test_moods_differ_in_their_players_and_in_how_densely_they_play() -> None:
    pieces = {mood: score(30, seed=3, mood=mood) for mood in MOODS}
    assert len({frozenset(stroke.voice for stroke in piece) for piece in pieces.values()}) == len(MOODS)
    assert len(pieces["urgent"]) > 1.4 * len(pieces["proud"]) > 1.4 * len(pieces["calm"])


def test_an_agency_has_one_sonic_logo_in_every_mood_and_every_video() -> None:
    own = sonic_logo(11, 0.0)
    for mood in MOODS:
        there = [stroke for stroke in score(20, seed=11, mood=mood, cuts=CUTS) if stroke.at >= 18.2]
        for note in sonic_logo(11, 18.2):
            assert note in there
    assert all(stroke.at < LOGO for stroke in own)
    assert own == sonic_logo(11, 0.0)


def test_agencies_have_different_sonic_logos() -> None:
    logos = {tuple((stroke.at, stroke.degree) for stroke in sonic_logo(seed, 0.0)) for seed in range(30)}
    assert len(logos) >= 28


def test_videos_with_other_cuts_have_other_music() -> None:
    one, other = (score(20, seed=3, mood="proud", cuts=cuts) for cuts in (CUTS, (4.1, 9.7, 13.1, 18.2)))
    assert [stroke.degree for stroke in one] != [stroke.degree for stroke in other]


def test_a_tempo_is_held_within_the_range_of_the_mood() -> None:
    assert score(20, seed=3, mood="calm", tempo=140) == score(20, seed=3, mood="calm", tempo=88)
    assert score(20, seed=3, mood="calm", tempo=80) != score(20, seed=3, mood="calm", tempo=70)
