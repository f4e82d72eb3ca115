"""`vlogkit cache`: show and prune encoded segments and protected copies."""

from __future__ import annotations

from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json

app = typer.Typer(no_args_is_help=True, help="The encoded segments that make the next render quick.")


@app.command()
def info(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Say how many segments and protected copies there are and how much room they take.

    Example: vlogkit cache info
    """
    from vlogkit.pipeline.upkeep.copies import copies
    from vlogkit.rendering.encoding.segment_cache import SegmentCache
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    kept = copies(place)
    found = SegmentCache(place.cache, int(place.settings.cache_gb * 1e9)).info()
    if json:
        segments = {"folder": str(found.folder), "entries": found.entries, "bytes": found.bytes, "limit": found.limit}
        print_json(segments | {"copies": kept.files, "copies_bytes": kept.bytes})
    else:
        out.print(f"{found.entries} segments, {found.bytes / 1e6:.1f} of {found.limit / 1e6:.0f} MB in {found.folder}")
        out.print(f"{kept.files} protected copies and notes of clips, {kept.bytes / 1e6:.1f} MB")


@app.command()
def prune(
    to: Annotated[
        float | None, typer.Option("--to", help="Megabytes to keep; without it, cache_gb of the settings.", min=0)
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remove the segments that were not used for longest, and copies that no item asked for in 90 days.

    Example: vlogkit cache prune --to 500
    """
    from vlogkit.pipeline.upkeep.copies import UNUSED_DAYS, prune_copies
    from vlogkit.rendering.encoding.segment_cache import SegmentCache
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    copies = prune_copies(place)
    cache = SegmentCache(place.cache, int(place.settings.cache_gb * 1e9))
    gone = cache.prune(None if to is None else int(to * 1e6))
    left = cache.info()
    if json:
        segments = {"removed": gone, "entries": left.entries, "bytes": left.bytes}
        print_json(segments | {"copies_removed": copies.files, "copies_bytes_removed": copies.bytes})
    else:
        out.print(f"{gone} segments removed; {left.entries} are left, {left.bytes / 1e6:.1f} MB")
        if copies.files:
            out.print(
                f"{copies.files} copies that no item asked for in {UNUSED_DAYS} days removed, {copies.bytes / 1e6:.1f} MB"
            )
