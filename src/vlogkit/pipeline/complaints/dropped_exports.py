"""Take an export of complaints that was dropped on a page into the workspace, and import it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import BinaryIO

from vlogkit.errors import InputError, VlogkitError
from vlogkit.files import new_file
from vlogkit.intake.complaints.exports import NoProfileError
from vlogkit.keeping.file_names import free_path, stem_of
from vlogkit.pipeline.complaints.imports import ImportReport, import_complaints
from vlogkit.pipeline.complaints.unknown_exports import UnknownExport, columns_of
from vlogkit.workspace import Workspace

KINDS = (".csv", ".tsv", ".xlsx", ".ods", ".json", ".jsonl", ".ndjson", ".xml", ".txt")


def take_export(
    workspace: Workspace, stream: BinaryIO, called: str, *, now: dt.datetime
) -> ImportReport | UnknownExport:
    """Keep an export in `complaints/`, under a name that no other one has, and import it; what to ask where no
    profile fits it. One that cannot be read at all is not kept. Raises InputError, UsageError, OutsideError."""
    name = f"{stem_of(called, 'ekspor')}{Path(called).suffix.lower()}"
    if Path(name).suffix not in KINDS:
        raise InputError(f"`{called}` is not an export", hint="Give a CSV, XLSX, ODS, JSON or XML file.")
    path = workspace.complaints / name
    part = path.with_name(f".{name}.dropped{path.suffix}")
    try:
        with new_file(part, private=True) as out, out.open("wb") as file:
            shutil.copyfileobj(stream, file)
        path = free_path(path, part)
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
