"""Read the fields of an update's file for a form, and write them back without touching what the form does not show.

The file stays the person's own: comments, the order of keys and keys that the form does not know are kept as they are."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from vlogkit.errors import InputError, Where
from vlogkit.intake.updates import FENCE, split_front_matter
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.yaml_faults import diagnose

Fields = dict[str, Any]
"""What a form holds: texts by key, lists of texts, and lists of rows that are texts by key; `body` is the Markdown."""

TEXTS = (
    "template", "title", "lang", "brand", "program", "place", "date", "time", "from", "to", "summary", "source", "link",
)  # fmt: skip
LISTS = ("steps", "hashtags")
ROWS: dict[str, tuple[str, ...]] = {
    "facts": ("label", "value", "unit"),
    "phones": ("label", "number"),
    "pictures": ("file", "alt", "focus", "date", "credit", "consent", "minor"),
    "clips": ("file", "alt", "speaker", "office", "captions", "script"),
}
GROUPS: dict[str, tuple[str, ...]] = {
    "quote": ("text", "by", "office"),
    "before": ("file", "alt", "focus", "date", "consent", "minor"),
    "after": ("file", "alt", "focus", "date", "consent", "minor"),
}
_PLAIN = {"value"}
"""Keys whose numbers stand in the file as they are typed, without quotation marks."""


def fields_in(text: str, path: Path) -> Fields:
    """What a form shows of a file's text. Raises InputError where the front matter cannot be read."""
    front, _, body, _ = split_front_matter(text, path)
    return _fields(_read(front, path), body)


def _fields(data: CommentedMap, body: str) -> Fields:
    fields: Fields = {key: _text(data.get(key)) for key in TEXTS}
    fields |= {key: [_text(item) for item in _list(data.get(key))] for key in LISTS}
    fields |= {
        key: [
            {name: _text(row.get(name)) for name in names} for row in _list(data.get(key)) if isinstance(row, Mapping)
        ]
        for key, names in ROWS.items()
    }
    for key, names in GROUPS.items():
        given = data.get(key)
        fields[key] = {name: _text(given.get(name)) if isinstance(given, Mapping) else "" for name in names}
    fields["body"] = body.strip("\n")
    return fields


def with_fields(text: str, fields: Fields, path: Path) -> str:
    """The file's text with what the fields say; what they leave out stays, and what is empty in them goes. Only the
    lines of keys that changed are written anew. Raises InputError where the front matter cannot be read."""
    _, _, written, line = split_front_matter(text, path)
    head, body = _parted(text, line)
    front = "".join(head[1:-1])
    data = _read(front, path)
    before, starts = _fields(data, written), _starts(data)
    changed: list[str] = []
    for key in TEXTS:
        if key in fields and fields[key].strip() != before[key]:
            _put(data, key, fields[key].strip())
            changed.append(key)
    for key in LISTS:
        if key in fields and _filled(fields[key]) != before[key]:
            _put_list(data, key, _filled(fields[key]))
            changed.append(key)
    for key, names in ROWS.items():
        if key in fields and _put_rows(data, key, names, fields[key], before[key]):
            changed.append(key)
    for key, names in GROUPS.items():
        if key in fields and _put_group(data, key, names, fields[key], before[key]):
            changed.append(key)
    front = _with_keys(front, data, changed, starts)
    if "body" in fields and fields["body"].replace("\r\n", "\n").strip("\n") != before["body"]:
        body = fields["body"].replace("\r\n", "\n").strip("\n") + "\n"
    return f"{head[0]}{front}{head[-1]}{body}"


def _parted(text: str, line: int) -> tuple[list[str], str]:
    """The lines of the front matter with its fences, and the body, which starts on a line counted from 1."""
    lines = text.splitlines(keepends=True)
    return lines[: line - 1], "".join(lines[line - 1 :])


