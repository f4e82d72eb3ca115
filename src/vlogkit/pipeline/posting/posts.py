"""The posts of the queue: list them, show one whole, send again, settle, cancel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import AuditEntry, Entry, PostState

STATES: tuple[PostState, ...] = get_args(PostState)


@dataclass(frozen=True)
class PostHistory:
    """A post with its attempts and who did what to it."""

    entry: Entry
    attempts: list[dict[str, str]]
    trail: list[AuditEntry]


def list_posts(desk: PublishingDesk, *, states: Sequence[str] = (), account: str = "", limit: int = 200) -> list[Entry]:
    """Posts in the order of their time; no states are all, "" is any account. Raises UsageError for an unknown state."""
    for word in states:
        if word not in STATES:
            raise UsageError(f"there is no state `{word}`", hint="Known here: " + ", ".join(STATES))
    chosen = [state for state in STATES if state in states]
    return desk.ledger.entries(states=chosen, account=account, limit=limit)


def show_post(desk: PublishingDesk, name: str) -> PostHistory:
    """The post of an id or its beginning. Raises UsageError."""
    entry = desk.ledger.entry(name)
    return PostHistory(entry, desk.ledger.history(entry.post.id), desk.ledger.trail(entry.post.id))


def retry_post(desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, due: dt.datetime | None = None) -> Entry:
    """Send a held or failed post again, now or at `due`. Raises UsageError."""
    return desk.ledger.retry(name, by=by, now=now, due=due)


def settle_post(desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, posted: bool, url: str = "") -> Entry:
    """Say whether an unconfirmed post or a pack is out, and where. Raises UsageError."""
    return desk.ledger.resolve(name, by=by, now=now, posted=posted, url=url)


def cancel_post(desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, reason: str = "") -> Entry:
    """Drop a post that has not left. Raises UsageError."""
    return desk.ledger.cancel(name, by=by, now=now, reason=reason)
