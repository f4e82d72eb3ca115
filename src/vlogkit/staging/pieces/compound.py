"""Measure and draw elements that join words with a ground, a mark or numbers: chips, identities, lists."""

from __future__ import annotations

from dataclasses import replace

from vlogkit.records.templates.element import ChipElement, IdentityElement, LowerThirdElement, StepsElement
from vlogkit.records.timeline import Box, Fill, Layer, Motion, Vector
from vlogkit.staging.motion import leaving
from vlogkit.staging.pieces.paired_list import pairs_of, pairs_piece
from vlogkit.staging.pieces.text import TextLook, measure_words, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.logos import logo_layers, signing_size
from vlogkit.staging.shapes.svg_shapes import icon_svg, panel_svg

NUMBER, LARGEST = 1.08, 1200.0
"""Of a list's letters, the size of its numbers, which nothing else limits."""
APART = 0.42
"""Of a list's letters, by which its items stand apart at least."""
ICON, ICON_GAP = 36, 14
"""Pixels of the icon of a chip whose words are labels, and between it and the words."""


def steps_piece(element: StepsElement, width: float, setting: Setting) -> Piece:
    """A numbered list: numbers in a column of their own, texts wrapped beside them. In a stack that is too high it becomes
    smaller with its title, which stays the larger of the two. With bullets, what items say before a colon is set apart."""
    assert not isinstance(element.items, str)
    if element.bullets and (pairs := pairs_of(element.items)):
        return pairs_piece(element, pairs, width, setting)
    body = setting.frame.type[element.style]
    largest, smallest = element.size or (body.size, body.smallest)
    first = int(element.first)
    wide = 1.05 if element.bullets else 1.5
    column = largest * setting.scale * wide
    look = TextLook(element.style, element.role, lines=element.lines, size=element.size, shape="filled", firm=False)
    least = min((measure_words(item, look, width - column, setting).style.size for item in element.items), default=0.0)
    if least:
        sizes = {(element.origin, "step"): least, (element.origin, "step-number"): NUMBER * least}
        setting = replace(setting, most={**setting.most, **sizes})
        column = min(column, least * wide)
    strong = TextLook(
        element.style, element.number_role, lines=1, weight=setting.brand.type.text.strong, size=(LARGEST, smallest)
    )
    rows = [
        (
            words_piece(
                "•" if element.bullets else str(first + index),
                strong,
                column,
                setting,
                name="step-number",
                origin=element.origin,
                enter="fade",
            ),
            words_piece(
                item,
                look,
                width - column,
                setting,
                name="step",
                origin=element.origin,
                enter="fade",
                delay=0.12 * index,
            ),
        )
        for index, item in enumerate(element.items)
    ]
    gap = setting.close(max(element.gap, APART * least))
    height = sum(text.height for _, text in rows) + gap * max(0, len(rows) - 1)

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        y = spot.y
        for index, (mark, text) in enumerate(rows):
            with setting.clock.listed(index, len(rows)):
                layers += mark.draw(Spot(spot.x, y, column, mark.height))
                layers += text.draw(Spot(spot.x + column, y, width - column, text.height))
            y += text.height + gap
        return layers

    shrinkable = any(text.shrinkable for _, text in rows) or (len(rows) > 1 and setting.can_close())
    return Piece(width, height, draw, shrinkable=shrinkable)


def chip_piece(element: ChipElement, width: float, setting: Setting) -> Piece:
    """A word or two on a rounded ground, after an icon where one is named."""
    look = TextLook(element.style, element.role, lines=1, weight=600 if element.style != "label" else None)
    larger = setting.frame.type[element.style].size / setting.frame.type["label"].size
    pad_x, pad_y, icon = round(24 * larger), round(16 * larger), round(ICON * larger)
    lead = icon + ICON_GAP if element.icon else 0
    words = words_piece(
        element.words,
        look,
        width - 2 * pad_x - lead,
        setting,
        name=element.name or "chip",
        origin=element.origin,
        enter="fade",
        delay=element.delay,
    )
    cap = words.baseline or words.height
    height = cap + 2 * pad_y + 6
    total = words.width + 2 * pad_x + lead

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, total, height)
        text = words.draw(Spot(spot.x + pad_x + lead, spot.y + pad_y + 3, words.width, words.height))
        motion = text[0].motion if text else Motion()
        tone = setting.colour(element.ground)
        ground = Fill(
            name="chip-ground",
            origin=element.origin,
            box=place,
            colour=tone,
            radius=round(setting.brand.radius / 3),
            opacity=element.opacity,
            motion=motion,
        )
        return [
            ground,
            *_sign(element, box(spot.x + pad_x, spot.y + (height - icon) / 2, icon, icon), motion, setting),
            *text,
        ]

    return Piece(total, height, draw, baseline=pad_y + 3 + cap)


def _sign(element: ChipElement, place: Box, motion: Motion, setting: Setting) -> list[Layer]:
    """A chip's icon."""
    if not element.icon:
        return []
    drawing = icon_svg(element.icon, setting.colour(element.role), element.origin)
    return [Vector(name=element.icon, origin=element.origin, box=place, svg=drawing, motion=motion)]


