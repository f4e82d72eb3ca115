"""Measure and draw bars, parts of a whole, rules, icons, quotation marks and progress."""

from __future__ import annotations

from vlogkit.records.templates.element import (
    BarElement,
    IconElement,
    PartsElement,
    ProgressElement,
    QuoteMarkElement,
    RuleElement,
    SpacerElement,
)
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Bar, Fill, Key, Layer, Track, Vector
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.text import TextLook, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box, mix
from vlogkit.staging.shapes.logos import logo_layers, logo_size
from vlogkit.staging.shapes.svg_shapes import icon_svg, quote_svg

PART_GAP = 8


def bar_piece(element: BarElement, width: float, setting: Setting) -> Piece:
    """A bar over its track, both with round ends."""
    share = min(1.0, max(0.0, float(element.value)))

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, spot.width, element.height)
        motion = setting.clock.enter("fade", element.delay)
        start = motion.opacity[0].frame if motion.opacity else 0
        radius = element.height // 2
        track = Fill(
            name="track",
            origin=element.origin,
            box=place,
            colour=setting.colour(element.track),
            radius=radius,
            opacity=element.track_opacity,
            motion=motion,
        )
        if share == 0:
            return [track]
        bar = Bar(
            name=element.name or "bar",
            origin=element.origin,
            box=place,
            colour=setting.colour(element.role),
            radius=radius,
            length=setting.clock.grow(start, share),
        )
        return [track, bar]

    return Piece(width, element.height, draw)


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


def parts_piece(element: PartsElement, width: float, setting: Setting) -> Piece:
    """One bar cut into parts, and a legend of columns: a swatch with the label, the count below."""
    parts = [part for part in element.parts if not isinstance(part, str)]
    columns = max(1, min(element.columns, len(parts)))
    column = (width - 24 * (columns - 1)) / columns
    legend = [
        (
            words_piece(
                part.label,
                TextLook("label", element.label_role, lines=2),
                column - 40,
                setting,
                name="part-label",
                origin=element.origin,
                enter="fade",
            ),
            words_piece(
                part.written,
                TextLook("heading", element.role, lines=1, size=(60, 36)),
                column,
                setting,
                name="part-count",
                origin=element.origin,
                enter="fade",
            ),
        )
        for part in parts
    ]
    if not legend:
        return Piece(0, 0, lambda spot: [])
    rows = [legend[start : start + columns] for start in range(0, len(legend), columns)]
    label_height = max(label.height for label, _ in legend)
    count_height = max(count.height for _, count in legend)
    row_height = label_height + 18 + count_height
    legend_top = element.height + 44
    height = legend_top + len(rows) * row_height + 36 * (len(rows) - 1)

    def draw(spot: Spot) -> list[Layer]:
        layers = _parts_bar(element, spot, setting)
        for index, (label, count) in enumerate(legend):
            x = spot.x + (index % columns) * (column + 24)
            y = spot.y + legend_top + (index // columns) * (row_height + 36)
            motion = setting.clock.enter("fade")
            swatch = box(x, y, 26, 26)
            layers.append(
                Fill(
                    name="swatch",
                    origin=element.origin,
                    box=swatch,
                    colour=tone(parts[index].role, setting),
                    radius=7,
                    motion=motion,
                )
            )
            layers += label.draw(Spot(x + 40, y + 1, column - 40, label.height))
            layers += count.draw(Spot(x, y + label_height + 18, column, count.height))
        return layers

    return Piece(width, height, draw, shrinkable=False)


def _parts_bar(element: PartsElement, spot: Spot, setting: Setting) -> list[Layer]:
    """The parts side by side, growing one after the other from the left as if one hand drew them."""
    parts = [part for part in element.parts if not isinstance(part, str)]
    frame = box(spot.x, spot.y, spot.width, element.height)
    widths = part_widths([part.share for part in parts], frame.w, PART_GAP)
    motion = setting.clock.enter("fade")
    start = motion.opacity[0].frame if motion.opacity else 0
    span = setting.clock.at(0.9)
    layers: list[Layer] = []
    x, done = frame.x, 0
    for part, wide in zip(parts, widths, strict=True):
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
                colour=tone(part.role, setting),
                box=box(x, frame.y, wide, frame.h),
                radius=min(12, wide // 2),
                length=length,
            )
        )
        x += wide + PART_GAP
    setting.clock.settled = max(setting.clock.settled, start + span)
    return layers


