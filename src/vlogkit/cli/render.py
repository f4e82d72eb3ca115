"""`vlogkit render` and `vlogkit still`: items come in; bundles, or one picture, go out."""

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
from vlogkit.errors import ExitCode, UsageError, VlogkitError

if TYPE_CHECKING:
    from vlogkit.pipeline.bundles import Progress
    from vlogkit.records.bundle import Bundle

app = typer.Typer()


@app.command()
def render(
    items: Annotated[list[str] | None, typer.Argument(help="Names of items.", show_default=False)] = None,
    all_items: Annotated[bool, typer.Option("--all", help="Every update and every resolved complaint.")] = False,
    format_: FormatOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="A third of the size and half the rate, to look at.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Encode everything anew.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Make videos, cards, subtitles and texts of items, each in its folder under bundles/.

    Example: vlogkit render jalan-purwodadi-blora
    """
    from vlogkit.pipeline.bundles import make_bundle
    from vlogkit.pipeline.stories import items as all_names
    from vlogkit.pipeline.stories import tell
    from vlogkit.workspace import open_workspace

    place, formats = open_workspace(workspace), formats_of(format_)
    names = list(all_names(place)) if all_items else list(items or [])
    if not names:
        raise UsageError("there is nothing to render", hint="Name items, or say --all.")
    made, failed = [], []
    for name in dict.fromkeys(names):
        now = dt.datetime.now(dt.UTC)
        try:
            with progress_line(name, quiet=json) as progress:
                told = tell(place, name, today=now.date())
                bundle = make_bundle(place, told, now=now, formats=formats, draft=draft, use_cache=not no_cache, progress=progress)  # fmt: skip
        except VlogkitError as error:
            if len(names) == 1:
                raise
            failed.append((name, error))
            continue
        made.append(bundle)
        if not json:
            print_bundle(bundle, place.bundles)
    if json:
        print_json({"bundles": [as_json(bundle) for bundle in made], "failed": [{"item": n, "error": str(e)} for n, e in failed]})
    for name, error in failed:
        err.print(f"[bold]{name}[/bold] was not made:")
        print_error(error)
    raise typer.Exit(ExitCode.FAILED if failed else ExitCode.DONE)


def as_json(bundle: Bundle) -> dict[str, object]:
    """A bundle's outputs and findings."""
    return {
        "id": bundle.id,
        "outputs": [output.model_dump(mode="json", exclude={"alt", "made_of"}) for output in bundle.outputs],
        "findings": [finding.model_dump(mode="json") for finding in bundle.findings],
    }


def print_bundle(bundle: Bundle, folder: Path) -> None:
    """What was made, and what was found, for a person."""
    out.print(f"[bold]{bundle.title}[/bold]  {folder / bundle.id}")
    rows = table("file", "size", "length#", "new frames#", "seconds#")
    for output in bundle.outputs:
        if output.kind in {"video", "card", "thumbnail"}:
            length = f"{output.duration:.1f} s" if output.duration else ""
            new = str(output.frames_encoded) if output.kind == "video" else ""
            rows.add_row(output.path, f"{output.width}×{output.height}", length, new, f"{output.seconds:.2f}")
    out.print(rows)
    others = [output.path for output in bundle.outputs if output.kind in {"subtitles", "alt"}]
    out.print(f"[dim]and {', '.join(others)}, posts/, story.yaml, bundle.json[/dim]")
    print_findings(bundle)


def print_findings(bundle: Bundle) -> None:
    """A line a finding."""
    colours = {"error": "red", "warning": "yellow", "note": "dim"}
    for finding in bundle.findings:
        measured = f" ({finding.measured}; limit {finding.limit})" if finding.limit else ""
        out.print(f"[{colours[finding.severity]}]{finding.severity}[/] {finding.where}: {finding.message}{measured}", soft_wrap=True)  # fmt: skip


@contextmanager
def progress_line(name: str, *, quiet: bool) -> Iterator[Progress]:
    """A line with frames a second and the time left, while there is a terminal to see it."""
    if quiet or not err.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Speed(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.0f} frames/s")

    with Progress(TextColumn(name), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn(), console=err, transient=True) as bar:  # fmt: skip
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@app.command()
def still(
    item: Annotated[str, typer.Argument(help="Name of an item.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The picture, .png or .jpg.")],
    at: Annotated[str, typer.Option("--at", help="Time in the video, like 3.2s.")] = "0s",
    format_: Annotated[str, typer.Option("--format", "-f", help="portrait, feed, square or landscape.")] = "portrait",
    card: Annotated[bool, typer.Option("--card", help="The item's card instead of a frame of its video.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Draw one frame of an item's video, or its card, without making the video.

    Example: vlogkit still jalan-purwodadi-blora --at 3.2s --format square -o frame.png
    """
    from vlogkit.pipeline.stills import draw_still
    from vlogkit.workspace import open_workspace

    chosen = (formats_of([format_]) or [])[0]
    try:
        seconds = float(at.strip().removesuffix("s"))
    except ValueError:
        raise UsageError(f"`--at {at}` is not a time", hint="Write seconds, like 3.2s.") from None
    place = open_workspace(workspace)
    size = draw_still(place, item, output, seconds=seconds, name=chosen, card=card, today=dt.date.today())
    if json:
        print_json({"path": str(output), "width": size[0], "height": size[1]})
    else:
        out.print(f"{output}  {size[0]}×{size[1]}")
