"""Stand pieces in one place, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.templates.element import Element
from vlogkit.records.timeline import Layer
from vlogkit.staging.motion import LEAVE_SECONDS, leaving
from vlogkit.staging.setting import Piece, Setting, Spot, least_sizes


def in_turns(items: Sequence[Element], pieces: Sequence[Piece], width: float, setting: Setting) -> Piece:
    """Items with their pieces in one place, each until the next one comes at its delay."""
    goes = [*(float(item.delay) - LEAVE_SECONDS for item in items[1:]), *([0.0] if pieces else [])]

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        for item, piece, gone in zip(items, pieces, goes, strict=True):
            with setting.clock.later(float(item.delay)):
                drawn = piece.draw(Spot(spot.x, spot.y, spot.width, piece.height))
            layers += leaving(drawn, gone, setting.clock)
        return layers

    return Piece(
        width,
        max((piece.height for piece in pieces), default=0.0),
        draw,
        shrinkable=any(piece.shrinkable for piece in pieces),
        sizes=least_sizes(pieces),
    )
