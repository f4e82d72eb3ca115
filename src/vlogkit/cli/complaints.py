"""`vlogkit complaints`: import exports of complaint systems, and list, count or forget what the private store holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json, table
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.intake.complaints.importing import ImportReport
    from vlogkit.pipeline.upkeep.forgetting import Forgotten
    from vlogkit.workspace import Workspace

app = typer.Typer(no_args_is_help=True, help="Import complaints, and see them without their reporters.")
SHOWN = 20
"""Problems of rows that are printed for a person; --json has up to a thousand."""


@app.command("import")
def import_(
    file: Annotated[
        Path | None, typer.Argument(help="A CSV, XLSX, ODS, JSON or XML export.", show_default=False)
    ] = None,
    profile: Annotated[str, typer.Option(help="How it is read: auto, a profile's name, or a mapping file.")] = "auto",
    source: Annotated[str, typer.Option(help="Prefix of the ids, where two cities use one system.")] = "",
    from_: Annotated[
        str, typer.Option("--from", help="An Open311 endpoint instead of a file: https://…", show_default=False)
    ] = "",
    since: Annotated[str, typer.Option(help="With --from: only requests from this day on, YYYY-MM-DD.")] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Import an export into the private store; the same file again changes nothing, a newer one updates.

    Example: vlogkit complaints import complaints/laporgub-sample.csv
    """
    from vlogkit.intake.complaints.exports import open_file
    from vlogkit.intake.complaints.importing import import_into
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.workspace import open_workspace

    if bool(file) == bool(from_):
        raise UsageError("name one file, or an endpoint with --from", hint="See: vlogkit complaints import --help")
    place, now = open_workspace(workspace), dt.datetime.now(dt.UTC)
    if from_:
        from vlogkit.intake.complaints.open311 import import_endpoint

        with ComplaintStore(place.private) as store:
            report = import_endpoint(store, from_, now=now, since=_day(since) if since else None, source=source or None)
    else:
        assert file is not None
        with ComplaintStore(place.private) as store:
            opened = open_file(_path(file, place), profile, now=now, workspace=place.root, source=source or None)
            report = import_into(store, opened, now=now)
    if json:
        print_json(_as_dict(report))
    else:
        _say(report)
    if not report.rows or report.skipped:
        raise typer.Exit(ExitCode.FAILED)


def _path(file: Path, place: Workspace) -> Path:
    """The file as named, else the one of that name in the workspace's complaints folder."""
    inside = place.complaints / file
    return inside if not file.exists() and inside.exists() else file


