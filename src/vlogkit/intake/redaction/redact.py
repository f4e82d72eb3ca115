"""Redact a text: run every finder in order, and list the questions that no pattern can answer."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from vlogkit.findings.codes import found
from vlogkit.intake.redaction import kept_spans, numbers, online, phones, places, plates, tagged
from vlogkit.intake.redaction.finds import Finder, Hit, Rest
from vlogkit.intake.redaction.normalise import Plain, plain
from vlogkit.intake.redaction.personal_data import PersonalData, Redaction
from vlogkit.intake.redaction.word_lists import FinderWords
from vlogkit.intake.redaction.word_lists import words as read_words
from vlogkit.records.finding import Finding

_ORDER: tuple[Finder, ...] = (
    kept_spans.at_once,
    phones.with_an_office,
    phones.labelled,
    online.finds,
    places.coordinates,
    numbers.shaped,
    numbers.labelled,
    kept_spans.births,
    kept_spans.dates,
    numbers.accounts,
    places.addresses,
    places.beside,
    numbers.unlabelled,
    phones.mobiles,
    numbers.widely,
    kept_spans.numbers,
    phones.fixed,
    numbers.leftovers,
    plates.finds,
)
"""Labelled finds before shapes, shapes before what looks like a date or a count; names come last."""
LONGEST = 8_000
"""Characters looked at together: some patterns take time that grows with the square of the length."""

MOST_KNOWN = 16_384
"""Texts of which is kept what was found in them; a complaint has a dozen."""
_KNOWN: OrderedDict[tuple[FinderWords, bytes], Redaction] = OrderedDict()

_PERSONAL_AGE = re.compile(r"\((\d{1,2})\s?(?:th|thn|tahun)\)|(?:umur|usia|berusia)\s(\d{1,2})\b", re.IGNORECASE)
_SCHOOL_CLASS = re.compile(r"(?<!\w)kelas\s(?:\d{1,2}|[IVX]{1,4})\b", re.IGNORECASE)
_DISGUISED = re.compile(r"(?<!\w)(?=\w*[a-z]{2})(?=\w*\d)[a-z0-9]{4,}(?!\w)", re.IGNORECASE)
"""A word with digits in the place of letters: k0rupsi, pun6li."""
_LETTERS = str.maketrans("0134567", "oieasgt")
_SHORT = {
    "jgn": "jangan", "jngn": "jangan", "jangn": "jangan", "sy": "saya", "sya": "saya", "gw": "saya", "gue": "saya", "aq": "saya",
    "ak": "saya", "tdk": "tidak", "gak": "tidak", "ga": "tidak", "nggak": "tidak", "gk": "tidak", "ndak": "tidak", "tlg": "tolong",
    "tlong": "tolong", "mhn": "mohon", "pls": "please", "plz": "please", "dont": "don't", "ojo": "jangan", "klo": "kalau",
    "kalo": "kalau", "nm": "nama", "jeneng": "nama", "jenengku": "nama", "namaku": "nama",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def redact(text: str, *, workspace: Path | None = None) -> Redaction:
    """Remove personal data from `text`.

    `findings` hold spans in the original text and a confidence (0–1). `flags` name what a person must be asked:
    minor, health, aid, whistle, violence, graft, and coarsen where coordinates were rounded. Running the result
    through again changes nothing. Raises InputError where the word list cannot be read.
    """
    lists = read_words(workspace)
    return redact_with(text, lists)


def redact_with(text: str, lists: FinderWords) -> Redaction:
    """`redact` with word lists already read. What was found in the texts of late is kept, not the texts: when one of
    thousands of complaints has changed, the others are not looked through again."""
    if not text.strip():
        return Redaction(text=text)
    key = lists, blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if (known := _KNOWN.get(key)) is None:
        known = _KNOWN[key] = _redacted(text, lists)
        if len(_KNOWN) > MOST_KNOWN:
            _KNOWN.popitem(last=False)
    return known


def _redacted(text: str, lists: FinderWords) -> Redaction:
    findings: list[PersonalData] = []
    flags: list[str] = []
    for start, piece in _pieces(text):
        source = plain(piece)
        hits = _found(source, lists, start)
        findings += hits
        flags += _flags(source, hits, lists)
    findings.sort(key=lambda finding: finding.start)
    return Redaction(text=_replaced(text, findings), findings=tuple(findings), flags=tuple(dict.fromkeys(flags)))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each stretch of at most LONGEST characters begins, and the stretch, cut where a line or a word ends."""
    start = 0
    while len(text) - start > LONGEST:
        end = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in "\n ")
        end = end + 1 if end > start else start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _found(source: Plain, lists: FinderWords, offset: int) -> list[PersonalData]:
    findings = []
    for hit in _hits(source.text, lists):
        start, end = source.span(hit.start, hit.end)
        token = hit.instead or lists.tokens.get(hit.kind, "[data]")
        findings.append(
            PersonalData(
                kind=hit.kind, start=offset + start, end=offset + end, confidence=hit.confidence, action=hit.action, token=token
            )
        )  # fmt: skip
    return findings


