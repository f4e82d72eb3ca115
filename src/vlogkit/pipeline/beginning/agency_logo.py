"""Read an agency's logo as it was given: cut out of its white ground, with the colours that it proposes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vlogkit.drawings.bounds import check_drawing
from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError, MediaError
from vlogkit.media.luminance import luminance, ratio
from vlogkit.media.pictures import open_with_alpha
from vlogkit.staging.shapes.logo_shapes import SOLID, drawing_aspect, outside, plausible

WIDE = 1.8
"""Times as wide as high from which on a logo is a wordmark."""
LARGEST = 1024
"""Pixels of the longer side of a picture that is kept."""
WHITE, EDGE = 26, 2
"""Steps of 255 by which the ground of a scanned or packed picture is less than white, and the pixels over which what
stands on it fades into it."""
EMPTY = 48
"""Alpha up to which an edge is cut off: what packing leaves around a shape is less."""
SMALL = 96
STRONG, ALIKE, LEAST = 40, 90, 0.03
"""Steps of 255 between a strong colour's parts and between two colours that are two, and the share of a logo that a
colour has at least."""
MOST = 5
CONTRAST = 6.0
"""Of the brand's colour with white: patterns and light on a ground take from it, and 4.5 has to stay."""
KEPT = 3.5
"""Contrast with white from which a colour is still itself when it is made dark enough for white words."""
READABLE = 4.5

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class AgencyLogo:
    """A logo as it is kept in a workspace, and what it proposes."""

    ending: str
    """`svg` or `png`."""
    data: bytes
    wide: bool
    colours: tuple[str, ...]
    """Its strong colours, dark enough for white words; those that needed little for it first."""
    bright: tuple[str, ...]
    """Its strong colours that are too light for white words, as they are."""


def read_logo(called: str, data: bytes) -> AgencyLogo:
    """A logo by the name and the content of its file. Raises InputError for what cannot be used as one."""
    ending = Path(called).suffix.lower()
    if ending == ".svg":
        return _drawing(called, data)
    if ending not in {".png", ".jpg", ".jpeg"}:
        raise InputError(f"`{called}` cannot be used as a logo", hint="Give it as SVG, PNG or JPEG.")
    try:
        picture = open_with_alpha(Path(called).name, data)
    except MediaError as error:  # a JPEG, which is the advice for photos, would lose what is clear around a logo
        raise MediaError(error.message, where=error.where, hint="Save it again as PNG.") from None
    picture.thumbnail((LARGEST, LARGEST))
    picture = trimmed(without_white(picture))
    _check_seen(called, np.asarray(picture))
    try:
        plausible(picture.width / picture.height)
    except ValueError as error:
        raise InputError(f"`{called}` cannot be used: {error}", hint="Choose the file that shows the logo.") from None
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    picture.thumbnail((SMALL, SMALL))
    wide = picture.width > WIDE * picture.height
    return AgencyLogo("png", stream.getvalue(), wide, *_proposed(np.asarray(picture)))


def _drawing(called: str, data: bytes) -> AgencyLogo:
    text = data.decode("utf-8", "replace")
    try:
        check_drawing(text)
        aspect = plausible(drawing_aspect(text))
        pixels = rasterise(text, max(1, round(SMALL * min(aspect, 8.0))), SMALL)
    except ValueError as error:
        hint = "Ask the designer for a plain SVG, or use a PNG."
        raise InputError(f"`{called}` cannot be used: {error}", hint=hint) from None
    _check_seen(called, pixels)
    return AgencyLogo("svg", text.encode("utf-8"), aspect > WIDE, *_proposed(pixels))


def _check_seen(called: str, pixels: NDArray[np.uint8]) -> None:
    if not (pixels[..., 3] > EMPTY).any():
        raise InputError(f"there is nothing to be seen in `{called}`", hint="Choose the file that shows the logo.")


def without_white(picture: Image.Image) -> Image.Image:
    """An RGBA picture without the white around what it shows; itself where it has none, or is transparent already."""
    pixels = np.asarray(picture).copy()
    lack = 255 - pixels[..., :3].min(axis=2)
    rim = np.concatenate([lack[0], lack[-1], lack[:, 0], lack[:, -1]])
    if pixels[..., 3].min() < SOLID or np.quantile(rim, 0.9) > WHITE:
        return picture
    around = outside(lack > WHITE)
    near = around.copy()
    for _ in range(EDGE):
        before = near.copy()
        near[1:] |= before[:-1]
        near[:-1] |= before[1:]
        near[:, 1:] |= before[:, :-1]
        near[:, :-1] |= before[:, 1:]
    near &= ~around
    if not near.any():
        return picture
    share = np.clip(lack[near].astype(np.float64) / 255, 0.02, 1.0)
    inner = pixels[near][:, :3].astype(np.float64)
    pixels[near, :3] = np.clip(255 - (255 - inner) / share[:, None], 0, 255).round()
    pixels[near, 3] = (255 * share).round()
    pixels[around] = 0
    return Image.fromarray(pixels)


def trimmed(picture: Image.Image) -> Image.Image:
    """The picture without transparent edges; itself where nothing is left."""
    box = picture.getchannel("A").point(lambda alpha: 255 if alpha > EMPTY else 0).getbbox()
    return picture.crop(box) if box else picture


def _proposed(pixels: NDArray[np.uint8]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The colours for a brand, and the bright ones, of straight RGBA pixels."""
    colours = [colour for colour in _told_apart(pixels) if max(colour) - min(colour) > STRONG]
    colours.sort(key=lambda colour: contrast_with_white(colour) < KEPT)
    dark = tuple(dict.fromkeys(hexed(darkened(colour)) for colour in colours))
    return dark[:MOST], tuple(hexed(colour) for colour in colours if contrast_with_white(colour) < KEPT)


def _told_apart(pixels: NDArray[np.uint8]) -> Iterator[Rgb]:
    """The colours of a logo that are not shades of one another, the most frequent first."""
    seen = pixels[pixels[..., 3] >= SOLID][:, :3].astype(np.int64)
    _, place, counts = np.unique(seen // 24, axis=0, return_inverse=True, return_counts=True)
    taken: list[NDArray[np.float64]] = []
    for index in np.argsort(-counts):
        colour = seen[place.ravel() == index].mean(axis=0)
        if counts[index] >= LEAST * len(seen) and all(np.abs(colour - one).sum() > ALIKE for one in taken):
            taken.append(colour)
            red, green, blue = (round(float(part)) for part in colour)
            yield red, green, blue


def rgb(text: str) -> Rgb:
    """The parts of a colour such as `#8A1F2D`, 0–255."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def hexed(colour: Sequence[int]) -> str:
    """A colour such as `#8A1F2D` by its parts."""
    return "#" + "".join(f"{min(255, max(0, part)):02X}" for part in colour)


def contrast(one: Sequence[int], other: Sequence[int]) -> float:
    """WCAG 2.2's contrast ratio of two colours (0–255)."""
    first, second = luminance(np.array([one, other], np.uint8))
    return float(ratio(first, second))


def contrast_with_white(colour: Sequence[int]) -> float:
    """WCAG 2.2's contrast ratio of a colour (0–255) with white."""
    return contrast(colour, (255, 255, 255))


def darkened(colour: Sequence[int]) -> tuple[int, ...]:
    """The colour, darker as far as white words on it need."""
    share = 1.0
    while contrast_with_white([round(part * share) for part in colour]) < CONTRAST and share > 0.1:
        share -= 0.04
    return tuple(round(part * share) for part in colour)
