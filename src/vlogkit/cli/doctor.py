"""`vlogkit doctor`: check the installation and the workspace."""

from __future__ import annotations

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.errors import ExitCode

app = typer.Typer()


@app.command()
def doctor(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Check that this installation can set text, draw, encode and store, and that the workspace is whole.

    Example: vlogkit doctor
    """
    from vlogkit.pipeline.upkeep.doctor import examine

    results = examine(workspace)
    if json:
        print_json([{"check": r.name, "ok": r.ok, "detail": r.detail, "hint": r.hint} for r in results])
    else:
        for result in results:
            mark = "[green]ok[/green]  " if result.ok else "[red]no[/red]  "
            out.print(f"{mark}{result.name}: {result.detail}", soft_wrap=True)
            if result.hint and not result.ok:
                out.print(f"    [dim]{result.hint}[/dim]")
    raise typer.Exit(ExitCode.DONE if all(result.ok for result in results) else ExitCode.OUTSIDE)
