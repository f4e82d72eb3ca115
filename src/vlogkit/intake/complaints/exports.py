"""Read an export of a complaint system, and report every row that was skipped or is doubtful."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from vlogkit.errors import InputError, counted
from vlogkit.intake.complaints.cases import CaseMaker
from vlogkit.intake.complaints.storing.case import Case, NamedService, StoredUpdate
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.reading.headers import key
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.profiles import (
    IDENTITY,
    MEANINGS,
    Profile,
    profile,
    recognised,
    wanted,
)
from vlogkit.intake.reading.rows import Layout, Problem, Row, RowReader
from vlogkit.intake.reading.source_times import DateOrder, TimeReader, order_of

DATES = frozenset(
    {"reported_at", "responded_at", "forwarded_at", "fixed_at", "closed_at", "updated_at", "due_at", "reopened_at"}
)
"""Meanings of columns that hold dates."""
SAMPLED = 1_000
"""Rows that are looked at for the order of day and month."""
SHOWN = 1_000
"""Problems kept with their row; beyond, they are only counted."""


class NoProfileError(InputError):
    """An export whose columns no profile knows."""


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
    order: DateOrder
    label: str = ""
    """What the import is called in the store; the file's path if empty."""

    def _values(self) -> Iterator[Row]:
        return self.reader.rows(wanted(self.profile, self.layout.headers), self.problems)

    def cases(self) -> Iterator[tuple[int, Case]]:
        """The complaints of the file with their row numbers; of a file of updates or services none."""
        if self.profile.kind == "complaints":
            made = self.maker.case
            for number, values in self._values():
                if (case := made(number, values)) is not None:
                    yield number, case

    def updates(self) -> Iterator[tuple[int, str, StoredUpdate]]:
        """The row, the ticket and what happened to it, of a file of updates."""
        for number, values in self._values():
            if (update := self.maker.update(number, values)) is not None:
                yield (number, *update)

    def services(self) -> Iterator[NamedService]:
        """The services of a list of services."""
        for number, values in self._values():
            if (service := self.maker.service(number, values)) is not None:
                yield service

    def notes(self) -> tuple[str, ...]:
        """What a person should know about the file as a whole; complete when the cases have been read."""
        notes = list(self.layout.notes)
        unread = {key(header) for header in self.profile.drop} | set(IDENTITY)
        if dropped := [header for header in self.layout.headers if key(header) in unread]:
            notes.append(f"not read, because they name the reporter: {', '.join(dropped)}")
        if (
            self.order.sure
            and self.order.order != self.profile.dates
            and (self.profile.dates, self.order.order) != ("seen", "dmy")
        ):
            first, other = ("month", "day") if self.order.order == "mdy" else ("day", "month")
            notes.append(f"its dates were read with the {first} before the {other}, as the column shows")
        if self.maker.naive:
            notes.append(f"{counted(self.maker.naive, 'time')} with no zone, read as {self.profile.timezone}")
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
            raise NoProfileError(
                f"no profile fits this file; its columns are {', '.join(layout.headers[:12])}",
                where=path,
                hint=f"Draft a mapping with `vlogkit complaints profile {path.name}`, correct it, and import with --profile.",
            )
        name, chosen = found, profile(found, workspace)
    order = order_of(_sampled_dates(reader, chosen), chosen.dates)
    times = TimeReader(order.order, chosen.timezone, unsure=not order.sure)
    maker = CaseMaker(chosen, meanings(workspace), int(now.timestamp()), problems, times)
    return OpenedFile(path, str(name), chosen, source or chosen.source, layout, problems, reader, maker, order)


def _sampled_dates(reader: RowReader, chosen: Profile) -> Iterator[str]:
    """The dates of a file's first rows, as they stand there."""
    columns = [columns for meaning, columns in zip(MEANINGS, wanted(chosen, ()), strict=True) if meaning in DATES]
    if not (dated := [names for names in columns if names]):
        return
    for _, values in islice(reader.rows(dated, lambda problem: None), SAMPLED):
        yield from filter(None, values)
