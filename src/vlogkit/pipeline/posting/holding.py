"""Hold publishing, and lift a hold: each post that waited gets a new time, is dropped, or stays held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk, next_free
from vlogkit.records.post import Entry, Hold


def hold(
    desk: PublishingDesk,
    *,
    reason: str,
    by: str,
    now: dt.datetime,
    scope: str = "all",
    allow_tags: Sequence[str] = (),
    until: dt.datetime | None = None,
) -> Hold:
    """Let nothing in `scope` leave from now on. Raises UsageError."""
    return desk.ledger.hold_on(reason=reason, by=by, now=now, scope=scope, allow_tags=allow_tags, until=until)


def standing_holds(desk: PublishingDesk, now: dt.datetime) -> list[Hold]:
    """The holds that are in force."""
    return desk.ledger.standing_holds(now)


def lift_holds(
    desk: PublishingDesk, *, by: str, now: dt.datetime, number: int | None = None
) -> tuple[list[Hold], list[Entry]]:
    """Lift one hold or all: the holds, and the posts that waited for them. Raises UsageError."""
    lifted = desk.ledger.hold_off(by=by, now=now, hold_id=number)
    return lifted, desk.ledger.waiting_for(lifted)


def drop_held(desk: PublishingDesk, entry: Entry, *, by: str, now: dt.datetime) -> Entry:
    """Cancel a post that waited for a hold. Raises UsageError."""
    return desk.ledger.cancel(entry.post.id, by=by, now=now, reason="dropped after a hold")


def retime_held(
    desk: PublishingDesk, entry: Entry, *, by: str, now: dt.datetime, due: dt.datetime | None = None
) -> Entry:
    """Give a post that waited for a hold a time, or the next free one. Raises UsageError."""
    when = due or next_free(desk, entry.post, now)
    return desk.ledger.retry(entry.post.id, by=by, now=now, due=when)
