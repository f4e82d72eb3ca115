"""Words between stars are highlighted: take the stars out, and keep the places of what stood between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MARKED = re.compile(r"\*([^*\n]+)\*")
"""Words between stars, which are shown in the highlight colour wherever a text is set."""
Marks = tuple[tuple[int, int], ...]
"""Stretches of characters (start, end) in the highlight colour, in order."""


def parse_marks(words: str) -> tuple[str, Marks]:
    """`Lebih *singkat*` → the text without stars, and the stretches that stood between them."""
    plain, marks, at = "", [], 0
    for match in MARKED.finditer(words):
        plain += words[at : match.start()]
        marks.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        at = match.end()
    return plain + words[at:], tuple(marks)


def unmarked(words: str) -> str:
    """The text without the stars around highlighted words."""
    return MARKED.sub(r"\1", words)


def letters(text: str) -> list[int]:
    """The places of the characters that are neither white space nor invisible (general category Cf): what stays when
    white space is made single, or a text parted."""
    return [place for place, char in enumerate(text) if not char.isspace() and unicodedata.category(char) != "Cf"]


def lit_letters(text: str, marks: Marks) -> list[bool]:
    """Whether each of the text's letters is highlighted."""
    return [any(start <= place < end for start, end in marks) for place in letters(text)]


def marks_of(text: str, lit: Sequence[bool]) -> Marks:
    """The stretches of a text of which these letters are highlighted; blanks between two of them belong to them."""
    marks: list[tuple[int, int]] = []
    before = False
    for place, is_lit in zip(letters(text), lit, strict=True):
        if is_lit and before:
            marks[-1] = (marks[-1][0], place + 1)
        elif is_lit:
            marks.append((place, place + 1))
        before = is_lit
    return tuple(marks)


def marks_within(start: int, end: int, marks: Marks) -> Marks:
    """The marks of the characters `start` to `end` of a text, counted from `start`; neighbours are joined."""
    joined: list[tuple[int, int]] = []
    for first, last in marks:
        begin, until = max(first, start) - start, min(last, end) - start
        if begin >= until:
            continue
        if joined and begin - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], until)
        else:
            joined.append((begin, until))
    return tuple(joined)
