"""Draw pictures and before/after comparisons under a camera, moved by fractions of a pixel."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import cast

import numpy as np
from PIL import Image

from vlogkit.media.pictures import open_picture, picture_size
from vlogkit.records.registration import Registration
from vlogkit.records.timeline import Camera, Compare, LayerBase, PictureLayer
from vlogkit.rendering.frames.layers.drawn_layer import Ground
from vlogkit.rendering.frames.layers.painted import Painted, Views, copy_part
from vlogkit.rendering.frames.laying_over import warped_before
from vlogkit.rendering.frames.pivot_zoom import pivot_of, quarter, zoom
from vlogkit.rendering.frames.planes import Planes, Region, blank
from vlogkit.rendering.frames.rasters import PlaneRaster, frame_picture, make_raster, warp
from vlogkit.rendering.frames.sprites import Sprite, blend, from_mask
from vlogkit.timelines.camera import CropWindow
from vlogkit.timelines.keyframes import values

_SPARE = 1.5
"""A picture is decoded at least this much larger than it is shown, so that the last scaling decides its
look."""


class Photo:
    """A picture file under a camera: its windows at once, its planes when first drawn."""

    def __init__(
        self,
        file: str,
        sha256: str,
        camera: Camera,
        layer: LayerBase,
        span: tuple[int, int],
        ground: Ground,
    ) -> None:
        self.file, self.sha256, self.ground = file, sha256, ground
        self.box = (layer.box.w, layer.box.h)
        self.size = self._shown_size()
        self.path, self.cut = frame_picture(camera, self.size, self.box, *span)
        self._key: tuple[Hashable, ...] = (sha256, file, self.cut, ground.space.name)

    def _shown_size(self) -> tuple[int, int]:
        """Width and height of what the camera looks at, pixels."""
        return self._file_size()

    def _file_size(self) -> tuple[int, int]:
        key = ("size", self.sha256, self.file)
        return self.ground.store.get(key, lambda: picture_size(self.file), lambda _: 64)

    def draw(self, window: CropWindow, views: Views) -> None:
        """Write a window as large as the box into the views."""
        space, store = self.ground.space, self.ground.store
        pivot = pivot_of(self.cut, window, self.box, space.step)
        if pivot is None:
            warp(self.raster(), window, self.box, views)
            return
        key = ("quarters", *self._key, pivot)
        parts = store.get(key, lambda: quarter(self.raster(passing=True), pivot), lambda made: made.nbytes)
        zoom(parts, self.cut, window, self.box, views)

    def raster(self, *, passing: bool = False) -> PlaneRaster:
        """The picture's planes, cut and scaled for this camera and box."""
        key = ("raster", *self._key)
        return self.ground.store.get(key, self._make, lambda raster: raster.nbytes, passing=passing)

    def _make(self) -> PlaneRaster:
        return make_raster(self._decoded(), self.size, self.cut, self.ground.space)

    def _decoded(self) -> Image.Image:
        """The picture's pixels, by a JPEG decoder's own halving where it is shown much smaller."""
        return self._read(self._part())

    def _part(self) -> int:
        """By what a picture of the shown size may be divided and still be large enough."""
        wanted = max(self.cut.scale) * _SPARE
        return next((part for part in (8, 4, 2) if wanted <= 1 / part), 1)

    def _read(self, part: int) -> Image.Image:
        """The file's pixels, a `part`-th of them in each direction."""
        whole = self._file_size()
        least = (math.ceil(whole[0] / part), math.ceil(whole[1] / part))
        key = ("decoded", self.sha256, self.file, part)
        return self.ground.store.get(
            key,
            lambda: open_picture(self.file, at_least=least).pixels,
            lambda picture: picture.width * picture.height * 4,
            passing=True,
        )


class SharedView(Photo):
    """One picture of a registered pair: what both show, as it stands in the picture after. The picture before is warped
    there, and its exposure matched."""

    def __init__(
        self, layer: Compare, pair: Registration, span: tuple[int, int], ground: Ground, *, after: bool
    ) -> None:
        self._pair, self._is_after = pair, after
        self._after = Photo(layer.after, layer.after_sha256, layer.after_camera, layer, span, ground)
        file, sha256 = (layer.after, layer.after_sha256) if after else (layer.before, layer.before_sha256)
        super().__init__(file, sha256, layer.after_camera if after else layer.before_camera, layer, span, ground)
        self._key = (*self._key, layer.before_sha256, layer.after_sha256, pair.fingerprint())

    def _shown_size(self) -> tuple[int, int]:
        left, top, right, bottom = self._pair.window
        width, height = self._after.size
        return max(2, round((right - left) * width)), max(2, round((bottom - top) * height))

    def _decoded(self) -> Image.Image:
        part = self._part()
        size = (math.ceil(self.size[0] / part), math.ceil(self.size[1] / part))
        if self._is_after:
            whole = self._read(part)
            left, top, right, bottom = self._pair.window
            wide, high = whole.size
            return whole.resize(size, Image.Resampling.BICUBIC, (left * wide, top * high, right * wide, bottom * high))
        return warped_before(self._read(1), self._pair, size)


