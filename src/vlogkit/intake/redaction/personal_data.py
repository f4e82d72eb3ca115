"""The nouns of redaction: a piece of personal data in a text, and the text without it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vlogkit.records.base import Record, Unit

Action = Literal["replace", "coarsen", "flag"]


class PersonalData(Record):
    """One find: `start` and `end` count characters of the original text; the words themselves are not kept."""

    kind: str
    start: int = Field(ge=0)
    end: int
    confidence: Unit
    action: Action = "replace"
    token: str = ""


class Redaction(Record):
    """A text without the personal data found in it, the finds in their order, and the questions for a person."""

    text: str
    findings: tuple[PersonalData, ...] = ()
    flags: tuple[str, ...] = ()

    def clean(self) -> bool:
        """True where nothing had to be removed or coarsened; flags may still ask a person to look."""
        return all(finding.action == "flag" for finding in self.findings)
