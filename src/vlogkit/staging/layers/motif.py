"""Lay the brand's batik pattern over a box."""

from __future__ import annotations

from typing import Literal

from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Box, Fill, Layer, Pattern
from vlogkit.staging.setting import Setting, box
from vlogkit.staging.shapes.motifs import PATTERNS, motif

MOTIF_STRENGTH, FOOT_STRENGTH = 0.2, 0.6
"""No motif is stronger than this, whatever a template and a brand multiply to, behind words and where no words stand."""
FOOT_SCALES = (1.0, 2.4, 1.5)
"""By how much larger it is where no words stand, scene by scene: one after the other does not look like the same."""
TRAVEL = (20, -20)
"""Pixels a second by which a motif moves in a video: seen at the edge of the eye, and two pixels every third frame."""

GIANT = 5.0
"""By how much forms that the frame cuts are larger than those of a texture."""
BORDER, NARROW = 96, 60
"""Pixels of a border along the frame's lower edge, and in frames that are not much higher than wide."""
TILES = 1.5
"""Tiles of a pattern that stand above each other in a border."""


def border_layers(setting: Setting, role: Role, origin: str = "") -> list[Layer]:
    """A strong band of the pattern along the lower edge of the frame, in the accent on the darkest shade, or the other way
    round on light grounds; no words stand there in any format."""
    x, y, right, bottom = setting.zone("frame")
    high = BORDER if bottom - y > 1.5 * (right - x) else NARROW
    dark = role in {"paper", "accent"}
    ground, tone = setting.colour("accent" if dark else "brand"), setting.colour("deep" if dark else "paper")
    place = box(x, bottom - high, right - x, high)
    tile = motif(setting.brand.motif.pattern, 1.0)
    scale = high / TILES / tile.height * setting.brand.motif.scale
    tile = motif(setting.brand.motif.pattern, scale)
    return [
        Fill(name="motif-ground", origin=origin, box=place, colour=ground),
        Pattern(
            name=f"motif {setting.brand.motif.pattern}",
            origin=origin,
            box=place,
            tile=tile.svg,
            tile_width=tile.width,
            tile_height=tile.height,
            colour=tone,
            strength=min(1.0, 0.9 * setting.brand.motif.strength),
        ),
    ]


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
    in_foot = box.y >= setting.zone("safe")[3]
    strength = min(FOOT_STRENGTH if in_foot else MOTIF_STRENGTH, strength * setting.brand.motif.strength)
    if pattern not in PATTERNS or strength <= 0:
        return []
    tile = motif(pattern, scale * FOOT_SCALES[setting.scene_index % len(FOOT_SCALES)] if in_foot else scale)
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