class Photographic(Painted):
    """What layers of pictures share."""

    def paint_photo(self, photo: Photo, window: CropWindow, part: Region, views: Views) -> None:
        """Write a part of the box; every part has the same pixels as the whole."""
        if part == self.area:
            photo.draw(window, views)
        elif part.meet(self.area) == part:
            whole = blank(self.layer.box.w, self.layer.box.h, self.ground.space)
            photo.draw(window, whole.arrays)
            copy_part(whole, part.left - self.area.left, part.top - self.area.top, views)
        else:
            framed, size = self.part_of(window, part)
            warp(photo.raster(), framed, size, views)


class DrawnPicture(Photographic):
    """A picture under a camera."""

    def contents(self) -> list[Hashable]:
        """The window at each frame."""
        layer = cast("PictureLayer", self.layer)
        span = (self.first, self.last)
        self.photo = Photo(layer.file, layer.sha256, layer.camera, layer, span, self.ground)
        return [self.photo.path.at(frame) for frame in range(self.first, self.last)]

    def paint(self, content: Hashable, part: Region, views: Views) -> None:
        """Warp the window into the views."""
        self.paint_photo(self.photo, cast("CropWindow", content), part, views)


class DrawnCompare(Photographic):
    """Two pictures that meet at a divider."""

    def contents(self) -> list[Hashable]:
        """Both windows and the divider's x in the frame, pixels."""
        layer, span = cast("Compare", self.layer), (self.first, self.last)
        self.before, self.after = self._photos(layer, span)
        divider = values(layer.divider, *span, 0.5) * layer.box.w + layer.box.x
        return [
            (self.before.path.at(frame), self.after.path.at(frame), round(float(x), 3))
            for frame, x in zip(range(*span), divider, strict=True)
        ]

    def _photos(self, layer: Compare, span: tuple[int, int]) -> tuple[Photo, Photo]:
        pair, ground = layer.registration, self.ground
        if pair is not None and pair.aligned():
            return SharedView(layer, pair, span, ground, after=False), SharedView(layer, pair, span, ground, after=True)
        return (
            Photo(layer.before, layer.before_sha256, layer.before_camera, layer, span, ground),
            Photo(layer.after, layer.after_sha256, layer.after_camera, layer, span, ground),
        )

    def paint(self, content: Hashable, part: Region, views: Views) -> None:
        """The first picture up to the divider, the second from there, and the line over both."""
        before, after, x = cast("tuple[CropWindow, CropWindow, float]", content)
        seam = min(max(part.left, round(x / 2) * 2), part.right)
        if part.left < seam:
            self.paint_photo(self.before, before, part, views)
        if seam < part.right:
            side = Region(seam, part.top, part.right, part.bottom)
            self.paint_photo(self.after, after, side, self._within(views, part, side))
        self._draw_line(x, part, views)

    def _within(self, views: Views, part: Region, side: Region) -> Views:
        step = self.ground.space.step
        first, second, third = (
            view[:, (side.left - part.left) // s : (side.right - part.left) // s]
            for view, s in zip(views, (1, step, step), strict=True)
        )
        return first, second, third

    def _draw_line(self, x: float, part: Region, views: Views) -> None:
        width = cast("Compare", self.layer).line_width
        box = self.layer.box
        if not width or not box.x < x < box.x + box.w:
            return
        line = self.kept("line", self._line)
        planes = Planes(self.ground.space, part.right - part.left, part.bottom - part.top, views, views[0])
        blend(planes, line, clip=planes.area, dx=x - width / 2 - part.left, dy=float(box.y - part.top))

    def _line(self) -> Sprite:
        layer = cast("Compare", self.layer)
        mask = np.ones((layer.box.h, layer.line_width), np.float32)
        return from_mask(mask, layer.line, 0, 0, self.ground.space)
