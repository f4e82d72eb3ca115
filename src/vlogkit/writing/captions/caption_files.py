"""Read SRT and WebVTT files of any editor, keeping the line of each cue."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vlogkit.errors import InputError, Where, raise_all
from vlogkit.findings.codes import found
from vlogkit.records.caption import Cue, Word
from vlogkit.records.finding import Finding

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_CLOCK}\s*-{{1,2}}>\s*{_CLOCK}(?:\s+.*)?$")
_INLINE_TIME = re.compile(rf"<{_CLOCK}>")
_REST = r"(?:[.\s:][^<>]{0,400})?\s?/?>"
"""What follows a tag's name. Every scan is bounded: a file of nothing but `<b ` is read as fast as any other."""
_INLINE_TAGS = (
    "a|abbr|acronym|b|bdi|bdo|big|c|center|cite|code|del|em|font|i|img|input|ins|kbd|lang|mark|nobr|o|q|rb|rp|rt|ruby"
    "|s|samp|script|small|span|strike|strong|style|sub|sup|time|tt|u|v|var|wbr"
)
_BLOCK_TAGS = "article|blockquote|body|dd|div|dl|dt|h[1-6]|head|hr|html|li|ol|p|pre|section|table|tbody|td|th|tr|ul"
_BREAK = re.compile(rf"<br{_REST}|</br\s?>", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCK_TAGS}){_REST}", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_INLINE_TAGS}){_REST}|\{{\\[^{{}}]{{0,400}}\}}", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s([^<>]{1,200})>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_LINE_END = re.compile(r"\r{0,2}\n|\r")
"""`\\r\\r\\n` is what a program makes of `\\r\\n` when it turns every `\\n` into `\\r\\n` once more."""
_BLOCKS = (["NOTE"], ["STYLE"], ["REGION"])
_SIXTIETHS = (1, 2, 5, 6)
"""Minutes and seconds among the eight parts of a timing."""
_MAX_BYTES = 10_000_000


@dataclass
class CaptionFile:
    """Cues as read, the line (from 1) each one's timing stands on, and what could not be read."""

    cues: list[Cue] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)


def read(path: Path) -> CaptionFile:
    """A caption file without faults. Raises InputError or SeveralErrors with every line that cannot be read."""
    parsed = parse(decode(path), path)
    faults = [fault for fault in parsed.faults if fault.severity == "error"]
    raise_all([InputError(fault.message, where=fault.place, hint=fault.hint) for fault in faults])
    return parsed


def decode(path: Path) -> str:
    """The text of a caption file in UTF-8, UTF-16 with a mark, or Windows-1252. Raises InputError."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError("this caption file is larger than 10 MB", where=path, hint="Is it really captions?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", where=path, hint="Put it there, or correct its name.") from None
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}", where=path) from None
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("this is not a text file", where=path, hint="Give an SRT or VTT file.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(text: str, path: Path | str) -> CaptionFile:
    """Read SRT or WebVTT whichever it is; never raises, but puts what it cannot read into `faults`.

    Line ends, missing numbers, `.` for `,`, missing hours, cue settings, NOTE, STYLE and REGION blocks,
    styling tags and entities are understood; inline times become word times."""
    parsed = CaptionFile()
    for line, timing, body in _blocks(_Lines(_LINE_END.split(text)), parsed, path):
        words = " ".join(" ".join(body).split())
        start, end = _seconds(timing[:4]), _seconds(timing[4:])
        if any(int(timing[part]) > 59 for part in _SIXTIETHS):
            parsed.faults.append(found("captions-file", "sixty", place=Where(path, line), about=words))
        elif not _plain(words):
            parsed.faults.append(found("captions-empty", place=Where(path, line)))
        elif end <= start:
            parsed.faults.append(found("captions-file", "order", place=Where(path, line), about=words))
        else:
            parsed.cues.append(_cue(start, end, body))
            parsed.lines.append(line)
    if not parsed.cues and not parsed.faults:
        parsed.faults.append(found("captions-file", "none", place=Where(path, 1)))
    return parsed


def with_word(text: str, line: int, number: int, word: str, path: Path | str) -> str:
    """A caption file's text with another word in place of the one with a number (from 0) in the caption whose timing
    stands on a line (from 1); marks and times around it stay. Raises InputError where there is no such word."""
    file = _Lines(_LINE_END.split(text))
    passed = 0
    for at in range(line, _body_end(file, line)):
        for token in _TOKEN.finditer(file.all[at]):
            before, inside, after = _parted(token.group())
            if not _plain(inside):
                continue
            if passed == number:
                new = html.escape(" ".join(word.split()).replace("-->", "→"), quote=False)
                changed = f"{file.all[at][: token.start()]}{before}{new}{after}{file.all[at][token.end() :]}"
                return "\n".join([*file.all[:at], changed, *file.all[at + 1 :]])
            passed += 1
    hint = "Load the page again, or correct it in the file."
    raise InputError(f"this caption has no word {number + 1}", where=Where(path, line), hint=hint)


_MARK = r"(?:<[^<>\n]{0,400}>|\{\\[^{}\n]{0,400}\})"
_TOKEN = re.compile(rf"(?:{_MARK}|\S)+")
"""A word with the marks that touch it."""
_DRESSED = re.compile(rf"({_MARK}*)(.*?)({_MARK}*)$")


def _parted(token: str) -> tuple[str, str, str]:
    """The marks before a word, the word, and those after it."""
    found_parts = _DRESSED.match(token)
    return (found_parts[1], found_parts[2], found_parts[3]) if found_parts else ("", token, "")


class _Lines:
    """The lines of a file, each with the next one that is not blank, so that a run of blank lines is passed in one step."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.all = lines
        self._filled = [len(lines)] * (len(lines) + 1)
        for at in range(len(lines) - 1, -1, -1):
            self._filled[at] = at if lines[at].strip() else self._filled[at + 1]

    def filled(self, at: int) -> int:
        """The first line from `at` on that is not blank; the number of lines where there is none."""
        return self._filled[min(at, len(self.all))]

    def opens_block(self, at: int) -> bool:
        """Whether a note or another block without words for the viewer begins on this line."""
        return self.all[at].split()[:1] in _BLOCKS

    def timed(self, at: int) -> bool:
        """Whether there is a line `at` that holds a time."""
        return at < len(self.all) and "-->" in self.all[at]

    def leads_to_timing(self, at: int) -> bool:
        """Whether a time stands on this line, below it, or, where it is a number, below the blank lines after it."""
        return self.timed(at) or self.timed(self.filled(at + 1) if self.all[at].strip().isdigit() else at + 1)


