"""Retract an item: stop its posts, queue what is done about each that is out, approve it, and say what is done by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import get_close_matches

from vlogkit.errors import UsageError
from vlogkit.gates import missing_yes
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.ledger.approvals import may_approve
from vlogkit.ledger.retractions import Retracted
from vlogkit.pipeline.posting.publishing_desk import Clock, PublishingDesk, worker_name
from vlogkit.pipeline.retracting.hand_pages import put_away_pages, write_pages
from vlogkit.publishing.retracting import TakenBack, take_back_due, way_back
from vlogkit.records.bundle import MANIFEST
from vlogkit.records.post import Entry, Hold, Yes
from vlogkit.records.posting.retraction import Purpose, RetractedItem, Retraction

__all__ = [
    "Retracted",
    "TakenBack",
    "approve_steps",
    "check_item",
    "done_by_hand",
    "lift_item",
    "retract_item",
    "steps_of",
    "take_back",
    "withdraw_held",
]


def retract_item(
    desk: PublishingDesk, item: str, *, reason: str, by: str, now: dt.datetime, correct: str = ""
) -> Retracted:
    """Stop every post of an item, and queue a step for each that is or may be out. With `correct` those are edited or
    answered with these words instead of taken down. Raises UsageError for an item that was never made, and for a correction
    of one that is being taken down."""
    check_item(desk, item)
    purpose: Purpose = "correct" if correct else "take-down"
    words = correct or _withdrawn_words(desk, item)
    made = desk.ledger.retract(
        item,
        lambda entry: _way(desk, entry, purpose, now),
        reason=reason,
        by=by,
        now=now,
        purpose=purpose,
        words=words,
        review=desk.workspace.settings.approval.required,
    )
    put_away_pages(desk.workspace, made.steps)
    write_pages(desk.workspace, made.steps)
    return made


def steps_of(desk: PublishingDesk, item: str = "") -> tuple[list[RetractedItem], list[Retraction]]:
    """The items that must not be out, and the steps for their posts: all that are open, or every one of an item."""
    items = [one for one in desk.ledger.retracted_items() if not item or one.item == item]
    return items, desk.ledger.retractions(item=item, open_only=not item)


def approve_steps(
    desk: PublishingDesk, item: str, *, by: str, now: dt.datetime, proven: bool = False
) -> list[Retraction]:
    """Say yes to every step of an item that waits for one, and try those again that failed. Raises UsageError where none
    waits, and for one who may not approve here."""
    waiting = [step for step in desk.ledger.retractions(item=item) if step.state in {"draft", "failed"}]
    if not waiting:
        raise UsageError(f"no step of `{item}` waits for approval", hint=f"See them: vlogkit retract {item}")
    return [_approved(desk, step, Yes(by=by, proven=proven), now) for step in waiting]


def _approved(desk: PublishingDesk, step: Retraction, yes: Yes, now: dt.datetime) -> Retraction:
    rule = desk.workspace.settings.approval_of(step.agency)
    may_approve(step, rule, by=yes.by, proven=yes.proven)

    def enough(after: Retraction) -> bool:
        return not missing_yes(after, rule, after.yes)

    return desk.ledger.approve_retraction(step.id, yes, enough=enough, now=now)


def done_by_hand(desk: PublishingDesk, step: str, *, by: str, now: dt.datetime, stays: bool = False) -> Retraction:
    """A person did a step at the service; with `stays` they decided that the post stays up. Raises UsageError."""
    return desk.ledger.done_by_hand(step, by=by, now=now, live=stays)


def lift_item(desk: PublishingDesk, item: str, *, by: str, now: dt.datetime) -> None:
    """Let an item go out again, as a plan gives it out. Raises UsageError."""
    desk.ledger.lift_retraction(item, by=by, now=now)


def take_back(desk: PublishingDesk, clock: Clock) -> list[TakenBack]:
    """Queue what was forgotten, do every approved step that is due, and write a page for each that a person does. Raises
    OutsideError when the ledger does not answer."""
    now = clock()
    reasons = {one.item: one for one in desk.ledger.retracted_items()}
    for item in dict.fromkeys(entry.post.bundle for entry in desk.ledger.forgotten()):
        known = reasons[item]
        words = known.words if known.purpose == "correct" else ""
        retract_item(desk, item, reason=known.reason, by=known.by, now=now, correct=words)
    done = take_back_due(
        desk.ledger, desk.workspace, clock, worker=worker_name(), secrets=desk.secrets, quotas=desk.shares
    )
    if done:
        write_pages(desk.workspace, desk.ledger.retractions(open_only=True))
    return done


def withdraw_held(desk: PublishingDesk, now: dt.datetime) -> int:
    """Queue the withdrawal of every post that a service would publish by itself while a hold stands; how many are new."""
    return sum(_withdrawn(desk, hold, now) for hold in desk.standing_holds(now))


def _withdrawn(desk: PublishingDesk, hold: Hold, now: dt.datetime) -> int:
    there = desk.ledger.at_services(hold, now)
    if not there:
        return 0

    def way(entry: Entry) -> str:
        return _way(desk, entry, "hold", now)

    return desk.ledger.withdraw(there, way, hold=hold.id, reason=hold.reason, by=hold.by, now=now)


def _way(desk: PublishingDesk, entry: Entry, purpose: Purpose, now: dt.datetime) -> str:
    facts = desk.facts.get(entry.post.platform)
    if facts is None:
        return "by-hand"
    since = max(now - entry.post.due, dt.timedelta())
    waits = bool(entry.post.ahead_minutes) and entry.post.due > now and entry.post.state != "published"
    return way_back(facts, purpose, waits=waits, since=since) or "by-hand"


def check_item(desk: PublishingDesk, item: str) -> None:
    """Raise UsageError for an item of which nothing was made or posted."""
    if desk.ledger.entries(bundles=[item], limit=1) or (desk.workspace.bundles / item / MANIFEST).is_file():
        return
    made: Sequence[str] = sorted({post.bundle for post in desk.ledger.posts()})
    near = get_close_matches(item, made, 1)
    hint = f"Did you mean `{near[0]}`?" if near else "See what was posted: vlogkit queue list"
    raise UsageError(f"nothing was made or posted of an item `{item}`", hint=hint)


def _withdrawn_words(desk: PublishingDesk, item: str) -> str:
    """What an edit or a reply says where a service does not let the post be taken down; never the reason."""
    bundle = manifest_if_any(desk.workspace.bundles / item)
    name = desk.workspace.settings.name
    if bundle is not None and bundle.lang == "en":
        return f"This post was withdrawn by {name}. Please do not share it any further."
    return f"Unggahan ini ditarik oleh {name}. Mohon tidak disebarkan lagi."
