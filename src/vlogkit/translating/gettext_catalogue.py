"""Say what a person reads in their language: English stands in the code, other languages in config/locale/."""

from __future__ import annotations

import locale
from collections.abc import Mapping
from functools import cache

from vlogkit import resources

LANGUAGES = ("id", "en")
"""Languages of the program itself, the one used where nothing says otherwise first."""
DOMAIN = "vlogkit.po"


def language_of(*wishes: str) -> str:
    """The first of the wishes that the program speaks, such as `id` for `id_ID.UTF-8`."""
    for wish in wishes:
        short = wish.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if short in LANGUAGES:
            return short
        if short == "jv":
            return "id"
    return LANGUAGES[0]


def system_language() -> str:
    """The language the system is set to, as it names it; empty where it does not say."""
    return locale.getlocale()[0] or ""


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """English → the language; empty for English itself. A plural stands under its singular."""
    path = resources.shipped("config", "locale", lang, DOMAIN)
    if lang == "en" or not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        read = read_po(file, locale=lang)
    said: dict[str, str] = {}
    for message in read:
        source = message.id if isinstance(message.id, str) else message.id[0]
        target = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
        if source and target:
            said[source] = target
    return said


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
