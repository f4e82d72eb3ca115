"""A long cue is shown in parts that follow its words, and loses none of them."""

from __future__ import annotations

from vlogkit.records.caption import Cue, Word
from vlogkit.staging.layers.short_cues import in_parts

SAID = ("Datang", "sesuai", "jam,", "lalu", "menunggu", "paling", "lama", "dua", "puluh", "menit.")


def cue(*, text: str = "", timed: bool = True, each: float = 0.4) -> Cue:
    words = tuple(Word(start=1 + n * each, end=1.3 + n * each, text=word) for n, word in enumerate(SAID))
    end = 1 + len(SAID) * each
    return Cue(start=1.0, end=end, text=text or " ".join(SAID), words=words if timed else (), marks=((0, 6), (29, 35)))


def test_parts_follow_each_other_from_word_to_word_and_end_with_a_phrase_where_they_can() -> None:
    first, second = in_parts(cue(), 2)
    assert (first.text, second.text) == ("Datang sesuai jam, lalu menunggu", "paling lama dua puluh menit.")
    assert (first.start, first.end, second.end) == (1.0, second.start, 5.0)
    assert second.start == second.words[0].start == 3.0
    assert (first.words + second.words, first.marks) == (cue().words, ((0, 6), (29, 32)))
    assert second.marks == ((0, 2),)


def test_without_times_of_words_parts_stand_for_as_long_as_their_letters_are_many() -> None:
    parts = in_parts(cue(timed=False), 3)
    assert " ".join(part.text for part in parts) == " ".join(SAID)
    assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]


def test_what_a_person_broke_and_what_would_stand_too_short_is_left_whole() -> None:
    assert in_parts(cue(text="Datang sesuai jam,\nlalu menunggu paling lama dua puluh menit."), 2) == []
    assert in_parts(cue(each=0.1), 2) == []
    assert in_parts(cue(), 1) == [cue()]
