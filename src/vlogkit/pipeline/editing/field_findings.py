"""Say for each finding of an item which field of its form it is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import InputError, SeveralErrors
from vlogkit.intake.updates import split_front_matter
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.pipeline.editing.form_fields import LABELS
from vlogkit.pipeline.editing.item_editing import path_of
from vlogkit.pipeline.editing.plain_findings import what_it_says
from vlogkit.records.finding import Finding
from vlogkit.strict_yaml import Document, parse, read_text
from vlogkit.workspace import Workspace

MISSING = {"title-place": "place", "title-date": "date"}
"""The field that fills what a finding misses; in the file it stands at the title."""


@dataclass(frozen=True)
class FieldFinding:
    """A finding and the form's field it stands beside: a key, a key with the number of its row, or nothing for one
    about the whole item."""

    field: str
    row: int | None
    finding: Finding


def field_findings(workspace: Workspace, name: str, *, today: dt.date) -> list[FieldFinding]:
    """What `vlogkit check` says of an update, each beside its field, errors first. Raises UsageError, OutsideError."""
    path = path_of(workspace, name)
    document = _document(path)
    shown = path.relative_to(workspace.root).as_posix()
    told = [_beside(finding, document, shown) for finding in check_item(workspace, name, today=today).findings]
    once = {(one.field, one.row, what_it_says(one.finding)): one for one in reversed(told)}
    found = reversed(once.values())
    return sorted(found, key=lambda one: ("error", "warning", "note").index(one.finding.severity))


def _document(path: Path) -> tuple[Document, int] | None:
    """The front matter with its places, and the line on which the body starts; None where it cannot be read."""
    try:
        front, first, _, body = split_front_matter(read_text(path), path)
        return parse(front, path, first_line=first), body
    except (InputError, SeveralErrors):
        return None


def _beside(finding: Finding, document: tuple[Document, int] | None, file: str) -> FieldFinding:
    place, named = finding.place, str(finding.params.get("field", "")).split(".")
    if finding.code in MISSING:
        return FieldFinding(MISSING[finding.code], None, finding)
    if named[0] in LABELS:
        row = int(named[1]) - 1 if len(named) > 1 and named[1].isdigit() and named[0] != "body" else None
        return FieldFinding(named[0], row, finding)
    if place is None or document is None or str(place.path) != file or not place.line:
        return FieldFinding("", None, finding)
    keys, body = document
    if place.line >= body:
        return FieldFinding("body", None, finding)
    above = [key for key, (line, _) in keys.positions.items() if key and line <= place.line]
    last = max(above, key=lambda key: (keys.positions[key][0], len(key)), default=())
    row = last[1] if len(last) > 1 and isinstance(last[1], int) else None
    return FieldFinding(str(last[0]) if last else "", row, finding)
