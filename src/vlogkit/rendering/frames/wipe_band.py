"""Draw the band of parang blades that wipes a frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vlogkit.drawings.parang import knife, lozenge
from vlogkit.media.colour import Bytes, Space
from vlogkit.rendering.frames.sprites import Sprite, from_straight

LEAN = 0.36
"""How far the band leans: pixels along the way for each pixel across it."""
_BREADTH = 0.34
"""The band's breadth, as a share of the frame's shorter side."""


@dataclass(frozen=True, eq=False)
class Band:
    """The band with its middle in the middle of the frame.

    `way` is how far it travels from fully outside to fully outside, pixels. `masks`, one for each plane, are
    larger than the frame by the way in both directions: 255 on the side that shows the new scene.
    """

    sprite: Sprite
    way: float
    masks: tuple[Bytes, Bytes, Bytes]


def band(colour: str, accent: str, direction: str, width: int, height: int, space: Space) -> Band:
    """Draw the band for one direction; it lies across the way it travels."""
    from vlogkit.drawings.rasterise import rasterise

    across = direction in {"left", "right"}
    along, travel = (height, width) if across else (width, height)
    breadth = round(_BREADTH * min(width, height))
    reach = round(along * LEAN + 1.5 * breadth)
    box_w, box_h = (reach + reach % 2, height) if across else (width, reach + reach % 2)
    turn = float(np.degrees(np.arctan(LEAN)))
    angle = 90 + turn if across else -turn
    angle += 180 if direction in {"left", "down"} else 0
    length = along * float(np.hypot(1, LEAN)) + 2 * breadth
    drawn = rasterise(_svg(colour, accent, box_w, box_h, breadth, length, angle), box_w, box_h)
    sprite = from_straight(drawn, (width - box_w) // 2 & -2, (height - box_h) // 2 & -2, space)
    way = float(travel + reach)
    first, second, third = (_mask(width, height, way, direction, step) for step in (1, space.step, space.step))
    return Band(sprite, way, (first, second, third))


def _mask(width: int, height: int, way: float, direction: str, step: int) -> Bytes:
    """Which side of the band's middle line each sample is on."""
    across = direction in {"left", "right"}
    half = int(way / 2) + 4
    columns, rows = (width + 2 * half, height) if across else (width, height + 2 * half)
    columns, rows = columns // step, rows // step
    # Along its way the band has its middle between two samples; across, it covers every sample of the frame.
    columns, rows = (columns // 2 * 2, rows) if across else (columns, rows // 2 * 2)
    x = (np.arange(columns, dtype=np.float32) - columns / 2 + 0.5)[None, :]
    y = (np.arange(rows, dtype=np.float32) - rows / 2 + 0.5)[:, None]
    beyond = x + y * LEAN if across else y + x * LEAN
    shown = beyond > 0 if direction in {"left", "up"} else beyond < 0
    return np.where(shown, np.uint8(255), np.uint8(0))


def _svg(colour: str, accent: str, width: int, height: int, breadth: float, length: float, angle: float) -> str:
    """The band along the x axis, then turned: a slab cut straight like a blade, a row of parang in a
    deeper tone on it, a string of lozenges between two fine lines, and a line that runs ahead of each
    edge."""
    half = breadth / 2
    tall, tile = breadth * 0.46, breadth * 0.40
    middle, string = breadth * 0.13, -breadth * 0.28
    count = int(length / tile) + 2
    first = -count / 2 * tile
    knives, stones = [], []
    for i in range(count):
        x = first + i * tile
        knives.append(knife(x, middle, tile, tall))
        stones += [lozenge(x + tile * (0.25 + 0.5 * j), string, breadth * 0.052, breadth * 0.036) for j in (0, 1)]
    bars = [
        _bar(length, -half, breadth, colour),
        _bar(length, string - breadth * 0.075, breadth * 0.010, accent),
        _bar(length, string + breadth * 0.065, breadth * 0.010, accent),
        _bar(length, -half - breadth * 0.085, breadth * 0.030, accent),
        _bar(length, half + breadth * 0.055, breadth * 0.030, colour),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">'
        f'<g transform="translate({width / 2} {height / 2}) rotate({angle:.4f})">{"".join(bars)}'
        f'<path d="{"".join(knives)}" fill="#000000" fill-opacity="0.2"/>'
        f'<path d="{"".join(stones)}" fill="{accent}"/></g></svg>'
    )


def _bar(length: float, top: float, tall: float, colour: str) -> str:
    return f'<rect x="{-length / 2:.1f}" y="{top:.1f}" width="{length:.1f}" height="{tall:.1f}" fill="{colour}"/>'
