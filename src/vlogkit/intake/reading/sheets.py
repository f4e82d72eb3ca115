"""Read the sheet of an XLSX or ODS workbook that looks like a table."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from vlogkit.errors import InputError
from vlogkit.intake.reading.csv_tables import header_among
from vlogkit.intake.reading.headers import Every, Wanted
from vlogkit.intake.reading.profiles import Shape
from vlogkit.intake.reading.rows import Layout, Problem, Report, Row, all_of, places_of, plain
from vlogkit.intake.reading.sheet_extents import Extent, largest_extent

LARGEST = 400_000_000
"""Bytes a workbook may unpack to: about the million rows a sheet can hold."""
MOST_CELLS = 12_000_000
"""Cells between the corners of a sheet: a million rows of twelve columns, for which the reader takes 0.8 GB."""
MOST_TEXT = 200_000_000
"""Bytes of text in the cells of a sheet."""
_WITHIN = 15


class SheetReader:
    """Rows of the first sheet that a profile knows, else of the first with a header."""

    def __init__(self, path: Path, shape: Shape, known: Callable[[Sequence[str]], bool]) -> None:
        book = _book(path, open_document=shape == "ods")
        best: tuple[bool, Any, int, tuple[str, ...]] | None = None
        damaged: dict[str, InputError] = {}
        for name in book.sheet_names:
            try:
                with _readable(path):
                    sheet = book.get_sheet_by_name(name)
                    head = [[_text(cell) for cell in cells] for cells in islice(sheet.iter_rows(), _WITHIN)]
            except InputError as error:
                damaged[name] = error
                continue
            found = header_among(head, known)
            if found is not None and (best is None or (known(head[found]) and not best[0])):
                best = (known(head[found]), sheet, found, tuple(cell.strip() for cell in head[found]))
        if best is None and damaged:
            raise next(iter(damaged.values()))
        if best is None:
            hint = "The first rows of a sheet should hold the names of the columns."
            raise InputError("no sheet has a header row with at least two columns", where=path, hint=hint)
        _, self._sheet, self._header, headers = best
        # calamine leaves out empty rows above the table; the row numbers a person sees count them.
        self._above = int(self._sheet.start[0]) if self._sheet.start else 0
        notes = tuple(f"the sheet `{name}` is damaged and was not read" for name in damaged)
        self.layout = Layout(path, shape, headers, header_row=self._above + self._header + 1, notes=notes)

    def rows(self, wanted: Sequence[Wanted], report: Report) -> Iterator[Row]:
        """Values of the wanted columns; dates come as ISO text, whole numbers without a point."""
        options = [
            (places, isinstance(names, Every))
            for places, names in zip(places_of(self.layout.headers, wanted), wanted, strict=True)
        ]
        for number, cells in enumerate(self._sheet.iter_rows()):
            if number <= self._header or not any(cell != "" for cell in cells):
                continue
            texts = [_text(cell) for cell in cells]
            row = self._above + number + 1
            if any(text.startswith("#") and text.endswith(("!", "?", "A")) for text in texts):
                report(Problem(row, "", "a cell holds a spreadsheet error such as #REF!", skipped=False))
            yield (
                row,
                [
                    all_of(filled) if every else next(filled, "")
                    for filled, every in (
                        ((texts[place] for place in choice if place < len(texts) and texts[place]), every)
                        for choice, every in options
                    )
                ],
            )


def _book(path: Path, *, open_document: bool) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
            extent = largest_extent(archive, open_document=open_document) if size <= LARGEST else Extent(0, 0)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"this is not a readable workbook: {error}", where=path, hint="Save it again as XLSX, or as CSV."
        ) from None
    if size > LARGEST:
        message = f"this workbook unpacks to {size // 1_000_000} MB"
        raise InputError(message, where=path, hint=f"At most {LARGEST // 1_000_000} MB are read; save it as CSV.")
    if extent.cells > MOST_CELLS:
        message = f"a sheet spans {extent.cells / 1e6:,.0f} million cells, the limit is {MOST_CELLS // 1_000_000}"
        raise InputError(message, where=path, hint="Delete the cells far off from the table, or save it as CSV.")
    if extent.text > MOST_TEXT:
        message = f"a sheet unfolds to {extent.text // 1_000_000:,} MB of text"
        raise InputError(message, where=path, hint=f"At most {MOST_TEXT // 1_000_000} MB are read; save it as CSV.")
    with _readable(path):
        return CalamineWorkbook.from_path(str(path))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Raises InputError for whatever calamine says of a damaged workbook, its Rust panics included."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # calamine has a class of its own for each damage, and a panic is a BaseException
        hint = "Open it, save it again as XLSX or CSV, and remove a password if it has one."
        raise InputError(f"this workbook is damaged: {error}", where=path, hint=hint) from None


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return plain(cell)
