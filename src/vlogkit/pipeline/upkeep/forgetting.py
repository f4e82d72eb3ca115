"""Forget complaints everywhere: store, files and queue, naming what already left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vlogkit.intake.complaints.forgetting import NamedFolders, Removed, forget_complaints
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.ledger.forgetting import Dropped
from vlogkit.ledger.ledger import open_ledger
from vlogkit.records.post import Entry
from vlogkit.workspace import Workspace

BY = "vlogkit complaints"
"""Who the ledger's trail names."""


@dataclass(frozen=True)
class Forgotten:
    """What was removed and cancelled, and where a person still has to delete something."""

    removed: Removed
    posts: Dropped

    def published(self) -> list[str]:
        """Where posts are, or may be, one line each: platform, account, state, and the address or id there."""
        return [_there(entry) for entry in self.posts.away]


def forget(workspace: Workspace, store: ComplaintStore, ids: Sequence[str], *, now: dt.datetime) -> Forgotten:
    """Forget complaints everywhere that vlogkit reaches. Posts are cancelled before their files go, so that no worker
    sends half of one. Raises OutsideError where a file cannot be written or the ledger does not answer."""
    posts = cancel_posts(workspace, ids, now=now)
    folders = NamedFolders(workspace.called_after_items(), workspace.of_anybody(), workspace.protected_pictures)
    return Forgotten(forget_complaints(store, ids, root=workspace.root, folders=folders), posts)


def forget_complaint(workspace: Workspace, name: str, *, now: dt.datetime) -> Forgotten:
    """Forget the complaint of an id or ticket everywhere. Raises UsageError, OutsideError."""
    with ComplaintStore(workspace.private) as store:
        return forget(workspace, store, [store.find(name).id], now=now)


def forget_before(workspace: Workspace, day: dt.datetime, *, now: dt.datetime) -> Forgotten:
    """Forget the complaints last closed, updated or reported before a day. Raises OutsideError."""
    with ComplaintStore(workspace.private) as store:
        return forget(workspace, store, store.before(day), now=now)


def count_before(workspace: Workspace, day: dt.datetime) -> int:
    """How many complaints `forget_before` would remove."""
    with ComplaintStore(workspace.private) as store:
        return len(store.before(day))


def cancel_posts(workspace: Workspace, ids: Sequence[str], *, now: dt.datetime) -> Dropped:
    """Cancel the waiting posts of these items; without a ledger there are none. Raises InputError, OutsideError."""
    if not workspace.settings.database and not (workspace.private / "ledger.sqlite").is_file():
        return Dropped()
    ledger = open_ledger(workspace.database)
    try:
        return ledger.forget(ids, by=BY, now=now)
    finally:
        ledger.close()


def _there(entry: Entry) -> str:
    post = entry.post
    where = entry.url or entry.remote_id or "no address is known"
    return f"{post.platform}, {post.account}, {post.state}: {where} ({post.id})"
