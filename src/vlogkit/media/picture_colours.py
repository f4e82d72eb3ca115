"""Convert the pixels of a picture, in whatever mode and colour profile it was saved, to sRGB without alpha."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_ROWS = 256


def in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, with its alpha; the one given may be changed. One whose profile is broken counts as sRGB, as browsers take it."""
    picture = _plain(picture)
    profile = picture.info.get("icc_profile")
    if picture.mode not in {"RGB", "RGBA", "CMYK", "L", "LA", "LAB"} or not (profile or picture.mode == "LAB"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else ImageCms.createProfile("LAB")
        if profile and "sRGB" in ImageCms.getProfileDescription(source):
            return picture
        if picture.mode != "LA":
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            same = mode == picture.mode  # then in place, as a large picture has no room for a second
            made = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode, inPlace=same)
            return made or picture
        grey = ImageCms.profileToProfile(picture.getchannel("L"), source, _SRGB, outputMode="RGB")
        if grey is not None:
            grey.putalpha(picture.getchannel("A"))
        return grey or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _plain(picture: Image.Image) -> Image.Image:
    """The same with eight bits a channel and a colour in each pixel, as profiles describe colours: no palette, no
    colour that stands for transparency."""
    if picture.mode == "I" or picture.mode.startswith("I;16"):
        import numpy as np  # here: sizes are asked for far more often than such pictures are met

        # Sixteen bits, in whichever order of bytes; Pillow hands some kinds over as 32.
        made = Image.new("L", picture.size)
        for box in _strips(picture):
            eight = (np.asarray(picture.crop(box)).clip(0, 65_535) >> 8).astype(np.uint8)
            made.paste(Image.fromarray(eight), box)
        made.info |= {key: value for key, value in picture.info.items() if key == "icc_profile"}
        return made
    kinds = {"P": ("RGB", "RGBA"), "PA": ("RGBA", "RGBA"), "1": ("L", "LA"), "L": ("L", "LA"), "RGB": ("RGB", "RGBA")}
    solid, clear = kinds.get(picture.mode, (picture.mode, picture.mode))
    mode = clear if picture.has_transparency_data else solid
    return picture if mode == picture.mode else picture.convert(mode)


def flattened(picture: Image.Image) -> Image.Image:
    """RGB, what is transparent laid on white."""
    if picture.mode == "RGB":
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    made = Image.new("RGB", picture.size)
    for box in _strips(picture):
        strip = picture.crop(box).convert("RGBA")
        ground = Image.new("RGBA", strip.size, (255, 255, 255, 255))
        made.paste(Image.alpha_composite(ground, strip).convert("RGB"), box)
    return made


def _strips(picture: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of some rows each, so that what is between two pictures needs little room."""
    width, height = picture.size
    return ((0, top, width, min(top + _ROWS, height)) for top in range(0, height, _ROWS))
