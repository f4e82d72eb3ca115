"""Make a plain copy of a text to search in, keeping where each character stood in the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‚′"), "'") | dict.fromkeys(map(ord, "“”„″"), '"')
_PLAIN = _DASHES | _QUOTES
_DIGIT_WORDS = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "lapan": "8", "sembilan": "9",
}  # fmt: skip
_WORD = "|".join(_DIGIT_WORDS)
_SPELLED = re.compile(rf"(?<!\w)(?:{_WORD})(?:[\s,.\-]+(?:{_WORD})){{7,}}(?!\w)", re.IGNORECASE)
_ONE_WORD = re.compile(_WORD, re.IGNORECASE)
_MUDDLED = re.compile(r"(?<![^\W_])[0-9oOlI|]*[0-9][0-9oOlIi|]*(?![^\W_])")
_STRUNG = re.compile(r"(?<![^\W_])[0-9oOlIi|]+(?:[ .\-][0-9oOlIi|]+)+(?![^\W_])")
_LOOKALIKE = str.maketrans("oOlIi|", "001111")


@dataclass(frozen=True)
class Plain:
    """`text` to search in; character i of it stands for original characters `starts[i]` to `ends[i]`."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a span of `text`; both count characters, the end is exclusive."""
        return self.starts[start], self.ends[end - 1]


def plain(text: str) -> Plain:
    """NFKC a character at a time, any script's digits as ASCII, dashes, quotes and spaces plain, invisible signs gone.

    The letters o, l, i and the bar become digits only inside runs that hold digits, and eight or more digits spelled
    out in Indonesian become digits; offsets into the original are kept throughout.
    """
    if text.isascii():
        letters, starts = list(text), list(range(len(text)))
    else:
        letters, starts = _folded(text)
    ends = [start + 1 for start in starts]
    joined = "".join(letters)
    joined = _MUDDLED.sub(lambda run: _digits(run[0]), joined)
    joined = _STRUNG.sub(lambda run: _strung(run[0]), joined)
    return _unspelled(Plain(joined, starts, ends))


def _folded(text: str) -> tuple[list[str], list[int]]:
    letters: list[str] = []
    starts: list[int] = []
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if category in {"Cf", "Mn", "Me"}:
            continue
        if category == "Zs":
            plain_letters = " "
        elif (digit := unicodedata.decimal(character, None)) is not None:
            plain_letters = str(digit)
        else:
            plain_letters = unicodedata.normalize("NFKC", character.translate(_PLAIN)).translate(_PLAIN)
        letters.extend(plain_letters)
        starts.extend([place] * len(plain_letters))
    return letters, starts


def _digits(run: str) -> str:
    """Look-alike letters of a run as digits, where digits are at least half of it and it is longer than a unit."""
    count = sum(letter.isdigit() for letter in run)
    return run.translate(_LOOKALIKE) if count >= 2 and count * 2 >= len(run) else run


def _strung(run: str) -> str:
    """The same over groups of a number: 33 O8 26; eight digits at least, and four for every letter."""
    count, letters = sum(map(str.isdigit, run)), sum(map(str.isalpha, run))
    return run.translate(_LOOKALIKE) if count >= 8 and count >= 4 * letters else run


def _unspelled(source: Plain) -> Plain:
    if not _SPELLED.search(source.text):
        return source
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for run in _SPELLED.finditer(source.text):
        letters.extend(source.text[done : run.start()])
        starts.extend(source.starts[done : run.start()])
        ends.extend(source.ends[done : run.start()])
        for word in _ONE_WORD.finditer(source.text, run.start(), run.end()):
            letters.append(_DIGIT_WORDS[word[0].lower()])
            starts.append(source.starts[word.start()])
            ends.append(source.ends[word.end() - 1])
        done = run.end()
    letters.extend(source.text[done:])
    return Plain("".join(letters), starts + source.starts[done:], ends + source.ends[done:])
