"""Say what a logo looks like when it is small, and how much of it is told from a ground."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.media.luminance import luminance, ratio
from vlogkit.records.base import Colour
from vlogkit.staging.material import Asset

SEEN = 2.0
"""Contrast from which a part of a logo is told from its ground."""
TINTED = 1.5
"""Contrast from which a strong colour is told from the white that it was designed for: yellow on white is no more."""
SAMPLE = 96
MOST_ASPECT = 20
"""Times that a logo is wider than high, or higher than wide, at most."""
SOLID = 128
"""Alpha from which a pixel belongs to the logo."""
SAME = 12
"""Steps of 255 by which the border of a picture with a ground of its own differs from corner to corner."""
CONTENT = 0.02
"""Share of such a picture that stands on its ground at least; one in a single colour is all logo."""


@dataclass(frozen=True, eq=False)
class LogoShape:
    """What a logo looks like when it is small: width to height, share of its box that it covers, and its pixels."""

    aspect: float
    cover: float
    pixels: NDArray[np.uint8]
    """Straight RGBA, `SAMPLE` pixels high."""
    _held: dict[tuple[Colour, float], float] = field(default_factory=dict)

    def seen_on(self, ground: Colour, contrast: float = SEEN) -> float:
        """The share of the logo that is told from a ground, 0–1: what contrasts with it, and what lies within that."""
        if (ground, contrast) not in self._held:
            self._held[ground, contrast] = 1.0 if self._own_ground() else self._share(ground, contrast)
        return self._held[ground, contrast]

    def clear_on(self, ground: Colour) -> float:
        """The share of the logo that contrasts with a ground, 0–1, its detail counted by itself."""
        return self._part(self._clear(ground, SEEN))

    def _share(self, ground: Colour, contrast: float) -> float:
        return self._part(~outside(self._clear(ground, contrast) & (self.pixels[..., 3] >= SOLID)))

    def _clear(self, ground: Colour, contrast: float) -> NDArray[np.bool_]:
        behind = np.array([int(ground[i : i + 2], 16) for i in (1, 3, 5)], np.uint8)
        return ratio(luminance(self.pixels[..., :3]), luminance(behind)) >= contrast

    def _part(self, chosen: NDArray[np.bool_]) -> float:
        alpha = self.pixels[..., 3].astype(np.float64)
        return float((alpha * chosen).sum() / max(alpha.sum(), 1.0))

    def _own_ground(self) -> bool:
        """Whether it is a picture that fills its box, with a ground of its own around what it shows."""
        rim = np.concatenate([self.pixels[0], self.pixels[-1], self.pixels[:, 0], self.pixels[:, -1]]).astype(np.int16)
        if rim[:, 3].min() < 250 or np.ptp(rim[:, :3], axis=0).max() > SAME:
            return False
        behind = luminance(rim[:, :3].mean(axis=0).astype(np.uint8))
        return bool((ratio(luminance(self.pixels[..., :3]), behind) >= TINTED).mean() >= CONTENT)


def outside(walls: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels (h, w) that are reached from beyond the edges without crossing a wall."""
    free = ~np.pad(walls, 1)
    reached = np.zeros_like(free)
    reached[[0, -1]] = reached[:, [0, -1]] = True
    known = 0
    while known != (count := int(reached.sum())):
        known, before = count, reached.copy()
        reached[1:] |= before[:-1]
        reached[:-1] |= before[1:]
        reached[:, 1:] |= before[:, :-1]
        reached[:, :-1] |= before[:, 1:]
        reached &= free
    return reached[1:-1, 1:-1]


def shape_of(asset: Asset) -> LogoShape:
    """The shape of a logo's file. Raises InputError, MediaError."""
    try:
        return _shape(asset)
    except ValueError as fault:
        raise InputError(f"this logo cannot be drawn: {fault}", where=asset.path) from None


@lru_cache(maxsize=64)
def _shape(asset: Asset) -> LogoShape:
    if asset.text:
        aspect = plausible(drawing_aspect(asset.text))
        pixels = rasterise(asset.text, max(1, round(SAMPLE * aspect)), SAMPLE)
    else:
        from vlogkit.media.pictures import open_with_alpha  # here: most logos are drawings

        picture = open_with_alpha(asset.path)
        aspect = plausible(picture.width / picture.height)
        pixels = np.asarray(picture.resize((max(1, round(SAMPLE * aspect)), SAMPLE)), np.uint8)
    return LogoShape(aspect, float(pixels[..., 3].mean() / 255), pixels)


def plausible(aspect: float) -> float:
    """The aspect of something that can be a logo. Raises ValueError for a line."""
    if not 1 / MOST_ASPECT <= aspect <= MOST_ASPECT:
        raise ValueError(f"it is a line: one side is more than {MOST_ASPECT} times the other")
    return aspect


def drawing_aspect(svg: str) -> float:
    """Width to height of a drawing, by its `viewBox`, else by its width and height; 1 where it says neither."""
    head = svg[svg.find("<svg") : svg.find(">", svg.find("<svg"))]
    view = re.search(r"""viewBox\s*=\s*["']([^"']+)""", head)
    sides = re.split(r"[\s,]+", view[1].strip())[2:4] if view else []
    if len(sides) != 2:
        found = [re.search(rf"""\s{key}\s*=\s*["']([\d.]+)(?:px)?["']""", head) for key in ("width", "height")]
        sides = [one[1] for one in found if one]
    try:
        width, height = (float(side) for side in sides)
    except ValueError:
        return 1.0
    return width / height if width > 0 and height > 0 else 1.0
