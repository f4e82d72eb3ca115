"""Find house numbers, RT/RW, blocks and exact coordinates; roads and villages stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import Hit, apart, every
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
_ESTATE = r"perum|perumahan|komplek|kompleks|griya|graha|villa|cluster|puri|bumi|taman|residence|regency|estate"
_ROAD = rf"(?:jl|jln|gg|gang|jalan|lorong|{_ESTATE}|kp|kampung|dk|dukuh|dsn|dusun|ds|asrama|rusun|rusunawa|apartemen|ruko|kos|kost|kontrakan)"
_HOUSE_NUMBER = r"\d{1,4}(?:\s?[a-d]\b)?(?:\s?[/-]\s?[a-z\d]{1,3}\b)?"
_NUMBERED = re.compile(
    rf"(?<!\w){_ROAD}\b\.?\s*(?:[^\W\d][\w'\-]*\.?\s+|[IVX]{{1,5}}\s+|[a-z]?\d{{1,3}}\s+(?=no)|km\.?\s?\d{{1,3}}\s+(?=no)){{0,6}}?,?\s*"
    rf"(?P<n>(?:no(?:mor|mer)?\b\.?|nmr\b|\#)\s?:?\s?{_HOUSE_NUMBER})(?!\w)",
    _ANY,
)
_NUMBERED_IN_WORDS = re.compile(
    rf"(?<!\w){_ROAD}\b\.?\s*(?:(?!(?:rusak|ini|itu|yang|yg|prioritas|urutan|peringkat|paling|ter\w+)\b)[^\W\d][\w'\-]*\.?\s+){{1,4}}?"
    rf"(?P<n>(?:no(?:mor|mer)?\b\.?)\s?:?\s?(?!satu\b(?!\s+[a-d]\b)){_SPELLED}(?:\s*(?:belas|puluh)|\s+{_SPELLED}){{0,2}})(?!\w)",
    _ANY,
)
"""Number one stays: it is a rank more often than a house."""
_BARE = re.compile(
    rf"(?<!\w)(?i:jl|jln|jalan|gg|gang|kp|cluster)\b\.?\s*(?:(?!(?i:km|no|rt|rw|blok)\b)[A-Z][\w'\-]*\.?\s+){{1,4}}(?P<n>\d{{1,4}}[A-Da-d]?\b){_UNITS}"
)
_SMALL = re.compile(
    rf"(?<!\w)(?:jl|jln|gg|gang)\b\.?\s*(?:(?!(?:km|no|rt|rw|blok|rusak|depan|dekat|deket|sudah|udah|sdh|cuma|ada|yg|yang|itu|ini|sejak|selama|lebih|kurang|sekitar|arah|dan|di)\b)"
    rf"[^\W\d_][\w'\-]*\s+){{1,4}}(?P<n>\d{{1,3}}[a-d]?\b){_UNITS}",
    _ANY,
)
"""In lower case too: gang mangga 6."""
_SLASHED = re.compile(
    rf"(?<!\w){_ROAD}\b\.?\s*(?:[^\W\d][\w'\-]*\.?\s+){{0,5}}?(?P<n>(?:(?-i:[IVX]{{1,5}})(?:\s?[A-Z])?|\d{{1,3}}|[A-Z]\d{{0,2}})\s?/\s?\d{{1,3}}[a-d]?)(?![\w/]|[.-]\d)",
    _ANY,
)
_ROMAN = re.compile(
    r"(?<=[a-z] )(?!Kelas|Pasal|Golongan|Semester|Bab|Tahap)[A-Z][a-z]+ (?P<n>[IVX]{1,5}(?: ?[A-Z])? ?/ ?\d{1,3}[A-Da-d]?)(?![\w/]|[.-]\d)"
)
"""Street and house in one: Jl. Sadewa Utara V/33, Jl. Truntum Asri 4/19; with a Roman number also without the word for a street."""
_IN_ESTATE = re.compile(
    rf"(?<!\w)(?:{_ESTATE})\b\.?\s*(?:(?!(?:blok|rt|rw|no)\b)[^\W\d][\w'\-]*\.?\s+){{1,4}}?(?P<n>[a-z]{{1,2}}\s?[.\-/]?\s?\d{{1,3}}[a-z]?(?:\s?[/.\-]\s?\d{{1,3}})?)(?!\w)",
    _ANY,
)
_LETTERED = re.compile(r"(?<=[a-z] )(?!Kelas|Bus|Koridor|Gate|Pasal)[A-Z][a-z]+ (?P<n>\d{1,3}[A-D])(?!\w)")
"""Lamper Mijen 88C: two words with capitals, and a number with a letter."""
_UP = re.compile(
    r"(?<!\w)(?:apartemen|apartment|rusun|rusunawa|ruko|asrama|tower|menara)\b[^\n;!?,:]{0,40}?(?P<n>(?:(?:tower|lt|lantai|unit|kamar|no|nomor|kav)\b\.?\s?(?:[a-z]\d{0,2}|\d{1,4})(?!\w)[\s,]{0,2}){1,4})",
    _ANY,
)
_LIVES_AT = re.compile(
    rf"(?<!\w)(?i:(?:alamat|domisili)(?:nya|ku|e)?|(?:rumah|griya|griyo|omah)(?:nya|ku|e|ne|ipun)?(?:\s(?:saya|kami|kulo|kula))?\s(?:di|ning|nang|wonten|teng)|tinggal(?:nya)?\s(?:di|ning|nang))"
    rf"[\s:.]{{1,3}}(?:[A-Z][\w'\-]*\.?\s+){{1,4}}(?P<n>\d{{1,3}}[A-Da-d]?\b){_UNITS}"
)
_BESIDE = re.compile(
    r"\x00[\s,/.\-]{0,3}(?P<n>(?:no|nomor|nomer|nmr|lt|lantai|unit|pintu)\b\.?\s?:?\s?\d{1,4}(?:\s?[a-d]\b)?)(?![\w/])"
    r"|(?<!\w)(?P<m>(?:no|nomor|nomer|nmr)\b\.?\s?:?\s?\d{1,4}(?:\s?[a-d]\b)?)(?=[\s,]{1,3}(?:gang|gg|jl|jln|jalan|perum)\b)",
    _ANY,
)
"""The house number before or behind RT and RW."""
_ALLEY = re.compile(
    rf"(?<!\w)(?:gg|gang)\b\.?\s*(?P<n>(?:no\.?\s?)?(?:\d{{1,3}}|[ivx]{{1,5}})(?:\s?/\s?\d{{1,3}})?[a-d]?\b){_UNITS}",
    _ANY,
)
_BLOCK = re.compile(
    r"(?<!\w)(?:blok|blk|kav(?:ling|eling)?)\b[.\-]?\s?(?:no\.?\s?)?(?P<n>[a-z]{1,2}\s?[.\-/]?\s?\d{1,3}[a-z]?(?:\s?[/.\-]\s?\d{1,3})?(?:\s?,?\s?no(?:mor|mer)?\b\.?\s?\d{1,4}[a-z]?)?"
    r"|\d{1,3}(?:\s?,?\s?no(?:mor|mer)?\b\.?\s?\d{1,4}[a-z]?)?|[a-z]{1,2}\s?,?\s?no(?:mor|mer)?\b\.?\s?\d{1,4}[a-z]?|[IVX]{1,5}\s?[/.\-]\s?\d{1,3}[a-z]?)(?!\w)",
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
    rules = ((_RTRW, "rtrw", 0.97, 0), (_UP, "house", 0.8, "n"), (_BLOCK, "house", 0.9, "n"), (_NUMBERED, "house", 0.95, "n"), (_NUMBERED_IN_WORDS, "house", 0.85, "n"), (_ALLEY, "house", 0.85, "n"),
             (_HOUSE, "house", 0.9, "n"), (_SLASHED, "house", 0.85, "n"), (_ROMAN, "house", 0.8, "n"), (_IN_ESTATE, "house", 0.8, "n"), (_LIVES_AT, "house", 0.8, "n"),
             (_BARE, "house", 0.7, "n"), (_SMALL, "house", 0.7, "n"), (_LETTERED, "house", 0.7, "n"), (_ABROAD, "house", 0.7, "n"))  # fmt: skip
    yield from apart(
        hit for pattern, kind, confidence, group in rules for hit in every(pattern, text, kind, confidence, group)
    )


def beside(text: str, words: FinderWords) -> Iterator[Hit]:
    """House numbers beside what is found already."""
    for match in _BESIDE.finditer(text):
        yield Hit("house", *match.span("n" if match["n"] else "m"), 0.85)
