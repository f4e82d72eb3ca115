"""Find where each word of a cue stands in its text, and when it is highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from vlogkit.records.caption import Cue, Word
from vlogkit.records.marks import Marks, letters
from vlogkit.staging.motion import EntranceClock


class Turn(NamedTuple):
    """Frames of the scene during which the same characters of a cue are highlighted."""

    first: int
    last: int
    marks: Marks


def places(text: str, words: Sequence[Word]) -> Marks | None:
    """The characters of each word, in order; None where the text does not begin with these words. Blanks and capitals
    may differ."""
    found: list[tuple[int, int]] = []
    places = letters(text)
    for word in words:
        wanted = [word.text[place] for place in letters(word.text)]
        own, places = places[: len(wanted)], places[len(wanted) :]
        if not wanted or [text[place].casefold() for place in own] != [char.casefold() for char in wanted]:
            return None
        found.append((own[0], own[-1] + 1))
    return tuple(found)


def turns(
    cue: Cue, text: str, style: Literal["word", "karaoke"], span: tuple[int, int], clock: EntranceClock
) -> list[Turn]:
    """Each word from its start until the next one's, from the cue's start to its end without a gap; empty where the
    times of the words are unknown."""
    marks = places(text, cue.words)
    if not cue.words or marks is None:
        return []
    first, last = span
    starts = [min(max(clock.at(word.start), first), last) for word in cue.words]
    starts = [max(starts[: place + 1]) for place in range(len(starts))]
    made = [Turn(first, starts[0], ())] if starts[0] > first else []
    for place, begin in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else last
        if end > begin:
            made.append(Turn(begin, end, marks[: place + 1] if style == "karaoke" else (marks[place],)))
    return made
