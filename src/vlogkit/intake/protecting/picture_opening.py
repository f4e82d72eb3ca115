"""Open a picture upright and in sRGB, and keep what its metadata said."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import InputError, MediaError

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 120_000_000
"""Pixels; a phone makes up to 108 million."""
_KINDS = frozenset({"JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "MPO", "HEIF"})
_TAKEN, _TAKEN_ZONE = (36867, 36868, 306), (36881, 36882, 36880)
"""EXIF: DateTimeOriginal, DateTimeDigitized, DateTime, and the zone of each (CIPA DC-008)."""
_SUBFOLDER, _GPS, _ORIENTATION = 0x8769, 0x8825, 0x0112


@dataclass(frozen=True)
class Opened:
    """Upright RGB pixels, and what stood beside them."""

    pixels: Image.Image
    format: str
    taken: dt.datetime | None
    """When it was taken; without a zone where the camera named none."""
    had: tuple[str, ...]
    """Kinds of metadata that were there: gps, exif, xmp, icc, comment."""


def open_upright(path: Path) -> Opened:
    """Decode a picture, turn it as its EXIF says, and convert its colours to sRGB. Raises InputError, MediaError."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                _check(image, path)
                image.load()
                exif = image.getexif()
                had = _metadata(image, exif)
                taken = _taken(exif)
                upright = ImageOps.exif_transpose(image)
                return Opened(_srgb(upright), image.format or "", taken, had)
    except FileNotFoundError:
        raise InputError("there is no such picture", where=path) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise MediaError(
            "this picture is too large", where=path, hint=f"At most {LARGEST // 1_000_000} million pixels."
        ) from None
    except UnidentifiedImageError:
        raise MediaError("this is not a picture", where=path, hint="Use a JPEG, PNG or WebP file.") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise MediaError(
            f"this picture is damaged: {error}", where=path, hint="Copy it again from the phone or camera."
        ) from None


def _check(image: Image.Image, path: Path) -> None:
    if image.width * image.height > LARGEST:
        hint = f"At most {LARGEST // 1_000_000} million pixels; make it smaller first."
        raise MediaError(f"this picture has {image.width} x {image.height} pixels", where=path, hint=hint)
    if (image.format or "") not in _KINDS:
        raise MediaError(
            f"pictures of the kind {image.format} are not read", where=path, hint="Use a JPEG, PNG or WebP file."
        )


def _metadata(image: Image.Image, exif: Image.Exif) -> tuple[str, ...]:
    info = image.info
    found = {
        "gps": bool(exif.get_ifd(_GPS)),
        "exif": bool(exif),
        "xmp": bool(info.get("xmp") or info.get("XML:com.adobe.xmp")),
        "icc": bool(info.get("icc_profile")),
        "comment": bool(
            info.get("comment")
            or info.get("photoshop")
            or any(isinstance(v, str) for k, v in info.items() if k != "dpi")
        ),
    }
    return tuple(kind for kind, there in found.items() if there)


def _taken(exif: Image.Exif) -> dt.datetime | None:
    inner = exif.get_ifd(_SUBFOLDER)
    for tag, zone in zip(_TAKEN, _TAKEN_ZONE, strict=True):
        text = str(inner.get(tag) or exif.get(tag) or "").strip("\x00 ")
        if not re.fullmatch(r"\d{4}:\d{2}:\d{2} \d{2}:\d{2}:\d{2}", text) or text.startswith("0000"):
            continue
        try:
            moment = dt.datetime.strptime(text, "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        match = re.fullmatch(r"([+-])(\d{2}):(\d{2})", str(inner.get(zone) or "").strip("\x00 "))
        if not match:
            return moment
        offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3]))
        return moment.replace(tzinfo=dt.timezone(-offset if match[1] == "-" else offset))
    return None


def _srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB on white, by its own profile where it has one that can be read."""
    from PIL import Image, ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            kept = image.getchannel("A") if image.mode == "RGBA" else None
            bare = image.convert("RGB") if image.mode == "RGBA" else image
            converted = ImageCms.profileToProfile(bare, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                image = converted
                if kept is not None:
                    image.putalpha(kept)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile says nothing about the colours; they are taken as sRGB
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        solid = image.convert("RGBA")
        ground = Image.new("RGBA", solid.size, "white")
        return Image.alpha_composite(ground, solid).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")
