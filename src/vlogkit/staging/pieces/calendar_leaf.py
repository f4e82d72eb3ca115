"""Measure and draw a day as a leaf of a tear-off calendar."""

from __future__ import annotations

from vlogkit.records.templates.element import LeafElement
from vlogkit.records.timeline import Fill, Layer
from vlogkit.staging.pieces.text import TextLook, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box

BAND, FRAME, RADIUS = 0.23, 0.03, 0.1
"""Height of the month's band, width of the frame, and corner radius, in shares of the leaf's width."""
PAD = 12
"""Pixels between the words and the frame."""
MONTH, DAY, WEEKDAY = 0.105, 0.5, 0.095
"""Type sizes, in shares of the leaf's width."""


def leaf_piece(element: LeafElement, width: float, setting: Setting) -> Piece:
    """The month in the band's colour, and below it on a sheet the day, and the weekday; wider than asked where these need
    it at the least size."""
    size = min(max(float(element.size), _least_width(element, width, setting)), width)
    frame, band = size * FRAME, size * BAND
    room = size - 2 * frame - 2 * PAD
    month = _line(element.month, TextLook("label", element.band_role, align="center", lines=1, size=(size * MONTH, 0), weight=setting.brand.type.text.strong), room, element, setting, "leaf-month")  # fmt: skip
    day = _line(element.day, TextLook("display", element.role, align="center", lines=1, size=(size * DAY, 40)), room, element, setting, "leaf-day")  # fmt: skip
    weekday = _line(element.weekday, TextLook("label", element.role, align="center", lines=1, size=(size * WEEKDAY, 0)), room, element, setting, "leaf-weekday") if element.weekday else None  # fmt: skip
    above = size * 0.12
    below = size * 0.11 + (weekday.baseline or 0) if weekday else 0.0
    sheet = above + day.height + below + size * 0.13
    height = band + sheet + frame

    def draw(spot: Spot) -> list[Layer]:
        motion = setting.clock.enter(element.enter or "fade", element.delay)
        whole = Fill(
            name="leaf", origin=element.origin, box=box(spot.x, spot.y, size, height), motion=motion,
            colour=setting.colour(element.band), radius=round(size * RADIUS),
        )  # fmt: skip
        page = Fill(
            name="leaf-sheet", origin=element.origin, motion=motion, colour=setting.colour(element.ground),
            box=box(spot.x + frame, spot.y + band, size - 2 * frame, sheet), radius=round(size * (RADIUS - FRAME)),
        )  # fmt: skip
        left = spot.x + frame + PAD
        cap = month.baseline or month.height
        layers: list[Layer] = [whole, page]
        layers += month.draw(Spot(left, spot.y + (band - cap) / 2 + frame / 4, room, month.height))
        layers += day.draw(Spot(left, spot.y + band + above, room, day.height))
        if weekday:
            y = spot.y + band + above + day.height + size * 0.11
            layers += weekday.draw(Spot(left, y, room, weekday.height))
        return layers

    return Piece(size, height, draw)


def _least_width(element: LeafElement, width: float, setting: Setting) -> float:
    """The width of a leaf whose month and weekday stand at the least size, pixels."""
    looks = TextLook("label", element.band_role, lines=1, size=(0, 0), weight=setting.brand.type.text.strong)
    widths = [_line(words, looks, width, element, setting, "").width for words in (element.month, element.weekday)]
    return (max(widths) + 2 * PAD + 2) / (1 - 2 * FRAME)


def _line(words: str, look: TextLook, width: float, element: LeafElement, setting: Setting, name: str) -> Piece:
    return words_piece(words, look, width, setting, name=name, origin=element.origin, enter="fade")
