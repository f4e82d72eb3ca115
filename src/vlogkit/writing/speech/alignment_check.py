"""Find what was not said, or not in the script, from how a script was aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from vlogkit.records.finding import Finding
from vlogkit.writing.speech.alignment import Alignment

DOUBTFUL = 0.94
"""Readings of a script stay below 0.9, other speech lies above 0.95 (`benchmarks/alignment.py`)."""
_MUCH_UNSCRIPTED = 0.2
_FEW = 8


def doubts(sentences: Sequence[Sequence[str]], alignment: Alignment, *, where: str = "") -> tuple[Finding, ...]:
    """What a person should look at before the captions are used, the gravest first."""
    return tuple(_doubts([word for sentence in sentences for word in sentence], alignment, where))


def _doubts(words: Sequence[str], alignment: Alignment, where: str) -> Iterator[Finding]:
    if alignment.doubt > DOUBTFUL:
        yield Finding(
            code="alignment-script",
            severity="error",
            message="this does not sound like the script",
            where=where,
            measured=f"{alignment.doubt:.2f}",
            limit=f"{DOUBTFUL}",
            hint="Check that script, language and clip belong together, and that the voice is clear.",
        )
    if alignment.unscripted > _MUCH_UNSCRIPTED:
        yield Finding(
            code="alignment-unscripted",
            severity="warning",
            message="much is said that is not in the script",
            where=where,
            measured=f"{alignment.unscripted:.0%}",
            limit=f"{_MUCH_UNSCRIPTED:.0%}",
            hint="Add it to the script, or it stays without captions.",
        )
    for first, last in _runs(alignment.missing):
        shown = " ".join(words[first : min(last + 1, first + _FEW)])
        yield Finding(
            code="alignment-missing",
            severity="warning",
            message=f"not heard, and left out: “{shown}{' …' if last - first >= _FEW else ''}”",
            where=where,
            measured=f"{last - first + 1} words",
            hint="Take it out of the script, or correct the captions by hand.",
        )


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring indices: first and last."""
    for _, group in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        members = [index for _, index in group]
        yield members[0], members[-1]
