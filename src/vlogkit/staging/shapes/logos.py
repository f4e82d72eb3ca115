"""Place the agency's logo: which of its forms, how large, and in which version for the ground that it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.media.luminance import luminance, ratio
from vlogkit.records.base import Colour
from vlogkit.records.templates.element_base import Lockup, Role
from vlogkit.records.timeline import Fill, Layer, LogoLayer, Vector
from vlogkit.staging.material import Asset
from vlogkit.staging.setting import Setting, box

DARK_ROLES = {"paper", "accent"}
"""Roles that words have on dark grounds."""
AREA: dict[Lockup, float] = {"mark": 1.0, "wide": 2.0, "crest": 1.3}
"""Optical area of each form, in squares of a mark: a wordmark and a coat of arms have detail that must be readable."""
COVER = 0.8
"""Share of its box that an ordinary mark covers; one with more air is set larger."""
SEEN = 2.0
"""Contrast from which a part of a logo is told from its ground."""
ALIKE = 1.4
"""Contrast below which a light part is lost in another that is made light."""
ENOUGH = 0.6
"""Share of a logo that has to be seen, or another version is made."""
FEW = 3
"""A drawing in this many colours can be made light by its letters alone; one in more gets a plate."""
PLATES: tuple[Role, ...] = ("ink", "paper")
"""The roles that words have on a light and on a dark plate."""
PLATE = 0.16
"""Width of a plate's margin, in shares of the logo's height."""
SAMPLE = 96
MARK = 72
"""Pixels of a mark's side, and the measure of wider and higher forms."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b")


@dataclass(frozen=True, eq=False)
class LogoShape:
    """What a logo looks like when it is small: width to height, share of its box that it covers, and its pixels."""

    aspect: float
    cover: float
    pixels: NDArray[np.uint8]
    """Straight RGBA, `SAMPLE` pixels high."""

    def seen_on(self, ground: Colour) -> float:
        """The share of the logo that is told from a ground, 0–1."""
        alpha = self.pixels[..., 3].astype(np.float64)
        behind = np.array([int(ground[i : i + 2], 16) for i in (1, 3, 5)], np.uint8)
        clear = ratio(luminance(self.pixels[..., :3]), luminance(behind)) >= SEEN
        return float((alpha * clear).sum() / max(alpha.sum(), 1.0))


def shape_of(asset: Asset) -> LogoShape:
    """The shape of a logo's file. Raises InputError, MediaError."""
    try:
        return _shape(asset)
    except ValueError as fault:
        raise InputError(f"this logo cannot be drawn: {fault}", where=asset.path) from None


@lru_cache(maxsize=64)
def _shape(asset: Asset) -> LogoShape:
    if asset.text:
        aspect = drawing_aspect(asset.text)
        pixels = rasterise(asset.text, max(1, round(SAMPLE * aspect)), SAMPLE)
    else:
        from vlogkit.media.pictures import open_with_alpha  # here: most logos are drawings

        picture = open_with_alpha(asset.path)
        aspect = picture.width / picture.height
        pixels = np.asarray(picture.resize((max(1, round(SAMPLE * aspect)), SAMPLE)), np.uint8)
    return LogoShape(aspect, float(pixels[..., 3].mean() / 255), pixels)


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


def logo_size(setting: Setting, lockup: Lockup, size: float, room: float, on: Role, origin: str) -> tuple[float, float]:
    """Width and height of a logo that looks as large as a mark of `size` pixels, within `room` pixels of width: sized by
    its optical area."""
    shape = shape_of(_asset(setting, lockup, on, origin))
    area = AREA[lockup] * size * size * (COVER / max(shape.cover, 0.2)) ** 0.5
    height = min((area / shape.aspect) ** 0.5, room / shape.aspect)
    return height * shape.aspect, height


def signing_size(setting: Setting, lockup: Lockup, room: float, on: Role, origin: str) -> tuple[float, float]:
    """Width and height of the logo that signs a picture, at least as high as the brand asks where there is room."""
    wide, high = logo_size(setting, lockup, MARK, room, on, origin)
    least = min(max(1.0, setting.brand.logo.min_size / high), room / wide)
    return wide * least, high * least


def logo_layers(
    setting: Setting,
    lockup: Lockup,
    corner: tuple[float, float],
    size: tuple[float, float],
    on: Role,
    origin: str,
    *,
    plate: bool = False,
) -> list[Layer]:
    """The logo in a box, in the version for the ground on which words have the role `on`: the brand's own, else one made
    where too little of the logo would be seen: its dark letters light, or the whole on a plate. `plate`: on one in any
    case, light or dark, whichever shows more of the logo."""
    on = max(PLATES, key=lambda role: _seen_as(setting, lockup, role, origin)) if plate else on
    asset = _asset(setting, lockup, on, origin)
    place, motion = box(*corner, *size), setting.clock.enter("fade")
    dark = on in DARK_ROLES
    ground, light = setting.colour("deep" if dark else "paper"), setting.colour("paper" if dark else "ink")
    drawing, layers = asset.text, list[Layer]()
    x, y = corner
    if plate or shape_of(asset).seen_on(ground) < ENOUGH:
        drawing = "" if plate else recoloured(asset.text, ground, light)
        if not drawing:
            drawing = asset.text
            rim = PLATE * size[1]
            tone = ground if plate else light
            layers.append(
                Fill(
                    name="plate",
                    origin=origin,
                    box=box(x - rim, y - rim, size[0] + 2 * rim, size[1] + 2 * rim),
                    colour=tone,
                    radius=round(min(setting.brand.radius / 2, size[1] / 3)),
                    motion=motion,
                )
            )
    if asset.text:
        layers.append(Vector(name=lockup, origin=origin, box=place, svg=drawing, motion=motion))
    else:
        layers.append(
            LogoLayer(name=lockup, origin=origin, box=place, file=asset.path, sha256=asset.sha256, motion=motion)
        )
    return layers


def _seen_as(setting: Setting, lockup: Lockup, on: Role, origin: str) -> float:
    """The share of a logo, in the version for words of a role, that is told from a plate that such words stand on."""
    ground = setting.colour("deep" if on in DARK_ROLES else "paper")
    return shape_of(_asset(setting, lockup, on, origin)).seen_on(ground)


def recoloured(svg: str, ground: Colour, light: Colour) -> str:
    """A drawing in few colours with those that vanish on a ground replaced by a light one; empty where the drawing has too
    many colours, names them in another way, or would lose what its light parts stand on."""
    tones = {tone: _whole(tone) for tone in _COLOUR.findall(svg)}
    if not tones or len(set(tones.values())) > FEW or "gradient" in svg.lower() or "<image" in svg:
        return ""
    kept = {tone for tone in tones.values() if _contrast(tone, ground) >= SEEN}
    if any(_contrast(tone, light) < ALIKE for tone in kept):
        return ""
    return _COLOUR.sub(lambda found: found[0] if tones[found[0]] in kept else light, svg)


def _whole(tone: str) -> Colour:
    return tone.upper() if len(tone) == 7 else "#" + "".join(2 * char for char in tone[1:]).upper()


def _contrast(one: Colour, other: Colour) -> float:
    tones = np.array([[int(tone[i : i + 2], 16) for i in (1, 3, 5)] for tone in (one, other)], np.uint8)
    first, second = luminance(tones)
    return float(ratio(first, second))


def _asset(setting: Setting, lockup: Lockup, on: Role, origin: str) -> Asset:
    return setting.material.locate(setting.brand.logo.file(lockup, on_dark=on in DARK_ROLES), origin)
