"""Carry highlighted words into the cues that their text becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vlogkit.records.caption import Cue
from vlogkit.records.marks import letters, lit_letters, marks_of


def with_marks(cues: Sequence[Cue], lit: Sequence[bool]) -> tuple[Cue, ...]:
    """The cues with their letters highlighted; `lit` tells it of each letter of all of them, in order."""
    return tuple(_marked(cues, lit))


def _marked(cues: Sequence[Cue], lit: Sequence[bool]) -> Iterator[Cue]:
    at = 0
    for cue in cues:
        until = at + len(letters(cue.text))
        yield cue.model_copy(update={"marks": marks_of(cue.text, lit[at:until])}) if any(lit[at:until]) else cue
        at = until


def lit_in(cues: Sequence[Cue]) -> list[bool]:
    """Whether each letter of the cues is highlighted."""
    return [is_lit for cue in cues for is_lit in lit_letters(cue.text, cue.marks)]
