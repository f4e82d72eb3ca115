"""`vlogkit templates check`, `new` and `preview`: what people who write templates use."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import (
    FormatOption,
    JsonOption,
    Step,
    WorkspaceOption,
    err,
    now,
    print_finding,
    print_json,
    progress_line,
    say,
)
from vlogkit.errors import ExitCode, UsageError, counted

if TYPE_CHECKING:
    from vlogkit.pipeline.templates.preview import TemplatePreview
    from vlogkit.pipeline.templates.template_run import TemplateResult
    from vlogkit.records.notices.notice import Notice
    from vlogkit.workspace import Workspace

REPORT = Path("build") / "templates.html"

BrandOption = Annotated[
    list[str] | None, typer.Option("--brand", "-b", help="Only this brand (may be repeated).", show_default=False)
]
LangOption = Annotated[
    list[str] | None, typer.Option("--lang", "-l", help="Only this language (may be repeated).", show_default=False)
]
DataOption = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        "-d",
        help="Only this sample data: ordinary, shortest, longest or empty (may be repeated).",
        show_default=False,
    ),
]
LookOption = Annotated[
    list[str] | None,
    typer.Option("--look", help="bold or light, instead of each brand's own (may be repeated).", show_default=False),
]


def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Names of templates (default: the workspace's own).", show_default=False),
    ] = None,
    brand: BrandOption = None,
    format_: FormatOption = None,
    lang: LangOption = None,
    data: DataOption = None,
    look: LookOption = None,
    report: Annotated[Path, typer.Option("--report", help="HTML page to write, with every still.")] = REPORT,
    everything: Annotated[
        bool, typer.Option("--all", help="Check the shipped templates and brands too, in every look.")
    ] = False,
    no_report: Annotated[bool, typer.Option("--no-report", help="Only look for problems; draw no stills.")] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Also write the result as JUnit XML.", show_default=False)
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Rewrite the golden stills of the workspace's own templates.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Number of parallel jobs (0 = one per core).")] = 0,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Render every template with every brand, format, language and set of sample data, report problems, and compare
    the stills of the workspace's own templates with their golden stills.

    Example: vlogkit templates check kabar-desa --brand dinas-kami --junit result.xml
    """
    from vlogkit.pipeline.templates.template_list import workspace_or_shipped
    from vlogkit.pipeline.templates.template_run import check_templates, selection_of, write_junit

    start = time.perf_counter()
    place = workspace_or_shipped(workspace)
    given = {"brands": brand, "formats": format_, "languages": lang, "data": data, "looks": look}
    named = {kind: names or () for kind, names in given.items()}
    wanted = selection_of(place, **named, stills=not no_report, everything=everything)
    page = page_path(report, place)
    differences = page.with_name(f"{page.stem}-differences")
    with progress_line("templates", quiet=json) as step:
        told = listener_of(step, quiet=json)
        results = check_templates(
            place, names or (), wanted, differences=differences, golden=not update, jobs=jobs or None, told=told
        )
    if update:
        faulty = {result.task.template for result in results if result.judged.grave()}
        rewrite_golden(place, names or [], faulty, everything=everything, quiet=json)
    seconds = time.perf_counter() - start
    if not no_report:
        write_page(page, results, place, seconds)
    if junit is not None:
        write_junit(junit, results)
    print_sum(results, None if no_report else page, seconds, json=json)
    raise typer.Exit(ExitCode.FAILED if any(result.judged.grave() for result in results) else ExitCode.DONE)


def rewrite_golden(place: Workspace, names: list[str], faulty: set[str], *, everything: bool, quiet: bool) -> None:
    """Write the golden stills of the workspace's own templates anew, but of those with errors, and say which changed.
    Raises OutsideError."""
    from vlogkit.pipeline.templates.template_run import update_golden_stills

    for path in update_golden_stills(place, names, everything=everything, faulty=faulty):
        if not quiet:
            say(f"wrote {path.relative_to(place.root).as_posix()}")
    for name in sorted(faulty):
        say(f"the golden stills of `{name}` stay as they were: mend its errors first", to=err)


def listener_of(step: Step, *, quiet: bool) -> Callable[[TemplateResult, int, int], None]:
    """What hears of each result as soon as it is there."""

    def told(result: TemplateResult, done: int, total: int) -> None:
        step(done, total, result.task.template)
        if not quiet:
            print_result(result)

    return told


def page_path(report: Path, place: Workspace) -> Path:
    """Where the page goes: as named, or below the workspace; without one, below the current folder."""
    from vlogkit.pipeline.templates.template_list import is_shipped_place

    return report if report != REPORT or is_shipped_place(place) else place.root / REPORT


def write_page(path: Path, results: list[TemplateResult], place: Workspace, seconds: float) -> None:
    """The page with every still. Raises OutsideError."""
    from vlogkit.studio.template_report import write_report

    write_report(path, results, name=place.settings.name, seconds=seconds)


