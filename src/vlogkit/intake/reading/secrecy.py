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
_REMEMBERED = 1_000


class StatedSecrecy(NamedTuple):
    """What a row says, and the first word that means neither yes nor no."""

    confidential: int
    anonymous: int
    unclear: tuple[tuple[str, str], ...] = ()
    """Field and word."""


class Secrecy:
    """Judges rows by the words for yes, for no and for what may be shown, and by the marks of kinds that mean secrecy."""

    def __init__(self, yes: frozenset[str], no: frozenset[str], public: frozenset[str], marks: re.Pattern[str]) -> None:
        self._answers = _Answers(yes, no)
        self._public = _Answers((yes | no) - public, public)
        self._marks = _Marks(marks)

    def of(self, confidential: str, public: str, anonymous: str, others: Sequence[str]) -> StatedSecrecy:
        """What the columns of secrecy, of publicity and of anonymity say; `others` are cells that may name secrecy."""
        marks = self._marks
        answer = max(self._answers[confidential], self._public[public], *(marks[word] for word in others))
        nameless = self._answers[anonymous]
        if answer != _UNCLEAR and nameless != _UNCLEAR:
            return StatedSecrecy(answer, max(nameless, OPEN))
        unclear = []
        if answer == _UNCLEAR:
            word = confidential if self._answers[confidential] == _UNCLEAR else public
            unclear.append(("confidential", word))
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
        said = word.casefold().strip(" .,:!?-–—_\t\r")
        if said in _NOTHING:
            return UNSAID
        return CONFIDENTIAL if said in self._yes else OPEN if said in self._no else _UNCLEAR


class _Marks(dict[str, int]):
    """CONFIDENTIAL for the name of a kind or subject that means secrecy, UNSAID for any other, remembered."""

    def __init__(self, marks: re.Pattern[str]) -> None:
        super().__init__()
        self._pattern = marks

    def __missing__(self, word: str) -> int:
        answer = CONFIDENTIAL if self._pattern.search(word.replace("_", " ")) else UNSAID
        if len(self) < _REMEMBERED:
            self[word] = answer
        return answer
