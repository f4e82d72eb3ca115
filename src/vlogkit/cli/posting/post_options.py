"""What the planning and publishing commands share: the workspace's desk, a person's name, posts and findings in words."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import COLOURS, err, print_json, print_table, say
from vlogkit.cli.terminal.own_language import tongue
from vlogkit.errors import UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.finding import Finding
    from vlogkit.records.post import Entry, Post

ByOption = Annotated[str, typer.Option("--by", help="Who does it, for the audit trail (default: your login name).")]
AtOption = Annotated[str, typer.Option("--at", help="Time with its zone: 2026-12-01 07:00 WIB.", show_default=False)]
AnywayOption = Annotated[
    str,
    typer.Option("--anyway", help="Why it leaves at a time that the calendar is against; kept in the trail."),
]
AgencyOption = Annotated[str, typer.Option("--agency", help="Only this agency of vlogkit.yaml.", show_default=False)]
PostArgument = Annotated[str, typer.Argument(help="Id of the post, or its beginning.")]


@contextmanager
def at_desk(folder: Path | None) -> Iterator[PublishingDesk]:
    """The desk of the workspace at `folder` or around here, closed afterwards. Raises UsageError, InputError."""
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.workspace import open_workspace

    desk = PublishingDesk(open_workspace(folder), os.environ)
    try:
        yield desk
    finally:
        for note in desk.notes:
            say(note, to=err)
        desk.close()


def person(by: str) -> str:
    """The name given, else the login's. Raises UsageError when neither is known."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("nobody is logged in here", hint="Say who does it: --by NAME") from None


def shown_state(state: str) -> str:
    """A state as people read it; `--state` and JSON have it with a hyphen."""
    return tongue(state.replace("-", " "))


def print_posts(posts: Sequence[Post]) -> None:
    """A table of posts in the order given."""
    rows = [(tongue(post.when()), post.account, post.bundle, shown_state(post.state), post.id) for post in posts]
    print_table(("when", "account", "bundle", "state", "id"), rows)


def print_entries(entries: Sequence[Entry]) -> None:
    """A table of the queue."""
    posts = [(entry.post, tongue(entry.why()) or entry.url) for entry in entries]
    rows = [(tongue(post.when()), post.account, shown_state(post.state), post.id, why) for post, why in posts]
    print_table(("when", "account", "state", "id", "why or where~"), rows)


def list_entries(entries: Sequence[Entry], *, json: bool, none: str) -> None:
    """The queue as one JSON document or as a table, and what to say where there is nothing in it."""
    if json:
        print_json([as_json(entry) for entry in entries])
    elif entries:
        print_entries(entries)
    else:
        say(none)


def print_findings(findings: Sequence[Finding]) -> None:
    """One line a finding, with what was measured and what to do."""
    for finding in findings:
        measured = f" ({finding.measured})" if finding.measured else ""
        limit = f", limit {finding.limit}" if finding.limit else ""
        where = f" {finding.where}: " if finding.where else " "
        say((f"{finding.severity}:", COLOURS[finding.severity]), where, finding.message, measured, limit)
        if finding.hint:
            say(f"  {finding.hint}", style="dim")


def as_json(record: Entry | Post) -> dict[str, object]:
    """A record as plain data."""
    return record.model_dump(mode="json")
