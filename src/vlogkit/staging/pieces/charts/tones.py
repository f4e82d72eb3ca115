"""The colours of what is counted, and the words that stand at it."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.templates.element import ChartElement, ChartItem
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Layer
from vlogkit.staging.pieces.text import TextLook, one_size, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, mix

TINT = 0.25
"""Of the brand's colour, in what does not lead."""
UNIT_GAP = 16
"""Pixels between a number's foot and its unit."""
Size = tuple[float, float]
Rooms = Sequence[tuple[str, float]]
"""Texts and the widths that they have."""


def tone(role: Role, setting: Setting) -> str:
    """The colour of a part; what does not lead stands in a tint of the brand on paper."""
    return tint(TINT, setting) if role == "mute" else setting.colour(role)


def tint(share: float, setting: Setting) -> str:
    """So much of the brand's colour on paper."""
    return mix(setting.colour("paper"), setting.colour("brand"), share)


def items_of(element: ChartElement) -> list[ChartItem]:
    """What a chart shows."""
    return [item for item in element.items if not isinstance(item, str)]


def leading(items: list[ChartItem]) -> int:
    """The place of the one that is annotated: the only one in a colour of its own, else the last."""
    lit = [index for index, item in enumerate(items) if item.role != "mute"]
    return lit[0] if len(lit) == 1 else len(items) - 1


def quiet_words(
    text: str, room: float, element: ChartElement, setting: Setting, *, lines: int = 1, beside: Rooms = ()
) -> Piece:
    """The name of something that is counted, in the size of those `beside` it."""
    look = TextLook(element.style, element.label_role, lines=lines)
    if beside:
        setting = one_size(beside, look, setting, name="chart-label", origin=element.origin)
    return words_piece(text, look, room, setting, name="chart-label", origin=element.origin, enter="fade")


def value_words(
    text: str,
    room: float,
    element: ChartElement,
    setting: Setting,
    *,
    size: Size | None = None,
    delay: float = 0.4,
    leads: bool = True,
) -> Piece:
    """A value: large for a `size`, and in the brand's colour where it leads, else as the chart's role says. It enters
    while what shows it is on its way."""
    role: Role = "brand" if size and leads else element.role
    look = TextLook(
        "heading" if size else element.style, role, lines=1, size=size, weight=setting.brand.type.text.strong
    )
    name = "chart-lead" if size and leads else "chart-value"
    return words_piece(text, look, room, setting, name=name, origin=element.origin, enter="fade", delay=delay)


def number_over_unit(
    item: ChartItem, room: float, element: ChartElement, setting: Setting, size: Size, *, leads: bool = True
) -> Piece:
    """A number as large as has room, and its unit below."""
    number = item.number or item.written
    unit = item.written.removeprefix(number).strip()
    above = value_words(number, room, element, setting, size=size, leads=leads)
    if not unit:
        return above
    role: Role = "brand" if leads else element.role
    strong = TextLook(element.style, role, lines=2, weight=setting.brand.type.text.strong)
    below = words_piece(unit, strong, room, setting, name="chart-unit", origin=element.origin, enter="fade", delay=0.4)
    base = above.baseline or above.height
    top = base + UNIT_GAP

    def draw(spot: Spot) -> list[Layer]:
        shift = (spot.width - above.width) / 2 if spot.width > above.width else 0.0
        lower = (spot.width - below.width) / 2 if spot.width > below.width else 0.0
        layers = above.draw(Spot(spot.x + shift, spot.y, above.width, above.height))
        return layers + below.draw(Spot(spot.x + lower, spot.y + top, below.width, below.height))

    return Piece(max(above.width, below.width), top + below.height, draw, baseline=base)
