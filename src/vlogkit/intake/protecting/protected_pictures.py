"""Make a copy of a picture that may be shown, and a record of what was found and blurred in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import InputError
from vlogkit.files import sha256_of, touch_daily, write_bytes
from vlogkit.intake.protecting.blurring import Shape, blur, in_pixels, in_shares, kept
from vlogkit.intake.protecting.picture_notes import Care, RelativeBox, care_of
from vlogkit.intake.protecting.plate_finder import find_plates
from vlogkit.keeping.kept_notes import Kept
from vlogkit.records.base import Record
from vlogkit.seeing.found_boxes import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from vlogkit.media.pictures import OpenedPicture

VERSION = 2
"""Counts up when a picture would be protected differently; older copies are then made again."""
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
    boxes: int = 0
    """Areas that a person named."""
    blurred: bool = True
    care: Care = Care()

    def has_people(self) -> bool:
        """Whether a face was found."""
        return bool(self.faces)


def copy_stem(source: Path) -> str:
    """How copies of a file are called that does not belong to a complaint: after the file, in plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", source.stem.lower()).strip("-")[:40] or "file"


def protect_picture(source: Path, folder: Path, *, name: str, care: Care | None = None) -> Protected:
    """Write `folder/NAME-….jpg`: upright, sRGB, no metadata, faces and plates blurred, and a record of it beside.

    `care` is what is known besides the picture's own care file, which is read where it is None. The same picture with the
    same care is not worked on again. Raises InputError, MediaError, SeveralErrors for what
    the person has to mend, OutsideError where the copy cannot be written.
    """
    care = care_of(source) if care is None else care
    notes = Kept(folder, Protected, version=VERSION)
    stem = f"{name}-{notes.key(care.fingerprint(), content_of(source))[:12]}"
    known = notes.read(stem)
    if known is not None and intact(folder / known.file, known.sha256):
        return known
    from vlogkit.seeing.faces import find_faces  # here: most pictures are known already

    opened = _opened(source)
    pixels = _pixels(opened.pixels)
    height, width = pixels.shape[:2]
    faces = [box for box in find_faces(pixels) if not kept(box, care.keep, width, height)]
    plates = [box for box in find_plates(pixels) if not kept(box, care.keep, width, height)]
    seen = faces if care.blur == "auto" else []
    shown = pixels if care.blur == "none" else blur(pixels, _shapes(seen, plates, care, width, height))
    data = _encoded(shown, opened.format)
    suffix = ".png" if opened.format == "PNG" else ".jpg"
    record = Protected(
        file=f"{stem}{suffix}", sha256=hashlib.sha256(data).hexdigest(), width=width, height=height, taken=opened.metadata.taken,
        removed=opened.metadata.kinds, faces=tuple(in_shares(box, width, height) for box in faces),
        plates=tuple(in_shares(box, width, height) for box in plates), boxes=len(care.boxes), blurred=not care.shows_faces(), care=care,
    )  # fmt: skip
    write_bytes(folder / record.file, data, private=True)
    return notes.write(stem, record)


def content_of(source: Path) -> str:
    """sha256 (hex) of a file that is to be protected; of one that cannot be read something else, since opening it says
    what is wrong with it."""
    try:
        return sha256_of(source)
    except InputError:
        return "unreadable"


def intact(copy: Path, sha256: str) -> bool:
    """Whether a copy is there with its content; it is then used now."""
    touch_daily(copy)
    return copy.is_file() and sha256_of(copy) == sha256


def _shapes(faces: list[Found], plates: list[Found], care: Care, width: int, height: int) -> list[tuple[Found, Shape]]:
    """Faces as ovals, plates and a person's boxes as rectangles."""
    shapes: list[tuple[Found, Shape]] = [(box, "oval") for box in faces]
    return shapes + [(box, "box") for box in [*plates, *(in_pixels(area, width, height) for area in care.boxes)]]


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
