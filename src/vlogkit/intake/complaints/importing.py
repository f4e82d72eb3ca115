"""Import an opened export into the private store, and report what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from vlogkit.intake.complaints.exports import OpenedFile
from vlogkit.intake.complaints.identity import slug
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import Case, ImportedFile, Origin, PastStage, StoredCase
from vlogkit.intake.complaints.storing.stored_cases import CaseColumns, stored
from vlogkit.intake.reading.rows import Problem
from vlogkit.intake.reading.secrecy import OPEN, UNSAID

BATCH = 4_000
"""Rows written at once: memory stays the same however long the file is."""


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
        file = ImportedFile(opened.label or str(opened.path.resolve()), opened.name, opened.source)
        number = store.begin_import(file, Origin(opened.profile.lang, opened.profile.timezone), at=at)
        if opened.profile.kind == "services":
            _services(store, opened, report)
        elif opened.profile.kind == "updates":
            _updates(store, opened, report)
        else:
            _Writing(store, opened, report, number, at).run()
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

    def run(self) -> None:
        """Write all rows of the file."""
        entries = self._entries(self._opened.cases())
        while batch := list(islice(entries, BATCH)):
            written = self._store.insert(batch)
            self._report.rows += len(batch)
            self._report.imported += written
            if written < len(batch):
                self._merge(list(map(stored, batch)))

    def _entries(self, cases: Iterator[tuple[int, Case]]) -> Iterator[CaseColumns]:
        source, forgotten, no, at = self._opened.source, self._forgotten, self._no, self._at
        for row, case in cases:
            complaint = slug(source, case.ticket)
            if forgotten and self._store.mark(complaint) in forgotten:
                self._opened.problems(Problem(row, "ticket", "this complaint was to be forgotten and was left out"))
                continue
            yield (complaint, source, *case, no, row, at)

    def _merge(self, batch: list[StoredCase]) -> None:
        """Those of a batch that stood in the store already: unchanged, newer, older, or a second time in the file."""
        ids = [entry.id for entry in batch]
        there, seen = self._store.among(ids), self._store.seen_among(ids)
        fresh: list[str] = []
        for entry in batch:
            old = there[entry.id]
            if old.import_no == self._no and old.row == entry.row:
                continue
            if old.import_no == self._no or entry.id in seen:
                self._twice(entry, old, there)
                continue
            seen.add(entry.id)
            fresh.append(entry.id)
            self._settle(entry, old, there)
        self._store.mark_seen(fresh)

    def _settle(self, entry: StoredCase, old: StoredCase, there: dict[str, StoredCase]) -> None:
        """The later state stays; what either says of secrecy does too, unless a state no older takes it back."""
        entry, late = self._guarded(entry, old), entry.older_than(old)
        if old.case.in_confidence() and not entry.case.in_confidence():
            reason = f"ticket {entry.case.ticket} was confidential; its source says that it is not any more"
            self._opened.problems(Problem(entry.row, "confidential", reason, skipped=False))
        if entry.case == old.case or (late and entry.case.confidential == old.case.confidential):
            self._report.unchanged += 1
            return
        self._replace(_as_secret(old, entry) if late else entry, old, there)
        self._report.updated += 1

    def _guarded(self, entry: StoredCase, old: StoredCase) -> StoredCase:
        """An entry that keeps what the state before said of secrecy, where it says nothing of it or is older."""
        if entry.case.in_confidence() or (entry.case.confidential == OPEN and not entry.older_than(old)):
            return entry
        return _as_secret(entry, old)

    def _twice(self, entry: StoredCase, old: StoredCase, there: dict[str, StoredCase]) -> None:
        """A ticket that stands twice in one file: the later state stays, of two equally late ones the first.

        It is confidential where any of its rows says so.
        """
        self._report.rows -= 1
        reason = f"ticket {entry.case.ticket} stands in this file already; the later state was kept"
        self._opened.problems(Problem(entry.row, "ticket", reason))
        secret = entry if entry.case.in_confidence() or old.case.confidential == UNSAID else old
        if entry.newer_than(old):
            self._replace(_as_secret(entry, secret), old, there)
        elif secret.case.confidential != old.case.confidential:
            self._replace(_as_secret(old, secret), old, there)

    def _replace(self, entry: StoredCase, old: StoredCase, there: dict[str, StoredCase]) -> None:
        new, was = entry.case, old.case
        if (new.stage, new.outcome) != (was.stage, was.outcome):
            since, until = was.updated_at or old.seen_at, new.updated_at or self._at
            self._store.keep_stage(entry.id, PastStage(was.stage, was.outcome, since, until))
        if new.in_confidence() != was.in_confidence():
            self._store.end_choice(entry.id)
        self._store.replace(entry)
        there[entry.id] = entry


def _as_secret(entry: StoredCase, other: StoredCase) -> StoredCase:
    """An entry with what another one says of secrecy."""
    return entry._replace(case=entry.case._replace(confidential=other.case.confidential))


def _services(store: ComplaintStore, opened: OpenedFile, report: ImportReport) -> None:
    for service in opened.services():
        store.keep_service(opened.source, service)
        report.services += 1
        report.rows += 1


def _updates(store: ComplaintStore, opened: OpenedFile, report: ImportReport) -> None:
    """Updates become events; one for a complaint that is not there yet waits for it and is doubtful."""
    forgotten = store.forgotten()
    for row, ticket, update in opened.updates():
        complaint = slug(opened.source, ticket)
        if store.mark(complaint) in forgotten:
            continue
        if not store.has(complaint):
            reason = f"complaint {ticket} is not in the store yet; its update waits for it"
            opened.problems(Problem(row, "ticket", reason, skipped=False))
        store.keep_update(complaint, update)
        report.events += 1
        report.rows += 1
