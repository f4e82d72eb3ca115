"""Find e-mail addresses, links and handles, except those of public services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import KEEP, Hit, apart
from vlogkit.intake.redaction.word_lists import FinderWords

_ANY = re.IGNORECASE
_FREE = r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail)"
_AT = r"(?:\[(?:at|a|et)\]|\((?:at|a|et)\)|\{(?:at|a|et)\})"
_EMAIL = re.compile(
    rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}})(?:(?:@|\s@\s|\s?{_AT}\s?)"
    r"(?P<domain>[\w-]{1,63}(?:(?:\.|\s?(?:\[dot\]|\(dot\)|\[titik\]|\(titik\))\s?)[\w-]{1,63}){1,4})"
    rf"|\s?(?:@|{_AT})\s?{_FREE}(?:\s?\.\s?|\s+(?:dot|titik)\s+|,)(?:com|co\.id))(?!\w)",
    _ANY,
)
"""A single space before the @ is the writer's only where a provider of mail follows: `lewat @kabar.co.id` is an account."""
_SPOKEN = re.compile(
    rf"(?<!\w)[\w.+-]{{1,64}}(?:\s+(?:dot|titik)\s+[\w-]{{1,30}}){{0,3}}\s*(?:@|\s(?:at|et|a)\s)\s*{_FREE}"
    r"(?:\s*(?:\.|\s(?:dot|titik)\s)\s*(?:com|co\s*(?:\.|\s(?:dot|titik)\s)\s*id))?(?!\w)",
    _ANY,
)
"""As people write it who think of a filter: budi dot santoso at gmail dot com, budi@gmail."""
_LINK = re.compile(
    r"(?<![\w@])(?:https?://|www\.)(?P<long>[^\s<>\"'\])]+)"
    r"|(?<![\w@./-])(?P<short>(?:[\w-]{1,63}\.){1,4}(?:com|id|net|org|me|co|be|ly|gl|io|info|app|link|page|ee|bio|gg|site|xyz|online|shop|store|web|tv|cc|us)(?:/[^\s<>\"'\])]*)?)"
    r"(?![\w-])",
    _ANY,
)
_HANDLE = re.compile(r"(?<![\w@./])@(?P<name>[A-Za-z_][\w.]{1,29})(?<!\.)")
_APP = r"(?:ig|insta(?:gram)?|fb|facebook|tik\s?tok|twitter|tele(?:gram)?|line|threads|discord)"
_OWN = r"(?:id|akun|user(?:name)?|saya|sy|ku|kami|nya|namanya)"
_LABELLED = re.compile(
    rf"(?<!\w)(?:(?:(?:id|akun|user(?:name)?)\s+)?{_APP}(?:\s?{_OWN}){{0,2}}|x(?:\s(?:saya|sy))?)\s?[:=]\s?(?P<named>@?[A-Za-z_][\w.]{{2,29}})(?<!\.)"
    rf"|(?<!\w)(?:id\s+line|line\s+id|pin\s+bbm?)\s+(?P<known>@?\w[\w.]{{2,29}})(?<!\.)"
    rf"|(?<!\w){_APP}(?:\s{_OWN}){{0,2}}\s(?P<shaped>[a-z](?=[a-z]{{0,28}}[_.\d]+\w)[\w.]{{2,29}})(?<!\.)",
    _ANY,
)
"""An account after the name of its service: after a colon, after `id line`, or where it is shaped like one."""


_TAGGED = re.compile(
    rf"(?<!\w)(?:discord|dc|steam|riot(?:\s+id)?|valorant|battle\.?net|roblox|mlbb)(?:\s?{_OWN}){{0,2}}\s?[:=]?\s?(?P<tagged>\w[\w.]{{1,31}}(?:\s\w{{1,20}})?#\d{{3,5}})(?!\w)",
    _ANY,
)
"""Accounts of services that tell people of one name apart by a number: discord raka#1234."""


def finds(text: str, words: FinderWords) -> Iterator[Hit]:
    """Addresses first, then links (their end punctuation left), then handles."""
    yield from apart((*_addresses(text, words), *_links(text, words), *_handles(text, words)))


def _addresses(text: str, words: FinderWords) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        domain = re.sub(r"\s?[\[(](?:dot|titik)[\])]\s?", ".", (match["domain"] or "").lower())
        desk = _ours(domain, words) and not _of_a_person(match["local"], words)
        yield Hit(KEEP if desk else "email", match.start(), match.end(), 0.99)
    for match in _SPOKEN.finditer(text):
        yield Hit("email", match.start(), match.end(), 0.9)


def _links(text: str, words: FinderWords) -> Iterator[Hit]:
    for match in _LINK.finditer(text):
        host = re.split(r"[/?#:]", (match["long"] or match["short"]).lower())[0].removeprefix("www.")
        public = _ours(host, words) or _is_public(host, words)
        yield Hit(KEEP if public else "url", match.start(), match.start() + len(match[0].rstrip(".,;:!?")), 0.95)


def _handles(text: str, words: FinderWords) -> Iterator[Hit]:
    for match in _TAGGED.finditer(text):
        yield Hit("handle", *match.span("tagged"), 0.95)
    for match in _HANDLE.finditer(text):
        name = match["name"].lower()
        yield Hit(KEEP if name in words.handles or _is_public(name, words) else "handle", *match.span(), 0.9)
    for match in _LABELLED.finditer(text):
        group = match.lastgroup or "named"
        name = match[group].lower().lstrip("@")
        if all(part in words.not_names for part in re.split(r"[._\d]+", name) if part):
            continue
        yield Hit(KEEP if name in words.handles or _is_public(name, words) else "handle", *match.span(group), 0.9)


def _ours(domain: str, words: FinderWords) -> bool:
    return any(domain == allowed or domain.endswith(f".{allowed}") for allowed in words.domains)


def _is_public(name: str, words: FinderWords) -> bool:
    """An office's or a newspaper's account or host, which says so at the start or the end of one of its parts."""
    parts = [part for part in re.split(r"[._\-]+", name) if part]
    said = [part for part in parts if part.startswith(words.public) or part.endswith(words.media)]
    return bool(said) and not _of_a_person(name, words)


def _of_a_person(name: str, words: FinderWords) -> bool:
    return any(part in words.given for part in re.split(r"[._\-\d]+", name.lower()))
