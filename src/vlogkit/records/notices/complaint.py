"""Complaints of citizens after redaction, with what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, Field

from vlogkit.records.base import KeyPath, Name, Record
from vlogkit.records.notices.media import Clip, Picture
from vlogkit.records.notices.notice_base import NoticeBase

Stage = Literal["received", "verifying", "forwarded", "in_progress", "resolved", "rejected", "unknown"]
Outcome = Literal[
    "fixed", "answered", "referred", "no_issue_found", "duplicate", "out_of_scope", "spam", "withdrawn", "unknown"
]


class Event(Record):
    """One step in a complaint's life."""

    at: AwareDatetime
    kind: Literal["status", "response", "reopen", "rating"]
    by: str = ""
    text: str = ""
    stage: Stage | None = None
    rating: int | None = Field(default=None, ge=1, le=5)


class Complaint(NoticeBase):
    """A citizen's complaint after redaction; who reported it has no field at all."""

    kind: Literal["complaint"] = "complaint"
    template: Name = "complaint-resolved"
    source: str
    ticket: str
    stage: Stage = "unknown"
    outcome: Outcome = "unknown"
    category: str = ""
    channel: str = ""
    agency: str = ""
    district: str = ""
    text: str = ""
    """What was reported, redacted."""
    response: str = ""
    """What was done, redacted."""
    reported_at: AwareDatetime | None = None
    responded_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    deadline_hours: float = 48.0
    confidential: bool = False
    anonymous: bool = False
    before: Picture | None = None
    after: Picture | None = None
    events: tuple[Event, ...] = ()
    doubts: tuple[str, ...] = ()
    """What the import was unsure of, in words: a naive time, an unknown status."""

    def media(self) -> Iterator[tuple[KeyPath, Picture | Clip]]:
        """Every picture and clip of the notice with its key, before and after too."""
        yield from super().media()
        pair = (("before", self.before), ("after", self.after))
        yield from (((key,), picture) for key, picture in pair if picture is not None)

    def places(self) -> tuple[str, ...]:
        """The place, and the district that the report was filed under."""
        return (*super().places(), *((self.district,) if self.district else ()))

    def days(self) -> tuple[dt.date, ...]:
        """Its own day, and those on which it was closed and reported."""
        return (*super().days(), *(moment.date() for moment in (self.closed_at, self.reported_at) if moment))

    def way(self) -> tuple[tuple[str, dt.datetime], ...]:
        """The steps whose time is known, in their order: reported, verified or else answered, in progress, resolved."""
        first = {event.stage: event.at for event in reversed(self.events) if event.stage}
        steps = (
            ("reported", self.reported_at),
            ("verified", first.get("verifying")) if "verifying" in first else ("answered", self.responded_at),
            ("in_progress", first.get("in_progress")),
            ("resolved", self.closed_at),
        )
        return tuple((name, moment) for name, moment in steps if moment)

    def hours_to_close(self) -> float | None:
        """Hours from the report to closing, or None where either is unknown."""
        return _hours(self.reported_at, self.closed_at)

    def hours_to_respond(self) -> float | None:
        """Hours from the report to the first response, or None where either is unknown."""
        return _hours(self.reported_at, self.responded_at)


def _hours(start: dt.datetime | None, end: dt.datetime | None) -> float | None:
    return (end - start).total_seconds() / 3600 if start and end else None
