"""Find the places where a line may end, and what each costs, by the language's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vlogkit.typesetting.characters import SOFT_HYPHEN, cluster_starts, is_blank, is_pictographic, is_space
from vlogkit.typesetting.word_classes import Lexicon, LineWord, lexicon_for, read_word

FREE, HELD, JOINED, INSIDE = 0, 1, 2, 3
"""What a break parts: free words; a phrase that belongs together; a word at its hyphen or an address; a word
elsewhere. A dearer kind is used only where a line cannot hold what the cheaper ones leave."""

_AFTER_SENTENCE, _AFTER_CLAUSE, _BEFORE_JOINT, _PLAIN = 0.0, 0.5, 1.0, 5.0
_SYLLABLE, _DASH, _NAME, _COUNTED, _SOFT, _LEAN = 6.0, 8.0, 10.0, 24.0, 25.0, 40.0
_HOLD_NAME, _HOLD, _HOLD_NUMBER, _HYPHEN, _GRAPHEME = 45.0, 50.0, 60.0, 30.0, 80.0
_MAX_NAME = 3
_LONG_NAME = 26
"""Characters of a title and its names from which on only the first name stays with the title."""
_ADDRESS = re.compile(r"\S*(?:://|@)\S*|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_LIST_MARK = re.compile(r"(?:\d{1,3}|[a-z])[.)]|[-–—•·]")
_YEAR = re.compile(r"\d{4}")
_LETTERS_AROUND = re.compile(r"(?<=[^\W\d_]{3})[-/](?=[^\W\d_]{3})")
_JAVANESE = re.compile(r"[\ua980-\ua9df]")
_JAVANESE_STOP = "\ua9c4\ua9c5\ua9c6\ua9c8\ua9c9\ua9ca\ua9cb\ua9c2\ua9cd"
_JAVANESE_NUMBER = re.compile(r"[\ua9d0-\ua9d9\ua9c7]")
_JAVANESE_SPACED = re.compile(r"[\ua980-\ua9c0] [\ua980-\ua9b2]")
_SEPARATORS = {"–", "—", "·", "•", "|"}
_DROPPED = {"·", "•", "|"}
"""Signs that part what stands beside each other: at a line's end the break does that, and they are left out."""
_TIMES = {"×", "x"}


class Break(NamedTuple):
    """A line may end before offset `end`, and the next begin at `next`; `hyphen`: a soft hyphen shows."""

    end: int
    next: int
    cost: float
    kind: int
    hyphen: bool = False


@lru_cache(maxsize=256)
def breaks_in(text: str, language: str) -> tuple[Break, ...]:
    """The breaks of one paragraph but those inside words, by offset; the lower the cost the better."""
    lexicon = lexicon_for(language)
    spans = list(_words(text))
    words = [read_word(text, start, end, lexicon.abbreviations) for start, end in spans]
    held = _held_names(words, lexicon)
    found: list[Break] = []
    for index, word in enumerate(words):
        found += _within(text, word.start, word.end)
        if index + 1 < len(words):
            cost, kind = _between(words, index, lexicon, held)
            parts = index > 0 and word.core in _DROPPED and not word.stop
            found.append(Break(words[index - 1].end if parts else word.end, words[index + 1].start, cost, kind))
    return tuple(found)


def breaks_inside(text: str, start: int, end: int) -> list[Break]:
    """Breaks between the characters of a stretch that no line can hold, dearest beside its ends."""
    places = [place for place in cluster_starts(text) if start < place < end and not is_blank(text[place])]
    edges = {places[0], places[-1]} if len(places) > 2 else set()
    return [Break(place, place, _GRAPHEME + 20.0 * (place in edges), INSIDE) for place in places]


def _words(text: str) -> Iterator[tuple[int, int]]:
    start = -1
    for index, char in enumerate(text):
        if is_space(char):
            if start >= 0:
                yield start, index
            start = -1
        elif start < 0:
            start = index
    if start >= 0:
        yield start, len(text)


def _held_names(words: list[LineWord], lexicon: Lexicon) -> set[int]:
    """Indices of words that stay with the next one: titles, places and initials before names."""
    held: set[int] = set()
    for index, word in enumerate(words):
        initial = bool(re.fullmatch(r"[A-Z]\.", word.core))
        title = word.core in lexicon.titles or initial
        if not title and word.core not in lexicon.places:
            continue
        longest = _MAX_NAME if title or word.core.endswith(".") else 1
        name = _name_after(words, index, longest, lexicon)
        if words[index + len(name)].end - word.start > _LONG_NAME:
            name = _name_after(words, index, 1, lexicon)
        held.update(name)
    return held


def _name_after(words: list[LineWord], index: int, longest: int, lexicon: Lexicon) -> list[int]:
    """Indices of the words from a title on that are followed by one of its titles or of at most `longest` names."""
    found: list[int] = []
    names = 0
    for at in range(index, len(words) - 1):
        following = words[at + 1]
        if words[at].stop or names == longest or not following.capitalised:
            break
        found.append(at)
        names += following.core not in lexicon.titles and not following.core.endswith(".")
    return found


