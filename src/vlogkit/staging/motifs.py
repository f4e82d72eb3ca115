"""Parameters of a batik pattern come in; an SVG drawing of it goes out, fading where text stands."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin, sqrt

FADES = {"top": (0, 0, 0, 1), "bottom": (0, 1, 0, 0), "left": (0, 0, 1, 0), "right": (1, 0, 0, 0)}
"""x1, y1, x2, y2 of the mask's gradient, from the clear edge to the full one."""


def motif_svg(
    pattern: str, width: int, height: int, colour: str, *, strength: float, scale: float, fade: str, clear: float
) -> str:
    """An SVG of `width` x `height` pixels filled with the pattern in one colour at `strength` (0–1), clear for the
    share `clear` at the edge `fade` and growing smoothly from there."""
    cell, angle, drawing = PATTERNS[pattern](scale)
    defs = (
        f'<pattern id="p" width="{cell[0]:.2f}" height="{cell[1]:.2f}" patternUnits="userSpaceOnUse" '
        f'patternTransform="translate({width / 2:.1f} 0) rotate({angle})">{drawing}</pattern>'
    )
    mask = ""
    if fade:
        x1, y1, x2, y2 = FADES[fade]
        stops = "".join(
            f'<stop offset="{clear + (1 - clear) * t:.3f}" stop-color="#fff" stop-opacity="{smooth(t):.3f}"/>'
            for t in (0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1)
        )
        gradient = f'<linearGradient id="g" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{stops}</linearGradient>'
        defs += f'{gradient}<mask id="m"><rect width="{width}" height="{height}" fill="url(#g)"/></mask>'
        mask = ' mask="url(#m)"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" color="{colour}">'
        f'<defs>{defs}</defs><g opacity="{min(strength, 1.0):.3f}"{mask}>'
        f'<rect width="{width}" height="{height}" fill="url(#p)"/></g></svg>'
    ).replace("currentColor", colour)


def smooth(t: float) -> float:
    """Smoothstep, 0–1 over 0–1, level at both ends."""
    return t * t * (3 - 2 * t)


def lens(x1: float, y1: float, x2: float, y2: float, fatness: float, inset: float) -> str:
    """Path of an oval between two points: two arcs whose radius is `fatness` times their distance."""
    length = sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    ax, ay, bx, by = x1 + ux * inset, y1 + uy * inset, x2 - ux * inset, y2 - uy * inset
    radius = (length - 2 * inset) * fatness
    return f"M{ax:.2f} {ay:.2f}A{radius:.2f} {radius:.2f} 0 0 1 {bx:.2f} {by:.2f}A{radius:.2f} {radius:.2f} 0 0 1 {ax:.2f} {ay:.2f}Z"


def kawung(scale: float) -> tuple[tuple[float, float], int, str]:
    """Four ovals around a point, two seeds in each, a small rhombus between: the quiet ground."""
    s = 84 * scale
    inset, stroke, dot = 3.2 * scale, 2.0 * scale, 2.1 * scale
    ovals = [(0, 0, s, 0), (0, 0, 0, s), (s, 0, s, s), (0, s, s, s)]
    path = "".join(lens(*oval, fatness=0.72, inset=inset) for oval in ovals)
    seeds = "".join(
        f'<circle cx="{x1 + (x2 - x1) * t:.2f}" cy="{y1 + (y2 - y1) * t:.2f}" r="{dot:.2f}"/>'
        for x1, y1, x2, y2 in ovals
        for t in (0.4, 0.6)
    )
    r = 3.6 * scale
    rhombus = f'<path d="M{s / 2 - r:.2f} {s / 2:.2f}l{r:.2f} {-r:.2f} {r:.2f} {r:.2f} {-r:.2f} {r:.2f}Z"/>'
    drawing = (
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="{stroke:.2f}"/>'
        f'<g fill="currentColor">{seeds}{rhombus}</g>'
    )
    return (s, s), 45, drawing


def parang(scale: float) -> tuple[tuple[float, float], int, str]:
    """Diagonal rows of curved blades, a row of small rhombi between them."""
    w, h = 62 * scale, 118 * scale
    u = scale
    blade = (
        f"M{8 * u:.1f} {96 * u:.1f}C{2 * u:.1f} {70 * u:.1f} {26 * u:.1f} {60 * u:.1f} {28 * u:.1f} {40 * u:.1f}"
        f"C{30 * u:.1f} {24 * u:.1f} {18 * u:.1f} {20 * u:.1f} {16 * u:.1f} {8 * u:.1f}"
        f"C{34 * u:.1f} {10 * u:.1f} {50 * u:.1f} {24 * u:.1f} {46 * u:.1f} {46 * u:.1f}"
        f"C{42 * u:.1f} {68 * u:.1f} {20 * u:.1f} {74 * u:.1f} {24 * u:.1f} {96 * u:.1f}Z"
    )
    eye = f'<circle cx="{37 * u:.1f}" cy="{36 * u:.1f}" r="{3 * u:.1f}"/>'
    r = 4.4 * u
    beads = "".join(
        f'<path d="M{x - r:.1f} {108 * u:.1f}l{r:.1f} {-r:.1f} {r:.1f} {r:.1f} {-r:.1f} {r:.1f}Z"/>'
        for x in (w * 0.25, w * 0.75)
    )
    drawing = (
        f'<path d="{blade}" fill="none" stroke="currentColor" stroke-width="{2 * u:.2f}" stroke-linejoin="round"/>'
        f'<g fill="currentColor">{eye}{beads}</g>'
    )
    return (w, h), 45, drawing


def truntum(scale: float) -> tuple[tuple[float, float], int, str]:
    """Small eight-petalled stars on a staggered grid, seeds between them: for greetings."""
    s = 92 * scale
    stars = "".join(
        star(x, y, radius, scale)
        for x, y, radius in [(s / 2, s / 2, 24), (0, 0, 15), (s, 0, 15), (0, s, 15), (s, s, 15)]
    )
    seeds = "".join(
        f'<circle cx="{x * s:.2f}" cy="{y * s:.2f}" r="{2.2 * scale:.2f}"/>'
        for x, y in [(0.5, 0.02), (0.5, 0.98), (0.02, 0.5), (0.98, 0.5), (0.25, 0.25), (0.75, 0.75), (0.25, 0.75), (0.75, 0.25)]
    )
    return (s, s), 0, f'<g fill="currentColor">{stars}{seeds}</g>'


def star(x: float, y: float, radius: float, scale: float) -> str:
    """Eight petals around a point, the diagonal ones shorter."""
    petals = ""
    for turn in range(8):
        reach = radius * scale * (1.0 if turn % 2 == 0 else 0.72)
        angle = turn * pi / 4
        start, tip = 5 * scale, reach
        petals += lens(
            x + cos(angle) * start, y + sin(angle) * start, x + cos(angle) * tip, y + sin(angle) * tip,
            fatness=0.78, inset=0,
        )  # fmt: skip
    return f'<path d="{petals}"/><circle cx="{x:.2f}" cy="{y:.2f}" r="{2.6 * scale:.2f}"/>'


PATTERNS: dict[str, Callable[[float], tuple[tuple[float, float], int, str]]] = {
    "kawung": kawung,
    "parang": parang,
    "truntum": truntum,
}
