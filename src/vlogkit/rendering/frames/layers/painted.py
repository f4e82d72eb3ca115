"""Draw layers that fill their box with moving pixels, straight into the frame where possible."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable

import numpy as np

from vlogkit.media.colour import Bytes
from vlogkit.rendering.frames.layers.drawn_layer import Appearance, DrawnLayer
from vlogkit.rendering.frames.layers.shapes import rounded
from vlogkit.rendering.frames.planes import Planes, Region, blank
from vlogkit.rendering.frames.sprites import Sprite, blend, copy_out, cut, from_mask, shifted_area
from vlogkit.timelines.camera import CropWindow

Views = tuple[Bytes, Bytes, Bytes]


class Painted(DrawnLayer):
    """A box of pixels that may change with every frame."""

    @property
    def radius(self) -> int:
        """Of the box's corners, pixels."""
        return int(getattr(self.layer, "radius", 0))

    @property
    def straight(self) -> bool:
        """True if the box has square corners on the grid of every plane."""
        return not self.radius and (not self.ground.space.half or self.area == self.area.even())

    @abstractmethod
    def paint(self, content: Hashable, part: Region, views: Views) -> None:
        """Write the pixels of `part` (even where planes are halved; it may reach beyond the box) into
        three views."""

    def covers(self, look: Appearance) -> Region:
        """The box and the reach of its soft edge."""
        if self.straight and look.plain:
            return self.area.meet(self.ground.area)
        return shifted_area(self._sized(self._mask(), look), look.dx, look.dy).meet(self.ground.area)

    def hides(self, look: Appearance) -> Region | None:
        """The whole box, if nothing softens it."""
        return self.area if self.straight and look.plain else None

    def draw(self, look: Appearance, planes: Planes, clip: Region) -> None:
        """Straight into the frame, or by way of a sprite."""
        if self.straight and look.plain:
            part = self.area.meet(clip).meet(planes.area)
            if part.size:
                self.paint(look.content, part, _views(planes, part))
            return
        made = self._sized(self.make(look.content), look)
        blend(planes, made, clip=clip, opacity=look.opacity, dx=look.dx, dy=look.dy, right=look.right)

    def sprite(self, content: Hashable) -> Sprite:
        """A picture at rest, kept."""
        return self.kept(content, lambda: self.make(content))

    def make(self, content: Hashable) -> Sprite:
        """The box as a sprite of its own."""
        area = self.area if self.straight else self._mask().area
        planes = blank(area.right - area.left, area.bottom - area.top, self.ground.space)
        self.paint(content, area, planes.arrays)
        picture = copy_out(planes, planes.area)
        if self.straight:
            return Sprite(self.ground.space, area, picture.colour, None)
        return cut(picture.colour, self._mask())

    def _mask(self) -> Sprite:
        box, space = self.layer.box, self.ground.space
        left, top, right, bottom = getattr(self.layer, "beyond", (0, 0, 0, 0))
        key = ("mask", box.w, box.h, self.radius, left, top, right, bottom, box.x, box.y, space.name)

        def draw_mask() -> Sprite:
            whole = rounded(left + box.w + right, top + box.h + bottom, self.radius)
            shape = np.ascontiguousarray(whole[top : top + box.h, left : left + box.w])
            return from_mask(shape, "#000000", box.x, box.y, space)

        return self.ground.store.get(key, draw_mask, lambda s: s.nbytes)

    def part_of(self, window: CropWindow, part: Region) -> tuple[CropWindow, tuple[int, int]]:
        """The window that fills a part of the box, when `window` fills the box; and the part's size."""
        box = self.layer.box
        across, down = window.width / box.w, window.height / box.h
        size = (part.right - part.left, part.bottom - part.top)
        left = window.left + (part.left - box.x) * across
        top = window.top + (part.top - box.y) * down
        return CropWindow(left, top, size[0] * across, size[1] * down), size


def copy_part(whole: Planes, left: int, top: int, into: Views) -> None:
    """Copy what stands at (left, top) of a frame (even where planes are halved) into views."""
    for target, source, step in zip(into, whole.arrays, whole.steps(), strict=True):
        y, x = top // step, left // step
        np.copyto(target, source[y : y + target.shape[0], x : x + target.shape[1]])


def _views(planes: Planes, part: Region) -> Views:
    first, second, third = (
        array[part.top // step : part.bottom // step, part.left // step : part.right // step]
        for array, step in zip(planes.arrays, planes.steps(), strict=True)
    )
    return first, second, third
