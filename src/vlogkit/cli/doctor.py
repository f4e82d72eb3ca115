"""`vlogkit doctor`: check that the installation and the workspace work."""

from __future__ import annotations

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_json, say
from vlogkit.errors import ExitCode

app = typer.Typer()


@app.command()
def doctor(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Check that this installation can set text, draw, encode and store, and that the workspace is sound.

    Example: vlogkit doctor
    """
    from vlogkit.pipeline.upkeep.doctor import examine
    from vlogkit.pipeline.working.health import health_lines
    from vlogkit.workspace import find_workspace

    results = examine(workspace)
    if any(result.name == "workspace" and result.ok for result in results):
        results += health_lines(find_workspace(workspace), now())  # type: ignore[arg-type]  # it was opened just before
    if json:
        print_json([{"check": r.name, "ok": r.ok, "detail": r.detail, "hint": r.hint} for r in results])
    else:
        for result in results:
            say(("ok", "green") if result.ok else ("no", "red"), f"  {result.name}: {result.detail}")
            if result.hint and not result.ok:
                say(f"    {result.hint}", style="dim")
    raise typer.Exit(ExitCode.DONE if all(result.ok for result in results) else ExitCode.OUTSIDE)