@app.command()
def profile(
    file: Annotated[Path, typer.Argument(help="The export nobody knows yet.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the draft here.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Draft a mapping for an unknown file from its headers, to be corrected and used with --profile.

    Example: vlogkit complaints profile aduan.xlsx -o profiles/aduan.yaml
    """
    from vlogkit.intake.reading.open import reader_of
    from vlogkit.intake.reading.profiles import draft, recognised

    layout = reader_of(file, None, workspace=workspace).layout
    text = draft(layout.headers, layout.shape, file.stem)
    found = recognised(layout.headers, layout.shape, workspace=workspace)
    if found and found != "generic":
        text = f"# This file looks like the profile `{found}`; import it without a mapping first.\n{text}"
    if output is None:
        typer.echo(text, nl=False)
        return
    if output.exists():
        raise UsageError(f"`{output}` is there already", hint="Choose another name, or remove it first.")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", newline="\n")
    out.print(f"Wrote {output}; correct it and import with --profile {output}", markup=False)


@app.command("list")
def list_(
    stage: Annotated[str, typer.Option(help="Only this stage, such as resolved.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 50,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List complaints, the latest first, redacted.

    Example: vlogkit complaints list --stage resolved
    """
    from itertools import islice

    from vlogkit.intake.complaints.publishable import shown
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    with ComplaintStore(place.private) as store:
        condition, values = ("stage = ?", (stage,)) if stage else ("1", ())
        order = "coalesce(closed_at, updated_at, reported_at) DESC"
        rows = [
            shown(store, item, workspace=place.root) for item in islice(store.select(condition, values, order), limit)
        ]
    if json:
        print_json([row.model_dump(mode="json") for row in rows])
        return
    listed = table("id", "stage", "outcome", "title")
    for row in rows:
        listed.add_row(row.id, row.stage, row.outcome, row.title)
    out.print(listed if rows else "There are no complaints; import an export first.")


@app.command()
def show(name: Annotated[str, typer.Argument(help="Id or ticket.")], workspace: WorkspaceOption = None) -> None:
    """Print one complaint as JSON, redacted, with its events and doubts.

    Example: vlogkit complaints show laporgub-lgwa14376645
    """
    from vlogkit.intake.complaints.publishable import shown
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    with ComplaintStore(place.private) as store:
        item = store.find(name)
        print_json(shown(store, item, workspace=place.root).model_dump(mode="json"))


@app.command()
def tally(
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD.")],
    agency: Annotated[str, typer.Option(help="Only agencies with this in their name.")] = "",
    district: Annotated[str, typer.Option(help="Only districts with this in their name.")] = "",
    category: Annotated[str, typer.Option(help="Only categories with this in their name.")] = "",
    save: Annotated[bool, typer.Option("--save", help="Write it to updates/, to be corrected and rendered.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Count complaints by stage, with the median response and the window before; the parts sum to the total.

    Example: vlogkit complaints tally --from 2026-10-01 --to 2026-10-31 --save
    """
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.intake.complaints.tallies import TallyWindow, as_markdown
    from vlogkit.intake.complaints.tallies import tally as count
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    window = TallyWindow(_day(first).date(), _day(last).date(), agency, district, category, place.settings.timezone)
    if window.last < window.first:
        raise UsageError("the last day lies before the first", hint="Exchange --from and --to.")
    with ComplaintStore(place.private) as store:
        found = count(store, window, now=dt.datetime.now(dt.UTC), place=district or place.settings.name)
    path = place.updates / f"{found.id}.md"
    if save:
        if path.exists():
            raise UsageError(f"`{path}` is there already", hint="Remove it first, or name other days.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_markdown(found), encoding="utf-8", newline="\n")
    if json:
        print_json(found.model_dump(mode="json", by_alias=True))
        return
    out.print(f"{found.title} ({found.window_from} – {found.window_to}; {found.source})", markup=False, soft_wrap=True)
    rows = table("stage", "count#")
    for part in found.all_parts():
        rows.add_row(part.label, str(part.count))
    rows.add_row("total", str(found.total))
    out.print(rows)
    for fact in found.facts:
        out.print(f"{fact.label}: {fact.value:.{fact.decimals}f} {fact.unit}", markup=False, soft_wrap=True)
    if save:
        out.print(f"Wrote {path}; render it with: vlogkit render {found.id}", markup=False, soft_wrap=True)


@app.command()
def forget(
    name: Annotated[str, typer.Argument(help="Id or ticket.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remove a complaint everywhere: store, exports, bundles, outbox, waiting posts; imports do not bring it back.

    Example: vlogkit complaints forget laporgub-lgwa14376645
    """
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.pipeline.upkeep.forgetting import forget as forget_everywhere
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    with ComplaintStore(place.private) as store:
        item = store.find(name)
        done = forget_everywhere(place, store, [item.id], now=dt.datetime.now(dt.UTC))
    _say_removed(_as_removed(done), json)


@app.command()
def purge(
    before: Annotated[str, typer.Option(help="Remove complaints last touched before this day, YYYY-MM-DD.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many there are.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remove all complaints last closed, updated or reported before a day, everywhere.

    Example: vlogkit complaints purge --before 2024-01-01
    """
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.pipeline.upkeep.forgetting import forget as forget_everywhere
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    with ComplaintStore(place.private) as store:
        ids = store.before(_day(before))
        if dry_run:
            _say_removed({"complaints": len(ids), "dry_run": True}, json)
            return
        done = forget_everywhere(place, store, ids, now=dt.datetime.now(dt.UTC))
    _say_removed(_as_removed(done), json)


def _as_removed(done: Forgotten) -> dict[str, object]:
    return {**done.removed.__dict__, "posts_cancelled": list(done.posts.cancelled), "published": done.published()}


def _say_removed(removed: dict[str, object], json: bool) -> None:
    if json:
        print_json(removed)
        return
    for name, value in removed.items():
        if not isinstance(value, list):
            out.print(f"{name.replace('_', ' ')}: {value}", markup=False)
            continue
        out.print(f"{name.replace('_', ' ')}: {len(value)}", markup=False)
        for line in value:
            out.print(f"  {line}", markup=False, soft_wrap=True)
    if removed.get("still_in"):
        out.print("Delete what is still there by hand.")
    if removed.get("published"):
        out.print("Delete what was published at the services themselves.")


def _day(text: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), dt.timezone(dt.timedelta(hours=7)))
    except ValueError:
        raise UsageError(f"`{text}` is not a day", hint="Write it as 2026-12-31.") from None


def _as_dict(report: ImportReport) -> dict[str, object]:
    values = {**report.__dict__, "path": str(report.path)}
    return values | {"problems": [problem._asdict() for problem in report.problems]}


def _say(report: ImportReport) -> None:
    changed = f"{report.imported} imported, {report.updated} updated, {report.unchanged} unchanged"
    more = f", {report.events} events" if report.events else f", {report.services} services" if report.services else ""
    out.print(f"{report.path} ({report.profile}): {report.rows} rows, {changed}{more}, {report.skipped} skipped, {report.doubtful} doubtful", markup=False, soft_wrap=True)  # fmt: skip
    for note in report.notes:
        out.print(f"  note: {note}", markup=False, soft_wrap=True)
    for problem in report.problems[:SHOWN]:
        kind = "skipped" if problem.skipped else "doubtful"
        field = f" {problem.field}:" if problem.field else ""
        out.print(f"  row {problem.row}: {kind}:{field} {problem.reason}", markup=False, soft_wrap=True)
    if len(report.problems) > SHOWN:
        out.print(f"  … and more; see --json. By field: {report.reasons}", markup=False, soft_wrap=True)
