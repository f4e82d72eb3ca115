"""The redactor's word lists, from `words/redaction.yaml`, folded to lower case and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, field_validator

from vlogkit.errors import InputError
from vlogkit.freshness import until_changed
from vlogkit.records.base import Record
from vlogkit.resources import find, places
from vlogkit.strict_yaml import load

_CALLED = r"(?:(?:si|tole|thole|nduk|genduk|gendhuk|denok)\s+){0,2}"
"""What stands between kin and a name: cucuku si Tole Raka."""
_RECIPIENTS = frozenset({"ke", "kepada", "kpd"})


class Allowed(Record):
    """What stays readable because it belongs to a public service."""

    numbers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


class Plates(Record):
    """Prefixes of number plates, and what only looks like one."""

    prefixes: tuple[str, ...]
    not_suffixes: tuple[str, ...] = ()
    not_plates: tuple[str, ...] = ()


class RedactionWords(Record):
    """The file `words/redaction.yaml`."""

    tokens: dict[str, str]
    allow: Allowed = Allowed()
    honorifics: tuple[str, ...]
    introductions: tuple[str, ...]
    kin: tuple[str, ...]
    offices: tuple[str, ...]
    high_offices: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    bearers: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    givers: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    selves: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    common: tuple[str, ...]
    places: tuple[str, ...]
    premises: tuple[str, ...] = ()
    plates: Plates
    banks: tuple[str, ...]
    flags: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Regular expressions, by the kind of flag."""

    @field_validator("phrases")
    @classmethod
    def _compile(cls, phrases: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for text in (text for listed in phrases.values() for text in listed):
            try:
                re.compile(text)
            except re.error as error:
                raise ValueError(f"`{text}` is not a regular expression: {error}") from None
        return phrases


class NameWords(Record):
    """The file `words/names.yaml`: given names in lower case, several a line, and how Javanese names end."""

    given: tuple[str, ...] = ()
    also_words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class FinderWords:
    """The lists as the finders use them: sets of folded words and compiled alternatives."""

    tokens: dict[str, str]
    token: re.Pattern[str]
    numbers: frozenset[str]
    domains: tuple[str, ...]
    handles: frozenset[str]
    public: tuple[str, ...]
    media: tuple[str, ...]
    given: frozenset[str]
    also_words: frozenset[str]
    endings: re.Pattern[str]
    bearers: frozenset[str]
    hints: frozenset[str]
    givers: frozenset[str]
    heads: frozenset[str]
    selves: frozenset[str]
    kinsfolk: frozenset[str]
    high: frozenset[str]
    high_office: re.Pattern[str]
    recipients: frozenset[str]
    signals: frozenset[str]
    officials: frozenset[str]
    titles: frozenset[str]
    not_names: frozenset[str]
    common: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str]
    premises: frozenset[str]
    honorific: re.Pattern[str]
    desk: re.Pattern[str]
    introduction: re.Pattern[str]
    kin: re.Pattern[str]
    their_kin: re.Pattern[str]
    plate: re.Pattern[str]
    not_suffixes: frozenset[str]
    not_plates: frozenset[str]
    bank: str
    flags: dict[str, re.Pattern[str]]


def either(words: tuple[str, ...] | list[str]) -> str:
    """The words as one alternative of a pattern, the longest first; a space matches any run of spaces."""
    longest = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)


def _files(workspace: Path | None = None) -> tuple[Path, ...]:
    return (*places("words/redaction.yaml", workspace), *places("words/names.yaml", workspace))


@until_changed(_files)
def words(workspace: Path | None = None) -> FinderWords:
    """The workspace's own `words/redaction.yaml`, else the shipped one. Raises InputError, SeveralErrors."""
    return compiled(_redaction_words(workspace), _names(workspace))


@until_changed(_files)
def public_domains(workspace: Path | None = None) -> tuple[str, ...]:
    """Public web addresses, of the same file, for who needs no patterns of it: compiling them takes a twentieth of the time in
    which a still is drawn. Raises InputError, SeveralErrors."""
    return _domains(_redaction_words(workspace))


def _domains(source: RedactionWords) -> tuple[str, ...]:
    return tuple(domain.lower() for domain in source.allow.domains)


def _redaction_words(workspace: Path | None) -> RedactionWords:
    path = find("words/redaction.yaml", workspace=workspace)
    if path is None:
        raise InputError("there is no words/redaction.yaml", hint="Install vlogkit again, or restore the file.")
    return load(RedactionWords, path)


