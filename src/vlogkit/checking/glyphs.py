"""Find characters that no font can draw."""

from __future__ import annotations

from collections.abc import Iterator

from vlogkit.checking.privacy import Said, said_in
from vlogkit.checking.wording import Locate
from vlogkit.errors import InputError, MissingGlyphError, Where
from vlogkit.findings.codes import found
from vlogkit.records.brand import Brand
from vlogkit.records.finding import Finding
from vlogkit.records.story import Story
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import Style

INSTEAD = "?"
SEEN = {"shown", "caption"}
"""Kinds of words that are drawn; alt texts and posts are shown by other people's fonts."""


def missing_glyphs(story: Story, brand: Brand, book: FontBook, locate: Locate) -> tuple[list[Finding], Story]:
    """Findings for each text with characters that cannot be drawn, and the story with `?` in their place."""
    style = Style(family=brand.type.text.family, weight=brand.type.text.normal, size=40.0, language=story.lang)
    findings: list[Finding] = []
    gone: set[str] = set()
    for said in said_in(story):
        if said.kind in SEEN and (missing := missing_in(said.text, style, book)):
            findings.append(_finding(said, missing, locate))
            gone |= {character for character, _ in missing}
    if not gone:
        return findings, story
    table = str.maketrans(dict.fromkeys(gone, INSTEAD))
    return findings, Story.model_validate(_replaced(story.model_dump(mode="python"), table))


def missing_in(text: str, style: Style, book: FontBook) -> list[tuple[str, str]]:
    """The characters of a text that no font has, each with the hint that says what to do."""
    try:
        shape_line(text, style, book)
    except MissingGlyphError:
        return list(_one_by_one(text, style, book))
    except InputError:
        return []
    return []


def _one_by_one(text: str, style: Style, book: FontBook) -> Iterator[tuple[str, str]]:
    for character in dict.fromkeys(text):
        try:
            shape_line(character, style, book)
        except MissingGlyphError as error:
            yield character, error.hint
        except InputError:
            continue


def _finding(said: Said, missing: list[tuple[str, str]], locate: Locate) -> Finding:
    names = ", ".join(f"{character} (U+{ord(character):04X})" for character, _ in missing)
    text = " ".join(said.text.split())
    at = text.find(missing[0][0])
    shown = text if len(text) <= 40 else f"…{text[max(0, at - 20) : at + 20]}…"
    return found(
        "glyph-missing",
        place=locate(said.text) or Where.read(said.origin),
        scene=said.scene,
        about=text,
        measured=f"{len(missing)}",
        limit="0",
        characters=names,
        part=shown,
        advice=missing[0][1],
    )


def _replaced(value: object, table: dict[int, str]) -> object:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {
            key: item if key in {"type", "origin", "id", "name"} else _replaced(item, table)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_replaced(item, table) for item in value]
    return value
