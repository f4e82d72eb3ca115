"""Draw a batik tile repeated over a box."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

import numpy as np

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.media.colour import Floats
from vlogkit.records.timeline import Pattern
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer
from vlogkit.rendering.frames.sprites import Sprite, from_mask


def tiled(tile: Floats, width: int, height: int) -> Floats:
    """The tile (h, w) repeated over width x height pixels; one tile stands in the middle of the top edge."""
    rows = np.arange(height) % tile.shape[0]
    columns = (np.arange(width) - width // 2 + tile.shape[1] // 2) % tile.shape[1]
    return np.asarray(tile[rows[:, None], columns[None, :]], np.float32)


def ramp(length: int, clear: float) -> Floats:
    """0 for the share `clear`, then a smoothstep to 1 over `length` pixels."""
    share = (np.arange(length, dtype=np.float32) + np.float32(0.5)) / np.float32(length)
    t = np.clip((share - clear) / max(1e-6, 1 - clear), 0, 1).astype(np.float32)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


class DrawnPattern(DrawnLayer):
    """A batik motif over its box."""

    def sprite(self, content: Hashable) -> Sprite:
        """The whole pattern."""
        return self.kept(content, self._make)

    def _make(self) -> Sprite:
        layer = cast("Pattern", self.layer)
        box = layer.box
        try:
            tile = rasterise(layer.tile, layer.tile_width, layer.tile_height)[:, :, 3]
        except (ValueError, OSError) as fault:
            message = f"the tile of {layer.name or 'a pattern'} is not valid SVG: {fault}"
            raise InputError(message, where=layer.origin or None) from None
        alpha = tiled(tile.astype(np.float32) * np.float32(layer.strength / 255), box.w, box.h)
        if layer.fade in {"top", "bottom"}:
            alpha = alpha * ramp(box.h, layer.clear)[:: 1 if layer.fade == "top" else -1, None]
        elif layer.fade:
            alpha = alpha * ramp(box.w, layer.clear)[None, :: 1 if layer.fade == "left" else -1]
        return from_mask(alpha, layer.colour, box.x, box.y, self.ground.space)
