"""`vlogkit plan`: schedule bundles on the calendar, take over a person's own plan, export the plan."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_document, print_json, say
from vlogkit.cli.posting.post_options import (
    AgencyOption,
    AnywayOption,
    ByOption,
    as_json,
    at_desk,
    person,
    print_findings,
    print_posts,
)
from vlogkit.errors import ExitCode, counted

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.plan_posts import Plan

app = typer.Typer()

DryOption = Annotated[bool, typer.Option("--dry-run", help="Show the plan; store nothing.")]


class Kind(StrEnum):
    """What `plan export` writes."""

    CSV = "csv"
    ICS = "ics"


@app.callback(invoke_without_command=True)
def plan(
    context: typer.Context,
    item: Annotated[list[str] | None, typer.Option("--item", "-i", help="Only this item (may be repeated).")] = None,
    agency: AgencyOption = "",
    dry_run: DryOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Schedule every bundle on every account once, at the next allowed time. Planning again changes nothing.

    Example: vlogkit plan --dry-run
    """
    if context.invoked_subcommand:
        return
    from vlogkit.pipeline.posting.plan_posts import plan_posts

    with at_desk(workspace) as desk:
        made = plan_posts(desk, now(), author=person(by), items=item or (), agency=agency, dry=dry_run)
    print_plan(made, json=json, dry=dry_run)


@app.command("import")
def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV or YAML file with bundle, account, due and optional columns; id moves or edits that post."
        ),
    ],
    anyway: AnywayOption = "",
    dry_run: DryOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Import a plan that people wrote. The whole file is checked before anything is stored.

    Example: vlogkit plan import desember.csv
    """
    from vlogkit.pipeline.posting.plan_posts import import_plan

    with at_desk(workspace) as desk:
        made = import_plan(desk, file, now(), author=person(by), dry=dry_run, anyway=anyway.strip())
    print_plan(made, json=json, dry=dry_run)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="File to write (default: standard output).")] = None,
    kind: Annotated[Kind, typer.Option("--as", help="A table, or a calendar for phones and mail programs.")] = Kind.CSV,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Export the plan as a table or as a calendar.

    Example: vlogkit plan export rencana.ics --as ics
    """
    from vlogkit.pipeline.posting.plan_exports import export_plan

    with at_desk(workspace) as desk:
        made = export_plan(desk, now(), calendar=kind is Kind.ICS, path=file)
    if json:
        print_json({"file": str(file or ""), "posts": len(made.posts), "text": made.text})
    elif file is None:
        print_document(made.text)
    else:
        say(f"{counted(len(made.posts), 'post')} in {file}")


def print_plan(made: Plan, *, json: bool, dry: bool) -> None:
    """Say what was planned; findings that kept a post out make the exit code 1."""
    if json:
        findings = [finding.model_dump(mode="json") for finding in made.findings]
        print_json({"posts": [as_json(post) for post in made.posts], "findings": findings, "stored": not dry})
    else:
        if made.posts:
            print_posts(made.posts)
        print_findings(made.findings)
        say(sentence_of(made, dry=dry))
    if any(finding.severity == "error" for finding in made.findings):
        raise typer.Exit(ExitCode.FAILED)


def sentence_of(made: Plan, *, dry: bool) -> str:
    """How many posts were planned, and what they wait for."""
    if not made.posts:
        return "Nothing new to plan."
    count, one = counted(len(made.posts), "post"), len(made.posts) == 1
    if dry:
        return f"{count} planned; nothing was stored."
    waiting = sum(post.state == "draft" for post in made.posts)
    if not waiting:
        return f"{count} planned; {'it is' if one else 'they are'} scheduled."
    if waiting == len(made.posts):
        return f"{count} planned; {'it waits' if one else 'they wait'} for approval."
    return f"{count} planned; {waiting} of them wait for approval."
