"""Measure and draw the parts of a whole: one bar cut into them, and their names and counts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vlogkit.records.templates.element import Part, PartsElement
from vlogkit.records.timeline import Bar, Fill, Key, Layer, Track
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.charts.tones import tint, tone
from vlogkit.staging.pieces.text import TextLook, one_size, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box

PART_GAP = 8
NARROWEST = 232
"""Pixels of a column in which a name and a count can be read."""
BETWEEN, BELOW = 32, 44
"""Pixels between columns, and between the bar and its words."""
EDGE = 10
"""Pixels of the line of its colour over each part's words."""
FAINT = 0.18, 0.32, 0.5
"""Of the brand's colour in parts that have none of their own, the last first."""
NEAR = 110
"""Distance in RGB under which two colours are taken for one."""


@dataclass(frozen=True)
class PartWords:
    """A part's name and count, measured."""

    label: Piece
    count: Piece


def columns_for(count: int, width: float, most: int) -> int:
    """Columns for so many parts: as many as have room, and none alone in the last row unless all stand in one column."""
    room = max(1, int((width + BETWEEN) // (NARROWEST + BETWEEN)))
    columns = max(1, min(count, most, room))
    while columns > 1 and columns < count and count % columns == 1:
        columns -= 1
    return columns


def part_widths(shares: list[float], width: int, gap: int, least: int = 10) -> list[int]:
    """Even pixel widths of the parts of a bar that with their gaps fill `width`; no part that exists vanishes."""
    room = width - gap * (len(shares) - 1)
    least = max(2, min(least, 2 * (room // (2 * len(shares)))))
    widths = [max(least, 2 * int(room * share / 2)) for share in shares]

    def missing(index: int) -> float:
        return room * shares[index] - widths[index]

    while sum(widths) + 2 <= room:
        widths[max(range(len(shares)), key=missing)] += 2
    while sum(widths) > room:
        widths[min((i for i, wide in enumerate(widths) if wide > least), key=missing)] -= 2
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths


def part_tones(parts: list[Part], setting: Setting) -> list[str]:
    """A colour for each part: its role's where no part before has one like it, else tints of the brand, so that no two
    are taken for one."""
    tones: list[str] = []
    faint = list(FAINT)
    for part in reversed(parts):
        if part.role == "mute":
            tones.append(tint(faint.pop(0) if len(faint) > 1 else faint[0], setting))
        else:
            tones.append("")
    tones.reverse()
    for index, part in enumerate(parts):
        if not tones[index]:
            colour = tone(part.role, setting)
            alike = any(_distance(colour, other) < NEAR for other in tones[:index] if other)
            tones[index] = tint(0.62, setting) if alike else colour
    return tones


def _distance(one: str, other: str) -> float:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return math.hypot(*(a - b for a, b in pairs))


def parts_piece(element: PartsElement, width: float, setting: Setting) -> Piece:
    """The bar, and in columns under it each part's name and count under a line of its colour."""
    parts = [part for part in element.parts if not isinstance(part, str)]
    if not parts:
        return Piece(0, 0, lambda spot: [])
    columns = columns_for(len(parts), width, element.columns)
    column = (width - BETWEEN * (columns - 1)) / columns
    words = _words(parts, column, element, setting)
    tones = part_tones(parts, setting)
    label = max(one.label.height for one in words)
    row = EDGE + 20 + label + 14 + max(one.count.height for one in words)
    rows = -(-len(parts) // columns)
    gap, below = 36 * setting.scale, BELOW * setting.scale
    high = element.height * setting.scale
    height = high + below + rows * row + gap * (rows - 1)

    def draw(spot: Spot) -> list[Layer]:
        layers = _bar(element, Spot(spot.x, spot.y, width, high), tones, setting)
        for index, one in enumerate(words):
            x = spot.x + (index % columns) * (column + BETWEEN)
            y = spot.y + high + below + (index // columns) * (row + gap)
            layers.append(
                Fill(
                    name="part-edge",
                    origin=element.origin,
                    box=box(x, y, column, EDGE),
                    colour=tones[index],
                    radius=EDGE // 2,
                    motion=setting.clock.enter("wipe"),
                )
            )
            layers += one.label.draw(Spot(x, y + EDGE + 20, column, one.label.height))
            layers += one.count.draw(Spot(x, y + EDGE + 34 + label, column, one.count.height))
        return layers

    return Piece(width, height, draw, shrinkable=setting.scale > 0.6)


def _words(parts: list[Part], column: float, element: PartsElement, setting: Setting) -> list[PartWords]:
    """Each part's words, the names in one size and the counts in one."""
    label = TextLook("label", element.label_role, lines=2)
    named = [(part.label, column) for part in parts]
    count = TextLook("heading", element.role, lines=1, size=(68, 36))
    origin = element.origin
    setting = one_size(named, label, setting, name="part-label", origin=origin)
    counts = [(part.written, column) for part in parts]
    setting = one_size(counts, count, setting, name="part-count", origin=origin)
    return [
        PartWords(
            words_piece(part.label, label, column, setting, name="part-label", origin=origin, enter="fade"),
            words_piece(part.written, count, column, setting, name="part-count", origin=origin, enter="fade"),
        )
        for part in parts
    ]


def _bar(element: PartsElement, spot: Spot, tones: list[str], setting: Setting) -> list[Layer]:
    """The parts side by side, growing one after the other from the left as if one hand drew them."""
    parts = [part for part in element.parts if not isinstance(part, str)]
    frame = box(spot.x, spot.y, spot.width, spot.height)
    widths = part_widths([part.share for part in parts], frame.w, PART_GAP)
    motion = setting.clock.enter("fade")
    start = motion.opacity[0].frame if motion.opacity else 0
    span = setting.clock.at(0.9)
    layers: list[Layer] = []
    x, done = frame.x, 0
    for part, wide, colour in zip(parts, widths, tones, strict=True):
        first = start + round(span * done / frame.w)
        done += wide
        last = start + round(span * done / frame.w)
        length: Track = (
            (Key(frame=0, value=1.0),)
            if setting.clock.arrived
            else between(first, max(last, first + 1), 0, 1, "linear")
        )
        layers.append(
            Bar(
                name=f"part {part.label}",
                origin=element.origin,
                colour=colour,
                box=box(x, frame.y, wide, frame.h),
                radius=min(12, wide // 2),
                length=length,
            )
        )
        x += wide + PART_GAP
    setting.clock.settled = max(setting.clock.settled, start + span)
    return layers
