"""How much the sheets of a workbook unfold to, before they are read.

Their reader makes room for the whole rectangle around the cells of a sheet, and writes a text that many cells share once
for each: a cell in the last corner, or a long text in many, makes hundreds of gigabytes of a small file."""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, NamedTuple

_BLOCK = 1 << 20
_STRINGS = "xl/sharedstrings.xml"
_NAME = rb"<(?:[\w.-]+:)?"
_REFERENCE = rb"(?:[^>]*?\sr\s*=\s*[\"']([A-Za-z]{0,8})([0-9]{1,10})[\"'])?"
_XLSX_TAG = re.compile(_NAME + rb"(row|c)(?=[\s/>])" + _REFERENCE)
_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"'][^>]*>\s*" + _NAME + rb"v[^>]*>\s*(\d{1,9})")
_SI = re.compile(_NAME + rb"si(?=[\s/>])")
_ODS_TAG = re.compile(_NAME + rb"(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)")
_MARKUP = re.compile(rb"<[^>]*>?|^>")
_REPEATED = re.compile(rb"-repeated\s*=\s*[\"'](\d{1,10})")


class Extent(NamedTuple):
    """Cells of the rectangle from a sheet's first to its last, and bytes of text in them."""

    cells: int
    text: int


def largest_extent(archive: zipfile.ZipFile, *, open_document: bool) -> Extent:
    """The most cells, the shared texts of XLSX counted as such, and the most text that a sheet unfolds to.

    Raises ValueError for XML with a tag or a text longer than two megabytes, which no program writes."""
    lengths, found = array("L"), [Extent(0, 0)]
    names = [name for name in archive.namelist() if not name.endswith("/")]
    for name in names:
        if name.lower() == _STRINGS and not open_document:
            with archive.open(name) as part:
                lengths.extend(_lengths(part))
    for name in names:
        if name == "content.xml" if open_document else name.lower() != _STRINGS:
            with archive.open(name) as part:
                found.append(_open_document(part) if open_document else _office_open(part, lengths))
    return Extent(max(one.cells for one in found) + len(lengths), max(one.text for one in found))


def _lengths(part: IO[bytes]) -> Iterator[int]:
    """Bytes of each shared text, its markup included."""
    length = -1
    for whole in _tags(part):
        first, *others = _SI.split(whole)
        length += len(first) if length >= 0 else 0
        for text in others:
            if length >= 0:
                yield length
            length = len(text)
    if length >= 0:
        yield length


def _office_open(part: IO[bytes], lengths: array[int]) -> Extent:
    """A worksheet of XLSX: a cell without a reference follows the one before it."""
    rows = columns = row = column = text = 0
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
        if lengths:
            text += sum(lengths[at] for at in map(int, _SHARED.findall(whole)) if at < len(lengths))
    return Extent(rows * columns, text)


def _open_document(part: IO[bytes]) -> Extent:
    """The sheets of ODS: rows and cells that stand for many; those without anything at the end of a sheet do not count."""
    most = rows = columns = row = column = again = count = text = 0
    for whole in _tags(part):
        end = 0
        for tag in _ODS_TAG.finditer(whole):
            text += _many(count * again, whole[end : tag.start()])
            end = tag.end()
            kind, attributes = tag.groups()
            if kind == b"table":
                most, rows, columns, row, column, again, count = max(most, rows * columns), 0, 0, 0, 0, 0, 0
                continue
            found = _REPEATED.search(attributes)
            count = int(found[1]) if found else 1
            if kind == b"table-row":
                row, column, again, count = row + again, 0, count, 0
                continue
            column += count
            if b"value" in attributes or not attributes.rstrip().endswith(b"/"):
                rows, columns = max(rows, row + again), max(columns, column)
            else:
                count = 0
        text += _many(count * again, whole[end:])
    return Extent(max(most, rows * columns), text)


def _many(times: int, content: bytes) -> int:
    """Bytes of text that a cell's content makes where it stands for many."""
    return times * len(_MARKUP.sub(b"", content)) if times > 1 else 0


def _tags(part: IO[bytes]) -> Iterator[bytes]:
    """Text in pieces that end before a tag begins."""
    rest = b""
    while block := part.read(_BLOCK):
        text = rest + block
        end = max(text.rfind(b"<"), 0)
        if len(text) - end > 2 * _BLOCK:
            raise ValueError("a tag or text of more than two megabytes")
        yield text[:end]
        rest = text[end:]
    yield rest


@lru_cache(16_384)
def _number(letters: bytes) -> int:
    """The number of a column by its letters: 1 of A, 27 of AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
