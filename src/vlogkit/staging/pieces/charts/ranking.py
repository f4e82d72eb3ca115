"""Measure and draw places in their order: the first on a panel of its own, the others as rows with bold bars; where less is
better, with lines between them, since the longest bar would be the last one's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Bar, Fill, Layer
from vlogkit.staging.pieces.charts.tones import items_of, tint
from vlogkit.staging.pieces.row_line import row_line
from vlogkit.staging.pieces.text import TextLook, measure_words, one_size, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box

PAD, GAP = 32, 32
"""Pixels inside the first one's panel, and below it."""
PRIZE, PRIZE_TALL = (132.0, 48.0), (250.0, 60.0)
"""Largest and smallest pixels of the first one's value, beside its name and below it where the frame is high."""
UNIT = 0.4
"""Of the value's size, that of its unit."""
COMMA = 0.2
"""Of the value's size, by which a comma hangs below its digits, so that it does not stand on the bar."""
BAR = 16
NAMES, VALUES, BARE_VALUES, BESIDE = 0.46, 0.3, 0.36, 24
"""Shares of the width that places with their names have at most, and values with a bar and without one between them; pixels
beside those bars."""
BETWEEN, THICK, THICKEST = 14, 40, 88
"""Pixels between rows, and those of a bar at least and at most where there is height left."""
UNDER = 8
"""Pixels between names that stand over their bars, and those."""
LARGER, LARGER_BARE, LARGER_TALL, ROOMY = 1.1, 1.3, 1.45, 150
"""Times running text that names are large, without bars, and on an upright card, and pixels that a row without a bar has at
most."""
FILLED, BOLD = 0.68, 0.4
"""Share of a row that its bar fills, and of the brand's colour in it: a bar is seen before it is read."""


def ranking_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """The first place large, with its bar, then the others: name, bold bar and value on one line, or where a name is long
    the bar below both."""
    items = items_of(element)
    longest = max(item.value for item in items) or 1.0
    less = less_is_better(items)
    rows = _rows(items, longest, element, width, setting, bars=not less)
    room = rows.room if rows else width - 2 * PAD
    length = 0.0 if less else room * max(0.0, items[0].value) / longest
    first = _prize(items[0], element, width, length, setting)
    if not rows:
        return first
    top = first.height + GAP * setting.scale

    def draw(spot: Spot) -> list[Layer]:
        below = Spot(spot.x, spot.y + top, width, spot.height - top)
        return [*first.draw(spot), *_drawn(rows, below, element, setting)]

    return Piece(width, top + rows.height, draw, grow=True, shrinkable=setting.scale > 0.4, fills=True)


def less_is_better(items: Sequence[ChartItem]) -> bool:
    """Whether of places with one unit the first has the least."""
    places = [item for item in items if item.numbered]
    units = {item.written.removeprefix(item.number).strip() for item in places if item.number}
    return len(places) > 1 and len(units) < 2 and places[0].value < places[-1].value


class _Rows(NamedTuple):
    """The places after the first, measured: the words of each, the length of its bar, and where bars begin and end."""

    words: tuple[tuple[Piece | None, Piece, Piece, float], ...]
    column: float
    start: float
    room: float
    high: float
    gap: float
    over: float | None = None
    """How high words are that stand over their bars, since a name is too long to stand beside them."""
    bars: bool = True

    @property
    def height(self) -> float:
        """Pixels that all rows need."""
        return self.high * len(self.words) + self.gap * (len(self.words) - 1)


