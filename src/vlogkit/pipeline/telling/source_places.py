"""Find the line and column of words and keys in a file that people write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vlogkit.errors import Where
from vlogkit.intake.updates import split_front_matter
from vlogkit.records.base import KeyPath
from vlogkit.strict_yaml import Document, parse, read_text
from vlogkit.writing.captions.caption_files import decode

SENTENCE_ENDS = ".!?…"
LEAST = 12
"""Characters from which words count as found inside longer ones."""
_SPACE = re.compile(r"[\s\u00a0\u202f]+")
_MARKS = str.maketrans("", "", "*_")
_DIGITS = re.compile(r"\D")


def normal(text: str) -> str:
    """Words without marks, with single spaces, in lower case: the form in which they are compared."""
    return _SPACE.sub(" ", text.translate(_MARKS)).strip().casefold()


@dataclass
class Source:
    """One file: the values of its YAML by key, and the text of its Markdown body by line."""

    shown: str
    """How the file is named in findings; without a document and a body, the complaint that stands in no file."""
    document: Document | None = None
    body: list[str] = field(default_factory=list)
    body_line: int = 1
    also: tuple[Source, ...] = ()
    """Caption files and scripts that it names: their words are its words too."""

    @property
    def subject(self) -> str:
        """What the words belong to where they stand in no file."""
        return "" if self.document or self.body else self.shown

    def holds(self, place: Where) -> bool:
        """Whether a place is in this file."""
        return any(str(place.path) == one.shown for one in (self, *self.also))

    def place(self, key: KeyPath) -> Where | None:
        """The place of a key, or of the nearest parent that the file has; None where there is no file."""
        return None if self.document is None else self.document.where(key)

    def locate(self, words: str) -> Where | None:
        """Where words stand: the key whose value they are or come from, else the line of the body; else None."""
        wanted = normal(words)
        own = (self._key_of(wanted) or self._line_of(wanted)) if wanted else None
        return own or next(filter(None, (source.locate(words) for source in self.also)), None)

    def _key_of(self, wanted: str) -> Where | None:
        if self.document is None:
            return None
        best: tuple[int, KeyPath] | None = None
        for path, value in _leaves(self.document.data, ()):
            share = _share(wanted, value)
            if share and (best is None or share > best[0]):
                best = (share, path)
        return self.place(best[1]) if best else None

    def _line_of(self, wanted: str) -> Where | None:
        """The line of the body on which the words begin; they may run over line ends. A word or two by themselves
        could stand anywhere, unless they are a whole sentence or line."""
        if len(wanted) < LEAST and wanted[-1] not in SENTENCE_ENDS:
            whole = (index for index, line in enumerate(self.body) if normal(line) == wanted)
            return next((Where(self.shown, self.body_line + index, 1) for index in whole), None)
        starts, text = [], ""
        for line in self.body:
            starts.append(len(text))
            text += normal(line) + " "
        for length in (len(wanted), 40, 24, LEAST):
            at = text.find(wanted[:length]) if length <= len(wanted) else -1
            if at >= 0:
                index = max(i for i, start in enumerate(starts) if start <= at)
                return Where(self.shown, self.body_line + index, 1)
        return None


def _leaves(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    elif value is not None and not isinstance(value, bool):
        yield path, value


def _share(wanted: str, value: object) -> int:
    """How many characters two texts share: all of the shorter where it is the other or a part of it, else none."""
    if isinstance(value, int | float):
        digits = _DIGITS.sub("", str(value).removesuffix(".0"))
        return len(digits) if digits and digits == _DIGITS.sub("", wanted) else 0
    own = normal(str(value))
    if own == wanted:
        return len(own) + LEAST
    if len(wanted) >= LEAST and wanted in own:
        return len(wanted)
    return len(own) if len(own) >= LEAST and own in wanted else 0


def named_in(source: Path | None, name: str) -> Where | None:
    """The line of an item's file on which it names a file, else the whole file; None where there is none."""
    if source is None or source.suffix not in {".md", ".yaml"} or not source.is_file():
        return Where(source) if source else None
    return open_source(source, str(source)).locate(name) or Where(source)


def open_source(path: Path, shown: str) -> Source:
    """The source of an update (front matter and body), of a YAML file, or of captions and scripts. Raises InputError."""
    if path.suffix not in {".md", ".yaml", ".yml"}:
        return Source(shown, body=decode(path).splitlines())
    text = read_text(path)
    if path.suffix == ".md":
        front, first_line, body, body_line = split_front_matter(text, path)
        return Source(shown, parse(front, shown, first_line=first_line), body.splitlines(), body_line)
    return Source(shown, parse(text, shown))
