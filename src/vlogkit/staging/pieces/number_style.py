"""Give a large number the brand's way of standing: bare, over a thick line, or on a block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Fill, Layer
from vlogkit.staging.setting import Piece, Setting, Spot, box

LEAST = 150
"""Pixels of the em from which on a number is large."""
LINE, UNDER = 0.1, 0.14
"""Ems of the line, and between the baseline and the line, which clears a comma."""
PAD_X, PAD_Y = 0.14, 0.12
"""Ems of a block around a number."""


def on_block(setting: Setting, size: float) -> bool:
    """Whether a number of this size stands on a block of the accent, in ink."""
    return setting.brand.numbers == "block" and size >= LEAST


def role_on(setting: Setting, role: Role, size: float) -> Role:
    """The role of a number of this size."""
    return "ink" if on_block(setting, size) else role


def room_for_number(setting: Setting, width: float, size: float) -> float:
    """The width that is left for a number whose largest size this is."""
    return width - 2 * PAD_X * size if on_block(setting, size) else width


def styled(bare: Piece, size: float, align: str, setting: Setting, origin: str, delay: float = 0.0) -> Piece:
    """A number's piece with its line or block; `size` is its em."""
    if size < LEAST or setting.brand.numbers == "plain":
        return bare
    return (_on_block if on_block(setting, size) else _underlined)(bare, size, align, setting, origin, delay)


def _underlined(bare: Piece, size: float, align: str, setting: Setting, origin: str, delay: float) -> Piece:
    base = bare.baseline or bare.height
    line = round(LINE * size)
    low = base + UNDER * size + line
    draw = _with_ground(bare, align, setting, origin, delay, (0.0, base + UNDER * size, 0.0, low), line // 2)
    return replace(bare, height=max(bare.height, low), draw=draw)


def _on_block(bare: Piece, size: float, align: str, setting: Setting, origin: str, delay: float) -> Piece:
    base, pad_x, pad_y = bare.baseline or bare.height, PAD_X * size, PAD_Y * size
    radius = round(min(setting.brand.radius / 2, size / 4))
    ground = (-pad_x, -pad_y, pad_x, base + pad_y)
    drawn = _with_ground(bare, align, setting, origin, delay, ground, radius)

    def draw(spot: Spot) -> list[Layer]:
        inner = Spot(spot.x + pad_x, spot.y + pad_y, max(bare.width, spot.width - 2 * pad_x), spot.height)
        return drawn(inner)

    return replace(bare, width=bare.width + 2 * pad_x, height=base + 2 * pad_y, draw=draw, baseline=base + pad_y)


def _with_ground(
    bare: Piece,
    align: str,
    setting: Setting,
    origin: str,
    delay: float,
    around: tuple[float, float, float, float],
    radius: int,
) -> Callable[[Spot], list[Layer]]:
    """Draws a flat ground of the accent under a number: `around` is its left, top, right and lower edge, from the number's
    left top corner, and for the right edge from its right."""
    left, top, right, low = around

    def draw(spot: Spot) -> list[Layer]:
        layers = bare.draw(spot)
        shift = {"center": (spot.width - bare.width) / 2, "right": spot.width - bare.width}.get(align, 0.0)
        place = box(spot.x + shift + left, spot.y + top, bare.width + right - left, low - top)
        motion = layers[0].motion if layers else setting.clock.enter("fade", delay)
        ground = Fill(
            name="number-ground",
            origin=origin,
            box=place,
            colour=setting.colour("accent"),
            radius=radius,
            motion=motion,
        )
        return [ground, *layers]

    return draw
