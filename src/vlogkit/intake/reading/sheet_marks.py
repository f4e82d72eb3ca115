"""Find the cells of a sheet that its reader does not give as a person sees them: merged ones, which it gives once, and
errors and formulas whose result was not saved, which it gives as empty."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

MOST = 200_000
"""Rectangles of such cells in a sheet; a column of errors is one."""
UNSAVED = "=…"
"""Stands for a formula whose result was not saved."""
_BLOCK = 1 << 20
_ERROR = re.compile(
    r"#(?:REF|VALUE|NAME|DIV/0|NUM|NULL|N/A|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN)[!?]?|Err:\d{3}"
)
_NEEDLES = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"-spanned", b"formula", b"error", b">#", b">Err:")  # fmt: skip
"""What none of the cells looked for is without; a sheet without it need not be parsed."""
_PLACE = re.compile(r"\$?([A-Za-z]{1,4})\$?(\d{1,8})")


class Marked(NamedTuple):
    """A rectangle of cells, from the first row and column to the last; both count from 0."""

    top: int
    left: int
    bottom: int
    right: int
    error: str = ""
    """What a person sees there; "" where the cells are merged."""


def is_error(text: str) -> bool:
    """Whether a cell holds what spreadsheets write instead of a result."""
    return text.startswith(("#", "Err:")) and _ERROR.fullmatch(text) is not None


def marked_cells(path: Path, sheet: str, *, open_document: bool, merged: Iterable[Marked] = ()) -> list[Marked]:
    """The marked cells of a sheet, from above to below, errors before what is merged with them. `merged` are those that
    the reader of the sheet knows, as it does of XLSX.

    Raises ValueError where there are more than MOST, or the XML is not what spreadsheets write; BadZipFile, OSError.
    """
    with zipfile.ZipFile(path) as archive:
        marks = _OpenDocument(sheet) if open_document else _OfficeOpen(_recalculated(archive))
        part = "content.xml" if open_document else _part_of(archive, sheet)
        for mark in merged:
            marks.add(mark)
        with archive.open(part) as file:
            needed = _needed(file)
        if needed:
            with archive.open(part) as file:
                marks.read(file)
    return sorted(marks.found, key=lambda mark: (mark.top, not mark.error, mark.left))


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet calls it, by its row and column from 0: E5."""
    letters, number = "", column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


class _FoundMarks:
    """The marks found so far; errors one below the other are one mark."""

    def __init__(self) -> None:
        self.found: list[Marked] = []
        self._last: dict[int, int] = {}

    def add(self, mark: Marked) -> None:
        """Keep a mark. Raises ValueError where there are too many."""
        above = self._last.get(mark.left)
        last = self.found[above] if above is not None and mark.error else None
        if last and (last.bottom + 1, last.right, last.error) == (mark.top, mark.right, mark.error):
            self.found[above or 0] = last._replace(bottom=mark.bottom)
            return
        if len(self.found) >= MOST:
            raise ValueError(f"more than {MOST:,} cells of a sheet are merged or hold an error")
        if mark.error:
            self._last[mark.left] = len(self.found)
        self.found.append(mark)


