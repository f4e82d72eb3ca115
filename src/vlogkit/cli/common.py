"""Options that every command shares, and the two ways a command speaks: to a person and, with --json, to a program."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol
from zoneinfo import ZoneInfo

import typer

from vlogkit.cli.terminal.own_language import tongue
from vlogkit.cli.terminal.printer import Printer
from vlogkit.errors import SeveralErrors, UsageError, VlogkitError, counted

if TYPE_CHECKING:
    from vlogkit.records.base import Format
    from vlogkit.records.finding import Finding

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        help="Workspace folder (default: the current folder, or the nearest one above it).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]
FormatOption = Annotated[
    list[str] | None,
    typer.Option("--format", "-f", help="Only this format (may be repeated).", show_default=False),
]
COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}
out = Printer("stdout")
err = Printer("stderr")


def formats_of(names: list[str] | None) -> tuple[Format, ...]:
    """The formats named on the command line. Raises UsageError."""
    from vlogkit.records.base import FORMATS

    for name in names or ():
        if name not in FORMATS:
            near = "".join(get_close_matches(name, FORMATS, n=1))
            hint = f"Did you mean `{near}`?" if near else f"Known: {', '.join(FORMATS)}."
            raise UsageError(f"there is no format `{name}`", hint=hint)
    return tuple(names or ())  # type: ignore[arg-type]  # checked above


def now() -> dt.datetime:
    """The time now, in UTC."""
    return dt.datetime.now(dt.UTC)


def local(instant: dt.datetime, zone: str) -> str:
    """A time in its zone, for people: Tue 2026-11-24 16:30 WIB."""
    return tongue(f"{instant.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M %Z}")


def say(*parts: str | tuple[str, str], style: str = "", to: Printer = out) -> None:
    """One line for a person in their language, never broken or cut: addresses and ids can be copied. A part is a text,
    or a text and its style."""
    to.line([tongue(part) if isinstance(part, str) else (tongue(part[0]), part[1]) for part in parts], style)


def quote(*parts: str | tuple[str, str]) -> None:
    """A line of the person's own words, as they are."""
    out.line(parts, "")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table; see `tables.lines_of` for what a column's name may end with."""
    from vlogkit.cli.terminal.tables import lines_of

    width = out.width if out.is_terminal else None
    marks = [column[len(column.rstrip("#~")) :] for column in columns]
    names = [tongue(column.rstrip("#~")) + mark for column, mark in zip(columns, marks, strict=True)]
    head, *body = lines_of(names, list(rows), width)
    out.line([head], "dim")
    for line in body:
        out.line([line], "")


def print_json(value: object) -> None:
    """One JSON document on standard output; where that is not UTF-8, with escapes, so that nothing is lost."""
    utf_8 = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")
    sys.stdout.write(json.dumps(value, ensure_ascii=not utf_8, indent=2, default=str) + "\n")


def print_text(text: str) -> None:
    """A text for a person as it is, such as YAML, ending with one line feed."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def print_document(text: str) -> None:
    """A document that names its own encoding or is read by programs, as UTF-8 whatever the terminal is."""
    typer.echo(text.encode("utf-8"), nl=False)


def print_error(error: VlogkitError) -> None:
    """What, where and what to do, on standard error."""
    for one in error.each():
        where = (f"{one.where}: ", "bold") if one.where else ""
        say(("error ", "bold red"), where, one.message, to=err)
        if one.hint:
            say(f"  {one.hint}", style="dim", to=err)


def error_data(error: VlogkitError) -> dict[str, object]:
    """An error as plain data: message, where, hint and exit code; each of several below `errors`."""
    data: dict[str, object] = {
        "message": error.message,
        "where": str(error.where) if error.where else None,
        "hint": error.hint,
        "exit_code": int(error.exit_code),
    }
    if isinstance(error, SeveralErrors):
        data["message"] = counted(len(error.errors), "error")
        data["errors"] = [error_data(one) for one in error.errors]
    return data


def print_finding(finding: Finding) -> None:
    """Where, what, measured against which limit, and what to do."""
    size = f" ({finding.measured}; limit {finding.limit})" if finding.measured and finding.limit else ""
    where = f" {finding.where}: " if finding.where else " "
    severity = (finding.severity, COLOURS[finding.severity])
    say("  ", severity, where, finding.message, f"{size} ", (f"[{finding.code}]", "dim"))
    if finding.hint:
        say(f"    {finding.hint}", style="dim")


class Step(Protocol):
    """Says that so many of so many are done, and what is worked on now."""

    def __call__(self, done: int, total: int, label: str = "") -> None: ...


@contextmanager
def progress_line(label: str, *, quiet: bool = False, unit: str = "") -> Iterator[Step]:
    """A line on standard error with what is done and the time left, while there is a terminal to see it; with a `unit`
    also how many of them a second."""
    if quiet or not err.is_terminal:
        yield lambda done, total, label="": None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Speed(ProgressColumn):
        def render(self, task: object) -> Text:
            return Text(f"{getattr(task, 'speed', None) or 0:.0f} {unit}/s" if unit else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn())
    with Progress(*columns, console=err.console, transient=True) as bar:
        task = bar.add_task(tongue(label), total=None)

        def step(done: int, total: int, label: str = "") -> None:
            bar.update(task, completed=done, total=total, description=tongue(label) or None)

        yield step
