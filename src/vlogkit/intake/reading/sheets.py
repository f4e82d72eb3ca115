"""Read the sheet of an XLSX or ODS workbook that looks like a table."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from vlogkit.errors import InputError
from vlogkit.intake.reading.csv_tables import header_among
from vlogkit.intake.reading.headers import Every, Wanted
from vlogkit.intake.reading.profiles import Shape
from vlogkit.intake.reading.rows import Layout, Problem, Report, Row, all_of, places_of, plain
from vlogkit.intake.reading.sheet_extents import Extent, largest_extent
from vlogkit.intake.reading.sheet_marks import UNSAVED, Marked, cell_name, is_error, marked_cells

LARGEST = 400_000_000
"""Bytes a workbook may unpack to: about the million rows a sheet can hold."""
MOST_CELLS = 12_000_000
"""Cells between the corners of a sheet: a million rows of twelve columns, for which the reader takes 0.8 GB."""
MOST_TEXT = 200_000_000
"""Bytes of text in the cells of a sheet."""
_WITHIN = 15
_SIGNS = frozenset("#E")
"""How errors begin, looked for first: a sheet has millions of cells."""
_TALLEST = 3
"""Rows below its first one that a header may take."""


class SheetReader:
    """Rows of the first sheet that a profile knows, else of the first with a header; hidden sheets come last."""

    def __init__(self, path: Path, shape: Shape, known: Callable[[Sequence[str]], bool]) -> None:
        book = _book(path, open_document=shape == "ods")
        tables, damaged, others = [], dict[str, InputError](), list[str]()
        for name in _names(book):
            try:
                sheet = _SheetRows(book, path, name, open_document=shape == "ods")
            except InputError as error:
                damaged[name] = error
                continue
            found = header_among(sheet.head, known)
            if found is not None:
                tables.append((known(sheet.head[found]), sheet, found))
            elif sheet.head:
                others.append(name)
        if not tables and damaged:
            raise next(iter(damaged.values()))
        if not tables:
            hint = "The first rows of a sheet should hold the names of the columns."
            raise InputError("no sheet has a header row with at least two columns", where=path, hint=hint)
        best = max(tables, key=itemgetter(0))
        _, self._sheet, header = best
        notes = [f"the sheet `{name}` is damaged and was not read" for name in damaged]
        for known_too, sheet, _ in tables:
            if known_too and sheet is not self._sheet:
                notes.append(
                    f"the sheet `{sheet.name}` has complaints too and was not read; save it as a file of its own and import that too"
                )
            elif sheet is not self._sheet:
                others.append(sheet.name)
        if others:
            notes.append(
                f"of its sheets `{self._sheet.name}` was read, and not {', '.join(f'`{one}`' for one in others)}"
            )
        self._below = self._sheet.marks.below_header(header)
        headers = tuple(cell.strip() for cell in self._sheet.head[header])
        self.layout = Layout(path, shape, headers, header_row=header + 1, notes=tuple(notes))

    def rows(self, wanted: Sequence[Wanted], report: Report) -> Iterator[Row]:
        """Values of the wanted columns; dates come as ISO text, whole numbers without a point, what a merged cell holds in
        each row it covers. A cell that cannot be read is reported, and says so where every value counts."""
        options = [
            (places, isinstance(names, Every))
            for places, names in zip(places_of(self.layout.headers, wanted), wanted, strict=True)
        ]
        sheet, marks = self._sheet, self._sheet.marks.again()
        for number, cells in enumerate(sheet.rows()):
            texts, unread = marks.applied(number, cells)
            if number <= self._below or not any(cell != "" for cell in cells):
                continue
            row = number + 1
            for place, error in sorted(unread.items()):
                report(Problem(row, "", _unread(cell_name(row - 1, sheet.left + place), error), skipped=False))
            values = []
            for choice, every in options:
                if every and unread:
                    values.append(all_of(unread.get(place, texts[place]) for place in choice))
                elif every:
                    values.append(all_of(texts[place] for place in choice))
                else:
                    values.append(next((texts[place] for place in choice if texts[place]), ""))
            yield row, values


class _SheetRows:
    """One sheet: its marks, its first rows as texts, and the column of its first cell."""

    def __init__(self, book: Any, path: Path, name: str, *, open_document: bool) -> None:
        with _readable(path):
            self._sheet, self.name = book.get_sheet_by_name(name), name
            # calamine gives the empty rows above a table, but not the empty columns before it.
            self.left = int(self._sheet.start[1]) if self._sheet.start else 0
            merged = [Marked(*first, *last) for first, last in self._sheet.merged_cell_ranges or ()]
            marked = marked_cells(path, name, open_document=open_document, merged=merged) if self._sheet.start else []
            self.marks = _Overlay(
                [mark._replace(left=mark.left - self.left, right=mark.right - self.left) for mark in marked]
            )
            marks = self.marks.again()
            self.head = [marks.applied(number, cells)[0] for number, cells in enumerate(islice(self.rows(), _WITHIN))]

    def rows(self) -> Iterator[list[object]]:
        """The cells of each row, as many in each."""
        return iter(self._sheet.iter_rows())


class _Overlay:
    """Puts what merged cells hold into the rows they cover, row by row, and tells the cells that cannot be read."""

    def __init__(self, marked: Sequence[Marked]) -> None:
        self._marked = marked
        self._next = 0
        self._merged: dict[int, tuple[int, str, str]] = {}
        """Columns with the last row that a merged cell covers, its text, and its error if it holds one."""
        self._errors: dict[int, tuple[int, str]] = {}

    def again(self) -> _Overlay:
        """The same marks from the first row on."""
        return _Overlay(self._marked)

    def below_header(self, header: int) -> int:
        """The last row of a header of which cells reach down over several rows."""
        merged = (mark for mark in self._marked if not mark.error and mark.top <= header <= mark.bottom)
        return max((mark.bottom for mark in merged if mark.bottom <= header + _TALLEST), default=header)

    def applied(self, row: int, cells: Sequence[object]) -> tuple[list[str], dict[int, str]]:
        """The texts of a row, and the errors in it by their column. The rows are to be given one after the other."""
        texts = list(map(_text, cells))
        unread = {place: text for place, text in enumerate(texts) if text[:1] in _SIGNS and is_error(text)}
        while self._next < len(self._marked) and self._marked[self._next].top <= row:
            self._begin(self._marked[self._next], row, texts, unread)
            self._next += 1
        for columns in (self._errors, self._merged):
            for place in [place for place, (bottom, *_) in columns.items() if bottom < row]:
                del columns[place]
        for place, (_, error) in self._errors.items():
            unread[place] = error
        for place, (_, text, error) in self._merged.items():
            texts[place] = text
            if error:
                unread[place] = error
            else:
                unread.pop(place, None)
        for place, error in unread.items():
            texts[place] = texts[place] if error == UNSAVED else ""
        return texts, unread

    def _begin(self, mark: Marked, row: int, texts: list[str], unread: dict[int, str]) -> None:
        columns = range(max(mark.left, 0), min(mark.right + 1, len(texts)))
        if mark.error:
            self._errors.update(dict.fromkeys(columns, (mark.bottom, mark.error)))
        elif mark.top == row and 0 <= mark.left < len(texts):
            held = self._errors.get(mark.left)
            error = held[1] if held and held[0] >= row else unread.get(mark.left, "")
            if error or texts[mark.left]:
                self._merged.update(dict.fromkeys(columns, (mark.bottom, texts[mark.left], error)))


def _unread(cell: str, error: str) -> str:
    if error == UNSAVED:
        return f"{cell} has a formula whose result was not saved; open the file in a spreadsheet program and save it"
    return f"{cell} holds the spreadsheet error {error}"


def _names(book: Any) -> list[str]:
    """The sheets of a workbook, those that a person sees first."""
    from python_calamine import SheetVisibleEnum

    hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
    return sorted(book.sheet_names, key=hidden.__contains__)


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
