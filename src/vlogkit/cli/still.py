"""`vlogkit still`: draw one picture of an item."""

from __future__ import annotations

import datetime as dt
from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, formats_of, out, print_json
from vlogkit.errors import UsageError

app = typer.Typer()


@app.command()
def still(
    item: Annotated[str, typer.Argument(help="Name of an item.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The picture, .png or .jpg.")],
    at: Annotated[str, typer.Option("--at", help="Time in the video, like 3.2s.")] = "0s",
    format_: Annotated[str, typer.Option("--format", "-f", help="portrait, feed, square or landscape.")] = "portrait",
    card: Annotated[bool, typer.Option("--card", help="The item's card instead of a frame of its video.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Draw one frame of an item's video, or its card, without making the video.

    Example: vlogkit still jalan-purwodadi-blora --at 3.2s --format square -o frame.png
    """
    from vlogkit.pipeline.making.item_still import draw_still
    from vlogkit.workspace import open_workspace

    chosen = (formats_of([format_]) or [])[0]
    try:
        seconds = float(at.strip().removesuffix("s"))
        if not isfinite(seconds):
            raise ValueError(at)
    except ValueError:
        raise UsageError(f"`--at {at}` is not a time", hint="Write seconds, like 3.2s.") from None
    place = open_workspace(workspace)
    size = draw_still(place, item, output, seconds=seconds, name=chosen, card=card, today=dt.date.today())
    if json:
        print_json({"path": str(output), "width": size[0], "height": size[1]})
    else:
        out.print(f"{output}  {size[0]}×{size[1]}")
