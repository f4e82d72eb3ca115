"""`vlogkit receipts`: list what was published in a period, and export it as an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json, table
from vlogkit.cli.posting.post_options import at_desk, clock, moment, say

app = typer.Typer(no_args_is_help=True, help="What was published, when, where, and exactly what.")

SinceOption = Annotated[str, typer.Option(help="From this time on, with its zone.", show_default=False)]
UntilOption = Annotated[str, typer.Option(help="Before this time, with its zone.", show_default=False)]


@app.command("list")
def list_receipts(
    since: SinceOption = "",
    until: UntilOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show receipts in the order they came.

    Example: vlogkit receipts list --since "2026-12-01 00:00 WIB"
    """
    with at_desk(workspace) as desk:
        found = desk.ledger.receipts(since=moment(since) if since else None, until=moment(until) if until else None)
    if json:
        print_json([receipt.model_dump(mode="json") for receipt in found])
        return
    rows = table("sent", "account", "post", "where")
    for receipt in found:
        where = receipt.url or receipt.remote_id
        rows.add_row(f"{receipt.sent_at:%Y-%m-%d %H:%M} UTC", receipt.account, receipt.post, where)
    out.print(rows if found else "Nothing was published in that time.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="A new .zip file.")],
    since: SinceOption = "",
    until: UntilOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Make an archive: receipts, posts, approvals, the trail, a table, and the sum of each.

    Example: vlogkit receipts export arsip-2026.zip
    """
    from vlogkit.pipeline.posting.archive import make_archive

    with at_desk(workspace) as desk:
        span = (moment(since) if since else None, moment(until) if until else None)
        made = make_archive(desk, file, clock(), since=span[0], until=span[1])
    if json:
        print_json(made)
        return
    say(f"{made['receipts']} receipts in {file}")
