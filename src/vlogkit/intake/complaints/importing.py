"""Import an opened export into the private store, and report what changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from vlogkit.intake.complaints.cases import Case
from vlogkit.intake.complaints.exports import OpenedFile
from vlogkit.intake.complaints.identity import slug
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.store_schema import COLUMNS, INSERT, UPDATE
from vlogkit.intake.reading.rows import Problem

BATCH = 4_000
"""Rows written at once: memory stays the same however long the file is."""
_TICKET, _STAGE, _OUTCOME = 2, COLUMNS.index("stage"), COLUMNS.index("outcome")
_UPDATED = COLUMNS.index("updated_at")
_STATE = slice(1, len(COLUMNS) - 3)
_NO, _ROW, _SEEN = len(COLUMNS) - 3, len(COLUMNS) - 2, len(COLUMNS) - 1
Entry = tuple[object, ...]


@dataclass
class ImportReport:
    """What an import did. `rows` = imported + updated + unchanged + skipped (+ events and services of such files)."""

    path: Path
    profile: str
    source: str
    rows: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    events: int = 0
    services: int = 0
    skipped: int = 0
    doubtful: int = 0
    problems: tuple[Problem, ...] = ()
    reasons: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def import_into(store: ComplaintStore, opened: OpenedFile, *, now: dt.datetime) -> ImportReport:
    """Read a file into the store, all of it or, where the store fails, nothing.

    A complaint is known by source and ticket. The same state again changes nothing; a later one replaces it and the
    stage before is kept; an older one (by its time of update) is left. Raises OutsideError.
    """
    report = ImportReport(opened.path, opened.name, opened.source)
    with store.transaction():
        at = int(now.timestamp())
        no = store.db.execute(
            "INSERT INTO import (path, profile, source, at) VALUES (?, ?, ?, ?)",
            (opened.label or str(opened.path.resolve()), opened.name, opened.source, at),
        ).lastrowid
        store.db.execute(
            "INSERT INTO source VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET lang = excluded.lang, zone = excluded.zone",
            (opened.source, opened.profile.lang, opened.profile.timezone),
        )
        if opened.profile.kind == "services":
            _services(store, opened, report)
        elif opened.profile.kind == "updates":
            _updates(store, opened, report)
        else:
            _Writing(store, opened, report, int(no or 0), at).run()
    _finish(opened, report)
    return report


def _finish(opened: OpenedFile, report: ImportReport) -> None:
    problems = opened.problems
    report.skipped = problems.skipped
    report.rows += problems.skipped
    if not report.rows:
        problems(Problem(opened.layout.header_row, "", "there is a header but no row below it", skipped=False))
    report.doubtful, report.problems = problems.doubtful_rows, tuple(problems.shown)
    report.reasons, report.notes = dict(problems.reasons), opened.notes()


class _Writing:
    """One import of complaints, a batch at a time."""

    def __init__(self, store: ComplaintStore, opened: OpenedFile, report: ImportReport, no: int, at: int) -> None:
        self._store, self._opened, self._report = store, opened, report
        self._no, self._at = no, at
        self._forgotten = store.forgotten()
        store.db.execute("CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
        store.db.execute("DELETE FROM seen")

    def run(self) -> None:
        """Write all rows of the file."""
        entries = self._entries(self._opened.cases())
        while batch := list(islice(entries, BATCH)):
            before = self._store.db.total_changes
            self._store.db.executemany(INSERT, batch)
            written = self._store.db.total_changes - before
            self._report.rows += len(batch)
            self._report.imported += written
            if written < len(batch):
                self._merge(batch)

    def _entries(self, cases: Iterator[tuple[int, Case]]) -> Iterator[Entry]:
        source, no, at = self._opened.source, self._no, self._at
        for row, case in cases:
            complaint = slug(source, case.ticket)
            if self._forgotten and self._store.mark(complaint) in self._forgotten:
                self._opened.problems(Problem(row, "ticket", "this complaint was to be forgotten and was left out"))
                continue
            yield (complaint, source, *case, no, row, at)

    def _merge(self, batch: list[Entry]) -> None:
        """Those of a batch that stood in the store already: unchanged, newer, older, or a second time in the file."""
        db = self._store.db
        ids = json.dumps([entry[0] for entry in batch])
        names = ", ".join(f'c."{name}"' for name in COLUMNS)
        there = {
            row[0]: row
            for row in db.execute(
                f"SELECT {names} FROM json_each(?) j CROSS JOIN complaint c ON c.id = j.value", (ids,)
            )
        }
        seen = {
            complaint
            for (complaint,) in db.execute(
                "SELECT s.id FROM json_each(?) j CROSS JOIN seen s ON s.id = j.value", (ids,)
            )
        }
        fresh: list[str] = []
        for entry in batch:
            old = there[entry[0]]
            if old[_NO] == self._no and old[_ROW] == entry[_ROW]:
                continue
            complaint = str(entry[0])
            if old[_NO] == self._no or complaint in seen:
                self._twice(entry, old, there)
                continue
            seen.add(complaint)
            fresh.append(complaint)
            self._settle(entry, old, there)
        db.executemany("INSERT OR IGNORE INTO seen VALUES (?)", [(complaint,) for complaint in fresh])

    def _settle(self, entry: Entry, old: Entry, there: dict[object, Entry]) -> None:
        if entry[_STATE] == old[_STATE] or _older(entry, old):
            self._report.unchanged += 1
            return
        self._replace(entry, old, there)
        self._report.updated += 1

    def _twice(self, entry: Entry, old: Entry, there: dict[object, Entry]) -> None:
        """A ticket that stands twice in one file: the later state stays, of two equally late ones the first."""
        self._report.rows -= 1
        reason = f"ticket {entry[_TICKET]} stands in this file already; the later state was kept"
        self._opened.problems(Problem(int(str(entry[_ROW])), "ticket", reason))
        if _newer(entry, old):
            self._replace(entry, old, there)

    def _replace(self, entry: Entry, old: Entry, there: dict[object, Entry]) -> None:
        db = self._store.db
        if (entry[_STAGE], entry[_OUTCOME]) != (old[_STAGE], old[_OUTCOME]):
            since = old[_UPDATED] or old[_SEEN]
            until = entry[_UPDATED] or self._at
            db.execute(
                "INSERT INTO past_stage VALUES (?, ?, ?, ?, ?)",
                (entry[0], old[_STAGE], old[_OUTCOME], since, until),
            )
        db.execute(UPDATE, (*entry[1:], entry[0]))
        there[entry[0]] = entry


def _older(entry: Entry, old: Entry) -> bool:
    new_at, old_at = entry[_UPDATED], old[_UPDATED]
    return isinstance(new_at, int) and isinstance(old_at, int) and new_at < old_at


def _newer(entry: Entry, old: Entry) -> bool:
    new_at, old_at = entry[_UPDATED], old[_UPDATED]
    return isinstance(new_at, int) and (not isinstance(old_at, int) or new_at > old_at)


def _services(store: ComplaintStore, opened: OpenedFile, report: ImportReport) -> None:
    for _, code, name, text in opened.services():
        store.db.execute("INSERT OR REPLACE INTO service VALUES (?, ?, ?, ?)", (opened.source, code, name, text))
        report.services += 1
        report.rows += 1


def _updates(store: ComplaintStore, opened: OpenedFile, report: ImportReport) -> None:
    """Updates become events; one for a complaint that is not there yet waits for it and is doubtful."""
    for row, ticket, event, at, stage, text in opened.updates():
        complaint = slug(opened.source, ticket)
        if store.mark(complaint) in store.forgotten():
            continue
        known = store.db.execute("SELECT 1 FROM complaint WHERE id = ?", (complaint,)).fetchone()
        if not known:
            opened.problems(
                Problem(
                    row,
                    "ticket",
                    f"complaint {ticket} is not in the store yet; its update waits for it",
                    skipped=False,
                )
            )
        kind = (
            "reopen" if stage in {"received", "verifying"} and event != "first" else "status" if stage else "response"
        )
        store.db.execute(
            "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?)",
            (complaint, event, at, kind, text, stage),
        )
        report.events += 1
        report.rows += 1
