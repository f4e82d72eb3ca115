"""`vlogkit board`: what all agencies of a network publish, as pages, CSV and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, now, print_json, say
from vlogkit.errors import UsageError, counted

app = typer.Typer()
LANGUAGES = ("id", "en")


@app.command()
def board(
    out: Annotated[Path, typer.Argument(help="Folder for the pages; it is made.")],
    network: Annotated[Path, typer.Option(help="The network's file, or the folder with its network.yaml.")] = Path(),
    lang: Annotated[str, typer.Option(help="Language of the pages: id or en.")] = "id",
    json: JsonOption = False,
) -> None:
    """Write the board of a network: who published what and when, who is silent, what waits for whom, how complaints are
    answered. The pages hold no personal data; `private/` is for the heads alone.

    Example: vlogkit board papan --network /srv/jateng
    """
    from vlogkit.pipeline.network.members import open_network
    from vlogkit.pipeline.overseeing.board_pages import as_data, write_board
    from vlogkit.pipeline.overseeing.gathering import gather

    if lang not in LANGUAGES:
        raise UsageError(f"the pages are not written in `{lang}`", hint=f"Known: {', '.join(LANGUAGES)}.")
    made = gather(open_network(network, whole=False), now())
    files = write_board(made, out, lang)
    if json:
        print_json(as_data(made) | {"files": [str(path) for path in files]})
        return
    say(f"{files[0]}: {counted(len(made.agencies), 'agency', 'agencies')}, {counted(made.receipts, 'receipt')}")
    say(f"For the heads alone: {files[-1]}")