def _rows(
    items: list[ChartItem], longest: float, element: ChartElement, width: float, setting: Setting, *, bars: bool
) -> _Rows | None:
    """The places after the first, each kind of words in one size; None where there are none."""
    body, strong = setting.frame.type[element.style], setting.brand.type.text.strong
    others = items[1:]
    tall = _is_tall(setting)
    large = body.size * (LARGER_TALL if tall else LARGER if bars else LARGER_BARE)
    column = large * 1.2 * setting.scale if any(item.numbered for item in others) else 0.0
    value = large if tall or not bars else body.size
    look = TextLook(element.style, element.role, lines=1, weight=strong, size=(value, body.smallest))
    small = setting.frame.type["small"].smallest
    name = TextLook(element.style, element.role, lines=1, size=(large, small))
    wide = width * NAMES - column
    over = bars and (tall or any(len(measure_words(item.label, name, wide, setting).lines) > 1 for item in others))
    values = width * (BARE_VALUES if over or not bars else VALUES)
    if over or not bars:
        name, wide = replace(name, lines=3), width - column - BESIDE - values
    setting = one_size(
        [(item.written, values) for item in others], look, setting, name="chart-value", origin=element.origin
    )
    setting = one_size(
        [(item.label, wide) for item in others], name, setting, name="chart-label", origin=element.origin
    )

    def words(text: str, how: TextLook, room: float, kind: str, delay: float = 0.0) -> Piece:
        return words_piece(text, how, room, setting, name=kind, origin=element.origin, enter="fade", delay=delay)

    made = [
        (
            words(str(number), look, column, "chart-rank") if item.numbered else None,
            words(item.label, name, wide, "chart-label"),
            words(item.written, look, values, "chart-value", 0.4),
        )
        for number, item in enumerate(others, 2)
    ]
    if not made:
        return None
    start = 0.0 if over else column + max(label.width for _, label, _ in made) + BESIDE
    room = width if over else width - start - BESIDE - max(value.width for _, _, value in made)
    words_high = max(max(label.height, value.height) for _, label, value in made)
    high = words_high + (UNDER + BAR) * setting.scale if over else max(THICK * setting.scale, words_high)
    lengths = [room * max(0.0, item.value) / longest for item in others]
    rows = tuple((*row, length) for row, length in zip(made, lengths, strict=True))
    return _Rows(rows, column, start, room, high, BETWEEN * setting.scale, words_high if over else None, bars)


def _drawn(rows: _Rows, spot: Spot, element: ChartElement, setting: Setting) -> list[Layer]:
    """The rows, with bars as thick as the height allows."""
    count = len(rows.words)
    most = (THICKEST if rows.bars else ROOMY) if rows.over is None else rows.over + THICK
    high = max(rows.high, min(most, (spot.height - rows.gap * (count - 1)) / count))
    left = spot.height - high * count
    apart = max(rows.gap, min(2.5 * rows.gap, left / max(1, count - 1)))
    words = high if rows.over is None else rows.over
    thick = max(BAR * setting.scale, FILLED * high if rows.over is None else high - words - UNDER * setting.scale)
    layers: list[Layer] = []
    for index, (rank, label, value, length) in enumerate(rows.words):
        y = spot.y + index * (high + apart)
        with setting.clock.listed(index, count):
            motion = setting.clock.enter("fade", element.delay)
            start = motion.opacity[0].frame if motion.opacity else 0
            if not rows.bars:
                over = Spot(spot.x, y - apart / 2, spot.width, 0)
                line = row_line("chart-line", over, element.role, setting, origin=element.origin, delay=element.delay)
                layers.append(line)
            elif length > 0:
                layers.append(
                    Bar(
                        name="chart-bar",
                        origin=element.origin,
                        box=box(
                            spot.x + rows.start,
                            y + (high - thick) / (2 if rows.over is None else 1),
                            max(4.0, length),
                            thick,
                        ),
                        colour=tint(BOLD, setting),
                        radius=round(min(setting.brand.radius / 3, thick / 4)),
                        length=setting.clock.grow(start, 1.0),
                    )
                )
            for piece, x in ((rank, 0.0), (label, rows.column), (value, spot.width - value.width)):
                if piece is not None:
                    base = piece.baseline if piece is not label else None
                    top = y + (words - (base or piece.height)) / 2
                    layers += piece.draw(Spot(spot.x + x, top, piece.width, piece.height))
    return layers


def _is_tall(setting: Setting) -> bool:
    """Whether there is the height of an upright card."""
    return setting.frame.height > setting.frame.width and setting.purpose == "card"