class _Local(dict[str, str]):
    """Names of elements and attributes without their prefix."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


class _OfficeOpen(_FoundMarks):
    """A worksheet of XLSX: a cell without a reference follows the one before it."""

    def __init__(self, recalculated: bool) -> None:
        super().__init__()
        self._recalculated = recalculated
        self._row = self._after = -1
        self._reference = self._kind = self._over = ""
        self._formula = False
        self._value: str | None = None
        self._local = _Local()

    def read(self, file: IO[bytes]) -> None:
        """Find the marks of a part. Raises ValueError."""
        self._parser = _parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begin, self._end
        _fed(self._parser, file)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = self._local[name]
        if name == "c":
            reference = attributes.get("r")
            self._reference, self._after = (reference, 0) if reference else (self._reference, self._after + 1)
            self._kind, self._formula, self._over, self._value = attributes.get("t", ""), False, "", None
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() else self._row + 1
            self._reference, self._after = "", -1
        elif name == "f":
            self._formula, self._over = True, attributes.get("ref", "") if attributes.get("t") == "array" else ""
        elif name == "v" and (self._formula or self._kind == "e"):
            self._value, self._parser.CharacterDataHandler = "", self._text

    def _end(self, name: str) -> None:
        name = self._local[name]
        if name == "v":
            self._parser.CharacterDataHandler = None
        elif name == "c" and (self._formula or self._kind == "e") and (error := self._error()):
            row, column = _at(self._reference) if self._reference else (self._row, 0)
            column += self._after
            self.add(_range(self._over, error) if self._over else Marked(row, column, row, column, error))

    def _text(self, said: str) -> None:
        self._value = (self._value or "") + said

    def _error(self) -> str:
        if self._kind == "e":
            return self._value or "#REF!"
        unsaved = self._value is None or (not self._value and self._kind != "str")
        left_open = self._recalculated and self._value == "0" and self._kind in {"", "n"}
        return UNSAVED if unsaved or left_open else ""


class _OpenDocument(_FoundMarks):
    """One table of ODS: rows and cells that stand for many."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self._sheet, self._tables, self._here, self._notes = sheet, 0, False, 0
        self._row = self._again = self._column = self._count = 0
        self._cell: dict[str, str] | None = None
        self._said = ""
        self._local = _Local()

    def read(self, file: IO[bytes]) -> None:
        """Find the marks of a part. Raises ValueError."""
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler = self._text
        _fed(parser, file)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = self._local[name]
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._here = attributes.get("table:name") == self._sheet
                self._row = self._again = 0
        elif not self._here or self._tables != 1:
            return
        elif name == "table-row":
            self._row, self._column, self._count = self._row + self._again, 0, 0
            self._again = _number(attributes, "table:number-rows-repeated")
        elif name in {"table-cell", "covered-table-cell"}:
            self._column += self._count
            self._count = _number(attributes, "table:number-columns-repeated")
            self._cell, self._said = attributes, ""
        elif name == "annotation":
            self._notes += 1

    def _end(self, name: str) -> None:
        name = self._local[name]
        if name == "table":
            self._tables -= 1
            self._here = self._here and self._tables > 0
        elif name == "annotation":
            self._notes = max(self._notes - 1, 0)
        elif self._cell is not None and self._tables == 1 and name in {"table-cell", "covered-table-cell"}:
            cell, self._cell = self._cell, None
            if error := self._error(cell):
                below, right = self._row + self._again - 1, self._column + self._count - 1
                self.add(Marked(self._row, self._column, below, right, error))
            rows, columns = (_number(cell, f"table:number-{what}-spanned") for what in ("rows", "columns"))
            if rows > 1 or columns > 1:
                self.add(Marked(self._row, self._column, self._row + rows - 1, self._column + columns - 1))

    def _text(self, said: str) -> None:
        if self._cell is not None and not self._notes and len(self._said) < 100:
            self._said += said

    def _error(self, cell: dict[str, str]) -> str:
        said = self._said.strip()
        if cell.get("calcext:value-type") == "error" or is_error(said):
            return said or "#REF!"
        return UNSAVED if "table:formula" in cell and "office:value-type" not in cell and not said else ""


def _parser() -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise ValueError("it declares a document type")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _fed(parser: expat.XMLParserType, file: IO[bytes]) -> None:
    try:
        for block in _blocks(file):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(f"its XML is broken: {error}") from None


def _needed(file: IO[bytes]) -> bool:
    rest = b""
    for block in _blocks(file):
        text = rest + block
        if any(needle in text for needle in _NEEDLES):
            return True
        rest = block[-20:]
    return False


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a worksheet. Raises ValueError where the workbook names none."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def begin(name: str, attributes: dict[str, str]) -> None:
        own = {one.rpartition(":")[2]: value for one, value in attributes.items()}
        if name.endswith("sheet"):
            ids[own.get("name", "")] = own.get("id", "")
        elif name.endswith("Relationship"):
            targets[own.get("Id", "")] = own.get("Target", "")

    parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        if part in parts:
            parser = _parser()
            parser.StartElementHandler = begin
            with archive.open(parts[part]) as file:
                _fed(parser, file)
    target = targets.get(ids.get(sheet, ""), "").replace("\\", "/").lower().lstrip("/")
    found = parts.get(target if target.startswith("xl/") else f"xl/{target}")
    if found is None:
        raise ValueError(f"the workbook does not say where its sheet `{sheet}` is")
    return found


def _recalculated(archive: zipfile.ZipFile) -> bool:
    """Whether the program that wrote the workbook left its formulas for another one to calculate."""
    with archive.open("xl/workbook.xml") as file:
        return re.search(rb"fullCalcOnLoad\s*=\s*[\"'](?:1|true)", file.read(_BLOCK)) is not None


def _range(reference: str, error: str) -> Marked:
    """Raises ValueError for what is not a range of cells."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _at(first), _at(last or first)
    return Marked(min(top, bottom), min(left, right), max(top, bottom), max(left, right), error)


def _at(reference: str) -> tuple[int, int]:
    place = _PLACE.fullmatch(reference)
    if place is None:
        raise ValueError(f"`{reference[:40]}` is not a cell")
    column = 0
    for letter in place[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(place[2]) - 1, column - 1


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
