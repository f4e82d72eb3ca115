"""Turn a row's values into a case: the complaint as its source wrote it, private and unredacted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vlogkit.intake.complaints.case_events import CaseEvent, DatedResponses, appended, responses, unmarked
from vlogkit.intake.complaints.storing.case import Case, NamedService, StoredUpdate
from vlogkit.intake.complaints.vocabulary import Meanings
from vlogkit.intake.reading.profiles import Profile
from vlogkit.intake.reading.rows import Problem, Report
from vlogkit.intake.reading.secrecy import Secrecy
from vlogkit.intake.reading.source_times import TimeReader


class Cells(NamedTuple):
    """The cells of a row by what they mean, in the order of `MEANINGS`; "" where a row has no such cell."""

    ticket: str
    status: str
    category: str
    nature: str
    channel: str
    agency: str
    location: str
    district: str
    headline: str
    text: str
    response: str
    attachments: str
    before: str
    after: str
    reported_at: str
    responded_at: str
    forwarded_at: str
    fixed_at: str
    closed_at: str
    updated_at: str
    due_at: str
    reopened_at: str
    rating: str
    confidential: str
    anonymous: str
    latitude: str
    longitude: str
    notes: str
    service_code: str
    event: str
    public: str
    labels: str
    remarks: str


_PARTS = len(Cells._fields)
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[eE]\+\d+")
"""A number as a spreadsheet writes one that is too long for its column: its last digits are gone."""
_FUTURE = 86_400
"""Seconds a clock may be ahead before a time counts as lying in the future."""
_CLIMBS = re.compile(r"(?:^|[;,|\s])(?:[/\\~]|[A-Za-z]:[/\\](?!/))|(?:^|[;,|\s/\\])\.\.(?:[/\\]|$)|\x00")
"""File names that are absolute, have a drive or climb out of the folder."""
_RATING = re.compile(
    r"(?:([1-5])(?:[.,][0-9]{1,4})?|(★{1,5})☆*)\s*(?:(?:/|dari|of|out of)\s*5(?:[.,]0+)?)?\s*(?:bintang|stars?)?",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\b((?:kab(?:upaten)?|kota)\b\.?\s+[^,;]+)", re.IGNORECASE)


class CaseMaker:
    """Turns the values of rows into cases, by one profile. `now` is seconds since 1970."""

    def __init__(self, reader: Profile, meanings: Meanings, now: int, report: Report, times: TimeReader) -> None:
        self._profile = reader
        self._meanings = meanings
        self._times = times
        self._read, self._two_ways = times.read, times.two_ways
        self._stages = {
            **meanings.stages,
            **{word.casefold(): stage for word, stage in reader.statuses.items()},
        }
        self._secret = Secrecy(
            meanings.yes, meanings.no, meanings.public, meanings.in_confidence, meanings.not_in_confidence
        )
        self._latest = now + _FUTURE
        self._report = report
        self._districts: dict[str, str] = {}
        self.naive = 0
        """How many times named no zone."""

    def case(self, row: int, values: Sequence[str]) -> Case | None:
        """The case, or None (reported) where the row has no ticket id."""
        cells = Cells._make(values[:_PARTS])
        status = cells.status.casefold()
        looked_at = not cells.ticket or "+" in cells.ticket or not (status or cells.reported_at)
        if looked_at and (reason := self._no_case(cells)):
            self._report(Problem(row, "ticket", reason))
            return None
        doubts: list[str] = []
        stage = self._stages.get(status) or self._unknown_stage(row, cells.status, doubts)
        read, response = self._time, cells.response
        reported_at = read(row, "reported_at", cells.reported_at, doubts) if cells.reported_at else None
        responded_at = read(row, "responded_at", cells.responded_at, doubts) if cells.responded_at else None
        closed_at = read(row, "closed_at", cells.closed_at, doubts) if cells.closed_at else None
        updated_at = read(row, "updated_at", cells.updated_at, doubts) if cells.updated_at else None
        events = ""
        if (found := self._responses(row, values, doubts) if len(values) > _PARTS else None) is not None:
            responded_at = responded_at or found.first_at
            updated_at = max(updated_at or 0, found.last_at)
            response, events = response or found.last_text, found.events
        if cells.forwarded_at or cells.reopened_at or cells.rating or cells.fixed_at or cells.notes:
            fixed_at, more = self._rare(row, cells, updated_at or reported_at, doubts)
            events = appended(events, more)
            closed_at = fixed_at or closed_at
        if stage == "resolved" and closed_at is None:
            closed_at = self._closing(found, updated_at)
        if reported_at and closed_at and closed_at < reported_at:
            self._doubt(row, "closed_at", "closed-before-reported", "it was closed before it was reported", doubts)
        before, after = cells.before or cells.attachments, cells.after
        if (before or after) and (_CLIMBS.search(before) or _CLIMBS.search(after)):
            before = after = self._outside(row, doubts)
        latitude, longitude = self._point(row, cells, doubts) if cells.latitude and cells.longitude else (None, None)
        confidential, anonymous = self._secrecy(row, cells, values, doubts)
        # In the order of its fields: by keywords it takes 2 µs more, a tenth of all that a row takes.
        return Case._make((
            cells.ticket,
            stage,
            self._meanings.outcomes.get(status, "unknown"),
            (cells.category or cells.service_code).replace("  ", " "),
            cells.nature,
            cells.channel or self._channel(cells.ticket),
            cells.agency,
            cells.district or (self._district(cells.location) if cells.location else ""),
            cells.location,
            latitude,
            longitude,
            _joined(cells.headline, cells.text) if cells.headline else cells.text,
            response,
            reported_at,
            responded_at,
            closed_at,
            updated_at,
            self._deadline(row, cells.due_at, reported_at, doubts) if cells.due_at else self._profile.deadline_hours,
            confidential,
            anonymous,
            before,
            after,
            events,
            " ".join(doubts),
        ))  # fmt: skip

    def update(self, row: int, values: Sequence[str]) -> tuple[str, StoredUpdate] | None:
        """The ticket and what happened to it, of a row of updates; None (reported) where a part is missing."""
        cells = Cells._make(values[:_PARTS])
        moment = self._read(cells.reported_at)
        if not cells.ticket or not cells.event or moment is None:
            lacking = "ticket" if not cells.ticket else "event" if not cells.event else "reported_at"
            self._report(Problem(row, lacking, "the update has no complaint, no id or no readable date"))
            return None
        at, naive = moment
        self.naive += naive
        stage = self._stages.get(cells.status.casefold(), "") if cells.status else ""
        if cells.status and not stage:
            reason = f"unknown status `{cells.status[:40]}`; it was taken as a remark"
            self._report(Problem(row, "status", reason, skipped=False))
        back = stage in {"received", "verifying"} and cells.event != "first"
        kind = "reopen" if back else "status" if stage else "response"
        return cells.ticket, StoredUpdate(cells.event, at, kind, cells.text, stage)

    def service(self, row: int, values: Sequence[str]) -> NamedService | None:
        """A service of a list of services, or None (reported) where it has no code."""
        cells = Cells._make(values[:_PARTS])
        if not cells.ticket:
            self._report(Problem(row, "service_code", "the service has no code"))
            return None
        return NamedService(cells.ticket, cells.category or cells.ticket, cells.text)

    def _no_case(self, cells: Cells) -> str:
        """Why a row is not a complaint of its own; "" where it is one."""
        if not cells.ticket:
            return "the row has no ticket id"
        if _ROUNDED.fullmatch(cells.ticket):
            return f"`{cells.ticket}` is what a spreadsheet left of a longer number; export that column as text"
        if not cells.status and not cells.reported_at and self._meanings.footers.match(cells.ticket):
            return f"`{cells.ticket[:40]}` stands below the complaints and is not one"
        return ""

    def _doubt(self, row: int, field: str, code: str, reason: str, doubts: list[str]) -> None:
        """Note a doubt about a row that is taken all the same."""
        doubts.append(code)
        self._report(Problem(row, field, reason, skipped=False))

    def _unknown_stage(self, row: int, status: str, doubts: list[str]) -> str:
        reason = f"unknown status `{status[:40]}`" if status else "the row has no status"
        self._doubt(row, "status", "unknown-status", f"{reason}; the stage stays unknown", doubts)
        return "unknown"

    def _secrecy(self, row: int, cells: Cells, values: Sequence[str], doubts: list[str]) -> tuple[int, int]:
        """Whether it was reported in confidence, and without a name; a word that means neither yes nor no counts as yes."""
        others = (cells.nature, cells.category, cells.channel, cells.status)
        remarks = (cells.headline, cells.text, cells.response, cells.notes, cells.remarks, *values[_PARTS + 2 :: 3])
        said = self._secret.of(cells.confidential, cells.public, cells.anonymous, cells.labels, others, remarks)
        for field, word in said.unclear:
            reason = f"`{word[:40]}` means neither yes nor no; it was taken as yes"
            self._doubt(row, field, f"unclear-{field}", reason, doubts)
        return said.confidential, said.anonymous

    def _time(self, row: int, field: str, text: str, doubts: list[str]) -> int | None:
        moment = self._read(text)
        if moment is None:
            self._doubt(row, field, f"unreadable-{field}", f"`{text[:40]}` is not a date", doubts)
            return None
        at, naive = moment
        if self._two_ways(text):
            reason = f"`{text[:40]}` can be read with the day or the month first; it was read as {self._times.day(at)}"
            self._doubt(row, field, f"day-or-month-{field}", reason, doubts)
        if naive:
            self.naive += 1
            if "naive-time" not in doubts:
                doubts.append("naive-time")
        if at > self._latest and field != "due_at":
            self._doubt(row, field, f"future-{field}", f"`{text[:40]}` lies in the future", doubts)
        return at

    def _responses(self, row: int, values: Sequence[str], doubts: list[str]) -> DatedResponses | None:
        """The numbered responses that have a time, by time; None where there is none."""
        found: list[tuple[int, str, str]] = []
        latest, unsure = self._latest, self._times.unsure
        for at, by, text in zip(values[_PARTS::3], values[_PARTS + 1 :: 3], values[_PARTS + 2 :: 3], strict=True):
            if not at:
                if text:
                    self._report(Problem(row, "response", "a response has no date and was left out", skipped=False))
                continue
            moment = self._read(at)
            if moment is None or moment[1] or moment[0] > latest or unsure:
                seconds = self._time(row, "response", at, doubts)
            else:
                seconds = moment[0]
            if seconds is not None:
                found.append((seconds, by, text))
        return responses(found) if found else None

    def _rare(self, row: int, cells: Cells, at: int | None, doubts: list[str]) -> tuple[int | None, list[CaseEvent]]:
        """Fields few systems have: hand-over, reopening, rating, a repair date of its own, notes."""
        events: list[CaseEvent] = []
        for kind, stage, field, text in (
            ("status", "forwarded", "forwarded_at", cells.forwarded_at),
            ("reopen", "", "reopened_at", cells.reopened_at),
        ):
            if text and (moment := self._time(row, field, text, doubts)) is not None:
                events.append(CaseEvent(moment, kind, stage=stage))
        if (stars := _stars(cells.rating)) and at is not None:
            events.append(CaseEvent(at, "rating", rating=stars))
        elif cells.rating and not stars:
            reason = f"`{cells.rating[:20]}` is not a rating of 1 to 5"
            self._doubt(row, "rating", "unreadable-rating", reason, doubts)
        if cells.notes and at is not None:
            events.append(CaseEvent(at, "response", text=unmarked(cells.notes)))
        fixed_at = self._time(row, "fixed_at", cells.fixed_at, doubts) if cells.fixed_at else None
        return fixed_at, events

    def _closing(self, found: DatedResponses | None, updated_at: int | None) -> int | None:
        """When a resolved case that has no closing time was closed, where the profile says how to know."""
        if self._profile.closed_by_last_response and found is not None:
            return found.last_at
        return updated_at if self._profile.closed_by_update else None

    def _deadline(self, row: int, due: str, reported_at: int | None, doubts: list[str]) -> float:
        """Hours from the report to the day it is due, else those of the profile."""
        if reported_at and (due_at := self._time(row, "due_at", due, doubts)) and due_at > reported_at:
            return (due_at - reported_at) / 3600
        return self._profile.deadline_hours

    def _channel(self, ticket: str) -> str:
        """What the two letters that a LaporGub ticket has after LG stand for."""
        if ticket[:2] != "LG":
            return ""
        return self._meanings.channels.get(ticket[2:4].casefold(), "")

    def _district(self, location: str) -> str:
        known = self._districts.get(location)
        if known is None:
            if len(self._districts) > 50_000:
                self._districts.clear()
            if match := _DISTRICT.search(location):
                known = match[1].strip()
            else:
                known = district_in(location) if self._profile.district_from_address else ""
            self._districts[location] = known
        return known

    def _outside(self, row: int, doubts: list[str]) -> str:
        reason = "a picture's name leaves the workspace; the pictures were left out"
        self._doubt(row, "attachments", "picture-outside", reason, doubts)
        return ""

    def _point(self, row: int, cells: Cells, doubts: list[str]) -> tuple[float | None, float | None]:
        latitude, longitude = cells.latitude, cells.longitude
        try:
            lat, lon = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
        except ValueError:
            lat = lon = 999.0
        if lat == 0.0 and lon == 0.0:
            doubts.append("no-coordinates")
            return None, None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            reason = f"`{latitude[:20]}, {longitude[:20]}` is not a place on Earth"
            self._doubt(row, "latitude", "no-coordinates", reason, doubts)
            return None, None
        return lat, lon


def _stars(rating: str) -> int | None:
    """A rating of 1 to 5 as it is written: 4, 4.0, `4,5` (its whole stars), 4/5, `4 bintang`, ★★★★☆; None for any other."""
    if match := _RATING.fullmatch(rating.strip()):
        return len(match[2]) if match[2] else int(match[1])
    return None


def _joined(headline: str, text: str) -> str:
    """A headline and the text below it as one text."""
    return f"{headline}. {text}" if text and text != headline else headline


def district_in(address: str) -> str:
    """The part of a postal address that names a district or town: after the street, without digits or a state code."""
    for part in address.split(",")[1:]:
        words = part.strip()
        if len(words) > 2 and not any(letter.isdigit() for letter in words):
            return words
    return ""
