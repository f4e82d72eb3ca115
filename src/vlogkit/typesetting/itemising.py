"""Split a paragraph into runs of one direction, script and font, or one emoji."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from vlogkit.errors import MissingGlyphError
from vlogkit.typesetting import direction
from vlogkit.typesetting.characters import (
    EMOJI_STYLE,
    TEXT_STYLE,
    cluster_starts,
    is_blank,
    is_invisible,
    is_pictographic,
    name_of,
    script_of,
    wants_picture,
)
from vlogkit.typesetting.fonts import Font, FontBook
from vlogkit.typesetting.style import Style

_SHOWN = 60
_COMMON = {"Zyyy", "Zinh"}
NO_FONT = Font("", 0, False, Path(), "", 1, 0.0, 0.0, 0.0, 0.0, frozenset())
"""Stands for the font of a character that none has, until the error that names them all."""
_SUBSTITUTES = {"\u2011": "\u2010", "\u2010": "-"}


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters `start` to `end` of a paragraph, alike in level, script and font; `picture` for an emoji."""

    start: int
    end: int
    level: int
    script: str
    font: Font
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph's items in reading order; base 0 reads from the left, 1 from the right."""

    text: str
    base: int
    items: tuple[TextRun, ...]


def itemise(text: str, style: Style, book: FontBook) -> Paragraph:
    """Split one paragraph (cleaned, without line ends) into items.

    Raises MissingGlyphError that names every character which no font and no emoji picture has.
    """
    return _itemise(text, style.family, style.weight, style.italic, book)


@lru_cache(maxsize=512)
def _itemise(text: str, family: str, weight: int, italic: bool, book: FontBook) -> Paragraph:
    choice = _Choice(family, weight, italic, book)
    base = direction.base_level(text)
    levels = direction.levels(text, base)
    starts = cluster_starts(text)
    ends = (*starts[1:], len(text))[: len(starts)]
    scripts = _scripts_of(text, starts, ends)
    pieces: list[TextRun] = []
    for start, end, script in zip(starts, ends, scripts, strict=True):
        whole = TextRun(start, end, levels[start], script, *choice.of(text[start:end], script))
        pieces += [whole] if whole.font is not NO_FONT else _taken_apart(whole, text, choice)
    missing = dict.fromkeys(text[item.start] for item in pieces if item.font is NO_FONT)
    if missing:
        raise _missing(list(missing), text)
    return Paragraph(text, base, _joined(_blanks_filled(pieces, text, choice.first)))


def _taken_apart(whole: TextRun, text: str, choice: _Choice) -> list[TextRun]:
    """Each character of a cluster by itself, where no one font or picture has them all.

    A joined emoji becomes its parts side by side, as UTS #51, section 2.3 advises."""
    return [
        TextRun(index, index + 1, whole.level, whole.script, *choice.of(text[index], whole.script))
        for index in range(whole.start, whole.end)
    ]


def _scripts_of(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    """Each cluster's script; common characters take the one before them."""
    own = [
        next((script for script in map(script_of, text[start:end]) if script not in _COMMON), "")
        for start, end in zip(starts, ends, strict=True)
    ]
    script = next((one for one in own if one), "Zyyy")
    scripts = []
    for one in own:
        script = one or script
        scripts.append(script)
    return scripts


def _blanks_filled(pieces: list[TextRun], text: str, first: Font) -> list[TextRun]:
    """Blanks between two characters of one font are set in that font, others in the first."""
    after: Font | None = None
    following: list[Font | None] = []
    for item in reversed(pieces):
        following.append(after)
        after = after if _blank(item, text) else item.font
    filled: list[TextRun] = []
    before: Font | None = None
    for item, after in zip(pieces, reversed(following), strict=True):
        if _blank(item, text):
            font = before if before is not None and before is after else first
            filled.append(replace(item, font=font))
        else:
            filled.append(item)
            before = item.font
    return filled


def _blank(item: TextRun, text: str) -> bool:
    return all(is_blank(char) for char in text[item.start : item.end])


def _joined(pieces: list[TextRun]) -> tuple[TextRun, ...]:
    """Neighbours that are alike become one item; a picture stays by itself."""
    items: list[TextRun] = []
    for item in pieces:
        last = items[-1] if items else None
        if last and not item.picture and not last.picture and _traits(last) == _traits(item):
            items[-1] = replace(last, end=item.end)
        else:
            items.append(item)
    return tuple(items)


def _traits(item: TextRun) -> tuple[int, str, Font]:
    return item.level, item.script, item.font


class _Choice:
    """The fonts of one paragraph, asked cluster by cluster."""

    def __init__(self, family: str, weight: int, italic: bool, book: FontBook) -> None:
        self.book, self.ask = book, (family, weight, italic)
        self.first = book.find(family, weight, italic)

    def of(self, cluster: str, script: str) -> tuple[Font, Path | None]:
        """The font, and the picture where the cluster is an emoji; `NO_FONT` where neither has it."""
        if all(is_blank(char) for char in cluster):
            return self.first, None
        wanted = wants_picture(cluster)
        picture = self.book.emoji.find(cluster) if wanted else None
        if picture:
            return self.first, picture
        font = self._covering(cluster, script)
        if font or wanted:
            return font or NO_FONT, None
        picture = self.book.emoji.find(cluster) if is_pictographic(cluster[0]) and TEXT_STYLE not in cluster else None
        return (self.first, picture) if picture else (NO_FONT, None)

    def _covering(self, cluster: str, script: str) -> Font | None:
        family, weight, italic = self.ask
        if _covers(self.first, cluster):
            return self.first
        own = script_of(cluster[0])
        fonts = self.book.fallbacks(family, weight, own if own != "Zinh" else script, italic)
        return next((font for font in fonts if _covers(font, cluster)), None)


@lru_cache(maxsize=16384)
def _covers(font: Font, cluster: str) -> bool:
    """HarfBuzz composes, decomposes, and makes up spaces and U+2011, so any of those forms will do."""
    return any(all(_has(font, char) for char in unicodedata.normalize(form, cluster)) for form in ("NFC", "NFD"))


def _has(font: Font, char: str) -> bool:
    if ord(char) in font.coverage or is_invisible(char) or char.isspace() or char == EMOJI_STYLE:
        return True
    return char in _SUBSTITUTES and _has(font, _SUBSTITUTES[char])


def _missing(chars: list[str], text: str) -> MissingGlyphError:
    names = ", ".join(name_of(char) for char in chars)
    at = text.find(chars[0])
    shown = text if len(text) <= _SHOWN else f"…{text[max(0, at - _SHOWN // 2) : at + _SHOWN // 2]}…"
    what = "character" if len(chars) == 1 else "characters"
    hint = "Write it another way, or put a font that has it into the workspace's `fonts/` folder"
    pictures = any(wants_picture(char) for char in chars)
    hint += " (an emoji: an SVG named by its code into `emoji/`)." if pictures else "."
    return MissingGlyphError(f"no font has the {what} {names} in “{shown}”", hint=hint)
