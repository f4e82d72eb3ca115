"""Measure and draw what a complaint's file is told with: the citizen's words, the steps of its way, and the stamp at its end."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from vlogkit.records.templates.element_case import BubbleElement, MilestonesElement, StampElement
from vlogkit.records.timeline import Fill, Layer, Motion, TextStyle, Vector
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.text import TextLook, measure_words, text_style, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.glyph_paths import word_path
from vlogkit.staging.shapes.svg_shapes import stamp_svg, tail_svg
from vlogkit.typesetting.style import Style

PAD, TAIL = 40, 36
"""Pixels around a bubble's words, and of its tail below it."""
DOT, TRACK = 36, 6
"""Pixels of a step's dot, and of the line between two."""
WIDEST = 900
"""Pixels of the steps: a day is read together with its step."""
_TAKEN_OUT = re.compile(r"\[[^\[\]]{2,30}\]")
"""What stands in a text for what the redaction took out: [nama]."""
SLAM, SLAM_FROM = 0.22, 1.5
"""Seconds in which a stamp comes down, and its size as it sets off."""


def bubble_piece(element: BubbleElement, width: float, setting: Setting) -> Piece:
    """Words in a message bubble with its tail at the left; what was taken out of them is quiet."""
    words = _TAKEN_OUT.sub(lambda found: f"*{found[0]}*", element.words.replace("*", ""))
    look = TextLook(element.style, element.role, highlight=element.quiet, lines=element.lines, size=element.size)
    room = width - 2 * PAD
    said = words_piece(words, look, room, setting, name="bubble-words", origin=element.origin, enter="fade", delay=element.delay)  # fmt: skip
    by = (
        words_piece(element.by, TextLook("small", element.quiet, lines=1), room, setting, name="bubble-by", origin=element.origin, enter="fade", delay=element.delay)
        if element.by
        else None
    )  # fmt: skip
    wide = min(width, max(said.width, by.width if by else 0.0) + 2 * PAD)
    inner = said.height + (by.height + 22 if by else 0.0)
    height = inner + 2 * PAD

    def draw(spot: Spot) -> list[Layer]:
        place, tail = box(spot.x, spot.y, wide, height), box(spot.x + 56, spot.y + height - 2, 1.5 * TAIL, TAIL)
        motion, tone = setting.clock.enter("rise", element.delay), setting.colour(element.ground)
        radius = round(min(max(setting.brand.radius, 12), height / 2))
        layers: list[Layer] = [
            Fill(name="bubble", origin=element.origin, box=place, colour=tone, radius=radius, motion=motion),
            Vector(
                name="bubble-tail", origin=element.origin, box=tail, svg=tail_svg(tail.w, tail.h, tone), motion=motion
            ),
        ]
        layers += said.draw(Spot(spot.x + PAD, spot.y + PAD, room, said.height))
        if by:
            layers += by.draw(Spot(spot.x + PAD, spot.y + PAD + said.height + 22, room, by.height))
        return layers

    return Piece(wide, height + TAIL, draw, shrinkable=said.shrinkable)


def milestones_piece(element: MilestonesElement, width: float, setting: Setting) -> Piece:
    """Steps below each other on a line that grows from the first to the last; each with its day at the right."""
    assert not isinstance(element.items, str)
    indent = DOT + 28
    width = min(width, WIDEST)
    date = TextLook(element.style, element.date_role, lines=1, size=element.size)
    look = TextLook(element.style, element.role, lines=1, size=element.size, weight=setting.brand.type.text.strong)
    origin = element.origin
    days = [measure_words(item.date, date, width * 0.4, setting) for item in element.items]
    rooms = [(item.label, width - indent - day.width - 24) for item, day in zip(element.items, days, strict=True)]
    sizes = [measure_words(words, look, room, setting).style.size for words, room in rooms]
    least = min([*sizes, *(day.style.size for day in days)], default=0.0)
    if least:
        most = {(origin, "milestone"): least, (origin, "milestone-date"): least}
        setting = replace(setting, most={**setting.most, **most})
    rows = []
    for item, (_, room) in zip(element.items, rooms, strict=True):
        day = words_piece(item.date, date, width * 0.4, setting, name="milestone-date", origin=origin, enter="fade")
        label = words_piece(item.label, look, room, setting, name="milestone", origin=origin, enter="fade")
        rows.append((label, day))
    tall = max((max(DOT, label.height, day.height) for label, day in rows), default=0.0)
    step = tall + element.gap
    height = tall + step * max(0, len(rows) - 1)

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        for index, (label, day) in enumerate(rows):
            y = spot.y + index * step
            last = index == len(rows) - 1
            with setting.clock.listed(index, len(rows)):
                motion = setting.clock.enter("fade", element.delay + (0 if setting.clock.stands else 0.35 * index))
            role = element.last_role if last else element.dot_role
            if not last:
                line = box(spot.x + (DOT - TRACK) / 2, y + tall / 2, TRACK, step)
                layers.append(Fill(name="milestone-line", origin=element.origin, box=line, colour=setting.colour(element.dot_role), opacity=0.5, motion=motion))  # fmt: skip
            dot = box(spot.x, y + (tall - DOT) / 2, DOT, DOT)
            layers.append(Fill(name="milestone-dot", origin=element.origin, box=dot, colour=setting.colour(role), radius=DOT // 2, motion=motion))  # fmt: skip
            drawn = label.draw(Spot(spot.x + indent, y + (tall - label.height) / 2, label.width, label.height))
            drawn += day.draw(Spot(spot.x + width - day.width, y + (tall - day.height) / 2, day.width, day.height))
            layers += [layer.model_copy(update={"motion": motion}) for layer in drawn]
        return layers

    return Piece(width, height, draw, shrinkable=any(label.shrinkable for label, _ in rows))


def stamp_piece(element: StampElement, width: float, setting: Setting) -> Piece:
    """A word in a frame of two lines, tilted, that comes down on what it stands on."""
    size = float(element.size) * setting.scale
    style: TextStyle = text_style(setting, TextLook("title", element.role), size)
    path, wide, cap = word_path(element.words, Style.of(style, setting.lang, optical=False), setting.material.book)
    frame_w, frame_h = wide + 1.2 * size, cap + 1.1 * size
    angle = math.radians(element.angle)
    total = abs(frame_w * math.cos(angle)) + abs(frame_h * math.sin(angle))
    high = abs(frame_w * math.sin(angle)) + abs(frame_h * math.cos(angle))

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, total, high)
        svg = stamp_svg(
            (place.w, place.h), (frame_w, frame_h), path, (wide, cap), element.angle, setting.colour(element.role), size
        )
        return [Vector(name="stamp", origin=element.origin, box=place, svg=svg, motion=_slam(element, setting))]

    return Piece(total, high, draw)


def _slam(element: StampElement, setting: Setting) -> Motion:
    clock = setting.clock
    if clock.still:
        return Motion()
    start = min(clock.at(float(element.delay) + 0.4), clock.frames - 2)
    end = min(start + clock.at(SLAM), clock.frames - 1)
    clock.settled = max(clock.settled, end)
    return Motion(opacity=between(start, end, 0, 1, "out"), scale=between(start, end, SLAM_FROM, 1, "in"))
