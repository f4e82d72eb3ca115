"""Posts that wait for approval: list them, show exactly what would leave, approve or reject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
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


@dataclass(frozen=True)
class WaitingPage:
    """A page of what waits for a decision: the posts of each item, the item that leaves first at the top."""

    items: dict[str, list[Entry]]
    total: int
    """How many items wait in all."""
    page: int
    pages: int


def waiting_page(desk: PublishingDesk, *, page: int = 1, a_page: int = 20) -> WaitingPage:
    """A part of what waits; a page that is not there is the last one. Raises OutsideError."""
    total = desk.ledger.waiting_count()
    pages = max(1, -(-total // a_page))
    page = min(max(1, page), pages)
    items: dict[str, list[Entry]] = {one: [] for one in desk.ledger.waiting(limit=a_page, offset=(page - 1) * a_page)}
    for entry in desk.ledger.entries(states=["draft"], bundles=items) if items else ():
        items[entry.post.bundle].append(entry)
    return WaitingPage(items, total, page, pages)


def unchanged_since(desk: PublishingDesk, looked: Mapping[str, str]) -> list[Entry]:
    """Those of the posts that somebody looked at, by id with the hash of what was seen, which wait and are still that."""
    found = desk.ledger.entries_of(looked)
    return [one for one in found if one.post.state == "draft" and one.post.content_hash() == looked[one.post.id]]


def next_waiting(desk: PublishingDesk, post: Post, looked: Collection[str]) -> Entry | None:
    """The post to look at after this one: of the same item, else the next in time."""
    own = desk.ledger.entries(states=["draft"], bundles=[post.bundle])
    later = desk.ledger.entries(states=["draft"], since=post.due, limit=A_LOOK)
    return next((one for one in (*own, *later) if one.post.id != post.id and one.post.id not in looked), None)


A_LOOK = 50
"""How many posts are looked through for the next one."""


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
