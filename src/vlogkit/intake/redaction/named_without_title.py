"""Find where names begin that no honorific announces: after a role or kin, at the end of a letter, two names in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit.intake.redaction.finds import KEEP, Hit
from vlogkit.intake.redaction.name_shapes import (
    in_a_title,
    is_given,
    is_region,
    may_be_a_name,
    of_a_place,
    on_a_sign,
    regions,
)
from vlogkit.intake.redaction.word_lists import FinderWords

_TOKEN = re.compile(r"[^\W\d_][\w'’`-]*|\x00+|\d+|[^\w\s]|\n")
_SIGNED = re.compile(
    r"(?:(?:^|[\n\x00])[ \t]{0,4}[-–~_]{1,2}[ \t]{0,2}|(?<!\w)(?:salam|hormat\s(?:saya|kami)|wassalam(?:u'?alaikum)?|suwun|(?:matur|mtr)\s?nuwun"
    r"|(?:terima|trima)\s?kasih|trims?|makasih|tks|thx|dari|an|by)[ \t]{0,2}[.,:;!\-]{0,3}[ \t]{0,2}\n{0,2}[ \t]{0,4}[-–~]?[ \t]?)"
    r"(?P<name>[A-Z][\w'’`]{2,20}(?:[ \t][A-Z][\w'’`]{1,20}){0,3})(?P<end>[ \t]*(?:$|[\n,.(/\x00;\-~])?)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\n[ \t]{0,4}(?P<name>[A-Z][\w'’`]{2,20}(?:[ \t][A-Z][\w'’`]{1,20}){0,3})[ \t]*\.?[ \t\n]*$")
_SEVERAL = re.compile(r"(?<![\w.@/-])[A-Z][a-z'’`]{2,20}(?:[ \t][A-Z][a-z'’`]{1,20}){1,3}(?![\w@])")
_WITH_INITIAL = re.compile(r"(?<![\w.@/-])(?P<name>[A-Z][a-z'’`]{2,20})[ \t][A-Z]\.(?!\w)")
_WITH_TRADE = re.compile(
    r"(?<![\w.@/-])(?P<name>[A-Z][a-z'’`]{2,20}(?:[ \t][A-Z][a-z'’`]{1,20}){0,2}),[ \t](?P<trade>[a-z]{3,16})\b"
)
_CAPITAL = re.compile(r"[A-Z][\w'’`-]*")
_ELSEWHERE = {"di", "ke", "dari", "dr", "jl", "jln", "jalan", "lewat", "menuju", "arah"}
_ADDRESSED = {"pak", "bu", "bpk", "bapak", "ibu", "mas", "mbak", "mantan", "oknum"}
"""Pak RT Walidi: an office so addressed is one person's, and a capital word behind it names them unless it is a region."""
_CALLED = {"si", "tole", "thole", "nduk", "genduk", "gendhuk"}
_NAMED_SO = {"aplikasi", "program", "layanan", "inovasi", "sistem", "website", "web", "apk", "app", "lewat", "via"}
"""Offices give their services names of people: aplikasi si Dewi."""
_GLUE = {":", "=", "(", '"', "-"}


def public(text: str, words: FinderWords) -> Iterator[Hit]:
    """Names after a high office (Gubernur Ahmad Luthfi), which stay."""
    for office in words.high_office.finditer(text):
        end = 0
        names = list(_CAPITAL.finditer(text, office.end(), office.end() + 80))[:4]
        for name in names:
            before = text[end or office.end() : name.start()]
            if before.strip(" \t") or name[0].lower() in words.not_names or words.honorific.match(text, name.start()):
                break
            end = name.end()
        if end:
            yield Hit(KEEP, names[0].start(), end, 1.0)


