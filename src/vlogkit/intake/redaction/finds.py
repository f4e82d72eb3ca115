"""A finder's result: where in the plain text something stands, what it is, and how sure the finder is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vlogkit.intake.redaction.personal_data import Action
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


def every(pattern: re.Pattern[str], text: str, kind: str, confidence: float, group: int | str = 0) -> Iterator[Hit]:
    """All matches of a pattern (or of one group of it) as hits of one kind."""
    for match in pattern.finditer(text):
        if match.start(group) >= 0:
            yield Hit(kind, match.start(group), match.end(group), confidence)
