"""`vlogkit check`: find what is wrong with items, for people, programs, CI servers and code hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import (
    JsonOption,
    WorkspaceOption,
    now,
    print_document,
    print_finding,
    print_json,
    progress_line,
    say,
)
from vlogkit.cli.left_out import print_left_out
from vlogkit.errors import ExitCode, UsageError, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlogkit.pipeline.checking.check_run import CheckedItem, Judged
    from vlogkit.pipeline.telling.complaint_state import LeftOut

app = typer.Typer()
FORMS = ("text", "json", "junit", "sarif")


@app.command()
def check(
    items: Annotated[list[str] | None, typer.Argument(help="Names of items.", show_default=False)] = None,
    all_items: Annotated[
        bool, typer.Option("--all", help="Check every update, and every complaint that two people chose.")
    ] = False,
    form: Annotated[str, typer.Option("--format", "-f", help="text, json, junit or sarif.")] = "text",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Find what is wrong with items: captions too fast to read, text outside safe areas or hard to read, missing alt
    texts, personal data, brand rules. Nothing is encoded. docs/findings.md explains every finding.

    Example: vlogkit check jalan-purwodadi-blora
    """
    from vlogkit.pipeline.checking.check_run import CheckedItem, Judged, check_items
    from vlogkit.pipeline.posting.live_posts import noticed
    from vlogkit.pipeline.telling.items import chosen_items
    from vlogkit.workspace import open_workspace

    form = chosen_form(form, json)
    place = open_workspace(workspace)
    chosen = chosen_items(place, items or (), now(), everything=all_items)
    names = chosen.names
    results: list[CheckedItem] = []
    live = noticed(place, now(), () if all_items else names)
    if form == "text":
        print_left_out(chosen.left_out)
    with progress_line(f"checking {names[0]}" if names else "checking", quiet=json) as step:
        step(0, len(names))
        for checked in check_items(place, names, today=place.today(now())):
            result = checked.with_findings([one for one in live if one.subject == checked.name])
            results.append(result)
            done = len(results)
            step(done, len(names), f"checking {names[min(done, len(names) - 1)]}")
            if form == "text":
                print_judged(result.name, result.judged)
    for name in dict.fromkeys(one.subject for one in live if one.subject not in names):
        away = CheckedItem(name, Judged(tuple(one for one in live if one.subject == name)), 0.0)
        results.append(away)
        if form == "text":
            print_judged(away.name, away.judged)
    if form != "text":
        print_form(form, results, chosen.left_out)
    raise typer.Exit(ExitCode.FAILED if any(result.judged.grave() for result in results) else ExitCode.DONE)


def chosen_form(form: str, json: bool) -> str:
    """How the result is printed. Raises UsageError."""
    if form not in FORMS:
        raise UsageError(f"there is no output format `{form}`", hint=f"Known: {', '.join(FORMS)}.")
    if json and form not in {"text", "json"}:
        raise UsageError(f"--json and --format {form} exclude each other", hint="Choose one of them.")
    return "json" if json else form


def print_form(form: str, results: list[CheckedItem], left_out: Sequence[LeftOut]) -> None:
    """All findings as one document on standard output."""
    from vlogkit.pipeline.checking.check_run import junit_of, sarif_of

    if form == "json":
        shut = {one.name: left_out_findings(one) for one in left_out}
        print_json({result.name: as_json(result.judged) for result in results} | shut)
    else:
        print_document(junit_of(results) if form == "junit" else sarif_of(results))


def as_json(judged: Judged) -> dict[str, object]:
    """What is left to be done, and what the workspace accepts with its reason."""
    return {
        "findings": [finding.model_dump(mode="json") for finding in judged.findings],
        "accepted": [{"reason": one.reason, **one.finding.model_dump(mode="json")} for one in judged.accepted],
    }


def left_out_findings(one: LeftOut) -> dict[str, object]:
    """The gates that keep an item from being made, as findings; they do not make the check fail."""
    from vlogkit.pipeline.checking.check_run import findings_of

    return {
        "findings": [finding.model_dump(mode="json") for finding in findings_of(one)],
        "accepted": [],
        "left_out": True,
    }


def print_judged(name: str, judged: Judged) -> None:
    """An item's findings for a person, the gravest first."""
    tail = f", {len(judged.accepted)} accepted" if judged.accepted else ""
    found = counted(len(judged.findings), "finding") if judged.findings else "nothing found"
    say((name, "bold"), f": {found}{tail}")
    for finding in judged.findings:
        print_finding(finding)
