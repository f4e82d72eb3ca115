"""Tell what became of a case, as its status and its last response prove it."""

from __future__ import annotations

import re

from vlogkit.intake.complaints.storing.case import Case
from vlogkit.intake.complaints.vocabulary import Meanings

_RESULTS = {"fixed", "answered"}
_ENDS = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n(?=\s*(?:[-*•\d]|[A-Z]))")
"""Where one sentence ends and the next begins; a line that merely goes on in lower case is the same sentence."""


def outcome_of(case: Case, meanings: Meanings) -> str:
    """The outcome: what the status said, else what the last response proves; closed alone proves nothing.

    A status that says `fixed` does not outweigh a response that denies it. Weighed when a complaint is shown, not when
    it is stored: it reads the whole response, and most are never shown.
    """
    if case.outcome == "fixed" and case.response and _denied(case.response, meanings):
        return "unknown"
    if case.outcome != "unknown" or case.stage not in {"resolved", "rejected"} or not case.response:
        return case.outcome
    found = evidence(case.response, meanings)
    if case.stage == "rejected":
        return found if found not in _RESULTS else "unknown"
    if found in {"fixed", "unknown"} and case.nature.casefold() in meanings.questions:
        return "answered"
    return found


def evidence(response: str, meanings: Meanings) -> str:
    """What a response proves: an outcome, or `unknown` where it plans, asks, denies or says nothing.

    In doubt it proves nothing: a result that is denied anywhere in the response leaves all of it unknown.
    """
    sentences = _sentences(response)
    taken_back = {"fixed": (meanings.denials, meanings.conditions), "answered": (meanings.denials,)}
    for outcome, pattern in meanings.evidence:
        if outcome not in _RESULTS:
            if pattern.search(response):
                return outcome
        elif _denied(response, meanings):
            return "unknown"
        elif any(_proven(sentence, pattern, meanings, taken_back[outcome]) for sentence in sentences):
            return outcome
    return "unknown"


def _sentences(text: str) -> list[str]:
    return [" ".join(sentence.split()) for sentence in _ENDS.split(text)]


def _proven(
    sentence: str, pattern: re.Pattern[str], meanings: Meanings, taken_back: tuple[re.Pattern[str], ...]
) -> bool:
    """Whether a sentence states a result: it neither asks nor plans, and nothing before the result takes it back."""
    if sentence.rstrip("\"')” ").endswith("?") or meanings.plans.search(sentence):
        return False
    return any(
        not any(words.search(before) for words in taken_back)
        for before in (sentence[: match.end()] for match in pattern.finditer(sentence))
    )


def _denied(response: str, meanings: Meanings) -> bool:
    """Whether a response says of a repair that it was not done, did not last or did not work."""
    if meanings.undone.search(" ".join(response.split())):
        return True
    repairs = [pattern for outcome, pattern in meanings.evidence if outcome == "fixed"]
    return any(
        meanings.denials.search(sentence[: match.end()])
        for sentence in _sentences(response)
        for pattern in repairs
        for match in pattern.finditer(sentence)
    )
