"""Write captions for a script that somebody reads in a clip, and check caption files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import UsageError
from vlogkit.records.base import Language
from vlogkit.records.finding import Finding

if TYPE_CHECKING:
    from vlogkit.writing.speech.alignment import Alignment


@dataclass(frozen=True)
class CaptionedScript:
    """Where each word of a script was found, what is doubtful, and how many captions were written."""

    alignment: Alignment
    findings: tuple[Finding, ...]
    cues: int
    written: bool

    def grave(self) -> bool:
        """Whether the script does not fit what is said."""
        return any(finding.severity == "error" for finding in self.findings)


def caption_script(
    clip: Path, script: Path, output: Path, *, lang: Language = "id", anyway: bool = False
) -> CaptionedScript:
    """Find each word of a script in a voice and write captions to `output`, an .srt or .vtt; not where the script does
    not fit, unless `anyway`. Raises UsageError, InputError, OutsideError."""
    from vlogkit.media.sound import hear
    from vlogkit.strict_yaml import read_text
    from vlogkit.writing.speech.alignment import align
    from vlogkit.writing.speech.alignment_check import doubts
    from vlogkit.writing.speech.scripts import parse_script

    if output.suffix.lower() not in {".srt", ".vtt"}:
        raise UsageError(f"captions are .srt or .vtt, not `{output.suffix}`", where=output, hint="Try -o captions.srt.")
    sentences = parse_script(read_text(script))
    found = align(sentences, hear(clip), lang=lang)
    findings = doubts(sentences, found, script=script.as_posix())
    written = anyway or not any(finding.severity == "error" for finding in findings)
    cues = _write(found, output, lang) if written else 0
    return CaptionedScript(found, tuple(findings), cues, written)


def check_captions(file: Path, *, lang: Language = "id") -> tuple[Finding, ...]:
    """What is wrong with a caption file. Raises InputError."""
    from vlogkit.writing.captions.caption_check import check

    return tuple(check(file, lang=lang))


def _write(found: Alignment, output: Path, lang: Language) -> int:
    """Write the captions; how many there are."""
    from vlogkit.files import write_text
    from vlogkit.writing.captions.caption_text import srt, vtt
    from vlogkit.writing.captions.caption_timing import cues_from_speech

    cues = cues_from_speech(found.sentences(), lang=lang)
    text = vtt(cues, lang=lang, word_times=True) if output.suffix.lower() == ".vtt" else srt(cues)
    write_text(output, text)
    return len(cues)
