"""`vlogkit captions`: write captions for a script that is read in a recording, and check caption files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, print_finding, print_json, say
from vlogkit.errors import ExitCode, counted
from vlogkit.records.base import Language

app = typer.Typer(no_args_is_help=True, help="Align a script with a recording; check caption files.")

LangOption = Annotated[Language, typer.Option("--lang", help="Spoken language: id, jv or en.")]


@app.command()
def align(
    clip: Annotated[Path, typer.Argument(help="Clip or sound file of someone reading the script.")],
    script: Annotated[Path, typer.Argument(help="Script that was read, as text or Markdown.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Caption file to write, .srt or .vtt.")],
    lang: LangOption = "id",
    anyway: Annotated[bool, typer.Option("--anyway", help="Write captions even if the script does not fit.")] = False,
    json: JsonOption = False,
) -> None:
    """Find each word of a script in a recording, and write captions. Works offline.

    Example: vlogkit captions align talk.mp4 script.txt -o talk.srt
    """
    from vlogkit.pipeline.footage.captioning import caption_script

    made = caption_script(clip, script, output, lang=lang, anyway=anyway)
    if json:
        found = made.alignment
        print_json(
            {
                "captions": str(output) if made.written else "",
                "doubt": round(found.doubt, 3),
                "unscripted": round(found.unscripted, 3),
                "missing": found.missing,
                "findings": [finding.model_dump(mode="json") for finding in made.findings],
                "words": [word.model_dump(mode="json") for word in found.words],
            }
        )
    else:
        for finding in made.findings:
            print_finding(finding)
        written = f"{output}: {counted(made.cues, 'caption')}"
        say(written if made.written else "nothing was written; --anyway writes it")
    if made.grave():
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="SRT or VTT file.")],
    lang: LangOption = "id",
    json: JsonOption = False,
) -> None:
    """Find captions that are too fast to read, do not fit, overlap or split what belongs together.

    Example: vlogkit captions check captions.srt
    """
    from vlogkit.pipeline.footage.captioning import check_captions

    findings = check_captions(file, lang=lang)
    if json:
        print_json([finding.model_dump(mode="json") for finding in findings])
    else:
        for finding in findings:
            print_finding(finding)
        if not findings:
            say(f"{file}: nothing found")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(ExitCode.FAILED)
