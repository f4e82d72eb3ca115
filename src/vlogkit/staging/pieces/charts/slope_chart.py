"""Measure and draw two values of one thing and the way from the first to the second."""

from __future__ import annotations

from vlogkit.records.templates.element import ChartElement
from vlogkit.records.timeline import Layer, Vector
from vlogkit.staging.pieces.charts.tones import items_of, number_over_unit, quiet_words, tint
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import svg

LEAST = 220
SIDE = 0.3
"""Of the width, the most that the number at an end takes."""
NARROWEST = 180
"""Pixels that a name has at least."""
GAP = 32
STROKE, DOT = 14, 24
BEFORE, NOW = (120.0, 44.0), (220.0, 60.0)
"""Largest and smallest pixels of the two values."""


def slope_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """The first value at the left and the second, large, at the right, each at its height over zero, joined by a line."""
    first, last = items_of(element)
    most = width * SIDE
    values = [
        number_over_unit(first, most, element, setting, BEFORE, leads=False),
        number_over_unit(last, most, element, setting, NOW),
    ]
    rooms = [max(value.width, min(most, NARROWEST)) for value in values]
    names = [(item.short or item.label, room) for item, room in zip((first, last), rooms, strict=True)]
    left, right = (
        _end(value, quiet_words(name, room, element, setting, lines=3, beside=names), room)
        for value, (name, room) in zip(values, names, strict=True)
    )
    highest = max(first.value, last.value) or 1.0
    margin = max(left.height, right.height) / 2

    def draw(spot: Spot) -> list[Layer]:
        bottom, room = spot.y + spot.height - DOT, spot.height - margin - DOT
        ends = [bottom - room * max(0.0, item.value) / highest for item in (first, last)]
        x, x2 = spot.x + left.width + GAP + DOT, spot.x + width - right.width - GAP - DOT
        layers: list[Layer] = [_way((x, ends[0]), (x2, ends[1]), bottom, element, setting)]
        for piece, at, y in ((left, spot.x, ends[0]), (right, spot.x + width - right.width, ends[1])):
            top = min(max(spot.y, y - piece.height / 2), spot.y + spot.height - piece.height)
            layers += piece.draw(Spot(at, top, piece.width, piece.height))
        return layers

    least = max(2 * margin, LEAST * setting.scale) + DOT
    return Piece(width, least, draw, grow=True, shrinkable=setting.scale > 0.6, fills=True)


def _end(value: Piece, name: Piece, room: float) -> Piece:
    """A value with its name below."""
    height = value.height + 12 + name.height

    def draw(spot: Spot) -> list[Layer]:
        below = Spot(spot.x, spot.y + value.height + 12, room, name.height)
        return [*value.draw(Spot(spot.x, spot.y, 0, value.height)), *name.draw(below)]

    return Piece(max(value.width, name.width), height, draw)


def _way(
    start: tuple[float, float], end: tuple[float, float], bottom: float, element: ChartElement, setting: Setting
) -> Vector:
    """The line between two points over a tinted ground, drawn from the left."""
    top = min(start[1], end[1]) - DOT
    place = box(start[0] - DOT, top, end[0] - start[0] + 2 * DOT, bottom - top + DOT)
    (x, y), (x2, y2) = ((at - place.x, high - place.y) for at, high in (start, end))
    low, brand = bottom - place.y, setting.colour("brand")
    pale = tint(0.5, setting)
    drawing = (
        f'<polygon points="{x:.1f},{low:.1f} {x:.1f},{y:.1f} {x2:.1f},{y2:.1f} {x2:.1f},{low:.1f}" fill="{brand}" '
        f'fill-opacity="0.16"/><line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{brand}" '
        f'stroke-width="{STROKE}" stroke-linecap="round"/><circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT * 0.75:.1f}" '
        f'fill="{pale}"/><circle cx="{x2:.1f}" cy="{y2:.1f}" r="{DOT}" fill="{brand}"/>'
    )
    motion = setting.clock.enter("wipe", element.delay)
    return Vector(
        name="chart-line", origin=element.origin, box=place, svg=svg(place.w, place.h, drawing), motion=motion
    )
