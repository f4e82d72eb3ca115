"""`vlogkit render`: make the bundles of items, and report findings and times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import (
    FormatOption,
    JsonOption,
    WorkspaceOption,
    err,
    formats_of,
    out,
    print_error,
    print_json,
    table,
)
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.batches.item import Outcome
    from vlogkit.pipeline.making.bundles import Made
    from vlogkit.pipeline.making.options import Options, Progress
    from vlogkit.workspace import Workspace

app = typer.Typer()
SLOWEST = 6
COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}


@app.command()
def render(
    items: Annotated[list[str] | None, typer.Argument(help="Names of items.", show_default=False)] = None,
    all_items: Annotated[bool, typer.Option("--all", help="Every update and every resolved complaint.")] = False,
    format_: FormatOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="Into drafts/: a third of the size, half the rate.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Encode everything anew.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Items made side by side; 0 is one a core.", min=0)] = 0,
    cluster: Annotated[str, typer.Option("--cluster", help="A Dask cluster instead: tcp://HOST:8786")] = "",
    artefacts: Annotated[
        str, typer.Option("--artefacts", help="A URL through which a cluster's files go, as fsspec names it.")
    ] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say what it will cost, and what was slow.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Make videos, cards, subtitles and texts of items, each in its folder under bundles/.

    Example: vlogkit render jalan-purwodadi-blora
    """
    from vlogkit.pipeline.making.options import Options
    from vlogkit.pipeline.telling.items import items as all_names
    from vlogkit.pipeline.upkeep.copies import prune_copies
    from vlogkit.workspace import open_workspace

    formats = formats_of(format_)
    place = open_workspace(workspace)
    names = list(dict.fromkeys(all_names(place) if all_items else items or []))
    if not names:
        raise UsageError("there is nothing to render", hint="Name items, or say --all.")
    if artefacts and not cluster:
        raise UsageError("--artefacts is for a cluster", hint="Name it with --cluster tcp://HOST:8786")
    options = Options(formats=tuple(formats) if formats else None, draft=draft, use_cache=not no_cache)
    if explain and not json:
        print_estimates(place, names, options)
    if len(names) == 1 and not cluster:
        outcomes = [make_here(place, names[0], options, quiet=json)]
    else:
        outcomes = make_there(place, names, options, jobs, (cluster, artefacts), quiet=json)
    if any(outcome.made and not outcome.made.unchanged for outcome in outcomes):
        prune_copies(place)
    if json:
        print_json(as_json(outcomes, explain=explain))
    elif explain:
        for outcome in outcomes:
            print_slowest(outcome)
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        if outcome.error:
            err.print(f"[bold]{outcome.name}[/bold] was not made:")
            print_error(outcome.error)
    raise typer.Exit(ExitCode.FAILED if failed else ExitCode.DONE)


def make_here(place: Workspace, name: str, options: Options, *, quiet: bool) -> Outcome:
    """Make one item in this process, all cores for it; its error is the command's."""
    from vlogkit.pipeline.batches.item import Outcome
    from vlogkit.pipeline.making.bundles import make_bundle
    from vlogkit.pipeline.telling.items import tell

    now = dt.datetime.now(dt.UTC)
    with progress_line(name, quiet=quiet) as progress:
        made = make_bundle(place, tell(place, name, today=now.date()), now=now, options=options, progress=progress)
    if not quiet:
        print_made(made, place.root / ("drafts" if options.draft else "bundles"))
    return Outcome(name, made)


def make_there(
    place: Workspace, names: list[str], options: Options, jobs: int, cluster: tuple[str, str], *, quiet: bool
) -> list[Outcome]:
    """Make items side by side, one line each as they are ready; `cluster` is its address and the URL for files."""
    from vlogkit.machine import cores
    from vlogkit.pipeline.batches.batch import make_batch, shared_out

    processes = min(jobs or cores(), len(names))
    address, artefacts = cluster
    if not address:
        options = shared_out(options, processes)
    outcomes: list[Outcome] = []
    for outcome in make_batch(place.root, names, options, processes=processes, cluster=address, artefacts=artefacts):
        outcomes.append(outcome)
        if not quiet:
            out.print(batch_line(outcome, len(outcomes), len(names)), soft_wrap=True)
    return outcomes


