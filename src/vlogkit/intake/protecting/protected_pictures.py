"""Make a copy of a picture that may be shown, and a record of what was found and blurred in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from vlogkit.files import outside, used
from vlogkit.intake.protecting.blurring import Shape, blur, in_pixels, in_shares, kept
from vlogkit.intake.protecting.picture_notes import Care, RelativeBox, care_of
from vlogkit.intake.protecting.plate_finder import find_plates
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
    mark = _mark(source, care)
    stem = f"{name}-{mark[:12]}"
    known = _known(folder / f"{stem}.json", folder)
    if known is not None:
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
    _write(folder / record.file, data)
    _write(folder / f"{stem}.json", record.model_dump_json(by_alias=True, indent=1).encode())
    return record


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


def _mark(source: Path, care: Care) -> str:
    """A hash of all that the copy depends on."""
    digest = hashlib.sha256(f"{VERSION} {care.fingerprint()} ".encode())
    try:
        digest.update(source.read_bytes())
    except OSError:
        digest.update(b"unreadable")  # opening it says what is wrong with it
    return digest.hexdigest()


def _known(path: Path, folder: Path) -> Protected | None:
    try:
        record = Protected.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    copy = folder / record.file
    used(path, copy)
    return record if copy.is_file() and hashlib.sha256(copy.read_bytes()).hexdigest() == record.sha256 else None


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise outside(error, path.parent) from None
