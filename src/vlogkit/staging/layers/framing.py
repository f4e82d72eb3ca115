"""Choose the camera that keeps a clip's subject in the frame, or advise to show the clip whole on a backdrop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.timeline import Box, Camera, Key, Track
from vlogkit.seeing.watched import Sighting
from vlogkit.timelines.keyframes import values

Floats = NDArray[np.float64]

_WHOLE = 0.97
"""Share of the picture that shows from which on nothing is lost by standing still."""
_DEAD = 0.4
"""Share of the window in which the subject may move before the camera follows."""
_SMOOTH = 0.7
"""Seconds of the Gauss curve over which the camera starts and stops."""
_SPEED = 0.45
"""Windows a second that the camera moves at most; faster makes people sick."""
_TOO_WIDE = 1.1
"""Windows that a subject may be wide (or high) before it is better shown whole."""
_SEVERAL = 1.6
"""Windows from which on a sighting is several things at once and says nothing about where to look."""
_TOLERANCE = 0.0015
_EXACT = 1e-5
"""Share of the picture within which a part of a path follows the whole."""
_HEADROOM = 0.16
"""Share of the window by which the eyes stand above its middle."""
_FEW = 3


@dataclass(frozen=True)
class Framing:
    """The camera for the layer, or, where `backdrop`, the whole picture on a blurred or coloured ground;
    `why` in one word."""

    camera: Camera
    backdrop: bool
    why: Literal["whole", "focus", "follow", "still", "too-wide"]


def frame_clip(
    sightings: Sequence[Sighting],
    *,
    picture: tuple[int, int],
    box: tuple[int, int],
    frames: int,
    rate: tuple[int, int],
    focus: tuple[float, float] | None = None,
    cuts: Sequence[int] = (),
) -> Framing:
    """How a clip (`picture`: width, height as seen) fills a layer's `box` for `frames` frames of the scene.

    A `focus` (x, y; 0–1) overrides everything. Without sightings the camera stands in the middle. At the frames `cuts`
    the picture jumps anyway: there the camera goes where it is needed at once.
    """
    shown = visible(picture, box)
    if focus is not None:
        return Framing(standing(*focus), False, "focus")
    if min(shown) >= _WHOLE:
        return Framing(standing(0.5, 0.5), False, "whole")
    if len(sightings) < _FEW:
        return Framing(standing(0.5, 0.5), False, "still")
    axis = 0 if shown[0] <= shown[1] else 1
    extent = np.percentile([sighting.w if axis == 0 else sighting.h for sighting in sightings], 75)
    if extent > _TOO_WIDE * shown[axis]:
        return Framing(standing(0.5, 0.5), True, "too-wide")
    return Framing(_following(sightings, shown, axis, frames, rate, cuts), False, "follow")


def visible(picture: tuple[int, int], box: tuple[int, int]) -> tuple[float, float]:
    """The shares of a picture's width and height that show where it covers a box."""
    cover = max(box[0] / picture[0], box[1] / picture[1])
    return box[0] / (picture[0] * cover), box[1] / (picture[1] * cover)


