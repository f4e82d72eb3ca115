"""Measure and draw what changes over time: columns, or a line, with one value annotated."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Bar, Box, Fill, Layer, Vector
from vlogkit.staging.pieces.charts.tones import items_of, leading, number_over_unit, quiet_words, tone
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import svg

LEAST = 200
"""Pixels of the lowest chart."""
BETWEEN = 0.24
"""Of a column's place, the gap to the next."""
WIDEST = 220
GAP = 18
"""Pixels between the drawing and the words at it."""
NARROWEST = 150
"""Pixels that the annotated value has at least."""
ANNOTATED = (120.0, 40.0)
STROKE, DOT = 10, 17
Middles = list[float]


def columns_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """A column for each point, from one zero; the annotated one in the brand's colour."""
    items = items_of(element)
    place = min(width / (len(items) - BETWEEN), WIDEST / (1 - BETWEEN))
    wide = place * (1 - BETWEEN)
    middles = [index * place + wide / 2 for index in range(len(items))]

    def shapes(spot: Spot, heights: Sequence[float], bottom: float) -> list[Layer]:
        layers: list[Layer] = []
        for index, (item, middle, high) in enumerate(zip(items, middles, heights, strict=True)):
            with setting.clock.listed(index, len(items)):
                motion = setting.clock.enter("fade", element.delay)
            start = motion.opacity[0].frame if motion.opacity else 0
            if high >= 2:
                layers.append(
                    Bar(
                        name="chart-bar",
                        origin=element.origin,
                        box=box(spot.x + middle - wide / 2, bottom - high, wide, high),
                        colour=tone(item.role, setting),
                        radius=round(min(wide / 5, setting.brand.radius / 3)),
                        grows="up",
                        length=setting.clock.grow(start, 1.0),
                    )
                )
        return layers

    return _over_time(element, items, (width, middles, wide / 2), shapes, setting)


def line_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """A line over a tinted ground, from the left edge to the right; the annotated point stands out."""
    items = items_of(element)
    step = (width - 2 * DOT) / max(1, len(items) - 1)
    middles = [DOT + index * step for index in range(len(items))] if len(items) > 1 else [width / 2]

    def shapes(spot: Spot, heights: Sequence[float], bottom: float) -> list[Layer]:
        place = box(spot.x - STROKE, spot.y, spot.width + 2 * STROKE, bottom - spot.y + 2 * DOT)
        spots = [
            (spot.x + middle - place.x, bottom - high - place.y) for middle, high in zip(middles, heights, strict=True)
        ]
        drawing = _line(spots, bottom - place.y, leading(items), setting)
        motion = setting.clock.enter("wipe", element.delay)
        return [
            Vector(
                name="chart-line", origin=element.origin, box=place, svg=svg(place.w, place.h, drawing), motion=motion
            )
        ]

    return _over_time(element, items, (width, middles, 0.0), shapes, setting)


