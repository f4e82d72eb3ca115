"""Find telephone numbers, mobile and fixed, except those of public services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import KEEP, Hit
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_CHAT_LINK = re.compile(
    r"(?<!\w)(?:https?://)?(?:wa\.me|api\.whatsapp\.com/send\?phone=|t\.me)/?\+?\s?\d[\d\-]{6,15}\S*", _ANY
)
_SEPARATOR = r"(?:[ .\-()]|\)[ \-]|[ ]-[ ]|[ ]{2}|[ ]\()?"
"""Between two digits of a number; a full stop and a space end a sentence and stand between numbers."""
_MOBILE = re.compile(
    r"(?<!\d)(?:\(?\+?\s?\(?62\)?[ .\-()]{0,3}0?\)?|\(?0)(?P<n>[ .\-()]{0,3}8(?:" + _SEPARATOR + r"\d)+)"
)
_LABEL = (
    r"(?<![\w@])(?:no(?:mor|mer)?\.?\s*)?(?:hp|handphone|ponsel|telp|tlp|tlpn|telf|telepon|telpon|wa|w\.a|whatsapp|whatsap|watsap|wasap|sms"
    r"|hubungi|kontak|contact|cp|call|phone|fax|faks|tel)\b\.?"
)
_LABELLED = re.compile(
    rf"{_LABEL}(?:[\s:.,=#\-]|ke\b|di\b|no\b|nomor\b|saya\b|sy\b|aktif\b|kami\b|rumah\b|kantor\b|him\b|at\b){{0,6}}"
    r"(?P<n>\+?\(?\d(?:" + _SEPARATOR + r"\d){6,14})(?!\d)",
    _ANY,
)
_AREAS = r"0(?:2[1-9]|2[3-9]\d|3[1-9]|3[2-8]\d|4\d\d?|5\d\d|6[1-5]|6[2-5]\d|7[1-9]|7[1-7]\d|9\d\d)"
_BRACKETED = re.compile(r"(?<!\w)\(\s?(?:0\d{2,3})\s?\)[ .\-]?\d(?:[ .\-]?\d){4,8}(?!\d)")
_FIXED = re.compile(
    rf"(?<![\d.,/-])(?:{_AREAS})(?:[ \-/]\d{{5,8}}|[ \-]\d{{3,4}}[ \-]\d{{3,4}}|\d{{5,8}})(?![\d]|[./-]\d)"
)
_ABROAD = re.compile(
    r"(?<![\d.-])\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}(?![\d-])|(?<!\w)\+(?!62)\d{1,3}(?:[ .\-()]{0,2}\d){7,12}(?!\d)"
)
_DIGITS = re.compile(r"\D+")
LEAST, MOST = 8, 12
"""Digits of a mobile number without its leading 0 or 62; with the 0 they are the 9–13 in use."""


def labelled(text: str, words: FinderWords) -> Iterator[Hit]:
    """Chat links, and seven digits or more after hp, telp, wa and their kind, with or without an area code."""
    taken: list[tuple[int, int]] = []
    for match in _CHAT_LINK.finditer(text):
        taken.append(match.span())
        yield _phone(match[0], match.start(), match.end(), 0.99, words)
    for match in _LABELLED.finditer(text):
        start = match.start("n")
        end = start + _length(match["n"], 15, complete=10)
        if end > start and not any(start < stop and end > begin for begin, stop in taken):
            yield _phone(text[start:end], start, end, 0.95, words)


def mobiles(text: str, words: FinderWords) -> Iterator[Hit]:
    """+62, 62 or 0, then 8 and 7–11 digits more, however they are grouped."""
    place = 0
    while match := _MOBILE.search(text, place):
        end = match.start("n") + _length(match["n"], MOST, complete=9)
        count = sum(letter.isdigit() for letter in text[match.start("n") : end])
        if count >= LEAST:
            yield _phone(text[match.start() : end], match.start(), end, 0.97, words)
        place = end if count >= LEAST else match.end()


def fixed(text: str, words: FinderWords) -> Iterator[Hit]:
    """(0xx) and real area codes with 5–8 digits, and numbers as other countries write them."""
    taken: list[tuple[int, int]] = []
    for pattern, confidence in ((_BRACKETED, 0.95), (_FIXED, 0.8), (_ABROAD, 0.8)):
        for match in pattern.finditer(text):
            if not any(match.start() < stop and match.end() > begin for begin, stop in taken):
                taken.append(match.span())
                yield _phone(match[0], match.start(), match.end(), confidence, words)


def _phone(found: str, start: int, end: int, confidence: float, words: FinderWords) -> Hit:
    digits = _DIGITS.sub("", found)
    national = f"0{digits[2:]}" if digits.startswith("62") else digits
    ours = digits in words.numbers or national in words.numbers
    return Hit(KEEP if ours else "phone", start, end, confidence)


def _length(run: str, most: int, *, complete: int) -> int:
    """How many characters of a digit run belong to one number of at most `most` digits.

    A run may go on into the next number of the sentence ("0812 3456 7890 12 hari"): whole groups are taken while they
    fit, and a last short group after long ones is left when `complete` digits stand before it.
    """
    groups = list(re.finditer(r"\d+", run))
    count, end = 0, 0
    sizes: list[int] = []
    for group in groups:
        size = len(group[0])
        if count + size > most:
            break
        whole = count >= complete and min(sizes) >= 3 and run[end : group.start()].isspace()
        if whole and size <= 2:
            break
        count, end = count + size, group.end()
        sizes.append(size)
    return end
