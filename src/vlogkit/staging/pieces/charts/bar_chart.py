"""Measure and draw bars as rows: the name stands over its bar, the value beside the bar's end or over it, and nothing
written crosses an end."""

from __future__ import annotations

from dataclasses import dataclass

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Bar, Layer
from vlogkit.staging.pieces.charts.tones import items_of, number_over_unit, tone
from vlogkit.staging.pieces.text import TextLook, one_size, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box

GAP, CLOSE = 44, 26
"""Pixels between rows, of few and of many; more than within one, so that nobody takes a name for that of the bar above."""
UNDER, TIGHT = 12, 4
"""Pixels between the foot of what stands over a bar and the bar, of few rows and of many."""
BESIDE = 28
"""Pixels between a bar's end and its value."""
THICKEST, THIN = 640, 44
"""Most pixels of all bars of few rows together, and of one of many."""
FEW, LARGER = 4, 1.25
"""Rows up to which values stand large beside their bars, and so many times larger names."""
LARGEST, TOGETHER, SMALLEST, QUIETER = 220.0, 460.0, 44.0, 0.62
"""Pixels of the value that leads, of all those together, and at least; the others are so much of it."""
WIDEST = 0.36
"""Share of the width that a value takes at most."""


@dataclass(frozen=True)
class BarRow:
    """A row's words, measured, and how its bar is drawn."""

    length: float
    """Pixels of the bar."""
    colour: str
    over: tuple[tuple[Piece, float], ...]
    """What stands over the bar, each with how far from the row's left end it begins."""
    value: Piece | None
    """What stands beside the bar's end."""

    @property
    def above(self) -> float:
        """Pixels down to the foot of what stands over the bar."""
        return max((piece.height for piece, _ in self.over), default=0.0)


def bars_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """Bars from zero, one a row; the longest and its value are as wide as the room. Where there is height left they are
    thicker."""
    items = items_of(element)
    longest = max(item.value for item in items) or 1.0
    few = len(items) <= FEW
    rows = (_large_rows if few else _close_rows)(items, longest, element, width, setting)
    count = max(1, len(rows))
    under = (UNDER if few else TIGHT) * setting.scale
    thick = max([element.height * setting.scale, *(row.value.height for row in rows if row.value)])
    gap, most = (GAP if few else CLOSE) * setting.scale, THICKEST / count if few else THIN
    words = sum(row.above + under for row in rows)
    height = words + thick * count + gap * (count - 1)

    def draw(spot: Spot) -> list[Layer]:
        high = max(thick, min(most, (spot.height - words - gap * (count - 1)) / count))
        left = spot.height - words - high * count
        apart = max(gap, min(2 * gap, left / max(1, count - 1)))
        layers: list[Layer] = []
        y = spot.y
        for index, row in enumerate(rows):
            with setting.clock.listed(index, count):
                layers += _drawn(row, Spot(spot.x, y, width, row.above + under + high), high, element, setting)
            y += row.above + under + high + apart
        return layers

    return Piece(width, height, draw, grow=True, shrinkable=setting.scale > 0.6, fills=True)


def _large_rows(
    items: list[ChartItem], longest: float, element: ChartElement, width: float, setting: Setting
) -> list[BarRow]:
    """Few rows: the name over the bar, and the value large beside its end."""
    largest = min(LARGEST, TOGETHER / max(1, len(items)))
    values = []
    for item in items:
        leads = item.role != "mute"
        size = largest * (1.0 if leads else QUIETER)
        values.append(number_over_unit(item, width * WIDEST, element, setting, (size, SMALLEST), leads=leads))
    room = width - BESIDE - max((value.width for value in values), default=0.0)
    names = [(item.label, width) for item in items]
    setting = one_size(names, _name_look(element, setting), setting, name="chart-label", origin=element.origin)
    return [
        BarRow(
            room * max(0.0, item.value) / longest,
            tone(item.role, setting),
            ((_name(item, width, element, setting), 0.0),),
            value,
        )
        for item, value in zip(items, values, strict=True)
    ]


def _close_rows(
    items: list[ChartItem], longest: float, element: ChartElement, width: float, setting: Setting
) -> list[BarRow]:
    """Many rows: the name and the value on one line over the bar, each kind in one size."""
    body = setting.frame.type[element.style]
    most = width * WIDEST
    strong = setting.brand.type.text.strong
    look = TextLook(element.style, element.role, lines=1, weight=strong, size=(body.size, body.smallest))
    written = [(item.written, most) for item in items]
    setting = one_size(written, look, setting, name="chart-value", origin=element.origin)
    values = [_words(item.written, look, most, "chart-value", element, setting) for item in items]
    free = width - BESIDE - max((piece.width for piece in values), default=0.0)
    names = [(item.label, free) for item in items]
    setting = one_size(names, _name_look(element, setting, 1.0), setting, name="chart-label", origin=element.origin)
    rows = []
    for item, number in zip(items, values, strict=True):
        words = ((_name(item, free, element, setting, 1.0), 0.0), (number, width - number.width))
        rows.append(BarRow(width * max(0.0, item.value) / longest, tone(item.role, setting), words, None))
    return rows


def _name_look(element: ChartElement, setting: Setting, larger: float = LARGER, *, strong: bool = False) -> TextLook:
    """Names may be as small as the smallest words of the frame, because some offices' names are very long."""
    weight = setting.brand.type.text.strong if strong else None
    sizes = larger * setting.frame.type[element.style].size, setting.frame.type["small"].smallest
    return TextLook(element.style, element.role, lines=2, size=sizes, weight=weight)


def _name(item: ChartItem, room: float, element: ChartElement, setting: Setting, larger: float = LARGER) -> Piece:
    look = _name_look(element, setting, larger, strong=item.role != "mute")
    return _words(item.label, look, room, "chart-label", element, setting)


def _words(text: str, look: TextLook, wide: float, name: str, element: ChartElement, setting: Setting) -> Piece:
    delay = 0.4 if name == "chart-value" else 0.0
    return words_piece(text, look, wide, setting, name=name, origin=element.origin, enter="fade", delay=delay)


def _drawn(row: BarRow, spot: Spot, high: float, element: ChartElement, setting: Setting) -> list[Layer]:
    """A row: its words, and under them its bar of a height; no bar where there is nothing to count."""
    motion = setting.clock.enter("fade", element.delay)
    start = motion.opacity[0].frame if motion.opacity else 0
    foot = spot.y + spot.height
    layers: list[Layer] = []
    if row.length > 0:
        layers.append(
            Bar(
                name="chart-bar",
                origin=element.origin,
                box=box(spot.x, foot - high, max(4.0, row.length), high),
                colour=row.colour,
                radius=round(min(setting.brand.radius / 3, high / 4)),
                length=setting.clock.grow(start, 1.0),
            )
        )
    for piece, x in row.over:
        top = spot.y + row.above - piece.height
        layers += piece.draw(Spot(spot.x + x, top, piece.width, piece.height))
    if row.value is not None:
        left = spot.x + row.length + BESIDE
        middle = foot - high / 2 - row.value.height / 2
        layers += row.value.draw(Spot(left, middle, row.value.width, row.value.height))
    return layers
