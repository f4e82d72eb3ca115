"""Place the agency's logo: which of its forms, how large, and in which version for the ground that it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vlogkit.media.luminance import luminance, ratio
from vlogkit.records.base import Colour
from vlogkit.records.templates.element_base import Lockup, Role
from vlogkit.records.timeline import Fill, Layer, LogoLayer, Vector
from vlogkit.staging.material import Asset
from vlogkit.staging.setting import Setting, box
from vlogkit.staging.shapes.logo_shapes import SEEN, TINTED, shape_of

DARK_ROLES = {"paper", "accent"}
"""Roles that words have on dark grounds."""
AREA: dict[Lockup, float] = {"mark": 1.0, "wide": 2.0, "crest": 1.3}
"""Optical area of each form, in squares of a mark: a wordmark and a coat of arms have detail that must be readable."""
COVER = 0.8
"""Share of its box that an ordinary mark covers; one with more air is set larger."""
ALIKE = 1.4
"""Contrast below which a light part is lost in another that is made light."""
ENOUGH = 0.85
"""Share of a logo that has to be seen, or another version is made."""
FEW = 3
"""A drawing in this many colours can be made light by its letters alone; one in more gets a plate."""
PLATES: tuple[Role, ...] = ("ink", "paper")
"""The roles that words have on a light and on a dark plate."""
PLATE_TONES: tuple[Role, ...] = ("paper", "brand", "ink")
"""The colours of a plate that is made for a logo, the first of those that show as much of it."""
PLATE = 0.16
"""Width of a plate's margin, in shares of the logo's height."""
MARK = 72
"""Pixels of a mark's side, and the measure of wider and higher forms."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b")


@dataclass(frozen=True)
class DressedLogo:
    """A logo as it is seen on its ground: its file, the drawing in place of the file's own, and the colour of a plate."""

    asset: Asset
    drawing: str
    plate: Colour = ""


def dressed(setting: Setting, lockup: Lockup, on: Role, origin: str) -> DressedLogo:
    """A logo for the grounds on which words have the role `on`: in the brand's own version, or in one made where a part
    of that would be lost: its dark letters light, or the whole on a plate, where that shows more. Raises InputError,
    MediaError."""
    asset, dark = _asset(setting, lockup, on, origin), on in DARK_ROLES
    roles: tuple[Role, ...] = ("brand", "deep") if dark else ("paper",)
    grounds = tuple(setting.colour(role) for role in roles)
    shape = shape_of(asset)
    if min(shape.seen_on(ground) for ground in grounds) >= ENOUGH:
        return DressedLogo(asset, asset.text)
    drawing = recoloured(asset.text, grounds, setting.colour("paper" if dark else "ink"))
    if drawing:
        return DressedLogo(asset, drawing)
    stays = min(shape.seen_on(ground, TINTED) for ground in grounds)
    tones = [setting.colour(role) for role in PLATE_TONES]
    tone = max(tones, key=lambda tone: min(shape.seen_on(tone, TINTED), ENOUGH))
    return DressedLogo(asset, asset.text, tone if shape.seen_on(tone, TINTED) > stays else "")


def logo_size(setting: Setting, lockup: Lockup, size: float, room: float, on: Role, origin: str) -> tuple[float, float]:
    """Width and height of a logo that looks as large as a mark of `size` pixels, within `room` pixels of width: sized by
    its optical area, with the plate that it needs."""
    logo = dressed(setting, lockup, on, origin)
    shape, rim = shape_of(logo.asset), 2 * PLATE if logo.plate else 0.0
    area = AREA[lockup] * size * size * (COVER / max(shape.cover, 0.2)) ** 0.5
    height = min((area / shape.aspect) ** 0.5, room / (shape.aspect + rim))
    return height * (shape.aspect + rim), height * (1 + rim)


def signing_size(setting: Setting, lockup: Lockup, room: float, on: Role, origin: str) -> tuple[float, float]:
    """Width and height of the logo that signs a picture, on its plate if it needs one, the logo itself at least as high as
    the brand asks where there is room."""
    wide, high = logo_size(setting, lockup, MARK, room, on, origin)
    rim = 1 + 2 * PLATE if dressed(setting, lockup, on, origin).plate else 1.0
    least = min(max(1.0, setting.brand.logo.min_size * rim / high), room / wide)
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
    """The logo in a box of the size that `logo_size` gives, as it is seen on the ground on which words have the role
    `on`. `plate`: in any case on a plate, around that box, light or dark, whichever shows more of the logo."""
    (x, y), (wide, high) = corner, size
    motion = setting.clock.enter("fade")
    if plate:
        on = max(PLATES, key=lambda role: _seen_as(setting, lockup, role, origin))
        asset = _asset(setting, lockup, on, origin)
        logo = DressedLogo(asset, asset.text, setting.colour("deep" if on in DARK_ROLES else "paper"))
    else:
        logo = dressed(setting, lockup, on, origin)
    layers, place = list[Layer](), box(x, y, wide, high)
    if logo.plate:
        rim = PLATE * high if plate else -PLATE * high / (1 + 2 * PLATE)
        inner, outer = (0.0, rim) if plate else (rim, 0.0)
        radius = round(min(setting.brand.radius / 2, (high + 2 * inner) / 3))
        around = box(x - outer, y - outer, wide + 2 * outer, high + 2 * outer)
        place = box(x - inner, y - inner, wide + 2 * inner, high + 2 * inner)
        layers.append(Fill(name="plate", origin=origin, box=around, colour=logo.plate, radius=radius, motion=motion))
    if logo.asset.text:
        layers.append(Vector(name=lockup, origin=origin, box=place, svg=logo.drawing, motion=motion))
    else:
        file, sha256 = logo.asset.path, logo.asset.sha256
        layers.append(LogoLayer(name=lockup, origin=origin, box=place, file=file, sha256=sha256, motion=motion))
    return layers


def _seen_as(setting: Setting, lockup: Lockup, on: Role, origin: str) -> float:
    """The share of a logo, in the version for words of a role, that contrasts with a plate that such words stand on."""
    ground = setting.colour("deep" if on in DARK_ROLES else "paper")
    return shape_of(_asset(setting, lockup, on, origin)).clear_on(ground)


def recoloured(svg: str, grounds: Sequence[Colour], light: Colour) -> str:
    """A drawing in few colours with those that vanish on one of the grounds replaced by one that does not; empty where
    the drawing has too many colours, names them in another way, or would lose what its light parts stand on."""
    tones = {tone: _whole(tone) for tone in _COLOUR.findall(svg)}
    if not tones or len(set(tones.values())) > FEW or "gradient" in svg.lower() or "<image" in svg:
        return ""
    kept = {tone for tone in tones.values() if min(_contrast(tone, ground) for ground in grounds) >= SEEN}
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
