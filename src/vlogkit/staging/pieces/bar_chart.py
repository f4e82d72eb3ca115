"""Measure and draw bar charts with their labels and values."""

from __future__ import annotations

from dataclasses import dataclass

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Bar, Layer
from vlogkit.staging.pieces.figures import tone
from vlogkit.staging.pieces.text import TextLook, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box

MOST_LABEL = 0.4
"""Of the room, the most that labels beside their bars take."""
GAP = 24
"""Pixels between a label, its bar and its value."""
VALUE_DELAY = 0.4
"""Seconds after its turn at which a value enters: its bar is on the way then."""


@dataclass(frozen=True)
class BarRow:
    """A row's words, measured, and its share of the longest bar."""

    item: ChartItem
    share: float
    label: Piece
    value: Piece


def chart_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """Bars from zero, one a row; the longest is as wide as the room."""
    ranks = _ranks(element, setting)
    column = max((rank.width for rank in ranks if rank), default=-GAP) + GAP
    rows = _rows(element, width - column, setting)
    lay = _beside if element.labels == "left" else _above
    pieces = lay(element, rows, width - column, setting)
    gap = element.gap * setting.scale

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        y = spot.y
        for index, piece in enumerate(pieces):
            if ranks and (rank := ranks[index]):
                drop = (piece.baseline or 0) - (rank.baseline or 0)
                layers += rank.draw(Spot(spot.x, y + drop, rank.width, rank.height))
            layers += piece.draw(Spot(spot.x + column, y, width - column, piece.height))
            y += piece.height + gap
        return layers

    height = sum(piece.height for piece in pieces) + gap * max(0, len(pieces) - 1)
    return Piece(width, height, draw, shrinkable=any(row.label.shrinkable for row in rows))


def _words(text: str, look: TextLook, room: float, element: ChartElement, setting: Setting, name: str) -> Piece:
    delay = VALUE_DELAY if name == "chart-value" else 0.0
    return words_piece(text, look, room, setting, name=name, origin=element.origin, enter="fade", delay=delay)


def _ranks(element: ChartElement, setting: Setting) -> list[Piece | None]:
    """The number of each row in a ranking; None for a row that has no place of its own."""
    look = TextLook(element.style, element.role, lines=1, weight=setting.brand.type.text.strong)
    items = [item for item in element.items if not isinstance(item, str)] if element.ranked else []
    return [
        _words(str(number), look, 120, element, setting, "chart-rank") if item.numbered else None
        for number, item in enumerate(items, 1)
    ]


def _rows(element: ChartElement, width: float, setting: Setting) -> list[BarRow]:
    items = [item for item in element.items if not isinstance(item, str)]
    longest = max((item.value for item in items), default=0.0) or 1.0
    strong = TextLook(element.style, element.role, lines=1, weight=setting.brand.type.text.strong)
    quiet = TextLook(element.style, element.label_role, lines=3)
    rows = []
    for item in items:
        value = _words(item.written, strong, width * 0.34, element, setting, "chart-value")
        room = width * MOST_LABEL if element.labels == "left" else width - value.width - GAP
        label = _words(item.label, quiet, room, element, setting, "chart-label")
        rows.append(BarRow(item, max(0.0, item.value / longest), label, value))
    return rows


def _bar(
    row: BarRow, x: float, y: float, room: float, height: float, element: ChartElement, setting: Setting
) -> list[Layer]:
    """A bar that grows to its length; nothing where there is nothing to count."""
    if row.share == 0:
        return []
    motion = setting.clock.enter("fade", element.delay)
    start = motion.opacity[0].frame if motion.opacity else 0
    return [
        Bar(
            name="chart-bar",
            origin=element.origin,
            box=box(x, y, max(room * row.share, height), height),
            colour=tone(row.item.role, setting),
            radius=round(height / 2),
            length=setting.clock.grow(start, 1.0),
        )
    ]


def _above(element: ChartElement, rows: list[BarRow], width: float, setting: Setting) -> list[Piece]:
    """Label at the left and value at the right, the bar below them."""
    thick = element.height * setting.scale

    def piece(row: BarRow) -> Piece:
        top = row.label.height + 8 * setting.scale

        def draw(spot: Spot) -> list[Layer]:
            right = Spot(spot.x + width - row.value.width, spot.y, row.value.width, row.value.height)
            left = Spot(spot.x, spot.y, width - row.value.width - GAP, row.label.height)
            label = row.label.draw(left)
            bar = _bar(row, spot.x, spot.y + top, width, thick, element, setting)
            return [*label, *bar, *row.value.draw(right)]

        return Piece(width, top + thick, draw, baseline=row.value.baseline)

    return [piece(row) for row in rows]


def _beside(element: ChartElement, rows: list[BarRow], width: float, setting: Setting) -> list[Piece]:
    """Label in a column at the left, then the bar, the value right after its end."""
    column = max((row.label.width for row in rows), default=0.0) + GAP
    room = width - column - GAP - max((row.value.width for row in rows), default=0.0)
    thick = element.height * setting.scale

    def piece(row: BarRow) -> Piece:
        height = max(row.label.height, thick, row.value.height)
        cap, above = row.value.baseline or 0.0, row.label.baseline or 0.0

        def draw(spot: Spot) -> list[Layer]:
            middle, left = spot.y + height / 2, spot.x + column
            label = row.label.draw(Spot(spot.x, middle - above / 2, column, row.label.height))
            bar = _bar(row, left, middle - thick / 2, room, thick, element, setting)
            end = Spot(left + max(room * row.share, thick) + GAP, middle - cap / 2, row.value.width, row.value.height)
            return [*label, *bar, *row.value.draw(end)]

        return Piece(width, height, draw, baseline=height / 2 + cap / 2)

    return [piece(row) for row in rows]
