"""`vlogkit templates check`, `new` and `preview`: check, create and preview templates."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import FormatOption, JsonOption, WorkspaceOption, err, formats_of, out, print_json
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.templates.template_checks import TemplateResult, TemplateSelection
    from vlogkit.records.notices.notice import Notice
    from vlogkit.workspace import Workspace

LANGUAGES = ("id", "jv", "en")
REPORT = Path("build") / "templates.html"

BrandOption = Annotated[
    list[str] | None, typer.Option("--brand", "-b", help="Only this brand; may be repeated.", show_default=False)
]
LangOption = Annotated[
    list[str] | None, typer.Option("--lang", "-l", help="Only this language; may be repeated.", show_default=False)
]
DataOption = Annotated[
    list[str] | None,
    typer.Option("--data", "-d", help="ordinary, shortest, longest or empty; may be repeated.", show_default=False),
]
LookOption = Annotated[
    list[str] | None,
    typer.Option("--look", help="bold or light instead of each brand's own; may be repeated.", show_default=False),
]


def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Names of templates; without any, the workspace's own.", show_default=False),
    ] = None,
    brand: BrandOption = None,
    format_: FormatOption = None,
    lang: LangOption = None,
    data: DataOption = None,
    look: LookOption = None,
    report: Annotated[Path, typer.Option("--report", help="Where the page with every still goes.")] = REPORT,
    everything: Annotated[
        bool, typer.Option("--all", help="The shipped templates and brands too, in every look.")
    ] = False,
    no_report: Annotated[bool, typer.Option("--no-report", help="Find faults only; draw no stills.")] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Also write the result as JUnit XML.", show_default=False)
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write the golden stills of the workspace's own templates anew.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes; without it, one a core.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Tell templates with every brand, format, language and set of data, find what is wrong, and compare the stills of
    the workspace's own templates with their golden stills.

    Example: vlogkit templates check kabar-desa --brand dinas-kami --junit result.xml
    """
    from vlogkit.pipeline.templates.template_checks import run_all, tasks_for, template_names

    start = time.perf_counter()
    place = place_of(workspace)
    wanted = wanted_of(place, brand, format_, lang, data, look, stills=not no_report, everything=everything)
    tasks, results = tasks_for(place, names or [], wanted)
    chosen = template_names(place, names or [], everything=everything)
    page = page_path(report, place)
    differences = page.with_name(f"{page.stem}-differences")
    results += golden(place, chosen, differences, update=update, quiet=json)
    for result in run_all(tasks, jobs=jobs):
        results.append(result)
        if not json:
            print_result(result)
    seconds = time.perf_counter() - start
    if not no_report:
        write_page(page, results, place, seconds)
    if junit is not None:
        write_junit(junit, results)
    told(results, None if no_report else page, seconds, json=json)
    raise typer.Exit(ExitCode.FAILED if any(result.judged.grave() for result in results) else ExitCode.DONE)


def place_of(workspace: Path | None) -> Workspace:
    """The workspace named or around, or else one without anything of its own, to check the shipped templates."""
    from vlogkit import resources
    from vlogkit.records.settings import Settings
    from vlogkit.workspace import Workspace, open_workspace

    try:
        return open_workspace(workspace)
    except UsageError:
        if workspace is not None:
            raise
        return Workspace(resources.shipped_root(), Settings(name="the shipped templates"))


def wanted_of(
    place: Workspace,
    brand: list[str] | None,
    format_: list[str] | None,
    lang: list[str] | None,
    data: list[str] | None,
    look: list[str] | None,
    *,
    stills: bool,
    everything: bool,
) -> TemplateSelection:
    """The part of everything that was asked for. Raises UsageError for names that do not exist."""
    from vlogkit import resources
    from vlogkit.checking.samples import DATA_NAMES
    from vlogkit.pipeline.templates.template_checks import LOOKS, TemplateSelection

    known: dict[str, tuple[list[str] | None, list[str]]] = {
        "brand": (brand, list(resources.names("brands", workspace=place.root))),
        "language": (lang, list(LANGUAGES)),
        "set of data": (data, list(DATA_NAMES)),
        "look": (look, list(LOOKS)),
    }
    for what, (given, there) in known.items():
        for name in given or []:
            if name not in there:
                raise UsageError(f"there is no {what} `{name}`", hint=f"Known: {', '.join(there)}.")
    formats = formats_of(format_) or ()
    return TemplateSelection(brand or (), formats, lang or (), data or (), stills, everything, look or ())  # type: ignore[arg-type]  # checked above


def page_path(report: Path, place: Workspace) -> Path:
    """Where the page goes: as named, or below the workspace; without one, below the folder you are in."""
    from vlogkit import resources

    below = place.root if place.root != resources.shipped_root() else Path()
    return report if report != REPORT else below / REPORT


