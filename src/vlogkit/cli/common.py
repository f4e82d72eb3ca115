"""Options that every command shares, and the two ways a command speaks: to a person and, with --json, to a program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vlogkit.errors import SeveralErrors, UsageError, VlogkitError

if TYPE_CHECKING:
    from vlogkit.records.base import Format

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The agency's folder; without it, the one you are in.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")]
FormatOption = Annotated[
    list[str] | None,
    typer.Option("--format", "-f", help="Only this format; may be given more than once.", show_default=False),
]

FORMATS = ("portrait", "feed", "square", "landscape")


def formats_of(names: list[str] | None) -> list[Format] | None:
    """The formats named on the command line. Raises UsageError."""
    for name in names or []:
        if name not in FORMATS:
            raise UsageError(f"there is no format `{name}`", hint=f"Known: {', '.join(FORMATS)}.")
    return list(names) if names else None  # type: ignore[arg-type]  # checked above


out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_error(error: VlogkitError) -> None:
    """What, where and what to do, on standard error."""
    for one in error.errors if isinstance(error, SeveralErrors) else [error]:
        line = Text()
        line.append("error ", style="bold red")
        if one.where:
            line.append(f"{one.where}: ", style="bold")
        line.append(one.message)
        err.print(line, soft_wrap=True)
        if one.hint:
            err.print(Text(f"  {one.hint}", style="dim"), soft_wrap=True)


def table(*columns: str) -> Table:
    """A plain table in the tool's style."""
    made = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        made.add_column(column.removesuffix("#"), justify="right" if column.endswith("#") else "left")
    return made
