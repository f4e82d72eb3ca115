"""`vlogkit redact`: remove personal data from a text, a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, err, print_json
from vlogkit.errors import UsageError

app = typer.Typer()
LONGEST_PATH = 400


@app.command()
def redact(
    text: Annotated[str, typer.Argument(help="A text, the path of a text file, or - for standard input.")] = "-",
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="Use this workspace's own word list.", show_default=False)
    ] = None,
    json: JsonOption = False,
) -> None:
    """Take NIK, phone numbers, names, addresses and their kind out of a text; a person still reads it.

    Example: vlogkit redact "NIK saya 3374125708950003, telp 0812-3456-7890" --json
    """
    from vlogkit.intake.redaction.redact import redact as remove

    result = remove(_text(text), workspace=workspace)
    if not json:
        typer.echo(result.text, nl=not result.text.endswith("\n"))
        for flag in result.flags:
            err.print(f"a person should look: {flag}", style="dim")
        return
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


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    path = Path(given)
    try:
        is_file = len(given) < LONGEST_PATH and "\n" not in given and path.is_file()
    except (OSError, ValueError):
        is_file = False
    if not is_file:
        return given
    from vlogkit.intake.reading.encoding import encoding_of

    encoding, _ = encoding_of(path)
    text = path.read_text(encoding=encoding, errors="replace")
    if "\x00" in text:
        raise UsageError(f"`{path}` is not a text file", hint="Give a text, or a file of plain text.")
    return text
