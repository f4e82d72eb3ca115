"""Findings: faults found before anything is encoded or sent."""

from __future__ import annotations

from typing import Literal

from vlogkit.records.base import Record

Severity = Literal["error", "warning", "note"]


class Finding(Record):
    """One fault: a code, how grave, where (file:line:column), what was measured against which limit, what to do."""

    code: str
    severity: Severity
    message: str
    where: str = ""
    measured: str = ""
    limit: str = ""
    hint: str = ""
