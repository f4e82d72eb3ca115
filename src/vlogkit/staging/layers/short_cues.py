"""Show a long cue one part after the other, so that its pill stays short and leaves the film free."""

from __future__ import annotations

from vlogkit.records.caption import Cue
from vlogkit.records.marks import marks_within

SHORTEST = 5 / 6
"""Seconds for which a part stands at least, as a cue does."""


def in_parts(cue: Cue, count: int) -> list[Cue]:
    """A cue in so many parts of about one length, each from its first word until the next part's; empty where a person
    broke its lines, and where a part would stand too short."""
    words = cue.text.split()
    if count == 1:
        return [cue]
    if cue.text != " ".join(words) or len(words) < count:
        return []
    firsts = _firsts(words, count)
    ends = [*firsts[1:], len(words)]
    offsets = [sum(len(word) + 1 for word in words[:first]) for first in firsts]
    timed = len(cue.words) == len(words)
    starts = [
        cue.words[first].start if timed and first else cue.start + cue.seconds() * offset / (len(cue.text) + 1)
        for first, offset in zip(firsts, offsets, strict=True)
    ]
    stops = [*starts[1:], cue.end]
    if any(stop - start < SHORTEST for start, stop in zip(starts, stops, strict=True)):
        return []
    parts = []
    for first, end, offset, start, stop in zip(firsts, ends, offsets, starts, stops, strict=True):
        text = " ".join(words[first:end])
        marks = marks_within(offset, offset + len(text), cue.marks)
        said = cue.words[first:end] if timed else ()
        parts.append(Cue(start=start, end=stop, text=text, words=said, marks=marks))
    return parts


def _firsts(words: list[str], count: int) -> list[int]:
    """The numbers of the words with which parts of about one length begin; a part rather ends with a mark of punctuation."""
    whole = sum(len(word) + 1 for word in words)
    firsts = [0]
    for part in range(1, count):
        wanted = whole * part / count
        at, best, cost = 0, firsts[-1] + 1, float("inf")
        for number, word in enumerate(words[:-1], 1):
            at += len(word) + 1
            away = abs(at - wanted) - (whole / 8 if word[-1] in ",.;:?!" else 0)
            if number > firsts[-1] and away < cost:
                best, cost = number, away
        firsts.append(best)
    return firsts
