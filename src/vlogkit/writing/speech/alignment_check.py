"""Find what was not said, or not in the script, from how a script was aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from vlogkit.errors import Where, counted
from vlogkit.findings.codes import found
from vlogkit.records.finding import Finding
from vlogkit.writing.speech.alignment import Alignment

DOUBTFUL = 0.94
"""Readings of a script stay below 0.9, other speech lies above 0.95 (`benchmarks/alignment.py`)."""
_MUCH_UNSCRIPTED = 0.2


def doubts(sentences: Sequence[Sequence[str]], alignment: Alignment, *, script: str = "") -> tuple[Finding, ...]:
    """What a person should look at before the captions are used, the gravest first; `script` is the file read."""
    place = Where(script) if script else None
    return tuple(_doubts([word for sentence in sentences for word in sentence], alignment, place))


def _doubts(words: Sequence[str], alignment: Alignment, place: Where | None) -> Iterator[Finding]:
    if alignment.doubt > DOUBTFUL:
        yield found("alignment-script", place=place, measured=f"{alignment.doubt:.2f}", limit=f"{DOUBTFUL}")
    if alignment.unscripted > _MUCH_UNSCRIPTED:
        yield found(
            "alignment-unscripted",
            place=place,
            measured=f"{alignment.unscripted:.0%}",
            limit=f"{_MUCH_UNSCRIPTED:.0%}",
        )
    for first, last in _runs(alignment.missing):
        yield found(
            "alignment-missing",
            place=place,
            about=" ".join(words[first : last + 1]),
            measured=counted(last - first + 1, "word"),
        )


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring indices: first and last."""
    for _, group in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        members = [index for _, index in group]
        yield members[0], members[-1]
