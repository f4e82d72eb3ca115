"""Find out the nine facts about a complaint that its gates ask for, each with its reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import get_args

from vlogkit.intake.complaints.storing.decision_tables import Decision
from vlogkit.intake.complaints.vocabulary import Meanings
from vlogkit.intake.redaction.redact import flags_of, redact_with
from vlogkit.intake.redaction.word_lists import FinderWords
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.gate import ComplaintGateName, Gate

SETTLE_DAYS = 7
"""Days after closing in which nobody may have reopened it."""
BAD_RATING = 2
GOOD = frozenset({"fixed", "answered"})
"""Outcomes that may be told."""
SENSITIVE_FLAGS = {
    "graft": "graft",
    "violence": "violence",
    "health": "a person's health",
    "minor": "a child",
    "aid": "recipients of aid",
}
_APART = re.compile(r"_+|(?<=[a-z])(?=[A-Z])")
"""What parts the words of a category that is written as a name: perlindungan_anak, PerlindunganAnak."""
_SLACK = dt.timedelta(minutes=1)


NINE: tuple[ComplaintGateName, ...] = get_args(ComplaintGateName)
"""A complaint's gates by number, from 1."""
_HINTS: dict[ComplaintGateName, str] = {
    "confidence": "What was reported in confidence is never shown.",
    "subject": "Such a report is never shown as a story of its own.",
    "chosen": "Two people choose it: `vlogkit highlights propose`, then `vlogkit highlights approve` by another one.",
}


def _gate(name: ComplaintGateName, open_: bool, wording: str, **named: object) -> Gate:
    hint = "" if open_ else _HINTS.get(name, "See: vlogkit highlights --json")
    words = {key: str(value) for key, value in named.items()}
    reason, number = wording.format(**words), NINE.index(name) + 1
    return Gate(name=name, open=open_, reason=reason, hint=hint, number=number, wording=wording, named=words)


def early_gates(case: Complaint, raw: str, words: Meanings, lists: FinderWords, *, now: dt.datetime) -> list[Gate]:
    """The gates that need no look at texts and pictures: 1–5 and 8. `raw` is what the citizen wrote, unredacted.

    What is shown besides is examined too: the response and the updates.
    """
    shown = (case.response, case.agency, *(event.text for event in case.events))
    flags = tuple(dict.fromkeys(flag for text in (raw, case.text, *shown) for flag in flags_of(text, lists)))
    return [
        _gate("resolved", case.stage == "resolved", "the stage is {stage}", stage=case.stage),
        _outcome(case),
        _times(case, now),
        _confidence(case, flags),
        _sensitive(case, flags, words),
        _settled(case, now),
    ]


def _outcome(case: Complaint) -> Gate:
    good = case.outcome in GOOD
    if good:
        return _gate("result", good, "the response says it was {outcome}", outcome=case.outcome)
    return _gate("result", good, "the outcome is {outcome}: closed is not fixed", outcome=case.outcome)


def _times(case: Complaint, now: dt.datetime) -> Gate:
    reported, responded, closed = case.reported_at, case.responded_at, case.closed_at
    if reported is None or closed is None:
        return _gate("times", False, "the time of the report or of the closing is not known")
    steps = [at for at in (reported, responded, closed) if at is not None]
    if any(later < earlier - _SLACK for earlier, later in pairwise(steps)):
        return _gate("times", False, "report, first response and closing do not follow each other")
    if max(steps) > now:
        return _gate("times", False, "a time lies in the future")
    return _gate("times", True, "report, first response and closing follow each other")


def _confidence(case: Complaint, flags: Sequence[str]) -> Gate:
    if not case.confidential and "whistle" in flags:
        return _gate("confidence", False, "the reporter asks not to be known")
    return confidence_gate(confidential=case.confidential)


def confidence_gate(*, confidential: bool) -> Gate:
    """Gate 4, for what the source itself says of a report."""
    if confidential:
        return _gate("confidence", False, "the report is confidential")
    return _gate("confidence", True, "not confidential")


