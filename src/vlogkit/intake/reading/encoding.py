"""Tell the encoding of a text file from its bytes."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from vlogkit.errors import InputError, OutsideError, counted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
MOST_NUL = 50
"""A text has fewer than one NUL in so many characters; a picture or a program has more."""
LONGEST_LINE = 4 * _CHUNK
"""Bytes without a line break after which a file is not a table of text."""


def encoding_of(path: Path) -> tuple[str, str]:
    """The encoding of a file and a note for the person ("" where there is nothing to say).

    A byte order mark decides; else bytes that alternate with zeros are UTF-16; else the whole file is tried as UTF-8.
    A file with more stray bytes than good UTF-8 sequences is Windows-1252, one with fewer is damaged UTF-8.
    Raises InputError for an empty file or one that is not text, OutsideError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _of_bytes(file, path)
    except FileNotFoundError:
        raise InputError("there is no such file", where=path, hint="Put it there, or correct its name.") from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a file", where=path) from None
    except OSError as error:
        raise OutsideError(f"this file cannot be read: {error.strerror}", where=path) from None


def _of_bytes(file: BinaryIO, path: Path) -> tuple[str, str]:
    head = file.read(4096)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff") and not file.read(1):
        hint = "Export it again; it should have a header and rows."
        raise InputError("this file is empty", where=path, hint=hint)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, ""
    if wide := _wide(head):
        return wide, ""
    nothing = head.count(0)
    if nothing > len(head) / MOST_NUL:
        raise InputError("this is not a text file", where=path, hint="Export it as CSV, XLSX, ODS, JSON or XML.")
    file.seek(0)
    good, stray = _count(file.read, path)
    if not stray:
        return "utf-8", "it holds NUL characters, which were read as spaces" if nothing else ""
    if good > stray:
        return "utf-8", f"{counted(stray, 'byte')} not of UTF-8 became �; the rows that hold one are listed"
    return "cp1252", "the file is not UTF-8; it was read as Windows-1252"


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of Latin text is zero."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.7 and odd < pairs * 0.1 else ""


def _count(read: Callable[[int], bytes], path: Path) -> tuple[int, int]:
    """Bytes of good multi-byte UTF-8 beyond one a character, and stray bytes, of the whole file a megabyte at a time."""
    good = stray = unbroken = 0
    rest = b""
    while chunk := read(_CHUNK):
        unbroken = 0 if b"\n" in chunk or b"\r" in chunk else unbroken + len(chunk)
        if unbroken > LONGEST_LINE and chunk.count(b"}") < 1000:
            raise InputError(
                "this file has no line breaks", where=path, hint="Export it as CSV, XLSX, ODS, JSON or XML."
            )
        data, rest = rest + chunk, b""
        while data and not data.isascii():
            try:
                good += len(data) - len(data.decode("utf-8"))
                break
            except UnicodeDecodeError as error:
                good += error.start - len(data[: error.start].decode("utf-8"))
                if error.reason == "unexpected end of data" and len(data) - error.start < 4:
                    rest = data[error.start :]
                    break
                stray += error.end - error.start
                data = data[error.end :]
                if stray > 2_000 > good:
                    return good, stray
    return good, stray + len(rest)
