"""Ask what the columns of an export mean that no profile fits, and keep the answer as a profile of the workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import get_args

from vlogkit.errors import InputError, UsageError, VlogkitError, raise_all
from vlogkit.files import check_inside, write_text
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.reading.headers import key, names_a_person
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.profiles import IDENTITY, MEANINGS, Shape, as_mapping, drafted, profile
from vlogkit.intake.redaction.redact import redact
from vlogkit.pipeline.complaints.imports import ImportReport, import_complaints
from vlogkit.records.notices.complaint import Stage
from vlogkit.resources import names
from vlogkit.workspace import Workspace

MOST_COLUMNS = 100
MOST_WORDS = 40
LONGEST = 60
"""Characters of a value that are shown, and of a word for a state."""
SAMPLED = 2_000
"""Rows whose values are looked at."""
EXAMPLES = 2
STAGES: tuple[Stage, ...] = get_args(Stage)
_KEPT = "# What was said of the columns of an export in the studio.\n"
_TABLES: tuple[Shape, ...] = ("csv", "xlsx", "ods")


@dataclass(frozen=True)
class Column:
    """A column of an export: its first values, made safe to show, and what it is taken for ("" for nothing)."""

    header: str
    examples: tuple[str, ...]
    meaning: str
    never: bool
    """Whether it names the reporter, so that it is never read."""


@dataclass(frozen=True)
class UnknownExport:
    """What is asked about an export: its columns, and what the words of its states mean."""

    file: str
    shape: Shape
    columns: tuple[Column, ...]
    stages: Mapping[str, Stage]
    unasked: bool = False
    """Whether there are words among `stages` that nobody was asked about."""
    instead: str = ""
    """The profile by which it was read, where that is said anew."""


def columns_of(
    workspace: Workspace, file: str, chosen: Sequence[str] = (), told: Mapping[str, str] | None = None
) -> UnknownExport:
    """What to ask about a file in `complaints/`, filled in from its headers, or as a person chose it.

    chosen: the meaning of each column. told: the stage of each word. Raises InputError, UsageError, OutsideError.
    """
    path = workspace.complaints / file
    if Path(file).name != file or file.startswith(".") or not path.is_file():
        raise UsageError("this export is no longer there", hint="Drop it again.")
    reader = reader_of(check_inside(path, workspace.root), None, workspace=workspace.root)
    headers = list({key(header): header for header in reversed(reader.layout.headers) if key(header)}.values())[::-1]
    headers = headers[:MOST_COLUMNS]
    if len(headers) < 2:
        hint = "Export it with a row of headings above the complaints."
        raise InputError("this file is not a table of complaints", where=path, hint=hint)
    if chosen and (len(chosen) != len(headers) or not {*chosen} <= {*MEANINGS, ""}):
        raise UsageError("this page does not know what to do", hint="Load it again.")
    first = {header: meaning for meaning, header in drafted(headers).items()}
    taken = chosen or [first.get(header, "") for header in headers]
    wanted = [(key(header),) for header in headers]
    rows = [
        [value[: LONGEST * 10] for value in row]
        for _, row in islice(reader.rows(wanted, lambda problem: None), SAMPLED)
    ]
    columns: list[Column] = []
    words: dict[str, Stage] = {}
    for number, (header, meaning) in enumerate(zip(headers, taken, strict=True)):
        values = [row[number] for row in rows if row[number]]
        never = key(header) in IDENTITY
        hidden = never or (header not in first and names_a_person(key(header)))
        if meaning == "status" and not hidden:
            words = _stages(values, told or {}, workspace)
        examples = tuple(_examples(values, workspace, hidden=hidden))
        columns.append(Column(header, examples, "" if never else meaning, never))
    unasked = told is not None and not words.keys() <= told.keys()
    return UnknownExport(file, reader.layout.shape, tuple(columns), words, unasked)


def may_say_anew(workspace: Workspace, name: str) -> bool:
    """Whether a profile is one that a person may say anew on a page: the one for any file, and those that were kept there."""
    path = workspace.root / "profiles" / f"{name}.yaml"
    if name not in names("profiles", workspace=workspace.root):
        return False
    return path.read_text(encoding="utf-8", errors="replace").startswith(_KEPT) if path.exists() else name == "generic"


def ask_anew(workspace: Workspace, file: str, instead: str) -> UnknownExport:
    """What to ask about an export that was read by a profile, filled in from that. Raises InputError, UsageError."""
    asked = columns_of(workspace, file)
    if not may_say_anew(workspace, instead):
        raise UsageError("this profile is not changed here", hint="It is a file in the folder `profiles`.")
    read = profile(instead, workspace.root)
    said = {key(header): meaning for meaning, headers in read.columns.items() for header in headers}
    if instead != "generic":
        asked = columns_of(workspace, file, [said.get(key(one.header), "") for one in asked.columns], read.statuses)
    return replace(asked, unasked=False, instead=instead)


def _examples(values: Sequence[str], workspace: Workspace, *, hidden: bool) -> Iterator[str]:
    """The first values of a column without personal data; of one that tells who somebody is, a letter each."""
    for value in islice(dict.fromkeys(values), EXAMPLES):
        if hidden:
            yield f"{value[:1]}…"
        else:
            safe = " ".join(redact(value[: LONGEST * 10], workspace=workspace.root).text.split())
            yield safe if len(safe) <= LONGEST else f"{safe[:LONGEST].rstrip()}…"


def _stages(values: Sequence[str], told: Mapping[str, str], workspace: Workspace) -> dict[str, Stage]:
    """The words for states among some values, each once whatever its case, with what it is taken for."""
    known, found = meanings(workspace.root).stages, {value.casefold(): value for value in values}
    words = [word for word in found.values() if len(word) <= LONGEST and redact(word, workspace=workspace.root).clean()]
    stages: dict[str, Stage] = {}
    for word in words[:MOST_WORDS]:
        said = next((stage for stage in STAGES if stage == told.get(word)), None)
        stages[word] = said or known.get(word.casefold(), "unknown")
    return stages


def import_as_told(
    workspace: Workspace,
    file: str,
    chosen: Sequence[str],
    told: Mapping[str, str],
    *,
    now: dt.datetime,
    instead: str = "",
) -> ImportReport | UnknownExport:
    """Keep what a person said of the columns as a profile of the workspace, and import with it; the question again where
    there are words for states that were not asked about. A profile by which nothing can be read is not kept.

    instead: the profile by which it was read before; the ids of its complaints stay. Raises InputError, UsageError, SeveralErrors, OutsideError.
    """
    asked = columns_of(workspace, file, chosen, told)
    _check(asked)
    if asked.unasked:
        return replace(asked, instead=instead)
    source = profile(instead, workspace.root).source if may_say_anew(workspace, instead) else ""
    name = instead if source and instead != "generic" else _free_name(workspace, Path(file).stem)
    path = workspace.root / "profiles" / f"{name}.yaml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    write_text(path, _KEPT + _mapping(asked, source))
    try:
        report = import_complaints(workspace, workspace.complaints / file, now=now, profile=name)
        if report.rows <= report.skipped:
            why = report.problems[0].reason if report.problems else "it has no rows"
            raise InputError(f"nothing could be read so: {why}", hint="Look again at what each column is.")
    except VlogkitError:
        if before:
            write_text(path, before)
        else:
            path.unlink(missing_ok=True)
        raise
    report.notes += (f"kept as the profile {name}: the next export with these columns is read the same way",)
    return report


def _check(asked: UnknownExport) -> None:
    """Raise InputError, SeveralErrors for what is missing or said twice."""
    errors: list[VlogkitError] = []
    taken: dict[str, str] = {}
    for column in asked.columns:
        if column.meaning and (other := taken.setdefault(column.meaning, column.header)) != column.header:
            hint = "Choose one of them, and “Not used” for the other."
            errors.append(InputError(f"“{other}” and “{column.header}” are said to be the same", hint=hint))
    if "ticket" not in taken:
        hint = "Choose the column whose value differs in every row, such as a number of the register."
        errors.append(InputError("no column is the number of the ticket", hint=hint))
    if not taken.keys() & {"text", "status", "response"}:
        hint = "Choose at least one of these; the words of the citizen are what is shown later."
        errors.append(InputError("no column holds the words of the citizen, the state or the answer", hint=hint))
    raise_all(errors)


def _mapping(asked: UnknownExport, source: str) -> str:
    columns = {meaning: column.header for column in asked.columns for meaning in MEANINGS if meaning == column.meaning}
    return as_mapping(
        Path(asked.file).stem,
        _TABLES if asked.shape in _TABLES else (asked.shape,),
        columns,
        recognise=list(columns.values()),
        drop=[column.header for column in asked.columns if column.never],
        source=source,
        statuses={word: stage for word, stage in asked.stages.items() if stage != "unknown"},
    )


def _free_name(workspace: Workspace, stem: str) -> str:
    """A name that neither a profile of the workspace nor a shipped one has."""
    taken, number, name = set(names("profiles", workspace=workspace.root)), 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
