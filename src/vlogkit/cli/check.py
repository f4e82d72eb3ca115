"""`vlogkit check`: list what is wrong with items before anything is encoded or sent."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.checking.judging import Judged
    from vlogkit.records.finding import Finding

app = typer.Typer()
COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}
FORMS = ("text", "json", "junit", "sarif")


@app.command()
def check(
    items: Annotated[list[str] | None, typer.Argument(help="Names of items.", show_default=False)] = None,
    all_items: Annotated[bool, typer.Option("--all", help="Every item.")] = False,
    form: Annotated[str, typer.Option("--format", "-f", help="text, json, junit or sarif.")] = "text",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Find what is wrong with items: captions too fast, texts outside safe areas or hard to read, missing alt texts,
    personal data, brand rules. Nothing is encoded. docs/findings.md explains every finding.

    Example: vlogkit check jalan-purwodadi-blora
    """
    from vlogkit.pipeline.checking.check_item import check_item
    from vlogkit.pipeline.telling.items import items as all_names
    from vlogkit.workspace import open_workspace

    form = chosen_form(form, json)
    place = open_workspace(workspace)
    names = list(all_names(place)) if all_items else list(dict.fromkeys(items or []))
    if not names:
        raise UsageError("there is nothing to check", hint="Name items, or say --all.")
    results: list[tuple[str, Judged, float]] = []
    for name in names:
        start = time.perf_counter()
        judged = check_item(place, name, today=dt.date.today())
        results.append((name, judged, time.perf_counter() - start))
        if form == "text":
            print_judged(name, judged)
    if form != "text":
        print_form(form, results)
    raise typer.Exit(ExitCode.FAILED if any(judged.grave() for _, judged, _ in results) else ExitCode.DONE)


def chosen_form(form: str, json: bool) -> str:
    """How the result is printed. Raises UsageError."""
    if form not in FORMS:
        raise UsageError(f"there is no output `{form}`", hint=f"Known: {', '.join(FORMS)}.")
    if json and form not in {"text", "json"}:
        raise UsageError(f"--json and --format {form} are two outputs", hint="Choose one of them.")
    return "json" if json else form


def print_form(form: str, results: list[tuple[str, Judged, float]]) -> None:
    """All findings as one document on standard output."""
    from vlogkit import __version__

    if form == "json":
        print_json({name: as_json(judged) for name, judged, _ in results})
    elif form == "junit":
        from vlogkit.checking.reports.junit import CheckedCase, junit

        cases = [CheckedCase("vlogkit.check", name, seconds, judged.findings) for name, judged, seconds in results]
        typer.echo(junit(cases, suite="vlogkit check"), nl=False)
    else:
        from vlogkit.checking.reports.sarif import sarif

        kept = [(finding, "") for _, judged, _ in results for finding in judged.findings]
        accepted = [(one.finding, one.reason) for _, judged, _ in results for one in judged.accepted]
        typer.echo(sarif([*kept, *accepted], version=__version__), nl=False)


def as_json(judged: Judged) -> dict[str, object]:
    """What stays to be done, and what the workspace accepts with its reason."""
    return {
        "findings": [finding.model_dump(mode="json") for finding in judged.findings],
        "accepted": [{"reason": one.reason, **one.finding.model_dump(mode="json")} for one in judged.accepted],
    }


def print_judged(name: str, judged: Judged) -> None:
    """An item's findings for a person, the gravest first."""
    from rich.text import Text

    count = len(judged.findings)
    tail = f", {len(judged.accepted)} accepted" if judged.accepted else ""
    said = f"{count} finding{'s' if count > 1 else ''}" if count else "nothing found"
    out.print(Text.assemble((name, "bold"), f": {said}{tail}"))
    for finding in judged.findings:
        print_finding(finding)


def print_finding(finding: Finding) -> None:
    """Where, what, measured against which limit, and what to do."""
    from rich.text import Text

    size = f" ({finding.measured}; limit {finding.limit})" if finding.measured and finding.limit else ""
    where = f"{finding.where}: " if finding.where else ""
    line = Text.assemble(
        "  ",
        (finding.severity, COLOURS[finding.severity]),
        f" {where}{finding.message}{size} ",
        (f"[{finding.code}]", "dim"),
    )
    out.print(line, soft_wrap=True)
    if finding.hint:
        out.print(Text(f"    {finding.hint}", style="dim"), soft_wrap=True)