def _blocks(file: _Lines, parsed: CaptionFile, path: Path | str) -> Iterator[tuple[int, tuple[str, ...], list[str]]]:
    """(line of the timing, its eight clock parts, the text lines) of every cue."""
    lines, at = file.all, _skip_header(file.all)
    while at < len(lines):
        timing = _TIMING.match(lines[at])
        if timing:
            end = _body_end(file, at + 1)
            yield at + 1, tuple(part or "0" for part in timing.groups()), _body(lines[at + 1 : end])
            at = end
        elif "-->" in lines[at]:
            parsed.faults.append(found("captions-file", "time", place=Where(path, at + 1), about=lines[at].strip()))
            at = _body_end(file, at + 1)
        elif file.opens_block(at):
            at = _block_end(lines, at)
        else:
            if lines[at].strip() and not file.leads_to_timing(at):
                fault = found("captions-file", "loose", place=Where(path, at + 1), about=lines[at].strip())
                parsed.faults.append(fault)
                at = _loose_end(file, at)
            else:
                at += 1


def _skip_header(lines: Sequence[str]) -> int:
    if not lines or not lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return 0
    end = _block_end(lines, 0)
    return next((at for at in range(end) if "-->" in lines[at]), end)


def _block_end(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and lines[at].strip():
        at += 1
    return at


def _loose_end(file: _Lines, at: int) -> int:
    """The line after words without a time: however many paragraphs they have, they are told once."""
    at += 1
    while at < len(file.all) and not file.leads_to_timing(at) and not file.opens_block(at):
        at += 1
    return at


def _body_end(file: _Lines, at: int) -> int:
    """The line after a cue's words: blank lines belong to it unless a new cue, note or the end follows."""
    lines = file.all
    while at < len(lines) and not file.timed(at):
        ahead = file.filled(at)
        if ahead > at:
            if ahead == len(lines) or file.leads_to_timing(ahead) or file.opens_block(ahead):
                return at
            at = ahead
        elif lines[at].strip().isdigit() and file.timed(at + 1):
            return at
        else:
            at += 1
    return at


def _body(lines: Sequence[str]) -> list[str]:
    """The lines that hold something; `<br>` ends a line too."""
    parts = (part.strip() for line in lines for part in _BREAK.split(line))
    return [part for part in parts if part]


def _cue(start: float, end: float, body: Sequence[str]) -> Cue:
    """A cue with its line breaks kept; inline times, where there are any, start the words after them."""
    text = "\n".join(line for line in (_plain(line) for line in body) if line)
    return Cue(start=start, end=end, text=text, words=_timed_words(start, end, " ".join(body)))


def _timed_words(start: float, end: float, marked: str) -> tuple[Word, ...]:
    """Words with the times of the marks before them; words that share a mark share its time by their
    length."""
    pieces = _INLINE_TIME.split(marked)
    if len(pieces) == 1:
        return ()
    times = [
        start,
        *(_seconds(tuple(part or "0" for part in pieces[at : at + 4])) for at in range(1, len(pieces), 5)),
    ]
    spoken = [_plain(piece).split() for piece in pieces[::5]]
    words: list[Word] = []
    for begin, finish, group in zip(times, [*times[1:], end], spoken, strict=True):
        left, right = min(max(begin, start), end), max(min(finish, end), min(max(begin, start), end))
        step = (right - left) / max(len(group), 1)
        words += [
            Word(start=left + step * index, end=left + step * (index + 1), text=word)
            for index, word in enumerate(group)
        ]
    return tuple(words)


def _plain(text: str) -> str:
    """Text without tags; a speaker (`<v Budi>`) is kept as “Budi:”."""
    named = _VOICE.sub(lambda match: f"{match.group(1).strip()}: ", _INLINE_TIME.sub("", text))
    plain = _untagged(_ENTITY.sub(lambda match: html.unescape(match.group()), _untagged(named)))
    return " ".join(plain.replace("\N{ZERO WIDTH SPACE}", "").split())


def _untagged(text: str) -> str:
    """Without the tags of WebVTT, HTML and ASS; those that begin a block part words."""
    return _TAG.sub("", _BLOCK.sub(" ", _BREAK.sub(" ", text)))


def _seconds(parts: Sequence[str]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000