def check(texts: Mapping[str, str], *, workspace: Path | None = None) -> list[Finding]:
    """Errors for personal data in anything about to leave: captions, alt texts, posts, file names, metadata.

    `texts` maps where a text stands (shown to the person) to the text. The words found are not repeated in the
    finding, only their class and place.
    """
    return [
        found(
            "personal-data",
            "at",
            subject=where,
            measured=f"confidence {item.confidence:.2f}",
            kind=item.kind,
            start=item.start + 1,
            end=item.end,
            token=item.token,
        )
        for where, text in texts.items()
        for item in redact(text, workspace=workspace).findings
    ]


def _hits(text: str, lists: FinderWords) -> Iterator[Hit]:
    """Run the finders in order, each blind to what an earlier one took; then look for names until there are no more, since
    each that is gone changes what stands beside the others."""
    rest = by_rules(text, lists)
    while rest.take(tagged.finds(rest.text, rest.taken, lists)):
        pass
    yield from rest.hits


def by_rules(text: str, lists: FinderWords) -> Rest:
    """What all rules but those for names leave of a text."""
    rest = Rest(text, {token: kind for kind, token in lists.tokens.items()})
    for finder in _ORDER:
        rest.take(finder(rest.text, lists))
    return rest


def _replaced(text: str, findings: list[PersonalData]) -> str:
    parts, done = [], 0
    for finding in findings:
        parts += [text[done : finding.start], finding.token]
        done = finding.end
    return "".join([*parts, text[done:]])


def _flags(source: Plain, findings: list[PersonalData], lists: FinderWords) -> tuple[str, ...]:
    flags = list(_flags_in(source.text, lists))
    if any(finding.action == "coarsen" for finding in findings):
        flags.append("coarsen")
    return tuple(dict.fromkeys(flags))


def flags_of(text: str, lists: FinderWords) -> tuple[str, ...]:
    """The kinds of `flags` in the word list that a text has a word or a turn of phrase of."""
    return _flags_in(plain(text).text, lists) if text.strip() else ()


def _flags_in(text: str, lists: FinderWords) -> tuple[str, ...]:
    """The same of a text that is plain already."""
    said = _spelled_out(text)
    flags = [kind for kind, pattern in lists.flags.items() if pattern.search(text) or pattern.search(said)]
    ages = [int(age[0] or age[1]) for age in _PERSONAL_AGE.findall(text)]
    if any(age < 18 for age in ages) or _SCHOOL_CLASS.search(text):
        flags.append("minor")
    return tuple(dict.fromkeys(flags))


def _spelled_out(text: str) -> str:
    """A text with its short forms written out, digits in words as letters and every space or underscore as one space."""
    said = _DISGUISED.sub(lambda word: word[0].translate(_LETTERS), text.replace("_", " "))
    return " ".join(_WORD.sub(lambda word: _SHORT.get(word[0].casefold(), word[0]), said).split())


Redactor = Callable[[str], Redaction]
"""What `redact` is to those who are handed one."""
