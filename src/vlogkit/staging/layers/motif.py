"""Lay the brand's batik pattern over a box."""

from __future__ import annotations

from typing import Literal

from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Box, Layer, Pattern
from vlogkit.staging.setting import Setting
from vlogkit.staging.shapes.motifs import PATTERNS, motif

MOTIF_STRENGTH = 0.2
"""No motif is stronger than this, whatever a template and a brand multiply to."""

TRAVEL = (20, -20)
"""Pixels a second by which a motif moves in a video: seen at the edge of the eye, and two pixels every third frame."""


def motif_layer(
    setting: Setting,
    box: Box,
    role: Role,
    strength: float,
    *,
    pattern: str = "",
    scale: float = 1.0,
    fade: Literal["", "top", "bottom", "left", "right"] = "",
    clear: float = 0.0,
    origin: str = "",
    travels: bool = True,
) -> list[Layer]:
    """One layer, or none where the brand has no motif; `pattern` replaces the brand's."""
    pattern = pattern or setting.brand.motif.pattern
    strength = min(MOTIF_STRENGTH, strength * setting.brand.motif.strength)
    if pattern not in PATTERNS or strength <= 0:
        return []
    tile = motif(pattern, scale)
    return [
        Pattern(
            name=f"motif {pattern}",
            origin=origin,
            box=box,
            tile=tile.svg,
            tile_width=tile.width,
            tile_height=tile.height,
            colour=setting.colour(role),
            strength=strength,
            fade=fade,
            clear=clear,
            travel=TRAVEL if travels and setting.purpose == "video" else (0, 0),
        )
    ]
