"""Measure and draw people or homes as dots, one for each or for so many."""

from __future__ import annotations

import math

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Layer, Vector
from vlogkit.staging.pieces.charts.tones import items_of, leading, quiet_words, tone, value_words
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import svg

LEAST, LARGEST = 12.0, 64.0
"""Pixels from one dot to the next."""
FULL = 0.8
"""Of that distance, a dot's width."""
GAP, BETWEEN = 20, 36
"""Pixels between words and their dots, and between what is counted."""
VALUE = (88.0, 40.0)


def dots_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """A field of dots for each thing that is counted, all of one size, under its name and value."""
    items, per = items_of(element), max(1, int(element.per))
    heads = _heads(items, element, width, setting)
    counts = [dots_for(item.value, per) for item in items]
    words = sum(head.height + GAP for head in heads) + BETWEEN * (len(items) - 1)

    def draw(spot: Spot) -> list[Layer]:
        size = dot_size(counts, width, spot.height - words)
        layers: list[Layer] = []
        y = spot.y
        for item, head, count in zip(items, heads, counts, strict=True):
            layers += head.draw(Spot(spot.x, y, width, head.height))
            y += head.height + GAP
            if count:
                layers.append(_field(count, size, (spot.x, y), (width, item), element, setting))
            y += rows_of(count, width, size) * size + BETWEEN
        return layers

    least = words + sum(rows_of(count, width, LEAST) * LEAST for count in counts)
    return Piece(width, least, draw, grow=True, shrinkable=setting.scale > 0.6, fills=True)


def dots_for(value: float, per: int) -> int:
    """So many dots stand for a value, the last one for what is left over."""
    return math.ceil(max(0.0, value) / per)


def rows_of(count: int, width: float, size: float) -> int:
    """Rows that so many dots fill."""
    return math.ceil(count / max(1, int(width / size)))


def dot_size(counts: list[int], width: float, height: float) -> float:
    """The largest distance between dots at which all fields fit into a room, pixels."""
    size = LARGEST
    while size > LEAST and sum(rows_of(count, width, size) for count in counts) * size > height:
        size -= 1
    return size


def _heads(items: list[ChartItem], element: ChartElement, width: float, setting: Setting) -> list[Piece]:
    """For each item its value and beside it, on the same line, what is counted; the names in one size."""
    lead = leading(items)
    values = [
        value_words(item.written, width * 0.6, element, setting, size=VALUE if index == lead else None)
        for index, item in enumerate(items)
    ]
    rooms = [(item.label, width - value.width - 24) for item, value in zip(items, values, strict=True)]
    return [
        _on_one_line(value, quiet_words(name, room, element, setting, lines=2, beside=rooms), width)
        for value, (name, room) in zip(values, rooms, strict=True)
    ]


def _on_one_line(value: Piece, name: Piece, width: float) -> Piece:
    base = max(value.baseline or 0, name.baseline or 0)
    height = max(value.height + base - (value.baseline or 0), name.height + base - (name.baseline or 0))

    def draw(spot: Spot) -> list[Layer]:
        left = Spot(spot.x, spot.y + base - (value.baseline or 0), value.width, value.height)
        right = Spot(spot.x + value.width + 24, spot.y + base - (name.baseline or 0), name.width, name.height)
        return [*value.draw(left), *name.draw(right)]

    return Piece(width, height, draw)


def _field(
    count: int,
    size: float,
    at: tuple[float, float],
    of: tuple[float, ChartItem],
    element: ChartElement,
    setting: Setting,
) -> Vector:
    """The dots of one thing, filled column by column, so that they are counted as they come in from the left."""
    width, item = of
    rows = rows_of(count, width, size)
    columns = math.ceil(count / rows)
    place = box(*at, columns * size, rows * size)
    radius = size * FULL / 2
    circles = "".join(
        f'<circle cx="{(index // rows) * size + radius:.1f}" cy="{(index % rows) * size + radius:.1f}" r="{radius:.1f}"/>'
        for index in range(count)
    )
    drawing = f'<g fill="{tone(item.role, setting)}">{circles}</g>'
    motion = setting.clock.enter("wipe", element.delay)
    return Vector(
        name="chart-dots", origin=element.origin, box=place, svg=svg(place.w, place.h, drawing), motion=motion
    )