def golden(place: Workspace, names: list[str], differences: Path, *, update: bool, quiet: bool) -> list[TemplateResult]:
    """Compare golden stills, or write them anew."""
    from vlogkit.catalogue import load_template
    from vlogkit.errors import VlogkitError
    from vlogkit.pipeline.templates.golden_stills import clear, compare_golden, write_golden
    from vlogkit.pipeline.templates.template_checks import own_templates

    results: list[TemplateResult] = []
    clear(differences)
    for name in own_templates(place, names):
        try:
            kinds = load_template(name, place.root).kinds
        except VlogkitError:
            continue
        for kind in kinds[:1]:
            if update:
                for path in write_golden(place, name, kind):
                    if not quiet:
                        out.print(f"wrote {path.relative_to(place.root).as_posix()}", soft_wrap=True)
            elif (result := compare_golden(place, name, kind, differences)) is not None:
                results.append(result)
                if not quiet:
                    print_result(result)
    return results


def write_page(path: Path, results: list[TemplateResult], place: Workspace, seconds: float) -> None:
    """The page with every still. Raises OutsideError."""
    from vlogkit.studio.template_report import write_report

    write_report(path, results, name=place.settings.name, seconds=seconds)


def write_junit(path: Path, results: list[TemplateResult]) -> None:
    """The result for a CI server. Raises OutsideError."""
    from vlogkit.checking.reports.junit import CheckedCase, junit
    from vlogkit.files import outside, write_text

    cases = [CheckedCase(one.task.template, one.name, one.seconds, one.judged.findings) for one in results]
    try:
        write_text(path, junit(cases, suite="vlogkit templates check"))
    except OSError as error:
        raise outside(error, path) from None


def print_result(result: TemplateResult) -> None:
    """A template told in one way, if something was found."""
    from vlogkit.cli.check import print_finding

    if result.judged.findings:
        out.print(f"[bold]{result.task.template}[/bold] {result.name}", soft_wrap=True)
        for finding in result.judged.findings:
            print_finding(finding)


def told(results: list[TemplateResult], report: Path | None, seconds: float, *, json: bool) -> None:
    """The sum of it."""
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
    stills = sum(len(result.shots) for result in results)
    out.print(
        f"{len(results)} stories, {stills} stills in {seconds:.1f} s: {found.count('error')} errors, "
        f"{found.count('warning')} warnings, {found.count('note')} notes"
    )
    if report is not None:
        out.print(f"{report}", soft_wrap=True)


def new(
    name: Annotated[str, typer.Argument(help="The new template's name.")],
    base: Annotated[str, typer.Option("--from", help="The template to start from.")],
    copy: Annotated[bool, typer.Option("--copy", help="Copy its whole file instead of extending it.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Begin a template of your own in the workspace.

    Example: vlogkit templates new kabar-desa --from program-update
    """
    from vlogkit.pipeline.templates.new_template import new_template
    from vlogkit.workspace import open_workspace

    path = new_template(open_workspace(workspace), name, base, copy=copy)
    if json:
        print_json({"path": str(path)})
    else:
        out.print(f"{path}\nSee it while you change it: vlogkit templates preview {name} --watch", soft_wrap=True)


def preview(
    name: Annotated[str, typer.Argument(help="A template's name.")],
    watch: Annotated[
        bool, typer.Option("--watch", help="Show it in a page on this machine, anew after every change.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write one still here, .webp.", show_default=False)
    ] = None,
    scene: Annotated[str, typer.Option("--scene", "-s", help="The scene to show first.")] = "",
    format_: Annotated[str, typer.Option("--format", "-f", help="The format to show first.")] = "portrait",
    brand: Annotated[str, typer.Option("--brand", "-b", help="The brand to show first.")] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", help="The language to show first.")] = "",
    data: Annotated[str, typer.Option("--data", "-d", help="ordinary, shortest, longest or empty.")] = "ordinary",
    item: Annotated[str, typer.Option("--item", help="Tell this item of the workspace instead of sample data.")] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The page's port; 0 takes a free one.")] = 0,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Draw one still of a template, or keep a page open that shows it within 300 ms of every save.

    Example: vlogkit templates preview kabar-desa --watch --format square
    """
    from vlogkit.pipeline.templates.preview import TemplatePreview

    place = place_of(workspace)
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

    return tell(place, item, today=dt.date.today()).item.notice if item else None


def draw_once(drawing: object, output: Path | None, *, json: bool) -> None:
    """Write the still of what is chosen first. Raises UsageError, InputError, OutsideError."""
    from vlogkit.pipeline.templates.preview import TemplatePreview
    from vlogkit.pipeline.templates.scene_stills import write

    assert isinstance(drawing, TemplatePreview)
    if output is None or output.suffix.lower() != ".webp":
        raise UsageError("there is nowhere to draw to", hint="Say --watch, or -o still.webp.")
    chosen = {key: values[0] for key, values in drawing.choices().items()}
    write(output, drawing.draw(chosen))
    if json:
        print_json({"path": str(output), **chosen})
    else:
        out.print(f"{output}  {', '.join(chosen.values())}", soft_wrap=True)


def keep_showing(drawing: object, name: str, port: int) -> None:
    """Serve the page until Ctrl-C. Raises OutsideError."""
    import threading
    import webbrowser

    from vlogkit.pipeline.templates.preview import TemplatePreview
    from vlogkit.studio.preview_server import Screen, serving

    assert isinstance(drawing, TemplatePreview)
    drawing.choices()
    with serving(Screen(drawing, name), port) as address:
        err.print(f"{address}  shows `{name}`; stop with Ctrl-C", soft_wrap=True)
        if err.is_terminal:
            webbrowser.open(address)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            err.print("stopped")
