"""Evaluate tracks of keyframes at every frame."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.timeline import Ease, Key, LayerBase, Track

Values = NDArray[np.float64]

EASES: dict[Ease, Callable[[Values], Values]] = {
    "linear": lambda t: t,
    "hold": lambda t: np.where(t >= 1, 1.0, 0.0),
    "in": lambda t: t**3,
    "out": lambda t: 1 - (1 - t) ** 3,
    "in-out": lambda t: np.where(t < 0.5, 4 * t**3, 1 - (2 - 2 * t) ** 3 / 2),
    "expo-out": lambda t: np.where(t >= 1, 1.0, (1 - np.exp2(-10 * t)) / (1 - 2.0**-10)),
}
"""Progress 0–1 to eased progress 0–1. `in`, `out` and `in-out` are t³ and its mirrors; `expo-out` is
(1 - 2^(-10 t)) / (1 - 2^(-10)), which ends exactly at 1."""


def values(track: Track, first: int, last: int, empty: float) -> Values:
    """The value at frames first … last - 1 as float64; an empty track stands at `empty`."""
    frames = np.arange(first, last, dtype=np.float64)
    if not track:
        return np.full(len(frames), empty)
    out = np.full(len(frames), track[0].value)
    for before, after in pairwise(track):
        inside = frames >= before.frame
        out[inside] = _between(before, after, frames[inside])
    out[frames >= track[-1].frame] = track[-1].value
    return out


def _between(before: Key, after: Key, frames: Values) -> Values:
    span = after.frame - before.frame
    if span <= 0:
        return np.full(len(frames), after.value)
    progress = np.clip((frames - before.frame) / span, 0, 1)
    return before.value + (after.value - before.value) * EASES[after.ease](progress)


def passes(layer: LayerBase) -> bool:
    """Whether a layer only comes along: carried from the scene before, where it stood, and gone when what it becomes
    has arrived."""
    seen = layer.motion.opacity
    return bool(layer.carry and layer.motion.scale and seen) and seen[-1].value == 0


def at(track: Track, frame: int, empty: float) -> float:
    """The value at one frame."""
    return float(values(track, frame, frame + 1, empty)[0])
