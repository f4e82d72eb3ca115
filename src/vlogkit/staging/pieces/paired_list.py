"""Measure and draw a list whose items say something of something, such as a place of each day: the day is set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from vlogkit.records.templates.element import StepsElement
from vlogkit.records.timeline import Layer
from vlogkit.staging.pieces.row_line import row_line
from vlogkit.staging.pieces.text import TextLook, measure_words, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot

MARK, LONGEST = ": ", 32
"""What stands between both, and characters that the first has at most."""
BESIDE, SHORT = 0.9, 0.36
"""Ems between both on one line, and the share of the width up to which the first is so short that the second may have
several lines beside it."""
RATHER_BESIDE, FITTING, FREE = 0.8, 0.99, 1e5
"""The share of their size for which both are rather on one line than under each other, where they are smaller than running
text there; of the width that they then take; and pixels that are enough for any line."""
UNDER, APART = 0.34, 0.95
"""Ems between both under each other, and between items, in the middle of which a line runs."""


class PairedItem(NamedTuple):
    """An item: what it is about, and what it says of it."""

    first: str
    second: str


def pairs_of(items: Sequence[str]) -> tuple[PairedItem, ...]:
    """The items in two, where each of several says something before a colon; none otherwise."""
    parts = [item.split(MARK, 1) for item in items]
    paired = len(parts) > 1 and all(len(one) == 2 and all(one) and len(one[0]) <= LONGEST for one in parts)
    return tuple(PairedItem(*one) for one in parts) if paired else ()


def pairs_piece(element: StepsElement, pairs: Sequence[PairedItem], width: float, setting: Setting) -> Piece:
    """The pairs as rows of two columns where both fit on a line, else the second under the first, all in one size."""
    step = setting.frame.type[element.style]
    size = element.size or (step.size, step.smallest)
    strong = setting.brand.type.text.strong
    first = TextLook(element.style, element.number_role, lines=1, size=size, weight=strong, firm=False)
    second = TextLook(element.style, element.role, lines=element.lines, size=size, shape="filled", firm=False)
    tops = [measure_words(pair.first, first, width, setting) for pair in pairs]
    least = min(block.style.size for block in tops)
    column = max(block.width * least / block.style.size for block in tops) + BESIDE * least
    if column > SHORT * width:
        flat = replace(second, lines=1)
        values = [measure_words(pair.second, flat, FREE, setting) for pair in pairs]
        wide = column + max(block.width * least / block.style.size for block in values)
        narrower = min(1.0, FITTING * width / wide)
        beside = narrower >= RATHER_BESIDE or narrower * least >= setting.frame.type["body"].size
        least, column = (narrower * least, narrower * column) if beside else (least, column)
    else:
        beside = True
    room = width - column if beside else width
    least = min(least, *(measure_words(pair.second, second, room, setting).style.size for pair in pairs))
    sizes = {(element.origin, "step"): least, (element.origin, "step-key"): least}
    one = replace(setting, most={**setting.most, **sizes})
    rows = [
        (
            words_piece(pair.first, first, width, one, name="step-key", origin=element.origin, enter="fade"),
            words_piece(
                pair.second, second, room, one, name="step", origin=element.origin, enter="fade", delay=0.12 * index
            ),
        )
        for index, pair in enumerate(pairs)
    ]
    under = UNDER * least

    def height_of(key: Piece, value: Piece) -> float:
        return max(key.height, value.height) if beside else (key.baseline or key.height) + under + value.height

    gap = setting.close(max(element.gap, APART * least))
    heights = [height_of(*row) for row in rows]

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        y = spot.y
        for index, ((key, value), height) in enumerate(zip(rows, heights, strict=True)):
            with setting.clock.listed(index, len(rows)):
                if index:
                    over = Spot(spot.x, y - gap / 2, spot.width, 0)
                    layers.append(row_line("step-line", over, element.role, setting, origin=element.origin))
                layers += key.draw(Spot(spot.x, y, width, key.height))
                x, below = (spot.x + column, y) if beside else (spot.x, y + (key.baseline or key.height) + under)
                layers += value.draw(Spot(x, below, room, value.height))
            y += height + gap
        return layers

    total = sum(heights) + gap * (len(rows) - 1)
    shrinkable = setting.can_close() or any(piece.shrinkable for row in rows for piece in row)
    return Piece(width, total, draw, shrinkable=shrinkable)
