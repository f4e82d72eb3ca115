"""Read an export of a complaint system, and report every row that was skipped or is doubtful."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vlogkit.errors import InputError
from vlogkit.intake.complaints.cases import Case, CaseMaker
from vlogkit.intake.complaints.publishable import public
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.profiles import IDENTITY, MEANINGS, Profile, key, profile, recognised, wanted
from vlogkit.intake.reading.rows import Layout, Problem, Row, RowReader
from vlogkit.records.notices.complaint import Complaint

SHOWN = 1_000
"""Problems kept with their row; beyond, they are only counted."""


@dataclass
class Problems:
    """Collects what the rows had wrong with them."""

    shown: list[Problem] = field(default_factory=list)
    skipped: int = 0
    doubtful_rows: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    _last: int = -1

    def __call__(self, problem: Problem) -> None:
        """Note one problem."""
        if problem.skipped:
            self.skipped += 1
        elif problem.row != self._last:
            self.doubtful_rows += 1
            self._last = problem.row
        self.reasons[problem.field or "row"] += 1
        if len(self.shown) < SHOWN:
            self.shown.append(problem)


@dataclass(frozen=True)
class ImportResult:
    """What a file held. `rows` = complaints + skipped; `doubtful` rows are among the complaints."""

    path: Path
    profile: str
    source: str
    layout: Layout
    rows: int
    complaints: tuple[Complaint, ...]
    problems: tuple[Problem, ...]
    skipped: int
    doubtful: int
    notes: tuple[str, ...]


@dataclass
class OpenedFile:
    """A file whose profile is known: its layout, and its cases one by one."""

    path: Path
    name: str
    profile: Profile
    source: str
    layout: Layout
    problems: Problems
    reader: RowReader
    maker: CaseMaker
    label: str = ""
    """What the import is called in the store; the file's path if empty."""

    def _values(self) -> Iterator[Row]:
        return self.reader.rows(wanted(self.profile, self.layout.headers), self.problems)

    def cases(self) -> Iterator[tuple[int, Case]]:
        """The complaints of the file with their row numbers; of a file of updates or services none."""
        if self.profile.kind == "complaints":
            for number, values in self._values():
                if (case := self.maker.case(number, values)) is not None:
                    yield number, case

    def updates(self) -> Iterator[tuple[int, str, str, int, str, str]]:
        """Row, ticket, event id, seconds, stage ("" if it does not change) and text of each update."""
        for number, values in self._values():
            if (update := self.maker.update(number, values)) is not None:
                yield (number, *update)

    def services(self) -> Iterator[tuple[int, str, str, str]]:
        """Row, code, name and description of each service."""
        for number, values in self._values():
            code, name, text = (values[MEANINGS.index(meaning)] for meaning in ("ticket", "category", "text"))
            if code:
                yield number, code, name or code, text
            else:
                self.problems(Problem(number, "service_code", "the service has no code"))

    def notes(self) -> tuple[str, ...]:
        """What a person should know about the file as a whole; complete when the cases have been read."""
        notes = list(self.layout.notes)
        unread = {key(header) for header in self.profile.drop} | set(IDENTITY)
        if dropped := [header for header in self.layout.headers if key(header) in unread]:
            notes.append(f"not read, because they name the reporter: {', '.join(dropped)}")
        if self.maker.naive:
            notes.append(f"{self.maker.naive} times name no zone and were read as {self.profile.timezone}")
        return tuple(notes)


def open_file(
    path: Path,
    name: str | None,
    *,
    now: dt.datetime,
    workspace: Path | None = None,
    source: str | None = None,
) -> OpenedFile:
    """Recognise a file and read it row by row. `name` is a profile or a mapping file; None or "auto" looks for one.

    Raises InputError for a file that cannot be read at all, UsageError for an unknown profile.
    """
    problems = Problems()
    chosen = None if name in {None, "auto"} else profile(str(name), workspace)
    reader = reader_of(path, chosen, workspace=workspace)
    layout = reader.layout
    if chosen is None:
        found = recognised(layout.headers, layout.shape, workspace=workspace)
        if found is None:
            raise InputError(
                f"no profile fits this file; its columns are {', '.join(layout.headers[:12])}",
                where=path,
                hint=f"Draft a mapping with `vlogkit complaints profile {path.name}`, correct it, and import with --profile.",
            )
        name, chosen = found, profile(found, workspace)
    maker = CaseMaker(chosen, meanings(workspace), int(now.timestamp()), problems)
    return OpenedFile(path, str(name), chosen, source or chosen.source, layout, problems, reader, maker)


def import_file(
    path: Path,
    profile: str | None = None,
    *,
    now: dt.datetime,
    workspace: Path | None = None,
    source: str | None = None,
) -> ImportResult:
    """All complaints of a file, redacted; of a ticket that stands twice the later state stays, the other is reported.

    Holds every complaint in memory: for large files import into the store. Raises as `open_file` does.
    """
    opened = open_file(path, profile, now=now, workspace=workspace, source=source)
    words = meanings(workspace)
    kept: dict[str, tuple[int, Case]] = {}
    rows = 0
    for number, case in opened.cases():
        rows += 1
        other = kept.get(case.ticket.casefold())
        if other is None or (case.updated_at or 0) > (other[1].updated_at or 0):
            kept[case.ticket.casefold()] = (number, case)
        if other is not None:
            opened.problems(
                Problem(
                    number,
                    "ticket",
                    f"ticket {case.ticket} stands in row {other[0]} already; the later state was kept",
                )
            )
    complaints = tuple(
        public(
            case,
            source=opened.source,
            lang=opened.profile.lang,
            zone=opened.profile.timezone,
            words=words,
            workspace=workspace,
        )
        for _, case in kept.values()
    )
    skipped = opened.problems.skipped
    if not rows and not skipped:
        opened.problems(Problem(opened.layout.header_row, "", "there is a header but no row below it", skipped=False))
    return ImportResult(
        path, opened.name, opened.source, opened.layout, len(complaints) + skipped, complaints, tuple(opened.problems.shown), skipped,
        opened.problems.doubtful_rows, opened.notes(),
    )  # fmt: skip
