"""Record what people decide about complaints, with who, when and why."""

from __future__ import annotations

import datetime as dt

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.decision_tables import Decision, Kind


def decide(
    store: ComplaintStore, complaint: str, kind: Kind, *, by: str, now: dt.datetime, value: str = "", reason: str = ""
) -> None:
    """Write a decision; a later one of the same kind takes the place of an earlier one. Raises UsageError."""
    if not by.strip():
        raise UsageError("nobody is named", hint="Say who decides it: --by NAME")
    if kind == "reject" and len(reason.strip()) < 8:
        raise UsageError("a rejection needs a reason", hint="Say why: --reason TEXT (at least 8 characters)")
    store.keep_decision(complaint, Decision(kind, value, by.strip(), reason.strip(), now))
