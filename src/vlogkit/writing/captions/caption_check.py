"""Check a caption file: every cue that cannot be read in time, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from vlogkit.errors import Where, counted
from vlogkit.findings.codes import found
from vlogkit.findings.messages import worded
from vlogkit.records.base import Language
from vlogkit.records.caption import Cue, CueLimits
from vlogkit.records.finding import Finding
from vlogkit.typesetting.breaking import HELD, Break, breaks_in
from vlogkit.writing.captions.caption_files import CaptionFile, decode, parse
from vlogkit.writing.captions.cue_splitting import lines_needed

LIMITS = CueLimits()
_LONGEST_ANYWHERE = 7.0
"""Seconds after which a cue is read a second time in any format."""


def check(path: Path, *, lang: Language = "id", limits: CueLimits = LIMITS) -> tuple[Finding, ...]:
    """Everything that is wrong with an SRT or VTT file, in the order of its lines. Raises InputError if it
    cannot be opened."""
    return check_parsed(parse(decode(path), path), path, lang=lang, limits=limits)


def check_parsed(
    parsed: CaptionFile, path: Path | str, *, lang: Language = "id", limits: CueLimits = LIMITS
) -> tuple[Finding, ...]:
    """The same for text already read: its faults, then each cue by itself and against the next."""
    findings = list(parsed.faults)
    for cue, line in zip(parsed.cues, parsed.lines, strict=True):
        findings += (_at(fault, cue, path, line) for fault in _alone(cue, lang, limits))
    for (before, after), line in zip(pairwise(parsed.cues), parsed.lines[1:], strict=False):
        findings += (_at(fault, after, path, line) for fault in _between(before, after, limits))
    return tuple(sorted(findings, key=lambda finding: finding.place.line if finding.place else 0))


def _at(fault: Finding, cue: Cue, path: Path | str, line: int) -> Finding:
    """A finding about a cue, at its line."""
    about = " ".join(cue.text.split())
    return worded(fault.model_copy(update={"place": Where(path, line), "about": about}))


def _alone(cue: Cue, lang: Language, limits: CueLimits) -> Iterator[Finding]:
    yield from _pace(cue, limits)
    yield from _shape(cue, lang, limits)


def _pace(cue: Cue, limits: CueLimits) -> Iterator[Finding]:
    """Reading speed and time on screen."""
    text = cue.text.replace("\n", " ")
    seconds, speed = cue.seconds(), len(text) / cue.seconds()
    if speed > limits.comfortable_speed:
        grave = speed > limits.highest_speed
        limit = limits.highest_speed if grave else limits.comfortable_speed
        yield found(
            "captions-speed",
            measured=f"{speed:.1f} characters/s",
            limit=f"{limit:.0f}",
            severity="error" if grave else "warning",
            excess=counted(len(text) - int(limit * seconds), "character"),
        )
    least = max(limits.shortest, limits.per_word * len(text.split()))
    if seconds < least - 0.02:
        yield found("captions-short", measured=f"{seconds:.2f} s", limit=f"{least:.2f} s")
    if seconds > limits.longest + 0.02:
        yield found(
            "captions-long",
            measured=f"{seconds:.2f} s",
            limit=f"{limits.longest:.0f} s",
            severity="error" if seconds > 2 * _LONGEST_ANYWHERE else "warning",
        )


def _shape(cue: Cue, lang: Language, limits: CueLimits) -> Iterator[Finding]:
    """Length, the lines a person broke, and whether the words break into each format's lines."""
    lines = cue.text.split("\n")
    widest = max(limits.shapes, key=lambda shape: shape.chars)
    most = max(shape.lines for shape in limits.shapes)
    if len(lines) > 1 and max(map(len, lines)) > widest.chars:
        yield found("captions-line", measured=counted(max(map(len, lines)), "character"), limit=f"{widest.chars}")
    if len(lines) > most:
        yield found("captions-lines", measured=f"{len(lines)}", limit=f"{most}")
    text = " ".join(lines)
    breaks = breaks_in(text, lang)
    narrow = [shape for shape in limits.shapes if lines_needed((0, len(text)), breaks, shape) > shape.lines]
    if narrow:
        limit = ", ".join(f"{shape.lines} x {shape.chars}" for shape in narrow)
        yield found("captions-length", measured=counted(len(text), "character"), limit=limit)
    yield from _parted(lines, breaks)


def _parted(lines: list[str], breaks: Sequence[Break]) -> Iterator[Finding]:
    """Line ends inside a phrase such as “Rp 1,2 miliar”."""
    held = {each.end for each in breaks if each.kind == HELD}
    end = -1
    for above, below in pairwise(lines):
        end += len(above) + 1
        if end in held:
            yield found("captions-break", phrase=f"{above.split()[-1]} {below.split()[0]}")


def _between(before: Cue, after: Cue, limits: CueLimits) -> Iterator[Finding]:
    gap = after.start - before.end
    if after.start < before.start:
        yield found("captions-order")
    elif gap < -0.001:
        yield found("captions-overlap", measured=f"{-gap:.2f} s", limit="0 s")
    elif 0.001 < gap < limits.gap() - 0.001:
        yield found("captions-gap", measured=f"{gap:.3f} s", frames=limits.gap_frames)
    elif 0.001 < gap < limits.chain - 0.001:
        yield found("captions-gap", "unnoticed", measured=f"{gap:.2f} s", limit=f"{limits.chain} s", severity="note")
