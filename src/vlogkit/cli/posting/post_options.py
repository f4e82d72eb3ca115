"""What planning and publishing commands share: the workspace's desk, the clock, a person's name, times in words."""

from __future__ import annotations

import datetime as dt
import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from vlogkit.cli.common import out, table
from vlogkit.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.finding import Finding
    from vlogkit.records.post import Entry, Post

ByOption = Annotated[
    str,
    typer.Option("--by", help="Who does it, for the trail; without it, the name you are logged in under."),
]
AtOption = Annotated[str, typer.Option("--at", help="A time with its zone: 2026-12-01 07:00 WIB.", show_default=False)]


@contextmanager
def at_desk(folder: Path | None) -> Iterator[PublishingDesk]:
    """The desk of the workspace at `folder` or around here, closed afterwards. Raises UsageError, InputError."""
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.workspace import open_workspace

    desk = PublishingDesk(open_workspace(folder), os.environ)
    try:
        yield desk
    finally:
        desk.close()


def clock() -> dt.datetime:
    """The time now, in UTC."""
    return dt.datetime.now(dt.UTC)


def person(by: str) -> str:
    """The name given, else the login's. Raises UsageError when neither is known."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("nobody is logged in here", hint="Say who does it: --by NAME") from None


def moment(text: str) -> dt.datetime:
    """A time from the command line. Raises InputError for one without a zone."""
    from vlogkit.planning.typed_times import read_time

    return read_time(text)


def local(instant: dt.datetime, zone: str) -> str:
    """A time in its zone, for people: Tue 2026-11-24 16:30 WIB."""
    return f"{instant.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M %Z}"


def say(text: str) -> None:
    """One line for a person, never broken: addresses and commands can be copied."""
    out.print(text, markup=False, soft_wrap=True)


def print_posts(posts: Sequence[Post]) -> None:
    """A table of posts in the order given."""
    rows = table("when", "account", "bundle", "state", "id")
    for post in posts:
        rows.add_row(local(post.due, post.zone), post.account, post.bundle, post.state, post.id)
    out.print(_kept_whole(rows))


def _kept_whole(rows: Table) -> Table:
    """Times stay on one line; an id is folded rather than cut, since people type it."""
    rows.columns[0].no_wrap = True
    for column in rows.columns[1:]:
        column.overflow = "fold"
    return rows


def print_entries(entries: Sequence[Entry]) -> None:
    """A table of the queue."""
    rows = table("when", "account", "state", "id", "why or where")
    for entry in entries:
        post = entry.post
        rows.add_row(local(post.due, post.zone), post.account, post.state, post.id, entry.why() or entry.url)
    out.print(_kept_whole(rows))


def print_findings(findings: Sequence[Finding]) -> None:
    """One line a finding, with what was measured and what to do."""
    for finding in findings:
        measured = f" ({finding.measured})" if finding.measured else ""
        limit = f", limit {finding.limit}" if finding.limit else ""
        say(f"{finding.severity}: {finding.where}: {finding.message}{measured}{limit}")
        if finding.hint:
            out.print(f"  {finding.hint}", markup=False, style="dim")


def as_json(record: Entry | Post) -> dict[str, object]:
    """A record as plain data."""
    return record.model_dump(mode="json")
