"""A size and two colours come in; the band of parang blades that wipes a frame goes out, with the sides it parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vlogkit.rendering.colour import Bytes, Space
from vlogkit.rendering.sprites import Sprite, from_straight

LEAN = 0.42
"""How far the band leans: sideways pixels for each pixel along it."""


@dataclass(frozen=True, eq=False)
class Band:
    """The band with its middle in the middle of the frame.

    `way` is how far it travels from fully outside to fully outside, pixels. `masks`, one for each plane, are larger
    than the frame by the way in both directions: 255 on the side that shows the new scene.
    """

    sprite: Sprite
    way: float
    masks: tuple[Bytes, Bytes, Bytes]


def band(colour: str, accent: str, direction: str, width: int, height: int, space: Space) -> Band:
    """Draw the band for one direction; it lies across the way it travels."""
    across = direction in {"left", "right"}
    along, travel = (height, width) if across else (width, height)
    breadth = round(0.15 * min(width, height))
    lean = along * LEAN
    reach = lean + 2 * breadth
    way = travel + reach
    box_w, box_h = (round(reach / 2) * 2, height) if across else (width, round(reach / 2) * 2)
    svg = _svg(colour, accent, box_w, box_h, breadth, along, across, direction)
    from vlogkit.rendering.layers.vector import rasterise

    pixels = rasterise(svg, box_w, box_h)
    sprite = from_straight(pixels, (width - box_w) // 2 & -2, (height - box_h) // 2 & -2, space)
    masks = tuple(_mask(width, height, way, direction, step) for step in (1, space.step, space.step))
    return Band(sprite, way, (masks[0], masks[1], masks[2]))


def _mask(width: int, height: int, way: float, direction: str, step: int) -> Bytes:
    """Which side of the band's middle line each pixel is on."""
    across = direction in {"left", "right"}
    half = int(way / 2) + 4
    columns, rows = (width + 2 * half, height) if across else (width, height + 2 * half)
    columns, rows = columns // step // 2 * 2, rows // step // 2 * 2
    x = (np.arange(columns, dtype=np.float32) - columns / 2 + 0.5)[None, :]
    y = (np.arange(rows, dtype=np.float32) - rows / 2 + 0.5)[:, None]
    beyond = x + y * LEAN if across else y + x * LEAN
    shown = beyond > 0 if direction in {"left", "up"} else beyond < 0
    return np.where(shown, np.uint8(255), np.uint8(0))


def _svg(colour: str, accent: str, width: int, height: int, breadth: int, along: int, across: bool, direction: str) -> str:
    """The band in its box: a strip with blades on both edges, a fine line inside each, lozenges along its middle."""
    length = float(np.hypot(along, along * LEAN)) + breadth * 4
    angle = 90 + float(np.degrees(np.arctan(LEAN))) if across else -float(np.degrees(np.arctan(LEAN)))
    tile = breadth * 0.62
    half, blade = breadth * 0.30, breadth * 0.34
    count = int(length / tile) + 2
    first = -count // 2 * tile
    blades, lozenges = [], []
    for i in range(count):
        x = first + i * tile
        blades.append(_blade(x, -half, tile, -blade) + _blade(-x, half, -tile, blade))
        lozenges.append(_lozenge(x + tile / 2, 0, tile * 0.26, half * 0.42))
    strip = f'<rect x="{-length / 2:.1f}" y="{-half - 1:.1f}" width="{length:.1f}" height="{2 * half + 2:.1f}" fill="{colour}"/>'
    rule = breadth * 0.028
    rules = "".join(
        f'<rect x="{-length / 2:.1f}" y="{y - rule / 2:.1f}" width="{length:.1f}" height="{rule:.1f}" fill="{accent}"/>'
        for y in (-half * 0.78, half * 0.78)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<g transform="translate({width / 2} {height / 2}) rotate({angle:.4f})">'
        f'<path d="{"".join(blades)}" fill="{colour}"/>{strip}{rules}<path d="{"".join(lozenges)}" fill="{accent}"/></g></svg>'
    )


def _blade(x: float, y: float, tile: float, tall: float) -> str:
    """A knife that leans along the band: a full back, a hollow edge, a fine point."""
    points = (
        (x, y),
        (x + 0.10 * tile, y + 0.62 * tall),
        (x + 0.52 * tile, y + 0.98 * tall),
        (x + 1.08 * tile, y + tall),
        (x + 0.74 * tile, y + 0.74 * tall),
        (x + 0.66 * tile, y + 0.34 * tall),
        (x + tile, y),
    )
    (a, b), *curves = points
    return f"M{a:.2f} {b:.2f}C" + " ".join(f"{px:.2f} {py:.2f}" for px, py in curves) + "Z"


def _lozenge(x: float, y: float, wide: float, tall: float) -> str:
    return f"M{x - wide:.2f} {y:.2f}L{x:.2f} {y - tall:.2f}L{x + wide:.2f} {y:.2f}L{x:.2f} {y + tall:.2f}Z"