def identity_piece(element: IdentityElement, width: float, setting: Setting) -> Piece:
    """Logo, short agency name and a second line beside it; a wide logo stands over the second line alone."""
    lockup = element.lockup or setting.brand.logo.lockup
    if element.mark and lockup == "wide":
        return _wordmark_piece(element, width, setting)
    logo = signing_size(setting, lockup, width / 3, element.role, element.origin) if element.mark else (0.0, 0.0)
    gap = 20 if element.mark else 0
    room = width - logo[0] - gap
    block = _signature(element, room, setting)
    height = max(logo[1], block.height)

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        if element.mark:
            top = spot.y + (height - logo[1]) / 2
            layers += logo_layers(setting, lockup, (spot.x, top), logo, element.role, element.origin)
        below = spot.y + (height - block.height) / 2 + 2
        return layers + block.draw(Spot(spot.x + logo[0] + gap, below, room, block.height))

    return Piece(logo[0] + gap + block.width, height, draw, shrinkable=False)


def _signature(element: IdentityElement, room: float, setting: Setting) -> Piece:
    """The agency's short name over a second line."""
    look = TextLook("label", element.role, lines=2)
    first = _in_few(element.first, look, room, setting) if element.second else look
    top = words_piece(element.first, first, room, setting, name="agency", origin=element.origin, enter="fade")
    below = _office(element, room, setting) if element.second else None

    def draw(spot: Spot) -> list[Layer]:
        layers = top.draw(Spot(spot.x, spot.y, room, top.height))
        if below:
            layers += below.draw(Spot(spot.x, spot.y + top.height + 6, room, below.height))
        return layers

    height = top.height + (below.height + 6 if below else 0)
    return Piece(max(top.width, below.width if below else 0), height, draw)


def _office(element: IdentityElement, room: float, setting: Setting) -> Piece:
    usual = TextLook("small", element.second_role or element.role, lines=2, weight=500, opacity=0.86)
    look = _in_few(element.second, usual, room, setting)
    return words_piece(element.second, look, room, setting, name="office", origin=element.origin, enter="fade")


def _in_few(words: str, look: TextLook, room: float, setting: Setting) -> TextLook:
    """The look with one line where the words fit one."""
    one = replace(look, lines=1)
    return look if measure_words(words, one, room, setting).overflow else one


def _wordmark_piece(element: IdentityElement, width: float, setting: Setting) -> Piece:
    """A wide logo, which says the agency's name, with the second line below."""
    logo = signing_size(setting, "wide", width, element.role, element.origin)
    below = _office(element, width, setting) if element.second else None
    gap = max(14.0, setting.brand.logo.clear_space * logo[1])

    def draw(spot: Spot) -> list[Layer]:
        layers = logo_layers(setting, "wide", (spot.x, spot.y), logo, element.role, element.origin)
        if below:
            layers += below.draw(Spot(spot.x, spot.y + logo[1] + gap, width, below.height))
        return layers

    height = logo[1] + (gap + below.height if below else 0)
    return Piece(max(logo[0], below.width if below else 0), height, draw, shrinkable=False)


def lower_third_piece(element: LowerThirdElement, width: float, setting: Setting) -> Piece:
    """Name and office on paper with the accent at the left edge."""
    pad, edge = 28, 44
    at, seconds = float(element.at), float(element.seconds)
    delay = at or element.delay
    room = width - 2 * pad - edge
    name = words_piece(
        element.first,
        TextLook("lead", "ink", lines=3, weight=setting.brand.type.text.strong),
        room,
        setting,
        name="name",
        origin=element.origin,
        enter="fade",
        delay=delay,
    )
    office = (
        words_piece(
            element.second,
            TextLook("small", "brand", lines=5),
            room,
            setting,
            name="office",
            origin=element.origin,
            enter="fade",
            delay=delay,
        )
        if element.second
        else None
    )
    block = name.height + (office.height + 10 if office else 0)
    total = max(name.width, office.width if office else 0) + 2 * pad + edge
    height = block + 2 * 26

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, total, height)
        svg = panel_svg(
            place.w,
            place.h,
            setting.colour("paper"),
            radius=setting.brand.radius / 2,
            opacity=0.95,
            edge=(edge, setting.colour("accent"), setting.colour("deep")),
        )
        x, y = spot.x + edge + pad, spot.y + 26
        with setting.clock.coming():
            motion = setting.clock.enter("wipe", delay)
            layers: list[Layer] = [Vector(name="lower-third", origin=element.origin, box=place, svg=svg, motion=motion)]
            layers += name.draw(Spot(x, y, room, name.height))
            if office:
                layers += office.draw(Spot(x, y + name.height + 10, room, office.height))
        return leaving(layers, at + seconds if seconds else 0.0, setting.clock)

    shrinkable = name.shrinkable or bool(office and office.shrinkable)
    return Piece(total, height, draw, shrinkable=shrinkable)
