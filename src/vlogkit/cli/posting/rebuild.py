"""`vlogkit ledger`: make a lost ledger again from the receipts beside the bundles."""

from __future__ import annotations

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_json, say
from vlogkit.cli.posting.post_options import ByOption, person
from vlogkit.errors import ExitCode, counted

app = typer.Typer(no_args_is_help=True, help="Make a lost ledger again.")


@app.callback()
def ledger() -> None:
    """Make a lost ledger again."""


@app.command()
def rebuild(by: ByOption = "", workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Make a lost or empty ledger again from receipts/ and outbox/, so that nothing is posted twice.

    Example: vlogkit ledger rebuild
    """
    from vlogkit.pipeline.posting.publishing_desk import rebuild_ledger

    made = rebuild_ledger(workspace, by=person(by), now=now())
    if json:
        print_json({"receipts": made.receipts, "unknown": [str(path) for path in made.unknown]})
    else:
        say(f"{counted(made.receipts, 'receipt')} restored; plan again what was not out yet: vlogkit plan")
        for path in made.unknown:
            say(f"not known: {path}: no bundle and account here explain it; move it away when it was posted")
    if made.unknown:
        raise typer.Exit(ExitCode.FAILED)
