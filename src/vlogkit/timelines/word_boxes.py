"""Find the boxes in which a scene's words, logo, chips and panels stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vlogkit.records.base import Colour
from vlogkit.records.frame import Rect
from vlogkit.records.timeline import Bar, Box, Counter, Fill, Layer, LogoLayer, PictureLayer, Text, Vector

BACKDROP = "backdrop"
"""Name of what lies behind a clip that is shown whole; dark enough for words beside the clip."""
ABOVE, BELOW = 0.78, 0.24
"""Ems by which letters reach above and below their baseline."""
COUNTER_ABOVE = 0.76
GROUND = 0.5
"""Share of the frame from which on a fill is a ground, and nothing that stands on one."""


class Words(NamedTuple):
    """A line of words or a number: its box, its colours, how solid they are, and the frames for which it stands."""

    box: Rect
    colours: tuple[Colour, ...]
    opacity: float
    span: tuple[int, int] | None
    layer: int
    """The one it belongs to, counted from the back."""


def words_of(layers: Sequence[Layer]) -> Iterator[Words]:
    """Every line of words and every number, from the back to the front."""
    for index, layer in enumerate(layers):
        if isinstance(layer, Counter):
            top = layer.baseline - COUNTER_ABOVE * layer.style.size
            low = layer.baseline + BELOW * layer.style.size
            rect = (layer.box.x, round(top), layer.box.x + layer.box.w, round(low))
            yield Words(rect, (layer.colour,), layer.opacity, layer.span, index)
        elif isinstance(layer, Text):
            for line in layer.lines:
                top, low = line.baseline - ABOVE * layer.style.size, line.baseline + BELOW * layer.style.size
                rect = (round(line.x), round(top), round(line.x + line.width), round(low))
                colours = dict.fromkeys((layer.colour, *(colour for _, _, colour in line.spans)))
                yield Words(rect, tuple(colours), layer.opacity, layer.span, index)


def standing_boxes(layers: Sequence[Layer], frame: Rect) -> list[Rect]:
    """The boxes of all that may not cover a face: words, numbers, logos, chips, panels, bars, and pictures in a stack."""
    boxes = [words.box for words in words_of(layers)]
    whole = (frame[2] - frame[0]) * (frame[3] - frame[1])
    for layer in layers:
        if (
            isinstance(layer, Fill | Vector | LogoLayer | Bar)
            and layer.name != BACKDROP
            and layer.box.w * layer.box.h < GROUND * whole
        ) or isinstance(layer, PictureLayer):
            boxes.append(rested(layer))
    return boxes


def blocks_of(boxes: Sequence[Rect], near: int) -> list[Rect]:
    """The rectangles around boxes that are less than `near` pixels from each other."""
    blocks: list[Rect] = []
    for box in boxes:
        met = [block for block in blocks if meets(grown(box, near), block)]
        while met:
            blocks = [block for block in blocks if block not in met]
            box = hull([box, *met])
            met = [block for block in blocks if meets(grown(box, near), block)]
        blocks.append(box)
    return blocks


def rested(layer: Layer) -> Rect:
    """The box of a layer where its way across ends."""
    left, top, right, bottom = rect_of(layer.box)
    way = round(layer.motion.dx[-1].value) if layer.motion.dx else 0
    return left + way, top, right + way, bottom


def way_of(layer: Layer) -> Rect:
    """The box of all places that a layer has on its way across."""
    left, top, right, bottom = rect_of(layer.box)
    ways = [0, *(round(key.value) for key in layer.motion.dx)]
    return left + min(ways), top, right + max(ways), bottom


def rect_of(box: Box) -> Rect:
    """The rectangle of a box."""
    return box.x, box.y, box.x + box.w, box.y + box.h


def meets(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shared_area(one: Rect, other: Rect) -> int:
    """The pixels that two rectangles share."""
    across, down = (min(one[i + 2], other[i + 2]) - max(one[i], other[i]) for i in (0, 1))
    return max(0, across) * max(0, down)


def inside(inner: Rect, outer: Rect) -> bool:
    """Whether a rectangle lies within another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def hull(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle around some."""
    lefts, tops, rights, lows = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(lows)


def grown(rect: Rect, by: int) -> Rect:
    """A rectangle larger by so many pixels on every side."""
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by
