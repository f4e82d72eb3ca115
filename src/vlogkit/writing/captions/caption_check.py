"""Check a caption file: every cue that cannot be read in time, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from vlogkit.errors import Where
from vlogkit.records.base import Language
from vlogkit.records.caption import Cue, CueLimits
from vlogkit.records.finding import Finding, Severity
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
    found: list[tuple[int, Finding]] = [(_line(fault), fault) for fault in parsed.faults]
    for cue, line in zip(parsed.cues, parsed.lines, strict=True):
        found += [(line, _at(fault, path, line)) for fault in _alone(cue, lang, limits)]
    for (before, after), line in zip(pairwise(parsed.cues), parsed.lines[1:], strict=False):
        found += [(line, _at(fault, path, line)) for fault in _between(before, after, limits)]
    return tuple(fault for _, fault in sorted(found, key=lambda pair: pair[0]))


def _alone(cue: Cue, lang: Language, limits: CueLimits) -> Iterator[Finding]:
    yield from _pace(cue, limits)
    yield from _shape(cue, lang, limits)


def _pace(cue: Cue, limits: CueLimits) -> Iterator[Finding]:
    """Reading speed and time on screen."""
    text = cue.text.replace("\n", " ")
    seconds, speed = cue.seconds(), len(text) / cue.seconds()
    if speed > limits.comfortable_speed:
        severity: Severity = "error" if speed > limits.highest_speed else "warning"
        limit = limits.highest_speed if severity == "error" else limits.comfortable_speed
        hint = f"Shorten it by {len(text) - int(limit * seconds)} characters, or hold it until it can be read."
        yield _finding(
            "captions-speed", severity, "too fast to read", f"{speed:.1f} characters/s", f"{limit:.0f}", hint
        )
    least = max(limits.shortest, limits.per_word * len(text.split()))
    if seconds < least - 0.02:
        hint = "Hold it longer, or join it with its neighbour."
        yield _finding("captions-short", "warning", "too short on screen", f"{seconds:.2f} s", f"{least:.2f} s", hint)
    if seconds > limits.longest + 0.02:
        hint = "Part it, or take it away when it has been read."
        severity = "error" if seconds > 2 * _LONGEST_ANYWHERE else "warning"
        yield _finding(
            "captions-long",
            severity,
            "too long on screen",
            f"{seconds:.2f} s",
            f"{limits.longest:.0f} s",
            hint,
        )


def _shape(cue: Cue, lang: Language, limits: CueLimits) -> Iterator[Finding]:
    """Length, the lines a person broke, and whether the words break into each format's lines."""
    lines = cue.text.split("\n")
    widest = max(limits.shapes, key=lambda shape: shape.chars)
    most = max(shape.lines for shape in limits.shapes)
    if len(lines) > 1 and max(map(len, lines)) > widest.chars:
        hint = "Break the line earlier, at punctuation or before a conjunction."
        measured = f"{max(map(len, lines))} characters"
        yield _finding("captions-line", "warning", "a line is too long", measured, f"{widest.chars}", hint)
    if len(lines) > most:
        yield _finding(
            "captions-lines",
            "warning",
            "too many lines",
            f"{len(lines)}",
            f"{most}",
            "Part it into two cues.",
        )
    text = " ".join(lines)
    breaks = breaks_in(text, lang)
    narrow = [shape for shape in limits.shapes if lines_needed((0, len(text)), breaks, shape) > shape.lines]
    if narrow:
        limit = ", ".join(f"{shape.lines} x {shape.chars}" for shape in narrow)
        measured = f"{len(text)} characters"
        yield _finding(
            "captions-length",
            "warning",
            "does not fit every format",
            measured,
            limit,
            "Part it into two cues.",
        )
    yield from _parted(lines, breaks)


def _parted(lines: list[str], breaks: Sequence[Break]) -> Iterator[Finding]:
    """Line ends inside a phrase such as “Rp 1,2 miliar”."""
    held = {each.end for each in breaks if each.kind == HELD}
    end = -1
    for above, below in pairwise(lines):
        end += len(above) + 1
        if end in held:
            phrase = f"“{above.split()[-1]} {below.split()[0]}”"
            hint = "Keep the two words on one line."
            yield _finding("captions-break", "warning", f"the line ends inside {phrase}", hint=hint)


def _between(before: Cue, after: Cue, limits: CueLimits) -> Iterator[Finding]:
    gap = after.start - before.end
    if after.start < before.start:
        yield _finding(
            "captions-order", "error", "starts before the cue above it", hint="Put the cues in order of time."
        )
    elif gap < -0.001:
        hint = "End the cue above when this one starts."
        yield _finding("captions-overlap", "error", "starts before the cue above ends", f"{-gap:.2f} s", "0 s", hint)
    elif 0.001 < gap < limits.gap() - 0.001:
        hint = f"Hold the cue above until this one starts, or leave {limits.gap_frames} frames."
        yield _finding(
            "captions-gap",
            "warning",
            "flickers: the gap is shorter than two frames",
            f"{gap:.3f} s",
            "",
            hint,
        )
    elif 0.001 < gap < limits.chain - 0.001:
        hint = "Hold the cue above until this one starts."
        yield _finding(
            "captions-gap",
            "note",
            "the gap is too short to notice",
            f"{gap:.2f} s",
            f"{limits.chain} s",
            hint,
        )


def _finding(
    code: str, severity: Severity, message: str, measured: str = "", limit: str = "", hint: str = ""
) -> Finding:
    return Finding(code=code, severity=severity, message=message, measured=measured, limit=limit, hint=hint)


def _at(fault: Finding, path: Path | str, line: int) -> Finding:
    return fault.model_copy(update={"where": str(Where(path, line))})


def _line(fault: Finding) -> int:
    return int(fault.where.rsplit(":", 1)[-1])