def _names(workspace: Path | None) -> NameWords:
    path = find("words/names.yaml", workspace=workspace)
    return load(NameWords, path) if path else NameWords()


def _own_kin(kin: tuple[str, ...]) -> re.Pattern[str]:
    """The writer's kin: anak saya, cucuku, and what may stand before the name."""
    own = r"(?:ku|kula|\s+(?:saya|sy|kami|ku|gue|gw))"
    return re.compile(rf"(?<!\w)(?:{either(kin)}){own}\s+{_CALLED}", re.IGNORECASE)


def _their_kin(kin: tuple[str, ...]) -> re.Pattern[str]:
    """Somebody's kin: anaknya, anake, putunipun."""
    return re.compile(rf"(?:{either(kin)})(?:nya|e|ne|ipun|nipun|mu)", re.IGNORECASE)


def _flags(source: RedactionWords) -> dict[str, re.Pattern[str]]:
    """The words and the turns of phrase of each kind as one pattern."""
    patterns: dict[str, list[str]] = {
        kind: [rf"(?<!\w)(?:{either(listed)})(?!\w)"] for kind, listed in source.flags.items()
    }
    for kind, phrases in source.phrases.items():
        patterns.setdefault(kind, []).extend(phrases)
    return {kind: re.compile("|".join(listed), re.IGNORECASE) for kind, listed in patterns.items()}


def compiled(source: RedactionWords, names: NameWords) -> FinderWords:
    """Fold and compile the lists of a file."""
    any_case = re.IGNORECASE
    plates = either([prefix.lower() for prefix in source.plates.prefixes])
    return FinderWords(
        tokens=dict(source.tokens),
        token=re.compile(either(["[data]", *source.tokens.values()])),
        numbers=frozenset(re.sub(r"\D", "", number) for number in source.allow.numbers),
        domains=_domains(source),
        handles=frozenset(handle.lower().lstrip("@") for handle in source.allow.handles),
        public=tuple(word.lower() for word in source.allow.public + source.allow.media),
        media=tuple(word.lower() for word in source.allow.media),
        given=frozenset(word for line in names.given for word in line.split()),
        also_words=frozenset(word for line in names.also_words for word in line.split()),
        bearers=frozenset(source.bearers),
        hints=frozenset(source.hints),
        givers=frozenset(source.givers),
        heads=frozenset(source.heads),
        selves=frozenset(source.selves),
        kinsfolk=frozenset(source.kin),
        high=frozenset(source.high_offices),
        high_office=re.compile(rf"(?<!\w)(?:{either(source.high_offices or ('gubernur',))})[ \t]+(?=[A-Z])", any_case),
        recipients=_RECIPIENTS,
        signals=frozenset(
            source.bearers
            + source.kin
            + source.selves
            + source.hints
            + source.offices
            + source.high_offices
            + source.heads
        )
        | _RECIPIENTS,
        officials=frozenset(source.officials),
        titles=frozenset(source.titles),
        endings=re.compile(rf"[a-z]{{0,12}}(?:{either(names.endings)})"),
        not_names=frozenset(source.common)
        | frozenset(source.offices + source.high_offices)
        | frozenset(source.places + source.premises),
        common=frozenset(source.common),
        offices=frozenset(source.offices + source.high_offices),
        places=frozenset(source.places),
        premises=frozenset(source.premises),
        honorific=re.compile(rf"(?<![\w@])(?:{either(source.honorifics)})(?!\w)\.?[ \t]*", any_case),
        desk=re.compile(rf"(?<!\w)(?:{either(source.desks or ('call center',))})(?!\w)", any_case),
        introduction=re.compile(rf"(?<![\w@])(?:{either(source.introductions)})(?![\w])\s*[:=]?\s*", any_case),
        kin=_own_kin(source.kin),
        their_kin=_their_kin(source.kin),
        plate=re.compile(
            rf"(?<![\w@#./-])(?P<prefix>{plates})(?P<gap>[ .\-_]{{0,2}})(?P<number>\d{{1,4}})[ .\-_]{{0,2}}"
            rf"(?P<suffix>[a-z]{{1,3}})(?![\w])",
            any_case,
        ),
        not_suffixes=frozenset(source.plates.not_suffixes),
        not_plates=frozenset(plate.lower() for plate in source.plates.not_plates),
        bank=either(source.banks),
        flags=_flags(source),
    )
