"""Turn a row's values into a case: the complaint as its source wrote it, private and unredacted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vlogkit.intake.complaints.case_events import EventRow, unmarked, written
from vlogkit.intake.complaints.vocabulary import Meanings
from vlogkit.intake.reading.profiles import MEANINGS, Profile
from vlogkit.intake.reading.rows import Problem, Report
from vlogkit.intake.reading.source_times import TimeReader


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
    anonymous: int
    before: str
    """A picture's file name, or all attachments; `pictures_of` tells which is which."""
    after: str
    events: str
    """As `written` puts them and `read_events` reads them."""
    doubts: str
    """Codes, separated by spaces."""


_PLACE = {meaning: place for place, meaning in enumerate(MEANINGS)}
_PARTS = len(MEANINGS)
_FUTURE = 86_400
"""Seconds a clock may be ahead before a time counts as lying in the future."""
_CLIMBS = re.compile(r"(?:^|[;,|\s])(?:[/\\~]|[A-Za-z]:[/\\](?!/))|(?:^|[;,|\s/\\])\.\.(?:[/\\]|$)|\x00")
"""File names that are absolute, have a drive or climb out of the folder."""
_DISTRICT = re.compile(r"\b((?:kab(?:upaten)?|kota)\b\.?\s+[^,;]+)", re.IGNORECASE)


