"""The nine gates a complaint must pass before it may be shown, each with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vlogkit.intake.complaints.storing.decision_tables import Decision
from vlogkit.intake.complaints.vocabulary import Meanings
from vlogkit.intake.redaction.redact import redact_with
from vlogkit.intake.redaction.word_lists import FinderWords
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint

SETTLE_DAYS = 7
"""Days after closing in which nobody may have reopened it."""
BAD_RATING = 2
SENSITIVE_FLAGS = {
    "graft": "graft",
    "violence": "violence",
    "health": "a person's health",
    "minor": "a child",
    "aid": "recipients of aid",
}
_SLACK = dt.timedelta(minutes=1)


class Gate(NamedTuple):
    """One of the nine: its number, its name, whether it is open, and why or why not."""

    number: int
    name: str
    open: bool
    reason: str


def early_gates(case: Complaint, raw: str, words: Meanings, lists: FinderWords, *, now: dt.datetime) -> list[Gate]:
    """The gates that need no look at texts and pictures: 1–5 and 8. `raw` is what the citizen wrote, unredacted."""
    flags = redact_with(raw, lists).flags if raw else ()
    return [
        Gate(1, "resolved", case.stage == "resolved", f"the stage is {case.stage}"),
        _outcome(case),
        _times(case, now),
        _confidence(case, flags),
        _sensitive(case, flags, words),
        _settled(case, now),
    ]


def _outcome(case: Complaint) -> Gate:
    good = case.outcome in {"fixed", "answered"}
    reason = (
        f"the response says it was {case.outcome}" if good else f"the outcome is {case.outcome}: closed is not fixed"
    )
    return Gate(2, "result", good, reason)


def _times(case: Complaint, now: dt.datetime) -> Gate:
    reported, responded, closed = case.reported_at, case.responded_at, case.closed_at
    if reported is None or closed is None:
        return Gate(3, "times", False, "the time of the report or of the closing is not known")
    steps = [at for at in (reported, responded, closed) if at is not None]
    if any(later < earlier - _SLACK for earlier, later in pairwise(steps)):
        return Gate(3, "times", False, "report, first response and closing do not follow each other")
    if max(steps) > now:
        return Gate(3, "times", False, "a time lies in the future")
    return Gate(3, "times", True, "report, first response and closing follow each other")


def _confidence(case: Complaint, flags: Sequence[str]) -> Gate:
    if case.confidential:
        return Gate(4, "confidence", False, "the report is confidential")
    if "whistle" in flags:
        return Gate(4, "confidence", False, "the reporter asks not to be known")
    return Gate(4, "confidence", True, "not confidential")


def _sensitive(case: Complaint, flags: Sequence[str], words: Meanings) -> Gate:
    if match := words.sensitive.search(case.category):
        return Gate(5, "subject", False, f"the category `{case.category}` is sensitive ({match[0]})")
    about = [SENSITIVE_FLAGS[flag] for flag in flags if flag in SENSITIVE_FLAGS]
    if about:
        return Gate(5, "subject", False, f"the report is about {', '.join(about)}")
    return Gate(5, "subject", True, "no sensitive subject")


def _settled(case: Complaint, now: dt.datetime) -> Gate:
    closed = case.closed_at
    if closed is None:
        return Gate(8, "settled", False, "it is not closed")
    if any(event.kind == "reopen" and event.at >= closed for event in case.events):
        return Gate(8, "settled", False, "it was reopened")
    ratings = [event.rating for event in case.events if event.rating is not None]
    if ratings and ratings[-1] <= BAD_RATING:
        return Gate(8, "settled", False, f"the citizen rated it {ratings[-1]} of 5")
    days = (now - closed).days
    if days < SETTLE_DAYS:
        return Gate(8, "settled", False, f"closed {days} days ago; {SETTLE_DAYS} have to pass")
    return Gate(8, "settled", True, f"closed {days} days ago and not reopened")


def privacy_gate(case: Complaint, lists: FinderWords) -> Gate:
    """Gate 6: the redactor finds nothing left in anything that would be shown."""
    texts = [case.title, case.place, case.summary, case.text, case.response, case.agency, case.category, case.district]
    texts += [picture.alt for picture in (case.before, case.after) if picture]
    texts += [part for event in case.events for part in (event.text, event.by)]
    left = [found.kind for text in texts if text for found in redact_with(text, lists).findings]
    return Gate(
        6,
        "privacy",
        not left,
        f"still in the words: {', '.join(sorted(set(left)))}" if left else "nothing personal is left",
    )


def picture_gate(findings: Sequence[Finding], *, pictures: int, without: bool) -> Gate:
    """Gate 7: what the pictures' protection found. `without`: a person said that it is shown without them."""
    if without:
        return Gate(7, "pictures", True, "shown without pictures")
    faults = [finding.message for finding in findings if finding.severity == "error"]
    if faults:
        return Gate(7, "pictures", False, "; ".join(faults))
    if pictures == 2:
        return Gate(7, "pictures", True, "before and after, rights known, nothing personal in the files")
    return Gate(7, "pictures", True, "no pair of pictures; shown without")


def approval_gate(found: dict[str, Decision], fingerprint: str) -> Gate:
    """Gate 9: one person proposed it as it stands now, another one approved it."""
    proposed, approved, rejected = found.get("propose"), found.get("approve"), found.get("reject")
    if rejected and not (approved and approved.at > rejected.at):
        return Gate(9, "approval", False, f"{rejected.by} rejected it: {rejected.reason}")
    if proposed is None or proposed.value != fingerprint:
        return Gate(9, "approval", False, "nobody has proposed it as it stands now")
    if approved is None or approved.value != fingerprint:
        return Gate(9, "approval", False, f"proposed by {proposed.by}; a second person has to approve it")
    if approved.by.casefold() == proposed.by.casefold():
        return Gate(9, "approval", False, f"{approved.by} proposed it too; somebody else has to approve it")
    return Gate(9, "approval", True, f"proposed by {proposed.by}, approved by {approved.by}")
