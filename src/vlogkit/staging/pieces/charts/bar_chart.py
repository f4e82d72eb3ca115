"""Measure and draw bars as rows: name and value stand on their bar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Bar, Layer
from vlogkit.staging.pieces.charts.tones import items_of, tint
from vlogkit.staging.pieces.text import TextLook, one_size, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box

PAD, TALL_PAD, LEAST_PAD = 18, 10, 8
"""Pixels between a row's words and its ends, and above and below them, and there at least: letters that reach below their
line stand in it."""
GAP = 10
TALLEST, TOGETHER = 132, 600
"""Pixels of a row where there is much room, and of so few rows together that each may be higher."""
FEW, LARGER = 3, 1.5
"""Rows without a place up to which words are so many times as large."""
QUIET, STRONG = 0.2, 0.45
"""Of the brand's colour in a bar, and in the one that leads where its words do not lie within it."""


@dataclass(frozen=True)
class BarRow:
    """A row's words, measured, and how its bar is drawn."""

    length: float
    """Pixels of the bar."""
    colour: str
    words: tuple[tuple[Piece, float], ...]
    """Each with how far from the row's left end it begins."""
    height: float
    """Pixels of the highest words, down to their foot."""


def bars_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """Bars from zero, one a row; the longest is as wide as the room. Where there is height left they are thicker."""
    items = items_of(element)
    longest = max(item.value for item in items) or 1.0
    return rows_piece([("", item) for item in items], longest, element, width, setting)


def rows_piece(
    places: list[tuple[str, ChartItem]], longest: float, element: ChartElement, width: float, setting: Setting
) -> Piece:
    """A row for each item, after its place where it has one; `longest` is the value of a bar as wide as the room."""
    rows = _rows(places, longest, element, width, setting)
    inside = max((row.height for row in rows), default=0.0)
    least = max(inside + 2 * max(LEAST_PAD, TALL_PAD * setting.scale), element.height * setting.scale)
    gap = GAP * setting.scale

    def draw(spot: Spot) -> list[Layer]:
        free = spot.height - gap * max(0, len(rows) - 1)
        high = max(least, min(max(TALLEST, TOGETHER / max(1, len(rows))), free / max(1, len(rows))))
        layers: list[Layer] = []
        for index, row in enumerate(rows):
            layers += _drawn(row, Spot(spot.x, spot.y + index * (high + gap), width, high), element, setting)
        return layers

    height = least * len(rows) + gap * max(0, len(rows) - 1)
    return Piece(width, height, draw, grow=True, shrinkable=setting.scale > 0.6, fills=True)


def _rows(
    places: list[tuple[str, ChartItem]], longest: float, element: ChartElement, width: float, setting: Setting
) -> list[BarRow]:
    """The rows, their names in one size and their values in one."""
    column = setting.frame.type[element.style].size * 1.5 * setting.scale if any(rank for rank, _ in places) else 0.0
    strong = setting.brand.type.text.strong
    larger = LARGER if len(places) <= FEW and not column else 1.0
    body = setting.frame.type[element.style]
    value = TextLook(element.style, element.role, lines=1, weight=strong, size=(larger * body.size, body.smallest))
    written = [(item.written, width * 0.34) for _, item in places]
    setting = one_size(written, value, setting, name="chart-value", origin=element.origin)
    values = [_words(item.written, value, width * 0.34, "chart-value", element, setting) for _, item in places]
    free = width - 2 * PAD - column - max((piece.width for piece in values), default=0.0) - GAP
    label = TextLook(element.style, element.role, lines=3, size=_label_size(element, setting, larger))
    named = [(item.label, free) for _, item in places]
    setting = one_size(named, label, setting, name="chart-label", origin=element.origin)
    rows = []
    for (rank, item), number in zip(places, values, strict=True):
        name = _words(item.label, label, free, "chart-label", element, setting)
        length, leads = width * max(0.0, item.value) / longest, item.role != "mute"
        inside = length >= PAD + column + name.width + PAD
        whole = leads and inside and (length <= width - PAD - number.width - PAD or length >= width - 1)
        if whole:
            name = _words(item.label, replace(label, role="paper"), free, "chart-label", element, setting)
        if whole and length >= width - 1:
            number = _words(item.written, replace(value, role="paper"), width, "chart-value", element, setting)
        words = [(name, PAD + column), (number, width - PAD - number.width)]
        if rank:
            place = TextLook(element.style, "paper" if whole else element.role, lines=1, weight=strong)
            words.insert(0, (_words(rank, place, column, "chart-rank", element, setting), float(PAD)))
        colour = setting.colour("brand") if whole else tint(STRONG if leads else QUIET, setting)
        rows.append(BarRow(length, colour, tuple(words), max(piece.baseline or piece.height for piece, _ in words)))
    return rows


def _label_size(element: ChartElement, setting: Setting, larger: float) -> tuple[float, float]:
    """Names may be as small as the smallest words of the frame, because some offices' names are very long."""
    return larger * setting.frame.type[element.style].size, setting.frame.type["small"].smallest


def _words(text: str, look: TextLook, wide: float, name: str, element: ChartElement, setting: Setting) -> Piece:
    delay = 0.4 if name == "chart-value" else 0.0
    return words_piece(text, look, wide, setting, name=name, origin=element.origin, enter="fade", delay=delay)


def _drawn(row: BarRow, spot: Spot, element: ChartElement, setting: Setting) -> list[Layer]:
    """A row: its bar as the ground of its words; none where there is nothing to count."""
    motion = setting.clock.enter("fade", element.delay)
    start = motion.opacity[0].frame if motion.opacity else 0
    layers: list[Layer] = []
    if row.length > 0:
        layers.append(
            Bar(
                name="chart-bar",
                origin=element.origin,
                box=box(spot.x, spot.y, max(4.0, row.length), spot.height),
                colour=row.colour,
                radius=round(min(setting.brand.radius / 3, spot.height / 4)),
                length=setting.clock.grow(start, 1.0),
            )
        )
    middle = spot.y + spot.height / 2
    for piece, x in row.words:
        top = middle - (piece.baseline or piece.height) / 2
        layers += piece.draw(Spot(spot.x + x, top, piece.width, piece.height))
    return layers
