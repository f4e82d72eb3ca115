"""Choose the moments at which a clip is looked at while a scene shows it."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import NamedTuple

from vlogkit.records.timeline import FootageLayer

EVERY = 1.5
"""Seconds from one look at a clip to the next, at most."""
MOST = 16
"""Looks at what one layer shows of a clip: of a longer stretch they are further apart."""


class Moment(NamedTuple):
    """A look at a clip: the frame of the scene, the second of the clip that it shows, and the frames of the scene (first,
    and the one after the last) for which what is seen there stands."""

    frame: int
    second: float
    first: int
    last: int


def moments(layer: FootageLayer, frames: int, fps: float) -> tuple[Moment, ...]:
    """Looks at what a layer shows in a scene of so many frames: its first frame, its last, and as many between them, at
    equal distances, as none is further from a look than it should be."""
    first, end = layer.span or (0, frames)
    gaps = min(MOST - 1, ceil((end - 1 - first) / (EVERY * fps)))
    at = [first + (end - 1 - first) * number // max(gaps, 1) for number in range(gaps + 1)]
    edges = [first, *((one + other + 1) // 2 for one, other in pairwise(at)), end]
    return tuple(
        Moment(frame, _second(layer, (frame - first) / fps), edges[number], edges[number + 1])
        for number, frame in enumerate(at)
    )


def _second(layer: FootageLayer, passed: float) -> float:
    second = layer.start + passed
    return round(second if layer.last is None else min(second, layer.last), 3)
