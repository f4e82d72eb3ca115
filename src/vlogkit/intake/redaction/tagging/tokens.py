"""Cut a text into the words, numbers and signs that the tagger labels, with each earlier find as one token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*|\d+|\n|\S")


class Token(NamedTuple):
    """Characters `start` to `end` (exclusive); `written` is what stands there, or `<kind>` of an earlier find. `glued`
    where no space stands before it."""

    written: str
    start: int
    end: int
    glued: bool


class Taken(NamedTuple):
    """An earlier find: where it stands and its kind."""

    start: int
    end: int
    kind: str


def tokens_of(text: str, taken: Iterable[Taken]) -> list[Token]:
    """The tokens of a text in their order; `taken` are its earlier finds, which do not overlap."""
    return list(_tokens(text, taken))


def _tokens(text: str, taken: Iterable[Taken]) -> Iterator[Token]:
    done, last = 0, -1
    for span in (*sorted(taken), Taken(len(text), len(text), "")):
        for match in _TOKEN.finditer(text, done, span.start):
            yield Token(match[0], match.start(), match.end(), match.start() == last)
            last = match.end()
        if span.kind:
            yield Token(f"<{span.kind}>", span.start, span.end, span.start == last)
            last = span.end
        done = span.end
