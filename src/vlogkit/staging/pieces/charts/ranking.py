"""Measure and draw places in their order: the first on a panel of its own, the others as rows on their bars."""

from __future__ import annotations

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.timeline import Bar, Fill, Layer
from vlogkit.staging.pieces.charts.bar_chart import rows_piece
from vlogkit.staging.pieces.charts.tones import items_of
from vlogkit.staging.pieces.text import TextLook, words_piece
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


def ranking_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """The first place large, with its bar, then the others: name and value on a tinted bar as long as they count."""
    items = items_of(element)
    longest = max(item.value for item in items) or 1.0
    first = _prize(items[0], element, width, max(0.0, items[0].value) / longest, setting)
    places = [
        (str(number) if item.numbered else "", item.model_copy(update={"role": "mute"}))
        for number, item in enumerate(items[1:], 2)
    ]
    if not places:
        return first
    rows = rows_piece(places, longest, element, width, setting)
    top = first.height + GAP * setting.scale

    def draw(spot: Spot) -> list[Layer]:
        below = Spot(spot.x, spot.y + top, width, spot.height - top)
        return [*first.draw(spot), *rows.draw(below)]

    return Piece(width, top + rows.height, draw, grow=True, shrinkable=setting.scale > 0.6, fills=True)


def _prize(item: ChartItem, element: ChartElement, width: float, share: float, setting: Setting) -> Piece:
    """The first place on a panel of the brand: its name, its value large, and its bar. A name that would be small beside
    the value stands over it, as all do where the frame is high."""
    tall = setting.frame.height > setting.frame.width and setting.purpose == "card"
    inner, pad = width - 2 * PAD, PAD * setting.scale
    value = _value(item, element, inner if tall else inner * 0.5, PRIZE_TALL if tall else PRIZE, setting)
    label = _first_name(item, element, inner if tall else inner - value.width - PAD, setting)
    stands = tall or not label.shrinkable
    if stands and not tall:
        label = _first_name(item, element, inner, setting)
    over, under = label.baseline or label.height, value.baseline or value.height
    words = over + 1.25 * pad + under if stands else max(over, under)
    comma = COMMA * max(value.sizes.values(), default=0.0) if stands else 0.0
    height = words + max((3.3 if stands else 2.8) * pad, 2.5 * pad + comma) + BAR

    def draw(spot: Spot) -> list[Layer]:
        middle = spot.y + pad + words / 2
        above = middle - words / 2 if stands else middle - over / 2
        below = middle + words / 2 - under if stands else middle - under / 2
        right = spot.x + PAD if stands else spot.x + width - PAD - value.width
        layers = _panel(element, Spot(spot.x, spot.y, width, height), (inner * share, pad), setting)
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
    """The panel and the first one's bar along its foot: its pixels and those below it."""
    motion = setting.clock.enter("fade", element.delay)
    start = motion.opacity[0].frame if motion.opacity else 0
    long, pad = bar
    return [
        Fill(
            name="panel",
            origin=element.origin,
            box=box(spot.x, spot.y, spot.width, spot.height),
            colour=setting.colour("brand"),
            radius=round(setting.brand.radius * 0.7),
            motion=motion,
        ),
        Bar(
            name="chart-bar",
            origin=element.origin,
            box=box(spot.x + PAD, spot.y + spot.height - pad - BAR, max(BAR, long), BAR),
            colour=setting.colour("accent"),
            radius=BAR // 2,
            length=setting.clock.grow(start, 1.0),
        ),
    ]
