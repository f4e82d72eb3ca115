"""Say what a person reads in their language: English stands in the code, other languages in config/locale/."""

from __future__ import annotations

import json
import locale
import os
from collections.abc import Iterator, Mapping
from functools import cache

from vlogkit import resources

LANGUAGES = ("id", "en")
"""Languages of the program itself, the one used where nothing says otherwise first."""
ALSO = {"jv": "id", "javanese": "id", "indonesian": "id", "english": "en"}
"""Other names that systems have for them, and whoever reads Javanese reads Indonesian."""
VARIABLE = "VLOGKIT_LANG"
"""The environment's variable with the language; it reaches the processes that a command starts."""
DOMAIN = "vlogkit.po"


def language_of(*wishes: str) -> str:
    """The first of the wishes that the program speaks, such as `id` for `id_ID.UTF-8`."""
    for wish in wishes:
        short = wish.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if short in LANGUAGES:
            return short
        if short in ALSO:
            return ALSO[short]
    return LANGUAGES[0]


def system_language() -> str:
    """The language the system is set to, as it names it; empty where it does not say."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, named), "") or locale.getlocale()[0] or ""


def terminal_language() -> str:
    """The language of the command line: what `--lang` or VLOGKIT_LANG says, else the system's. A system without one,
    or with one that the program does not speak, gets English, as programs there speak."""
    return language_of(os.environ.get(VARIABLE, ""), system_language(), "en")


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """English → the language; empty for English itself. A plural has the words of its singular: the languages here do
    not tell them apart."""
    path = resources.shipped("config", "locale", lang, DOMAIN)
    if lang == "en" or not path.is_file():
        return {}
    return dict(_entries(path.read_text(encoding="utf-8")))


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """The entries of a PO file that are translated; read here, as Babel takes six times as long and is loaded first."""
    for entry in text.split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in entry.splitlines():
            keyword, _, quoted = line.partition(" ")
            if line.startswith('"'):
                fields[name] += _unquoted(line)
            elif quoted.startswith('"'):
                name = keyword
                fields[name] = _unquoted(quoted)
        said = fields.get("msgstr") or fields.get("msgstr[0]")
        for source in (fields.get("msgid"), fields.get("msgid_plural")):
            if source and said:
                yield source, said


def _unquoted(text: str) -> str:
    return json.loads(text) if "\\" in text else text[1:-1]


def translated(text: str, lang: str, **named: object) -> str:
    """A text in a language, `{names}` filled in; English where no translation is there."""
    said = catalogue(lang).get(text, text)
    return said.format(**named) if named else said


def counted(number: int, one: str, several: str, lang: str, **named: object) -> str:
    """A text about a number of things, `{n}`; Indonesian has one form for all numbers."""
    from vlogkit import formatting

    shown = formatting.number(number, "en" if lang == "en" else "id")
    if lang == "en":
        return (one if number == 1 else several).format(n=shown, **named)
    return catalogue(lang).get(one, several).format(n=shown, **named)
