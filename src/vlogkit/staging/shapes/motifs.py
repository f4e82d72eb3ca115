"""Draw the repeating tiles of batik patterns as SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin, sqrt


@dataclass(frozen=True)
class Tile:
    """An SVG drawing of `width` x `height` pixels whose edges meet their opposites."""

    svg: str
    width: int
    height: int


def smooth(t: float) -> float:
    """Smoothstep, 0–1 over 0–1, level at both ends."""
    return t * t * (3 - 2 * t)


def motif(pattern: str, scale: float) -> Tile:
    """The tile of a pattern; scale 1 is meant for a frame 1080 wide."""
    return PATTERNS[pattern](scale)


def _tile(side: float, inside: str) -> Tile:
    """A square tile of whole pixels; the drawing is made for `side` and stretched by less than a pixel."""
    pixels = max(8, 2 * round(side / 2))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side:.3f} {side:.3f}">{inside}</svg>'
    return Tile(svg, pixels, pixels)


def lens(x1: float, y1: float, x2: float, y2: float, fatness: float, inset: float) -> str:
    """Path of an oval between two points: two arcs whose radius is `fatness` times their distance."""
    length = sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    ax, ay, bx, by = x1 + ux * inset, y1 + uy * inset, x2 - ux * inset, y2 - uy * inset
    r = (length - 2 * inset) * fatness
    return f"M{ax:.2f} {ay:.2f}A{r:.2f} {r:.2f} 0 0 1 {bx:.2f} {by:.2f}A{r:.2f} {r:.2f} 0 0 1 {ax:.2f} {ay:.2f}Z"


def kawung(scale: float) -> Tile:
    """Four ovals around a point, two seeds in each, a small rhombus between: the quiet ground."""
    side = 118 * scale
    middle = side / 2
    corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)]
    ovals = "".join(lens(middle, middle, x, y, fatness=0.72, inset=3.2 * scale) for x, y in corners)
    seeds = "".join(
        f'<circle cx="{middle + (x - middle) * t:.2f}" cy="{middle + (y - middle) * t:.2f}" r="{2.1 * scale:.2f}"/>'
        for x, y in corners
        for t in (0.4, 0.6)
    )
    r = 3.8 * scale
    rhombi = "".join(
        f'<path d="M{x - r:.2f} {y:.2f}l{r:.2f} {-r:.2f} {r:.2f} {r:.2f} {-r:.2f} {r:.2f}Z"/>'
        for x, y in [(middle, 0), (middle, side), (0, middle), (side, middle)]
    )
    return _tile(side, f'<path d="{ovals}" fill="none" stroke="#000" stroke-width="{2 * scale:.2f}"/>{seeds}{rhombi}')


def parang(scale: float) -> Tile:
    """Diagonal bands of curved blades that lean into each other, rows of small rhombi between the bands."""
    w, h = 50.0, 100.0
    side = h * sqrt(2)
    blade = "M2 84C4 62 30 60 30 40C30 28 22 24 24 14C40 18 52 30 49 46C46 64 20 62 20 84Z"
    curl = '<path d="M36 26C42 34 40 44 33 49" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round"/>'
    bead = '<path d="M21 100l4.600-4.600 4.600 4.600-4.600 4.600Z"/>'
    rails = '<path d="M0 90.500H50M0 9.500H50" stroke="#000" stroke-width="1.600" fill="none"/>'
    shape = (
        f'<path d="{blade}" fill="none" stroke="#000" stroke-width="2.200" stroke-linejoin="round"/>{curl}{bead}{rails}'
    )
    cells = "".join(
        f'<use href="#c" transform="translate({i * w:.1f} {j * h:.1f})"/>' for i in range(-2, 7) for j in range(-3, 3)
    )
    drawing = f'<defs><g id="c">{shape}</g></defs><g transform="scale({scale:.4f}) rotate(45)">{cells}</g>'
    return _tile(side * scale, drawing)


def truntum(scale: float) -> Tile:
    """Small eight-petalled stars on a staggered grid, seeds between them: for greetings."""
    s = 92 * scale
    stars = "".join(
        star(x, y, radius, scale)
        for x, y, radius in [(s / 2, s / 2, 24), (0, 0, 15), (s, 0, 15), (0, s, 15), (s, s, 15)]
    )
    quarter = (0.25, 0.75)
    places = [(0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5), *((x, y) for x in quarter for y in quarter)]
    seeds = "".join(f'<circle cx="{x * s:.2f}" cy="{y * s:.2f}" r="{2.2 * scale:.2f}"/>' for x, y in places)
    return _tile(s, stars + seeds)


def star(x: float, y: float, radius: float, scale: float) -> str:
    """Eight petals around a point, the diagonal ones shorter."""
    petals = ""
    for turn in range(8):
        reach = radius * scale * (1.0 if turn % 2 == 0 else 0.72)
        ax, ay = cos(turn * pi / 4), sin(turn * pi / 4)
        start = 5 * scale
        petals += lens(x + ax * start, y + ay * start, x + ax * reach, y + ay * reach, fatness=0.78, inset=0)
    return f'<path d="{petals}"/><circle cx="{x:.2f}" cy="{y:.2f}" r="{2.6 * scale:.2f}"/>'


PATTERNS: dict[str, Callable[[float], Tile]] = {"kawung": kawung, "parang": parang, "truntum": truntum}