def tone(role: Role, setting: Setting) -> str:
    """The colour of a part; what is merely left over stands in a pale mix of mute and paper."""
    return mix(setting.colour("mute"), setting.colour("paper"), 0.62) if role == "mute" else setting.colour(role)


def rule_piece(element: RuleElement, width: float, setting: Setting) -> Piece:
    """A short bar of colour."""
    wide = min(element.width, int(width))

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, wide, element.height)
        motion = setting.clock.enter(element.enter or "wipe", element.delay)
        return [
            Fill(
                name="rule",
                origin=element.origin,
                box=place,
                colour=setting.colour(element.role),
                radius=element.height // 2,
                motion=motion,
            )
        ]

    return Piece(wide, element.height, draw)


def icon_piece(element: IconElement, width: float, setting: Setting) -> Piece:
    """An icon, or the brand's mark."""
    size = element.size
    if element.icon == "mark":
        return _logo(element, width, setting)

    def draw(spot: Spot) -> list[Layer]:
        drawing = icon_svg(element.icon, setting.colour(element.role), element.origin)
        motion = setting.clock.enter(element.enter or "fade", element.delay)
        return [
            Vector(
                name=element.icon,
                origin=element.origin,
                box=box(spot.x, spot.y, size, size),
                svg=drawing,
                motion=motion,
            )
        ]

    return Piece(size, size, draw, baseline=size)


def _logo(element: IconElement, width: float, setting: Setting) -> Piece:
    lockup = setting.brand.logo.lockup
    wide, high = logo_size(setting, lockup, element.size, width, element.role, element.origin)

    def draw(spot: Spot) -> list[Layer]:
        return logo_layers(setting, lockup, spot.x, spot.y, (wide, high), element.role, element.origin)

    return Piece(wide, high, draw, baseline=high)


def quote_mark_piece(element: QuoteMarkElement, width: float, setting: Setting) -> Piece:
    """An opening quotation mark."""
    wide = round(element.size * 1.24)

    def draw(spot: Spot) -> list[Layer]:
        drawing = quote_svg(element.size, setting.colour(element.role))
        place = box(spot.x, spot.y, wide, element.size)
        return [
            Vector(name="quote-mark", origin=element.origin, box=place, svg=drawing, motion=setting.clock.enter("fade"))
        ]

    return Piece(wide, element.size, draw)


def progress_piece(element: ProgressElement, width: float, setting: Setting) -> Piece:
    """A segment a scene; those before are full, this one fills, so that a scene does not depend on another's length."""
    count, gap = setting.scene_count, 8
    wide = int((width - gap * (count - 1)) / count)

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        if setting.purpose == "card" or count < 2:
            return layers
        tone, radius = setting.colour(element.track), element.height // 2
        full = (Key(frame=0, value=1.0),)
        fills = between(0, setting.clock.frames - 1, 0, 1, "linear")
        for index in range(count):
            place = box(spot.x + index * (wide + gap), spot.y, wide, element.height)
            layers.append(
                Fill(name="progress-track", origin=element.origin, box=place, colour=tone, radius=radius, opacity=0.28)
            )
            if index <= setting.scene_index:
                length = fills if index == setting.scene_index else full
                layers.append(
                    Bar(
                        name="progress",
                        origin=element.origin,
                        box=place,
                        colour=setting.colour(element.role),
                        radius=element.height // 2,
                        length=length,
                    )
                )
        return layers

    return Piece(width, element.height, draw)


def spacer_piece(element: SpacerElement, width: float, setting: Setting) -> Piece:
    """Empty room; `grow` takes what is left."""
    return Piece(element.size, element.size, lambda spot: [], grow=element.grow)
