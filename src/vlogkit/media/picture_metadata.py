"""Read what a picture file says beside its pixels: when it was taken, and which kinds of metadata it carries."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from PIL import Image

_TAKEN, _TAKEN_ZONE = (36867, 36868, 306), (36881, 36882, 36880)
"""EXIF: DateTimeOriginal, DateTimeDigitized, DateTime, and the zone of each (CIPA DC-008)."""
_SUBFOLDER, _GPS = 0x8769, 0x8825
_NO_TEXT = {"dpi", "chroma", "XML:com.adobe.xmp"}
"""Facts of Pillow's, and XMP, that stand among a file's texts."""


class PictureMetadata(NamedTuple):
    """What stood in a picture file beside its pixels."""

    taken: dt.datetime | None = None
    """When it was taken; without a zone where the camera named none, or one that no place on Earth has."""
    kinds: tuple[str, ...] = ()
    """Which there were: gps, exif, xmp, icc, comment."""


def metadata_of(picture: Image.Image) -> PictureMetadata:
    """The metadata of a decoded picture. Pillow may warn of damaged EXIF."""
    exif = picture.getexif()
    return PictureMetadata(_taken(exif), _kinds(picture, exif))


def _kinds(picture: Image.Image, exif: Image.Exif) -> tuple[str, ...]:
    info = picture.info
    found = {
        "gps": bool(exif.get_ifd(_GPS)),
        "exif": bool(exif),
        "xmp": bool(info.get("xmp") or info.get("XML:com.adobe.xmp")),
        "icc": bool(info.get("icc_profile")),
        "comment": bool(
            info.get("comment")
            or info.get("photoshop")
            or any(isinstance(value, str) for key, value in info.items() if key not in _NO_TEXT)
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
        return moment.replace(tzinfo=_zone(str(inner.get(zone) or "").strip("\x00 ")))
    return None


def _zone(text: str) -> dt.timezone | None:
    """`+07:00` as a zone; None for what is not a time zone, as +24:00, which a camera with a wrong clock writes."""
    match = re.fullmatch(r"([+-])(\d{2}):([0-5]\d)", text)
    if not match or int(match[2]) >= 24:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3]))
    return dt.timezone(-offset if match[1] == "-" else offset)
