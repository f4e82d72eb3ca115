"""Open a picture file as upright sRGB pixels without alpha."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from vlogkit.errors import MediaError, OutsideError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")
MAX_PIXELS = 80_000_000
"""More than any phone's camera takes today; decoded it is 240 MB."""
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)
_TURNED = {5, 6, 7, 8}
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
_SRGB = ImageCms.createProfile("sRGB")


def open_picture(path: Path | str, *, at_least: tuple[int, int] | None = None) -> Image.Image:
    """The picture as RGB: turned by its EXIF orientation, converted to sRGB, laid on white.

    `at_least` (width, height) allows a JPEG to be decoded at 1/2, 1/4 or 1/8 as long as it stays that large.
    Raises MediaError for a file that is missing, no picture, damaged, or larger than `MAX_PIXELS`.
    """
    with _reading(Path(path)) as picture:
        if at_least is not None:
            _draft(picture, at_least)
        return _flatten(_to_srgb(_upright(picture)))


def picture_size(path: Path | str) -> tuple[int, int]:
    """(width, height) as `open_picture` would return it, without decoding. Raises MediaError."""
    with _reading(Path(path)) as picture:
        return picture.size[::-1] if _orientation(picture) in _TURNED else picture.size


@contextmanager
def _reading(where: Path) -> Iterator[Image.Image]:
    """The opened picture; what goes wrong with it in the block becomes a MediaError."""
    with _opened(where) as file:
        try:
            picture = Image.open(file, formats=FORMATS)
            _check_size(picture.size, where)
            yield picture
        except Image.DecompressionBombError:
            raise _too_large(_true_size(file), where) from None
        except UnidentifiedImageError:
            raise _no_picture(where) from None
        except _FAULTS as fault:
            raise _damaged(where, fault) from None


def _opened(where: Path) -> IO[bytes]:
    try:
        return where.open("rb")
    except FileNotFoundError:
        hint = "Check the name, or put the picture there."
        raise MediaError("the picture does not exist", where=where, hint=hint) from None
    except IsADirectoryError:
        raise MediaError("this is a folder, not a picture", where=where, hint="Name a file in it.") from None
    except OSError as fault:
        raise OutsideError(f"the picture cannot be read: {fault.strerror}", where=where) from None


def _check_size(size: tuple[int, int], where: Path) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise _too_large(size, where)


def _too_large(size: tuple[int, int], where: Path) -> MediaError:
    width, height = size
    millions, limit = width * height / 1e6, MAX_PIXELS // 1_000_000
    return MediaError(
        f"the picture has {width:,} x {height:,} pixels ({millions:,.0f} million), the limit is {limit}",
        where=where,
        hint="Save a smaller copy, for example 6,000 pixels wide, and use that.",
    )


def _no_picture(where: Path) -> MediaError:
    kinds = "JPEG, PNG, WebP, GIF or TIFF"
    hint = "Open it in a picture editor and save it as JPEG."
    return MediaError(f"this is not a {kinds} picture", where=where, hint=hint)


def _damaged(where: Path, fault: BaseException) -> MediaError:
    reason = str(fault).strip().rstrip(".") or type(fault).__name__
    hint = "The file is incomplete or damaged; copy it again from where it came from."
    return MediaError(f"the picture cannot be read to its end: {reason}", where=where, hint=hint)


def _true_size(file: IO[bytes]) -> tuple[int, int]:
    """Pillow refuses a huge picture before it says how large it is; its format's own reader says it."""
    for name in FORMATS:
        file.seek(0)
        reader, accept = Image.OPEN[name]
        if accept is None or accept(file.read(16)):
            file.seek(0)
            try:
                return reader(file, "").size
            except _FAULTS:
                continue
    return (0, 0)


def _orientation(picture: Image.Image) -> int:
    return int(picture.getexif().get(0x0112, 1))


def _draft(picture: Image.Image, at_least: tuple[int, int]) -> None:
    width, height = at_least
    if _orientation(picture) in _TURNED:
        width, height = height, width
    picture.draft(None, (width, height))


def _upright(picture: Image.Image) -> Image.Image:
    picture.load()
    if _orientation(picture) == 1:
        return picture
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if profile:
        upright.info["icc_profile"] = profile
    return upright


def _to_srgb(picture: Image.Image) -> Image.Image:
    """A picture whose profile is broken counts as sRGB, as browsers take it."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16"):
        import numpy as np  # here: sizes are asked for far more often than such pictures are met

        picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return picture
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _flatten(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    straight = picture.convert("RGBA")
    ground = Image.new("RGBA", straight.size, (255, 255, 255, 255))
    return Image.alpha_composite(ground, straight).convert("RGB")