def batch_line(outcome: Outcome, done: int, total: int) -> str:
    """One line for one item of a batch."""
    count = f"[dim]{done}/{total}[/dim]"
    if outcome.made is None:
        return f"[red]failed[/red]    {outcome.name}  {count}"
    if outcome.made.unchanged:
        return f"[dim]unchanged[/dim] {outcome.name}  {count}"
    outputs = outcome.made.bundle.outputs
    videos = [output for output in outputs if output.kind == "video"]
    seconds = sum(output.seconds for output in outputs)
    return f"[green]made[/green]      {outcome.name}  {len(videos)} videos, {sum(o.kind == 'card' for o in outputs)} cards, {seconds:.1f} s  {count}"


def as_json(outcomes: list[Outcome], *, explain: bool) -> dict[str, object]:
    """Outputs and findings of every bundle, and what failed."""
    bundles = [
        {
            "id": made.bundle.id,
            "unchanged": made.unchanged,
            "outputs": [output.model_dump(mode="json", exclude={"alt", "made_of"}) for output in made.bundle.outputs],
            "findings": [finding.model_dump(mode="json") for finding in made.bundle.findings],
            **({"slowest_layers": made.slowest} if explain else {}),
        }
        for made in (outcome.made for outcome in outcomes)
        if made
    ]
    failed = [{"item": outcome.name, "error": str(outcome.error)} for outcome in outcomes if outcome.error]
    return {"bundles": bundles, "failed": failed}


def print_made(made: Made, folder: Path) -> None:
    """What was made, and what was found, for a person."""
    bundle = made.bundle
    out.print(f"[bold]{bundle.title}[/bold]  {folder / bundle.id}")
    if made.unchanged:
        out.print("Nothing has changed since it was made.")
    else:
        rows = table("file", "size", "length#", "new frames#", "seconds#")
        for output in bundle.outputs:
            if output.kind in {"video", "card", "thumbnail"}:
                length = f"{output.duration:.1f} s" if output.duration else ""
                new = str(output.frames_encoded) if output.kind == "video" else ""
                rows.add_row(output.path, f"{output.width}×{output.height}", length, new, f"{output.seconds:.2f}")
        out.print(rows)
        others = [output.path for output in bundle.outputs if output.kind in {"subtitles", "alt"}]
        out.print(f"[dim]and {', '.join(others)}, posts/, story.yaml, bundle.json[/dim]")
    for finding in bundle.findings:
        measured = f" ({finding.measured}; limit {finding.limit})" if finding.limit else ""
        line = f"[{COLOURS[finding.severity]}]{finding.severity}[/] {finding.where}: {finding.message}{measured}"
        out.print(line, soft_wrap=True)


def print_estimates(place: Workspace, names: list[str], options: Options) -> None:
    """How many frames are new, and about how long and how large that will be."""
    from vlogkit.pipeline.making.estimates import estimate_item

    rows = table("item", "format", "new frames#", "of#", "about#", "size#")
    for name in names:
        for format_, cost in estimate_item(place, name, options, today=dt.date.today()):
            rows.add_row(
                name,
                format_,
                str(cost.frames_new),
                str(cost.frames),
                f"{cost.seconds:.1f} s",
                f"{cost.bytes / 1e6:.1f} MB",
            )
    out.print(rows)


def print_slowest(outcome: Outcome) -> None:
    """Which layers took longest to draw."""
    if outcome.made and outcome.made.slowest:
        rows = table("slowest layers", "seconds#")
        for layer, seconds in outcome.made.slowest[:SLOWEST]:
            rows.add_row(layer, f"{seconds:.2f}")
        out.print(rows)


@contextmanager
def progress_line(name: str, *, quiet: bool) -> Iterator[Progress]:
    """A line with frames a second and the time left, while there is a terminal to see it."""
    if quiet or not err.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Speed(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.0f} frames/s")

    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
