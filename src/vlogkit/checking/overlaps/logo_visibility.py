"""Find logos that vanish in what is drawn behind them, or are drawn too small to be made out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vlogkit.checking.contrast import Backdrop
from vlogkit.checking.layout import is_mark
from vlogkit.checking.text_lines import StagedOutput
from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.media.luminance import luminance, ratio
from vlogkit.records.finding import Finding
from vlogkit.records.timeline import Fill, Layer, LogoLayer, Scene, Vector

SEEN = 1.6
"""Contrast from which a part of a logo stands out from its ground."""
ENOUGH = 0.3
"""Share of a logo that stands out at least."""
LEAST = 26
"""Pixels, at a frame 1080 wide, of the shorter side of a logo's ink."""
SOLID = 0.5
"""Alpha from which a pixel belongs to the logo."""


def logo_findings(picture: StagedOutput, backdrops: Sequence[Backdrop]) -> Iterator[Finding]:
    """Each logo of a scene that cannot be made out, once."""
    least = LEAST * min(picture.timeline.width, picture.timeline.height) / 1080
    for index, scene in enumerate(picture.timeline.scenes):
        behind = [one for one in backdrops if one.scene == index]
        for layer in scene.layers:
            pixels = _pixels(layer) if is_mark(layer) else None
            if pixels is None:
                continue
            size, share = _shorter(pixels), _standing_out(pixels, layer, scene, behind)
            where = {"place": Where.read(layer.origin), "scene": scene.name}
            if size < least - 0.5:
                measured, limit = f"{size:.0f} px", f"{least:.0f} px"
                yield found("logo-unreadable", **where, measured=measured, limit=limit, format=picture.format)  # type: ignore[arg-type]  # both are what it takes
            if share < ENOUGH:
                measured, limit = f"{share:.0%} of it", f"{ENOUGH:.0%}"
                yield found("logo-vanishing", **where, measured=measured, limit=limit, format=picture.format)  # type: ignore[arg-type]  # both are what it takes


def _pixels(layer: Layer) -> NDArray[np.uint8] | None:
    """A logo as it is drawn: straight RGBA (h, w, 4)."""
    size = (layer.box.w, layer.box.h)
    if isinstance(layer, Vector):
        return _drawing(layer.svg, size)
    return _picture(layer.file, layer.sha256, size) if isinstance(layer, LogoLayer) else None


@lru_cache(maxsize=16)
def _drawing(svg: str, size: tuple[int, int]) -> NDArray[np.uint8]:
    return rasterise(svg, *size)


@lru_cache(maxsize=16)
def _picture(file: str, sha256: str, size: tuple[int, int]) -> NDArray[np.uint8]:
    with Image.open(Path(file)) as opened:
        return np.asarray(opened.convert("RGBA").resize(size), np.uint8)


def _shorter(pixels: NDArray[np.uint8]) -> float:
    """The shorter side of the box around a logo's ink."""
    inked = pixels[:, :, 3] > 255 * SOLID
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    return float(min(np.ptp(rows), np.ptp(columns)) + 1) if len(rows) else 0.0


def _standing_out(pixels: NDArray[np.uint8], layer: Layer, scene: Scene, backdrops: Sequence[Backdrop]) -> float:
    """The share of a logo that stands out from its ground, in the frame in which it does so least."""
    inked = pixels[:, :, 3] > 255 * SOLID
    if not inked.any():
        return 0.0
    tones = luminance(pixels[inked][:, :3])
    shares = [float((ratio(tones, np.asarray(ground)) >= SEEN).mean()) for ground in _grounds(layer, scene, backdrops)]
    return min(shares, default=1.0)


def _grounds(layer: Layer, scene: Scene, backdrops: Sequence[Backdrop]) -> Iterator[float]:
    """The luminance of what is around a logo: of the plate made for it, else of the ring of pixels around its box."""
    box = layer.box
    for below in scene.layers[: scene.layers.index(layer)]:
        if isinstance(below, Fill) and below.name == "plate" and below.box.x <= box.x and below.box.y <= box.y:
            rgb = [int(below.colour[i : i + 2], 16) for i in (1, 3, 5)]
            yield float(luminance(np.array(rgb, np.uint8)))
            return
    first, last = layer.span or (0, scene.frames)
    for backdrop in backdrops:
        if first <= backdrop.frame < last:
            x, y, right, bottom = (round(s * backdrop.scale) for s in (box.x, box.y, box.x + box.w, box.y + box.h))
            ring = max(2, round(0.15 * min(box.w, box.h) * backdrop.scale))
            area = backdrop.pixels[max(0, y - ring) : bottom + ring, max(0, x - ring) : right + ring]
            around = np.ones(area.shape[:2], bool)
            around[min(y, ring) : min(y, ring) + bottom - y, min(x, ring) : min(x, ring) + right - x] = False
            if around.any():
                yield float(np.median(luminance(np.ascontiguousarray(area[around]))))
