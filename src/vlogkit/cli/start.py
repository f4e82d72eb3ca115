"""`vlogkit init` and `vlogkit demo`: make a sample workspace, and for the demo everything in it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, out, print_json, table

app = typer.Typer()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    name: Annotated[str, typer.Option(help="The agency's full name.")] = "Dinas Contoh Provinsi Jawa Tengah",
    json: JsonOption = False,
) -> None:
    """Make a workspace: settings, brands, sample updates, pictures and complaints.

    Example: vlogkit init dinas-kami
    """
    from vlogkit.samples.sample_workspace import make_workspace

    made = make_workspace(folder, name)
    if json:
        print_json({"workspace": str(folder), "files": [str(path) for path in made]})
        return
    out.print(f"[bold]{folder}[/bold] has {len(made)} files. Open vlogkit.yaml and updates/ in an editor.")
    out.print(f"Then: [bold]vlogkit render jalan-purwodadi-blora --workspace {folder}[/bold]")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder.")] = Path("demo"),
    json: JsonOption = False,
) -> None:
    """Make a sample workspace, and from it videos, cards, texts and a page that shows them all.

    Example: vlogkit demo demo
    """
    from vlogkit.pipeline.demo import make_demo
    from vlogkit.studio.gallery import write_gallery

    start = time.perf_counter()
    result = make_demo(folder, say=(lambda line: None) if json else out.print)
    page = write_gallery(result.workspace, result.bundles)
    if json:
        made = {"workspace": str(folder), "page": str(page), "files": result.files(), "published": result.published}
        print_json({**made, "seconds": round(time.perf_counter() - start, 2)})
        return
    rows = table("made", "what", "size", "seconds#")
    for bundle in result.bundles:
        for output in bundle.outputs:
            if output.kind in {"video", "card", "thumbnail"}:
                length = f"{output.duration:.1f} s" if output.duration else ""
                rows.add_row(
                    f"bundles/{bundle.id}/{output.path}", output.kind, f"{output.width}×{output.height}", length
                )
    out.print(rows)
    for line in result.published:
        out.print(line)
    out.print(f"\nDone in {time.perf_counter() - start:.0f} s. Open [bold]{page}[/bold] in a browser.")
