"""Import complaints into a workspace's private store, and read those that may be shown."""

from __future__ import annotations

from collections.abc import Iterator

from vlogkit.intake.complaints.publishable import complaints, shown
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import StoredCase
from vlogkit.intake.complaints.storing.store_file import FILE
from vlogkit.records.notices.complaint import Complaint
from vlogkit.workspace import Workspace

CASE_FILE = "case-file"
"""The template of a complaint whose way is documented."""
STEPS = 3
"""Steps with a day from which on it is: the report, the end, and what happened between."""


def resolved_complaints(workspace: Workspace) -> Iterator[Complaint]:
    """The resolved complaints, redacted, one by one; none where nothing was ever imported."""
    if (workspace.private / FILE).is_file():
        with ComplaintStore(workspace.private) as store:
            yield from complaints(store, "resolved", workspace=workspace.root)


def find_complaint(workspace: Workspace, name: str) -> Complaint | None:
    """The complaint of an id or a ticket, redacted, or None. Raises UsageError where several sources use the ticket."""
    if not (workspace.private / FILE).is_file():
        return None
    with ComplaintStore(workspace.private) as store:
        item = store.named(name)
        return as_decided(store, item, workspace) if item else None


def as_decided(store: ComplaintStore, item: StoredCase, workspace: Workspace) -> Complaint:
    """A stored case as a complaint, redacted; without its pictures where a person decided so. With both pictures and its
    steps it is told as a case file, else by the template of every complaint."""
    case = shown(store, item, workspace=workspace.root)
    if "without-pictures" in store.decisions(item.id):
        return case.model_copy(update={"before": None, "after": None})
    documented = case.before is not None and case.after is not None and len(case.way()) >= STEPS
    return case.model_copy(update={"template": CASE_FILE}) if documented else case
