"""Find house numbers, RT/RW, blocks and exact coordinates; roads and villages stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import Hit, every
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_RT = r"r\.?\s?t\.?\s?[:.=]?\s?"
_RW = r"r\.?\s?w\.?\s?[:.=]?\s?"
_SPELLED = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|se(?=puluh|belas))"
_NUMBER = rf"(?:\d{{1,3}}|(?-i:[IVX]{{1,5}})(?!\w)|{_SPELLED}(?:\s*(?:belas|puluh)|\s+{_SPELLED}){{0,2}}(?!\w))"
"""A number of one to three digits, in figures, Roman or in words."""
_RTRW = re.compile(
    rf"(?<!\w)(?:{_RT}\s?[/\-&]\s?{_RW}\d{{1,3}}(?:\s?[/\-.]\s?\d{{1,3}})?"
    rf"|{_RT}{_NUMBER}\s?[/,\-&.]?\s?(?:dan\s)?{_RW}{_NUMBER}"
    rf"|{_RW}{_NUMBER}\s?[/,\-&.]?\s?{_RT}{_NUMBER}"
    rf"|{_RT}\d{{1,3}}\s?/\s?\d{{1,3}}|{_RT}\d{{1,3}}|{_RW}\d{{1,3}})(?!\w|,\d)",
    _ANY,
)
_UNITS = (
    r"(?!\s?(?:meter|mtr|m|km|cm|tahun|thn|th|jam|hari|hr|kali|x|arah|lajur|jalur|titik|ruas|orang|org|persen|menit|bulan|bln|minggu|ton"
    r"|unit|buah|lubang|kg|ha|tgl|rb|ribu|jt|juta|jembatan|lampu|rumah|desa|dusun|kecamatan|kabupaten|kota|kelurahan)\b|\s?%|\d|\s?[.,/:+]\d)"
)
_ROAD = r"(?:jl|jln|gg|gang|jalan|perum|perumahan|komplek|kompleks|griya|graha|villa|cluster)"
_NUMBERED = re.compile(
    rf"(?<!\w){_ROAD}\b\.?\s*(?:[^\W\d][\w'\-]*\.?\s+|[IVX]{{1,5}}\s+|[a-z]?\d{{1,3}}\s+(?=no)){{0,5}}?,?\s*"
    rf"(?P<n>(?:no(?:mor|mer)?\b\.?|nmr\b|\#)\s?:?\s?\d{{1,4}}(?:\s?[a-d]\b)?(?:\s?[/-]\s?[a-z\d]{{1,3}}\b)?)(?!\w)",
    _ANY,
)
_NUMBERED_IN_WORDS = re.compile(
    rf"(?<!\w){_ROAD}\b\.?\s*(?:(?!(?:rusak|ini|itu|yang|yg|prioritas|urutan|peringkat|paling|ter\w+)\b)[^\W\d][\w'\-]*\.?\s+){{1,4}}?"
    rf"(?P<n>(?:no(?:mor|mer)?\b\.?)\s?:?\s?(?!satu\b(?!\s+[a-d]\b)){_SPELLED}(?:\s*(?:belas|puluh)|\s+{_SPELLED}){{0,2}})(?!\w)",
    _ANY,
)
"""Number one stays: it is a rank more often than a house."""
_BARE = re.compile(
    rf"(?<!\w)(?i:jl|jln|jalan|gg|gang)\b\.?\s*(?:(?!(?i:km|no|rt|rw|blok)\b)[A-Z][\w'\-]*\.?\s+){{1,4}}(?P<n>\d{{1,4}}[A-Da-d]?\b){_UNITS}"
)
_ALLEY = re.compile(
    rf"(?<!\w)(?:gg|gang)\b\.?\s*(?P<n>(?:no\.?\s?)?(?:\d{{1,3}}|[ivx]{{1,5}})(?:\s?/\s?\d{{1,3}})?[a-d]?\b){_UNITS}",
    _ANY,
)
_BLOCK = re.compile(
    r"(?<!\w)(?:blok|blk|kav(?:ling|eling)?)\b[.\-]?\s?(?:no\.?\s?)?(?P<n>[a-z]{1,2}\s?[.\-/]?\s?\d{1,3}[a-z]?(?:\s?[/.\-]\s?\d{1,3})?(?:\s?,?\s?no\.?\s?\d{1,4}[a-z]?)?"
    r"|\d{1,3}(?:\s?,?\s?no\.?\s?\d{1,4}[a-z]?)?|[a-z]{1,2}\s?,?\s?no\.?\s?\d{1,4}[a-z]?)(?!\w)",
    _ANY,
)
_HOUSE = re.compile(
    r"(?<!\w)(?:rumah|rmh)\s+(?:saya\s+|sy\s+|kami\s+)?(?P<n>(?:no|nomor|nomer)\b\.?\s?(?:\d{1,4}(?:\s?[a-d]\b)?|"
    rf"{_NUMBER}))(?![\w/])",
    _ANY,
)
_ABROAD = re.compile(
    r"(?<![\w-])(?P<n>\d{1,5}[A-Z]?)\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'.]*\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Dr|Drive|Ln|Lane|Pl|Place|Ct|Court|Ter|"
    r"ST|AVE|RD|BLVD|DR|LN|PL|CT)\b"
)
_PAIR = re.compile(
    r"(?:(?<!\w)(?P<before>S|LS)[ :]{1,2})?(?<![\d.])(?P<lat>[-+]?\d{1,2}\.\d{4,})\s?°?\s?(?P<south>(?:LS|S)(?!\w))?(?:(?:N|U|LU)(?!\w))?\s{0,3}[,;/ ]\s{0,3}"
    r"(?:(?:long?|lng|bujur|longitude|E|BT)\W{0,3})?(?P<lon>[-+]?\d{2,3}\.\d{4,})(?:\s?°?\s?(?:E|BT|T)(?!\w))?(?![\d])",
    _ANY,
)
_PLUS_CODE = re.compile(
    r"(?<![\w+])(?=[\d+]{0,10}[A-Z])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![\w+])"
)
_COMMA_PAIR = re.compile(r"(?<![\d,])(?P<lat>[-+]?\d{1,2},\d{4,})\s*[;/ ]\s*(?P<lon>[-+]?\d{2,3},\d{4,})(?!\d)")
_ONE = re.compile(
    r"(?<!\w)(?:lat|latitude|lintang|lon|long|lng|longitude|bujur)\b\W{0,3}(?P<n>[-+]?\d{1,3}\.\d{3,})(?!\d)",
    _ANY,
)
_DEGREES = re.compile(
    r"\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?\d{1,2}(?:[.,]\d+)?\s?(?:\"|″|'')?\s?(?:[NSEWUT]|LS|LU|BT|BB)?(?:\s*[, ]\s*\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?\d{1,2}(?:[.,]\d+)?"
    r"\s?(?:\"|″|'')?\s?(?:[NSEWUT]|LS|LU|BT|BB)?)?"
)


def coordinates(text: str, words: FinderWords) -> Iterator[Hit]:
    """Decimal degrees of four places or more become two places (about a kilometre); minutes and seconds go."""
    taken: list[tuple[int, int]] = []
    for pattern in (_PAIR, _COMMA_PAIR):
        for match in pattern.finditer(text):
            taken.append(match.span())
            lat, lon = (float(match[name].replace(",", ".")) for name in ("lat", "lon"))
            if pattern is _PAIR and (match["south"] or match["before"]):
                lat = -abs(lat)
            yield Hit("coordinates", match.start(), match.end(), 0.97, "coarsen", f"{lat:.2f}, {lon:.2f}")
    for match in _ONE.finditer(text):
        start, end = match.span("n")
        if not any(start < stop and end > begin for begin, stop in taken):
            yield Hit("coordinates", start, end, 0.9, "coarsen", f"{float(match['n']):.2f}")
    yield from every(_DEGREES, text, "coordinates", 0.95)
    yield from every(_PLUS_CODE, text, "coordinates", 0.9)


def addresses(text: str, words: FinderWords) -> Iterator[Hit]:
    """RT/RW, then the numbers after a road, an alley or a block, then house numbers as other countries write them."""
    taken: list[tuple[int, int]] = []
    rules = ((_RTRW, "rtrw", 0.97, 0), (_BLOCK, "house", 0.9, "n"), (_NUMBERED, "house", 0.95, "n"), (_NUMBERED_IN_WORDS, "house", 0.85, "n"), (_ALLEY, "house", 0.85, "n"),
             (_HOUSE, "house", 0.9, "n"), (_BARE, "house", 0.7, "n"), (_ABROAD, "house", 0.7, "n"))  # fmt: skip
    for pattern, kind, confidence, group in rules:
        for hit in every(pattern, text, kind, confidence, group):
            if not any(hit.start < stop and hit.end > start for start, stop in taken):
                taken.append((hit.start, hit.end))
                yield hit
