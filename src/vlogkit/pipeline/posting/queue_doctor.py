"""Find what in a workspace's queue needs a person. Nothing is changed, nothing is sent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from vlogkit.errors import counted
from vlogkit.gates import gate_findings
from vlogkit.pipeline.posting.live_posts import live_findings
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.shut_posts import shut_for
from vlogkit.records.finding import Finding, Severity
from vlogkit.records.post import Entry
from vlogkit.records.posting.retraction import Retraction

_HINTS = {
    "unconfirmed": "Look on the service, then: vlogkit queue resolve {id} --posted --url URL, or --not-posted.",
    "failed": "Mend what it says, then: vlogkit queue retry {id}",
    "held": "Decide: vlogkit queue retry {id} --at TIME, or vlogkit queue cancel {id}",
}


def look_at_queue(desk: PublishingDesk, now: dt.datetime) -> list[Finding]:
    """Posts that wait for a person, whose gates are shut, that are overdue, stuck, doubled or without an account; lost packs; standing holds."""
    entries = desk.ledger.entries()
    findings = [_waiting(entry) for entry in entries if entry.post.state in _HINTS]
    findings += [_overdue(entry, now) for entry in entries if _is_overdue(entry, now, desk.late(entry.post.account))]
    findings += [_stuck(entry, now) for entry in entries if _is_stuck(entry, now)]
    findings += [finding for entry in entries for finding in _shut(desk, entry, now)]
    findings += _doubled(entries) + _homeless(desk, entries)
    findings += [_gone(entry) for entry in entries if _is_gone(entry)]
    findings += [_unposted(entry, now) for entry in entries if _is_unposted(entry, now)]
    findings += [_follows(entry) for entry in entries if entry.post.state == "published" and entry.reason]
    findings += live_findings(desk, now)
    findings += [_step(one) for one in desk.ledger.retractions(open_only=True)]
    findings += [
        Finding(code="queue.hold", severity="warning", message=f"hold {h.id} ({h.scope}) by {h.by}: {h.reason}")
        for h in desk.ledger.standing_holds(now)
    ]
    return findings


_OPEN_STEPS = {
    "draft": ("waits for a yes", "vlogkit retract {item} --approve"),
    "approved": ("waits for a worker", "Run: vlogkit publish"),
    "by-hand": ("is to be done by hand", "See outbox/TARIK-{post}.txt, then: vlogkit retract {item} --done {id}"),
    "failed": ("failed", "Mend what it says, then: vlogkit retract {item} --approve"),
}


def _step(step: Retraction) -> Finding:
    """A step of a retraction that is not done; a post that must not be out is out until then."""
    by_hand = step.state == "approved" and step.how == "by-hand"
    says, hint = _OPEN_STEPS["by-hand" if by_hand else step.state]
    why = f": {step.why}" if step.why else ""
    message = f"its retraction ({step.how}) {says}{why}"
    hint = hint.format(item=step.item, post=step.post, id=step.id)
    return Finding(code="queue.retraction", severity="error", message=message, subject=step.post, hint=hint)


def _shut(desk: PublishingDesk, entry: Entry, now: dt.datetime) -> Iterator[Finding]:
    """The gates that will keep a planned post from leaving, each with what opens it."""
    if entry.post.state in {"draft", "approved", "scheduled"}:
        yield from gate_findings(shut_for(desk, entry.post, max(entry.post.due, now), now), subject=entry.post.id)


def _waiting(entry: Entry) -> Finding:
    state = entry.post.state
    return Finding(
        code=f"queue.{state}",
        severity="warning" if state == "held" else "error",
        message=f"{state}: {entry.why() or 'no reason given'}",
        subject=entry.post.id,
        hint=_HINTS[state].format(id=entry.post.id),
    )


def _follows(entry: Entry) -> Finding:
    """What is still to follow a post that is out, or what it does without."""
    waits = entry.wake is not None
    hint = "It follows by itself." if waits else f"Look at it, and add by hand what it should have: {entry.url}"
    severity: Severity = "note" if waits else "warning"
    return Finding(code="queue.follows", severity=severity, message=entry.reason, subject=entry.post.id, hint=hint)


def _is_overdue(entry: Entry, now: dt.datetime, late: dt.timedelta) -> bool:
    return entry.post.state in {"scheduled", "draft", "approved"} and now - entry.post.due > late


def _overdue(entry: Entry, now: dt.datetime) -> Finding:
    hours = (now - entry.post.due).total_seconds() / 3600
    hint = "Approve and re-time it, or drop it; it is never sent by itself."
    if entry.post.state == "scheduled":
        hint = "Is a worker running, or `vlogkit publish` in cron? It will be held, not sent."
    message = f"{entry.post.state} and overdue by {hours:.1f} h"
    return Finding(code="queue.overdue", severity="warning", message=message, subject=entry.post.id, hint=hint)


def _is_stuck(entry: Entry, now: dt.datetime) -> bool:
    moving = entry.post.state in {"sending", "accepted", "processing"}
    return moving and entry.wake is not None and now - entry.wake > dt.timedelta(hours=1)


def _stuck(entry: Entry, now: dt.datetime) -> Finding:
    since = f"{(now - (entry.wake or now)).total_seconds() / 3600:.1f} h"
    hint = "A worker died over it. Run `vlogkit publish`: it looks at the service first, and sends nothing twice."
    message = f"{entry.post.state}, and no worker has looked at it for {since}"
    return Finding(code="queue.stuck", severity="warning", message=message, subject=entry.post.id, hint=hint)


def _is_gone(entry: Entry) -> bool:
    """Whether a pack is no longer in the outbox, and nobody has said that it was posted."""
    if entry.post.state != "handed-over":
        return False
    path = urlsplit(entry.url)
    return path.scheme == "file" and not Path(url2pathname(path.path)).is_dir()


def _gone(entry: Entry) -> Finding:
    hint = (
        "If it was posted, nothing is to be done. If not, plan the item again, or make a new post with `plan import`."
    )
    message = "its pack is no longer in the outbox, and nobody said whether it was posted"
    return Finding(code="queue.pack", severity="warning", message=message, subject=entry.post.id, hint=hint)


def _is_unposted(entry: Entry, now: dt.datetime) -> bool:
    """Whether a pack was handed over more than a day ago, and nobody has said that it was posted."""
    lies = entry.post.state == "handed-over" and not _is_gone(entry)
    return lies and now - entry.updated_at > dt.timedelta(days=1)


def _unposted(entry: Entry, now: dt.datetime) -> Finding:
    hours = (now - entry.updated_at).total_seconds() / 3600
    message = f"its pack has waited for {hours:.0f} h to be posted by hand"
    name = entry.post.id
    hint = f"Post it, then: vlogkit queue mark-posted {name} --url URL. Or: vlogkit queue resolve {name} --not-posted"
    return Finding(code="queue.unposted", severity="note", message=message, subject=entry.post.id, hint=hint)


def _doubled(entries: list[Entry]) -> list[Finding]:
    """The same words and files on the same account twice: perhaps meant, perhaps not."""
    live = [entry.post for entry in entries if entry.post.state not in {"cancelled", "expired", "retracted"}]
    counts = Counter((post.account, post.content_hash()) for post in live if not post.repeats)
    return [
        Finding(
            code="queue.doubled",
            severity="warning",
            message=f"the same content {counted(count, 'time')}",
            subject=account,
        )
        for (account, _), count in counts.items()
        if count > 1
    ]


def _homeless(desk: PublishingDesk, entries: list[Entry]) -> list[Finding]:
    waiting = {
        e.post.account for e in entries if e.post.state not in {"published", "cancelled", "expired", "retracted"}
    }
    return [
        Finding(
            code="queue.account",
            severity="error",
            message=f"posts wait for the account `{name}`, which vlogkit.yaml does not have",
            hint="Add the account again, or cancel its posts.",
        )
        for name in sorted(waiting - set(desk.accounts))
    ]
