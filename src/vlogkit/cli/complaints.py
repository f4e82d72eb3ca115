"""`vlogkit complaints`: import complaints, and view, count and forget them without personal data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_json, print_table, print_text, quote, say
from vlogkit.errors import ExitCode, UsageError, counted

if TYPE_CHECKING:
    from vlogkit.pipeline.complaints.imports import ImportReport
    from vlogkit.pipeline.upkeep.forgetting import Forgotten
    from vlogkit.records.notices.tally import Tally

app = typer.Typer(no_args_is_help=True, help="Import complaints, and view them without personal data.")
SHOWN = 20
"""Problems of rows that are printed for a person; --json has up to a thousand."""
NameArgument = Annotated[str, typer.Argument(help="Id or ticket of a complaint.")]
AgencyOption = Annotated[str, typer.Option("--agency", help="Only agencies whose name contains this.")]
DistrictOption = Annotated[str, typer.Option("--district", help="Only districts whose name contains this.")]
CategoryOption = Annotated[str, typer.Option("--category", help="Only categories whose name contains this.")]


@app.command("import")
def import_(
    file: Annotated[Path | None, typer.Argument(help="CSV, XLSX, ODS, JSON or XML export.", show_default=False)] = None,
    profile: Annotated[str, typer.Option(help="How to read it: auto, a profile's name, or a mapping file.")] = "auto",
    source: Annotated[str, typer.Option(help="Prefix of the ids, for cities that share one system.")] = "",
    from_: Annotated[
        str, typer.Option("--from", help="Import from an Open311 server instead: https://…", show_default=False)
    ] = "",
    since: Annotated[str, typer.Option(help="With --from: only requests since this day, YYYY-MM-DD.")] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Import an export into the private store. Importing the same file again changes nothing; a newer one updates.

    Example: vlogkit complaints import complaints/laporgub-sample.csv
    """
    from vlogkit.pipeline.complaints.imports import import_complaints, import_requests
    from vlogkit.pipeline.moments import start_of
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    if file and not from_:
        report = import_complaints(place, file, now=now(), profile=profile, source=source)
    elif from_ and not file:
        first = start_of(since, place) if since else None
        report = import_requests(place, from_, now=now(), since=first, source=source)
    else:
        raise UsageError("name one file, or a server with --from", hint="See: vlogkit complaints import --help")
    if json:
        print_json(report_as_json(report))
    else:
        print_report(report)
    if not report.rows or report.skipped:
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def profile(
    file: Annotated[Path, typer.Argument(help="Export that no profile fits.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Mapping file to write.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Draft a mapping for an unknown file from its headers. Correct it, and import with --profile.

    Example: vlogkit complaints profile aduan.xlsx -o profiles/aduan.yaml
    """
    from vlogkit.pipeline.complaints.imports import draft_profile, write_profile
    from vlogkit.workspace import find_workspace

    drafted = draft_profile(file, find_workspace(workspace))
    if output is not None:
        write_profile(drafted, output)
    if json:
        print_json({"path": str(output or ""), "profile": drafted.text, "fits": drafted.fits})
    elif output is None:
        print_text(drafted.text)
    else:
        say(f"Wrote {output}; correct it and import with --profile {output}")


@app.command("list")
def list_(
    stage: Annotated[str, typer.Option(help="Only this stage, such as resolved.")] = "",
    limit: Annotated[int, typer.Option(help="Show at most this many.", min=1)] = 50,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List complaints without personal data, the latest first.

    Example: vlogkit complaints list --stage resolved
    """
    from vlogkit.pipeline.complaints.listing import list_complaints
    from vlogkit.workspace import open_workspace

    found = list_complaints(open_workspace(workspace), stage=stage, limit=limit)
    if json:
        print_json([complaint.model_dump(mode="json") for complaint in found])
    elif found:
        print_table(
            ("id", "stage", "outcome", "title~"), [(one.id, one.stage, one.outcome, one.title) for one in found]
        )
    else:
        say("There are no complaints; import an export first.")


@app.command()
def show(name: NameArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:  # it is always JSON
    """Print one complaint as JSON, without personal data, with its events and doubts.

    Example: vlogkit complaints show laporgub-lgwa14376645
    """
    from vlogkit.pipeline.complaints.listing import show_complaint
    from vlogkit.workspace import open_workspace

    print_json(show_complaint(open_workspace(workspace), name).model_dump(mode="json"))


@app.command()
def tally(
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD.")],
    agency: AgencyOption = "",
    district: DistrictOption = "",
    category: CategoryOption = "",
    save: Annotated[bool, typer.Option("--save", help="Save it to updates/, to be corrected and rendered.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Count complaints by stage, with the median response time, compared with the period before.

    Example: vlogkit complaints tally --from 2026-10-01 --to 2026-10-31 --save
    """
    from vlogkit.pipeline.complaints.tally_items import count_complaints, save_tally
    from vlogkit.pipeline.moments import day_of
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    days = day_of(first), day_of(last)
    found = count_complaints(place, *days, now=now(), agency=agency, district=district, category=category)
    path = save_tally(place, found) if save else None
    if json:
        print_json(found.model_dump(mode="json", by_alias=True))
        return
    print_tally(found)
    if path is not None:
        say(f"Wrote {path}; render it with: vlogkit render {found.id}")


@app.command()
def forget(name: NameArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Remove a complaint everywhere: store, exports, bundles, outbox, waiting posts. Imports do not bring it back.

    Example: vlogkit complaints forget laporgub-lgwa14376645
    """
    from vlogkit.pipeline.upkeep.forgetting import forget_complaint
    from vlogkit.workspace import open_workspace

    print_removed(removed_as_json(forget_complaint(open_workspace(workspace), name, now=now())), json=json)


@app.command()
def purge(
    before: Annotated[str, typer.Option(help="Remove complaints last changed before this day, YYYY-MM-DD.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count them; remove nothing.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remove all complaints that were last closed, updated or reported before a day, everywhere.

    Example: vlogkit complaints purge --before 2024-01-01
    """
    from vlogkit.pipeline.moments import start_of
    from vlogkit.pipeline.upkeep.forgetting import count_before, forget_before
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    day = start_of(before, place)
    if dry_run:
        print_removed({"complaints": count_before(place, day), "dry_run": True}, json=json)
    else:
        print_removed(removed_as_json(forget_before(place, day, now=now())), json=json)


def print_tally(found: Tally) -> None:
    """The counts of a tally and its facts, for a person."""
    quote(f"{found.title} ({found.window_from} – {found.window_to}; {found.source})")
    rows = [(part.label, str(part.count)) for part in found.all_parts()]
    print_table(("stage", "count#"), [*rows, ("total", str(found.total))])
    for fact in found.facts:
        quote(f"{fact.label}: {fact.value:.{fact.decimals}f} {fact.unit}")


def removed_as_json(done: Forgotten) -> dict[str, object]:
    """What was removed, and where a person still has to delete something."""
    return {**done.removed.__dict__, "posts_cancelled": list(done.posts.cancelled), "published": done.published()}


def print_removed(removed: dict[str, object], *, json: bool) -> None:
    """What was removed, as JSON or for a person."""
    if json:
        print_json(removed)
        return
    for name, value in removed.items():
        if not isinstance(value, list):
            say(f"{name.replace('_', ' ')}: {value}")
            continue
        say(f"{name.replace('_', ' ')}: {len(value)}")
        for line in value:
            say(f"  {line}")
    if removed.get("still_in"):
        say("Delete by hand what is still there.")
    if removed.get("published"):
        say("Delete what was published on the services themselves.")


def report_as_json(report: ImportReport) -> dict[str, object]:
    """An import's report as plain data."""
    values = {**report.__dict__, "path": str(report.path)}
    return values | {"problems": [problem._asdict() for problem in report.problems]}


def print_report(report: ImportReport) -> None:
    """What became of the rows of an import, for a person."""
    parts = [counted(report.rows, "row"), f"{report.imported} imported", f"{report.updated} updated"]
    parts.append(f"{report.unchanged} unchanged")
    parts += [counted(report.events, "event")] if report.events else []
    parts += [counted(report.services, "service")] if report.services else []
    parts += [f"{report.skipped} skipped", f"{report.doubtful} doubtful"]
    say(f"{report.path} ({report.profile}): {', '.join(parts)}")
    for note in report.notes:
        say(f"  note: {note}")
    for problem in report.problems[:SHOWN]:
        kind = "skipped" if problem.skipped else "doubtful"
        field = f" {problem.field}:" if problem.field else ""
        say(f"  row {problem.row}: {kind}:{field} {problem.reason}")
    if len(report.problems) > SHOWN:
        say(f"  … and more; see --json. By field: {report.reasons}")
