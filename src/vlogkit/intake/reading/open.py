"""Choose the reader for a file by its content, then by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from vlogkit.errors import InputError
from vlogkit.intake.reading.encoding import MOST_NUL, encoding_of
from vlogkit.intake.reading.headers import key
from vlogkit.intake.reading.profiles import Meaning, Profile, Shape, profile, recognised
from vlogkit.intake.reading.rows import RowReader
from vlogkit.resources import names

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")


def reader_of(path: Path, chosen: Profile | None, *, workspace: Path | None = None) -> RowReader:
    """The reader of a file, by its content first and its name second.

    A chosen profile tells which row is the header and which element is a record. Raises InputError, OutsideError.
    """
    shape, encoding, note = shape_of(path)
    notes = (note,) if note else ()

    def known(cells: Sequence[str]) -> bool:
        if chosen is not None and chosen.recognise:
            return {key(mark) for mark in chosen.recognise} <= {key(cell) for cell in cells}
        return recognised(cells, shape, workspace=workspace) is not None

    readers = [chosen] if chosen else []
    if shape in {"xml", "json", "jsonl"} and not readers:
        readers = [profile(name, workspace) for name in names("profiles", workspace=workspace)]
    if shape == "xml":
        from vlogkit.intake.reading.xml_records import MarkupReader

        return MarkupReader(
            path,
            encoding,
            notes,
            chosen.record if chosen else "",
            {reader.record: None for reader in readers if reader.record},
        )
    if shape in {"json", "jsonl"}:
        from vlogkit.intake.reading.json_records import RecordReader

        meanings: dict[str, set[Meaning]] = {}
        for reader in readers:
            for meaning, headers in reader.columns.items():
                for header in headers:
                    meanings.setdefault(key(header), set()).add(meaning)
        return RecordReader(path, encoding, notes, meanings)
    if shape in {"xlsx", "ods"}:
        from vlogkit.intake.reading.sheets import SheetReader

        return SheetReader(path, shape, known)
    from vlogkit.intake.reading.csv_tables import CsvReader

    return CsvReader(path, encoding, notes, known)


def shape_of(path: Path) -> tuple[Shape, str, str]:
    """Which shape a file has, its encoding ("" for a workbook) and a note about it.

    Workbooks are known by their archive, XML and JSON by their first sign; all else is a table of text.
    """
    head = _head(path)
    if head.startswith(_OLD_OFFICE):
        hint = "Open it, remove a password if it has one, and save it as XLSX or CSV."
        raise InputError("this is a workbook of the old XLS kind or one with a password", where=path, hint=hint)
    if head.startswith(b"PK"):
        return _archive(path), "", ""
    encoding, note = encoding_of(path)
    text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if _is_noise(text, encoding):
        hint = "Export it again as XLSX, CSV, JSON or XML; a copy that broke off on its way cannot be read."
        raise InputError("this is neither a workbook nor text", where=path, hint=hint)
    if text[:200].lower().startswith(("<!doctype html", "<html")):
        hint = "Sign in to the complaint system and export the file again."
        raise InputError("this is a web page, not an export", where=path, hint=hint)
    if text.startswith("<"):
        return "xml", encoding, note
    return "json" if text.startswith(("{", "[")) else "csv", encoding, note


def _is_noise(text: str, encoding: str) -> bool:
    """Whether these are bytes of something else: text has next to no control characters, and more plain letters than
    those that only a table of 256 signs makes of any byte."""
    odd = len(_CONTROLS.findall(text))
    return odd * MOST_NUL > len(text) or (encoding == "cp1252" and sum(map(str.isascii, text)) * 2 < len(text))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""  # encoding_of opens the file again and says what is wrong with it


def _archive(path: Path) -> Shape:
    try:
        with zipfile.ZipFile(path) as archive:
            listed = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(
            f"this archive is damaged: {error}", where=path, hint="Export or copy the file again."
        ) from None
    if "xl/workbook.xml" in listed:
        return "xlsx"
    if "content.xml" in listed:
        return "ods"
    raise InputError("this archive is not a workbook", where=path, hint="Unpack it and import the file inside.")
