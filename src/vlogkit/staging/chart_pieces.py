"""A chart's rows come in; measured bars with their labels and values go out."""

from __future__ import annotations

from vlogkit.records.element import BarElement, ChartElement, ChartItem, Role
from vlogkit.records.timeline import Layer
from vlogkit.staging.figure_pieces import bar_piece
from vlogkit.staging.setting import Piece, Setting, Spot
from vlogkit.staging.text_pieces import Look, words_piece

LABEL_SHARE = 0.36
"""Of the room, what labels beside their bars take."""
VALUE_GAP = 20
"""Pixels between a bar and the value at its end."""
RANK_GAP = 16
TRACK = 0.16


def chart_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """Bars from zero, one a row; the longest is as wide as the room."""
    items = [item for item in element.items if not isinstance(item, str)]
    longest = max((item.value for item in items), default=0.0) or 1.0
    ranks = [_rank(str(index), element, setting) for index, _ in enumerate(items, 1)] if element.ranked else []
    column = max((rank.width for rank in ranks), default=0.0) + RANK_GAP if ranks else 0.0
    lay = _beside if element.labels == "left" else _above
    rows = [lay(item, item.value / longest, element, width - column, setting) for item in items]
    gap = element.gap * setting.scale

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        y = spot.y
        for index, row in enumerate(rows):
            if ranks:
                rank = ranks[index]
                drop = max(0.0, (row.baseline or row.height) - (rank.baseline or rank.height))
                layers += rank.draw(Spot(spot.x, y + drop, rank.width, rank.height))
            layers += row.draw(Spot(spot.x + column, y, width - column, row.height))
            y += row.height + gap
        return layers

    height = sum(row.height for row in rows) + gap * max(0, len(rows) - 1)
    return Piece(width, height, draw, shrinkable=any(row.shrinkable for row in rows))


def _words(words: str, look: Look, width: float, element: ChartElement, setting: Setting, name: str) -> Piece:
    return words_piece(words, look, width, setting, name=name, origin=element.origin, enter="fade")


def _rank(words: str, element: ChartElement, setting: Setting) -> Piece:
    look = Look("label", element.role, lines=1, weight=setting.brand.type.strong, tabular=True)
    return _words(words, look, 120.0, element, setting, "chart-rank")


def _value(item: ChartItem, width: float, element: ChartElement, setting: Setting, align: str) -> Piece:
    look = Look("label", element.role, align=align, lines=1, weight=setting.brand.type.strong)
    return _words(item.written, look, width, element, setting, "chart-value")


def _bar(item: ChartItem, share: float, height: int, element: ChartElement) -> BarElement:
    role: Role = item.role
    return BarElement(
        value=share, role=role, track=element.label_role, track_opacity=TRACK, height=height, origin=element.origin,
        name="chart-bar",
    )  # fmt: skip


def _above(item: ChartItem, share: float, element: ChartElement, width: float, setting: Setting) -> Piece:
    """Label at the left and value at the right, the bar below them."""
    value = _value(item, width * 0.4, element, setting, "right")
    room = width - value.width - 24
    label = _words(item.label, Look("label", element.label_role, lines=2), room, element, setting, "chart-label")
    top = label.height + 10 * setting.scale
    bar = bar_piece(_bar(item, share, element.height, element), width, setting)

    def draw(spot: Spot) -> list[Layer]:
        right = Spot(spot.x + width - value.width, spot.y, value.width, value.height)
        under = Spot(spot.x, spot.y + top, width, element.height)
        return [*label.draw(Spot(spot.x, spot.y, room, label.height)), *value.draw(right), *bar.draw(under)]

    return Piece(width, top + element.height, draw, baseline=value.baseline, shrinkable=label.shrinkable)


def _beside(item: ChartItem, share: float, element: ChartElement, width: float, setting: Setting) -> Piece:
    """Label in a column at the left, then the bar, the value right after its end."""
    column = width * LABEL_SHARE
    label = _words(item.label, Look("label", element.label_role, lines=2), column - 24, element, setting, "chart-label")
    value = _value(item, width * 0.3, element, setting, "left")
    height = max(label.height, float(element.height), value.height)
    cap = value.baseline or value.height
    room = width - column - VALUE_GAP - width * 0.16
    bar = bar_piece(_bar(item, share, element.height, element).model_copy(update={"track_opacity": 0.0}), room, setting)

    def draw(spot: Spot) -> list[Layer]:
        middle = spot.y + height / 2
        top = middle - (label.baseline or label.height) / 2
        left = spot.x + column
        layers = label.draw(Spot(spot.x, top, column - 24, label.height))
        layers += bar.draw(Spot(left, middle - element.height / 2, room, element.height))
        end = left + room * max(share, 0.0) + VALUE_GAP
        return layers + value.draw(Spot(end, middle - cap / 2, value.width, value.height))

    return Piece(width, height, draw, baseline=height / 2 + cap / 2, shrinkable=label.shrinkable)