def _line(spots: Sequence[tuple[float, float]], bottom: float, lead: int, setting: Setting) -> str:
    """The SVG of a line, what lies under it, and its annotated point."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    colour, paper = setting.colour("brand"), setting.colour("paper")
    ground = f"{spots[0][0]:.1f},{bottom:.1f} {path} {spots[-1][0]:.1f},{bottom:.1f}"
    x, y = spots[lead]
    return (
        f'<polygon points="{ground}" fill="{colour}" fill-opacity="0.16"/>'
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{STROKE}" stroke-linecap="round" '
        f'stroke-linejoin="round"/><circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{colour}" stroke="{paper}" '
        f'stroke-width="6"/>'
    )


def _over_time(
    element: ChartElement,
    items: list[ChartItem],
    along: tuple[float, Middles, float],
    shapes: Callable[[Spot, Sequence[float], float], list[Layer]],
    setting: Setting,
) -> Piece:
    """The words at a drawing over time, and the height that is left for it between them. `along` is its width, where its
    points stand, and half the width of a column, 0 for a line, of which only the ends and the annotated point are told."""
    width, middles, half = along
    lead = leading(items)
    place = middles[1] - middles[0] if len(middles) > 1 else width
    note = number_over_unit(items[lead], max(place * 0.94, NARROWEST), element, setting, ANNOTATED)
    names = _names(items, place - GAP, element, setting)
    values = [quiet_words(item.number or item.written, width, element, setting) for item in items]
    below = max(name.height for name in names) + GAP
    told = [note if index == lead else value for index, value in enumerate(values)]

    def draw(spot: Spot) -> list[Layer]:
        bottom = spot.y + spot.height - below
        heights = _heights([max(0.0, item.value) for item in items], told, (middles, half), bottom - spot.y - DOT, spot)
        layers = shapes(spot, heights, bottom)
        layers.append(_zero(element, spot, bottom, setting))
        taken: list[Box] = []
        for index in sorted(range(len(items)), key=lambda at: (at != lead, at not in {0, len(items) - 1}, at)):
            if not half and index not in {lead, 0, len(items) - 1}:
                continue
            words = note if index == lead else values[index]
            x = _clamped(spot, middles[index], words.width)
            over = _highest((x - spot.x, x - spot.x + words.width), middles, heights, half)
            y = bottom - max(heights[index], over) - GAP - (0 if half else DOT) - words.height
            needed = box(x - 10, y, words.width + 20, words.height)
            if index == lead or not any(_meet(needed, other) for other in taken):
                layers += words.draw(Spot(x, y, words.width, words.height))
                taken.append(needed)
        return layers + _named(spot, bottom, names, middles, lead)

    least = note.height + GAP + DOT + below + LEAST * setting.scale
    return Piece(width, least, draw, grow=True, shrinkable=setting.scale > 0.6, fills=True)


def _heights(
    values: Sequence[float], told: Sequence[Piece], along: tuple[Middles, float], room: float, spot: Spot
) -> list[float]:
    """How high each value stands, from one zero, so that what is told over each, the large one too, just has its place."""
    middles, half = along
    steps = [room / (max(values) or 1.0)]
    for middle, words in zip(middles, told, strict=True):
        x = _clamped(spot, middle, words.width) - spot.x
        if (over := _highest((x, x + words.width), middles, values, half)) > 0:
            steps.append((room - GAP - words.height) / over)
    return [max(0.0, min(steps)) * value for value in values]


def _names(items: list[ChartItem], room: float, element: ChartElement, setting: Setting) -> list[Piece]:
    """The points' names, with their months shortened where they would not stand beside each other."""
    names = [quiet_words(item.label, NARROWEST * 2, element, setting) for item in items]
    if max(name.width for name in names) <= room:
        return names
    return [quiet_words(item.short or item.label, NARROWEST * 2, element, setting) for item in items]


def _zero(element: ChartElement, spot: Spot, bottom: float, setting: Setting) -> Fill:
    """The line on which everything stands."""
    return Fill(
        name="chart-zero",
        origin=element.origin,
        box=box(spot.x, bottom, spot.width, 4),
        colour=setting.colour(element.role),
        motion=setting.clock.enter("fade", element.delay),
    )


def _named(spot: Spot, bottom: float, names: Sequence[Piece], middles: Middles, lead: int) -> list[Layer]:
    """The points' names: that of the annotated one, the first and the last, then as many as have room."""
    count = len(names)
    layers: list[Layer] = []
    taken: list[tuple[float, float]] = []
    step = middles[1] - middles[0] if count > 1 else 1.0
    every = max(1, math.ceil((max(name.width for name in names) + GAP) / step))
    for index in sorted(range(count), key=lambda at: (at != lead, at not in {0, count - 1}, at)):
        if index not in {lead, 0, count - 1} and (lead - index) % every:
            continue
        x = _clamped(spot, middles[index], names[index].width)
        if all(x > right + GAP / 2 or x + names[index].width < left - GAP / 2 for left, right in taken):
            layers += names[index].draw(Spot(x, bottom + GAP, names[index].width, names[index].height))
            taken.append((x, x + names[index].width))
    return layers


def _highest(span: tuple[float, float], middles: Middles, heights: Sequence[float], half: float) -> float:
    """The highest column or piece of a line between two places."""
    left, right = span
    found = [
        high for middle, high in zip(middles, heights, strict=True) if left < middle + half and middle - half < right
    ]
    if not half:
        for (x, high), (x2, high2) in pairwise(zip(middles, heights, strict=True)):
            found += [high + (high2 - high) * (at - x) / (x2 - x) for at in span if x <= at <= x2]
    return max(found, default=0.0)


def _clamped(spot: Spot, middle: float, wide: float) -> float:
    """Where words begin that stand over a point and inside the room."""
    return max(spot.x, min(spot.x + middle - wide / 2, spot.x + spot.width - wide))


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.w and other.x < one.x + one.w and one.y < other.y + other.h and other.y < one.y + one.h
    )
