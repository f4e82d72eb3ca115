"""Keep what people decided about complaints in the private store, and when each was shown."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from vlogkit.intake.complaints.storing.store_file import StoreFile

Kind = Literal["propose", "approve", "without-pictures", "reject", "pictures", "looked"]
"""`pictures`: which file shows the state before and which the one after, a line each. `looked`: the marks of what was taken
out of the words and seen by a person, a line each."""


class Decision(NamedTuple):
    """One decision; `value` is the fingerprint of what was seen when it was made, or what the kind says."""

    kind: Kind
    value: str
    by: str
    reason: str
    at: dt.datetime


class ShownCase(NamedTuple):
    """Whose turn it was when a complaint was shown."""

    agency: str
    district: str


class DecisionTables(StoreFile):
    """Decisions by complaint and kind, and what was shown when."""

    def keep_decision(self, complaint: str, decision: Decision) -> None:
        """Keep a decision; a later one of the same kind takes the place of an earlier one."""
        query = "INSERT OR REPLACE INTO decision (id, kind, value, by, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
        with self.transaction():
            self._run(query, (complaint, *decision[:-1], int(decision.at.timestamp())))

    def end_choice(self, complaint: str) -> None:
        """End a proposal and its approval: two people have to choose the complaint anew."""
        self._run("DELETE FROM decision WHERE id = ? AND kind IN ('propose', 'approve')", (complaint,))

    def decisions(self, complaint: str) -> dict[str, Decision]:
        """The decisions about a complaint, by kind."""
        rows = self._rows("SELECT kind, value, by, reason, at FROM decision WHERE id = ?", (complaint,))
        return {
            kind: Decision(kind, value, by, reason, dt.datetime.fromtimestamp(at, dt.UTC))
            for kind, value, by, reason, at in rows
        }

    def mark_shown(self, complaint: str, *, now: dt.datetime) -> None:
        """Remember that a complaint was shown, for fairness over agencies and districts."""
        with self.transaction():
            self._run("INSERT OR IGNORE INTO shown (id, at) VALUES (?, ?)", (complaint, int(now.timestamp())))

    def shown_since(self, moment: dt.datetime) -> list[ShownCase]:
        """Agency and district of each complaint shown since a time."""
        query = "SELECT c.agency, c.district FROM shown s JOIN complaint c ON c.id = s.id WHERE s.at >= ?"
        return list(map(ShownCase._make, self._rows(query, (int(moment.timestamp()),))))
