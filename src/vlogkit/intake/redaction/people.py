"""Find names of people by what stands before them: an honorific, an introduction, kinship, bin and binti."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction import named_without_title
from vlogkit.intake.redaction.finds import KEEP, Hit
from vlogkit.intake.redaction.name_shapes import is_given, is_ordinary, may_be_a_name, of_a_place, on_a_sign
from vlogkit.intake.redaction.word_lists import FinderWords

_WORD = re.compile(r"[^\W\d_](?:[\w'’`]|-(?=[^\W\d_]))*\.?")
_GAP = re.compile(r"[ \t]*(?:,[ \t]*(?=[SM]\.\w|Amd|Dr))?[ \t]*")
_DEGREE = re.compile(
    r"(?:[SMAD]\.\s?[A-Z][A-Za-z]{0,5}(?:\.[A-Z][a-z]*)*\.?|A\.?md\.?(?:\.\w+)?|S[HEIT]\b\.?|M[MT]\b\.?)(?!\w)"
)
_OWNER = re.compile(r"\x00[\s,(/\-]{0,4}(?:\w{2,8}\s{1,3}){0,2}(?:a\.?n\.?|milik|punya)\s{1,3}", re.IGNORECASE)
_JOIN = re.compile(
    r"(?:\s?,\s?(?:(?:dan|dn|serta)\s)?|\s(?:dan|dn|&|sama|sm|dgn|dg|dengan|karo|serta|lan|ambek|kalih|bersama)\s|\s?[/&+]\s?)(?=[^\W\d_])",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s?,?\s(?:(?:selaku|sebagai|sang)\s)?(?P<word>[^\W\d_]{3,12})")
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
    for hit in _candidates(text, words):
        if any(hit.start < stop and hit.end > start for start, stop in taken):
            continue
        taken.append((hit.start, hit.end))
        if hit.kind != KEEP and _holds_high_office(text, hit, words):
            hit = hit._replace(kind=KEEP)
        yield hit
        for more in _joined(text, hit, words) if hit.kind != KEEP else ():
            if not any(more.start < stop and more.end > start for start, stop in taken):
                taken.append((more.start, more.end))
                yield more


def _candidates(text: str, words: FinderWords) -> Iterator[Hit]:
    """Names that an office makes public, then those behind a signal, the surest signals first."""
    yield from named_without_title.public(text, words)
    rules = (
        (_OWNER, 0.9, True),
        (words.introduction, 0.9, True),
        (words.kin, 0.85, False),
        (words.honorific, 0.9, False),
    )
    for pattern, confidence, any_case in rules:
        for match in pattern.finditer(text):
            if match.start() == match.end() or of_a_place(text, match.start(), words):
                continue
            if pattern is words.honorific and on_a_sign(text, match.start(), match.end(), words):
                continue
            span = _name(text, match.end(), words, _loose(match, any_case))
            if span is None or (text[span[0]].islower() and not _in_lower_case(text, span, match, pattern, words)):
                continue
            yield Hit("name", *span, confidence if text[span[0]].isupper() else confidence - 0.2)
    for match in _BIN.finditer(text):
        yield Hit("name", _without_common(match, words), match.end(), 0.9)
    for start, confidence in (*named_without_title.starts(text, words), *named_without_title.signed(text, words)):
        span = _name(text, start, words, False)
        if span:
            yield Hit("name", *span, confidence)


def _in_lower_case(
    text: str, span: tuple[int, int], match: re.Match[str], pattern: re.Pattern[str], words: FinderWords
) -> bool:
    """Whether a name in lower case is one: after a title no ordinary word, after a word of kinship a known name."""
    first = re.split(r"[ \t.]", text[span[0] : span[1]], maxsplit=1)[0].lower()
    said = re.sub(r"\s+", " ", match[0].strip().lower())
    if is_given(first, words) or (first in words.also_words and said != "dr"):
        return True
    if is_ordinary(first, words):
        return False
    if pattern is words.kin:
        return bool(_OF_AGE.match(text, span[1]))
    if said.endswith(("milik", "punya")):
        return False
    return pattern is not words.honorific or said in words.titles or said.rstrip(".") in words.titles


def _holds_high_office(text: str, hit: Hit, words: FinderWords) -> bool:
    """Pak Ahmad Luthfi gubernur Jateng: who holds such an office is publicly known."""
    if text[hit.start : hit.end].lower() in words.officials:
        return True
    after = _AFTER_NAME.match(text, hit.end)
    return bool(after and after["word"].lower() in words.high)


def _joined(text: str, hit: Hit, words: FinderWords) -> Iterator[Hit]:
    """The other names of a list: saksi Budi, Tono dan Dian."""
    end = hit.end
    while join := _JOIN.match(text, end):
        start = join.end()
        titled = words.honorific.match(text, start)
        start = titled.end() if titled else start
        written = _WORD.match(text, start)
        if not written or not _continues(written[0], words, weak="," in join[0] and not titled):
            return
        span = _name(text, start, words, False)
        if span is None:
            return
        yield hit._replace(start=span[0], end=span[1])
        end = span[1]


def _continues(written: str, words: FinderWords, *, weak: bool) -> bool:
    bare = written.rstrip(".").lower()
    if weak or written[0].islower():
        return is_given(bare, words) or (written[0].isupper() and bare in words.also_words)
    return may_be_a_name(written, words)


def _loose(match: re.Match[str], any_case: bool) -> bool:
    """`nama`, `an.` and the kin words introduce much else in lower case: there a capital must follow."""
    said = match[0].strip(" :=\t").lower()
    return any_case and (said not in {"nama", "an."} or ":" in match[0]) and not said.endswith(("milik", "punya"))


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


def _without_common(match: re.Match[str], words: FinderWords) -> int:
    """Where the name before bin begins: the word before it, and one more where that has a capital and is a name."""
    first, last = match["a"].split()[0], match["a"].split()[-1]
    whole = first is last or (first[0].isupper() and first.lower() not in words.not_names)
    return match.start() if whole else match.end("a") - len(last)