class CaseMaker:
    """Turns the values of rows into cases, by one profile. `now` is seconds since 1970."""

    def __init__(self, reader: Profile, meanings: Meanings, now: int, report: Report) -> None:
        self._profile = reader
        self._meanings = meanings
        self._read = TimeReader(reader.dates, reader.timezone).read
        self._stages = {
            **meanings.stages,
            **{word.casefold(): stage for word, stage in reader.statuses.items()},
        }
        self._yes = meanings.yes
        self._latest = now + _FUTURE
        self._report = report
        self._districts: dict[str, str] = {}
        self.naive = 0
        """How many times named no zone."""

    def case(self, row: int, values: Sequence[str]) -> Case | None:
        """The case, or None (reported) where the row has no ticket id."""
        (ticket, status, category, nature, channel, agency, location, district, headline, text, response, attachments,
         before, after, reported, responded, forwarded, fixed, closed, updated, due, reopened, rating, confidential,
         anonymous, latitude, longitude, notes, code, _) = values[:_PARTS]  # fmt: skip
        if not ticket:
            self._report(Problem(row, "ticket", "the row has no ticket id"))
            return None
        doubts: list[str] = []
        stage = self._stage(row, status, doubts)
        read = self._time
        reported_at = read(row, "reported_at", reported, doubts) if reported else None
        responded_at = read(row, "responded_at", responded, doubts) if responded else None
        closed_at = read(row, "closed_at", closed, doubts) if closed else None
        updated_at = read(row, "updated_at", updated, doubts) if updated else None
        events = self._events(row, values, doubts) if len(values) > _PARTS else []
        if events:
            responded_at = responded_at or events[0][0]
            updated_at = max(updated_at or 0, events[-1][0])
            response = response or events[-1][3]
        if forwarded or reopened or rating or fixed or notes:
            fixed_at, more = self._rare(
                row, forwarded, reopened, rating, fixed, notes, updated_at or reported_at, doubts
            )
            events += more
            closed_at = fixed_at or closed_at
        if stage == "resolved" and closed_at is None:
            closed_at = self._closing(events, updated_at)
        outcome = self._meanings.outcomes.get(status.casefold(), "unknown")
        if headline:
            text = f"{headline}. {text}" if text and text != headline else headline
        before = before or attachments
        if _CLIMBS.search(before) or _CLIMBS.search(after):
            before = after = self._outside(row, doubts)
        if reported_at and closed_at and closed_at < reported_at:
            doubts.append("closed-before-reported")
            self._report(Problem(row, "closed_at", "it was closed before it was reported", skipped=False))
        deadline = self._profile.deadline_hours
        if due and reported_at and (due_at := read(row, "due_at", due, doubts)) and due_at > reported_at:
            deadline = (due_at - reported_at) / 3600
        lat, lon = (self._point(row, latitude, longitude, doubts)) if latitude and longitude else (None, None)
        return Case(
            ticket, stage, outcome, (category or code).replace("  ", " "), nature, self._channel(ticket, channel), agency,
            district or (self._district(location) if location else ""), location, lat, lon, text, response, reported_at, responded_at,
            closed_at, updated_at, deadline, int(confidential.casefold() in self._yes) if confidential else 0, int(anonymous.casefold() in self._yes) if anonymous else 0, before, after,
            written(events) if events else "", " ".join(doubts),
        )  # fmt: skip

    def update(self, row: int, values: Sequence[str]) -> tuple[str, str, int, str, str] | None:
        """Ticket, event id, seconds, stage and text of a row of updates, or None (reported) where one is missing."""
        part = values.__getitem__
        ticket, event, status = part(_PLACE["ticket"]), part(_PLACE["event"]), part(_PLACE["status"])
        moment = self._read(part(_PLACE["reported_at"]))
        if not ticket or not event or moment is None:
            lacking = "ticket" if not ticket else "event" if not event else "reported_at"
            self._report(Problem(row, lacking, "the update has no complaint, no id or no readable date"))
            return None
        self.naive += moment[1]
        stage = self._stages.get(status.casefold(), "") if status else ""
        if status and not stage:
            self._report(
                Problem(row, "status", f"unknown status `{status[:40]}`; it was taken as a remark", skipped=False)
            )
        return ticket, event, moment[0], stage, part(_PLACE["text"])

    def _stage(self, row: int, status: str, doubts: list[str]) -> str:
        stage = self._stages.get(status.casefold()) if status else None
        if stage is None:
            doubts.append("unknown-status")
            reason = f"unknown status `{status[:40]}`" if status else "the row has no status"
            self._report(Problem(row, "status", f"{reason}; the stage stays unknown", skipped=False))
            return "unknown"
        return stage

    def _time(self, row: int, field: str, text: str, doubts: list[str]) -> int | None:
        moment = self._read(text)
        if moment is None:
            doubts.append(f"unreadable-{field}")
            self._report(Problem(row, field, f"`{text[:40]}` is not a date", skipped=False))
            return None
        at, naive = moment
        if naive:
            self.naive += 1
            if "naive-time" not in doubts:
                doubts.append("naive-time")
        if at > self._latest and field != "due_at":
            doubts.append(f"future-{field}")
            self._report(Problem(row, field, f"`{text[:40]}` lies in the future", skipped=False))
        return at

    def _events(self, row: int, values: Sequence[str], doubts: list[str]) -> list[EventRow]:
        """The numbered responses that have a time or a text, by time."""
        events: list[EventRow] = []
        latest = self._latest
        for place in range(_PARTS, len(values), 3):
            at = values[place]
            if not at:
                if values[place + 2]:
                    self._report(Problem(row, "response", "a response has no date and was left out", skipped=False))
                continue
            moment = self._read(at)
            if moment is None or moment[1] or moment[0] > latest:
                seconds = self._time(row, "response", at, doubts)
            else:
                seconds = moment[0]
            if seconds is not None:
                events.append((seconds, "response", values[place + 1], unmarked(values[place + 2]), "", None))
        if len(events) > 1:
            events.sort(key=lambda event: event[0])
        return events

    def _rare(
        self,
        row: int,
        forwarded: str,
        reopened: str,
        rating: str,
        fixed: str,
        notes: str,
        at: int | None,
        doubts: list[str],
    ) -> tuple[int | None, list[EventRow]]:
        """Fields few systems have: hand-over, reopening, rating, a repair date of its own, notes."""
        events: list[EventRow] = []
        if forwarded and (moment := self._time(row, "forwarded_at", forwarded, doubts)) is not None:
            events.append((moment, "status", "", "", "forwarded", None))
        if reopened and (moment := self._time(row, "reopened_at", reopened, doubts)) is not None:
            events.append((moment, "reopen", "", "", "", None))
        stars = rating.split(".")[0].split("/")[0]
        if rating and stars.isdigit() and 1 <= int(stars) <= 5 and at is not None:
            events.append((at, "rating", "", "", "", int(stars)))
        elif rating:
            self._report(Problem(row, "rating", f"`{rating[:20]}` is not a rating of 1 to 5", skipped=False))
        if notes and at is not None:
            events.append((at, "response", "", unmarked(notes), "", None))
        fixed_at = self._time(row, "fixed_at", fixed, doubts) if fixed else None
        return fixed_at, events

    def _closing(self, events: list[EventRow], updated_at: int | None) -> int | None:
        """When a resolved case that has no closing time was closed, where the profile says how to know."""
        if self._profile.closed_by_last_response and events:
            return events[-1][0]
        return updated_at if self._profile.closed_by_update else None

    def _channel(self, ticket: str, channel: str) -> str:
        """The channel column, else the two letters a LaporGub ticket has after LG."""
        if channel or ticket[:2] != "LG":
            return channel
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
        doubts.append("picture-outside")
        self._report(
            Problem(
                row,
                "attachments",
                "a picture's name leaves the workspace; the pictures were left out",
                skipped=False,
            )
        )
        return ""

    def _point(self, row: int, latitude: str, longitude: str, doubts: list[str]) -> tuple[float | None, float | None]:
        try:
            lat, lon = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
        except ValueError:
            lat = lon = 999.0
        if lat == 0.0 and lon == 0.0:
            doubts.append("no-coordinates")
            return None, None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            doubts.append("no-coordinates")
            self._report(
                Problem(
                    row,
                    "latitude",
                    f"`{latitude[:20]}, {longitude[:20]}` is not a place on Earth",
                    skipped=False,
                )
            )
            return None, None
        return lat, lon


def district_in(address: str) -> str:
    """The part of a postal address that names a district or town: after the street, without digits or a state code."""
    for part in address.split(",")[1:]:
        words = part.strip()
        if len(words) > 2 and not any(letter.isdigit() for letter in words):
            return words
    return ""
