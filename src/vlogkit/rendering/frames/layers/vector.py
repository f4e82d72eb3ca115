"""Draw SVG drawings."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

import numpy as np
from numpy.typing import NDArray

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.records.timeline import Vector
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer
from vlogkit.rendering.frames.sprites import Sprite, from_straight


class DrawnVector(DrawnLayer):
    """A drawing in its box."""

    def sprite(self, content: Hashable) -> Sprite:
        """The drawing; formats of the same story share its pixels."""
        return self.kept(content, self._make)

    def _make(self) -> Sprite:
        layer = cast("Vector", self.layer)
        size = (layer.box.w, layer.box.h)

        def draw() -> NDArray[np.uint8]:
            try:
                return rasterise(layer.svg, *size)
            except (ValueError, OSError) as fault:
                message = f"the drawing of {layer.name or 'a layer'} cannot be drawn: {fault}"
                raise InputError(message, where=layer.origin or None) from None

        pixels = self.ground.store.get(("vector", layer.svg, size), draw, lambda rgba: rgba.nbytes)
        return from_straight(pixels, layer.box.x, layer.box.y, self.ground.space)
