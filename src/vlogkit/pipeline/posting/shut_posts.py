"""Ask the gates about posts that wait: before a person moves one on, and of all of them while planning."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from vlogkit.errors import CalendarError, UsageError, VlogkitError
from vlogkit.gates import asked, gate_findings, shut_gates
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.planning.slots import objections
from vlogkit.records.finding import Finding
from vlogkit.records.notices.gate import Gate
from vlogkit.records.post import Post


def shut_for(desk: PublishingDesk, post: Post, at: dt.datetime, now: dt.datetime) -> tuple[Gate, ...]:
    """The gates that keep a post from leaving at a time, apart from approval and holds; a bundle that is gone is one.
    Raises OutsideError."""
    try:
        (bundle,) = desk.bundles([post.bundle])
    except VlogkitError as error:
        return (Gate(name="gone", reason=error.message, hint=error.hint),)
    question = asked(desk.items, bundle, desk.accounts.get(post.account), at, now)
    retracted = desk.ledger.retracted(post.bundle, post.account)
    return shut_gates(question.model_copy(update={"retracted": retracted}))


def check_leaving(desk: PublishingDesk, post: Post, at: dt.datetime, now: dt.datetime) -> None:
    """Raise UsageError where a gate keeps a post from leaving at a time; it stays as it is."""
    shut = shut_for(desk, post, at, now)
    if shut:
        reasons = "; ".join(gate.reason for gate in shut)
        raise UsageError(f"`{post.id}` must not leave: {reasons}", hint=shut[0].hint)


def against(desk: PublishingDesk, account: str, at: dt.datetime) -> list[str]:
    """What the calendar has against a time on an account; nothing for an account that is gone."""
    known = desk.accounts.get(account)
    return objections(desk.calendar_of(account), known, at) if known is not None else []


def check_calendar(desk: PublishingDesk, post: Post, at: dt.datetime, anyway: str) -> str:
    """Why a post leaves at a time that the calendar is against; empty where it is not. Raises CalendarError where
    nobody says why."""
    said = against(desk, post.account, at)
    if said and not anyway.strip():
        local = at.astimezone(ZoneInfo(desk.calendar_of(post.account).timezone))
        raise CalendarError(
            f"the calendar is against {local:%a %Y-%m-%d %H:%M %Z}: {'; '.join(said)}",
            hint='Choose another time, or say why it leaves then: --anyway "REASON"',
        )
    return anyway.strip() if said else ""


def hold_shut(desk: PublishingDesk, now: dt.datetime, *, by: str, dry: bool, agency: str = "") -> list[Finding]:
    """Hold every waiting post, or those of an agency, that a gate keeps from leaving, unless `dry`; each with the gates
    that are shut. What waits for approval stays a draft. Raises OutsideError."""
    findings: list[Finding] = []
    for entry in desk.ledger.entries(states=["draft", "approved", "scheduled"], agency=agency):
        shut = shut_for(desk, entry.post, max(entry.post.due, now), now)
        findings += gate_findings(shut, subject=entry.post.id)
        if shut and not dry and entry.post.state != "draft" and not entry.begun:
            desk.ledger.hold_back(entry.post.id, by=by, now=now, reason="; ".join(gate.told() for gate in shut))
    return findings
