"""Mark the numbers and dates that belong to the story, so that no rule removes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import KEEP, Hit, every
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_MONTH = (
    "jan(?:uari|uary)?|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|ags|aug(?:ust)?|"
    "sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|nopember|des(?:ember)?|dec(?:ember)?|sur[ao]|sapar|mulud|ruwah|poso|sawal"
)
_TICKETS = re.compile(
    r"(?<!\w)(?:LG[A-Z]{2}\d{6,10}"
    r"|(?:tiket|ticket|tracking\s?id|id\s+laporan|(?:no|nomor|kode|resi)\.?\s+(?:laporan|aduan|tiket)(?:\s+(?:saya|kami|sy|ku))?)"
    r"[ :#.=-]{0,3}[A-Z]{0,5}-?\d{4,12}(?:[-/]\d{1,8}){0,3}(?![\d.-]*\d))",
    _ANY,
)
_MONEY = re.compile(
    r"(?<!\w)(?:Rp\.?|IDR|USD|US\$|\$)\s?(?:\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:[.,]\d{1,2})?(?!\d)"
    r"(?:\s?(?:juta|jt|miliar|milyar|triliun|ribu|rb))?",
    _ANY,
)
_INVOICES = re.compile(
    r"(?<!\w)(?:invoice|inv|faktur|kwitansi|kuitansi|nota|resi|po)\b(?:\s*(?:no|nomor|id))?[ .:#=-]{0,3}\d{4,15}(?![\d.-]*\d)",
    _ANY,
)
_PAYMENTS = re.compile(
    r"(?<!\w)(?:kode\s+(?:e-?)?(?:bil+ing|booking|bayar|pembayaran|transaksi|registrasi|pendaftaran|unik|resi|tiket|arsip|barang|proyek)|(?:id|no(?:mor)?\.?)"
    r"\s+(?:bil+ing|transaksi|registrasi|pendaftaran|antrian|antrean|urut|agenda|resi|booking)|e-?billing|billing|ntpn|resi|sirup|rup)\b"
    r"(?:\s+[^\W\d_]{2,12}){0,2}[ :.#=-]{0,3}[A-Z]{0,4}\d{4,20}(?:[-/]\d{1,8}){0,3}(?![\d]|[.-]\d)",
    _ANY,
)
"""Codes of a payment or a place in a queue: they name no person and are what the complaint is about."""
_DATES = re.compile(
    rf"(?<![\w./-])(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2}}|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|\d{{1,2}}[\s-]+(?:{_MONTH})[\s-]+(?:19|20)\d{{2}})(?:[ T,]{{1,2}}\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?)?(?![\d]|[-/.]\d)",
    _ANY,
)
_BORN = r"(?:(?:me|di|ke)?lahir(?:an)?(?:ku|nya|e|mu)?|lhr|lair(?:e|an)?|ttl|born|dob)"
_DAY = (
    rf"(?:\d{{1,2}}\s?[-/. ]\s?(?:\d{{1,2}}|{_MONTH})\s?[-/. ]\s?(?:(?:19|20)?\d{{2}}(?!\d))"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
)
_BIRTH = re.compile(rf"(?<!\w){_BORN}\b[^\d\n.;\x00]{{0,40}}(?P<date>{_DAY})(?!\d)", _ANY)
_BIRTH_YEAR = re.compile(
    rf"(?<!\w){_BORN}\b(?:[\s:,]|tahun\b|taun\b|th\b|thn\b|kira-kira\b|sekitar\b|pahing\b|pon\b|wage\b|kliwon\b|legi\b"
    r"|senin\b|selasa\b|rabu\b|rebo\b|kamis\b|jumat\b|sabtu\b|minggu\b){1,6}(?P<date>(?:19\d\d|200\d|201[0-5])|'\d\d)(?!\d|[-/.]\d)",
    _ANY,
)
_BEHIND_NAME = re.compile(
    r"(?:(?:[A-Z][a-z'.]+\s){1,3}[A-Z][a-z'.]+\s?,|[A-Z][a-z']+\s?\()\s?"
    rf"(?P<date>\d{{1,2}}\s?[-/. ]\s?(?:\d{{1,2}}|(?i:{_MONTH}))\s?[-/. ]\s?(?:19\d\d|200\d|201[0-5]|[3-9]\d(?!\d)))(?!\d|[-/.]\d)"
)
"""Samuel Contoh, 9 Des 2001; Gito (1-1-1965)."""
_SAYS_BIRTH = re.compile(rf"(?<!\w){_BORN}(?!\w)", _ANY)
_LONG_AGO = re.compile(
    rf"(?<![\w./-])(?P<date>\d{{1,2}}\s?[-/. ]\s?(?:\d{{1,2}}|{_MONTH})\s?[-/. ]\s?(?:19\d\d|200\d|201[0-5]))(?!\d|[-/.]\d)",
    _ANY,
)
"""Years in which somebody may be born who is spoken of; newer dates are mostly of the story."""
_TIMES = re.compile(
    r"(?<![\w.:])(?:(?:pukul|jam|pkl)\.?\s*\d{1,2}[.:]\d{2}|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\.\d{2}\s?WI(?:B|TA|T))(?![\d]|[.:]\d)",
    _ANY,
)
_THOUSANDS = re.compile(r"(?<![\w.,+(-])(?!62\.8)[1-9]\d{0,2}(?:\.\d{3}){1,3}(?:,\d+)?(?![\d]|[.-]\d)")
_LETTERS = re.compile(
    r"(?<![\w.,/+-])(?:\d{2,4}(?:\.\d{1,4}){0,2}|[A-Z]{1,6}[.-]?\d{0,4})\s?/\s?\d{1,5}(?:\.\d{1,4})?(?:\s?/\s?[\w.\-]{1,12}){0,4}(?![\d])"
)
_KILOMETRES = re.compile(r"(?<!\w)(?:km|kilometer|sta)\.?\s?\d{1,4}(?:\s?[+.,]\s?\d{1,3})?(?!\d)", _ANY)
_POSTCODES = re.compile(r"(?<!\w)(?:kode\s?pos|kodepos|zip)\s?:?\s?\d{5}(?!\d)", _ANY)
_YEARS = re.compile(r"(?<![\d.-])(?:19|20)\d\d(?:[ ,\-]{1,2}(?:19|20)\d\d){1,9}(?![\d]|[ .\-]{1,2}\d)")


def births(text: str, words: FinderWords) -> Iterator[Hit]:
    """Dates of birth, which say so, and other dates of that time beside the word; every other date stays."""
    patterns = [
        (_BIRTH, 0.9),
        (_BIRTH_YEAR, 0.8),
        (_BEHIND_NAME, 0.6),
        *([(_LONG_AGO, 0.7)] if _SAYS_BIRTH.search(text) else []),
    ]
    taken: list[tuple[int, int]] = []
    for pattern, confidence in patterns:
        for hit in every(pattern, text, "birth", confidence, "date"):
            if not any(hit.start < stop and hit.end > start for start, stop in taken):
                taken.append((hit.start, hit.end))
                yield hit


def at_once(text: str, words: FinderWords) -> Iterator[Hit]:
    """What no rule may touch: tokens of an earlier pass, ticket ids, amounts with a currency, invoice numbers."""
    for pattern in (words.token, _TICKETS, _MONEY, _INVOICES, _PAYMENTS):
        yield from every(pattern, text, KEEP, 1.0)


def dates(text: str, words: FinderWords) -> Iterator[Hit]:
    """Dates, times, km marks and post codes; the labelled numbers must be found before these."""
    for pattern in (_KILOMETRES, _POSTCODES, _DATES, _TIMES):
        yield from every(pattern, text, KEEP, 1.0)


def numbers(text: str, words: FinderWords) -> Iterator[Hit]:
    """Counts, letter numbers and lists of years; what is sixteen digits long must be found before these."""
    for pattern in (_THOUSANDS, _LETTERS, _YEARS):
        yield from every(pattern, text, KEEP, 1.0)
