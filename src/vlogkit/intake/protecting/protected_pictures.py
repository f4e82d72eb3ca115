"""Make a copy of a picture that may be shown, and a record of what was found and blurred in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import InputError
from vlogkit.files import touch_daily, write_bytes
from vlogkit.intake.protecting.blurring import Shape, blur, in_pixels, in_shares
from vlogkit.intake.protecting.borders import without_border
from vlogkit.intake.protecting.finders import finders
from vlogkit.intake.protecting.picture_notes import Care, RelativeBox, care_of
from vlogkit.intake.protecting.private_areas import private_areas
from vlogkit.keeping.file_hashes import FileHashes
from vlogkit.keeping.kept_notes import Kept
from vlogkit.records.base import Record
from vlogkit.seeing.found_boxes import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from vlogkit.media.pictures import OpenedPicture

VERSION = 5
"""Goes up with every change of how a copy is written down; a change of what finds is seen by itself."""
QUALITY = 92
LONGEST = 4096
"""Pixels of the longer side of the copy; frames are at most 1920."""


class Protected(Record):
    """A copy that may be shown, beside its picture. Areas are shares of the upright picture."""

    file: str
    """Name of the copy, in the folder it was written to."""
    sha256: str
    width: int
    height: int
    taken: dt.datetime | None = None
    """When the picture says it was taken; without a zone where the camera named none."""
    removed: tuple[str, ...] = ()
    """Kinds of metadata that were in the picture: gps, exif, xmp, icc, comment."""
    faces: tuple[RelativeBox, ...] = ()
    plates: tuple[RelativeBox, ...] = ()
    codes: tuple[RelativeBox, ...] = ()
    """QR codes and barcodes that do not lead to the agency's own addresses."""
    numbers: tuple[RelativeBox, ...] = ()
    """Rows of sixteen digits, as cards carry them."""
    boxes: int = 0
    """Areas that a person named."""
    blurred: bool = True
    care: Care = Care()

    def has_people(self) -> bool:
        """Whether a face was found."""
        return bool(self.faces)

    def asks_about_numbers(self) -> bool:
        """Whether a row of sixteen digits was found that nobody has answered for: the card may show more than it."""
        return bool(self.numbers) and self.care.blur != "none"


def copy_stem(source: Path) -> str:
    """How copies of a file are called that does not belong to a complaint: after the file, in plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", source.stem.lower()).strip("-")[:40] or "file"


def protect_picture(
    source: Path, folder: Path, *, name: str, care: Care | None = None, domains: Collection[str] = ()
) -> Protected:
    """Write `folder/NAME-….jpg`: upright, sRGB, no metadata, private areas blurred, and a record of it beside.

    `care` is what is known besides the picture's own care file, which is read where it is None; codes that lead to
    `domains` stay. The same picture with the same care is not worked on again by the same finders. Raises InputError, MediaError,
    SeveralErrors for what the person has to mend, OutsideError where the copy cannot be written.
    """
    care = care_of(source) if care is None else care
    notes = Kept(folder, Protected, version=VERSION)
    key = notes.key(care.fingerprint(), content_of(source, folder), sorted(domains), finders())
    stem = f"{name}-{key[:12]}"
    known = notes.read(stem)
    if known is not None and intact(folder / known.file, known.sha256, folder):
        return known
    opened = _opened(source)
    pixels = _pixels(opened.pixels)
    height, width = pixels.shape[:2]
    areas = private_areas(pixels, domains).without(care.keep, width, height)
    named: list[tuple[Found, Shape]] = [(in_pixels(area, width, height), "box") for area in care.boxes]
    shown = without_border(pixels if care.blur == "none" else blur(pixels, [*areas.shapes(care), *named]))
    data = _encoded(shown, opened.format)

    def shares(boxes: list[Found]) -> tuple[RelativeBox, ...]:
        return tuple(in_shares(box, width, height) for box in boxes)

    suffix = ".png" if opened.format == "PNG" else ".jpg"
    record = Protected(
        file=f"{stem}{suffix}", sha256=hashlib.sha256(data).hexdigest(), width=shown.shape[1], height=shown.shape[0], taken=opened.metadata.taken,
        removed=opened.metadata.kinds, boxes=len(care.boxes), blurred=not care.shows_faces(), care=care,
        faces=shares(areas.faces), plates=shares(areas.plates), codes=shares(areas.codes), numbers=shares(areas.numbers),
    )  # fmt: skip
    write_bytes(folder / record.file, data, private=True)
    return notes.write(stem, record)


def content_of(source: Path, folder: Path) -> str:
    """sha256 (hex) of a file that is to be protected, kept in the folder of the copies; of one that cannot be read
    something else, since opening it says what is wrong with it."""
    try:
        return FileHashes(folder).of(source)
    except InputError:
        return "unreadable"


def intact(copy: Path, sha256: str, folder: Path) -> bool:
    """Whether a copy is there with its content; it is then used now."""
    touch_daily(copy)
    return copy.is_file() and FileHashes(folder).of(copy) == sha256


def _opened(source: Path) -> OpenedPicture:
    from vlogkit.media.pictures import open_picture, picture_size, size_within

    return open_picture(source, at_least=size_within(picture_size(source), LONGEST))


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    import numpy as np
    from PIL import Image

    if max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return np.asarray(image, np.uint8)


def _encoded(pixels: NDArray[np.uint8], kind: str) -> bytes:
    """A PNG stays one, for drawings; all else is JPEG with full colour. Neither has any metadata."""
    import io

    from PIL import Image

    buffer = io.BytesIO()
    image = Image.fromarray(pixels)
    if kind == "PNG":
        image.save(buffer, "PNG", optimize=False)
    else:
        image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()
