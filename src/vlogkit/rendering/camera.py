"""A camera over a picture comes in; the window of the picture that shows at each frame goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vlogkit.records.timeline import Camera
from vlogkit.rendering.motion import Values, values


class Window(NamedTuple):
    """The part of a picture that fills the box, in the picture's pixels from its left top corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Path:
    """Windows at the frames from `first` on."""

    first: int
    left: Values
    top: Values
    width: Values
    height: Values

    def at(self, frame: int) -> Window:
        """The window at a frame; before the first and after the last it stands still."""
        i = min(max(frame - self.first, 0), len(self.left) - 1)
        return Window(float(self.left[i]), float(self.top[i]), float(self.width[i]), float(self.height[i]))

    def hull(self) -> Window:
        """The smallest window that holds all."""
        left, top = float(self.left.min()), float(self.top.min())
        right, bottom = float((self.left + self.width).max()), float((self.top + self.height).max())
        return Window(left, top, right - left, bottom - top)


def follow(camera: Camera, picture: tuple[int, int], box: tuple[int, int], first: int, last: int) -> Path:
    """The windows of a picture (width, height) over a box (width, height) at frames first … last - 1.

    Zoom 1 covers the box exactly and less counts as 1; the point (x, y) stands as near to the middle of the box as
    the picture's edges allow.
    """
    zoom = np.maximum(values(camera.zoom, first, last, 1.0), 1.0)
    cover = max(box[0] / picture[0], box[1] / picture[1])
    width, height = box[0] / (cover * zoom), box[1] / (cover * zoom)
    width, height = np.minimum(width, picture[0]), np.minimum(height, picture[1])
    x = values(camera.x, first, last, 0.5) * picture[0] - width / 2
    y = values(camera.y, first, last, 0.5) * picture[1] - height / 2
    left, top = np.clip(x, 0, picture[0] - width), np.clip(y, 0, picture[1] - height)
    return Path(first, left, top, width, height)
