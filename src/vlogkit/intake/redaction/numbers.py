"""Find numbers that identify a person or an account: NIK, KK, NPWP, NIP, bank accounts, documents.

No number is validated before it is removed: the validators in use reject the provinces of 2022 (91–96) and accept
day 99, and a number with a typing error still names its owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import Hit, apart, every
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_NOT_LONGER = r"(?![\d]|[.\-]\d)"
_LABEL_GAP = (
    r"(?:[\s:.,=#()\-]|no\b|nomor\b|nmr\b|saya\b|sy\b|kami\b|adalah\b|yaitu\b|ini\b|anak\b|istri\b|suami\b|ktp\b){0,8}"
)
_WIDE_GAP = r"(?:[\s:.,=#()/\-]|[^\W\d_]{1,12}\b){0,7}"
"""Between a label and a number too long to be anything else: any few words."""


def _run(least: int, most: int, separators: str = r" .\-_") -> str:
    """Digits with at most one separator between each two, or two spaces, or a dash between spaces; never a full stop
    and a space, which end a sentence."""
    return rf"\d(?:(?:[{separators}]|[ ]{{2}}|[ ]-[ ]?|-[ ])?\d){{{least - 1},{most - 1}}}"


def _exactly(count: int, least: int, most: int, separators: str = r" .\-_") -> str:
    """A run of just so many digits where there is one, which may go on in the next line; else of nearly as many."""
    return rf"(?:{_run(count, count, chr(10) + separators)}(?!\d)|{_run(least, most, separators)})"


_LABELLED = {
    "nip": re.compile(rf"(?<!\w)(?:nip|nrp|nipppk)\b{_WIDE_GAP}(?P<n>{_exactly(18, 14, 20)})(?!\d)", _ANY),
    "official": re.compile(rf"(?<!\w)(?:nip|nrp|nipppk)\b{_LABEL_GAP}(?P<n>{_run(8, 13)})(?!\d)", _ANY),
    "npwp": re.compile(rf"(?<!\w)npwp\b{_WIDE_GAP}(?P<n>{_exactly(15, 14, 17)})(?!\d)", _ANY),
    "kk": re.compile(
        rf"(?<!\w)(?:no\.?\s*kk|nomor\s+kk|nkk|kartu\s+keluarga|kk)\b{_WIDE_GAP}(?P<n>{_exactly(16, 13, 18, ' ./_-')})(?!\d)",
        _ANY,
    ),
    "nik": re.compile(
        rf"(?<!\w)(?:nik|no\.?\s*ktp|nomor\s+ktp|ktp|e-?ktp)\b{_WIDE_GAP}(?P<n>{_exactly(16, 13, 18, ' ./_-')})(?!\d)",
        _ANY,
    ),
    "customer": re.compile(
        rf"(?<!\w)(?:id\s?pel(?:anggan)?|idpel|no(?:mor|mer)?\.?\s*(?:pel(?:anggan)?|langganan|sambung(?:an)?|meter|meteran|bpjs|jkn|kis"
        rf"|kartu|peserta|ujian|induk|anggota|porsi|rm|rekam\s+medis|rek(?:ening)?\s+(?:air|listrik|pdam|pln))|porsi\s+haji|rekam\s+medis"
        rf"|bpjs|jkn|kis|kpj|nisn|nuptk|nim|nis)\b(?:\s+(?:kesehatan|pln|pdam|ketenagakerjaan|listrik|air|haji|gas|telkom|indihome|sehat)){{0,2}}"
        rf"{_LABEL_GAP}(?P<n>{_run(6, 16)})(?!\d)",
        _ANY,
    ),
    "number": re.compile(rf"(?<!\w)(?:nisn?|nrp|nim|nopen)\b{_LABEL_GAP}(?P<n>\d{{5,13}})(?!\d)", _ANY),
    "document": re.compile(
        rf"(?<!\w)(?:paspor|passport|sim|stnk|bpkb|ssn|akta|(?:no\.?|nomor)\s+(?:rangka|mesin|sim|paspor|akta))\b{_LABEL_GAP}"
        rf"(?P<n>[A-Z]{{0,3}}[ -]?{_run(5, 18, ' .-')})(?!\d)",
        _ANY,
    ),
}
_MIXED = re.compile(
    r"(?<!\w)(?:rangka|chas?sis|sasis|mesin|noka|nosin|vin|kitas|kitap|visa|paspor|passport|bpkb|stnk|ijazah|shm|sertifikat|polis|nop)\b"
    rf"{_LABEL_GAP}(?P<n>(?=[A-Z]{{0,8}}\d)[A-Z\d]{{1,18}}(?:[ .\-/](?=[A-Z]{{0,8}}\d)[A-Z\d]{{1,12}}|-[A-Z]{{1,2}}){{0,6}})(?![A-Z\d])",
    _ANY,
)
"""Numbers of letters and digits: of a chassis, an engine, a permit to stay."""
_CUSTOMER_MIXED = re.compile(
    r"(?<!\w)(?:cust(?:omer)?\s?id|kode\s+pelanggan|id\s+(?:pdam|pln)|(?:id|no(?:mor|mer)?)\.?\s*(?:pel(?:anggan)?|langganan|sambung(?:an)?|sal(?:uran)?|samb|meter(?:an)?|induk|anggota|peserta|polis"
    r"|rek(?:ening)?\s+(?:air|listrik|pdam|pln|gas)))\b(?:\s+(?:kesehatan|pln|pdam|listrik|air|gas|telkom|indihome|siswa|santri|mahasiswa|koperasi)){0,2}"
    rf"{_LABEL_GAP}(?P<n>(?!(?:\d{{1,2}}[/.\-]){{1,2}}(?:19|20)?\d\d(?![\w/.\-]))[A-Z]{{0,4}}\d?[A-Z\d]{{0,15}}(?:[./\-][A-Z\d]{{1,12}}){{0,7}})(?![A-Z\d])",
    _ANY,
)
"""Numbers of customers with letters and slashes, as waterworks give them: 01/II/012/0345/A1. Not a date."""
_SHAPED = (
    ("document", re.compile(r"(?<![\d.-])\d{2}\.\d{2}\.\d{3}\.\d{3}\.\d{3}[-.]\d{4}\.\d(?!\d)")),
    ("account", re.compile(r"(?<![\d.-])\d{4}[- ]\d{2}[- ]\d{6}[- ]\d{2}[- ]\d(?!\d)")),
    ("document", re.compile(r"(?<![\d.-])\d{4}-\d{4}-\d{6}(?![\d-])")),
    ("document", re.compile(r"(?<![\w.-])(?:[ABCEX]\d{7}|[ABCEX] \d{7})(?![\w-])")),
)
"""A property's tax number, an account of BRI, a driving licence and a passport, by their groups alone."""
_HOLDS = (
    r"(?:id\s?pel(?:anggan)?|cust(?:omer)?\s?id|id\s?(?:pln|pdam)|(?:pln|pdam)\s?id|pelanggan|plg|pdam|pln|meter(?:an)?|sambungan|samb|nopel|nosal|nisn?|nim|nuptk|nopen|nrp|nip|pensiun"
    r"|kartu|peserta|anggota|rm|rekam\s+medis|bpjs|jkn|kis|kip|porsi|paspor|passport|sim|stnk|bpkb|shm|sertifikat|sertipikat|nop|ijazah|akta|induk|polis|token"
    r"|rek(?:ening)?|norek|tabungan|transfer|tf|trf)(?:ku|nya|é|e|ne|mu)?"
)
_WIDELY = re.compile(
    rf"(?<!\w){_HOLDS}\b(?:[\s:,=#()?\-]|[^\W\d_]{{1,14}}\b\.?(?!\s?\n)){{1,9}}?(?P<n>(?:(?-i:[A-Z]){{1,4}}[ .\-/]?)?\d(?:[ .\-/]?[A-Z\d]*\d){{4,24}}(?:/[A-Z]\d?)?)(?!\w)",
    _ANY,
)
"""A number of seven digits or more a few words behind what has such numbers; not a count or a row of years."""
_NUMBERED = re.compile(
    rf"(?<!\w)(?:no|nomor|nomer|nmr)\w{{0,3}}(?:\s[^\W\d_]{{1,12}}){{0,2}}[\s:.#]{{1,3}}(?P<n>{_run(9, 20)})(?!\d|/)",
    _ANY,
)
_LETTERED = re.compile(
    r"(?<!\w)(?:no|nomor|nomer|nmr)\b\.?(?:\s[^\W\d_]{1,12}){0,2}[\s:.#]{1,3}(?P<n>(?-i:[A-Z]{2,4})\d{0,4}[.\-](?:\d{1,4}[.\-])*\d{4,}|\d{3,5}-[A-Z]{2}-\d{6,8}-\d{3,5})(?!\w)",
    _ANY,
)
_ANOTHER = re.compile(r"\x00\s?(?:,|/|&|;|(?<=\s)(?:dan|dn|lan|karo|sama|atau|bukan))\s?(?P<n>\d{8,16})(?!\d)", _ANY)
_OF_A_YEAR = re.compile(r"\d{1,4}/(?:19|20)\d\d")
_GROUPED = re.compile(r"(?<![\w.,/-])\d{2,6}(?:[ .\-]\d{1,6}){1,6}(?![\d/]|[.,-]\d)")
LEAST_OF_A_CUSTOMER = 5
"""Fewer digits are a count or a year."""
_CHASSIS = re.compile(r"(?<!\w)(?=[A-Z\d]{10,13}\d{4}(?!\w))(?=[A-Z\d]*[A-Z])M[A-HJ-NPR-Z\d]{16}(?!\w)")
_NIP = re.compile(
    rf"(?<![\d])(?<![\d][.\-])(?:19|20)\d{{6}}[ .\-]?(?:19|20)\d{{4}}[ .\-]?[129][ .\-]?\d{{3}}{_NOT_LONGER}"
)
_NPWP = re.compile(r"(?<![\d])(?<![\d][.\-])\d{2}[. ]\d{3}[. ]\d{3}[. ]\d[\-. ]{1,2}\d{3}[. ]\d{3}(?!\d)")
_SIXTEEN = re.compile(rf"(?<![\d])(?<![\d][.\-])(?:\d{{16}}|{_run(16, 16)}){_NOT_LONGER}")
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_LONG = re.compile(r"(?<![\w])(?<![\d][.\-])\d{11,40}(?!\d)")
LEAST_IN_GROUPS = 9
_EIGHTEEN = re.compile(rf"(?<![\d])(?<![\d][.\-])\d{{17,18}}{_NOT_LONGER}")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def labelled(text: str, words: FinderWords) -> Iterator[Hit]:
    """Numbers that say what they are; KK before NIK because both have sixteen digits."""
    yield from apart(_with_labels(text))


