"""Posts that wait for approval: list them, show exactly what would leave, approve or reject."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from vlogkit.pipeline.posting.holding import check_agency
from vlogkit.pipeline.posting.looking.seen_posts import SeenPost, keep_seen, last_seen
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.shut_posts import check_leaving
from vlogkit.records.post import Entry, Post, Yes


@dataclass(frozen=True)
class PostReview:
    """A post as it would leave, with the folder of its files, past decisions and who approved it as it stands."""

    entry: Entry
    folder: Path
    decisions: list[dict[str, str | bool]]
    said_yes: tuple[Yes, ...]
    last: SeenPost | None = None
    """As somebody saw it who decided about it, where it is not the same any more."""


def waiting_posts(desk: PublishingDesk, *, agency: str = "") -> list[Entry]:
    """The posts that wait for a decision, all or those of an agency. Raises UsageError."""
    check_agency(desk, agency)
    return desk.ledger.entries(states=["draft"], agency=agency)


def review_post(desk: PublishingDesk, name: str) -> PostReview:
    """The post of an id or its beginning, with its decisions. Raises UsageError."""
    entry = desk.ledger.entry(name)
    folder = desk.workspace.bundles / entry.post.bundle
    last = last_seen(desk.workspace, entry.post)
    changed = last if last is not None and last.content != entry.post.content_hash() else None
    return PostReview(entry, folder, desk.ledger.decisions(entry.post.id), desk.ledger.said_yes(entry.post), changed)


def approve_post(
    desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, proven: bool = False, content: str = ""
) -> Entry:
    """Approve a post as it stands now, by one who has proven who they are or not; with `content`, the hash of what was
    looked at, only as long as it is that. Raises UsageError, also for one who may not approve it here, and where it must
    not leave."""
    post = desk.ledger.entry(name).post
    check_leaving(desk, post, max(post.due, now), now)
    rule = desk.workspace.settings.approval_of(post.agency)
    desk.ledger.decide(post.id, "approved", by=by, now=now, rule=rule, proven=proven, content=content)
    keep_seen(desk.workspace, post, by=by, at=now)
    return desk.ledger.entry(post.id)


def reject_post(desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, reason: str, content: str = "") -> Post:
    """Send a post back with a reason; `content` as for `approve_post`. Raises UsageError."""
    post = desk.ledger.entry(name).post
    decided = desk.ledger.decide(name, "rejected", by=by, now=now, reason=reason, content=content)
    keep_seen(desk.workspace, post, by=by, at=now)
    return decided
