"""Read the complaints of the private store, and forget them."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from functools import cached_property

from vlogkit.intake.complaints.storing.case import (
    Case,
    CaseFilter,
    CaseStanding,
    CountedCase,
    Origin,
    PastStage,
    StoredCase,
    StoredUpdate,
)
from vlogkit.intake.complaints.storing.store_file import StoreFile

COLUMNS = ("id", "source", *Case._fields, "import_no", "row", "seen_at")
CaseColumns = tuple[object, ...]
"""A complaint as the values of COLUMNS, which `stored` reads. An import hands millions of them to SQLite as they are."""
NAMES = ", ".join(f'c."{name}"' for name in COLUMNS)
_ABOUT_ONE = ("past_stage", "event", "decision", "shown")
"""Tables besides `complaint` from which a forgotten complaint is removed by its id."""


class CaseTable(StoreFile):
    """The complaints, by id, ticket, stage or time."""

    def one(self, complaint: str) -> StoredCase | None:
        """The stored case of an id, or None."""
        return next(self._cases("c.id = ?", (complaint,)), None)

    def with_ticket(self, ticket: str) -> list[StoredCase]:
        """The stored cases of a ticket, whatever its case: one for each source that uses it."""
        return list(self._cases("c.ticket = ? COLLATE NOCASE", (ticket,)))

    def cases(self, stage: str = "") -> Iterator[StoredCase]:
        """All stored cases, or those in a stage, in the order in which they came."""
        return self._cases("c.stage = ?", (stage,)) if stage else self._cases("1", ())

    def latest(self, stage: str = "") -> Iterator[StoredCase]:
        """All stored cases, or those in a stage, the last closed, updated or reported first."""
        order = "coalesce(c.closed_at, c.updated_at, c.reported_at) DESC"
        return self._cases("c.stage = ?", (stage,), order) if stage else self._cases("1", (), order)

    def closed_within(self, wanted: CaseFilter) -> Iterator[StoredCase]:
        """Stored cases closed (those that are not: reported) in a stretch of time."""
        condition, values = _condition("coalesce(closed_at, reported_at)", wanted)
        return self._cases(condition, values)

    def reported_within(self, wanted: CaseFilter) -> Iterator[CountedCase]:
        """What is counted of the complaints that were reported in a stretch of time."""
        condition, values = _condition("reported_at", wanted)
        rows = self._rows(f"SELECT {', '.join(CountedCase._fields)} FROM complaint WHERE {condition}", values)
        return map(CountedCase._make, rows)

    def _cases(self, where: str, values: Iterable[object], order: str = "c.rowid") -> Iterator[StoredCase]:
        return map(stored, self._rows(f"SELECT {NAMES} FROM complaint c WHERE {where} ORDER BY {order}", values))

    def standings(self) -> Iterator[CaseStanding]:
        """How each complaint stands, without any of its words."""
        rows = self._rows(f"SELECT {', '.join(CaseStanding._fields)} FROM complaint ORDER BY rowid", ())
        return map(CaseStanding._make, rows)

    def names(self, stage: str) -> Iterator[str]:
        """Ids of the complaints in a stage, without reading their words."""
        for (complaint,) in self._rows("SELECT id FROM complaint WHERE stage = ? ORDER BY rowid", (stage,)):
            yield complaint

    def count(self) -> int:
        """How many complaints the store holds."""
        return int(self._run("SELECT count(*) FROM complaint").fetchone()[0])

    def first_report(self) -> int | None:
        """When the earliest complaint was reported, in seconds since 1970; None where no time is known."""
        (first,) = self._run("SELECT min(reported_at) FROM complaint").fetchone()
        return None if first is None else int(first)

    def closing_hours(self) -> dict[str, list[float]]:
        """Hours from report to closing of the resolved complaints, by category."""
        hours: dict[str, list[float]] = {}
        for category, seconds in self._rows(
            "SELECT category, closed_at - reported_at FROM complaint WHERE stage = 'resolved' AND closed_at > reported_at"
        ):
            hours.setdefault(category, []).append(seconds / 3600)
        return hours

    def origin(self, source: str) -> Origin:
        """Language and time zone of a source."""
        row = self._run("SELECT lang, zone FROM source WHERE name = ?", (source,)).fetchone()
        return Origin(*row) if row else Origin()

    def history(self, complaint: str) -> list[PastStage]:
        """Earlier stages of a complaint, the oldest first."""
        query = "SELECT stage, outcome, since, until FROM past_stage WHERE id = ? ORDER BY until, since"
        return list(map(PastStage._make, self._rows(query, (complaint,))))

    def updates(self, complaint: str) -> list[StoredUpdate]:
        """Events that came in files of updates, the oldest first."""
        query = "SELECT event, at, kind, text, stage FROM event WHERE id = ? ORDER BY at"
        return list(map(StoredUpdate._make, self._rows(query, (complaint,))))

    def services(self, source: str) -> dict[str, str]:
        """Names of a source's service codes."""
        return dict(self._rows("SELECT code, name FROM service WHERE source = ?", (source,)))

    def before(self, day: dt.datetime) -> list[str]:
        """Ids of complaints whose last known time (closed, updated, reported, else first seen) lies before `day`."""
        query = "SELECT id FROM complaint WHERE coalesce(closed_at, updated_at, reported_at, seen_at) < ?"
        return [complaint for (complaint,) in self._rows(query, (int(day.timestamp()),))]

    @cached_property
    def _salt(self) -> bytes:
        (salt,) = self._run("SELECT value FROM setting WHERE name = 'salt'").fetchone()
        return str(salt).encode()

    def mark(self, complaint: str) -> str:
        """The keyed hash under which a forgotten id is remembered."""
        return hmac.new(self._salt, complaint.encode(), hashlib.sha256).hexdigest()

    def forgotten(self) -> frozenset[str]:
        """The marks of all forgotten ids."""
        return frozenset(mark for (mark,) in self._rows("SELECT mark FROM forgotten"))

    def forget(self, complaints: Iterable[str]) -> int:
        """Remove complaints and all about them, and keep imports from bringing them back; how many there were."""
        found = 0
        with self.transaction():
            for complaint in complaints:
                found += self._run("DELETE FROM complaint WHERE id = ?", (complaint,)).rowcount
                for table in _ABOUT_ONE:
                    self._run(f"DELETE FROM {table} WHERE id = ?", (complaint,))
                self._run("INSERT OR IGNORE INTO forgotten VALUES (?)", (self.mark(complaint),))
        return found


def _condition(time: str, wanted: CaseFilter) -> tuple[str, list[object]]:
    """The SQL condition of a filter over a column or expression of time, and the values it binds."""
    condition, values = f"{time} >= ? AND {time} < ?", [wanted.start, wanted.end]
    filters: list[object] = [*values]
    for column, value in (("agency", wanted.agency), ("district", wanted.district), ("category", wanted.category)):
        if value:
            condition += f" AND instr(lower({column}), lower(?)) > 0"
            filters.append(value)
    return condition, filters


def stored(row: CaseColumns) -> StoredCase:
    """A row of the complaint table, its columns in the order of COLUMNS, as a record."""
    complaint, source, *case, import_no, line, seen_at = row
    return StoredCase(complaint, source, Case._make(case), import_no, line, seen_at)  # type: ignore[arg-type]
