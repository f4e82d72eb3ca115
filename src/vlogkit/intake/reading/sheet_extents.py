"""How many cells the sheets of a workbook span: its reader makes room for the whole rectangle around them, so that one
cell in the last corner of a sheet would take hundreds of gigabytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

_BLOCK = 1 << 20
_NAME = rb"<(?:[\w.-]+:)?"
_XLSX_TAG = re.compile(_NAME + rb"(row|c)(?=[\s/>])(?:[^>]*?\sr\s*=\s*[\"']([A-Za-z]{0,8})([0-9]{1,10})[\"'])?")
_ODS_TAG = re.compile(_NAME + rb"(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)")
_REPEATED = re.compile(rb"-repeated\s*=\s*[\"'](\d{1,10})")


def largest_extent(archive: zipfile.ZipFile, *, open_document: bool) -> int:
    """Cells of the rectangle from the first cell of a sheet to its last, of the part of the archive with the largest.

    Raises ValueError for XML with a tag longer than a megabyte, which no program writes."""
    if open_document:
        parts = [name for name in archive.namelist() if name == "content.xml"]
    else:
        parts = [name for name in archive.namelist() if not name.endswith("/")]
    largest = 0
    for name in parts:
        with archive.open(name) as part:
            largest = max(largest, _open_document(part) if open_document else _office_open(part))
    return largest


def _office_open(part: IO[bytes]) -> int:
    """A worksheet of XLSX: a cell without a reference follows the one before it."""
    rows = columns = row = column = 0
    for whole in _tags(part):
        for kind, letters, digits in _XLSX_TAG.findall(whole):
            if kind == b"row":
                row, column = int(digits) if digits else row + 1, 0
                continue
            row, column = int(digits) if digits else row, _number(letters) if letters else column + 1
            if row > rows:  # not max(): a sheet has millions of cells
                rows = row
            if column > columns:
                columns = column
    return rows * columns


def _open_document(part: IO[bytes]) -> int:
    """The sheets of ODS: rows and cells that stand for many; those without anything at the end of a sheet do not count."""
    largest = rows = columns = row = column = again = 0
    for whole in _tags(part):
        for kind, attributes in _ODS_TAG.findall(whole):
            if kind == b"table":
                largest, rows, columns, row, column, again = max(largest, rows * columns), 0, 0, 0, 0, 0
                continue
            found = _REPEATED.search(attributes)
            count = int(found[1]) if found else 1
            if kind == b"table-row":
                row, column, again = row + again, 0, count
                continue
            column += count
            if b"value" in attributes or not attributes.rstrip().endswith(b"/"):
                rows, columns = max(rows, row + again), max(columns, column)
    return max(largest, rows * columns)


def _tags(part: IO[bytes]) -> Iterator[bytes]:
    """Text in pieces that end before a tag begins."""
    rest = b""
    while block := part.read(_BLOCK):
        text = rest + block
        end = text.rfind(b"<")
        if len(text) - max(end, 0) > 2 * _BLOCK:
            raise ValueError("a tag of more than a megabyte")
        yield text[: max(end, 0)]
        rest = text[max(end, 0) :]
    yield rest


@lru_cache(16_384)
def _number(letters: bytes) -> int:
    """The number of a column by its letters: 1 of A, 27 of AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
