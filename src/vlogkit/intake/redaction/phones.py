"""Find telephone numbers, mobile and fixed, except those of public services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import KEEP, Hit, apart
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_CHAT_LINK = re.compile(
    r"(?<!\w)(?:https?://)?(?:wa\.me|api\.whatsapp\.com/send\?phone=|t\.me)/?\+?\s?\d[\d\-]{6,15}\S*", _ANY
)
_SEPARATOR = (
    r"(?:[ .\-()]|\)[ \-]|[ ]-[ ]|[ ]{2}|[ ]\(|(?<=\d\d\d)[ ]?[_/:\n][ ]?(?=\d\d\d)|(?<=\d\d\d)[*,|~;+=](?=\d\d\d))?"
)
"""Between two digits of a number; a full stop and a space end a sentence and stand between numbers. Slashes, colons,
underscores and line ends stand in a number only between groups of three digits or more: 08:00 and 3/24 are others; commas
and stars do without a space."""
_MOBILE = re.compile(
    r"(?<!\d)(?:\(?(?:\+|00)?\s?\(?62\)?[ .\-()]{0,3}0?\)?|\(?0)(?P<n>[ .\-()]{0,3}8(?:" + _SEPARATOR + r"\d){7,24})"
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
    rf"(?<![\d.,/-])(?:{_AREAS})(?:[ \-/.]\d{{5,8}}|[ .\-]\d{{3,4}}[ .\-]\d{{3,4}}|\d{{5,8}})(?![\d]|[./-]\d)"
    r"|(?<![\w.,/-])(?:\+|00)62[ .\-]?\(?[2-79]\d{1,2}\)?(?:[ .\-]{0,2}\d){5,8}(?![\d]|[./-]\d)"
)
_ABROAD = re.compile(
    r"(?<![\d.-])\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}(?![\d-])|(?<!\w)\+(?!62)\d{1,3}(?:[ .\-()]{0,2}\d){7,12}(?!\d)"
)
_SENTENCE = re.compile(r"[.!?;]\s|\n|\x00")
_HOME = re.compile(
    r"(?<!\w)(?:saya|sy|aku|ku|kami|rumah|rmh|pak|bu|bpk|ibu|mas|mbak|sdr|pribadi|anak|istri|suami|tetangga|a\.?n)(?!\w|\s+sakit)",
    re.IGNORECASE,
)
_LANDLINE = r"(?:\(\s?0[2-79]\d{1,2}\s?\)|0[2-79]\d{1,2})[ .\-]?\d{3,4}[ .\-]?\d{3,4}(?!\d)"
_AND = r"(?:[\s,;/&|:()]|atau|dan|serta|or|and|e-?mail|surel|telp|telepon|tel|fax|faks){1,8}?"
_BESIDE_MAIL = re.compile(
    rf"(?<![\w.])(?P<n>{_LANDLINE}){_AND}[\w.+-]{{1,64}}@(?P<after>[\w-]+(?:\.[\w-]+)+)"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}@(?P<before>[\w-]+(?:\.[\w-]+)+){_AND}(?P<m>{_LANDLINE})",
    _ANY,
)
_DIGITS = re.compile(r"\D+")
LEAST, MOST = 8, 12
"""Digits of a mobile number without its leading 0 or 62; with the 0 they are the 9–13 in use."""


def labelled(text: str, words: FinderWords) -> Iterator[Hit]:
    """Chat links, and seven digits or more after hp, telp, wa and their kind, with or without an area code."""
    taken: list[tuple[int, int]] = []
    for match in _CHAT_LINK.finditer(text):
        taken.append(match.span())
        yield _phone(text, match.start(), match.end(), 0.99, words)
    for match in _LABELLED.finditer(text):
        start = match.start("n")
        end = start + _length(match["n"], 15, complete=10)
        if end > start and not any(start < stop and end > begin for begin, stop in taken):
            yield _phone(text, start, end, 0.95, words)


def with_an_office(text: str, words: FinderWords) -> Iterator[Hit]:
    """A landline beside the mail address of an office stays: (024) 3569988 atau humas@kota.go.id."""
    for match in _BESIDE_MAIL.finditer(text):
        domain = (match["after"] or match["before"]).lower()
        if any(domain == ours or domain.endswith(f".{ours}") for ours in words.domains):
            yield Hit(KEEP, *match.span("n" if match["n"] else "m"), 0.9)


def mobiles(text: str, words: FinderWords) -> Iterator[Hit]:
    """+62, 62 or 0, then 8 and 7–11 digits more, however they are grouped."""
    place = 0
    while match := _MOBILE.search(text, place):
        end = match.start("n") + _length(match["n"], MOST, complete=9)
        count = sum(letter.isdigit() for letter in text[match.start("n") : end])
        if count >= LEAST:
            yield _phone(text, match.start(), end, 0.97, words)
        place = end if count >= LEAST else match.end()


def fixed(text: str, words: FinderWords) -> Iterator[Hit]:
    """(0xx) and real area codes with 5–8 digits, and numbers as other countries write them."""
    yield from apart(
        _phone(text, match.start(), match.end(), confidence, words)
        for pattern, confidence in ((_BRACKETED, 0.95), (_FIXED, 0.8), (_ABROAD, 0.8))
        for match in pattern.finditer(text)
    )


def _phone(text: str, start: int, end: int, confidence: float, words: FinderWords) -> Hit:
    digits = _DIGITS.sub("", text[start:end])
    national = f"0{digits[2:]}" if digits.startswith("62") else digits
    ours = digits in words.numbers or national in words.numbers or re.fullmatch(r"080[0479]1\d{5,6}", national)
    return Hit(
        KEEP if ours or (_is_fixed(national) and _at_a_desk(text, start, words)) else "phone", start, end, confidence
    )


def _is_fixed(national: str) -> bool:
    """Landlines; every mobile number is somebody's."""
    return not national.startswith("08") and len(national) < 13


def _at_a_desk(text: str, start: int, words: FinderWords) -> bool:
    """Whether the words before a number of the same sentence name a public desk, and nobody's home after it."""
    before = _SENTENCE.split(text[max(0, start - 60) : start])[-1]
    desks = [match.end() for match in words.desk.finditer(before)]
    return bool(desks) and not _HOME.search(before, desks[-1])


def _begins_another(run: str, end: int, group: re.Match[str]) -> bool:
    """0812 3456 789/0857…: after a sign that seldom stands inside a number, a zero begins the next one."""
    return run[end : group.start()].strip(" ") in {"/", "\n", ":", ",", ";", "|", "+"} and group[0].startswith("0")


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
        whole = count >= complete and min(sizes) >= 3
        if whole and ((size <= 2 and run[end : group.start()].isspace()) or _begins_another(run, end, group)):
            break
        count, end = count + size, group.end()
        sizes.append(size)
    return end
