"""Notice items whose posts are out although they must not be any more, or say something that has changed since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlogkit.findings.codes import found
from vlogkit.gates import asked, shut_gates
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.notices.gate import Gate
from vlogkit.records.post import BEFORE_SENDING, Entry, Post, PostState
from vlogkit.workspace import Workspace

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk

OUT: tuple[PostState, ...] = ("accepted", "processing", "published", "handed-over", "unconfirmed")
"""States in which a post is out, or may be."""
Drift = Literal["", "changed", "rendered"]
"""How an item stands to its posts: as they say it, changed since it was rendered, or rendered anew since they were planned."""
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


class PlannedPosts(NamedTuple):
    """The posts of an item that were not dropped; whether planning it would add one; and how its item stands to those that
    have not left, and to those that are out."""

    entries: list[Entry]
    missing: bool
    waiting: Drift
    out: Drift


def planned_posts(desk: PublishingDesk, bundle: Bundle, now: dt.datetime) -> PlannedPosts:
    """How the posts of a bundle stand to the item as it is now. Raises OutsideError."""
    entries = desk.ledger.entries(bundles=[bundle.id])
    missing = set(desk.accounts) - {entry.post.account for entry in entries}
    kept = [entry for entry in entries if entry.post.state not in {"cancelled", "expired", "retracted"}]
    changed = bool(kept) and _is_changed(desk, bundle, now)
    waiting = [entry for entry in kept if entry.post.state in BEFORE_SENDING]
    out = [entry for entry in kept if entry.post.state in OUT]
    return PlannedPosts(
        kept, bool(missing), _drift(waiting, bundle, changed=changed), _drift(out, bundle, changed=changed)
    )


def waiting_posts(desk: PublishingDesk, item: str) -> list[Post]:
    """The posts of an item that have not left, in the order of their time."""
    return [entry.post for entry in desk.ledger.entries(bundles=[item], states=BEFORE_SENDING)]


def post_drift(desk: PublishingDesk, entry: Entry, now: dt.datetime) -> Drift:
    """How the item of a post that waits or is out stands to it. Raises OutsideError."""
    bundle = manifest_if_any(desk.workspace.bundles / entry.post.bundle)
    if bundle is None or entry.post.state not in {*BEFORE_SENDING, *OUT}:
        return ""
    return _drift([entry], bundle, changed=_is_changed(desk, bundle, now))


def _is_changed(desk: PublishingDesk, bundle: Bundle, now: dt.datetime) -> bool:
    return any(gate.name == "changed" for gate in shut_gates(asked(desk.items, bundle, None, now, now)))


def _drift(entries: list[Entry], bundle: Bundle, *, changed: bool) -> Drift:
    if changed and entries:
        return "changed"
    return "rendered" if any(is_older(entry, bundle) for entry in entries) else ""
