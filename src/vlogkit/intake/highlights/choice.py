"""Choose the resolved complaints worth showing, and say which gate stopped each of the others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Literal, NamedTuple

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.publishable import shown, shown_outcome
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import CaseFilter, StoredCase
from vlogkit.intake.complaints.vocabulary import Meanings, meanings
from vlogkit.intake.highlights.decisions import decide
from vlogkit.intake.highlights.nine_gates import GOOD, approval_gate, early_gates, picture_gate, privacy_gate
from vlogkit.intake.highlights.scoring import Score, fairness, keys_of, score
from vlogkit.intake.protecting.pairs import Pair, protect_pair
from vlogkit.intake.redaction.word_lists import FinderWords
from vlogkit.intake.redaction.word_lists import words as redaction_words
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.gate import Gate

WINDOW = dt.timedelta(days=90)
"""How far back is looked where no time is given."""
LATELY = dt.timedelta(days=30)
"""What counts as shown lately."""


class Candidate(NamedTuple):
    """A complaint with its gates; the score is None while any but the approval is shut."""

    complaint: Complaint
    gates: tuple[Gate, ...]
    score: Score | None

    def eligible(self) -> bool:
        """All nine gates are open."""
        return all(gate.open for gate in self.gates)

    def waiting(self) -> bool:
        """Only the second person's approval is missing."""
        return not self.eligible() and all(gate.open for gate in self.gates if gate.number != 9)


@dataclass(frozen=True)
class HighlightFilter:
    """Which complaints are looked at; "" is any."""

    since: dt.datetime
    until: dt.datetime
    agency: str = ""
    district: str = ""
    category: str = ""

    def of_cases(self) -> CaseFilter:
        """The same for the store, which counts seconds."""
        start, end = int(self.since.timestamp()), int(self.until.timestamp())
        return CaseFilter(start, end, self.agency, self.district, self.category)


@dataclass
class Highlights:
    """The chosen ones, the best first; those that wait; and how many of how many were eligible."""

    considered: int = 0
    eligible: int = 0
    waiting: int = 0
    chosen: list[Candidate] = field(default_factory=list)
    shut: list[Candidate] = field(default_factory=list)
    stopped_by: dict[str, int] = field(default_factory=dict)
    """Gate → how many complaints it was the first to stop."""


