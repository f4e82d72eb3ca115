"""`vlogkit plan`: put bundles, or a plan that people wrote, on allowed times in the ledger."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.cli.posting.post_options import ByOption, as_json, at_desk, clock, person, print_findings, print_posts, say
from vlogkit.errors import ExitCode

if TYPE_CHECKING:
    from vlogkit.planning import Plan

app = typer.Typer()

DryOption = Annotated[bool, typer.Option("--dry-run", help="Show the plan and store nothing.")]


class Kind(StrEnum):
    """What `plan export` writes."""

    CSV = "csv"
    ICS = "ics"


@app.callback(invoke_without_command=True)
def plan(
    context: typer.Context,
    item: Annotated[list[str] | None, typer.Option("--item", "-i", help="Only this item; may be repeated.")] = None,
    dry_run: DryOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Plan every bundle on every account once, at the next allowed time; planning again changes nothing.

    Example: vlogkit plan --dry-run
    """
    if context.invoked_subcommand:
        return
    from vlogkit.pipeline.posting.publishing_desk import plan_posts

    with at_desk(workspace) as desk:
        made = plan_posts(desk, clock(), author=person(by), items=item or (), dry=dry_run)
        review = desk.workspace.settings.approval.required
    _told(made, json=json, dry=dry_run, review=review)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A .csv or .yaml file with bundle, account, due and, if wanted, more.")],
    dry_run: DryOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Take over a plan that people wrote; the whole file is checked before anything is stored.

    Example: vlogkit plan import desember.csv
    """
    from vlogkit.pipeline.posting.publishing_desk import import_plan

    with at_desk(workspace) as desk:
        made = import_plan(desk, file, clock(), author=person(by), dry=dry_run)
        review = desk.workspace.settings.approval.required
    _told(made, json=json, dry=dry_run, review=review)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; without it, to the screen.")] = None,
    kind: Annotated[Kind, typer.Option("--as", help="A table, or a calendar for phones and mail programs.")] = Kind.CSV,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the plan as a table or as a calendar.

    Example: vlogkit plan export rencana.ics --as ics
    """
    from vlogkit.files import write_text
    from vlogkit.planning.exporting import as_calendar, as_csv

    with at_desk(workspace) as desk:
        posts = desk.ledger.posts()
        name = desk.workspace.settings.name
    text = as_csv(posts) if kind is Kind.CSV else as_calendar(posts, clock(), name=name)
    if file is None:
        typer.echo(text, nl=False)
        return
    write_text(file, text)
    say(f"{len(posts)} posts in {file}")


def _told(made: Plan, *, json: bool, dry: bool, review: bool) -> None:
    """Say what was planned; findings that kept a post out make the exit code 1."""
    left_out = [finding for finding in made.findings if finding.severity == "error"]
    if json:
        findings = [finding.model_dump(mode="json") for finding in made.findings]
        print_json({"posts": [as_json(post) for post in made.posts], "findings": findings, "stored": not dry})
    else:
        if made.posts:
            print_posts(made.posts)
        print_findings(made.findings)
        stored = "nothing was stored" if dry else "they wait for approval" if review else "they are scheduled"
        count = len(made.posts)
        out.print(f"{count} posts planned; {stored}." if count else "Everything was planned already.")
    if left_out:
        raise typer.Exit(ExitCode.FAILED)
