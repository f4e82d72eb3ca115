"""Compute which window of a picture a camera shows at each frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from vlogkit.records.timeline import Camera, Track
from vlogkit.timelines.keyframes import Values, values


class CropWindow(NamedTuple):
    """The part of a picture that fills the box, in the picture's pixels from its left top corner.

    `still_x` and `still_y` name a place of the box (0, 1/2 or 1 of its width or height) at which the picture
    stands still while the camera zooms, or are None where the camera pans.
    """

    left: float
    top: float
    width: float
    height: float
    still_x: float | None = None
    still_y: float | None = None


@dataclass(frozen=True, eq=False)
class Path:
    """Windows at the frames from `first` on; the still places are NaN where there is none."""

    first: int
    left: Values
    top: Values
    width: Values
    height: Values
    still_x: Values
    still_y: Values

    def at(self, frame: int) -> CropWindow:
        """The window at a frame; before the first and after the last it stands still."""
        i = min(max(frame - self.first, 0), len(self.left) - 1)
        x, y = float(self.still_x[i]), float(self.still_y[i])
        return CropWindow(
            float(self.left[i]),
            float(self.top[i]),
            float(self.width[i]),
            float(self.height[i]),
            None if np.isnan(x) else x,
            None if np.isnan(y) else y,
        )

    @property
    def stands_still(self) -> bool:
        """True if all windows are the same."""
        sides = (self.left, self.top, self.width, self.height)
        return all(float(np.ptp(side)) == 0 for side in sides)

    def hull(self) -> CropWindow:
        """The smallest window that holds all."""
        left, top = float(self.left.min()), float(self.top.min())
        right, bottom = float((self.left + self.width).max()), float((self.top + self.height).max())
        return CropWindow(left, top, right - left, bottom - top)


def follow(
    camera: Camera,
    picture: tuple[int, int],
    box: tuple[int, int],
    first: int,
    last: int,
    nudge: tuple[float, float] = (0.0, 0.0),
) -> Path:
    """The windows of a picture (width, height) over a box (width, height) at frames first … last - 1.

    Zoom 1 covers the box exactly and less counts as 1; the point (x, y) stands as near to the middle of the
    box as the picture's edges allow. `nudge` moves that point, in the picture's pixels.
    """
    zoom = np.maximum(values(camera.zoom, first, last, 1.0), 1.0)
    cover = max(box[0] / picture[0], box[1] / picture[1])
    sides = [np.minimum(box[axis] / (cover * zoom), picture[axis]) for axis in (0, 1)]
    starts, stills = [], []
    for axis, track in enumerate((camera.x, camera.y)):
        middle = values(track, first, last, 0.5) * picture[axis] + nudge[axis]
        start, still = _kept_inside(middle - sides[axis] / 2, sides[axis], picture[axis], steady=is_steady(track))
        starts.append(start)
        stills.append(still)
    return Path(first, starts[0], starts[1], sides[0], sides[1], stills[0], stills[1])


def windows(camera: Camera, picture: tuple[int, int], box: tuple[int, int], frames: Sequence[int]) -> list[CropWindow]:
    """The windows at some frames."""
    return [_window(camera, picture, box, frame) for frame in frames]


@lru_cache(maxsize=512)
def _window(camera: Camera, picture: tuple[int, int], box: tuple[int, int], frame: int) -> CropWindow:
    """The window at a frame; every line of words on a picture asks for the same few."""
    return follow(camera, picture, box, frame, frame + 1).at(frame)


def is_steady(track: Track) -> bool:
    """True if a track never changes."""
    return len({key.value for key in track}) < 2


def _kept_inside(start: Values, length: Values, whole: int, *, steady: bool) -> tuple[Values, Values]:
    """Windows moved into the picture on one axis; what they are held by stands still: an edge, else their
    middle."""
    kept = np.clip(start, 0, whole - length)
    still = np.full(len(start), 0.5 if steady else np.nan)
    still[start >= whole - length] = 1.0
    still[start <= 0] = 0.0
    return kept, still
