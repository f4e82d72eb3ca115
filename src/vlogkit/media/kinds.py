"""Tell by its content what kind of file a picture or a drawing is, whatever it is called."""

from __future__ import annotations

from pathlib import Path

from vlogkit.errors import MediaError, OutsideError

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
"""Of ISO/IEC 23008-12: pictures that are coded as HEVC, as iPhones make them."""
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
"""Of JPEG, PNG, GIF, TIFF in either order of bytes, and BMP."""
_PROLOGUE = 65_536
"""Bytes in which a drawing's first element is looked for, behind declarations and comments."""


def is_picture(path: Path) -> bool:
    """Whether a file begins as a picture that can be opened does. Raises MediaError, OutsideError."""
    head = _head(path, 64)
    return head.startswith(_BEGINNINGS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or is_heif(head)


def is_heif(head: bytes) -> bool:
    """Whether the first 64 bytes of a file are a `ftyp` box that names a brand of HEIF (ISO/IEC 14496-12, 4.3)."""
    length = int.from_bytes(head[:4], "big")
    brands = {head[at : at + 4] for at in (8, *range(16, min(length, len(head)), 4))}
    return head[4:8] == b"ftyp" and bool(brands & _HEIF_BRANDS)


def is_drawing(path: Path) -> bool:
    """Whether a file is an SVG: a text that begins with a tag, and has its first element. Raises MediaError, OutsideError."""
    head = _head(path, _PROLOGUE).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and b"<svg" in head


def _head(path: Path, length: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(length)
    except FileNotFoundError:
        raise MediaError("there is no such file", where=path, hint="Put it there, or correct its name.") from None
    except OSError as fault:
        raise OutsideError(f"this file cannot be read: {fault.strerror}", where=path) from None