class Choice:
    """Chooses highlights from one store for the workspace at `root`, at one moment; protected copies of pictures go into
    `copies`."""

    def __init__(
        self, store: ComplaintStore, root: Path, copies: Path, *, now: dt.datetime, zone: str = "Asia/Jakarta"
    ) -> None:
        self._store, self._root, self._copies, self._now, self._zone = store, root, copies, now, zone
        self._words: Meanings = meanings(root)
        self._lists: FinderWords = redaction_words(root)

    def choose(self, wanted: HighlightFilter, *, limit: int = 10, shut: int = 50) -> Highlights:
        """The `limit` best of those whose gates are open (or wait for approval only), agencies and districts in turn."""
        result = Highlights()
        open_: list[Candidate] = []
        medians = {category: median(hours) for category, hours in self._store.closing_hours().items()}
        lately = Counter[str]()
        for shown_case in self._store.shown_since(self._now - LATELY):
            lately.update(keys_of(shown_case))
        for item in self._store.closed_within(wanted.of_cases()):
            result.considered += 1
            if len(result.shut) >= shut and (stopped := self._stopped_at_once(item)):
                result.stopped_by[stopped] = result.stopped_by.get(stopped, 0) + 1
                continue
            candidate = self.candidate(item, medians, lately)
            if candidate.eligible() or candidate.waiting():
                open_.append(candidate)
                result.eligible += candidate.eligible()
                result.waiting += candidate.waiting()
                continue
            first = next(gate for gate in candidate.gates if not gate.open)
            result.stopped_by[f"{first.number} {first.name}"] = (
                result.stopped_by.get(f"{first.number} {first.name}", 0) + 1
            )
            if len(result.shut) < shut:
                result.shut.append(candidate)
        result.chosen = list(_in_turn(open_, lately, limit))
        return result

    def _stopped_at_once(self, item: StoredCase) -> str:
        """The gate that stops a complaint before a word of it is redacted, which takes nearly all of the time; empty where
        more has to be asked. Only how many it stops is told of those that are not listed."""
        if item.case.stage != "resolved":
            return "1 resolved"
        return "" if shown_outcome(self._store, item, self._words) in GOOD else "2 result"

    def candidate(self, item: StoredCase, medians: dict[str, float], lately: Counter[str]) -> Candidate:
        """One complaint with its gates, the costly ones only where the cheap ones are open."""
        case = shown(self._store, item, workspace=self._root)
        gates = early_gates(case, item.case.text, self._words, self._lists, now=self._now)
        if not all(gate.open for gate in gates):
            return Candidate(case, tuple(gates), None)
        found = self._store.decisions(item.id)
        pair = self._pair(case, without="without-pictures" in found)
        gates += [
            privacy_gate(pair.complaint, self._lists),
            picture_gate(pair.findings, pictures=len(pair.copies), without="without-pictures" in found),
            approval_gate(found, fingerprint(pair.complaint)),
        ]
        gates.sort(key=lambda gate: gate.number)
        has_pair = pair.complaint.before is not None and pair.complaint.after is not None
        points = score(pair.complaint, pair=has_pair, medians=medians, words=self._words, shown=lately)
        return Candidate(pair.complaint, tuple(gates), points)

    def _pair(self, case: Complaint, *, without: bool) -> Pair:
        if without:
            return Pair(case.model_copy(update={"before": None, "after": None}), (), {})
        return protect_pair(case, self._root, self._copies, now=self._now, zone=self._zone)

    def propose(self, item: StoredCase, *, by: str) -> Candidate:
        """Put a complaint forward as it stands now. Raises UsageError where a gate but the approval is shut."""
        return self._decided(item, "propose", by)

    def approve(self, item: StoredCase, *, by: str) -> Candidate:
        """Approve what another person proposed. Raises UsageError for the same person, or where a gate is shut."""
        return self._decided(item, "approve", by)

    def _decided(self, item: StoredCase, kind: Literal["propose", "approve"], by: str) -> Candidate:
        candidate = self.candidate(item, {}, Counter())
        shut = [gate for gate in candidate.gates if not gate.open and gate.number != 9]
        if shut:
            hint = "Mend that first; see: vlogkit highlights --json"
            raise UsageError(f"{item.id} is not eligible: {shut[0].reason}", hint=hint)
        found, mark = self._store.decisions(item.id), fingerprint(candidate.complaint)
        if kind == "approve":
            proposed = found.get("propose")
            if proposed is None or proposed.value != mark:
                hint = f"First: vlogkit highlights propose {item.id} --by NAME"
                raise UsageError("nobody has proposed it as it stands now", hint=hint)
            if proposed.by.casefold() == by.strip().casefold():
                raise UsageError(f"{by} proposed it; somebody else has to approve it", hint="Ask a second person.")
        decide(self._store, item.id, kind, by=by, now=self._now, value=mark)
        if kind == "approve":
            self._store.mark_shown(item.id, now=self._now)
        return self.candidate(item, {}, Counter())


def fingerprint(case: Complaint) -> str:
    """What an approval is bound to: all that would be shown; the doubts and times of import are not."""
    return case.model_copy(update={"doubts": ()}).fingerprint()


def _in_turn(candidates: list[Candidate], lately: Counter[str], limit: int) -> Iterator[Candidate]:
    """The best one, then the best of the others when that one counts as shown, and so on."""
    left, shown_now = list(candidates), Counter(lately)
    while left and limit > 0:
        rescored = [
            one._replace(score=one.score._replace(fairness=fairness(one.complaint, shown_now)))
            for one in left
            if one.score
        ]
        best = max(rescored, key=lambda one: (one.score.total() if one.score else 0.0, one.complaint.id))
        left = [one for one in rescored if one.complaint.id != best.complaint.id]
        shown_now.update(keys_of(best.complaint))
        limit -= 1
        yield best
