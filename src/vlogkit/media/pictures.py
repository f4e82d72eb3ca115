"""Open picture files: upright, in sRGB, without alpha, or with one clear error.

What a file is, its content says, not its name. Pillow is told two of its own limits once, for the process: how many
pixels a picture may have is asked here, before any are decoded, and a colour profile may be as long as all texts of a PNG.
"""

from __future__ import annotations

import io
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image, ImageChops, PngImagePlugin, UnidentifiedImageError

from vlogkit.errors import MediaError, OutsideError
from vlogkit.media.kinds import is_heif
from vlogkit.media.picture_colours import flattened, in_srgb
from vlogkit.media.picture_metadata import PictureMetadata, metadata_of

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
MAX_PIXELS = {"JPEG": 200_000_000, "MPO": 200_000_000}
"""Of a JPEG as many as the largest sensors in phones give, 16,320 x 12,240."""
MAX_WHOLE = 64_000_000
"""Of everything else, and of what is decoded of a JPEG: one with more is read at a half. Decoded, a pixel takes four
bytes, and twice as many while it is turned or laid on white."""
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, struct.error)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings each EXIF orientation upright."""
_ORIENTATION = 0x0112
_LYING = {5, 6, 7, 8}
_END_OF_JPEG = b"\xff\xd9"
_QUIET = threading.Lock()
Image.MAX_IMAGE_PIXELS = None
PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY


@dataclass(frozen=True)
class OpenedPicture:
    """Upright RGB pixels in sRGB, and what stood beside them in the file."""

    pixels: Image.Image
    format: str
    metadata: PictureMetadata


def open_picture(path: Path | str, *, at_least: tuple[int, int] | None = None) -> OpenedPicture:
    """The picture turned by its EXIF orientation, converted to sRGB, laid on white.

    `at_least` (width, height) allows a JPEG to be decoded at 1/2, 1/4 or 1/8 as long as it stays that large; one of more
    than `MAX_WHOLE` pixels is decoded at 1/2 in any case.
    Raises MediaError for a file that is missing, no picture, damaged, or larger than `MAX_PIXELS` or `MAX_WHOLE`.
    """
    where = Path(path)
    with _opened(where) as file, _faults_of(where, file):
        upright, kind, metadata = _upright(file, where, at_least)
        return OpenedPicture(flattened(in_srgb(upright)), kind, metadata)


def open_with_alpha(path: Path | str, data: bytes | None = None) -> Image.Image:
    """The picture turned and converted as by `open_picture`, as RGBA with its transparency; `data` is what is in the file,
    where it is known already. Raises MediaError."""
    where = Path(path)
    with _opened(where) if data is None else io.BytesIO(data) as file, _faults_of(where, file):
        return in_srgb(_upright(file, where, None)[0]).convert("RGBA")


def _upright(
    file: IO[bytes], where: Path, at_least: tuple[int, int] | None
) -> tuple[Image.Image, str, PictureMetadata]:
    picture = _decoded(file, where, at_least)
    with _quietly():
        orientation, metadata = _orientation(picture), metadata_of(picture)
    turn = _TURNS.get(orientation)
    return (picture if turn is None else picture.transpose(turn)), picture.format or "", metadata


def picture_size(path: Path | str) -> tuple[int, int]:
    """(width, height) as `open_picture` would return it, without decoding where the format allows. Raises MediaError."""
    where = Path(path)
    with _opened(where) as file, _faults_of(where, file):
        picture = _header(file, where)
        if picture.format == "PNG":
            picture.load()  # its EXIF may stand behind its pixels
        with _quietly():
            lying = _orientation(picture) in _LYING
        return picture.size[::-1] if lying else picture.size


def size_within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size of a copy whose longer side has at most `longest` pixels; no side is less than one."""
    share = min(1.0, longest / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


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


@contextmanager
def _faults_of(where: Path, file: IO[bytes]) -> Iterator[None]:
    """What goes wrong with a picture in the block becomes a MediaError."""
    try:
        yield
    except UnidentifiedImageError:
        if _begins_as_heif(file):
            raise _damaged(where, "its index is missing") from None
        hint = "Open it in a picture editor and save it as JPEG."
        kinds = "JPEG, PNG, WebP, GIF, TIFF, BMP or HEIC"
        raise MediaError(f"this is not a {kinds} picture", where=where, hint=hint) from None
    except _FAULTS as fault:
        raise _damaged(where, str(fault).strip().rstrip(".") or type(fault).__name__) from None


def _damaged(where: Path, reason: str) -> MediaError:
    hint = "The file is incomplete or damaged; copy it again from where it came from."
    return MediaError(f"the picture cannot be read to its end: {reason}", where=where, hint=hint)


@contextmanager
def _quietly() -> Iterator[None]:
    """Without warnings of Pillow's about odd metadata; one thread at a time, as filters belong to the whole process."""
    with _QUIET, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _header(file: IO[bytes], where: Path) -> Image.Image:
    """The picture, not decoded yet."""
    heif = _begins_as_heif(file)
    with _quietly():
        if heif:
            from pillow_heif import register_heif_opener  # here: most stories have no such picture

            register_heif_opener()
        picture = Image.open(file, formats=("HEIF",) if heif else FORMATS)
    width, height = picture.size
    most = MAX_PIXELS.get(picture.format or "", MAX_WHOLE)
    if width * height > most:
        millions, limit = width * height / 1e6, most // 1_000_000
        raise MediaError(
            f"the picture has {width:,} x {height:,} pixels ({millions:,.0f} million), the limit is {limit}",
            where=where,
            hint="Save a smaller copy, for example 6,000 pixels wide, and use that.",
        )
    if width * height > MAX_WHOLE:
        picture.draft(None, (width // 2, height // 2))
    return picture


def _begins_as_heif(file: IO[bytes]) -> bool:
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    return is_heif(head)


def _decoded(file: IO[bytes], where: Path, at_least: tuple[int, int] | None) -> Image.Image:
    picture = _loaded(file, where, at_least)
    if picture is not None:
        return picture
    file.seek(0)
    data = file.read()
    # Only the end is missing if the pixels are the same whatever is put where it should be.
    filling = b"\x00" * data.endswith(b"\xff") + b"\xaa" * 128
    plain, filled = (_loaded(io.BytesIO(data + end + _END_OF_JPEG), where, at_least) for end in (b"", filling))
    if plain is None or filled is None or ImageChops.difference(plain, filled).getbbox(alpha_only=False):
        raise OSError("it is cut off")
    return plain


def _loaded(file: IO[bytes], where: Path, at_least: tuple[int, int] | None) -> Image.Image | None:
    """The decoded picture; None for a JPEG that ends too early."""
    picture = _header(file, where)
    if at_least is not None:
        with _quietly():
            lying = picture.format in {"JPEG", "MPO"} and _orientation(picture) in _LYING
        picture.draft(None, at_least[::-1] if lying else at_least)
    try:
        picture.load()
    except OSError:
        if picture.format not in {"JPEG", "MPO"}:
            raise
        return None
    return picture


def _orientation(picture: Image.Image) -> int:
    if picture.format == "TIFF":
        return 1  # Pillow turns these by itself
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except (TypeError, ValueError):
        return 1  # an orientation that is not a number says nothing
