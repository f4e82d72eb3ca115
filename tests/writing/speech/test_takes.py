"""A take keeps what the cut list keeps: captions move with it, and b-roll stands over the words it was placed at."""

from __future__ import annotations

import pytest

from vlogkit.errors import InputError
from vlogkit.records.caption import Cue, Word
from vlogkit.records.clips.cut_list import CutList, CutPiece
from vlogkit.records.notices.media import BRoll, Clip, Trim
from vlogkit.writing.speech.takes import is_clip, make_take, take_names, trimmed

CUTS = CutList(
    pieces=(
        CutPiece(start=0, end=2),
        CutPiece(start=2, end=5, keep=False, why="pause"),
        CutPiece(start=5, end=9.01),
    )
)
SAID = (
    (Word(start=0.4, end=0.9, text="Air"), Word(start=0.9, end=1.6, text="mengalir.")),
    (
        Word(start=5.2, end=5.8, text="Petani"),
        Word(start=5.8, end=6.4, text="senang."),
        Word(start=7, end=8, text="Ya."),
    ),
)


def clip(**more: object) -> Clip:
    return Clip.model_validate({"file": "clips/a.mp4", "speaker": "Rina"} | more)


def test_pieces_lie_on_frames_and_words_move_with_the_cuts() -> None:
    take = make_take(clip(), CUTS, lang="id", spoken=SAID)
    assert take.pieces == ((0.0, 2.0), (5.0, 9.0))
    assert (take.seconds, round(take.source_seconds, 2)) == (6.0, 9.0)
    first, second = take.cues[0], take.cues[1]
    assert (first.text, first.start) == ("Air mengalir.", 0.4)
    assert (second.text.split()[0], round(second.start, 2)) == ("Petani", 2.2)
    assert all(cue.end <= take.seconds for cue in take.cues)


def test_captions_without_word_times_move_and_those_that_were_cut_are_gone() -> None:
    captions = [
        Cue(start=0.5, end=1.9, text="satu"),
        Cue(start=2.5, end=4.5, text="dua"),
        Cue(start=5.5, end=8, text="tiga"),
    ]
    take = make_take(clip(), CUTS, lang="id", captions=captions)
    assert [(cue.text, round(cue.start, 2)) for cue in take.cues] == [("satu", 0.5), ("tiga", 2.5)]


def test_b_roll_over_words_stands_as_long_as_they_are_said() -> None:
    take = make_take(clip(broll=[{"file": "a.jpg", "over": "petani SENANG"}]), CUTS, lang="id", spoken=SAID)
    (cover,) = take.covers
    assert (round(cover.at, 2), round(cover.seconds, 2), cover.is_clip) == (2.2, 1.2, False)


def test_b_roll_at_a_second_of_the_source_follows_the_cuts() -> None:
    broll = [{"file": "b.mp4", "at": 6.0, "seconds": 1.5, "trim": {"in": 3.0}}]
    (cover,) = make_take(clip(broll=broll), CUTS, lang="id").covers
    assert (cover.at, cover.seconds, cover.start, cover.is_clip) == (3.0, 1.5, 3.0, True)


def test_b_roll_is_no_longer_than_its_own_trim_and_ends_with_the_take() -> None:
    short = [{"file": "b.mp4", "at": 0.0, "seconds": 3, "trim": {"in": 1, "out": 2}}]
    assert make_take(clip(broll=short), CUTS, lang="id").covers[0].seconds == 1.0
    blink = [{"file": "b.mp4", "at": 0.0, "seconds": 3, "trim": {"in": 1, "out": 1.1}}]
    assert make_take(clip(broll=blink), CUTS, lang="id").covers[0].pieces == ((1.0, 1.1),)
    late = [{"file": "b.jpg", "at": 7.0}]
    cover = make_take(clip(broll=late), CUTS, lang="id").covers[0]
    assert cover.at + cover.seconds == 6.0


def test_words_that_nobody_says_are_an_error_that_tells_what_is_said() -> None:
    with pytest.raises(InputError, match="nobody says “banjir besar”") as caught:
        make_take(clip(broll=[{"file": "a.jpg", "over": "banjir besar"}]), CUTS, lang="id", spoken=SAID)
    assert "Petani senang" in caught.value.hint


def test_b_roll_beyond_the_take_is_an_error() -> None:
    with pytest.raises(InputError, match=r"stands at 6\.0 s"):
        make_take(clip(broll=[{"file": "a.jpg", "at": 60}]), CUTS, lang="id")


def test_b_roll_says_where_it_stands_in_one_way() -> None:
    for given in ({"file": "a.jpg"}, {"file": "a.jpg", "at": 1, "over": "x"}):
        with pytest.raises(ValueError, match="say where it stands"):
            BRoll.model_validate(given)


def test_a_trim_keeps_its_part_and_must_keep_something() -> None:
    assert trimmed(Trim(start=2, end=5), 10).kept() == ((2.0, 5.0),)
    assert trimmed(Trim(), 10).kept() == ((0.0, 10.0),)
    assert trimmed(Trim(start=2, end=50), 10).kept() == ((2.0, 10.0),)
    with pytest.raises(InputError, match="`trim` starts at 12 s"):
        trimmed(Trim(start=12), 10)
    with pytest.raises(ValueError, match="is not after"):
        Trim(start=5, end=5)


def test_names_tell_clips_from_pictures() -> None:
    assert [is_clip(name) for name in ("a.MOV", "b.mp4", "c.jpg", "d")] == [True, True, False, False]


def test_one_clip_used_twice_gives_two_takes() -> None:
    clips = (clip(), clip(file="clips/b.mp4"), clip(trim={"in": 5}))
    assert take_names(clips) == ("clips/a.mp4", "clips/b.mp4", "clips/a.mp4 (2)")
