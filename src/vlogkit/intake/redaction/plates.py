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
_NO_LETTERS = re.compile(
    r"(?<!\w)(?:p[ae]?lat|nopol|no\.?\s?pol(?:isi)?|nomor\s+polisi|plat\s+nomor)\b(?:[\s:.]|no\b|nomor\b|mobil\b|motor\b){0,4}(?P<n>[A-Z]{1,2}[ .\-]?\d{1,4}(?:[ .\-]?[A-Z]{1,3})?)(?!\w)",
    re.IGNORECASE,
)


def finds(text: str, words: FinderWords) -> Iterator[Hit]:
    """A real prefix, 1–4 digits and 1–3 letters in any case, unless the whole is a word (L4POR) or the letters are a
    unit or a word ("h 12 jam") and nothing before says that it is a plate."""
    taken: list[tuple[int, int]] = []
    for match in _NO_LETTERS.finditer(text):
        taken.append(match.span("n"))
        yield Hit("plate", *match.span("n"), 0.97)
    for match in words.plate.finditer(text):
        if any(match.start() < stop and match.end() > start for start, stop in taken):
            continue
        written, suffix = match[0], match["suffix"].lower()
        whole = re.sub(r"[ .\-]", "", written).lower()
        labelled = _LABEL.search(text, max(0, match.start() - 40), match.start())
        if whole in words.not_plates and not labelled:
            continue
        long = len(match["number"]) >= (3 if labelled else 4)
        if (
            suffix in words.not_suffixes
            and not (long and (labelled or written.isupper()))
            and not (labelled and written.isupper())
        ):
            continue
        capital = match["prefix"].isupper() and match["suffix"].isupper()
        yield Hit("plate", match.start(), match.end(), 0.95 if capital or labelled else 0.75)
