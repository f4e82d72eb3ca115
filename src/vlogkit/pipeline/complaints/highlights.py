"""Choose the resolved complaints worth showing, and decide on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.highlights.choice import WINDOW, Candidate, Choice, HighlightFilter, Highlights
from vlogkit.intake.highlights.decisions import decide
from vlogkit.workspace import Workspace

__all__ = [
    "Candidate",
    "Highlights",
    "approve_highlight",
    "choose_highlights",
    "propose_highlight",
    "reject_highlight",
    "show_without_pictures",
]


def choose_highlights(
    workspace: Workspace,
    *,
    now: dt.datetime,
    since: dt.datetime | None = None,
    agency: str = "",
    district: str = "",
    category: str = "",
    limit: int = 10,
) -> Highlights:
    """The resolved complaints worth showing, closed since then or in the last 90 days; "" is any."""
    span = (since or now - WINDOW, now + dt.timedelta(days=1))
    with _choosing(workspace, now) as (choice, _):
        return choice.choose(HighlightFilter(*span, agency, district, category), limit=limit)


def propose_highlight(workspace: Workspace, name: str, *, by: str, now: dt.datetime) -> Candidate:
    """Put a complaint (id or ticket) forward as it stands now. Raises UsageError where a gate is shut."""
    with _choosing(workspace, now) as (choice, store):
        return choice.propose(store.find(name), by=by)


def approve_highlight(workspace: Workspace, name: str, *, by: str, now: dt.datetime) -> Candidate:
    """Approve what another person proposed. Raises UsageError for the same person, or where a gate is shut."""
    with _choosing(workspace, now) as (choice, store):
        return choice.approve(store.find(name), by=by)


def reject_highlight(workspace: Workspace, name: str, *, by: str, reason: str, now: dt.datetime) -> str:
    """Keep a complaint from being shown; its id. Raises UsageError."""
    with ComplaintStore(workspace.private) as store:
        item = store.find(name)
        decide(store, item.id, "reject", by=by, now=now, reason=reason)
        return item.id


def show_without_pictures(workspace: Workspace, name: str, *, by: str, now: dt.datetime) -> str:
    """Show a complaint without its pictures; its id. Raises UsageError."""
    with ComplaintStore(workspace.private) as store:
        item = store.find(name)
        decide(store, item.id, "without-pictures", by=by, now=now)
        return item.id


@contextmanager
def _choosing(workspace: Workspace, now: dt.datetime) -> Iterator[tuple[Choice, ComplaintStore]]:
    with ComplaintStore(workspace.private) as store:
        zone = workspace.settings.timezone
        yield Choice(store, workspace.root, workspace.protected_pictures, now=now, zone=zone), store
