"""Hold a shaky clip still by moving its camera against the shake."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.timeline import Camera, Key, Track
from vlogkit.seeing.watched import Shift
from vlogkit.staging.layers.framing import keys_of, sampled

Floats = NDArray[np.float64]

_SMOOTH = 0.5
"""Seconds over which a wanted pan is told from shake."""
_TOLERANCE = 0.0004


def steady(shifts: Sequence[Shift], camera: Camera, *, rate: tuple[int, int], margin: float = 0.04) -> Camera:
    """Counter the shake of a clip whose frames moved by `shifts` (one a frame, shares of the picture).

    The picture is enlarged by 1 / (1 − 2 `margin`) so that there is room to move in; stronger shake than
    that remains."""
    frames = len(shifts)
    room = 1 / (1 - 2 * margin)
    zoom = camera.zoom or (Key(frame=0, value=1.0, ease="hold"),)
    closer = tuple(key.model_copy(update={"value": key.value * room}) for key in zoom)
    x = _countered(np.array([shift.x for shift in shifts]), camera.x, frames, rate, margin)
    y = _countered(np.array([shift.y for shift in shifts]), camera.y, frames, rate, margin)
    return Camera(zoom=closer, x=x, y=y)


def shake_of(shifts: Floats, rate: tuple[int, int]) -> Floats:
    """How far the picture lies from where a smooth camera would have it, a frame each."""
    where = np.cumsum(shifts)
    sigma = _SMOOTH * rate[0] / rate[1]
    reach = int(3 * sigma) + 1
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    padded = (
        np.pad(where, reach, mode="reflect", reflect_type="odd") if len(where) > reach else np.pad(where, reach, "edge")
    )
    off: Floats = where - np.convolve(padded, weights / weights.sum(), mode="valid")
    return off


def _countered(shifts: Floats, track: Track, frames: int, rate: tuple[int, int], margin: float) -> Track:
    """The camera goes where the content went."""
    off = np.clip(shake_of(shifts, rate), -margin, margin)
    return keys_of(sampled(track, frames, 0.5) + off, _TOLERANCE)
