"""Notice items whose posts are out although they must not be any more, or say something that has changed since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from vlogkit.findings.codes import found
from vlogkit.gates import asked, shut_gates
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.notices.gate import Gate
from vlogkit.records.post import Entry, Post, PostState
from vlogkit.workspace import Workspace

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk

OUT: tuple[PostState, ...] = ("accepted", "processing", "published", "handed-over", "unconfirmed")
"""States in which a post is out, or may be."""
_GRAVE = frozenset(
    {"gone", "resolved", "result", "times", "confidence", "subject", "privacy", "pictures", "settled", "chosen"}
)
"""Gates of an item that say of a post which is out that it must not be; the others are about when and where it leaves."""


def live_findings(desk: PublishingDesk, now: dt.datetime, items: Collection[str] = ()) -> list[Finding]:
    """What is to be retracted or corrected among the posts that are out, of all items or of these, with the command. Posts
    for which something is queued, or was done, are left out. Raises OutsideError."""
    handled = {step.post for step in desk.ledger.retractions()}
    stopped = {one.item for one in desk.ledger.retracted_items()}
    by_item: dict[str, list[Entry]] = defaultdict(list)
    for entry in desk.ledger.entries(states=OUT, bundles=items):
        if entry.post.bundle not in stopped and entry.post.id not in handled:
            by_item[entry.post.bundle].append(entry)
    return [finding for item, entries in sorted(by_item.items()) for finding in _of_item(desk, item, entries, now)]


def grave_findings(desk: PublishingDesk, now: dt.datetime) -> list[Finding]:
    """Those of them that say a post must not be out. The gates that say so are those of complaints, so that items with a
    file of their own need not be looked at. Raises OutsideError."""
    updates = {path.stem for path in desk.workspace.updates.glob("*.md")}
    complaints = sorted(desk.ledger.items_in(OUT) - updates)
    return [one for one in live_findings(desk, now, complaints) if one.severity == "error"] if complaints else []


def noticed(workspace: Workspace, now: dt.datetime, items: Collection[str] = ()) -> list[Finding]:
    """The same for a workspace whose ledger is not open; nothing where it never planned a post. Raises OutsideError."""
    if not workspace.settings.database and not (workspace.private / "ledger.sqlite").is_file():
        return []
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk  # SQLAlchemy takes 0.3 s of a check

    desk = PublishingDesk(workspace, {})
    try:
        return live_findings(desk, now, items)
    finally:
        desk.close()


def _of_item(desk: PublishingDesk, item: str, entries: list[Entry], now: dt.datetime) -> Iterator[Finding]:
    bundle = manifest_if_any(desk.workspace.bundles / item)
    if bundle is None:
        return
    gates = shut_gates(asked(desk.items, bundle, None, now, now))
    grave = [gate for gate in gates if gate.name in _GRAVE and _counts(gate, bundle)]
    where = ", ".join(entry.url or entry.post.account for entry in entries)
    if grave:
        reason = "; ".join(gate.reason for gate in grave)
        yield found("live-post", "shut", subject=item, about=item, reason=reason, where=where, count=len(entries))
    elif any(gate.name == "changed" for gate in gates) or any(is_older(entry, bundle) for entry in entries):
        yield found("live-post", "changed", subject=item, about=item, severity="warning", where=where)


def _counts(gate: Gate, bundle: Bundle) -> bool:
    """An update whose file was put away says nothing about its posts; a complaint that was forgotten does."""
    return gate.name != "gone" or bundle.notice.startswith("complaint:")


def is_older(entry: Entry, bundle: Bundle) -> bool:
    """Whether what is out was made before the item was rendered anew with other files or words."""
    post = entry.post
    own = {bundle.sent_hash(post.platform, post.files, every_wording=every) for every in (False, True)}
    return bool(post.bundle_hash) and post.bundle_hash not in {*own, bundle.content_hash()}


def planned_as_made(desk: PublishingDesk, bundle: Bundle) -> list[Post]:
    """The posts of a bundle as it was made last; none where planning it would add or change one."""
    entries = desk.ledger.entries(bundles=[bundle.id])
    missing = set(desk.accounts) - {entry.post.account for entry in entries}
    return [] if missing or any(is_older(entry, bundle) for entry in entries) else [entry.post for entry in entries]
