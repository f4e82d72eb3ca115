"""Find e-mail addresses, links and handles, except those of public services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import KEEP, Hit
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:\s?(?:@|\[at\]|\(at\)|\{at\})\s?)"
    r"(?P<domain>[\w-]{1,63}(?:(?:\.|\s?(?:\[dot\]|\(dot\)|\[titik\]|\(titik\))\s?)[\w-]{1,63}){1,4}"
    r"|(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail)(?:\s?\.\s?|\s+(?:dot|titik)\s+|,)(?:com|co\.id))(?!\w)",
    _ANY,
)
_SPOKEN = re.compile(
    r"(?<!\w)[\w.+-]{1,64}(?:\s+(?:dot|titik)\s+[\w-]{1,30}){0,3}\s*(?:@|\s(?:at|et)\s)\s*(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail)"
    r"(?:\s*(?:\.|\s(?:dot|titik)\s)\s*(?:com|co\s*(?:\.|\s(?:dot|titik)\s)\s*id))?(?!\w)",
    _ANY,
)
"""As people write it who think of a filter: budi dot santoso at gmail dot com, budi@gmail."""
_LINK = re.compile(
    r"(?<![\w@])(?:https?://|www\.)(?P<long>[^\s<>\"'\])]+)"
    r"|(?<![\w@./-])(?P<short>(?:[\w-]{1,63}\.){1,4}(?:com|id|net|org|me|co|be|ly|gl|io|info|app|link|page)(?:/[^\s<>\"'\])]*)?)"
    r"(?![\w-])",
    _ANY,
)
_HANDLE = re.compile(r"(?<![\w@./])@(?P<name>[A-Za-z_][\w.]{1,29})(?<!\.)")
_LABELLED = re.compile(
    r"(?<!\w)(?:ig|instagram|fb|facebook|tiktok|twitter|telegram|line|x)\s?(?:saya|sy|ku)?\s?[:=]\s?(?P<name>@?[A-Za-z_][\w.]{2,29})(?<!\.)",
    _ANY,
)


def finds(text: str, words: FinderWords) -> Iterator[Hit]:
    """Addresses first, then links (their end punctuation left), then handles."""
    taken: list[tuple[int, int]] = []
    for match in _EMAIL.finditer(text):
        taken.append(match.span())
        domain = re.sub(r"\s?[\[(](?:dot|titik)[\])]\s?", ".", match["domain"].lower())
        yield Hit(KEEP if _ours(domain, words) else "email", match.start(), match.end(), 0.99)
    for match in _SPOKEN.finditer(text):
        if not any(match.start() < stop and match.end() > begin for begin, stop in taken):
            taken.append(match.span())
            yield Hit("email", match.start(), match.end(), 0.9)
    for match in _LINK.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip(".,;:!?"))
        if any(start < stop and end > begin for begin, stop in taken):
            continue
        taken.append((start, end))
        host = re.split(r"[/?#:]", (match["long"] or match["short"]).lower())[0].removeprefix("www.")
        yield Hit(KEEP if _ours(host, words) else "url", start, end, 0.95)
    for pattern in (_HANDLE, _LABELLED):
        for match in pattern.finditer(text):
            if any(match.start() < stop and match.end() > begin for begin, stop in taken):
                continue
            taken.append(match.span())
            ours = match["name"].lower().lstrip("@") in words.handles
            start = match.start() if pattern is _HANDLE else match.start("name")
            yield Hit(KEEP if ours else "handle", start, match.end(), 0.9)


def _ours(domain: str, words: FinderWords) -> bool:
    return any(domain == allowed or domain.endswith(f".{allowed}") for allowed in words.domains)