def _sensitive(case: Complaint, flags: Sequence[str], words: Meanings) -> Gate:
    if match := words.sensitive.search(_APART.sub(" ", case.category)):
        return _gate(
            "subject", False, "the category `{category}` is sensitive ({word})", category=case.category, word=match[0]
        )
    about = [SENSITIVE_FLAGS[flag] for flag in flags if flag in SENSITIVE_FLAGS]
    if about:
        return _gate("subject", False, "the report is about {what}", what=", ".join(about))
    return _gate("subject", True, "no sensitive subject")


def _settled(case: Complaint, now: dt.datetime) -> Gate:
    closed = case.closed_at
    if closed is None:
        return _gate("settled", False, "it is not closed")
    if any(event.kind == "reopen" and event.at >= closed for event in case.events):
        return _gate("settled", False, "it was reopened")
    if "unreadable-rating" in case.doubts:
        return _gate("settled", False, "the citizen's rating cannot be read")
    ratings = [event.rating for event in case.events if event.rating is not None]
    if ratings and ratings[-1] <= BAD_RATING:
        return _gate("settled", False, "the citizen rated it {rating} of 5", rating=ratings[-1])
    if now - closed < dt.timedelta(days=SETTLE_DAYS):
        wording = "closed on {day}; {days} days have to pass"
        return _gate("settled", False, wording, day=f"{closed:%Y-%m-%d}", days=SETTLE_DAYS)
    return _gate("settled", True, "closed on {day} and not reopened", day=f"{closed:%Y-%m-%d}")


def privacy_gate(case: Complaint, lists: FinderWords) -> Gate:
    """Gate 6: the redactor finds nothing left in anything that would be shown."""
    texts = [case.title, case.place, case.summary, case.text, case.response, case.agency, case.category, case.district]
    texts += [picture.alt for picture in (case.before, case.after) if picture]
    texts += [part for event in case.events for part in (event.text, event.by)]
    left = [found.kind for text in texts if text for found in redact_with(text, lists).findings]
    if left:
        return _gate("privacy", False, "still in the words: {kinds}", kinds=", ".join(sorted(set(left))))
    return _gate("privacy", True, "nothing personal is left")


def picture_gate(findings: Sequence[Finding], *, pictures: int, without: bool) -> Gate:
    """Gate 7: what the pictures' protection found. `without`: a person said that it is shown without them."""
    if without:
        return _gate("pictures", True, "shown without pictures")
    faults = [finding.message for finding in findings if finding.severity == "error"]
    if faults:
        return _gate("pictures", False, "{faults}", faults="; ".join(faults))
    if pictures == 2:
        return _gate("pictures", True, "before and after, rights known, nothing personal in the files")
    return _gate("pictures", True, "no pair of pictures; shown without")


def approval_gate(found: dict[str, Decision], fingerprint: str) -> Gate:
    """Gate 9: one person proposed it as it stands now, another one approved it."""
    proposed, approved, rejected = found.get("propose"), found.get("approve"), found.get("reject")
    if rejected and not (approved and approved.at > rejected.at):
        return _gate("chosen", False, "{by} rejected it: {reason}", by=rejected.by, reason=rejected.reason)
    if proposed is None or proposed.value != fingerprint:
        return unchosen_gate()
    if approved is None or approved.value != fingerprint:
        return _gate("chosen", False, "proposed by {by}; a second person has to approve it", by=proposed.by)
    if approved.by.casefold() == proposed.by.casefold():
        return _gate("chosen", False, "{by} proposed it too; somebody else has to approve it", by=approved.by)
    wording = "proposed by {by}, approved by {other}"
    return _gate("chosen", True, wording, by=proposed.by, other=approved.by)


def unchosen_gate() -> Gate:
    """Gate 9, for what nobody has proposed."""
    return _gate("chosen", False, "nobody has proposed it as it stands now")
