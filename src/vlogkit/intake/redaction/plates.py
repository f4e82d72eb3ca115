"""Find vehicle number plates in text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import Hit
from vlogkit.intake.redaction.word_lists import FinderWords

_LABEL = re.compile(
    r"(?:p[ae]?lat|nopol|no\.?\s?pol(?:isi)?|nomor\s+polisi|plat\s+nomor|bernopol|berplat|kendaraan|mobil|motor|truk|bus|angkot)\b[^\d.!?\n]{0,18}$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<!\w)(?:koridor|rute|trayek|jalur|kabel|tipe|type|seri|ukuran|gate|peron|loket|kelas|aturan|peraturan|pasal|lampiran|bab|bagian|formulir|form|kode|skema|golongan|kategori|paket|edisi|versi)\s+(?:no\.?\s+)?$",
    re.IGNORECASE,
)
"""What is named by letters and digits too: a bus line, a cable."""
_NO_LETTERS = re.compile(
    r"(?<!\w)(?:p[ae]?lat|nopol|no\.?\s?pol(?:isi)?|nomor\s+polisi|plat\s+nomor)\b(?:[\s:.]|no\b|nomor\b|mobil\b|motor\b|truk\b|nya\b){0,4}(?P<n>[A-Z]{1,2}[ ._\-]?\d{1,4}(?:[ ._\-]?[A-Z]{1,3})?)(?!\w)",
    re.IGNORECASE,
)


def finds(text: str, words: FinderWords) -> Iterator[Hit]:
    """A real prefix, 1–4 digits and 1–3 letters in any case, unless the whole is a word (L4POR) or the letters are a
    unit or a word ("h 12 jam") and nothing before says that it is a plate."""
    taken: list[tuple[int, int]] = []
    for match in _NO_LETTERS.finditer(text):
        taken.append(match.span("n"))
        yield Hit("plate", *match.span("n"), 0.97)
    for match in _shaped(text, words):
        if any(match.start() < stop and match.end() > start for start, stop in taken):
            continue
        labelled = bool(_LABEL.search(text, max(0, match.start() - 40), match.start()))
        if _is_plate(match, text, labelled=labelled, words=words):
            capital = match["prefix"].isupper() and match["suffix"].isupper()
            yield Hit("plate", match.start(), match.end(), 0.95 if capital or labelled else 0.75)


def _shaped(text: str, words: FinderWords) -> Iterator[re.Match[str]]:
    """What is shaped like a plate; in `L300 K 1975 MH` a plate follows the name of a model, which ends in two noughts."""
    found = words.plate.search(text)
    while found:
        behind = words.plate.match(text, found.start("suffix"))
        if behind and found["number"].endswith("00") and behind["suffix"].lower() not in words.not_suffixes:
            found = behind
        yield found
        found = words.plate.search(text, found.end())


def _is_plate(match: re.Match[str], text: str, *, labelled: bool, words: FinderWords) -> bool:
    """Whether it is a plate and not a code (N2XY), a word of the sentence (T 36 ga) or a unit (h 12 jam)."""
    written, suffix = match[0], match["suffix"].lower()
    if _CODE.search(text, max(0, match.start() - 16), match.start()):
        return False
    if labelled:
        return suffix not in words.not_suffixes or len(match["number"]) >= 3 or written.isupper()
    whole = re.sub(r"[ .\-_]", "", written).lower()
    if whole in words.not_plates or (len(match["number"]) == 1 and whole == written.lower() and len(suffix) < 3):
        return False
    if len(match["number"]) <= 2 and match["prefix"].isupper() and match["suffix"].islower():
        return False
    return suffix not in words.not_suffixes or (len(match["number"]) >= 4 and written.isupper())
