"""`vlogkit init` and `vlogkit demo`: create a workspace, or one with everything rendered."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, counted, now, print_json, print_table, say
from vlogkit.pipeline.upkeep.starting import AGENCY

app = typer.Typer()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="New or empty folder.")],
    name: Annotated[str, typer.Option(help="Full name of the agency.")] = AGENCY,
    json: JsonOption = False,
) -> None:
    """Create a workspace: settings, brands, sample updates, pictures and complaints.

    Example: vlogkit init dinas-kami
    """
    from vlogkit.pipeline.upkeep.starting import start_workspace

    made = start_workspace(folder, name)
    if json:
        print_json({"workspace": str(folder), "files": [str(path) for path in made]})
        return
    say((str(folder), "bold"), f" has {counted(len(made), 'file')}. Open vlogkit.yaml and updates/ in an editor.")
    say("Then: ", (f"vlogkit render jalan-purwodadi-blora --workspace {folder}", "bold"))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="New or empty folder.")] = Path("demo"),
    json: JsonOption = False,
) -> None:
    """Create a sample workspace, render it, and write a page that shows every video, card and text.

    Example: vlogkit demo demo
    """
    from vlogkit.pipeline.demo import make_demo
    from vlogkit.studio.gallery import write_gallery

    start = time.perf_counter()
    result = make_demo(folder, now, told=(lambda line: None) if json else say)
    page = write_gallery(result.workspace, result.bundles)
    if json:
        made = {"workspace": str(folder), "page": str(page), "files": result.files(), "published": result.published}
        print_json({**made, "seconds": round(time.perf_counter() - start, 2)})
        return
    rows = [
        (
            f"bundles/{bundle.id}/{output.path}",
            output.kind,
            f"{output.width}×{output.height}",
            f"{output.duration:.1f} s" if output.duration else "",
        )
        for bundle in result.bundles
        for output in bundle.outputs
        if output.kind in {"video", "card", "thumbnail"}
    ]
    print_table(("file", "what", "size", "length#"), rows)
    for line in result.published:
        say(line)
    say(f"\nDone in {time.perf_counter() - start:.0f} s. Open ", (str(page), "bold"), " in a browser.")
