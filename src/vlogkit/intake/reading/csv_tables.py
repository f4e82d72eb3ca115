"""Read CSV files of any encoding and delimiter; a broken row costs only itself."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from operator import itemgetter
from pathlib import Path

from vlogkit.errors import InputError, counted
from vlogkit.intake.reading.headers import Every, Wanted
from vlogkit.intake.reading.rows import NOTHING, Layout, Problem, Report, Row, all_of, as_text, places_of

_DELIMITERS = (",", ";", "\t", "|")
_FIELD_LIMIT = 1_000_000
_LINES_A_ROW = 400
"""A cell with more line breaks is a quote that was never closed."""
_HEADER_WITHIN = 15
"""Exports put a title and a date above the header; it is looked for in this many rows."""


class CsvReader:
    """Rows of a delimited text file."""

    def __init__(
        self,
        path: Path,
        encoding: str,
        notes: tuple[str, ...],
        known: Callable[[Sequence[str]], bool] = lambda cells: False,
    ) -> None:
        with _open(path, encoding) as file:
            head = [line for _, line in zip(range(60), file, strict=False)]
        skip, delimiter = _delimiter(head)
        self._quoted_whole = _quoted_whole(head[skip:])
        if self._quoted_whole:
            head = list(_inside(iter(head)))
            skip, delimiter = _delimiter(head)
            notes = (*notes, "each row is quoted as one cell; the cells inside were read")
        number, headers = _header(head[skip:], delimiter, known, path)
        self._skip = skip + number
        self.layout = Layout(path, "csv", headers, encoding, delimiter, self._skip, notes)

    def rows(self, wanted: Sequence[Wanted], report: Report) -> Iterator[Row]:
        """Values of the wanted columns, row by row; a row with another number of cells is reported and left out."""
        width = len(self.layout.headers)
        take = _taker(self.layout.headers, wanted)
        damaged = any("�" in note for note in self.layout.notes)
        with _open(self.layout.path, self.layout.encoding) as file:
            lines = _inside(file) if self._quoted_whole else file
            for number, cells in _records(lines, self.layout.delimiter, width, self._skip, report):
                values = take(cells)
                if damaged and any("�" in value for value in values):
                    report(Problem(number, "", "a character was damaged in the file", skipped=False))
                stripped = list(map(str.strip, values))
                if not NOTHING.isdisjoint(stripped):
                    stripped = ["" if value in NOTHING else value for value in stripped]
                if stripped[0].startswith(("=", "'")):
                    stripped = list(map(as_text, stripped))
                yield number, stripped


def _open(path: Path, encoding: str) -> TextIOWrapper:
    return path.open("r", encoding=encoding, errors="replace", newline="")


def _quoted_whole(head: list[str]) -> bool:
    """Whether every line is one quoted cell that holds a row, as a text file becomes that is exported once more."""
    for delimiter in _DELIMITERS:
        try:
            rows = [cells for cells in csv.reader(head, delimiter=delimiter) if cells]
        except csv.Error:
            return False
        if any(len(cells) != 1 for cells in rows):
            return False
    return bool(head) and head[0].lstrip("\ufeff").startswith('"') and any(mark in head[0] for mark in _DELIMITERS)


def _inside(lines: Iterator[str]) -> Iterator[str]:
    """The rows that stand in the one cell of each line."""
    for cells in csv.reader(lines):
        yield "".join(cells) + "\n"


def _taker(headers: Sequence[str], wanted: Sequence[Wanted]) -> Callable[[list[str]], Sequence[str]]:
    """A function from the cells of a row (and one empty cell more) to the wanted values."""
    options = places_of(headers, wanted)
    first = itemgetter(*[places[0] if places else len(headers) for places in options])
    several = [(index, places) for index, places in enumerate(options) if len(places) > 1]
    spare = [(index, places) for index, places in several if not isinstance(wanted[index], Every)]
    joined = [(index, places) for index, places in several if isinstance(wanted[index], Every)]
    if not several:
        return first if len(wanted) > 1 else lambda cells: (first(cells),)

    def take(cells: list[str]) -> Sequence[str]:
        values = list(first(cells))
        for index, places in spare:
            if not values[index].strip():
                values[index] = next((cells[place] for place in places[1:] if cells[place].strip()), "")
        for index, places in joined:
            values[index] = all_of(cells[place] for place in places)
        return values

    return take


def _lines(file: Iterator[str], again: deque[str], taken: list[str]) -> Iterator[str]:
    """Lines of a file, those given back first, each kept in `taken` until the record is read.

    Raises csv.Error where a record takes more lines than any cell could have.
    """
    while (line := again.popleft() if again else next(file, None)) is not None:
        if len(taken) >= _LINES_A_ROW:
            again.appendleft(line)
            raise csv.Error("a quote was opened and never closed")
        taken.append(line)
        yield line.replace("\0", " ") if "\0" in line else line


def _records(
    file: Iterator[str], delimiter: str, width: int, skip: int, report: Report
) -> Iterator[tuple[int, list[str]]]:
    """The number of the line each record starts at, and `width` cells and one empty cell more."""
    csv.field_size_limit(_FIELD_LIMIT)
    again, taken, start = deque[str](), list[str](), 0
    reader: Iterator[list[str]] = csv.reader(_lines(file, again, taken), delimiter=delimiter)

    def without_the_first() -> Iterator[list[str]]:
        """The records from the second line of this one on: what was wrong with it may be its first line alone."""
        again.extendleft(reversed(taken[1:]))
        del taken[1:]
        return csv.reader(_lines(file, again, taken), delimiter=delimiter)

    while True:
        start += len(taken)
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if start >= skip:
                report(Problem(start + 1, "", f"this row is broken: {error}"))
            reader = without_the_first()
            continue
        if start < skip or not cells:
            continue
        if len(cells) == width:
            cells.append("")
            yield start + 1, cells
        elif not any(map(str.strip, cells)):
            continue
        elif fitted := _fitted(cells, width, taken):
            if len(cells) < width:
                reason = f"this row lacks {counted(width - len(cells), 'cell')} at its end"
                report(Problem(start + 1, "", reason, skipped=False))
            yield start + 1, fitted
        else:
            report(Problem(start + 1, "", f"this row has {counted(len(cells), 'cell')} where the header has {width}"))
            reader = without_the_first()


def _fitted(cells: list[str], width: int, taken: list[str]) -> list[str] | None:
    """A row whose surplus cells are all empty, or a line that only lacks cells at its end; None for any other."""
    if len(cells) > width:
        return None if any(map(str.strip, cells[width:])) else [*cells[:width], ""]
    if len(cells) < max(2, width // 2) or len(taken) > 1:
        return None
    return [*cells, *[""] * (width - len(cells) + 1)]


def _delimiter(head: list[str]) -> tuple[int, str]:
    """How many lines to skip (Excel's `sep=;`) and the delimiter under which most rows have most cells alike."""
    if head and (first := head[0].strip().lstrip("﻿").strip('"')).lower().startswith("sep=") and len(first) == 5:
        return 1, first[-1]
    best, chosen = (0.0, 0), ","
    for delimiter in _DELIMITERS:
        try:
            widths = [len(cells) for cells in csv.reader(head, delimiter=delimiter) if cells]
        except csv.Error:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=0)
        score = (widths.count(common) / len(widths) if common > 1 else 0.0, common)
        if score > best:
            best, chosen = score, delimiter
    return 0, chosen


def _header(
    head: list[str], delimiter: str, known: Callable[[Sequence[str]], bool], path: Path
) -> tuple[int, tuple[str, ...]]:
    """How many rows end with the header, and its cells: the first row a profile knows, else the first that looks so."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(head, delimiter=delimiter)
    while len(rows) < _HEADER_WITHIN:
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            break
        rows.append((reader.line_num, cells))
    found = header_among([cells for _, cells in rows], known)
    if found is None:
        hint = "Export it with a header row and a comma, semicolon, tab or bar between the columns."
        raise InputError("no header row with at least two columns was found", where=path, hint=hint)
    return rows[found][0], tuple(cell.strip().lstrip("﻿") for cell in rows[found][1])


def header_among(rows: Sequence[Sequence[str]], known: Callable[[Sequence[str]], bool]) -> int | None:
    """The index of the header among the first rows of a table, or None."""
    for index, cells in enumerate(rows):
        if known(cells):
            return index
    for index, cells in enumerate(rows):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if (
            len(filled) >= 2
            and len(set(filled)) == len(filled)
            and not any(cell.replace(".", "").isdigit() for cell in filled)
        ):
            return index
    return None
