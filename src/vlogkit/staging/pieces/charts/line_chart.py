"""Measure and draw line charts: the grid, the lines, and the names at their ends."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vlogkit import formatting
from vlogkit.records.numbers.typed_numbers import decimals_of
from vlogkit.records.templates.element import LineItem, LinesElement
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Fill, Layer, Vector
from vlogkit.staging.pieces.charts.tones import tone
from vlogkit.staging.pieces.text import TextLook, one_size, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import svg

GAP = 20
"""Pixels between the grid and the words around it."""
STROKE = 9
DOT = 13
"""Radius of the mark at the end of a line."""
NAME_DELAY = 0.4
"""Seconds after its line at which its name enters."""
STEPS = (1, 2, 2.5, 5, 10)
"""Of a power of ten, what lies between two numbers of the scale."""


@dataclass(frozen=True)
class Plot:
    """The grid's rectangle in pixels, and the value at its top; zero is at the bottom."""

    left: float
    top: float
    right: float
    bottom: float
    highest: float

    def x(self, index: int, count: int) -> float:
        """Where a point stands: the first at the left edge, the last at the right one."""
        return self.left + (self.right - self.left) * (index / (count - 1) if count > 1 else 0.5)

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - (self.bottom - self.top) * max(0.0, value) / self.highest


def ticks(highest: float, *, whole: bool, most: int = 4) -> list[float]:
    """Round numbers from zero to at least `highest`, with at most `most` steps; whole ones for what is counted."""
    if highest <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(highest / most))
    steps = [power * step for step in (*STEPS, 20) if not whole or (power * step).is_integer()]
    step = next((step for step in steps if step * most >= highest), 1.0)
    return [step * number for number in range(math.ceil(highest / step - 1e-9) + 1)]


def lines_piece(element: LinesElement, width: float, setting: Setting) -> Piece:
    """The chart of a width; it takes the height that is left over."""
    items = [item for item in element.items if not isinstance(item, str)]
    values = [point.value for item in items for point in item.points]
    scale = ticks(max(values, default=0.0), whole=all(float(value).is_integer() for value in values))
    decimals = max(decimals_of(value) for value in scale)
    numbers = [
        _words(formatting.number(value, setting.lang, decimals), element, element.label_role, setting)
        for value in scale
    ]
    names = [_words(point.label, element, element.label_role, setting) for point in (items[0].points if items else ())]
    ends = _ends_of(items, element, width, setting)
    least = element.height * setting.scale

    def draw(spot: Spot) -> list[Layer]:
        side = max(number.width for number in numbers) + GAP
        below = max((name.height for name in names), default=0.0) + GAP
        right = max((end.width for end in ends), default=0.0) + GAP + DOT
        half = numbers[0].height / 2
        plot = Plot(spot.x + side, spot.y + half, spot.x + width - right, spot.y + spot.height - below, scale[-1])
        layers = _grid(element, plot, list(zip(scale, numbers, strict=True)), spot.x, setting)
        layers += _names(names, plot, spot.x + width)
        leading_last = sorted(items, key=lambda item: item.role == "brand")
        layers += [_line(item, element, plot, setting) for item in leading_last]
        return layers + _ends(items, ends, plot)

    shrinkable = any(piece.shrinkable for piece in [*numbers, *names, *ends]) or setting.scale > 0.6
    return Piece(width, least, draw, grow=True, shrinkable=shrinkable, fills=True)


def _words(text: str, element: LinesElement, role: Role, setting: Setting, *, room: float = 400.0) -> Piece:
    look = TextLook(element.style, role, lines=1)
    return words_piece(text, look, room, setting, name="chart-label", origin=element.origin, enter="fade")


def _ends_of(items: list[LineItem], element: LinesElement, width: float, setting: Setting) -> list[Piece]:
    """The names of the lines with their last values, each at most a third of the width, in one size."""
    looks = [TextLook(element.style, item.role, lines=3, weight=setting.brand.type.text.strong) for item in items]
    texts = [(f"{item.label} {item.written}".strip(), width * 0.3) for item in items]
    if texts:
        setting = one_size(texts, looks[0], setting, name="chart-value", origin=element.origin)
    return [
        words_piece(
            text,
            look,
            room,
            setting,
            name="chart-value",
            origin=element.origin,
            enter="fade",
            delay=NAME_DELAY,
        )
        for (text, room), look in zip(texts, looks, strict=True)
    ]


def _grid(
    element: LinesElement, plot: Plot, scale: list[tuple[float, Piece]], left: float, setting: Setting
) -> list[Layer]:
    """A line a number; the one at zero is stronger."""
    layers: list[Layer] = []
    for value, words in scale:
        y = plot.y(value)
        layers.append(
            Fill(
                name="chart-grid",
                origin=element.origin,
                box=box(plot.left, y - 1, plot.right - plot.left, 2),
                colour=setting.colour(element.label_role),
                opacity=0.7 if value == 0 else 0.24,
                motion=setting.clock.enter("fade", element.delay),
            )
        )
        base = words.baseline or words.height
        layers += words.draw(Spot(plot.left - GAP - words.width, y - base / 2, words.width, words.height))
    return layers


def _names(names: list[Piece], plot: Plot, edge: float) -> list[Layer]:
    """The points' names below the grid: as many as have room, the last one always."""
    layers: list[Layer] = []
    count = len(names)
    room = (plot.right - plot.left) / max(1, count - 1)
    widest = max((name.width for name in names), default=0.0) + GAP
    every = max(1, math.ceil(widest / room))
    for index, name in enumerate(names):
        if (count - 1 - index) % every == 0:
            x = min(max(plot.x(index, count) - name.width / 2, plot.left), edge - name.width)
            layers += name.draw(Spot(x, plot.bottom + GAP, name.width, name.height))
    return layers


def _line(item: LineItem, element: LinesElement, plot: Plot, setting: Setting) -> Vector:
    pad = DOT + STROKE
    left, top = plot.left - pad, plot.top - pad
    wide, high = plot.right - plot.left + 2 * pad, plot.bottom - plot.top + 2 * pad
    place = box(left, top, wide, high)
    count = len(item.points)
    spots = [(plot.x(index, count) - place.x, plot.y(point.value) - place.y) for index, point in enumerate(item.points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    colour = tone(item.role, setting)
    drawing = (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{STROKE}" stroke-linecap="round" '
        f'stroke-linejoin="round"/><circle cx="{spots[-1][0]:.1f}" cy="{spots[-1][1]:.1f}" r="{DOT}" fill="{colour}"/>'
    )
    motion = setting.clock.enter("wipe", element.delay)
    return Vector(
        name="chart-line", origin=element.origin, box=place, svg=svg(place.w, place.h, drawing), motion=motion
    )


def _ends(items: list[LineItem], ends: list[Piece], plot: Plot) -> list[Layer]:
    """Each name beside its line's end, moved apart where they would stand on each other."""
    order = sorted(range(len(items)), key=lambda index: plot.y(items[index].points[-1].value))
    tops: dict[int, float] = {}
    y = -math.inf
    for index in order:
        wanted = plot.y(items[index].points[-1].value) - ends[index].height / 2
        tops[index] = max(wanted, y)
        y = tops[index] + ends[index].height + GAP / 2
    below = plot.bottom + GAP / 2
    for index in reversed(order):
        tops[index] = min(tops[index], below - ends[index].height)
        below = tops[index] - GAP / 2
    layers: list[Layer] = []
    for index, end in enumerate(ends):
        layers += end.draw(Spot(plot.right + DOT + GAP, tops[index], end.width, end.height))
    return layers