def contained(picture: tuple[int, int], box: Box) -> Box:
    """The largest box, even and in the middle of another, that shows the whole picture."""
    scale = min(box.w / picture[0], box.h / picture[1])
    width, height = (max(2, round(side * scale / 2) * 2) for side in picture)
    return Box(x=box.x + (box.w - width) // 4 * 2, y=box.y + (box.h - height) // 4 * 2, w=width, h=height)


def standing(x: float, y: float, zoom: float = 1.0) -> Camera:
    """A camera that does not move."""
    return Camera(zoom=_one(zoom), x=_one(x), y=_one(y))


def hide_cut(camera: Camera, piece: int, amount: float = 1.08) -> Camera:
    """Every second piece of a jump cut a little closer, so that the jump reads as a change of shot."""
    if piece % 2 == 0:
        return camera
    keys = camera.zoom or _one(1.0)
    closer = tuple(key.model_copy(update={"value": key.value * amount}) for key in keys)
    return camera.model_copy(update={"zoom": closer})


def part_of(camera: Camera, first: int, last: int, begin: int) -> Camera:
    """What a camera does in its frames first … last - 1, with keys from frame `begin` on."""

    def part(track: Track, empty: float) -> Track:
        if len({key.value for key in track}) < 2:
            return track
        keys = keys_of(sampled(track, last, empty)[first:], _EXACT)
        return tuple(key.model_copy(update={"frame": key.frame + begin}) for key in keys)

    return Camera(zoom=part(camera.zoom, 1.0), x=part(camera.x, 0.5), y=part(camera.y, 0.5))


def _one(value: float) -> Track:
    return (Key(frame=0, value=value, ease="hold"),)


def _following(
    sightings: Sequence[Sighting],
    shown: tuple[float, float],
    axis: int,
    frames: int,
    rate: tuple[int, int],
    cuts: Sequence[int],
) -> Camera:
    fps = rate[0] / rate[1]
    narrow = [each for each in sightings if (each.w if axis == 0 else each.h) <= _SEVERAL * shown[axis]]
    sightings = narrow if len(narrow) >= _FEW else sightings
    at = np.array([sighting.second * fps for sighting in sightings])
    wanted = np.array([_middle(sighting, axis, shown[axis]) for sighting in sightings])
    half = shown[axis] / 2
    path = np.empty(frames)
    for first, last in pairwise([0, *(cut for cut in cuts if 0 < cut < frames), frames]):
        part = _near(at, first - 0.5, last - 0.5)
        where = np.interp(np.arange(first, last), at[part], _without_outliers(wanted[part]))
        lazy = _lazy(np.clip(where, half, 1 - half), _DEAD * half, path[first - 1] if first else None)
        path[first:last] = _smooth(_limited(lazy, _SPEED * shown[axis] / fps), _SMOOTH * fps)
    moving = keys_of(path, _TOLERANCE)
    still = _one(0.5)
    return Camera(zoom=_one(1.0), x=moving if axis == 0 else still, y=moving if axis == 1 else still)


def _near(at: Floats, first: float, last: float) -> slice:
    """The rising times from `first` on and before `last`; where there is none, the nearest one."""
    begin, end = (int(place) for place in np.searchsorted(at, [first, last]))
    if begin < end:
        return slice(begin, end)
    nearest = int(np.abs(at - (first + last) / 2).argmin())
    return slice(nearest, nearest + 1)


def _middle(sighting: Sighting, axis: int, shown: float) -> float:
    if axis == 0:
        return sighting.x + sighting.w / 2
    lift = _HEADROOM * shown if sighting.kind == "face" else 0.0
    return sighting.y + sighting.h / 2 + lift


def _without_outliers(wanted: Floats) -> Floats:
    """The median of each three neighbours: one wrong look does not move the camera."""
    if len(wanted) < 3:
        return wanted
    inner = np.median(np.stack([wanted[:-2], wanted[1:-1], wanted[2:]]), axis=0)
    return np.concatenate([inner[:1], inner, inner[-1:]])


def _lazy(path: Floats, dead: float, before: float | None) -> Floats:
    """The path of a camera that stands until the subject leaves the middle of its window; where it stood `before`, if
    the subject is there."""
    lazy = np.empty_like(path)
    now = float(path[: max(len(path) // 20, 1)].mean()) if len(path) else 0.0
    now = before if before is not None and abs(now - before) <= dead else now
    for index, value in enumerate(path):
        now = min(max(now, value - dead), value + dead)
        lazy[index] = now
    return lazy


def _smooth(path: Floats, sigma: float) -> Floats:
    reach = int(3 * sigma) + 1
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    padded = np.pad(path, reach, mode="edge")
    return np.convolve(padded, weights / weights.sum(), mode="valid")


def _limited(path: Floats, step: float) -> Floats:
    """The mean of the paths that keep to a speed forwards and backwards: neither early nor late."""
    forwards, backwards = path.copy(), path[::-1].copy()
    for way in (forwards, backwards):
        for index in range(1, len(way)):
            way[index] = way[index - 1] + min(max(way[index] - way[index - 1], -step), step)
    return (forwards + backwards[::-1]) / 2


def keys_of(path: Floats, tolerance: float) -> Track:
    """Few keys whose straight lines stay within `tolerance` of a path (Ramer, Douglas and Peucker)."""
    kept = {0, len(path) - 1}
    open_spans = [(0, len(path) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        line = np.interp(np.arange(first, last + 1), [first, last], [path[first], path[last]])
        away = np.abs(path[first : last + 1] - line)
        worst = int(away.argmax())
        if away[worst] > tolerance:
            kept.add(first + worst)
            open_spans += [(first, first + worst), (first + worst, last)]
    return tuple(Key(frame=frame, value=round(float(path[frame]), 5), ease="linear") for frame in sorted(kept))


def sampled(track: Track, frames: int, empty: float) -> Floats:
    """A track's value at each frame."""
    return values(track, 0, frames, empty)
