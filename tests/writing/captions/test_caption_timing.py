"""Sentences and timed words become cues that can be read in time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.records.caption import CueLimits, Word
from vlogkit.records.clips.cut_list import CutList, CutPiece
from vlogkit.typesetting.breaking import breaks_in
from vlogkit.writing.captions.caption_timing import after_cuts, cues, cues_from_speech, sentences, words_of
from vlogkit.writing.captions.cue_splitting import lines_needed

LIMITS = CueLimits()
LONG = (
    "Perbaikan menelan biaya Rp 1,2 miliar dan dikerjakan di Semarang serta Kab. Blora oleh Dinas Pekerjaan "
    "Umum Bina Marga dan Cipta Karya Provinsi Jawa Tengah."
)
TEXTS = st.lists(st.text(alphabet="abcdefghijklmn,.-0123", min_size=1, max_size=14), min_size=1, max_size=40)


def timed(words: str, *, each: float = 0.4, pauses: dict[str, float] | None = None) -> tuple[Word, ...]:
    made, at = [], 0.0
    for text in words.split():
        made.append(Word(start=at, end=at + each, text=text))
        at += each + (pauses or {}).get(text, 0.0)
    return tuple(made)


def test_abbreviations_and_initials_end_no_sentence() -> None:
    found = sentences('Datang ke Jl. Pahlawan No. 9! "Siap," kata H. Ahmad. Biaya 1.200 rupiah.')
    assert found == ("Datang ke Jl. Pahlawan No. 9!", '"Siap," kata H. Ahmad.', "Biaya 1.200 rupiah.")


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert sentences("“Jalan halus!” Warga senang.") == ("“Jalan halus!”", "Warga senang.")


def test_a_no_break_space_does_not_part_a_word() -> None:
    assert words_of("sepanjang 12,4\u00a0km jalan") == ["sepanjang", "12,4\u00a0km", "jalan"]


def test_a_long_sentence_parts_at_links_and_not_inside_units() -> None:
    texts = [cue.text for cue in cues([LONG], lang="id")]
    assert texts == [
        "Perbaikan menelan biaya Rp 1,2 miliar",
        "dan dikerjakan di Semarang serta Kab. Blora",
        "oleh Dinas Pekerjaan Umum Bina Marga",
        "dan Cipta Karya Provinsi Jawa Tengah.",
    ]


def test_cues_follow_one_another_from_the_start_given() -> None:
    made = cues([LONG, "Ya."], lang="id", start=3.0)
    assert made[0].start == 3.0
    assert all(before.end == after.start for before, after in pairwise(made))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("Ya.", 5 / 6), ("a b c d e f g", 0.33 * 7), ("Pemberdayaan masyarakat", 23 / 15)],
)
def test_time_on_screen_is_the_longest_of_floor_words_and_characters(text: str, seconds: float) -> None:
    (cue,) = cues([text], lang="id")
    assert cue.seconds() == pytest.approx(seconds)


def test_time_on_screen_is_capped() -> None:
    limits = CueLimits(longest=2.0)
    assert all(cue.seconds() <= 2.0 + 1e-9 for cue in cues([LONG], lang="id", limits=limits))


def test_words_of_a_silent_cue_share_its_time() -> None:
    (cue,) = cues(["Halo dunia"], lang="id")
    assert [word.text for word in cue.words] == ["Halo", "dunia"]
    assert (cue.words[0].start, cue.words[-1].end) == (cue.start, pytest.approx(cue.end))


def test_no_words_make_no_cues() -> None:
    assert cues(["", "  "], lang="id") == ()


@given(TEXTS)
@settings(deadline=None, max_examples=examples(60))
def test_splitting_loses_no_word_and_keeps_the_order(words: list[str]) -> None:
    made = cues([" ".join(words)], lang="id")
    assert " ".join(cue.text for cue in made).split() == " ".join(words).split()


@given(st.lists(st.text(alphabet="abcdeéü", min_size=1, max_size=12), min_size=1, max_size=60))
@settings(deadline=None, max_examples=examples(60))
def test_every_cue_fits_every_shape(words: list[str]) -> None:
    for cue in cues([" ".join(words)], lang="id"):
        assert len(cue.text) <= LIMITS.chars
        for shape in LIMITS.shapes:
            assert lines_needed((0, len(cue.text)), breaks_in(cue.text, "id"), shape) <= shape.lines


def test_a_spoken_cue_starts_with_its_first_word() -> None:
    made = cues_from_speech([timed("Halo dunia."), ()], lang="id")
    assert (made[0].start, made[0].words[1].text) == (0.0, "dunia.")


def test_a_long_pause_parts_a_spoken_sentence() -> None:
    made = cues_from_speech([timed("Jalan ini sudah halus sekarang juga", pauses={"halus": 1.5})], lang="id")
    assert [cue.text for cue in made] == ["Jalan ini sudah halus", "sekarang juga"]


def test_short_gaps_between_spoken_cues_are_closed_and_long_ones_stay() -> None:
    first, second, third = (timed(text) for text in ("Satu dua tiga.", "Empat lima enam.", "Tujuh delapan."))

    def later(words: tuple[Word, ...], by: float) -> tuple[Word, ...]:
        return tuple(word.model_copy(update={"start": word.start + by, "end": word.end + by}) for word in words)

    made = cues_from_speech([first, later(second, 1.5), later(third, 9.0)], lang="id")
    assert made[0].end == made[1].start
    assert made[2].start - made[1].end >= LIMITS.gap()


def test_a_short_spoken_cue_is_held_until_it_can_be_read() -> None:
    (cue,) = cues_from_speech([timed("Ya.", each=0.2)], lang="id")
    assert cue.seconds() == pytest.approx(5 / 6)


def test_words_move_with_the_cuts_and_words_taken_out_go() -> None:
    pieces = (CutPiece(start=0, end=1), CutPiece(start=1, end=3, keep=False), CutPiece(start=3, end=5))
    spoken = [
        (
            Word(start=0.5, end=0.8, text="a"),
            Word(start=1.5, end=2, text="b"),
            Word(start=3.5, end=4, text="c"),
        )
    ]
    ((first, last),) = after_cuts(spoken, CutList(pieces=pieces))
    assert (first.text, first.start, last.text, last.start) == ("a", 0.5, "c", 1.5)
