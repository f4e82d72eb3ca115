"""Measure and draw QR codes."""

from __future__ import annotations

import re

from vlogkit.errors import InputError
from vlogkit.records.templates.element import QrElement
from vlogkit.records.timeline import Layer, Vector
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import svg

QUIET = 4
"""Modules of clear ground around the code, as ISO/IEC 18004 asks."""

_SCHEME = re.compile(r"\s*([a-z][\w+.-]*):", re.IGNORECASE)
_OPEN = frozenset({"http", "https", "mailto", "tel"})


def qr_piece(element: QrElement, width: float, setting: Setting) -> Piece:
    """A QR code on its panel, a square. Raises InputError, as `qr_svg` does."""
    drawing = qr_svg(element.words, setting.colour(element.role), setting.colour(element.ground))
    size = min(element.size, int(width))

    def draw(spot: Spot) -> list[Layer]:
        motion = setting.clock.enter(element.enter or "fade", element.delay)
        place = box(spot.x, spot.y, size, size)
        return [Vector(name=element.name or "qr", origin=element.origin, box=place, svg=drawing, motion=motion)]

    return Piece(size, size, draw, baseline=size)


def qr_svg(address: str, ink: str, ground: str) -> str:
    """The code (ISO/IEC 18004, a quarter of it may be lost) with its clear ground, a unit a module.

    Raises InputError for more than a code holds, and for what a telephone would run or open by itself.
    """
    import segno

    if (scheme := _SCHEME.match(address)) and scheme[1].lower() not in _OPEN:
        hint = "Take an address with https://, mailto: or tel:."
        raise InputError(f"`{address[:60]}` is not an address for a QR code", hint=hint)
    try:
        matrix = segno.make_qr(address, error="q").matrix
    except (segno.DataOverflowError, ValueError) as fault:
        hint = "Take a shorter address."
        raise InputError(f"`{address[:60]}` cannot be a QR code: {fault}", hint=hint) from None
    side = len(matrix) + 2 * QUIET
    modules = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    panel = f'<rect width="{side}" height="{side}" rx="{QUIET / 2}" fill="{ground}"/>'
    return svg(side, side, f'{panel}<path d="{modules}" fill="{ink}" shape-rendering="crispEdges"/>')