def _with_labels(text: str) -> Iterator[Hit]:
    for hit in every(_CUSTOMER_MIXED, text, "customer", 0.97, "n"):
        if sum(map(str.isdigit, text[hit.start : hit.end])) >= LEAST_OF_A_CUSTOMER:
            yield hit
    for kind, pattern in _LABELLED.items():
        yield from every(pattern, text, "nip" if kind == "official" else kind, 0.99, "n")
    for hit in (*every(_MIXED, text, "document", 0.95, "n"), *every(_CHASSIS, text, "document", 0.8)):
        written = text[hit.start : hit.end]
        enough = sum(map(str.isdigit, written)) >= (5 if any(map(str.isalpha, written)) else 7)
        if enough and not _only_years(written):
            yield hit


def shaped(text: str, words: FinderWords) -> Iterator[Hit]:
    """Numbers whose groups say what they are."""
    for kind, pattern in _SHAPED:
        yield from every(pattern, text, kind, 0.8)


def widely(text: str, words: FinderWords) -> Iterator[Hit]:
    """Long numbers a few words behind what has a number: a meter, a pass, an account; or behind `nomor`."""
    rules = ((_WIDELY, 7), (_NUMBERED, 9), (_LETTERED, 6), (_ANOTHER, 8))
    yield from apart(
        hit
        for pattern, least in rules
        for hit in every(pattern, text, "number", 0.7, "n")
        if _is_long(text[hit.start : hit.end], least)
    )


