"""Draw a map under a camera that comes very close, and a route that draws itself."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.media.colour import Bytes, to_planes
from vlogkit.records.timeline import MapLayer, Route
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer
from vlogkit.rendering.frames.layers.painted import Painted, Views
from vlogkit.rendering.frames.planes import Region
from vlogkit.rendering.frames.rasters import DEEPEST, PlaneRaster, warp
from vlogkit.rendering.frames.sprites import Sprite, from_mask
from vlogkit.timelines.camera import CropWindow, follow
from vlogkit.timelines.keyframes import values

_THICKER = 0.3
"""Lines grow with this power of the zoom, so that they neither vanish nor become bars."""
_BITS = 4
"""Of a pixel's fraction, in which corners are placed."""
_STEPS = 240
"""Lengths of a route that are told apart."""


class _Level(NamedTuple):
    """A part of the map (left, top, right, bottom; its pixels) that is drawn once, at so many samples a pixel."""

    part: tuple[int, int, int, int]
    scale: float


class DrawnMap(Painted):
    """A map, drawn once for each level of zoom that its camera passes; frames are windows of these."""

    def contents(self) -> list[Hashable]:
        """The level and the window at each frame."""
        layer = cast("MapLayer", self.layer)
        span, box = (self.first, self.last), (layer.box.w, layer.box.h)
        path = follow(layer.camera, (layer.width, layer.height), box, *span)
        windows = [path.at(frame) for frame in range(*span)]
        steps = [_step(box[0] / window.width) for window in windows]
        self._levels = {step: _level(step, [w for w, s in zip(windows, steps, strict=True) if s == step], layer) for step in set(steps)}  # fmt: skip
        return list(zip(steps, windows, strict=True))

    def paint(self, content: Hashable, part: Region, views: Views) -> None:
        """Warp a window of its level into the views."""
        step, window = cast("tuple[int, CropWindow]", content)
        framed, size = self.part_of(window, part)
        warp(self._raster(self._levels[step]), framed, size, views)

    def _raster(self, level: _Level) -> PlaneRaster:
        key = ("map", self.mark, level)
        return self.ground.store.get(key, lambda: self._drawn(level), lambda raster: raster.nbytes)

    def _drawn(self, level: _Level) -> PlaneRaster:
        layer, space = cast("MapLayer", self.layer), self.ground.space
        left, top, right, bottom = level.part
        width, height = (max(4, math.ceil(side * level.scale / 4) * 4) for side in (right - left, bottom - top))
        scale = width / (right - left), height / (bottom - top)
        sea = np.zeros((height, width, 3), np.uint8)
        sea[:] = _rgb(layer.sea)
        thickness = layer.pixel * (level.scale / layer.pixel) ** _THICKER
        for shape in layer.shapes:
            rings = [_corners(ring, (left, top), scale) for ring in shape.rings]
            cv2.fillPoly(sea, rings, _rgb(shape.fill), cv2.LINE_AA, _BITS)
        for shape in layer.shapes:
            wide = max(1, round(shape.line_width * thickness))
            rings = [_corners(ring, (left, top), scale) for ring in shape.rings]
            cv2.polylines(sea, rings, True, _rgb(shape.line), wide, cv2.LINE_AA, _BITS)
        return PlaneRaster(space, to_planes(sea, space), (float(left), float(top)), scale)


def _step(zoom: float) -> int:
    """Which level a zoom reads from: each reaches from a power of `DEEPEST` to the next."""
    return math.floor(math.log(max(zoom, 1e-6)) / math.log(DEEPEST) + 1e-6)


def _level(step: int, windows: list[CropWindow], layer: MapLayer) -> _Level:
    closest = max(layer.box.w / window.width for window in windows)
    part = (
        max(0, math.floor(min(window.left for window in windows)) - 2),
        max(0, math.floor(min(window.top for window in windows)) - 2),
        min(layer.width, math.ceil(max(window.left + window.width for window in windows)) + 2),
        min(layer.height, math.ceil(max(window.top + window.height for window in windows)) + 2),
    )
    return _Level(part, min(closest, DEEPEST ** (step + 1)))


def _corners(ring: tuple[float, ...], origin: tuple[int, int], scale: tuple[float, float]) -> NDArray[np.int32]:
    """The corners of a ring in a level, in fractions of a sample as OpenCV takes them."""
    points = (np.array(ring).reshape(-1, 2) - origin) * scale - 0.5
    return np.asarray(np.round(points * (1 << _BITS)), np.int32)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class DrawnRoute(DrawnLayer):
    """A line through points, as long as it has been drawn, with round ends."""

    def contents(self) -> list[Hashable]:
        """How much of it is seen at each frame, in steps."""
        length = values(cast("Route", self.layer).length, self.first, self.last, 1.0)
        return [round(float(share) * _STEPS) or None for share in length]

    def sprite(self, content: Hashable) -> Sprite:
        """The line so far."""
        return self.kept(content, lambda: self._make(cast("int", content) / _STEPS))

    def _make(self, share: float) -> Sprite:
        layer = cast("Route", self.layer)
        box = layer.box
        mask: Bytes = np.zeros((box.h, box.w), np.uint8)
        points = drawn_so_far(np.array(layer.points, np.float64), share) - (box.x, box.y) - 0.5
        line = np.asarray(np.round(points * (1 << _BITS)), np.int32)
        cv2.polylines(mask, [line], False, 255, max(1, round(layer.line_width)), cv2.LINE_AA, _BITS)
        return from_mask(mask.astype(np.float32) / np.float32(255), layer.colour, box.x, box.y, self.ground.space)


def drawn_so_far(points: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The beginning of a line (n, 2) that makes up a share of its length."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    reached = share * lengths[-1]
    whole = points[lengths <= reached]
    end = [np.interp(reached, lengths, points[:, axis]) for axis in (0, 1)]
    return np.vstack([whole, end])
