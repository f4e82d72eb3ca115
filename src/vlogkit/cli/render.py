"""`vlogkit render`: render items, and say what was made, what was found and how long it took."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import (
    COLOURS,
    FormatOption,
    JsonOption,
    Step,
    WorkspaceOption,
    err,
    error_data,
    formats_of,
    now,
    print_error,
    print_json,
    print_table,
    progress_line,
    quote,
    say,
)
from vlogkit.cli.left_out import left_out_as_json, print_left_out
from vlogkit.errors import ExitCode, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlogkit.pipeline.batches.item import Outcome
    from vlogkit.pipeline.making.bundles import Made
    from vlogkit.pipeline.making.options import Cost, Listener, Options
    from vlogkit.workspace import Workspace

app = typer.Typer()
SLOWEST = 6


@app.command()
def render(
    items: Annotated[list[str] | None, typer.Argument(help="Names of items.", show_default=False)] = None,
    all_items: Annotated[
        bool, typer.Option("--all", help="Render every update, and every complaint that two people chose.")
    ] = False,
    format_: FormatOption = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Render to drafts/ at a third of the size and half the frame rate.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Encode everything again.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Number of parallel jobs (0 = one per core).", min=0)] = 0,
    cluster: Annotated[str, typer.Option("--cluster", help="Render on a Dask cluster: tcp://HOST:8786")] = "",
    artefacts: Annotated[
        str, typer.Option("--artefacts", help="URL (as fsspec takes it) for exchanging files with the cluster.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Estimate the cost of each video, and list the slowest layers.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Render videos, cards, subtitles and texts of items, each into its folder below bundles/.

    Example: vlogkit render jalan-purwodadi-blora
    """
    from vlogkit.pipeline.batches.batch import make_items
    from vlogkit.pipeline.making.options import Options
    from vlogkit.pipeline.telling.items import chosen_items
    from vlogkit.workspace import open_workspace

    formats = formats_of(format_) or None
    place = open_workspace(workspace)
    chosen = chosen_items(place, items or (), now(), everything=all_items)
    if not json:
        print_left_out(chosen.left_out)
    names = chosen.names
    options = Options(formats=formats, draft=draft, use_cache=not no_cache, explain=explain)
    alone = len(names) == 1 and not cluster
    with progress_line(names[0] if alone else "items", quiet=json, unit="frames" if alone else "") as step:
        made = make_items(
            place,
            names,
            options,
            now=now(),
            jobs=jobs,
            cluster=cluster,
            artefacts=artefacts,
            listener=listener_of(step, names[0] if names else "", quiet=json),
        )
        outcomes = list(made if alone or json else lines_of(made, len(names), step))
    if alone and outcomes[0].error:
        raise outcomes[0].error
    if json:
        print_json(as_json(outcomes, explain=explain) | {"left_out": left_out_as_json(chosen.left_out)})
    else:
        print_outcomes(outcomes, place, options, alone=alone)
    print_failures(outcomes)
    raise typer.Exit(ExitCode.FAILED if any(outcome.error for outcome in outcomes) else ExitCode.DONE)


def listener_of(step: Step, name: str, *, quiet: bool) -> Listener:
    """What hears of the render of one item in this process."""
    from vlogkit.pipeline.making.options import Listener

    class Shown(Listener):
        def expected(self, costs: tuple[Cost, ...]) -> None:
            if costs and not quiet:
                print_costs(name, costs)

        def progress(self, done: int, total: int) -> None:
            step(done, total)

    return Shown()


def lines_of(outcomes: Iterable[Outcome], total: int, step: Step) -> Iterator[Outcome]:
    """The outcomes, each with its line as soon as it is there."""
    for done, outcome in enumerate(outcomes, start=1):
        step(done, total)
        print_line(outcome, done, total)
        yield outcome


def print_line(outcome: Outcome, done: int, total: int) -> None:
    """One line for one item of a batch."""
    count = (f"  {done}/{total}", "dim")
    made = outcome.made
    if made is None:
        say(("failed", "red"), f"    {outcome.name}", count)
    elif made.unchanged:
        say(("unchanged", "dim"), f" {outcome.name}", count)
    else:
        outputs = made.bundle.outputs
        videos = counted(sum(output.kind == "video" for output in outputs), "video")
        cards = counted(sum(output.kind == "card" for output in outputs), "card")
        seconds = sum(output.seconds for output in outputs)
        say(("made", "green"), f"      {outcome.name}  {videos}, {cards}, {seconds:.1f} s", count)


def print_outcomes(outcomes: list[Outcome], place: Workspace, options: Options, *, alone: bool) -> None:
    """What is left to be said when all are ready: the one that was made, and what was slow."""
    for outcome in outcomes:
        if outcome.made and alone:
            print_made(outcome.made, place.drafts if options.draft else place.bundles)
        if outcome.made and options.explain:
            if not alone:
                print_costs(outcome.name, outcome.made.expected)
            print_slowest(outcome.made)


def print_failures(outcomes: list[Outcome]) -> None:
    """What was not made, and why, on standard error."""
    for outcome in outcomes:
        if outcome.error:
            say((outcome.name, "bold"), " was not made:", to=err)
            print_error(outcome.error)


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
    failed = [{"item": outcome.name, "error": error_data(outcome.error)} for outcome in outcomes if outcome.error]
    return {"bundles": bundles, "failed": failed}


def print_made(made: Made, folder: Path) -> None:
    """What was made, and what was found, for a person."""
    bundle = made.bundle
    quote((bundle.title, "bold"), f"  {folder / bundle.id}")
    if made.unchanged:
        say("Nothing has changed since it was rendered.")
    else:
        rows = []
        for output in bundle.outputs:
            if output.kind in {"video", "card", "thumbnail"}:
                length = f"{output.duration:.1f} s" if output.duration else ""
                new = str(output.frames_encoded) if output.kind == "video" else ""
                rows.append((output.path, f"{output.width}×{output.height}", length, new, f"{output.seconds:.2f}"))
        print_table(("file", "size", "length#", "new frames#", "seconds#"), rows)
        others = [output.path for output in bundle.outputs if output.kind in {"subtitles", "alt"}]
        say(f"and {', '.join(others)}, posts/, story.yaml, bundle.json", style="dim")
    for finding in bundle.findings:
        measured = f" ({finding.measured}; limit {finding.limit})" if finding.limit else ""
        say((finding.severity, COLOURS[finding.severity]), f" {finding.where}: ", finding.message, measured)


def print_costs(name: str, costs: Iterable[Cost]) -> None:
    """How many frames are new, and about how long and how large that will be."""
    rows = [
        (name, format_, str(cost.frames_new), str(cost.frames), f"{cost.seconds:.1f} s", f"{cost.bytes / 1e6:.1f} MB")
        for format_, cost in costs
    ]
    print_table(("item", "format", "new frames#", "of#", "about#", "size#"), rows)


def print_slowest(made: Made) -> None:
    """Which layers took longest to draw."""
    if made.slowest:
        rows = [(layer, f"{seconds:.2f}") for layer, seconds in made.slowest[:SLOWEST]]
        print_table(("slowest layers", "seconds#"), rows)
