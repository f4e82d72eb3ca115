"""Measure and draw QR codes."""

from __future__ import annotations

from vlogkit.errors import InputError
from vlogkit.records.templates.element import QrElement
from vlogkit.records.timeline import Layer, Vector
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import svg

QUIET = 4
"""Modules of clear ground around the code, as ISO/IEC 18004 asks."""


def qr_piece(element: QrElement, width: float, setting: Setting) -> Piece:
    """A QR code on its panel, a square. Raises InputError for more than a code holds."""
    drawing = qr_svg(element.words, setting.colour(element.role), setting.colour(element.ground))
    size = min(element.size, int(width))

    def draw(spot: Spot) -> list[Layer]:
        motion = setting.clock.enter(element.enter or "fade", element.delay)
        place = box(spot.x, spot.y, size, size)
        return [Vector(name=element.name or "qr", origin=element.origin, box=place, svg=drawing, motion=motion)]

    return Piece(size, size, draw, baseline=size)


def qr_svg(address: str, ink: str, ground: str) -> str:
    """The code (ISO/IEC 18004, a quarter of it may be lost) with its clear ground, a unit a module."""
    import segno

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
