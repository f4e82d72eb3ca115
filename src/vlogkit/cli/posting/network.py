"""`vlogkit network`: the workspaces of a network, and what waits in each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="See the workspaces of a network.")

FileArgument = Annotated[Path, typer.Argument(help="The network's file, or the folder with its network.yaml.")]


@app.callback()
def network() -> None:
    """See the workspaces of a network."""


@app.command("list")
def list_(file: FileArgument = Path(), json: JsonOption = False) -> None:
    """List the workspaces of a network with how many posts wait, left, are held or failed in each.

    Example: vlogkit network list /srv/jateng
    """
    from vlogkit.pipeline.network.counts import counts_of
    from vlogkit.pipeline.network.members import open_network

    found = counts_of(open_network(file))
    if json:
        print_json([{"workspace": one.name, "folder": one.folder, "states": one.states} for one in found])
        return
    rows = [
        (
            one.name,
            *(str(sum(one.states.get(state, 0) for state in states)) for states in _COLUMNS.values()),
            one.folder,
        )
        for one in found
    ]
    print_table(("workspace", *(f"{name}#" for name in _COLUMNS), "folder~"), rows)


_COLUMNS = {
    "waiting": ("draft", "approved", "scheduled"),
    "moving": ("sending", "accepted", "processing"),
    "out": ("published", "handed-over"),
    "held": ("held", "unconfirmed"),
    "failed": ("failed",),
}
