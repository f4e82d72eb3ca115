"""Shorten a title to the few words that can be read on a picture the size of a stamp."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vlogkit.records.base import Language
from vlogkit.records.marks import parse_marks
from vlogkit.typesetting.breaking import FREE, breaks_in

FEWEST, MOST = 3, 5
"""Words; two will do where a clause ends after them."""
_UNMARKED, _CUT_FRONT, _WORD, _HANGING, _CLAUSE, _OUTCOME = 30.0, 4.0, 1.0, 10.0, 0.5, 20.0
"""What it costs to leave marked words out, not to begin where the title does, each word fewer than most, and to end on
a word that leads to the next; what a break costs at most where a clause ends; and what the last clause is worth where it
tells how something ended."""
_LEADING = frozenset(
    [
        "kini",
        "mulai",
        "akan",
        "sudah",
        "telah",
        "bisa",
        "harus",
        "masih",
        "tidak",
        "tak",
        "lagi",
        "jadi",
        "saiki",
        "sampun",
        "badhe",
        "wis",
        "arep",
        "now",
        "is",
        "are",
        "will",
        "can",
    ]
)


class _Cut(NamedTuple):
    """Where words of a title may begin or end, by offset, and what that costs."""

    end: int
    next: int
    cost: float


def thumbnail_words(title: str, lang: Language, *, resolved: bool = False) -> str:
    """At most five words of a title, cut where its phrases end, with their marks and a capital: those with the `*marked*`
    words first. Where its phrases are longer, the first words of them. A title that tells of something `resolved` begins
    with what was wrong; its last clause is taken where that is short enough."""
    text, marks = parse_marks(" ".join(title.split()))
    if len(text.split()) <= MOST:
        return " ".join(title.split())
    start, end = min(_stretches(text, lang), key=lambda one: _cost(text, one, marks, resolved=resolved))[:2]
    kept = sorted((max(first, start), min(last, end)) for first, last in marks if first < end and last > start)
    said, at = "", start
    for first, last in kept:
        said += f"{text[at:first]}*{text[first:last]}*"
        at = last
    said = (said + text[at:end]).strip(" ,;:–—·")
    letter = next((place for place, char in enumerate(said) if char != "*"), 0)
    return said[:letter] + said[letter : letter + 1].upper() + said[letter + 1 :]


def _stretches(text: str, lang: Language) -> Iterator[tuple[int, int, float]]:
    """Stretches of a title with their offsets and what their ends cost; with one more word where no phrase is short."""
    cuts = [_Cut(one.end, one.next, one.cost) for one in breaks_in(text, lang) if one.kind == FREE and not one.hyphen]
    starts = [
        (0, 0.0),
        *((cut.next, _CUT_FRONT + (0 if cut.cost <= _CLAUSE else max(_CUT_FRONT, cut.cost))) for cut in cuts),
    ]
    ends = [(cut.end, cut.cost) for cut in cuts] + [(len(text), 0.0)]
    found = [
        (start, end, before + after)
        for start, before in starts
        for end, after in ends
        if end > start and FEWEST - (after <= _CLAUSE) <= len(text[start:end].split()) <= MOST
    ]
    yield from found or [(0, len(" ".join(text.split()[:MOST])), 0.0)]


def _cost(text: str, stretch: tuple[int, int, float], marks: tuple[tuple[int, int], ...], *, resolved: bool) -> float:
    start, end, cost = stretch
    if resolved and end == len(text) and text[:start].rstrip().endswith(tuple(",;:–—")):
        cost -= _OUTCOME
    lost = any(first < start or last > end for first, last in marks)
    cost += _HANGING * (text[start:end].split()[-1].lower() in _LEADING)
    return cost + _UNMARKED * lost + _WORD * (MOST - len(text[start:end].split()))