def starts(text: str, words: FinderWords) -> Iterator[tuple[int, float]]:
    """Where a name begins after a role, a word of kinship, the writer's I, or a verb of giving; and how sure that is."""
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        said = token[0].lower()
        if said in _CALLED:
            found = _called(tokens, place, words)
        elif words.their_kin.fullmatch(said):
            found = _directly(tokens, place, words, sure=False)
        elif said not in words.signals:
            continue
        elif said in words.bearers or said in words.kinsfolk:
            found = _directly(tokens, place, words, sure=True)
        elif said in words.selves or said in words.hints or said in words.offices or _gives(tokens, place, words):
            found = _directly(tokens, place, words, sure=False)
        else:
            found = None
        if found is None and said in words.offices and place and tokens[place - 1][0].lower() in _ADDRESSED:
            found = _directly(tokens, place, words, sure=True)
            found = None if found and is_region(found[0].lower()) else found
        if found is None and said in words.heads:
            found = _behind_an_office(tokens, place, words)
        of_place = of_a_place(text, found.start(), words) and said not in words.heads if found else False
        if found and not of_place and not on_a_sign(text, token.start(), token.end(), words):
            yield found.start(), 0.8 if found[0][0].isupper() else 0.65
    yield from _in_a_row(text, words)
    yield from _told_apart(text, words)


def _gives(tokens: list[re.Match[str]], place: int, words: FinderWords) -> bool:
    return tokens[place][0].lower() in words.recipients and tokens[place - 1][0].lower() in words.givers


def _directly(tokens: list[re.Match[str]], place: int, words: FinderWords, *, sure: bool) -> re.Match[str] | None:
    """The next word, past one colon, where it is a known name, or any capital one behind a sure signal."""
    following = tokens[place + 1 : place + 3]
    if following and following[0][0] in _GLUE:
        following = following[1:]
    if not following or not following[0][0][0].isalpha():
        return None
    name = following[0]
    bare = name[0].lower()
    if is_given(bare, words):
        return name
    capital = name[0][0].isupper() and (bare in words.also_words or (sure and may_be_a_name(name[0], words)))
    return name if capital else None


def _called(tokens: list[re.Match[str]], place: int, words: FinderWords) -> re.Match[str] | None:
    """The known name behind si or tole, unless a service of an office is called so."""
    so_named = place and tokens[place - 1][0].lower() in _NAMED_SO
    return None if so_named else _directly(tokens, place, words, sure=False)


def _behind_an_office(tokens: list[re.Match[str]], place: int, words: FinderWords) -> re.Match[str] | None:
    """The known name with a capital behind one to three words of an office: ketua poktan Suwarno, Pak RT 3 Sugeng."""
    for name in tokens[place + 1 : place + 5]:
        bare = name[0].lower()
        if name[0][0].isupper() and is_given(bare, words) and (bare in words.given or not is_region(bare)):
            return name
        if not (name[0][0].isalnum() or name[0][0] == "\x00") or bare in _ELSEWHERE:
            return None
    return None


def _in_a_row(text: str, words: FinderWords) -> Iterator[tuple[int, float]]:
    """Two words with capitals of which one is a given name and the other may be: Dwi Astutik paid, says nobody before."""
    for match in _SEVERAL.finditer(text):
        first, second = match[0].split()[:2]
        known = is_given(first.lower(), words) and (
            is_given(second.lower(), words) or second.lower() in words.also_words
        )
        if known and match[0].lower() not in regions() and not in_a_title(text, match.start(), words):
            yield match.start(), 0.6


def _told_apart(text: str, words: FinderWords) -> Iterator[tuple[int, float]]:
    """A given name with an initial behind it, Budi S., or with what the person is: Wahyudi, sopir bus."""
    for pattern in (_WITH_INITIAL, _WITH_TRADE):
        for match in pattern.finditer(text):
            first = match["name"].split()[0].lower()
            trade = match.groupdict().get("trade")
            if trade and not (trade in words.bearers or trade in words.offices or trade in words.heads):
                continue
            if is_given(first, words) and not is_region(first) and not in_a_title(text, match.start(), words):
                yield match.start(), 0.6


def signed(text: str, words: FinderWords) -> Iterator[tuple[int, float]]:
    """Where the name of the writer begins: behind a dash at the start of a line, a greeting, or in the last line."""
    for match in _SIGNED.finditer(text):
        name = match["name"]
        ends = bool(match["end"].strip(" \t")) or match.end() == len(text)
        if name[0].isupper() and _is_a_person(name, words, sure=ends and "\n" in match[0][: -len(name)]):
            yield match.start("name"), 0.7
    last = _ALONE.search(text)
    if last and _is_a_person(last["name"], words, sure=False):
        yield last.start("name"), 0.6


def _is_a_person(name: str, words: FinderWords, *, sure: bool) -> bool:
    written = name.split()
    if is_given(written[0].lower(), words):
        return True
    return sure and all(may_be_a_name(word, words) for word in written)