def accounts(text: str, words: FinderWords) -> Iterator[Hit]:
    """8–18 digits after rek, norek, VA or a bank's name (10 at least there), or before a bank's name or `a.n.`."""
    bank = words.bank
    gap = rf"(?:[\s:.,=#()/\-]|no\b|nomor\b|nmr\b|bank\b|saya\b|sy\b|kami\b|atas\b|nama\b|tabungan\b|milik\b|{bank}){{0,8}}"
    label = r"(?:no\.?\s*rek(?:ening)?|norek|rek(?:ening)?|no\.?\s*va|va|virtual\s+account|tabungan)"
    owner = (
        r"[\s:.,(\-]{0,3}(?:a\.?\s?n\.?|a/n|atas\s+nama|milik|punya)(?:[\s.:,]{1,2}[^\W\d_]{2,20}){1,4}[\s.:,()\-]{1,4}"
    )
    patterns = (
        (rf"(?<!\w){label}\b\.?{gap}(?P<n>\d{{8,18}}(?!\d)|{_run(8, 18)})(?!\d)", 0.97),
        (rf"(?<!\w)(?:{bank})\b{gap}(?P<n>\d{{10,18}}(?!\d)|{_run(10, 18)})(?!\d)", 0.9),
        (rf"(?<!\w)(?:{bank}|{label})\b{owner}(?P<n>\d{{8,18}}(?!\d)|{_run(10, 18)})(?!\d)", 0.9),
        (
            rf"(?<![\d.,-])(?P<n>{_run(10, 18)})(?!\d)\s*[(,/\-]?\s*(?:di\s+)?(?:bank\s+)?(?:{bank})(?!\w)",
            0.9,
        ),
        (rf"(?<![\d.,-])(?P<n>{_run(10, 18)})(?!\d)\s*[(,\-]?\s*(?:a\.?\s?n\.?|a/n|atas\s+nama)\s", 0.85),
    )
    yield from apart(
        Hit("account", *match.span("n"), confidence)
        for pattern, confidence in patterns
        for match in re.finditer(pattern, text, _ANY)
        if pattern is patterns[0][0] or len(match["n"]) >= 17 or not _THOUSANDS.fullmatch(match["n"])
    )