def _prize(item: ChartItem, element: ChartElement, width: float, bar: float, setting: Setting) -> Piece:
    """The first place on a panel of the brand: its name, its value large, and its bar. A name that would be small beside
    the value stands over it, as all do where the frame is high."""
    tall = _is_tall(setting)
    inner, pad = width - 2 * PAD, PAD * setting.scale
    value = _value(item, element, inner if tall else inner * 0.5, PRIZE_TALL if tall else PRIZE, setting)
    label = _first_name(item, element, inner if tall else inner - value.width - PAD, setting)
    stands = tall or not label.shrinkable
    if stands and not tall:
        label = _first_name(item, element, inner, setting)
    over, under = label.baseline or label.height, value.baseline or value.height
    words = over + 1.25 * pad + under if stands else max(over, under)
    comma = COMMA * max(value.sizes.values(), default=0.0) if stands else 0.0
    height = words + max((3.3 if stands else 2.8) * pad, 2.5 * pad + comma) + BAR if bar else words + 2 * pad + comma

    def draw(spot: Spot) -> list[Layer]:
        middle = spot.y + pad + words / 2
        above = middle - words / 2 if stands else middle - over / 2
        below = middle + words / 2 - under if stands else middle - under / 2
        right = spot.x + PAD if stands else spot.x + width - PAD - value.width
        layers = _panel(element, Spot(spot.x, spot.y, width, height), (min(inner, bar), pad), setting)
        layers += label.draw(Spot(spot.x + PAD, above, label.width, label.height))
        return layers + value.draw(Spot(right, below, value.width, value.height))

    return Piece(width, height, draw, shrinkable=setting.scale > 0.6)


def _first_name(item: ChartItem, element: ChartElement, room: float, setting: Setting) -> Piece:
    return words_piece(
        f"1  {item.label}" if item.numbered else item.label,
        TextLook("lead", "paper", lines=4, size=(60.0, 28.0), weight=setting.brand.type.text.strong),
        room,
        setting,
        name="chart-first",
        origin=element.origin,
        enter="fade",
    )


def _value(item: ChartItem, element: ChartElement, room: float, size: tuple[float, float], setting: Setting) -> Piece:
    """A number and after it, smaller on the same line, its unit."""
    number = item.number or item.written
    unit = item.written.removeprefix(number).strip()
    strong = setting.brand.type.text.strong

    def words(text: str, wide: float, size: tuple[float, float], name: str) -> Piece:
        look = TextLook("heading", "paper", lines=1, size=size, weight=strong)
        return words_piece(text, look, wide, setting, name=name, origin=element.origin, enter="fade", delay=0.3)

    small = words(unit, room * 0.5, (size[0] * UNIT, size[1] * 0.6), "chart-unit")
    gap = size[0] * 0.18 if unit else 0.0
    large = words(number, room - small.width - gap, size, "chart-lead")
    if not unit:
        return large
    base = large.baseline or large.height

    def draw(spot: Spot) -> list[Layer]:
        foot = spot.y + base - (small.baseline or small.height)
        right = Spot(spot.x + large.width + gap, foot, small.width, small.height)
        return [*large.draw(Spot(spot.x, spot.y, large.width, large.height)), *small.draw(right)]

    return Piece(large.width + gap + small.width, large.height, draw, baseline=base, sizes=large.sizes)


def _panel(element: ChartElement, spot: Spot, bar: tuple[float, float], setting: Setting) -> list[Layer]:
    """The panel and, if it has any length, the first one's bar along its foot: its pixels and those below it."""
    motion = setting.clock.enter("fade", element.delay)
    start = motion.opacity[0].frame if motion.opacity else 0
    long, pad = bar
    panel = Fill(
        name="panel",
        origin=element.origin,
        box=box(spot.x, spot.y, spot.width, spot.height),
        colour=setting.colour("brand"),
        radius=round(setting.brand.radius * 0.7),
        motion=motion,
    )
    if not long:
        return [panel]
    return [
        panel,
        Bar(
            name="chart-bar",
            origin=element.origin,
            box=box(spot.x + PAD, spot.y + spot.height - pad - BAR, max(BAR, long), BAR),
            colour=setting.colour("accent"),
            radius=BAR // 2,
            length=setting.clock.grow(start, 1.0),
        ),
    ]
