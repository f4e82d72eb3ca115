"""Draw the shape that hugs lines of words, so that they can be read on any picture."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.base import Colour
from vlogkit.records.timeline import Motion, TextLine, Vector
from vlogkit.staging.setting import box
from vlogkit.staging.shapes.svg_shapes import rounded_rows, svg

PAD_X, PAD_Y = 24, 18
"""Pixels of it beside the words, and over and under them."""

DESCENT = 0.28
"""Em that the descenders of the faces reach down, and a little more."""


def foot(size: float) -> float:
    """Pixels of it under a baseline: descenders stand on it too."""
    return max(PAD_Y, DESCENT * size)


def hugging(
    lines: Sequence[TextLine],
    cap: float,
    size: float,
    colour: Colour,
    *,
    name: str,
    origin: str = "",
    alpha: float = 1.0,
    span: tuple[int, int] | None = None,
    motion: Motion | None = None,
) -> Vector:
    """One rounded shape behind every line, set in `size` pixels an em with capitals `cap` pixels high."""
    rows = [
        (line.x - PAD_X, line.baseline - cap - PAD_Y, line.x + line.width + PAD_X, line.baseline + foot(size))
        for line in lines
    ]
    left, top = min(row[0] for row in rows), rows[0][1]
    place = box(left, top, max(row[2] for row in rows) - left, rows[-1][3] - top)
    path = rounded_rows([(a - place.x, b - place.y, c - place.x, d - place.y) for a, b, c, d in rows], PAD_Y)
    shape = f'<path d="{path}" fill="{colour}" fill-opacity="{alpha}"/>'
    drawing = svg(place.w, place.h, shape)
    return Vector(name=name, origin=origin, box=place, span=span, svg=drawing, motion=motion or Motion())
