"""List and show complaints of the private store, redacted."""

from __future__ import annotations

from itertools import islice
from typing import get_args

from vlogkit.errors import UsageError
from vlogkit.faults import suggestion
from vlogkit.intake.complaints.publishable import shown
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.records.notices.complaint import Complaint, Stage
from vlogkit.workspace import Workspace

STAGES: tuple[Stage, ...] = get_args(Stage)


def list_complaints(workspace: Workspace, *, stage: str = "", limit: int = 50) -> list[Complaint]:
    """The latest complaints, redacted; `stage` "" is any. Raises UsageError, with the nearest name, for a stage that there
    is not."""
    if stage and stage not in STAGES:
        raise UsageError(f"there is no stage `{stage}`", hint=suggestion(stage, list(STAGES)))
    with ComplaintStore(workspace.private) as store:
        return [shown(store, item, workspace=workspace.root) for item in islice(store.latest(stage), limit)]


def show_complaint(workspace: Workspace, name: str) -> Complaint:
    """The complaint of an id or ticket, redacted, with its events and doubts. Raises UsageError."""
    with ComplaintStore(workspace.private) as store:
        return shown(store, store.find(name), workspace=workspace.root)
