"""Findings: faults found before anything is encoded or sent, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from vlogkit.errors import Where
from vlogkit.records.base import Record

Severity = Literal["error", "warning", "note"]
Value = str | int | float
"""What a parameter of a message can be."""


def _named(place: Where) -> Where:
    """A place whose file is written the same way on every system."""
    return Where(str(place.path).replace("\\", "/"), place.line, place.column)


Place = Annotated[Where, AfterValidator(_named)]


class Finding(Record):
    """One fault: its code, how grave it is, what and where it is about, what was measured against which limit, and what
    to do. `message` and `hint` are made from `code`, `variant` and `params`, and are for reading only."""

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    """The file, line and column a person opens."""
    shown_by: Place | None = None
    """The template's line that shows what stands at `place`."""
    subject: str = ""
    """The complaint, bundle, post or account it is about, where no file can be named."""
    scene: str = ""
    about: str = ""
    """The words, or the file as the item names it, that are at fault."""
    variant: str = ""
    """Which of the messages of its code it has."""
    params: dict[str, Value] = Field(default_factory=dict)
    """What the message names, by the names of its template."""
    measured: str = ""
    limit: str = ""
    hint: str = ""

    def __hash__(self) -> int:
        """Alike for equal findings, so that the same one is kept once."""
        return hash((self.code, self.severity, self.message, self.place, self.scene))

    @property
    def where(self) -> str:
        """The place for a person: `file:line:column`, else the subject."""
        return str(self.place) if self.place else self.subject

    @model_validator(mode="before")
    @classmethod
    def _written_before(cls, data: object) -> object:
        """Bundles of vlogkit 0.1 hold the place as one text."""
        if not isinstance(data, Mapping) or "where" not in data:
            return data
        kept = {key: value for key, value in data.items() if key != "where"}
        text = str(data["where"])
        if _NO_FILE.search(text):
            return {"subject": text} | kept
        return {"place": Where.read(text)} | kept


_NO_FILE = re.compile(r"^complaint[ :]|^scene |^samples | on |^[^./\\]+$")
"""Places of old findings that name no file: a complaint, a scene, a post on an account, an id."""