def yaml_list_with(text: str, key: str, entry: Mapping[str, object], standing: Sequence[Mapping[str, object]]) -> str:
    """A YAML file's text with one more entry in the list of a key; `standing` is what the list has where the file does
    not name it. Only the lines of that list are written anew."""
    data = _yaml().load(text) or CommentedMap()
    starts = _starts(data)
    entries = data.get(key)
    if not isinstance(entries, CommentedSeq):
        entries = CommentedSeq(CommentedMap(one) for one in standing)
    entries.append(CommentedMap(entry))
    data[key] = entries
    return _with_keys(text, data, [key], starts)


def with_row(text: str, key: str, row: int, changes: Mapping[str, object], path: Path) -> str:
    """An update's text with some keys of one row (from 0) of a list as they are to be: a value, a function of the value
    that is there, or None to take the key out. Only the lines of that list are written anew. Raises InputError where the file has no such row."""
    _, _, _, line = split_front_matter(text, path)
    head, body = _parted(text, line)
    front = "".join(head[1:-1])
    data = _read(front, path)
    starts = _starts(data)
    rows = _list(data.get(key))
    if row >= len(rows) or not isinstance(rows[row], CommentedMap):
        raise InputError(f"`{key}` has no entry {row + 1} any more", where=path, hint="Load the page again.")
    for name, change in changes.items():
        value = change(rows[row].get(name)) if callable(change) else change
        if value is None:
            rows[row].pop(name, None)
        else:
            rows[row][name] = _scalar(name, value) if isinstance(value, str) else value
    return f"{head[0]}{_with_keys(front, data, [key], starts)}{head[-1]}{body}"


def yaml_with(text: str, changes: Mapping[str, object]) -> str:
    """A YAML file's text with some of its keys as they are to be; None takes a key out. Other lines stay."""
    data = _yaml().load(text) or CommentedMap()
    starts = _starts(data)
    for key, value in changes.items():
        if value is None:
            data.pop(key, None)
        else:
            data[key] = _scalar(key, value) if isinstance(value, str) else value
    return _with_keys(text, data, [key for key in changes if key in data or key in starts], starts)


def _with_keys(front: str, data: CommentedMap, changed: Sequence[str], starts: Mapping[str, int]) -> str:
    """The front matter with the lines of some keys written anew, at their place or, for new ones, at the end; `starts` are
    the lines at which its keys stand."""
    lines = front.splitlines(keepends=True)
    places = sorted(starts.values())
    for key in sorted(changed, key=lambda key: -starts.get(key, len(lines))):
        made = _written({key: data[key]}).splitlines(keepends=True) if key in data else []
        first = starts.get(key)
        if first is None:
            lines += made
            continue
        last = next((line for line in places if line > first), _end(front))
        while last > first + 1 and lines[last - 1].lstrip()[:1] in {"", "#"} and not lines[last - 1].startswith(" "):
            last -= 1  # comments and blank lines above the next key belong to it
        lines[first:last] = made
    return "".join(lines)


def _starts(data: object) -> dict[str, int]:
    """The line of each key, from 0, of what was read and not changed yet."""
    return {key: data.lc.key(key)[0] for key in data} if isinstance(data, CommentedMap) else {}


def _end(front: str) -> int:
    return len(front.splitlines())


def new_text(fields: Fields) -> str:
    """The text of a new file."""
    return with_fields(f"{FENCE}\n{FENCE}\n", fields, Path("new.md"))


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _read(front: str, path: Path) -> CommentedMap:
    try:
        data = _yaml().load(front)
    except MarkedYAMLError as error:  # its marks, problem and context are named as PyYAML's
        fault = diagnose(front, error)
        first, place = fault.says, Where(path, fault.line + 1, fault.column)
        raise InputError(f"the front matter cannot be read: {first}", where=place, hint=fault.hint) from None
    except (YAMLError, ValueError) as error:
        first = str(error).strip().splitlines()[0]
        hint = "Mend it in a text editor, or bring an earlier version back."
        raise InputError(f"the front matter cannot be read: {first}", where=path, hint=hint) from None
    if data is None:
        return CommentedMap()
    if not isinstance(data, CommentedMap):
        raise InputError("the front matter should be a list of `key: value` lines", where=path)
    return data


