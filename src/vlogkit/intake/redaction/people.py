"""Find names of people by what stands before them: an honorific, an introduction, kinship, bin and binti."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import Hit
from vlogkit.intake.redaction.word_lists import FinderWords

_WORD = re.compile(r"[^\W\d_](?:[\w'’`]|-(?=[^\W\d_]))*\.?")
_GAP = re.compile(r"[ \t]*(?:,[ \t]*(?=[SM]\.\w|Amd|Dr))?[ \t]*")
_DEGREE = re.compile(
    r"(?:[SMAD]\.\s?[A-Z][A-Za-z]{0,5}(?:\.[A-Z][a-z]*)*\.?|A\.?md\.?(?:\.\w+)?|S[HEIT]\b\.?|M[MT]\b\.?)(?!\w)"
)
_OWNER = re.compile(r"\x00[\s,(/\-]*(?:\w{2,8}\s+){0,2}a\.?n\.?\s+", re.IGNORECASE)
_OF_AGE = re.compile(r"\s*[(,]?\s*(?:\d|umur|usia|kelas)", re.IGNORECASE)
_BIN = re.compile(
    r"(?<!\w)(?P<a>[^\W\d_]{2,20}(?:[ \t]+[^\W\d_]{2,20})?)[ \t]+(?:bin|binti)[ \t]+(?P<b>[^\W\d_]{2,20}(?:[ \t]+[A-Z][^\W\d_]{1,20})?)",
    re.IGNORECASE,
)
_PARTICLES = {"bin", "binti", "al", "van", "de", "von", "ibn"}
_SHORTENED = {"moh", "muh", "abd", "mhd"}
MOST_WORDS = 4


def finds(text: str, words: FinderWords) -> Iterator[Hit]:
    """Names by what stands before them; offices (Pak Camat) and what belongs to a road (Jl. Pak Kasih) stay."""
    taken: list[tuple[int, int]] = []
    rules = (
        (_OWNER, 0.9, True),
        (words.introduction, 0.9, True),
        (words.kin, 0.85, False),
        (words.honorific, 0.9, False),
    )
    for pattern, confidence, any_case in rules:
        for match in pattern.finditer(text):
            if match.start() == match.end() or _of_a_place(text, match.start(), words):
                continue
            span = _name(text, match.end(), words, _loose(match, any_case))
            if span and pattern is words.kin and text[span[0]].islower() and not _OF_AGE.match(text, span[1]):
                continue
            if span and not any(span[0] < stop and span[1] > start for start, stop in taken):
                taken.append(span)
                yield Hit("name", *span, confidence if text[span[0]].isupper() else confidence - 0.2)
    for match in _BIN.finditer(text):
        start, end = _without_common(match, words), match.end()
        if not any(start < stop and end > begin for begin, stop in taken):
            taken.append((start, end))
            yield Hit("name", start, end, 0.9)


def _loose(match: re.Match[str], any_case: bool) -> bool:
    """`nama`, `an.` and the kin words introduce much else in lower case: there a capital must follow."""
    said = match[0].strip(" :=\t").lower()
    return any_case and (said not in {"nama", "an."} or ":" in match[0])


def _name(text: str, start: int, words: FinderWords, any_case: bool) -> tuple[int, int] | None:
    """The name that begins at `start`: up to four words, capitals throughout or, where allowed, any case."""
    inner = words.honorific.match(text, start)
    if inner and inner.end() > start:
        start = inner.end()
    end, count, place = start, 0, start
    capitals = False
    while count < MOST_WORDS and (word := _WORD.match(text, place)):
        bare = word[0].rstrip(".").lower()
        after = word.end()
        if count and (degree := _DEGREE.match(text, place)):
            end = after = degree.end()
        elif count and bare in _PARTICLES:
            pass
        elif not _is_name(word[0], bare, words, count, capitals, any_case, text[: word.start()]):
            break
        else:
            capitals = capitals or word[0][0].isupper()
            end = word.end()
            if word[0].endswith(".") and len(bare) > 2 and bare not in _SHORTENED:
                end -= 1
                break
        count += 1
        gap = _GAP.match(text, after)
        if gap is None or gap.end() == after:
            break
        place = gap.end()
    return (start, end) if end > start else None


def _is_name(
    written: str, bare: str, words: FinderWords, count: int, capitals: bool, any_case: bool, before: str
) -> bool:
    if bare in words.not_names or (len(bare) < 2 and not (count and written[0].isupper())):
        return False
    if written[0].isupper():
        return True
    if count == 0:
        return len(bare) >= 3 and (any_case or before.rstrip()[-1:] != ",")
    return not capitals and len(bare) >= 3 and (any_case or count == 1)


def _of_a_place(text: str, start: int, words: FinderWords) -> bool:
    """True where the word before names a road or a building: Jl. H. Agus Salim stays."""
    before = re.search(r"([\w\-]+)\.?\s*$", text[max(0, start - 24) : start])
    return bool(before and before[1].lower() in words.places)


def _without_common(match: re.Match[str], words: FinderWords) -> int:
    """Where the name before bin begins: the word before it, and one more where that has a capital and is a name."""
    first, last = match["a"].split()[0], match["a"].split()[-1]
    whole = first is last or (first[0].isupper() and first.lower() not in words.not_names)
    return match.start() if whole else match.end("a") - len(last)
