"""`vlogkit init`, `demo`, `studio` and `open`: create a workspace, one with everything rendered, open one or its bundles."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, err, now, print_json, print_table, print_text, say
from vlogkit.errors import UsageError, counted
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
    opening = f'vlogkit studio "{folder}"' if " " in str(folder) else f"vlogkit studio {folder}"
    page = write_gallery(result.workspace, result.bundles, studio=opening)
    if json:
        made = {
            "workspace": str(folder),
            "page": str(page),
            "studio": opening,
            "files": result.files(),
            "published": result.published,
        }
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
    say("To write, preview and schedule there: ", (opening, "bold"))


@app.command()
def studio(
    folder: Annotated[Path | None, typer.Argument(help="Workspace, or the folder for a new one.")] = None,
    port: Annotated[int, typer.Option(help="Port (0 = any free one).", min=0, max=65535)] = 0,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    certificate: Annotated[
        Path | None, typer.Option(help="Certificate (PEM) to serve the pages over TLS with.", show_default=False)
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Private key (PEM) of the certificate.", show_default=False)] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
    shortcut: Annotated[
        bool, typer.Option("--shortcut", help="Put an icon on the desktop and in the menu, and end.")
    ] = False,
) -> None:
    """Open the studio in the browser: write, preview, approve and schedule without a terminal.

    Example: vlogkit studio
    """
    from vlogkit.studio.rooms import folder_for
    from vlogkit.studio.serving import Certificate, serve_studio

    if shortcut:
        from vlogkit.studio.shortcuts import make_shortcuts

        for path in make_shortcuts(folder_for(folder), system=sys.platform, home=Path.home(), environment=os.environ):
            say(str(path))
        return

    if (certificate is None) != (key is None):
        raise UsageError("--certificate and --key belong together", hint="Name both files, as PEM.")

    def ready(address: str) -> None:
        print_text(address)
        sys.stdout.flush()

    serve_studio(
        folder,
        host=host,
        port=port,
        browser=not no_open,
        language=os.environ.get("VLOGKIT_LANG", ""),
        say=ready,
        warn=lambda line: say(line, to=err),
        certificate=Certificate(certificate, key) if certificate and key else None,
    )


@app.command("open")
def open_(
    item: Annotated[
        str,
        typer.Argument(help="Item whose bundle to open; without it, the folder of all bundles.", show_default=False),
    ] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Open the folder of an item's bundle with the system's file manager, and print its path.

    Example: vlogkit open jalan-purwodadi-blora
    """
    from vlogkit.workspace import open_workspace

    folder = open_workspace(workspace).bundle_folder(item)
    opened = can_open() and typer.launch(str(folder)) == 0
    if json:
        print_json({"path": str(folder), "opened": opened})
    else:
        say(str(folder))


def can_open() -> bool:
    """Whether this system has something that opens folders, and a screen to show them on."""
    if sys.platform in {"win32", "darwin"}:
        return True
    seen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(seen) and shutil.which("xdg-open") is not None


def open_studio() -> None:
    """The studio on the folder around here or in the person's documents: what an icon starts, without a terminal."""
    from vlogkit.cli import main

    sys.argv[1:] = ["studio", *sys.argv[1:]]
    main()
