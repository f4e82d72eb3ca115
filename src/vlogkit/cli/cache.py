"""`vlogkit cache`: show or prune the encoded segments and protected copies of a workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, print_json, say
from vlogkit.errors import counted

app = typer.Typer(no_args_is_help=True, help="Show or prune what is kept to make the next render quick.")


@app.command()
def info(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show how many encoded segments and protected copies there are, and how much disk space they take.

    Example: vlogkit cache info
    """
    from vlogkit.pipeline.upkeep.cache import cache_state
    from vlogkit.workspace import open_workspace

    state = cache_state(open_workspace(workspace))
    found, kept = state.segments, state.copies
    if json:
        segments = {"folder": str(found.folder), "entries": found.entries, "bytes": found.bytes, "limit": found.limit}
        print_json(segments | {"copies": kept.files, "copies_bytes": kept.bytes})
        return
    size = f"{found.bytes / 1e6:.1f} of {found.limit / 1e6:.0f} MB"
    say(f"{counted(found.entries, 'segment')}, {size} in {found.folder}")
    copies = counted(kept.files, "protected copy or note", "protected copies and notes")
    say(f"{copies} of clips, {kept.bytes / 1e6:.1f} MB")


@app.command()
def prune(
    to: Annotated[
        float | None,
        typer.Option("--to", help="Megabytes to keep (default: cache_gb of the settings).", min=0, show_default=False),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remove the least recently used segments, and copies that no item has used for 90 days.

    Example: vlogkit cache prune --to 500
    """
    from vlogkit.pipeline.upkeep.cache import UNUSED_DAYS, prune_cache
    from vlogkit.workspace import open_workspace

    pruned = prune_cache(open_workspace(workspace), megabytes=to)
    left, copies = pruned.left, pruned.copies
    if json:
        segments = {"removed": pruned.segments, "entries": left.entries, "bytes": left.bytes}
        print_json(segments | {"copies_removed": copies.files, "copies_bytes_removed": copies.bytes})
        return
    say(f"removed {counted(pruned.segments, 'segment')}; {left.entries} left, {left.bytes / 1e6:.1f} MB")
    if copies.files:
        unused = f"{counted(copies.files, 'copy', 'copies')} that no item used for {UNUSED_DAYS} days"
        say(f"removed {unused}, {copies.bytes / 1e6:.1f} MB")
