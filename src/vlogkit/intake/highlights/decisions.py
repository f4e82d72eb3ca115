"""Record what people decide about complaints, with who, when and why."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.store import ComplaintStore

Kind = Literal["propose", "approve", "without-pictures", "reject"]


class Decision(NamedTuple):
    """One decision; `value` is the fingerprint of what was seen when it was made."""

    kind: str
    value: str
    by: str
    reason: str
    at: dt.datetime


def decide(
    store: ComplaintStore, complaint: str, kind: Kind, *, by: str, now: dt.datetime, value: str = "", reason: str = ""
) -> None:
    """Write a decision; a later one of the same kind takes the place of an earlier one. Raises UsageError."""
    if not by.strip():
        raise UsageError("nobody is named", hint="Say who decides it: --by NAME")
    if kind == "reject" and len(reason.strip()) < 8:
        raise UsageError("a rejection needs a reason", hint="Say why: --reason TEXT (at least 8 characters)")
    with store.transaction():
        store.db.execute(
            "INSERT OR REPLACE INTO decision VALUES (?, ?, '', ?, ?, ?, ?)",
            (complaint, kind, value, by.strip(), reason.strip(), int(now.timestamp())),
        )


def decisions(store: ComplaintStore, complaint: str) -> dict[str, Decision]:
    """The decisions about a complaint, by kind."""
    rows = store.db.execute("SELECT kind, value, by, reason, at FROM decision WHERE id = ?", (complaint,))
    return {
        kind: Decision(kind, value, by, reason, dt.datetime.fromtimestamp(at, dt.UTC))
        for kind, value, by, reason, at in rows
    }


def mark_shown(store: ComplaintStore, complaint: str, *, now: dt.datetime) -> None:
    """Remember that a complaint was shown, for fairness over agencies and districts."""
    with store.transaction():
        store.db.execute("INSERT OR IGNORE INTO shown VALUES (?, ?)", (complaint, int(now.timestamp())))


def shown_lately(store: ComplaintStore, *, since: dt.datetime) -> list[tuple[str, str]]:
    """Agency and district of each complaint shown since a time."""
    rows = store.db.execute(
        "SELECT c.agency, c.district FROM shown s JOIN complaint c ON c.id = s.id WHERE s.at >= ?",
        (int(since.timestamp()),),
    )
    return rows.fetchall()
