"""Numbers of a form: as people of the language type them, as they stand in a file, and read back in words."""

from __future__ import annotations

import re

from vlogkit.writing.speech.spoken_words import spoken

_POINT = {"id": ",", "jv": ",", "en": "."}
_GROUP = {"id": ".", "jv": ".", "en": ","}


def figure_for_file(text: str, lang: str) -> str:
    """A typed number as files have it: `12.072` becomes `12072` and `12,4` becomes `12.4` in Indonesian. What is not a
    number stays as it is typed."""
    group, point = re.escape(_GROUP[lang]), re.escape(_POINT[lang])
    value = text.strip().replace("\u00a0", "").replace(" ", "")
    if not re.fullmatch(rf"[-+]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{point}\d+)?", value):
        return text.strip()
    return value.replace(_GROUP[lang], "").replace(_POINT[lang], ".")


def figure_for_form(text: str, lang: str) -> str:
    """A number of a file as people of the language write it; what is not a plain number stays as it is."""
    match = re.fullmatch(r"([-+]?)(\d+)(?:\.(\d+))?", text.strip())
    if not match:
        return text
    sign, whole, decimals = match.groups()
    grouped = f"{int(whole):,}".replace(",", _GROUP[lang]) if len(whole) > 3 and whole[0] != "0" else whole
    return f"{sign}{grouped}{_POINT[lang]}{decimals}" if decimals else f"{sign}{grouped}"


def said_figure(text: str, lang: str) -> str:
    """A typed number in Indonesian words, so that a slip of the hand is noticed; empty for what is not a number."""
    value = figure_for_file(text, lang)
    match = re.fullmatch(r"([-+]?)(\d{1,15})(?:\.(\d{1,6}))?", value)
    if not match:
        return ""
    sign, whole, decimals = match.groups()
    plain = f"{int(whole)},{decimals}" if decimals else str(int(whole))
    return ("minus " if sign == "-" else "") + " ".join(word for word in spoken([plain], "id") if word)
