"""Say what differs between two states of an item as its form has them: field by field, words taken out and put in marked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, ndiff
from pathlib import Path
from typing import Literal, NamedTuple

from vlogkit import formatting
from vlogkit.errors import InputError
from vlogkit.pipeline.editing.typed_figures import figure_for_form
from vlogkit.pipeline.editing.update_files import GROUPS, LISTS, ROWS, TEXTS, Fields, fields_in
from vlogkit.records.base import Language
from vlogkit.translating.gettext_catalogue import translated

_WORD = re.compile(r"\n|[^\S\n]*[^\s]+")
_KNOWN_BY = {"facts": "label", "phones": "label", "pictures": "file", "clips": "file"}
"""By what a row of a list is known again when others were put before it."""


class WordRun(NamedTuple):
    """Words that stand in both states, or in the one that is shown alone."""

    words: str
    differs: bool


@dataclass(frozen=True)
class FieldChange:
    """A field that differs: its key, with the number of the row from 1, and both states of its words; in `picture` the files
    where a picture is another one, or the one whose `focus` is."""

    field: str
    before: tuple[WordRun, ...] = ()
    after: tuple[WordRun, ...] = ()
    kind: Literal["words", "picture", "focus"] = "words"
    pictures: tuple[str, str] = ("", "")
    points: tuple[tuple[float, float] | None, tuple[float, float] | None] = (None, None)


def changed_fields(
    before: str, now: str, shown: Callable[[str, str], str] = lambda field, value: value
) -> list[FieldChange] | None:
    """What a form would show otherwise, in its order, its values as `shown` writes them; None where one of the two is a file
    that no form can show."""
    try:
        old, new = (_as_shown(fields_in(text, Path("item.md")), shown) for text in (before, now))
    except InputError:
        return None
    return list(_changes(old, new))


def _as_shown(fields: Fields, shown: Callable[[str, str], str]) -> Fields:
    """The fields with their values as they are written for a person; files and points stay."""
    made: Fields = {key: shown(key, value) if isinstance(value, str) else value for key, value in fields.items()}
    for key in ROWS:
        made[key] = [{name: shown(f"{key}.{name}", value) for name, value in row.items()} for row in fields[key]]
    for key in GROUPS:
        made[key] = {name: shown(f"{key}.{name}", value) for name, value in fields[key].items()}
    return made


def worded_change(field: str, before: str, now: str) -> FieldChange:
    """Two states of a text."""
    return FieldChange(field, *_runs(before, now))


def _changes(old: Fields, new: Fields) -> Iterator[FieldChange]:
    for key in (*TEXTS, "body"):
        yield from _words(key, old[key], new[key])
    for key in LISTS:
        between = ", " if key == "hashtags" else "\n"
        yield from _words(key, between.join(old[key]), between.join(new[key]))
    for key, names in ROWS.items():
        for number, before, after in _paired(old[key], new[key], _KNOWN_BY[key]):
            yield from _row(f"{key}.{number}", names, before, after)
    for key, names in GROUPS.items():
        yield from _row(key, names, old[key], new[key])


def _words(field: str, before: str, now: str) -> Iterator[FieldChange]:
    if before != now:
        yield worded_change(field, before, now)


def _row(
    field: str, names: Sequence[str], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[FieldChange]:
    """What differs in a row or group; of a picture that came or went, the picture alone."""
    files = (before.get("file", ""), after.get("file", ""))
    if files[0] != files[1]:
        kind: Literal["words", "picture"] = "words" if field.startswith("clips") else "picture"
        yield FieldChange(field, *_runs(*files), kind, files)
    for name in names:
        was, now = before.get(name, ""), after.get(name, "")
        if name == "file" or was == now or not (all(files) or files == ("", "")):
            continue
        if name == "focus":
            yield FieldChange(f"{field}.{name}", *_runs(was, now), "focus", files, (_point(was), _point(now)))
        else:
            yield worded_change(f"{field}.{name}", was, now)


def _paired(
    old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]], known_by: str
) -> Iterator[tuple[int, Mapping[str, str], Mapping[str, str]]]:
    """Rows of both states with the number of the row, of the later state where it is there still; {} stands for none."""
    left = list(range(len(old)))
    for number, row in enumerate(new, 1):
        same = next((index for index in left if old[index][known_by] == row[known_by]), None)
        if same is None and number - 1 in left and old[number - 1][known_by] not in {one[known_by] for one in new}:
            same = number - 1
        if same is not None:
            left.remove(same)
        yield number, old[same] if same is not None else {}, row
    yield from ((index + 1, old[index], {}) for index in left)


def _runs(before: str, now: str) -> tuple[tuple[WordRun, ...], tuple[WordRun, ...]]:
    first, second = _WORD.findall(before), _WORD.findall(now)
    old: list[WordRun] = []
    new: list[WordRun] = []
    for what, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        old += [WordRun("".join(first[a:b]), what != "equal")] if b > a else []
        new += [WordRun("".join(second[c:d]), what != "equal")] if d > c else []
    return tuple(old), tuple(new)


def _point(text: str) -> tuple[float, float] | None:
    """A focus as shares of the picture; None where none was chosen, or what stands there is not one."""
    try:
        x, y = (float(part) for part in text.strip("[]() ").split(","))
    except ValueError:
        return None
    return x, y


def value_words(field: str, value: str, lang: Language) -> str:
    """A field's value as a page writes it: kinds of news by their names, days and numbers as in the language."""
    if field == "template":
        key = " ".join(("template:", value))
        named = translated(key, lang)
        return value if named == key else named
    if field == "facts.value":
        return figure_for_form(value, lang)
    if field.rpartition(".")[2] in {"date", "from", "to"}:
        return day_words(value, lang)
    return value


def day_words(value: str, lang: Language) -> str:
    """A day of a file as it is written in a language; anything else stays."""
    try:
        return formatting.date(dt.date.fromisoformat(value), lang)
    except ValueError:
        return value


def line_differences(before: str, now: str) -> list[tuple[str, str]]:
    """The lines of two texts: ` ` in both, `-` only before, `+` only now."""
    lines = ndiff(before.splitlines(), now.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] in " +-"]
