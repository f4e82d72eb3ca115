"""Draw clips under a layer's camera."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Any, cast

import numpy as np

from vlogkit.media.clip_pool import Readers
from vlogkit.media.colour import STILL, Bytes, to_planes, to_rgb
from vlogkit.records.timeline import FootageLayer, MovieClip
from vlogkit.rendering.frames import defocus, effects
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer, Ground
from vlogkit.rendering.frames.layers.painted import Painted, Views, copy_part
from vlogkit.rendering.frames.planes import Region, blank
from vlogkit.rendering.frames.rasters import DEEPEST, PlaneRaster, crop, needed_scale, warp
from vlogkit.rendering.frames.sprites import Sprite, from_straight
from vlogkit.timelines.camera import CropWindow, follow

_TICKS = 100_000
"""Times are told apart to 1/100,000 s."""


class DrawnFootage(Painted):
    """A clip under a camera, with MoviePy effects where asked."""

    def __init__(self, layer: FootageLayer, frames: int, ground: Ground, readers: Readers) -> None:
        self._readers = readers
        self._lock = threading.Lock()
        self._clip: Any = None
        super().__init__(layer, frames, ground)

    @property
    def _footage(self) -> FootageLayer:
        return cast("FootageLayer", self.layer)

    def contents(self) -> list[Hashable]:
        """The source's time and the window at each frame."""
        layer = self._footage
        key = ("clip", layer.sha256, layer.file)
        self._facts = self.ground.store.get(key, lambda: self._readers.facts(layer.file), lambda _: 128)
        if layer.effects:
            self._clip = effects.with_effects(self._source_rgb, self._seconds(), layer.effects)
        size = self._clip.size if self._clip is not None else (self._facts.width, self._facts.height)
        self.size = (int(size[0]), int(size[1]))
        span, box = (self.first, self.last), (layer.box.w, layer.box.h)
        path = follow(layer.camera, self.size, box, *span)
        scale = needed_scale(path, box)
        self._still = path.stands_still
        if layer.blurred:
            scale = defocus.scale_for(self.size, box)
        elif self._still or 1 / DEEPEST <= scale <= 2:
            scale = 1.0
        self._scaled = tuple(max(2, round(side * min(scale, 2.0) / 2) * 2) for side in self.size)
        return [(self._ticks(frame), path.at(frame)) for frame in range(*span)]

    def _seconds(self) -> float:
        return max((self.last - self.first) / self.ground.fps, self._end - self._footage.start)

    @property
    def _end(self) -> float:
        """The latest second of the source that shows."""
        last = self._footage.last
        return self._facts.seconds if last is None else min(last, self._facts.seconds)

    def _ticks(self, frame: int) -> int:
        """Time of the source at a frame; where it has ended, its end."""
        seconds = (frame - self.first) / self.ground.fps
        if self._clip is None:
            seconds = min(self._footage.start + seconds, self._end)
        return round(seconds * _TICKS)

    def paint(self, content: Hashable, part: Region, views: Views) -> None:
        """Write the source's frame into the views; every part of the box has the same pixels as the whole."""
        ticks, window = cast("tuple[int, CropWindow]", content)
        raster = self._raster(ticks / _TICKS)
        if not self._still or self._footage.blurred or part.meet(self.area) != part:
            framed, size = self.part_of(window, part)
            warp(raster, framed, size, views)
        elif part == self.area:
            crop(raster, window, views)
        else:
            whole = blank(self.layer.box.w, self.layer.box.h, self.ground.space)
            crop(raster, window, whole.arrays)
            copy_part(whole, part.left - self.area.left, part.top - self.area.top, views)

    def _raster(self, seconds: float) -> PlaneRaster:
        if self._clip is None:
            width, height = self._scaled
            planes = self._readers.planes(self._footage.file, seconds, (width, height), self.ground.space)
        else:
            with self._lock:
                rgba = effects.pixels(self._clip, seconds)
            planes = to_planes(_even(_on_black(rgba)), self.ground.space)
        if self._footage.blurred:
            planes = defocus.blurred(planes, self._footage.veil_colour, self._footage.veil, self.ground.space)
        scale = planes[0].shape[1] / self.size[0], planes[0].shape[0] / self.size[1]
        return PlaneRaster(self.ground.space, planes, (0.0, 0.0), scale)

    def _source_rgb(self, seconds: float) -> Bytes:
        """The source for MoviePy: RGB at its own size, `seconds` counted from the layer's start in it."""
        at = min(self._footage.start + seconds, self._end)
        size = (max(2, self._facts.width & -2), max(2, self._facts.height & -2))
        return to_rgb(self._readers.planes(self._footage.file, at, size, STILL), STILL)


class DrawnMovieClip(DrawnLayer):
    """A MoviePy clip stretched into its box."""

    def contents(self) -> list[Hashable]:
        """The frame, counted from the layer's start; past the clip's end its last one."""
        self._lock = threading.Lock()
        self._clip = effects.make_clip(cast("MovieClip", self.layer))
        length = self._clip.duration
        last = None if length is None else max(0, round(length * self.ground.fps) - 1)
        return [frame if last is None else min(frame, last) for frame in range(self.last - self.first)]

    def sprite(self, content: Hashable) -> Sprite:
        """The clip's frame."""
        return self.kept(content, lambda: self._make(cast("int", content)))

    def _make(self, frame: int) -> Sprite:
        import cv2

        box = self.layer.box
        with self._lock:
            rgba = effects.pixels(self._clip, frame / self.ground.fps)
        if rgba.shape[:2] != (box.h, box.w):
            filtering = cv2.INTER_AREA if box.w < rgba.shape[1] else cv2.INTER_CUBIC
            rgba = np.asarray(cv2.resize(rgba, (box.w, box.h), interpolation=filtering), np.uint8)
        return from_straight(rgba, box.x, box.y, self.ground.space)


def _on_black(rgba: Bytes) -> Bytes:
    if int(rgba[:, :, 3].min()) == 255:
        return np.ascontiguousarray(rgba[:, :, :3])
    return np.asarray((rgba[:, :, :3].astype(np.uint16) * rgba[:, :, 3:] + 127) // 255, np.uint8)


def _even(rgb: Bytes) -> Bytes:
    height, width = rgb.shape[:2]
    return np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge") if height % 2 or width % 2 else rgb
