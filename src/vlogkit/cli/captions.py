"""`vlogkit captions`: align a script with a voice, and check caption files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from vlogkit.cli.common import JsonOption, out, print_json
from vlogkit.errors import ExitCode, UsageError
from vlogkit.records.base import Language
from vlogkit.records.finding import Finding

if TYPE_CHECKING:
    from vlogkit.writing.speech.alignment import Alignment

app = typer.Typer(no_args_is_help=True)
_COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}

LangOption = Annotated[Language, typer.Option("--lang", help="What is spoken: id, jv or en.")]


@app.command()
def align(
    clip: Annotated[Path, typer.Argument(help="A clip or sound file of someone reading the script.")],
    script: Annotated[Path, typer.Argument(help="What was read, as text or Markdown.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The captions to write: .srt or .vtt.")],
    lang: LangOption = "id",
    anyway: Annotated[bool, typer.Option("--anyway", help="Write captions although the script does not fit.")] = False,
    json: JsonOption = False,
) -> None:
    """Find each word of a script in a voice, and write captions. Works offline.

    Example: vlogkit captions align talk.mp4 script.txt -o talk.srt
    """
    from vlogkit.media.sound import hear
    from vlogkit.strict_yaml import read_text
    from vlogkit.writing.speech.alignment import align as align_words
    from vlogkit.writing.speech.alignment_check import doubts
    from vlogkit.writing.speech.scripts import parse_script

    if output.suffix.lower() not in {".srt", ".vtt"}:
        raise UsageError(f"captions are .srt or .vtt, not `{output.suffix}`", where=output, hint="Try -o captions.srt.")
    sentences = parse_script(read_text(script))
    found = align_words(sentences, hear(clip), lang=lang)
    findings = doubts(sentences, found, script=script.as_posix())
    grave = any(finding.severity == "error" for finding in findings)
    written = not grave or anyway
    cues = _write(found, output, lang) if written else 0
    if json:
        words = [word.model_dump(mode="json") for word in found.words]
        said = {
            "doubt": round(found.doubt, 3),
            "unscripted": round(found.unscripted, 3),
            "missing": found.missing,
        }
        listed = [finding.model_dump(mode="json") for finding in findings]
        print_json({"captions": str(output) if written else "", **said, "findings": listed, "words": words})
    else:
        _say(findings)
        out.print(Text(f"{output}: {cues} captions" if written else "nothing was written; --anyway writes it"))
    if grave:
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="An SRT or VTT file.")],
    lang: LangOption = "id",
    json: JsonOption = False,
) -> None:
    """Find captions that cannot be read in time, do not fit, overlap or part what belongs together.

    Example: vlogkit captions check captions.srt
    """
    from vlogkit.writing.captions.caption_check import check as check_file

    findings = check_file(file, lang=lang)
    if json:
        print_json([finding.model_dump(mode="json") for finding in findings])
    elif findings:
        _say(findings)
    else:
        out.print(Text(f"{file}: nothing found"))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(ExitCode.FAILED)


def _write(found: Alignment, output: Path, lang: Language) -> int:
    """Write the captions; how many there are."""
    from vlogkit.writing.captions.caption_text import srt, vtt
    from vlogkit.writing.captions.caption_timing import cues_from_speech

    cues = cues_from_speech(found.sentences(), lang=lang)
    text = vtt(cues, lang=lang, word_times=True) if output.suffix.lower() == ".vtt" else srt(cues)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", newline="\n")
    return len(cues)


def _say(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        line = Text()
        line.append(f"{finding.severity} ", style=_COLOURS[finding.severity])
        line.append(f"{finding.where}: {finding.message}")
        if finding.measured:
            line.append(f" ({finding.measured}{f'; limit {finding.limit}' if finding.limit else ''})")
        out.print(line, soft_wrap=True)
        if finding.hint:
            out.print(Text(f"  {finding.hint}", style="dim"), soft_wrap=True)
