"""Captions: cues with the words in them and their times, and the limits that keep them readable."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from vlogkit.records.base import Language, Record

CaptionStyle = Literal["plain", "word", "karaoke"]
"""`plain`: a cue stands; `word`: the word being said is highlighted; `karaoke`: so is every word said so far."""


class Word(Record):
    """One word as it is heard or shown, with its punctuation; seconds."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)
    text: str = Field(min_length=1)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"the word ends ({self.end}) before it starts ({self.start})")
        return self


class Cue(Record):
    """What stands on screen from `start` to `end` (seconds). `words` are its words in order, empty where
    their times are unknown; `text` may hold line feeds where a person broke the lines; `marks` are the stretches of its
    characters (from, up to but not including) in the highlight colour."""

    start: float = Field(ge=0)
    end: float
    text: str = Field(min_length=1)
    words: tuple[Word, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"the cue ends ({self.end}) at or before its start ({self.start})")
        return self

    @model_validator(mode="after")
    def _marked_inside(self) -> Self:
        for start, end in self.marks:
            if not 0 <= start < end <= len(self.text):
                raise ValueError(
                    f"the mark [{start}, {end}] does not lie within the text, whose length is {len(self.text)}; "
                    "correct it or leave out `marks`"
                )
        return self

    def seconds(self) -> float:
        """How long it stands."""
        return self.end - self.start


class CueShape(Record):
    """How much text a format holds at once: characters a line, and lines."""

    chars: int = Field(ge=8)
    lines: int = Field(ge=1)


class CueLimits(Record):
    """What keeps captions readable: seconds, characters, and characters a second."""

    chars: int = Field(default=64, ge=16)
    """Characters in a cue; 64 fits every shape below."""
    shapes: tuple[CueShape, ...] = (
        CueShape(chars=25, lines=3),
        CueShape(chars=32, lines=2),
        CueShape(chars=42, lines=2),
    )
    """Portrait, square and landscape: a cue must break into each of them."""
    shortest: float = 5 / 6
    per_word: float = 0.33
    longest: float = 6.0
    comfortable_speed: float = 15.0
    """Characters a second a cue is timed for; faster is a warning."""
    highest_speed: float = 17.0
    """Faster than this is an error."""
    chain: float = 0.5
    """A shorter gap is closed by holding the cue until the next."""
    gap_frames: int = 2
    """The least number of empty frames where there is a gap."""
    rate: tuple[int, int] = (30, 1)

    def gap(self) -> float:
        """The least gap in seconds."""
        return float(self.gap_frames / Fraction(*self.rate))


class Captions(Record):
    """All cues of a clip or story in rising order, in one language."""

    lang: Language = "id"
    cues: tuple[Cue, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for before, after in zip(self.cues, self.cues[1:], strict=False):
            if after.start < before.start:
                raise ValueError(f"the cue at {after.start} s stands after one that starts later")
        return self
