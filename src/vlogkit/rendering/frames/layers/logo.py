"""Draw logos that are kept as pixels."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vlogkit.media.pictures import open_with_alpha
from vlogkit.records.timeline import LogoLayer
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer
from vlogkit.rendering.frames.sprites import Sprite, from_straight


class DrawnLogo(DrawnLayer):
    """A picture with its transparency, scaled into its box."""

    def sprite(self, content: Hashable) -> Sprite:
        """The logo; formats of the same story share its pixels."""
        return self.kept(content, self._make)

    def _make(self) -> Sprite:
        layer = cast("LogoLayer", self.layer)
        size = (layer.box.w, layer.box.h)

        def draw() -> NDArray[np.uint8]:
            straight = open_with_alpha(layer.file)
            scaled = straight.convert("RGBa").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            return np.asarray(scaled.convert("RGBA"), np.uint8)

        key = ("logo", layer.sha256, size)
        pixels = self.ground.store.get(key, draw, lambda rgba: rgba.nbytes)
        return from_straight(pixels, layer.box.x, layer.box.y, self.ground.space)
