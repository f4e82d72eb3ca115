"""A picture and the windows a camera takes of it come in; its planes at the size the box needs go out, framed by
fractions of a pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from vlogkit.rendering.camera import Path, Window
from vlogkit.rendering.colour import Bytes, Space, to_planes

_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_DEEPEST = 1.4
"""Bilinear reading of a raster up to this much too large shows no aliasing; zooms that go further enlarge instead."""


@dataclass(frozen=True, eq=False)
class Raster:
    """A part of a picture as planes. `origin` is the part's corner in the picture's pixels, `scale` the samples of
    the first plane for one pixel of the picture (x, y)."""

    space: Space
    planes: tuple[Bytes, Bytes, Bytes]
    origin: tuple[float, float]
    scale: tuple[float, float]

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return sum(plane.nbytes for plane in self.planes)


def needed_scale(path: Path, box: tuple[int, int]) -> float:
    """Samples for a pixel of the picture, so that the closest window is read one to one."""
    closest, widest = box[0] / float(path.width.min()), box[0] / float(path.width.max())
    return min(closest, widest * _DEEPEST)


def make_raster(rgb: Bytes, full: tuple[int, int], path: Path, box: tuple[int, int], space: Space) -> Raster:
    """The part of a picture that `path` shows, scaled once with a good filter.

    `rgb` may be smaller than the picture's own size `full`, in whose pixels the path counts.
    """
    shrunk = rgb.shape[1] / full[0], rgb.shape[0] / full[1]
    hull = path.hull()
    left = max(0, math.floor(hull.left * shrunk[0]) - 2)
    top = max(0, math.floor(hull.top * shrunk[1]) - 2)
    right = min(rgb.shape[1], math.ceil((hull.left + hull.width) * shrunk[0]) + 2)
    bottom = min(rgb.shape[0], math.ceil((hull.top + hull.height) * shrunk[1]) + 2)
    part = rgb[top:bottom, left:right]
    scale = needed_scale(path, box)
    width = _up4((right - left) / shrunk[0] * scale)
    height = _up4((bottom - top) / shrunk[1] * scale)
    smaller = width < part.shape[1]
    filtering = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(part, (width, height), interpolation=filtering), np.uint8)
    per_pixel = (width / (right - left) * shrunk[0], height / (bottom - top) * shrunk[1])
    return Raster(space, to_planes(scaled, space), (left / shrunk[0], top / shrunk[1]), per_pixel)


def _up4(length: float) -> int:
    return max(4, math.ceil(length / 4) * 4)


def warp(raster: Raster, window: Window, box: tuple[int, int], into: tuple[Bytes, Bytes, Bytes]) -> None:
    """Write a window of the raster into three planes that together are `box` (width, height) pixels large."""
    for index, (source, target) in enumerate(zip(raster.planes, into, strict=True)):
        step = raster.space.step if index else 1
        matrix = matrix_of(raster, window, box, step)
        size = (target.shape[1], target.shape[0])
        cv2.warpAffine(source, matrix, size, dst=target, flags=_FLAGS, borderMode=cv2.BORDER_REPLICATE)


def matrix_of(raster: Raster, window: Window, box: tuple[int, int], step: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The 2x3 matrix from samples of a box to samples of the raster, for planes of one sample in `step` pixels.

    Half planes have their samples at pixel 2i horizontally and 2j + 1/2 vertically.
    """
    gain_x = window.width / box[0] * raster.scale[0]
    gain_y = window.height / box[1] * raster.scale[1]
    x = (window.left - raster.origin[0]) * raster.scale[0]
    y = (window.top - raster.origin[1]) * raster.scale[1]
    middle = 0.5 / step
    shift_x = x / step + gain_x * middle - middle
    shift_y = y / step + (gain_y - 1) * 0.5
    return np.array([[gain_x, 0.0, shift_x], [0.0, gain_y, shift_y]])
