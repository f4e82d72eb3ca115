"""Lay out the bars of a piece so that its scenes begin on strong beats and its ending lands where the video ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

HALVES_A_BAR = 8
"""Half beats (eighths) of a full bar of four beats."""
OPENING = 0.04
"""Seconds until the first stroke: an AAC encoder spoils one that stands in its first packet."""
LANDING = 0.95
"""Seconds from the last stroke to the end of the video."""
LOGO = 1.0
"""Seconds of the sonic logo, its last note ringing."""
_LOGO_NOTES = 0.85
"""Seconds from the logo's first note until the last stroke may come."""
_END_CARD = (LANDING + 0.6, 4.0)
"""Seconds of a last scene whose start is the start of the logo."""
_PHRASE = 1.2
"""Seconds that a phrase lasts at least; a cut that comes sooner is struck, and begins no phrase."""
_STRAIGHT = 0.06
"""By how much of itself the tempo may bend for a phrase to have whole beats; else it has a half one."""
_ARC = 16
"""Bars of one rise in a long piece."""


@dataclass(frozen=True)
class MusicalBar:
    """A bar: when it starts, how long its eighths are (seconds), how many it has (a phrase's last bar has fewer or up to
    two more), how far the music has grown (0-1), and whether a phrase begins or ends with it."""

    start: float
    half: float
    halves: int
    heat: float
    opens: bool
    closes: bool

    @property
    def end(self) -> float:
        """Seconds."""
        return self.start + self.half * self.halves


@dataclass(frozen=True)
class Form:
    """The bars, the strokes at cuts, the first note of the sonic logo (None where the piece is too short for one) and the
    last stroke; seconds."""

    bars: tuple[MusicalBar, ...]
    strikes: tuple[float, ...]
    logo: float | None
    landing: float


def lay_out(seconds: float, tempo: float, cuts: Sequence[float]) -> Form:
    """The form of a piece: two to four sparse bars, a build, the sonic logo on the end card, one last stroke. A phrase
    begins with every scene, and the tempo bends by the few per cent for that."""
    inside = sorted({cut for cut in cuts if OPENING < cut < seconds})
    if seconds < LANDING + _LOGO_NOTES + _PHRASE:
        landing = max(min(OPENING, seconds / 4), seconds - LANDING)
        return Form((), tuple(cut for cut in inside if cut < landing), None, landing)
    last = inside[-1] if inside else 0.0
    on_card = _END_CARD[0] <= seconds - last <= _END_CARD[1] and last >= _PHRASE
    logo = last if on_card else seconds - LANDING - _LOGO_NOTES
    landing = max(seconds - LANDING, logo + 0.6)
    strikes = tuple(cut for cut in inside if cut != landing)
    return Form(tuple(_heated(list(_phrases(_anchors(inside, logo), 30 / tempo)))), strikes, logo, landing)


def _anchors(cuts: Sequence[float], end: float) -> list[float]:
    """Where phrases begin, and where the last one ends."""
    found = [OPENING]
    for cut in cuts:
        if cut - found[-1] >= _PHRASE and end - cut >= _PHRASE:
            found.append(cut)
    return [*found, end]


def _phrases(anchors: Sequence[float], half: float) -> Iterator[MusicalBar]:
    """Bars without heat that fill the spans between the anchors exactly."""
    for start, end in pairwise(anchors):
        count = _halves(end - start, half)
        lengths = [HALVES_A_BAR] * (count // HALVES_A_BAR)
        rest = count % HALVES_A_BAR
        if rest > 2 or not lengths:
            lengths.append(rest)
        else:
            lengths[-1] += rest
        long, at = (end - start) / count, 0
        for number, length in enumerate(lengths):
            yield MusicalBar(start + at * long, long, length, 0.0, number == 0, number == len(lengths) - 1)
            at += length


def _halves(span: float, half: float) -> int:
    """Eighths that fill a span: whole beats where the tempo bends little for them."""
    whole = max(2, 2 * round(span / half / 2))
    return whole if abs(whole * half / span - 1) <= _STRAIGHT else max(1, round(span / half))


def _heated(bars: Sequence[MusicalBar]) -> Iterator[MusicalBar]:
    """The bars with how far the music has grown: little in the first two to four, then rising; a long piece rises again
    and again, and every phrase starts a little below where the last one ended."""
    count = len(bars)
    sparse = min(4, max(2, count // 6)) if count >= 5 else 1
    for number, bar in enumerate(bars):
        if number < sparse:
            heat = 0.12 + 0.1 * number
        else:
            left = count - number
            arc = min(_ARC, count - sparse)
            heat = 1 - 0.58 * ((left - 1) % arc) / max(1, arc - 1) if arc > 1 else 0.8
            heat -= 0.08 * bar.opens
        yield MusicalBar(bar.start, bar.half, bar.halves, min(1.0, heat), bar.opens, bar.closes)
