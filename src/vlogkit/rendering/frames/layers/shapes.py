"""Draw boxes, scrims and bars, their alpha computed for each pixel."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

import cv2
import numpy as np

from vlogkit.media.colour import Floats
from vlogkit.records.timeline import Bar, Fill, Gradient, Shade
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer
from vlogkit.rendering.frames.sprites import Sprite, block, from_mask
from vlogkit.timelines.keyframes import values


def rounded(width: float, height: int, radius: float, columns: int | None = None) -> Floats:
    """Coverage 0–1 (height, columns) of a box `width` wide with rounded corners; the width may be a
    fraction."""
    radius = min(radius, width / 2, height / 2)
    x = np.arange(columns or int(np.ceil(width)), dtype=np.float32) + np.float32(0.5)
    y = np.arange(height, dtype=np.float32) + np.float32(0.5)
    if radius < 0.5:
        across = np.clip(width - x + 0.5, 0, 1).astype(np.float32)
        return np.repeat(across[None, :], height, axis=0)
    across = np.abs(x - width / 2) - (width / 2 - radius)
    down = np.abs(y - height / 2) - (height / 2 - radius)
    corner = np.hypot(np.maximum(across, 0)[None, :], np.maximum(down, 0)[:, None])
    inner = np.minimum(np.maximum(across[None, :], down[:, None]), 0)
    return np.asarray(np.clip(radius - corner - inner + 0.5, 0, 1), np.float32)


def smooth(stops: tuple[tuple[float, float], ...], positions: Floats) -> Floats:
    """Values between stops by a monotone cubic curve (Fritsch and Carlson 1980, with the harmonic mean of the
    neighbouring slopes after Fritsch and Butland 1984); flat outside the stops."""
    ordered = sorted(dict(stops).items())
    x = np.array([stop[0] for stop in ordered], np.float64)
    y = np.array([stop[1] for stop in ordered], np.float64)
    if len(x) == 1:
        return np.full(positions.shape, y[0], np.float32)
    gaps = np.diff(x)
    slopes = np.diff(y) / gaps
    tangents = np.zeros_like(y)
    for i in range(1, len(x) - 1):
        if slopes[i - 1] * slopes[i] > 0:
            near, far = 2 * gaps[i] + gaps[i - 1], gaps[i] + 2 * gaps[i - 1]
            tangents[i] = (near + far) / (near / slopes[i - 1] + far / slopes[i])
    at = np.clip(positions.astype(np.float64), x[0], x[-1])
    part = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(gaps) - 1)
    t = (at - x[part]) / gaps[part]
    h00, h10 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    h01, h11 = -2 * t**3 + 3 * t**2, t**3 - t**2
    low, high = h10 * gaps[part] * tangents[part], h11 * gaps[part] * tangents[part + 1]
    return np.asarray(h00 * y[part] + low + h01 * y[part + 1] + high, np.float32)


def grain(height: int, width: int) -> Floats:
    """Even noise in [-1/2, 1/2), the same on every machine: interleaved gradient noise (Jimenez, SIGGRAPH
    2014)."""
    x = np.arange(width, dtype=np.float64)[None, :]
    y = np.arange(height, dtype=np.float64)[:, None]
    # What `% 1.0` gives, to the bit, in a quarter of the time.
    inner = 0.06711056 * x + 0.00583715 * y
    inner -= np.floor(inner)
    inner *= 52.9829189
    inner -= np.floor(inner)
    inner -= 0.5
    return inner.astype(np.float32)


class DrawnFill(DrawnLayer):
    """A box of one colour."""

    def sprite(self, content: Hashable) -> Sprite:
        """The box; without round corners on an even grid it is opaque."""
        return self.kept(content, self._make)

    def _make(self) -> Sprite:
        layer, area, space = cast("Fill", self.layer), self.area, self.ground.space
        if not layer.radius and (area == area.even() or not space.half):
            return block(layer.colour, area, space)
        mask = rounded(layer.box.w, layer.box.h, layer.radius)
        return from_mask(mask, layer.colour, area.left, area.top, space)


class DrawnGradient(DrawnLayer):
    """A scrim."""

    def sprite(self, content: Hashable) -> Sprite:
        """The colour with the alpha of the curve, dithered by a step of alpha."""
        return self.kept(content, self._make)

    def _make(self) -> Sprite:
        layer = cast("Gradient", self.layer)
        box = layer.box
        length = box.h if layer.edge in {"top", "bottom"} else box.w
        along = smooth(layer.stops, (np.arange(length, dtype=np.float32) + np.float32(0.5)) / np.float32(length))
        if layer.edge in {"bottom", "right"}:
            along = along[::-1]
        curve = along[:, None] if layer.edge in {"top", "bottom"} else along[None, :]
        alpha = np.broadcast_to(curve, (box.h, box.w)) + grain(box.h, box.w) * np.float32(2 / 255)
        shown = np.asarray(np.where(curve <= 0, 0, np.clip(alpha, 0, 1)), np.float32)
        return from_mask(shown, layer.colour, box.x, box.y, self.ground.space)


class DrawnShade(DrawnLayer):
    """A soft band around words."""

    def sprite(self, content: Hashable) -> Sprite:
        """The colour, strongest behind the words, dithered by a step of alpha."""
        return self.kept(content, self._make)

    def _make(self) -> Sprite:
        layer = cast("Shade", self.layer)
        box = layer.box
        alpha = cv2.resize(shaded(layer), (box.w, box.h), interpolation=cv2.INTER_LINEAR)
        grained = np.clip(alpha + grain(box.h, box.w) * np.float32(2 / 255), 0, 1)
        shown = np.asarray(np.where(alpha < 1 / 512, 0, grained), np.float32)
        return from_mask(shown, layer.colour, box.x, box.y, self.ground.space)


COARSE = 4
"""Pixels for one sample of a band, which has no edge: it is computed coarsely."""
ROUND = 0.1
"""Sigma of the curve that rounds a band's corners, as a share of its fall."""


