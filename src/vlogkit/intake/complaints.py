"""An export of a complaint system comes in; redacted complaints go out, with every row that was left out or doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from vlogkit.errors import InputError
from vlogkit.intake import titles
from vlogkit.intake.cases import Case, CaseMaker, outcome_of, read_events
from vlogkit.intake.identity import slug
from vlogkit.intake.profiles import MEANINGS, Profile, profile, recognised, wanted
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.rows import Layout, Problem, Reader, Row
from vlogkit.intake.redaction.redact import redact
from vlogkit.intake.words import Meanings, meanings
from vlogkit.records.notice import Complaint, Event, Picture

SHOWN = 1_000
"""Problems kept with their row; beyond, they are only counted."""
_PUBLIC_PARTS = re.compile(r"^\s*(?:kab(?:upaten)?|kota|kec(?:amatan)?|kel(?:urahan)?|desa|provinsi)\b\.?\s+[^\d]+$", re.IGNORECASE)
_SMALLEST_FIRST = ("kel", "desa", "kec", "kab", "kota", "prov")


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
    reader: Reader
    maker: CaseMaker

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
        if self.maker.naive:
            notes.append(f"{self.maker.naive} times name no zone and were read as {self.profile.timezone}")
        return tuple(notes)


def open_file(
    path: Path, name: str | None, *, now: dt.datetime, workspace: Path | None = None, source: str | None = None
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
    path: Path, profile: str | None = None, *, now: dt.datetime, workspace: Path | None = None, source: str | None = None
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
            opened.problems(Problem(number, "ticket", f"ticket {case.ticket} stands in row {other[0]} already; the later state was kept"))
    complaints = tuple(
        public(case, source=opened.source, lang=opened.profile.lang, zone=opened.profile.timezone, words=words, workspace=workspace) for _, case in kept.values()
    )
    skipped = opened.problems.skipped
    if not rows and not skipped:
        opened.problems(Problem(opened.layout.header_row, "", "there is a header but no row below it", skipped=False))
    return ImportResult(
        path, opened.name, opened.source, opened.layout, len(complaints) + skipped, complaints, tuple(opened.problems.shown), skipped,
        opened.problems.doubtful_rows, opened.notes(),
    )  # fmt: skip


def public(case: Case, *, source: str, lang: str, zone: str, words: Meanings, workspace: Path | None = None) -> Complaint:
    """The complaint that may be shown: texts redacted, the place no closer than the village, times in `zone`."""
    local = ZoneInfo(zone)
    text, response = redact(case.text, workspace=workspace).text, redact(case.response, workspace=workspace).text
    place = public_place(case.location, case.district)
    subject = titles.subject_of(text, case.category, words)
    outcome = outcome_of(case, words)
    question = case.nature.casefold() in words.questions and outcome == "answered"
    name = titles.named(subject, redact(case.category, workspace=workspace).text, lang, question=question)
    reported, responded, closed = _time(case.reported_at, local), _time(case.responded_at, local), _time(case.closed_at, local)
    hours = (closed - reported).total_seconds() / 3600 if reported and closed else None
    day = closed or reported
    return Complaint(
        id=slug(source, case.ticket),
        title=titles.title(name, place, case.stage, outcome, hours, subject, lang),
        lang="en" if lang == "en" else "jv" if lang == "jv" else "id",
        place=place,
        date=day.date() if day else None,
        summary=_summary(response or text),
        source=source,
        ticket=case.ticket,
        stage=case.stage,  # type: ignore[arg-type]  # the store holds only the model's own words
        outcome=outcome,  # type: ignore[arg-type]
        category=case.category,
        channel=case.channel,
        agency=case.agency,
        district=public_place(case.district, "") or case.district if not any(map(str.isdigit, case.district)) else "",
        text=text,
        response=response,
        reported_at=reported,
        responded_at=responded,
        closed_at=closed,
        deadline_hours=case.deadline_hours,
        confidential=bool(case.confidential),
        anonymous=bool(case.anonymous),
        before=_picture(case.before, titles.alt(name, place, "before", subject, lang), reported),
        after=_picture(case.after, titles.alt(name, place, "after", subject, lang), closed),
        events=_events(case, local, workspace),
        doubts=tuple(case.doubts.split()),
    )


def public_place(location: str, district: str) -> str:
    """Administrative parts of a location, the smallest first; streets and numbers never, the district if nothing else."""
    parts = [part.strip() for part in re.split(r"[,;]", location) if _PUBLIC_PARTS.match(part)]
    parts.sort(key=lambda part: next((rank for rank, kind in enumerate(_SMALLEST_FIRST) if part.lower().startswith(kind)), 9))
    if parts:
        return ", ".join(dict.fromkeys(parts))
    return district if not any(letter.isdigit() for letter in district) else ""


def _time(at: int | None, zone: ZoneInfo) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(at, zone) if at is not None else None


def _picture(name: str, alt: str, day: dt.datetime | None) -> Picture | None:
    if not name or name.startswith(("http://", "https://")):
        return None
    return Picture(file=name.replace("\\", "/"), alt=alt, date=day.date() if day else None)


def _events(case: Case, zone: ZoneInfo, workspace: Path | None) -> tuple[Event, ...]:
    events = []
    for at, kind, by, text, stage, rating in read_events(case.events):
        moment = dt.datetime.fromtimestamp(at, zone)
        said, author = redact(text, workspace=workspace).text, redact(by, workspace=workspace).text
        events.append(Event(at=moment, kind=kind, by=author, text=said, stage=stage or None, rating=rating))
    return tuple(sorted(events, key=lambda event: event.at))


def _summary(text: str, most: int = 200) -> str:
    """The beginning of a text, whole sentences where they fit."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = max(text.rfind(mark, 0, most) for mark in (". ", "! ", "? "))
    return text[: cut + 1] if cut > 60 else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
