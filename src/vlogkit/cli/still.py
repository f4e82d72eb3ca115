"""`vlogkit still`: draw one frame or card of an item."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, formats_of, now, print_json, say
from vlogkit.errors import UsageError

app = typer.Typer()


@app.command()
def still(
    item: Annotated[str, typer.Argument(help="Name of an item.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Image file to write, .png or .jpg.")],
    at: Annotated[str, typer.Option("--at", help="Time in the video, such as 3.2s.")] = "0s",
    format_: Annotated[str, typer.Option("--format", "-f", help="portrait, feed, square or landscape.")] = "portrait",
    card: Annotated[bool, typer.Option("--card", help="Draw the item's card instead of a frame of its video.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Draw one frame of an item's video, or its card, without rendering the video.

    Example: vlogkit still jalan-purwodadi-blora --at 3.2s --format square -o frame.png
    """
    from vlogkit.pipeline.making.item_still import draw_still
    from vlogkit.workspace import open_workspace

    (chosen,) = formats_of([format_])
    seconds = seconds_of(at)
    place = open_workspace(workspace)
    size = draw_still(place, item, output, seconds=seconds, name=chosen, card=card, today=place.today(now()))
    if json:
        print_json({"path": str(output), "width": size[0], "height": size[1]})
    else:
        say(f"{output}  {size[0]}×{size[1]}")


def seconds_of(text: str) -> float:
    """Seconds typed as 3.2s or 3.2. Raises UsageError."""
    try:
        seconds = float(text.strip().removesuffix("s"))
    except ValueError:
        seconds = float("nan")
    if not isfinite(seconds):
        raise UsageError(f"`--at {text}` is not a time", hint="Write seconds, such as 3.2s.")
    return seconds