def _written(data: Mapping[str, object]) -> str:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return stream.getvalue()


def _text(value: object) -> str:
    """A value as a form shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_text(item) for item in value)
    return str(value)


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _filled(values: Sequence[str]) -> list[str]:
    return [value.strip() for value in values if value.strip()]


def _scalar(key: str, value: str) -> object:
    """A text as it is to stand in the file: numbers and points plain, everything that YAML could misread in quotation
    marks."""
    if key == "focus":
        return _point(value)
    if key in _PLAIN and _is_number(value):
        return _yaml().load(value)
    risky = value[:1] in "!&*-?|>%@`\"'#{}[],:" or ": " in value or " #" in value or value.endswith(":")
    return DoubleQuotedScalarString(value) if risky or "\n" in value or _misread(value) else value


def _misread(value: str) -> bool:
    """Whether YAML would take a text for something else, such as a date, a number or a yes."""
    try:
        return not isinstance(_yaml().load(value), str)
    except (YAMLError, ValueError):
        return True


def _is_number(value: str) -> bool:
    return value.isascii() and value.replace("-", "", 1).replace(".", "", 1).isdigit()


def _point(value: str) -> object:
    parts = [part.strip() for part in value.strip("[]() ").split(",")]
    if len(parts) != 2 or not all(_is_number(part) for part in parts):
        return DoubleQuotedScalarString(value)
    point = CommentedSeq(_yaml().load(part) for part in parts)
    point.fa.set_flow_style()
    return point


def _put(data: CommentedMap, key: str, value: str) -> None:
    if value:
        data[key] = _scalar(key, value)
    elif key in data:
        del data[key]


def _put_list(data: CommentedMap, key: str, values: Sequence[str]) -> None:
    if not values:
        data.pop(key, None)
        return
    made = CommentedSeq(_scalar(key, value) for value in values)
    if key == "hashtags":
        made.fa.set_flow_style()
    data[key] = made


def _put_rows(
    data: CommentedMap,
    key: str,
    names: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    before: Sequence[Mapping[str, str]],
) -> bool:
    """Whether the rows changed. They keep what the form does not show of the row they came from; `was` says which that
    is, from 0."""
    kept = _list(data.get(key))
    filled = [row for row in rows if any(str(row.get(name, "")).strip() for name in names)]
    wanted = [{name: str(row.get(name, "")).strip() for name in names} for row in filled]
    came = [_number(row.get("was", ""), len(kept)) for row in filled]
    if wanted == list(before) and came in (list(range(len(kept))), [None] * len(kept)):
        return False
    if not wanted:
        data.pop(key, None)
        return True
    made = CommentedSeq()
    for row, index in zip(wanted, came, strict=True):
        old = kept[index] if index is not None and isinstance(kept[index], CommentedMap) else CommentedMap()
        known = before[index] if index is not None else {}
        for name in names:
            if row[name] != known.get(name, ""):
                _put(old, name, row[name])
        made.append(old)
    data[key] = made
    return True


def _number(text: object, count: int) -> int | None:
    number = whole_number(str(text))
    return number if number is not None and number < count else None


def _put_group(
    data: CommentedMap, key: str, names: Sequence[str], given: Mapping[str, str], before: Mapping[str, str]
) -> bool:
    """Whether the group changed."""
    wanted = {name: str(given.get(name, before[name])).strip() for name in names}
    if wanted == dict(before):
        return False
    if not any(wanted.values()):
        data.pop(key, None)
        return True
    old = data.get(key)
    group = old if isinstance(old, CommentedMap) else CommentedMap()
    for name in names:
        if wanted[name] != before[name]:
            _put(group, name, wanted[name])
    data[key] = group
    return True
