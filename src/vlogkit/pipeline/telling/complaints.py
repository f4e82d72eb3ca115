"""Import complaints into a workspace's private store, and read those that may be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import ImportReport, import_into
from vlogkit.intake.complaints.publishable import complaints, shown
from vlogkit.intake.complaints.store import FILE, ComplaintStore
from vlogkit.records.notices.complaint import Complaint
from vlogkit.workspace import Workspace


def import_complaints(workspace: Workspace, file: Path, *, now: dt.datetime) -> ImportReport:
    """Import one export into the private store. Raises InputError, OutsideError."""
    with ComplaintStore(workspace.private) as store:
        return import_into(store, open_file(file, None, now=now, workspace=workspace.root), now=now)


def resolved_complaints(workspace: Workspace) -> Iterator[Complaint]:
    """The resolved complaints, redacted, one by one; none where nothing was ever imported."""
    if (workspace.private / FILE).is_file():
        with ComplaintStore(workspace.private) as store:
            yield from complaints(store, "stage = ?", ("resolved",), workspace=workspace.root)


def resolved_names(workspace: Workspace) -> Iterator[str]:
    """The ids of the resolved complaints."""
    if (workspace.private / FILE).is_file():
        with ComplaintStore(workspace.private) as store:
            yield from store.names("resolved")


def find_complaint(workspace: Workspace, name: str) -> Complaint | None:
    """The complaint of an id or a ticket, redacted, or None."""
    if not (workspace.private / FILE).is_file():
        return None
    with ComplaintStore(workspace.private) as store:
        try:
            return shown(store, store.find(name), workspace=workspace.root)
        except UsageError:
            return None
