"""Make an approval sheet: what one person is to see of one item's posts, as they would leave."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.files import sha256_of
from vlogkit.ledger.approvals import may_approve
from vlogkit.pipeline.posting.looking.post_preview import preview_of
from vlogkit.pipeline.posting.looking.seen_posts import SmallPicture, small_pictures
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.publishing.answers import HeldError
from vlogkit.publishing.guards import read_bundle
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.post import Post, signature
from vlogkit.records.posting.approval_sheet import ApprovalSheet, SheetPost, SheetWay
from vlogkit.records.settings import Approval

OPEN_FOR: dict[SheetWay, dt.timedelta] = {"link": dt.timedelta(minutes=30), "file": dt.timedelta(days=3)}
"""How long a sheet can be answered."""
SIDE = 720
"""Pixels of the longer side of a picture on a sheet: what a card says can be read on a phone."""


@dataclass(frozen=True)
class SheetContent:
    """A sheet that is not kept yet, with what it shows: posts that say the same together, each file once."""

    sheet: ApprovalSheet
    bundle: Bundle
    groups: tuple[tuple[Post, ...], ...]
    pictures: dict[str, tuple[SmallPicture, ...]]
    findings: tuple[Finding, ...]


def make_sheet(
    desk: PublishingDesk, item: str, *, approver: str, by: str, way: SheetWay, now: dt.datetime
) -> SheetContent:
    """What an approver is asked about an item. Raises UsageError where nothing waits, where it is not what was planned,
    and for somebody who could not approve it."""
    posts = [entry.post for entry in desk.ledger.entries(states=["draft"]) if entry.post.bundle == item]
    if not posts:
        raise UsageError(f"nothing of `{item}` waits for approval", hint="See what does: vlogkit review list")
    name = _called(desk, approver)
    key = desk.ledger.answer_key(name)
    if key is None and (way == "file" or any(_rule(desk, post).approvers for post in posts)):
        hint = f"It is set at this computer, once: vlogkit review phrase {name!r}"
        raise UsageError(f"{name} has no answer phrase yet, so that nobody could tell whose answer it is", hint=hint)
    for post in posts:
        may_approve(post, _rule(desk, post), by=name, proven=key is not None)
    bundle = _bundle_as_planned(desk, posts)
    previews = (preview_of(desk, post) for post in posts)
    refused = [finding for preview in previews if preview for finding in preview.refused]
    sheet = ApprovalSheet(
        id=secrets.token_hex(4),
        item=item,
        approver=name,
        by=by,
        way=way,
        posts=tuple(SheetPost(id=post.id, content=post.content_hash()) for post in posts),
        at=now,
        until=now + OPEN_FOR[way],
        key=key,
    )
    folder = desk.workspace.bundles / item
    paths = dict.fromkeys(path for post in posts for path in post.files)
    pictures = {path: tuple(small_pictures(folder / path, path, side=SIDE)) for path in paths}
    return SheetContent(sheet, bundle, tuple(_groups(posts)), pictures, (*bundle.findings, *refused))


def keep_sheet(desk: PublishingDesk, sheet: ApprovalSheet, shown: str) -> ApprovalSheet:
    """Keep a sheet with the hash of the text that it shows; the sheet as it was kept."""
    kept = sheet.model_copy(update={"digest": hashlib.sha256(shown.encode()).hexdigest()})
    desk.ledger.keep_sheet(kept)
    return kept


def who_can_be_asked(desk: PublishingDesk, item: str) -> list[str]:
    """Those who may approve an item's waiting posts, by the settings; nobody named where anybody may."""
    posts = [entry.post for entry in desk.ledger.entries(states=["draft"]) if entry.post.bundle == item]
    named = [name for post in posts for name in _rule(desk, post).approvers]
    listed = [name for name, duties in desk.workspace.settings.duties().items() if "approver" in duties]
    return list(dict.fromkeys(named or listed))


def _rule(desk: PublishingDesk, post: Post) -> Approval:
    return desk.workspace.settings.approval_of(post.agency)


def _called(desk: PublishingDesk, name: str) -> str:
    """The name as the settings have it, else as it was written. Raises UsageError for none."""
    listed = {signature(one): one for one in desk.workspace.settings.duties()}
    if not signature(name):
        raise UsageError("a sheet is for somebody", hint="Say who is asked.")
    return listed.get(signature(name), name.strip())


def _bundle_as_planned(desk: PublishingDesk, posts: list[Post]) -> Bundle:
    """The bundle, whose files are what the posts would send. Raises UsageError where they are not."""
    folder = desk.workspace.bundles / posts[0].bundle
    try:
        bundles = [read_bundle(post, folder) for post in posts]
    except HeldError as error:
        raise UsageError(str(error)) from None
    known = {output.path: output.sha256 for output in bundles[0].outputs}
    for path in dict.fromkeys(path for post in posts for path in post.files):
        if known.get(path) != _hash(folder / path):
            hint = f"Render the item again, then plan: vlogkit render {posts[0].bundle}"
            raise UsageError(f"`{path}` is not as it was rendered", where=folder, hint=hint)
    return bundles[0]


def _hash(path: Path) -> str:
    try:
        return sha256_of(path)
    except VlogkitError:
        return ""


def _groups(posts: list[Post]) -> Iterator[tuple[Post, ...]]:
    """The posts that show and say the same, together."""
    found: dict[object, list[Post]] = {}
    for post in posts:
        same = (post.title, post.wording(), post.comment, post.thread, post.files, post.alts)
        found.setdefault(same, []).append(post)
    yield from map(tuple, found.values())
