"""The words that lines begin with, end with or keep together in a language, from `config/words/breaking.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from vlogkit import resources, strict_yaml
from vlogkit.errors import InputError
from vlogkit.typesetting.characters import is_pictographic, wants_picture

_PATH = ("config", "words", "breaking.yaml")
_FALLBACK = "id"
_OPENERS = "“”\"'‘«‹([{<„¿¡"
_CLOSERS = "”“\"'’»›)]}>"
_STOPS = ".,;:!?…،؛؟"
_NUMBER = re.compile(r"(?:Rp\.?|IDR|USD|US\$|[$€])?[~≈±+−-]?[<>≤≥]?\d[\d.,:/]*(?:[–-]\d[\d.,:]*)?")
_CODE = re.compile(r"(?=.*\d)[\w./-]+|[IVXLC]+|[A-Z]")


@dataclass(frozen=True)
class Lexicon:
    """The breaking words of one language; the file says what each set is for."""

    before: frozenset[str] = frozenset()
    hold_next: frozenset[str] = frozenset()
    lean_next: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    hold_last: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    scales: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence."""
        return self.titles | self.labels | self.degrees | self.places | self.currencies | self.hold_last


@dataclass(frozen=True, slots=True)
class LineWord:
    """Characters `start` to `end` between spaces. core: without brackets, quotes and stops around it. stop:
    the punctuation that closed it."""

    start: int
    end: int
    core: str
    stop: str

    @property
    def capitalised(self) -> bool:
        return self.core[:1].isupper()

    @property
    def numeric(self) -> bool:
        return bool(_NUMBER.fullmatch(self.core))

    @property
    def coded(self) -> bool:
        """True for what a label numbers: `12`, `12A`, `470/0123`, `IV`, `B`."""
        return bool(_CODE.fullmatch(self.core))

    @property
    def closes(self) -> bool:
        """True for stops or closing brackets that stand by themselves, as after a French space."""
        return all(char in _STOPS + _CLOSERS for char in self.core)

    @property
    def opens(self) -> bool:
        """True for opening brackets or quotes that stand by themselves."""
        return all(char in _OPENERS and char not in _CLOSERS for char in self.core)

    @property
    def picture(self) -> bool:
        """True for an emoji, or several."""
        return wants_picture(self.core) or is_pictographic(self.core[0])

    def among(self, words: frozenset[str]) -> bool:
        """True if the word is listed, or is a listed one with a capital at a sentence's start."""
        return self.core in words or (self.core[:1].lower() + self.core[1:]) in words


def read_word(text: str, start: int, end: int, abbreviations: frozenset[str]) -> LineWord:
    """Take the brackets, quotes and stops off a word; the full stop of an abbreviation stays with it."""
    raw = text[start:end]
    core = raw.lstrip(_OPENERS)
    stop = ""
    while core and core[-1] in _CLOSERS + _STOPS:
        if core in abbreviations or re.fullmatch(r"(?:[A-Z]\.)+", core):
            break
        stop = core[-1] + stop if core[-1] in _STOPS else stop
        core = core[:-1]
    return LineWord(start, end, core or raw, stop if core else "")


@lru_cache(maxsize=16)
def lexicon_for(language: str) -> Lexicon:
    """The words of a BCP 47 tag's language; Indonesian ones where the file has none. Raises InputError."""
    path = resources.shipped(*_PATH)
    document = strict_yaml.parse(strict_yaml.read_text(path), path)
    data = document.data if isinstance(document.data, dict) else {}
    known = {field.name for field in fields(Lexicon)}
    for name, lists in data.items():
        for key in lists if isinstance(lists, dict) else ():
            if key not in known:
                where = document.where((name, key))
                raise InputError(f"unknown list `{key}`", where=where, hint=f"Known: {', '.join(sorted(known))}.")
    own = data.get(language.split("-")[0].lower()) or data.get(_FALLBACK) or {}
    shared = data.get("all") or {}
    return Lexicon(**{key: _words(shared, key) | _words(own, key) for key in known})


def _words(lists: dict[str, list[object]], key: str) -> frozenset[str]:
    return frozenset(str(word) for word in lists.get(key) or ())
