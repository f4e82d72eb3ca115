"""Say where a block of words may stand in its zone, how large it is there, and whether its words fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import StackElement
from vlogkit.records.templates.element_base import Place
from vlogkit.staging.flow import fitted
from vlogkit.staging.setting import Setting, Spot
from vlogkit.timelines.word_boxes import meets, standing_boxes

COLUMN = 0.42
"""Share of the frame's width that a block at a side takes at most."""
NARROW = 0.45
"""Share of the frame's width up to which a zone is a column already: a block takes all of it, or of its mirror image."""
WAYS = ("top", "middle", "bottom")
"""The heights at which a block at a side stands."""
AWAY = 0.1
"""What it costs not to stand at the height of the brand's anchor."""
OVERFULL = 60.0
"""What it costs that words do not fit a place at their smallest size."""
STRAINED = 22.0
"""What it costs that words are at their smallest size or part a phrase: more than a block that covers nothing, less than
one near a face."""
OVERFLOWS, PARTED = {"text-overflow", "text-broken"}, "text-break"
STRAINS = {"text-shrunk", PARTED}
SIDES: frozenset[Place] = frozenset(("left", "right"))
APART = 40
"""Pixels between a placed block and words that stand already, or a picture above or below it."""


class BlockPlace(NamedTuple):
    """A rectangle for a block, the boxes of what is in it, and its place among the preferences."""

    rect: Rect
    boxes: tuple[Rect, ...]
    place: Place
    rank: int
    cost: float = 0.0
    """Of words that do not fit it."""


def free_for(element: StackElement, zone: Rect, fixed: Sequence[Rect], setting: Setting) -> Rect:
    """What words that stand already leave of a zone; all of it where that is too little for the stack at its own size."""
    x, top, right, bottom = zone
    for box in fixed:
        if meets(box, zone):
            if box[1] + box[3] < zone[1] + zone[3]:
                top = max(top, box[3] + APART)
            else:
                bottom = min(bottom, box[1] - APART)
    enough = bottom - top > (zone[3] - zone[1]) / 4
    if enough or (bottom > top and not _block(element, right - x, bottom - top, 1.0, setting)[2]):
        return (x, top, right, bottom)
    return zone


def candidates(element: StackElement, zone: Rect, setting: Setting, height: float = 1.0) -> Iterator[BlockPlace]:
    """The rectangles that a stack may take in a zone, at a share of its own height; the brand's anchor is liked best."""
    x, top, right, bottom = zone
    left_edge, _, right_edge, _ = setting.zone("frame")
    column = right - x <= NARROW * (right_edge - left_edge)
    blocks: dict[int, tuple[int, list[Rect], float]] = {}
    for rank, place in enumerate(sorted(element.place, key=lambda one: one != setting.brand.anchor)):
        side = place in {"left", "right"}
        most = COLUMN * (right_edge - left_edge) if side and not column else right - x
        width = min(right - x, round(most))
        high, boxes, cost = blocks.get(width) or _block(element, width, bottom - top, height, setting)
        blocks[width] = high, boxes, cost
        far = right_edge - (x - left_edge) - width if column else right - width
        left = far if place == "right" else x
        ways = sorted(WAYS, key=lambda one: one != setting.brand.anchor) if side else (place,)
        for way in ways:
            y = {"top": top, "bottom": bottom - high}.get(way, (top + bottom - high) // 2)
            moved = tuple((one[0] + left, one[1] + y, one[2] + left, one[3] + y) for one in boxes)
            away = AWAY if side and way != ways[0] else 0.0
            yield BlockPlace((left, y, left + width, y + high), moved, place, rank, cost + away)


def _block(
    element: StackElement, width: int, most: int, height: float, setting: Setting
) -> tuple[int, list[Rect], float]:
    """How high a stack is in a width, at a share of its own height, the boxes of all that it draws, from its corner, and
    what it costs that words do not fit."""
    aside = setting.aside()
    piece = fitted(element, width, most, aside)
    if height < 1:
        piece = fitted(element, width, round(piece.height * height), aside)
    high = min(ceil(piece.height), most)
    boxes = standing_boxes(piece.draw(Spot(0, 0, width, high)), setting.zone("frame"))
    full = piece.height > most + 1 or any(one.code in OVERFLOWS for one in aside.findings)
    strained = {one.code for one in aside.findings} & (STRAINS if height == 1 else {PARTED})
    return high, boxes, OVERFULL if full else STRAINED if strained else 0.0
