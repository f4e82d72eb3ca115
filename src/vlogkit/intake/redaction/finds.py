"""A finder's result: where in the plain text something stands, what it is, and how sure the finder is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from vlogkit.intake.redaction.personal_data import Action
from vlogkit.intake.redaction.tagging.tokens import Taken
from vlogkit.intake.redaction.word_lists import FinderWords

KEEP = "keep"
"""The kind of what must survive: it is taken out of the later finders' sight and left in the text."""


class Hit(NamedTuple):
    """Characters `start` to `end` (exclusive) of the plain text; `instead` replaces them where no token does."""

    kind: str
    start: int
    end: int
    confidence: float
    action: Action = "replace"
    instead: str = ""


Finder = Callable[[str, FinderWords], Iterator[Hit]]
"""Plain text in which earlier hits are blanked out, and the word lists → hits that do not overlap."""


class Rest:
    """What earlier finders left of a text: their finds are blanked out. `taken` says where they stand and of what kind
    they are, also the tokens of an earlier pass; `hits` are those that are to be removed."""

    def __init__(self, text: str, tokens: Mapping[str, str]) -> None:
        self.text, self._tokens = text, tokens
        self.taken: list[Taken] = []
        self.hits: list[Hit] = []

    def take(self, found: Iterable[Hit]) -> bool:
        """Blank out each find that touches no earlier one; whether there was one."""
        count = len(self.taken)
        for hit in list(found):
            written = self.text[hit.start : hit.end]
            if "\x00" in written:
                continue
            self.text = f"{self.text[: hit.start]}{chr(0) * len(written)}{self.text[hit.end :]}"
            self.taken.append(Taken(hit.start, hit.end, self._tokens.get(written, hit.kind)))
            if hit.kind != KEEP:
                self.hits.append(hit)
        return len(self.taken) > count


def apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Those of the hits that overlap none before them."""
    taken: list[tuple[int, int]] = []
    for hit in hits:
        if not any(hit.start < stop and hit.end > start for start, stop in taken):
            taken.append((hit.start, hit.end))
            yield hit


def every(pattern: re.Pattern[str], text: str, kind: str, confidence: float, group: int | str = 0) -> Iterator[Hit]:
    """All matches of a pattern (or of one group of it) as hits of one kind."""
    for match in pattern.finditer(text):
        if match.start(group) >= 0:
            yield Hit(kind, match.start(group), match.end(group), confidence)
