"""What the private store holds of a complaint: the words as their source wrote them, unredacted."""

from __future__ import annotations

from typing import NamedTuple

from vlogkit.intake.reading.secrecy import CONFIDENTIAL


class Case(NamedTuple):
    """One complaint before redaction; never leaves the private store. Times are seconds since 1970 (UTC)."""

    ticket: str
    stage: str
    outcome: str
    """What the status says of it; what the response says is weighed by `outcome_of`."""
    category: str
    nature: str
    channel: str
    agency: str
    district: str
    location: str
    latitude: float | None
    longitude: float | None
    text: str
    response: str
    reported_at: int | None
    responded_at: int | None
    closed_at: int | None
    updated_at: int | None
    deadline_hours: float
    confidential: int
    """UNSAID, OPEN or CONFIDENTIAL."""
    anonymous: int
    before: str
    """A picture's file name, or all attachments; `pictures_of` tells which is which."""
    after: str
    events: str
    """As `written` puts them and `read_events` reads them."""
    doubts: str
    """Codes, separated by spaces."""

    def in_confidence(self) -> bool:
        """Whether it was reported in confidence."""
        return self.confidential == CONFIDENTIAL


class StoredCase(NamedTuple):
    """A case with its id, its source and where it was seen first in this state."""

    id: str
    source: str
    case: Case
    import_no: int
    row: int
    seen_at: int

    def older_than(self, other: StoredCase) -> bool:
        """Whether both say when they were updated, and this one earlier."""
        mine, theirs = self.case.updated_at, other.case.updated_at
        return mine is not None and theirs is not None and mine < theirs

    def newer_than(self, other: StoredCase) -> bool:
        """Whether this one says that it was updated later than the other says, if that says anything."""
        mine, theirs = self.case.updated_at, other.case.updated_at
        return mine is not None and (theirs is None or mine > theirs)


class Origin(NamedTuple):
    """How the complaints of one source are put into words and dates."""

    lang: str = "id"
    zone: str = "Asia/Jakarta"


class PastStage(NamedTuple):
    """A stage that a complaint was in, from one time to another (seconds since 1970)."""

    stage: str
    outcome: str
    since: int
    until: int


class StoredUpdate(NamedTuple):
    """One step of a complaint that came in a file of updates: its id there, seconds since 1970, kind, text, stage."""

    event: str
    at: int
    kind: str
    text: str
    stage: str


class NamedService(NamedTuple):
    """A service code of a source, with its name and description."""

    code: str
    name: str
    text: str


class ImportedFile(NamedTuple):
    """A file or endpoint that was imported, the profile it was read by, and its source."""

    path: str
    profile: str
    source: str


class CaseFilter(NamedTuple):
    """Complaints from one time to before another (seconds since 1970), of agencies, districts and categories with
    these words in their name; "" is any."""

    start: int
    end: int
    agency: str = ""
    district: str = ""
    category: str = ""


class CaseStanding(NamedTuple):
    """How a complaint stands, without its words. Times are seconds since 1970."""

    id: str
    ticket: str
    agency: str
    stage: str
    reported_at: int | None
    responded_at: int | None


class CountedCase(NamedTuple):
    """What is counted of a complaint."""

    stage: str
    category: str
    agency: str
    district: str
    reported_at: int
    responded_at: int | None
    closed_at: int | None


class Cursor(NamedTuple):
    """Where the import from an endpoint stands: the page to ask for next, and the window being read (ISO 8601)."""

    page: int
    since: str
    until: str
