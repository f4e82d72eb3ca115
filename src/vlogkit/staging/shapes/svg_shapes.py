"""SVG drawings of panels, handles, quotation marks and icons, in any size and colour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from vlogkit import resources
from vlogkit.drawings.parang import knife
from vlogkit.errors import InputError


def svg(width: float, height: float, inside: str, view: str = "") -> str:
    """An SVG document of a size in pixels."""
    view = view or f"0 0 {width:g} {height:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width:g}" height="{height:g}">{inside}</svg>'
    )


def panel_svg(
    width: int,
    height: int,
    colour: str,
    *,
    radius: float,
    opacity: float = 1.0,
    edge: tuple[int, str, str] | None = None,
) -> str:
    """A rounded panel; `edge` is a cap along its left side: pixels, its colour, and that of the parang on it."""
    radius = min(radius, height / 2, width / 2)
    shape = f'<rect width="{width}" height="{height}" rx="{radius:g}" fill="{colour}" fill-opacity="{opacity:.3f}"/>'
    if edge:
        thick, tone, blades = edge
        clip = f'<clipPath id="c"><rect width="{width}" height="{height}" rx="{radius:g}"/></clipPath>'
        row = thick * 1.05
        knives = "".join(
            knife(thick / 2, row * (index + 0.5), thick * 0.62, row) for index in range(int(height / row) + 1)
        )
        shape = (
            f'{clip}{shape}<g clip-path="url(#c)"><rect width="{thick}" height="{height}" fill="{tone}"/>'
            f'<path d="{knives}" fill="{blades}"/></g>'
        )
    return svg(width, height, shape)


def handle_svg(size: int, ground: str, ink: str) -> str:
    """The round handle of a before/after divider: two arrowheads that point apart."""
    m = size / 2
    a, b = size * 0.1, size * 0.12
    arrows = "".join(
        f'<path d="M{m + s * (a + b):.1f} {m:.1f}l{-s * b:.1f} {-b:.1f}M{m + s * (a + b):.1f} {m:.1f}l{-s * b:.1f} {b:.1f}"/>'
        for s in (-1, 1)
    )
    return svg(
        size,
        size,
        f'<circle cx="{m}" cy="{m}" r="{m - 1}" fill="{ground}"/><g stroke="{ink}" stroke-width="{size * 0.055:.1f}" '
        f'fill="none" stroke-linecap="round" stroke-linejoin="round">{arrows}</g>',
    )


def pin_svg(width: int, height: int, colour: str, hole: str) -> str:
    """A pin whose point is in the middle of the bottom edge."""
    shape = "M38 104C38 104 74 64 74 38A36 36 0 1 0 2 38C2 64 38 104 38 104Z"
    inside = f'<path d="{shape}" fill="{colour}"/><circle cx="38" cy="38" r="15" fill="{hole}"/>'
    return svg(width, height, inside, view="0 0 76 104")


def tail_svg(width: int, height: int, colour: str) -> str:
    """The tail of a message bubble, whose point hangs down at the left."""
    return svg(width, height, f'<path d="M0 0H{width}L0 {height}Z" fill="{colour}"/>')


def stamp_svg(
    size: tuple[int, int],
    frame: tuple[float, float],
    path: str,
    word: tuple[float, float],
    angle: float,
    colour: str,
    em: float,
) -> str:
    """A word (its path, width and height) in the middle of a frame of two lines, tilted by some degrees."""
    thick, inner = em * 0.07, em * 0.13
    wide, high = frame
    inside = (
        f'<rect x="{thick / 2:.1f}" y="{thick / 2:.1f}" width="{wide - thick:.1f}" height="{high - thick:.1f}" rx="{em * 0.2:.1f}" stroke-width="{thick:.1f}"/>'
        f'<rect x="{inner:.1f}" y="{inner:.1f}" width="{wide - 2 * inner:.1f}" height="{high - 2 * inner:.1f}" rx="{em * 0.12:.1f}" stroke-width="{thick * 0.4:.1f}"/>'
        f'<path d="{path}" fill="{colour}" stroke="none" transform="translate({(wide - word[0]) / 2:.1f} {(high + word[1]) / 2:.1f})"/>'
    )
    turned = f"translate({size[0] / 2:g} {size[1] / 2:g}) rotate({angle:g}) translate({-wide / 2:.1f} {-high / 2:.1f})"
    return svg(size[0], size[1], f'<g transform="{turned}" fill="none" stroke="{colour}">{inside}</g>')


def quote_svg(size: int, colour: str) -> str:
    """Two commas that open a quotation, `size` high."""
    comma = "M0 62C0 26 20 4 52 0V20C38 24 30 34 29 48H52V100H0Z"
    return svg(
        size * 1.24,
        size,
        f'<path d="{comma}" fill="{colour}"/><path d="{comma}" transform="translate(72 0)" fill="{colour}"/>',
        view="0 0 124 100",
    )


@cache
def icon_sources() -> dict[str, str]:
    """The SVG texts of the shipped icons, by name."""
    folder = resources.shipped("assets", "icons")
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.svg"))}


def icon_svg(name: str, colour: str, origin: str = "") -> str:
    """A shipped icon in a colour. Raises InputError with the known names."""
    known = icon_sources()
    if name not in known:
        raise InputError(f"there is no icon `{name}`", where=origin or None, hint=f"Known: {', '.join(known)}.")
    return known[name].replace("currentColor", colour).replace("#000000", colour).replace('"#000"', f'"{colour}"')


def rounded_rows(rows: Sequence[tuple[float, float, float, float]], radius: float) -> str:
    """The path of one shape around rows (left, top, right, bottom) that lie under each other: where two meet, the wider
    one reaches over, and every corner that stands out is round."""
    parts: list[str] = []
    for left, top, right, bottom in rows:
        r = min(radius, (right - left) / 2, (bottom - top) / 2)
        parts.append(
            f"M{left + r:.1f} {top:.1f}H{right - r:.1f}a{r:.1f} {r:.1f} 0 0 1 {r:.1f} {r:.1f}V{bottom - r:.1f}"
            f"a{r:.1f} {r:.1f} 0 0 1 {-r:.1f} {r:.1f}H{left + r:.1f}a{r:.1f} {r:.1f} 0 0 1 {-r:.1f} {-r:.1f}"
            f"V{top + r:.1f}a{r:.1f} {r:.1f} 0 0 1 {r:.1f} {-r:.1f}Z"
        )
    return "".join(parts)
