"""Scale the part of a picture that a camera needs once, and warp its windows into frames."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vlogkit.media.colour import Bytes, Space, to_planes
from vlogkit.records.timeline import Camera
from vlogkit.timelines.camera import CropWindow, Path, follow, is_steady

_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
DEEPEST = 1.4
"""Bilinear reading of a raster up to this much too large shows no aliasing; zooms that go further enlarge
instead."""
_GRID = 8
"""Parts of a picture begin and end on multiples of this, so that they do at every size a JPEG is decoded
at."""


@dataclass(frozen=True)
class Cut:
    """The part of a picture that a camera sees (left, top, right, bottom; the picture's pixels), and the
    size of its raster, a multiple of 4."""

    part: tuple[int, int, int, int]
    width: int
    height: int

    @property
    def scale(self) -> tuple[float, float]:
        """Samples of the raster for a pixel of the picture, horizontally and vertically."""
        left, top, right, bottom = self.part
        return self.width / (right - left), self.height / (bottom - top)


@dataclass(frozen=True, eq=False)
class PlaneRaster:
    """A part of a picture as planes."""

    space: Space
    planes: tuple[Bytes, Bytes, Bytes]
    origin: tuple[float, float]
    """The part's corner in the picture's pixels."""
    scale: tuple[float, float]
    """Samples of the first plane for a pixel of the picture."""

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return sum(plane.nbytes for plane in self.planes)


def needed_scale(path: Path, box: tuple[int, int]) -> float:
    """Samples for a pixel of the picture, so that the closest window is read one to one."""
    closest, widest = box[0] / float(path.width.min()), box[0] / float(path.width.max())
    return min(closest, widest * DEEPEST)


def frame_picture(
    camera: Camera, picture: tuple[int, int], box: tuple[int, int], first: int, last: int
) -> tuple[Path, Cut]:
    """The windows of a camera, and the part of the picture they need.

    A point that the camera zooms towards is moved by less than a sample, onto the raster's grid, where it can
    stand exactly still.
    """
    path = follow(camera, picture, box, first, last)
    hull, scale = path.hull(), needed_scale(path, box)
    left, top = max(0, _down(hull.left - 2)), max(0, _down(hull.top - 2))
    right = min(picture[0], -_down(-(hull.left + hull.width + 2)))
    bottom = min(picture[1], -_down(-(hull.top + hull.height + 2)))
    cut = Cut((left, top, right, bottom), _up4((right - left) * scale), _up4((bottom - top) * scale))
    nudge = [0.0, 0.0]
    for axis, track in enumerate((camera.x, camera.y)):
        if is_steady(track):
            point = (track[0].value if track else 0.5) * picture[axis]
            start, samples = cut.part[axis], cut.scale[axis]
            nudge[axis] = start + round((point - start) * samples / 2) * 2 / samples - point
    return follow(camera, picture, box, first, last, (nudge[0], nudge[1])), cut


def _down(length: float) -> int:
    return math.floor(length / _GRID) * _GRID


def _up4(length: float) -> int:
    return max(4, math.ceil(length / 4 - 1e-9) * 4)


def make_raster(pixels: Image.Image, picture: tuple[int, int], cut: Cut, space: Space) -> PlaneRaster:
    """A part of a picture, scaled once with a good filter; `pixels` may be a half, quarter or eighth of
    its size."""
    shrunk = max(1, round(picture[0] / pixels.width))
    left, top, right, bottom = cut.part
    part = (left // shrunk, top // shrunk, math.ceil(right / shrunk), math.ceil(bottom / shrunk))
    smaller = cut.width < part[2] - part[0]
    filtering = Image.Resampling.HAMMING if smaller else Image.Resampling.BICUBIC
    scaled = pixels.resize((cut.width, cut.height), filtering, part, reducing_gap=2.0)
    rgb = np.asarray(scaled, np.uint8)
    return PlaneRaster(space, to_planes(rgb, space), (float(left), float(top)), cut.scale)


def warp(raster: PlaneRaster, window: CropWindow, box: tuple[int, int], into: tuple[Bytes, Bytes, Bytes]) -> None:
    """Write a window of the raster into three planes that together are `box` (width, height) pixels large."""
    for index, (source, target) in enumerate(zip(raster.planes, into, strict=True)):
        matrix = matrix_of(raster, window, box, raster.space.step if index else 1)
        if _copied(source, matrix, target):
            continue
        size = (target.shape[1], target.shape[0])
        cv2.warpAffine(source, matrix, size, dst=target, flags=_FLAGS, borderMode=cv2.BORDER_REPLICATE)


def _copied(source: Bytes, matrix: NDArray[np.float64], target: Bytes) -> bool:
    """Take a window that stands on the raster's own samples as it is."""
    height, width = target.shape
    x, y = round(matrix[0, 2]), round(matrix[1, 2])
    drift = abs(matrix[0, 0] - 1) * width + abs(matrix[1, 1] - 1) * height
    if drift + abs(matrix[0, 2] - x) + abs(matrix[1, 2] - y) > 0.01:
        return False
    if x < 0 or y < 0 or y + height > source.shape[0] or x + width > source.shape[1]:
        return False
    np.copyto(target, source[y : y + height, x : x + width])
    return True


def crop(raster: PlaneRaster, window: CropWindow, into: tuple[Bytes, Bytes, Bytes]) -> None:
    """Fill three planes with a window that stands still: cut at whole samples, then scaled with a good filter."""
    step = raster.space.step
    rows, columns = raster.planes[0].shape
    spans = []
    for axis, whole in ((0, columns), (1, rows)):
        start = (window[axis] - raster.origin[axis]) * raster.scale[axis]  # type: ignore[operator]
        length = window[axis + 2] * raster.scale[axis]  # type: ignore[operator]
        size = min(max(step, round(length / step) * step), whole // step * step)
        spans.append((min(max(0, round(start / step) * step), whole // step * step - size), size))
    (x, width), (y, height) = spans
    for index, (source, target) in enumerate(zip(raster.planes, into, strict=True)):
        unit = step if index else 1
        part = source[y // unit : (y + height) // unit, x // unit : (x + width) // unit]
        if part.shape == target.shape:
            np.copyto(target, part)
            continue
        gain = part.shape[1] / target.shape[1]
        filtering = cv2.INTER_CUBIC if gain < 1 else cv2.INTER_AREA if gain > DEEPEST else cv2.INTER_LINEAR
        cv2.resize(part, (target.shape[1], target.shape[0]), dst=target, interpolation=filtering)


def matrix_of(raster: PlaneRaster, window: CropWindow, box: tuple[int, int], step: int) -> NDArray[np.float64]:
    """The 2x3 matrix from samples of a box to samples of the raster, in planes of one sample for `step`
    pixels.

    Half planes have their samples at pixel 2i horizontally and 2j + 1/2 vertically.
    """
    gain_x = window.width / box[0] * raster.scale[0]
    gain_y = window.height / box[1] * raster.scale[1]
    x = (window.left - raster.origin[0]) * raster.scale[0]
    y = (window.top - raster.origin[1]) * raster.scale[1]
    middle = 0.5 / step
    shift_x = x / step + (gain_x - 1) * middle
    shift_y = y / step + (gain_y - 1) * 0.5
    return np.array([[gain_x, 0.0, shift_x], [0.0, gain_y, shift_y]])