def _between(words: list[LineWord], index: int, lexicon: Lexicon, held: set[int]) -> tuple[float, int]:
    """Cost and kind of the break after words[index]."""
    word, following = words[index], words[index + 1]
    if following.core in lexicon.degrees:
        return _HOLD_NAME, HELD
    if (index == 0 and _LIST_MARK.fullmatch(word.core + word.stop)) or word.opens:
        return _HOLD, HELD
    if following.core in lexicon.hold_last or following.closes:
        return _HOLD, HELD
    if word.core in lexicon.days and following.numeric:
        return _COUNTED, FREE
    if word.stop:
        return (_AFTER_SENTENCE if word.stop[-1] in ".!?…؟" else _AFTER_CLAUSE), FREE
    if word.core in _SEPARATORS or word.picture:
        return _AFTER_CLAUSE, FREE
    if following.picture:
        return _COUNTED, FREE
    if _is_quantity(words, index, lexicon):
        return _HOLD_NUMBER, HELD
    if index in held:
        return _HOLD_NAME, HELD
    if word.among(lexicon.hold_next):
        return _HOLD, HELD
    if word.among(lexicon.lean_next):
        return _LEAN, FREE
    if following.among(lexicon.before):
        return _BEFORE_JOINT, FREE
    if word.numeric:
        return _COUNTED, FREE
    return (_NAME if word.capitalised and following.capitalised else _PLAIN), FREE


def _is_quantity(words: list[LineWord], index: int, lexicon: Lexicon) -> bool:
    """True where a break would part a number from its unit, month, currency, label or factor."""
    word, following = words[index], words[index + 1]
    before = words[index - 1] if index else None
    counted = before is not None and before.numeric
    if word.numeric:
        listed = lexicon.units | lexicon.scales | lexicon.months | _TIMES
        return following.core in listed or following.core.lower() in listed
    if following.numeric and (word.core in lexicon.currencies or (counted and word.core in _TIMES)):
        return True
    if word.core in lexicon.months:
        return bool(_YEAR.fullmatch(following.core))
    if word.core in lexicon.scales:
        return counted and following.core in lexicon.units
    return word.core in lexicon.labels and following.coded


def _within(text: str, start: int, end: int) -> Iterator[Break]:
    """Breaks inside one word, in order: after dashes and hyphens, at invisible marks, between syllables."""
    word = text[start:end]
    if word.isalnum() and word.isascii():
        return
    found = dict(_at_marks(text, start, end))
    if _JAVANESE.search(word):
        found.update(_at_syllables(text, start, end))
    yield from (found[place] for place in sorted(found))


def _at_marks(text: str, start: int, end: int) -> Iterator[tuple[int, Break]]:
    word = text[start:end]
    address = bool(_ADDRESS.fullmatch(word.strip("()[]<>.,;:!?\"'“”")))
    for index in range(start + 1, end):
        char, before = text[index], text[index - 1]
        if char == SOFT_HYPHEN and index + 1 < end:
            yield index, Break(index, index + 1, _SOFT, FREE, hyphen=True)
        elif char == "\u200b" and index + 1 < end:
            yield index, Break(index, index + 1, _PLAIN, FREE)
        elif address and (before in "/?&=-_" or char in ".@") and not (before == "/" and char == "/"):
            yield index, Break(index, index, _HYPHEN, JOINED)
        elif before in "–—" and index - 1 > start and char not in "”’\"')]}.,;:!?":
            numbers = text[index - 2].isdigit() and char.isdigit()
            yield index, Break(index, index, _HOLD if numbers else _DASH, HELD if numbers else FREE)
        elif (before in "-/" and not address and _LETTERS_AROUND.match(text, index - 1)) or (
            before == "…" and char.isalpha()
        ):
            yield index, Break(index, index, _HYPHEN, JOINED)
        elif is_pictographic(char) and index in _start_set(text):
            yield index, Break(index, index, _COUNTED, HELD)


@lru_cache(maxsize=64)
def _start_set(text: str) -> frozenset[int]:
    return frozenset(cluster_starts(text))


def _at_syllables(text: str, start: int, end: int) -> Iterator[tuple[int, Break]]:
    """Javanese is written without spaces: a line may end after any syllable, not before a sign that closes
    one. Where a writer has put spaces between words, those come first."""
    spaced = bool(_JAVANESE_SPACED.search(text))
    for place in cluster_starts(text):
        if not start < place < end:
            continue
        before, after = text[place - 1], text[place]
        if not _JAVANESE.match(after) or not _JAVANESE.match(before) or after in _JAVANESE_STOP or before == "\ua9c1":
            continue
        if _JAVANESE_NUMBER.match(before) and _JAVANESE_NUMBER.match(after):
            continue
        if before in _JAVANESE_STOP:
            yield place, Break(place, place, _AFTER_CLAUSE, FREE)
        else:
            yield place, Break(place, place, _HYPHEN if spaced else _SYLLABLE, JOINED if spaced else FREE)