def shaded(layer: Shade) -> Floats:
    """The alpha of a band, one sample for `COARSE` pixels: the strongest of its areas counts at each place."""
    box, fall = layer.box, layer.fall / COARSE
    rows, columns = (max(1, round(side / COARSE)) for side in (box.h, box.w))
    alpha = np.zeros((rows, columns), np.float32)
    for area, strength in zip(layer.areas, layer.strengths, strict=True):
        down = falling((area.y - box.y) / COARSE, area.h / COARSE, rows, fall)
        across = falling((area.x - box.x) / COARSE, area.w / COARSE, columns, fall)
        np.maximum(alpha, down[:, None] * across[None, :] * np.float32(strength), out=alpha)
    return np.asarray(
        cv2.GaussianBlur(alpha, (0, 0), max(0.3, ROUND * fall), borderType=cv2.BORDER_REPLICATE), np.float32
    )


def falling(start: float, length: float, whole: int, fall: float) -> Floats:
    """1 on the samples from `start` on, then a smoothstep to 0 within `fall` samples at both sides, over `whole`."""
    at = np.arange(whole, dtype=np.float32) + np.float32(0.5)
    away = np.maximum(np.maximum(start - at, at - (start + length)), 0)
    t = np.clip(1 - away / np.float32(fall), 0, 1).astype(np.float32)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


class DrawnBar(DrawnLayer):
    """A bar that grows."""

    def contents(self) -> list[Hashable]:
        """The filled length in pixels, to a sixteenth."""
        layer = cast("Bar", self.layer)
        full = layer.box.h if layer.grows == "up" else layer.box.w
        lengths = np.clip(values(layer.length, self.first, self.last, 1.0), 0, 1) * full
        return [round(float(length) * 16) / 16 or None for length in lengths]

    def sprite(self, content: Hashable) -> Sprite:
        """The bar at a length."""
        return self.kept(content, lambda: self._make(cast("float", content)))

    def _make(self, length: float) -> Sprite:
        layer = cast("Bar", self.layer)
        box = layer.box
        if layer.grows == "up":
            lying = rounded(length + layer.radius, box.w, layer.radius)[:, layer.radius :]
            column = np.ascontiguousarray(lying.T[::-1])
            return from_mask(column, layer.colour, box.x, box.y + box.h - column.shape[0], self.ground.space)
        mask = rounded(length, box.h, layer.radius)
        return from_mask(mask, layer.colour, box.x, box.y, self.ground.space)
