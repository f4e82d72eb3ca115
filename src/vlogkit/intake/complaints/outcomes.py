"""Tell what became of a case, as its status and its last response prove it."""

from __future__ import annotations

from vlogkit.intake.complaints.storing.case import Case
from vlogkit.intake.complaints.vocabulary import Meanings


def outcome_of(case: Case, meanings: Meanings) -> str:
    """The outcome: what the status said, else what the last response proves; closed alone proves nothing.

    Weighed when a complaint is shown, not when it is stored: it reads the whole response, and most are never shown.
    """
    if case.outcome != "unknown" or case.stage not in {"resolved", "rejected"} or not case.response:
        return case.outcome
    found = evidence(case.response, meanings)
    if case.stage == "rejected":
        return found if found not in {"fixed", "answered"} else "unknown"
    if found in {"fixed", "unknown"} and case.nature.casefold() in meanings.questions:
        return "answered"
    return found


def evidence(response: str, meanings: Meanings) -> str:
    """What a response proves: an outcome, or `unknown` where it only plans or says nothing."""
    for outcome, pattern in meanings.evidence:
        for match in pattern.finditer(response):
            sentence = _sentence(response, match.start())
            if outcome not in {"fixed", "answered"} or not meanings.plans.search(sentence):
                return outcome
    return "unknown"


def _sentence(text: str, place: int) -> str:
    start = max(text.rfind(mark, 0, place) for mark in ".!?\n")
    ends = [found for mark in ".!?\n" if (found := text.find(mark, place)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]
