"""Measure and draw bars, rules, icons, quotation marks and progress."""

from __future__ import annotations

from vlogkit.records.templates.element import (
    BarElement,
    IconElement,
    ProgressElement,
    QuoteMarkElement,
    RuleElement,
    SpacerElement,
)
from vlogkit.records.timeline import Bar, Fill, Key, Layer, Vector
from vlogkit.staging.motion import between
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.logos import logo_layers, logo_size
from vlogkit.staging.shapes.svg_shapes import icon_svg, quote_svg


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
        place = spot.x, spot.y
        return logo_layers(setting, lockup, place, (wide, high), element.role, element.origin, plate=element.plate)

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
    """Empty room; `grow` takes what is left. It closes up with the gaps of a stack that is made smaller."""
    size = setting.close(element.size)
    return Piece(size, size, lambda spot: [], grow=element.grow, shrinkable=size > 0 and setting.can_close())
