"""`vlogkit receipts`: list or archive what was published, for the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, local, now, print_json, print_table, say
from vlogkit.cli.posting.post_options import AgencyOption, at_desk, shown_state
from vlogkit.errors import counted

app = typer.Typer(no_args_is_help=True, help="List or archive what was published.")

SinceOption = Annotated[
    str, typer.Option("--since", help="From this time on, with its zone: 2026-12-01 00:00 WIB.", show_default=False)
]
UntilOption = Annotated[
    str, typer.Option("--until", help="Before this time, with its zone: 2027-01-01 00:00 WIB.", show_default=False)
]


@app.command("list")
def list_(
    since: SinceOption = "",
    until: UntilOption = "",
    agency: AgencyOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List receipts in the order they came: what was published, and packs that were handed over to be posted by hand.

    Example: vlogkit receipts list --since "2026-12-01 00:00 WIB"
    """
    from vlogkit.pipeline.moments import read_time
    from vlogkit.pipeline.posting.archive import list_receipts

    with at_desk(workspace) as desk:
        span = (read_time(since) if since else None, read_time(until) if until else None)
        found = list_receipts(desk, since=span[0], until=span[1], agency=agency)
        zone = desk.workspace.settings.timezone
    if json:
        print_json([receipt.model_dump(mode="json") for receipt in found])
    elif found:
        rows = [
            (local(one.sent_at, zone), one.account, shown_state(one.outcome), one.post, one.url or one.remote_id)
            for one in found
        ]
        print_table(("sent", "account", "what", "post", "where"), rows)
    else:
        say("Nothing was published in that time.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="New .zip file.")],
    since: SinceOption = "",
    until: UntilOption = "",
    agency: AgencyOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Create an archive of receipts, posts, approvals and the audit trail, with checksums.

    Example: vlogkit receipts export arsip-2026.zip
    """
    from vlogkit.pipeline.moments import read_time
    from vlogkit.pipeline.posting.archive import make_archive

    with at_desk(workspace) as desk:
        span = (read_time(since) if since else None, read_time(until) if until else None)
        made = make_archive(desk, file, now(), since=span[0], until=span[1], agency=agency)
    if json:
        print_json(made)
    else:
        say(f"{counted(int(str(made['receipts'])), 'receipt')} in {file}")
