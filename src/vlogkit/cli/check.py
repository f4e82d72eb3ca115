"""`vlogkit check`: items come in; their findings go out, before anything is encoded or sent."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.errors import ExitCode, UsageError

app = typer.Typer()
COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}


@app.command()
def check(
    items: Annotated[list[str] | None, typer.Argument(help="Names of items.", show_default=False)] = None,
    all_items: Annotated[bool, typer.Option("--all", help="Every item.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Find what is wrong with items: texts that do not fit, missing files and characters, an expired brand.

    Example: vlogkit check jalan-purwodadi-blora
    """
    from vlogkit.pipeline.checks import check_item
    from vlogkit.pipeline.stories import items as all_names
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    names = list(all_names(place)) if all_items else list(items or [])
    if not names:
        raise UsageError("there is nothing to check", hint="Name items, or say --all.")
    found = {name: check_item(place, name, today=dt.date.today()) for name in names}
    if json:
        print_json({name: [finding.model_dump(mode="json") for finding in findings] for name, findings in found.items()})
    else:
        for name, findings in found.items():
            out.print(f"[bold]{name}[/bold]: {len(findings)} findings" if findings else f"[bold]{name}[/bold]: nothing found")
            for finding in findings:
                measured = f" ({finding.measured}; limit {finding.limit})" if finding.limit else ""
                out.print(f"  [{COLOURS[finding.severity]}]{finding.severity}[/] {finding.where}: {finding.message}{measured}", soft_wrap=True)  # fmt: skip
                if finding.hint:
                    out.print(f"    [dim]{finding.hint}[/dim]")
    grave = any(finding.severity == "error" for findings in found.values() for finding in findings)
    raise typer.Exit(ExitCode.FAILED if grave else ExitCode.DONE)
