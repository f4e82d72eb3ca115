"""Pictures with transparency that blend into a frame's planes inside their own box."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from vlogkit.media.colour import Bytes, Floats, Space, halve, round_bytes, transform
from vlogkit.rendering.frames.planes import Planes, Region

MARGIN = 2
"""Transparent pixels around a sprite: the chroma filter's reach, and room for shifts by a fraction."""


@dataclass(frozen=True, eq=False)
class Sprite:
    """What a layer adds to a frame, at rest.

    `area` is even where the space halves planes. `colour` holds the three planes times alpha, `clear` the
    inverse alpha (255 lets everything through) of the first plane and of the other two; `opaque` sprites have
    no `clear`.
    """

    space: Space
    area: Region
    colour: tuple[Bytes, Bytes, Bytes]
    clear: tuple[Bytes, Bytes] | None

    @property
    def opaque(self) -> bool:
        """True if nothing behind shows through."""
        return self.clear is None

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return sum(a.nbytes for a in self.colour) + sum(a.nbytes for a in self.clear or ())


def from_premultiplied(rgba: NDArray[np.uint8] | Floats, x: int, y: int, space: Space) -> Sprite:
    """A sprite from premultiplied RGBA (h, w, 4; 0–255) whose left top corner stands at pixel (x, y)."""
    area, border = _framed(rgba.shape[1], rgba.shape[0], x, y, space)
    padded = cv2.copyMakeBorder(rgba.astype(np.float32), *border, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    return _convert(np.asarray(padded, np.float32), area, space)


def _convert(rgba: Floats, area: Region, space: Space) -> Sprite:
    rows = np.column_stack([np.array(space.matrix), np.array(space.offset) / 255])
    mixed = transform(rgba, np.vstack([rows, [0, 0, 0, -1]]))
    planes = [np.ascontiguousarray(mixed[:, :, index]) for index in range(4)]
    full_clear = planes[3] + np.float32(255)
    clear = round_bytes(full_clear)
    if not space.half:
        first, second, third = (round_bytes(plane) for plane in planes[:3])
        return Sprite(space, area, (first, second, third), (clear, clear))
    small_clear = round_bytes(halve(full_clear))
    colour = (round_bytes(planes[0]), round_bytes(halve(planes[1])), round_bytes(halve(planes[2])))
    return Sprite(space, area, colour, (clear, small_clear))


def from_straight(rgba: NDArray[np.uint8], x: int, y: int, space: Space) -> Sprite:
    """A sprite from straight (not premultiplied) RGBA (h, w, 4)."""
    return from_premultiplied(premultiply(rgba), x, y, space)


def premultiply(rgba: NDArray[np.uint8]) -> Floats:
    """Straight RGBA as floats with the colours times alpha."""
    floats = rgba.astype(np.float32)
    floats[:, :, :3] *= floats[:, :, 3:] * np.float32(1 / 255)
    return floats


def from_mask(alpha: Floats, colour: str, x: int, y: int, space: Space) -> Sprite:
    """A sprite of one colour; `alpha` is (h, w) from 0 to 1.

    What `from_premultiplied` would give, from one plane instead of four: of one colour every plane is alpha times a
    number.
    """
    area, border = _framed(alpha.shape[1], alpha.shape[0], x, y, space)
    shown = cv2.copyMakeBorder(np.asarray(alpha, np.float32), *border, cv2.BORDER_CONSTANT, value=0)
    halved = halve(np.asarray(shown, np.float32)) if space.half else shown
    masks, values = (shown, halved, halved), space.values(colour)
    first, second, third = (_scaled(mask, value) for mask, value in zip(masks, values, strict=True))
    clear = _scaled(shown, -255, 255)
    return Sprite(space, area, (first, second, third), (clear, _scaled(halved, -255, 255) if space.half else clear))


def _framed(width: int, height: int, x: int, y: int, space: Space) -> tuple[Region, tuple[int, int, int, int]]:
    """The area of a sprite at pixel (x, y), and the pixels to add above, below, left and right for it."""
    area = Region(x - MARGIN, y - MARGIN, x + width + MARGIN, y + height + MARGIN)
    area = area.even() if space.half else area
    return area, (y - area.top, area.bottom - y - height, x - area.left, area.right - x - width)


def _scaled(mask: MatLike, factor: float, offset: float = 0.0) -> Bytes:
    """mask * factor + offset, rounded to bytes."""
    return np.asarray(cv2.convertScaleAbs(mask, alpha=factor, beta=offset), np.uint8)


def block(colour: str, area: Region, space: Space) -> Sprite:
    """An opaque box of one colour; the area is even where planes are halved."""
    arrays = []
    for index, value in enumerate(space.colour(colour)):
        step = space.step if index else 1
        shape = ((area.bottom - area.top) // step, (area.right - area.left) // step)
        arrays.append(np.full(shape, value, np.uint8))
    return Sprite(space, area, (arrays[0], arrays[1], arrays[2]), None)


def copy_out(planes: Planes, area: Region) -> Sprite:
    """What stands in an area (even where planes are halved) of a frame, as an opaque sprite."""
    arrays = [
        array[area.top // step : area.bottom // step, area.left // step : area.right // step].copy()
        for array, step in zip(planes.arrays, planes.steps(), strict=True)
    ]
    return Sprite(planes.space, area, (arrays[0], arrays[1], arrays[2]), None)


def blend(
    planes: Planes,
    sprite: Sprite,
    *,
    clip: Region,
    opacity: float = 1.0,
    dx: float = 0.0,
    dy: float = 0.0,
    right: float | None = None,
) -> None:
    """Blend a sprite into a frame in place, inside `clip` (even where planes are halved).

    dx, dy shift it, by fractions of a pixel too; `right` is the frame's x at which it is cut off (a reveal).
    """
    for index, (target, colour, step) in enumerate(zip(planes.arrays, sprite.colour, planes.steps(), strict=True)):
        clear = None if sprite.clear is None else sprite.clear[min(index, 1)]
        if clear is None and (dx % step or dy % step):
            clear = np.zeros_like(colour)
        colour, left, top = _shift(colour, sprite.area.left / step + dx / step, sprite.area.top / step + dy / step, 0)
        if clear is not None:
            clear, _, _ = _shift(clear, dx / step, dy / step, 255)
        plane = _SpritePlane(colour, clear, left, top)
        limits = Region(clip.left // step, clip.top // step, clip.right // step, clip.bottom // step)
        if right is None:
            _stamp(target, plane, limits, opacity)
            continue
        edge = right / step
        whole = math.floor(edge)
        _stamp(target, plane, limits._replace(right=min(limits.right, whole)), opacity)
        if edge > whole:
            column = limits._replace(left=max(limits.left, whole), right=min(limits.right, whole + 1))
            _stamp(target, plane, column, opacity * (edge - whole))


def _shift(array: Bytes, x: float, y: float, outside: int) -> tuple[Bytes, int, int]:
    """The array resampled so that its corner stands on whole numbers; what comes in from outside is
    `outside`."""
    left, top = math.floor(x), math.floor(y)
    for axis, part in ((1, x - left), (0, y - top)):
        if part < 1 / 512:
            continue
        before = cv2.copyMakeBorder(array, 1 - axis, 0, axis, 0, cv2.BORDER_CONSTANT, value=outside)
        before = before[: array.shape[0], : array.shape[1]]
        array = np.asarray(cv2.addWeighted(array, 1 - part, before, part, 0), np.uint8)
    return array, left, top


class _SpritePlane(NamedTuple):
    """One plane of a sprite: colour times alpha and inverse alpha (None: opaque), its corner at (left, top)."""

    colour: Bytes
    clear: Bytes | None
    left: int
    top: int

    @property
    def area(self) -> Region:
        """What it covers, in pixels of the plane."""
        height, width = self.colour.shape
        return Region(self.left, self.top, self.left + width, self.top + height)


def _stamp(target: Bytes, plane: _SpritePlane, limits: Region, opacity: float) -> None:
    """Blend one plane of a sprite into one plane of a frame, inside the limits."""
    area = plane.area.meet(limits).meet(Region(0, 0, target.shape[1], target.shape[0]))
    if not area.size:
        return
    into = target[area.top : area.bottom, area.left : area.right]
    colour, clear, left, top = plane
    part = (slice(area.top - top, area.bottom - top), slice(area.left - left, area.right - left))
    if clear is None:
        if opacity >= 1:
            np.copyto(into, colour[part])
        else:
            cv2.addWeighted(into, 1 - opacity, colour[part], opacity, 0, dst=into)
    elif opacity >= 1:
        cv2.multiply(into, clear[part], dst=into, scale=1 / 255)
        cv2.add(into, colour[part], dst=into)
    else:
        over = cv2.multiply(into, clear[part], scale=1 / 255)
        cv2.add(over, colour[part], dst=over)
        cv2.addWeighted(into, 1 - opacity, over, opacity, 0, dst=into)


def fade(sprite: Sprite, opacity: float) -> Sprite:
    """The sprite with its alpha times `opacity`; itself for 1."""
    if opacity >= 1:
        return sprite
    colours = [np.asarray(cv2.convertScaleAbs(plane, alpha=opacity), np.uint8) for plane in sprite.colour]
    if sprite.clear is None:
        first, small = (np.full_like(plane, round(255 * (1 - opacity))) for plane in sprite.colour[:2])
    else:
        first, small = (
            np.asarray(cv2.convertScaleAbs(plane, alpha=opacity, beta=255 * (1 - opacity)), np.uint8)
            for plane in sprite.clear
        )
    return Sprite(sprite.space, sprite.area, (colours[0], colours[1], colours[2]), (first, small))


def shifted_area(sprite: Sprite, dx: float, dy: float) -> Region:
    """The pixels a shifted sprite can touch, even where planes are halved."""
    area = sprite.area
    moved = Region(
        area.left + math.floor(dx),
        area.top + math.floor(dy),
        area.right + math.ceil(dx),
        area.bottom + math.ceil(dy),
    )
    return moved.even() if sprite.space.half else moved


def resized(sprite: Sprite, scale: float, middle: tuple[float, float]) -> Sprite:
    """The sprite at another size about a point of the frame that stays where it is; its edge is clear."""
    left, top, right, bottom = sprite.area
    x, y = middle
    edges = (x + (left - x) * scale, y + (top - y) * scale, x + (right - x) * scale, y + (bottom - y) * scale)
    area = Region(math.floor(edges[0]), math.floor(edges[1]), math.ceil(edges[2]), math.ceil(edges[3])).even()
    clears = sprite.clear or (np.zeros_like(sprite.colour[0]), np.zeros_like(sprite.colour[1]))
    planes = []
    for index, plane in enumerate((*sprite.colour, *clears)):
        step = sprite.space.step if index in {1, 2, 4} else 1
        # A half plane has its samples at pixel 2i horizontally and 2j + 1/2 vertically.
        across = (x * (1 - scale) + left * scale - area.left + (scale - 1) / 2) / step
        down = (y * (1 - scale) + top * scale - area.top) / step + (scale - 1) / 2
        matrix = np.array([[scale, 0.0, across], [0.0, scale, down]])
        size = ((area.right - area.left) // step, (area.bottom - area.top) // step)
        outside = 255 if index > 2 else 0
        warped = cv2.warpAffine(plane, matrix, size, borderMode=cv2.BORDER_CONSTANT, borderValue=(outside,))
        planes.append(np.asarray(warped, np.uint8))
    return Sprite(sprite.space, area, (planes[0], planes[1], planes[2]), (planes[3], planes[4]))


def merge(below: Sprite, above: Sprite) -> Sprite:
    """One sprite that blends as `below` and then `above` would, within the rounding of a step."""
    area = below.area.join(above.area)
    colours, clears = [], []
    for index in range(3):
        step = below.space.step if index else 1
        shape = ((area.bottom - area.top) // step, (area.right - area.left) // step)
        colour, clear = np.zeros(shape, np.uint8), np.full(shape, 255, np.uint8)
        for sprite in (below, above):
            x, y = (sprite.area.left - area.left) // step, (sprite.area.top - area.top) // step
            plane = _SpritePlane(sprite.colour[index], sprite.clear and sprite.clear[min(index, 1)], x, y)
            _stamp(colour, plane, plane.area, 1.0)
            _stamp(clear, plane._replace(colour=np.zeros_like(plane.colour)), plane.area, 1.0)
        colours.append(colour)
        clears.append(clear)
    opaque = (below.opaque and below.area == area) or (above.opaque and above.area == area)
    return Sprite(below.space, area, (colours[0], colours[1], colours[2]), None if opaque else (clears[0], clears[1]))


def cut(picture: tuple[Bytes, Bytes, Bytes], mask: Sprite) -> Sprite:
    """Planes over the mask's whole area, shown only where the mask is."""
    assert mask.clear is not None
    colours = []
    for index, plane in enumerate(picture):
        shown = cv2.bitwise_not(mask.clear[min(index, 1)])
        colours.append(np.asarray(cv2.multiply(plane, shown, scale=1 / 255), np.uint8))
    return Sprite(mask.space, mask.area, (colours[0], colours[1], colours[2]), mask.clear)
