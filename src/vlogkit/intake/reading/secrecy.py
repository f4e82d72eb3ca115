"""Tell whether a complaint was reported in confidence, from every cell of its row that says so; one yes is enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

UNSAID, OPEN, CONFIDENTIAL = -1, 0, 1
"""What a source says of secrecy: nothing, that it was not reported in confidence, that it was."""
_UNCLEAR = 2
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "na", "nil", "undefined", "kosong"})
_APART = re.compile(r"[\n;|]")
"""What stands between the values of several columns, or of a list."""
_LABELS_APART = re.compile(r"[\n;|,/:]")
_AROUND = " .,:!?-–—_\t\r\"'“”‘’`*()[]{}<>"
_EMPTY = " .,:-–—_\t\r\"'()[]{}"
"""What a cell that says nothing may hold."""
_NAMELESS = re.compile(r"(?:di)?anon")
"""Words for yes that say that a report has no name, which is not secrecy."""
_NO_WORD = frozenset({"r", "admin", "petugas"})
"""Words for yes that in a remark say who wrote it, or nothing."""
_SHORT = 40
"""Characters of a remark that says nothing else."""
_REMEMBERED = 1_000


class StatedSecrecy(NamedTuple):
    """What a row says, and the first word that means neither yes nor no."""

    confidential: int
    anonymous: int
    unclear: tuple[tuple[str, str], ...] = ()
    """Field and word."""


class Secrecy:
    """Judges rows by the words for yes, for no and for what may be shown, and by the marks of kinds that mean secrecy."""

    def __init__(
        self,
        yes: frozenset[str],
        no: frozenset[str],
        public: frozenset[str],
        marks: re.Pattern[str],
        denied: re.Pattern[str],
    ) -> None:
        self._answers = _Answers(yes, no)
        self._public = _Answers((yes | no) - public, public)
        self._marks = _Marks(marks, denied)
        self._labels = _Labels(marks, denied, yes, public)
        self._remarks = _Remarks(marks, denied, yes, public)

    def of(
        self,
        confidential: str,
        public: str,
        anonymous: str,
        labels: str,
        others: Sequence[str],
        remarks: Sequence[str] = (),
    ) -> StatedSecrecy:
        """What the columns of secrecy, of publicity, of anonymity and of labels say; `others` are cells that may name
        secrecy, `remarks` texts that say something else as a rule."""
        marks = self._marks
        said = (self._answers[confidential], self._public[public], self._labels[labels])
        answer = max(*said, *(marks[word] for word in others), self._remarks.say(remarks))
        nameless = self._answers[anonymous]
        if answer != _UNCLEAR and nameless != _UNCLEAR:
            return StatedSecrecy(answer, max(nameless, OPEN))
        unclear = []
        if answer == _UNCLEAR:
            unclear.append(("confidential", (confidential, public, labels)[said.index(_UNCLEAR)]))
        if nameless == _UNCLEAR:
            unclear.append(("anonymous", anonymous))
        return StatedSecrecy(min(answer, CONFIDENTIAL), max(min(nameless, CONFIDENTIAL), OPEN), tuple(unclear))


class _Answers(dict[str, int]):
    """CONFIDENTIAL for a cell with a word that means yes, OPEN for one that means no, UNSAID for an empty one, _UNCLEAR
    for any other, remembered as it is written."""

    def __init__(self, yes: Iterable[str], no: Iterable[str]) -> None:
        super().__init__()
        self._yes, self._no = frozenset(yes), frozenset(no)

    def __missing__(self, cell: str) -> int:
        answers = [self._of(word) for word in _APART.split(cell)]
        answer = CONFIDENTIAL if CONFIDENTIAL in answers else max(answers)
        if len(self) < _REMEMBERED:
            self[cell] = answer
        return answer

    def _of(self, word: str) -> int:
        said = _bare(word)
        if said in _NOTHING and (said or not word.strip(_EMPTY)):
            return UNSAID
        return CONFIDENTIAL if said in self._yes else OPEN if said in self._no else _UNCLEAR


class _Labels(dict[str, int]):
    """CONFIDENTIAL for a cell of kinds or labels of which one names secrecy, _UNCLEAR where one only says yes, else
    UNSAID: what other labels say is nothing about secrecy. Remembered as it is written."""

    def __init__(
        self, marks: re.Pattern[str], denied: re.Pattern[str], yes: frozenset[str], public: frozenset[str]
    ) -> None:
        super().__init__()
        self._marks, self._denied = marks, denied
        self._secret = {word for word in yes - public if not _NAMELESS.match(word)}
        self._yes = {word for word in yes & public if not word[0].isdigit()}

    def __missing__(self, cell: str) -> int:
        labels = [_bare(label).lstrip("#") for label in _LABELS_APART.split(cell)]
        secret = any(label in self._secret or self._marks.search(self._denied.sub(" ", label)) for label in labels)
        answer = CONFIDENTIAL if secret else _UNCLEAR if not self._yes.isdisjoint(labels) else UNSAID
        if len(self) < _REMEMBERED:
            self[cell] = answer
        return answer


def _bare(word: str) -> str:
    """A word as it is compared: without case, and without signs and brackets around it."""
    return " ".join(word.casefold().replace("_", " ").strip(_AROUND).split())


class _Marks(dict[str, int]):
    """CONFIDENTIAL for the name of a kind or subject that means secrecy, UNSAID for any other, remembered."""

    def __init__(self, marks: re.Pattern[str], denied: re.Pattern[str]) -> None:
        super().__init__()
        self._pattern, self._denied = marks, denied

    def __missing__(self, word: str) -> int:
        said = self._denied.sub(" ", word.replace("_", " "))
        answer = CONFIDENTIAL if self._pattern.search(said) else UNSAID
        if len(self) < _REMEMBERED:
            self[word] = answer
        return answer


class _Remarks(dict[str, bool]):
    """Whether a line says nothing but secrecy, a word for it alone or a mark in a few words, remembered as it is written."""

    def __init__(
        self, marks: re.Pattern[str], denied: re.Pattern[str], yes: frozenset[str], public: frozenset[str]
    ) -> None:
        super().__init__()
        self._marks, self._denied = marks, denied
        self._secret = {word for word in yes - public if not _NAMELESS.match(word)} - _NO_WORD

    def __missing__(self, line: str) -> bool:
        said = _bare(line)
        shut = said in self._secret or self._marks.search(self._denied.sub(" ", said)) is not None
        if len(self) < _REMEMBERED:
            self[line] = shut
        return shut

    def say(self, texts: Iterable[str]) -> int:
        """CONFIDENTIAL where a text has such a line, else UNSAID."""
        for text in texts:
            if "\n" in text or ";" in text or "|" in text:
                if any(self[line] for line in _APART.split(text) if len(line) <= _SHORT):
                    return CONFIDENTIAL
            elif len(text) <= _SHORT and text and self[text]:
                return CONFIDENTIAL
        return UNSAID
