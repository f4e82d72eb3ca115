"""Split a sentence into stretches that fit a cue, where it parts best."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vlogkit.records.caption import CueLimits, CueShape
from vlogkit.typesetting.breaking import FREE, HELD, Break

Stretch = tuple[int, int]
"""Offsets of the first character and of the one after the last."""

_CUE, _SLACK, _BREAK = 9.0, 10.0, 2.5
"""What a further cue costs, what an empty one would, and how heavily the costs of breaks weigh against
both."""
_IN_NEED, _OVERFULL = 1e3, 1e6


def split(text: str, breaks: Sequence[Break], limits: CueLimits) -> list[Stretch]:
    """Part one sentence into cues at least total cost.

    Held words are parted only where nothing else fits. Every stretch breaks into each of the limits'
    shapes, unless a single word is too long for one."""
    places = [each for each in breaks if each.kind in {FREE, HELD} and not each.hyphen]
    ends = [each.end for each in places] + [len(text)]
    begins = [0] + [each.next for each in places]
    tolls = [0.0] + [_BREAK * each.cost + _IN_NEED * (each.kind == HELD) for each in places]
    best: list[tuple[float, int]] = []
    for last in range(len(ends)):
        options: list[tuple[float, int]] = []
        for first in range(last, -1, -1):
            cost = _cue_cost((begins[first], ends[last]), places[first:last], limits)
            if cost >= _OVERFULL and options:
                break
            options.append(((best[first - 1][0] if first else 0.0) + cost + tolls[first], first))
        best.append(min(options))
    stretches: list[Stretch] = []
    last = len(ends) - 1
    while last >= 0:
        first = best[last][1]
        stretches.append((begins[first], ends[last]))
        last = first - 1
    return stretches[::-1]


def _cue_cost(stretch: Stretch, inside: Sequence[Break], limits: CueLimits) -> float:
    """The fewer the better, and the fuller the better, so that none is a crumb."""
    length = stretch[1] - stretch[0]
    if not fits(stretch, inside, limits):
        return _OVERFULL + length
    return _CUE + _SLACK * (1 - min(length / limits.chars, 1.0)) ** 3


def fits(stretch: Stretch, inside: Sequence[Break], limits: CueLimits) -> bool:
    """Whether a stretch stays within a cue's length and breaks into every shape with held words together."""
    if stretch[1] - stretch[0] > limits.chars:
        return False
    return all(lines_needed(stretch, inside, shape) <= shape.lines for shape in limits.shapes)


def lines_needed(stretch: Stretch, inside: Sequence[Break], shape: CueShape) -> float:
    """Lines that a first-fit wrap needs (first fit is fewest); infinite where a held phrase is wider than a
    line."""
    lines, line_start, fitted = 1, stretch[0], stretch[0]
    ends = [(each.end, each.next) for each in inside if each.kind == FREE] + [(stretch[1], stretch[1])]
    for end, following in ends:
        if end - line_start > shape.chars:
            lines, line_start = lines + 1, fitted
        if end - line_start > shape.chars:
            return math.inf
        fitted = following
    return lines
