"""Cues and words that cannot be meant are refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from vlogkit.records.caption import Captions, Cue, CueLimits, Word


def test_a_cue_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError, match="before its start"):
        Cue(start=2.0, end=2.0, text="Halo")


def test_a_word_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError, match="before it starts"):
        Word(start=2.0, end=1.0, text="Halo")


@pytest.mark.parametrize("mark", [(0, 0), (3, 2), (-1, 2), (2, 5)])
def test_a_mark_outside_its_text_is_refused(mark: tuple[int, int]) -> None:
    with pytest.raises(ValidationError, match="within the text, whose length is 4"):
        Cue(start=0, end=1, text="Halo", marks=(mark,))


def test_cues_out_of_order_are_refused() -> None:
    early, late = Cue(start=0, end=1, text="a"), Cue(start=2, end=3, text="b")
    with pytest.raises(ValidationError, match="starts later"):
        Captions(cues=(late, early))


def test_the_least_gap_is_two_frames_of_the_rate() -> None:
    assert CueLimits(rate=(25, 1)).gap() == pytest.approx(0.08)


def test_captions_come_back_from_json_as_they_were() -> None:
    cue = Cue(start=0, end=1, text="Halo dunia", words=(Word(start=0, end=0.5, text="Halo"),))
    captions = Captions(lang="jv", cues=(cue,))
    assert Captions.model_validate_json(captions.model_dump_json()) == captions
