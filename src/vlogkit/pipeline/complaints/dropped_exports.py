"""Take an export of complaints that was dropped on a page into the workspace, and import it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import unicodedata
from pathlib import Path
from typing import BinaryIO

from vlogkit.errors import InputError, VlogkitError
from vlogkit.files import new_file, sha256_of
from vlogkit.intake.complaints.exports import NoProfileError
from vlogkit.pipeline.complaints.imports import ImportReport, import_complaints
from vlogkit.pipeline.complaints.unknown_exports import UnknownExport, columns_of
from vlogkit.workspace import Workspace

KINDS = (".csv", ".tsv", ".xlsx", ".ods", ".json", ".jsonl", ".ndjson", ".xml", ".txt")


def take_export(
    workspace: Workspace, stream: BinaryIO, called: str, *, now: dt.datetime
) -> ImportReport | UnknownExport:
    """Keep an export in `complaints/`, under a name that no other one has, and import it; what to ask where no
    profile fits it. One that cannot be read at all is not kept. Raises InputError, UsageError, OutsideError."""
    name = _plain(called)
    if Path(name).suffix not in KINDS:
        raise InputError(f"`{called}` is not an export", hint="Give a CSV, XLSX, ODS, JSON or XML file.")
    path = workspace.complaints / name
    part = path.with_name(f".{name}.dropped{path.suffix}")
    try:
        with new_file(part, private=True) as out, out.open("wb") as file:
            shutil.copyfileobj(stream, file)
        path = _free(path, part)
        known = path.exists()
        if not known:
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    try:
        try:
            return import_complaints(workspace, path, now=now)
        except NoProfileError:
            return columns_of(workspace, path.name)
    except VlogkitError:
        if not known:
            path.unlink(missing_ok=True)
        raise


def _plain(called: str) -> str:
    path = Path(called.replace("\\", "/"))
    stem = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode("ascii").lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', stem).strip('-')[:60] or 'ekspor'}{path.suffix.lower()}"


def _free(path: Path, new: Path) -> Path:
    """The path of a file with the same content, else one that is not taken."""
    number, found = 1, path
    while found.exists() and sha256_of(found) != sha256_of(new):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
