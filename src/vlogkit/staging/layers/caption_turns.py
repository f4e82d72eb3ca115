"""Find where each word of a cue stands in its text, and when it is highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from vlogkit.records.caption import Cue, Word
from vlogkit.staging.marked_text import Marks, PlacedLine
from vlogkit.staging.motion import EntranceClock


class Turn(NamedTuple):
    """Frames of the scene during which the same characters of a cue are highlighted."""

    first: int
    last: int
    marks: Marks


def places(text: str, words: Sequence[Word]) -> Marks | None:
    """The characters of each word, in order; None where one of them is not there. Blanks of any kind, and several of
    them, count as one space, as they do in the text."""
    found: list[tuple[int, int]] = []
    at = 0
    plain = text.casefold() if len(text.casefold()) == len(text) else text
    for word in words:
        wanted = " ".join(word.text.split())
        start = text.find(wanted, at)
        if start < 0:
            start = plain.find(wanted.casefold(), at)
        if start < 0 or not wanted:
            return None
        at = start + len(wanted)
        found.append((start, at))
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


def of_line(line: PlacedLine, marks: Marks) -> Marks:
    """The characters of a line that are highlighted, of those of the whole text; neighbours are joined."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        begin, until = max(start - line.start, 0), min(end - line.start, len(line.text))
        if begin >= until:
            continue
        if joined and begin - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], until)
        else:
            joined.append((begin, until))
    return tuple(joined)