def print_result(result: TemplateResult) -> None:
    """A template rendered in one way, if something was found."""
    if result.judged.findings:
        say((result.task.template, "bold"), f" {result.name}")
        for finding in result.judged.findings:
            print_finding(finding)


def print_sum(results: list[TemplateResult], report: Path | None, seconds: float, *, json: bool) -> None:
    """How much was checked, and how much was found."""
    from vlogkit.cli.check import as_json

    found = [finding.severity for result in results for finding in result.judged.findings]
    if json:
        print_json(
            {
                "report": str(report or ""),
                "seconds": round(seconds, 2),
                "errors": found.count("error"),
                "stories": [
                    {"template": one.task.template, "name": one.name, **as_json(one.judged)} for one in results
                ],
            }
        )
        return
    stories = counted(len(results), "story", "stories")
    stills = counted(sum(len(result.shots) for result in results), "still")
    parts = ", ".join(counted(found.count(kind), kind) for kind in ("error", "warning", "note"))
    say(f"{stories}, {stills} in {seconds:.1f} s: {parts}")
    if report is not None:
        say(str(report))


def new(
    name: Annotated[str, typer.Argument(help="Name of the new template.")],
    base: Annotated[str, typer.Option("--from", help="Template to start from.")],
    copy: Annotated[bool, typer.Option("--copy", help="Copy its whole file instead of extending it.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Create a template of your own in the workspace.

    Example: vlogkit templates new kabar-desa --from program-update
    """
    from vlogkit.pipeline.templates.new_template import new_template
    from vlogkit.workspace import open_workspace

    path = new_template(open_workspace(workspace), name, base, copy=copy)
    if json:
        print_json({"path": str(path)})
    else:
        say(str(path))
        say(f"See it while you change it: vlogkit templates preview {name} --watch")


def preview(
    name: Annotated[str, typer.Argument(help="Name of a template.")],
    watch: Annotated[
        bool, typer.Option("--watch", help="Show it on a local page that is redrawn after every change.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write one still, .webp.", show_default=False)
    ] = None,
    scene: Annotated[str, typer.Option("--scene", "-s", help="Scene to show first.")] = "",
    format_: Annotated[str, typer.Option("--format", "-f", help="Format to show first.")] = "portrait",
    brand: Annotated[str, typer.Option("--brand", "-b", help="Brand to show first.")] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", help="Language to show first.")] = "",
    data: Annotated[str, typer.Option("--data", "-d", help="ordinary, shortest, longest or empty.")] = "ordinary",
    item: Annotated[str, typer.Option("--item", help="Show this item instead of sample data.")] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port of the page (0 = any free one).")] = 0,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Draw one still of a template, or keep a page open that shows it within 300 ms of every save.

    Example: vlogkit templates preview kabar-desa --watch --format square
    """
    from vlogkit.pipeline.templates.preview import TemplatePreview
    from vlogkit.pipeline.templates.template_list import workspace_or_shipped

    place = workspace_or_shipped(workspace)
    first = {"format": format_, "scene": scene, "brand": brand, "lang": lang, "data": data}
    drawing = TemplatePreview(place, name, first, notice_of(place, item))
    try:
        if watch:
            keep_showing(drawing, name, port)
        else:
            draw_once(drawing, output, json=json)
    finally:
        drawing.close()


def notice_of(place: Workspace, item: str) -> Notice | None:
    """The notice of an item, or None for sample data. Raises UsageError, InputError."""
    from vlogkit.pipeline.telling.items import tell

    return tell(place, item, today=place.today(now())).item.notice if item else None


def draw_once(drawing: TemplatePreview, output: Path | None, *, json: bool) -> None:
    """Write the still of what is chosen first. Raises UsageError, InputError, OutsideError."""
    if output is None or output.suffix.lower() != ".webp":
        raise UsageError("no file to write is named", hint="Say --watch, or -o still.webp.")
    chosen = {key: values[0] for key, values in drawing.choices().items()}
    drawing.write(output, chosen)
    if json:
        print_json({"path": str(output), **chosen})
    else:
        say(f"{output}  {', '.join(chosen.values())}")


def keep_showing(drawing: TemplatePreview, name: str, port: int) -> None:
    """Serve the page until Ctrl-C. Raises OutsideError."""
    import webbrowser

    from vlogkit.cli.terminal.stopping import STOPPED
    from vlogkit.studio.preview_server import Screen, serving

    drawing.choices()
    with serving(Screen(drawing, name), port) as address:
        say(f"{address}  shows `{name}`; stop with Ctrl-C", to=err)
        if err.is_terminal:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            while not STOPPED.is_set():  # an interrupt that came while something was cleared away is not raised here
                time.sleep(0.2)
        say("stopped", to=err)