def unlabelled(text: str, words: FinderWords) -> Iterator[Hit]:
    """NIP, NPWP and sixteen digits by their shape alone."""
    rules = ((_NIP, "nip", 0.97), (_NPWP, "npwp", 0.97), (_EIGHTEEN, "nip", 0.8), (_SIXTEEN, "nik", 0.95))
    yield from apart(
        hit
        for pattern, kind, confidence in rules
        for hit in every(pattern, text, kind, confidence)
        if not _only_years(text[hit.start : hit.end])
    )


def leftovers(text: str, words: FinderWords) -> Iterator[Hit]:
    """Any run of eleven digits or more, nine in groups, and numbers shaped like a United States social security number."""
    yield from every(_SSN, text, "document", 0.7)
    yield from every(_LONG, text, "number", 0.6)
    for hit in every(_GROUPED, text, "number", 0.6):
        if _is_long(text[hit.start : hit.end], LEAST_IN_GROUPS):
            yield hit


def _is_long(run: str, least: int) -> bool:
    """Whether it has so many digits and counts nothing."""
    return sum(map(str.isdigit, run)) >= least and not _is_count(run)


def _is_count(run: str) -> bool:
    """Whether it is a large sum, a row of years or the number of a letter of a year."""
    return bool(_THOUSANDS.fullmatch(run) or _OF_A_YEAR.fullmatch(run)) or _only_years(run)


def _only_years(run: str) -> bool:
    groups = re.split(r"[ .\-/]+", run)
    return len(groups) > 1 and all(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups)
