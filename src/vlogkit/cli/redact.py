"""`vlogkit redact`: remove personal data from a text, a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, err, print_json, print_text, say

app = typer.Typer()
LONGEST_PATH = 400


@app.command()
def redact(
    text: Annotated[str, typer.Argument(help="Text, path of a text file, or - for standard input.")] = "-",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remove identity numbers, phone numbers, names, addresses and other personal data from a text. A person should
    still read the result. The word lists of the workspace are used, if there is one.

    Example: vlogkit redact "NIK saya 3374125708950003, telp 0812-3456-7890" --json
    """
    from vlogkit.pipeline.complaints.redaction import redact_text
    from vlogkit.workspace import find_workspace

    result = redact_text(given_text(text), find_workspace(workspace))
    if json:
        findings = [
            {
                "class": found.kind,
                "span": [found.start, found.end],
                "confidence": found.confidence,
                "action": found.action,
                "token": found.token,
            }
            for found in result.findings
        ]
        print_json({"text": result.text, "findings": findings, "flags": list(result.flags)})
        return
    print_text(result.text)
    for flag in result.flags:
        say(f"a person should look: {flag}", style="dim", to=err)


def given_text(given: str) -> str:
    """The text of standard input for `-`, of a file where there is one of that name, else the words themselves."""
    from vlogkit.pipeline.complaints.redaction import text_of

    if given == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    path = Path(given)
    try:
        is_file = len(given) < LONGEST_PATH and "\n" not in given and path.is_file()
    except (OSError, ValueError):
        is_file = False
    return text_of(path) if is_file else given
