"""What every reader gives: the headers of a file and its rows, each with the number a person finds it by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from vlogkit.intake.reading.headers import Every, Files, Wanted, is_secrecy, key
from vlogkit.intake.reading.profiles import Shape
from vlogkit.records.base import whole_letters

Row = tuple[int, Sequence[str]]
"""The line a row starts at (in JSON and XML the count of the record) and its values."""


class Problem(NamedTuple):
    """A row that was left out (`skipped`) or taken with a doubt: its number, the field if one is to blame, the reason."""

    row: int
    field: str
    reason: str
    skipped: bool = True


Report = Callable[[Problem], None]
"""Told of every row that cannot be read as it stands."""
_APOSTROPHE = re.compile(r"'[\d=+@-]")
NOTHING = frozenset(
    {"null", "NULL", "Null", "None", "none", "nan", "NaN", "N/A", "n/a", "NA", "-", "--", "nil", "undefined"}
)
"""Cells that mean no value."""


@dataclass(frozen=True)
class Layout:
    """What was found out about a file before its rows are read."""

    path: Path
    shape: Shape
    headers: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    notes: tuple[str, ...] = field(default=())


class RowReader(Protocol):
    """Gives the rows of one file."""

    layout: Layout

    def rows(self, wanted: Sequence[Wanted], report: Report) -> Iterator[Row]:
        """One value for each entry of `wanted` (header keys, the first present wins; "" where none is)."""
        ...


def as_text(cell: str) -> str:
    """A cell without the signs by which a spreadsheet keeps a number as text: `="00123"` and `'00123`."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1].replace('""', '"')
    return cell[1:] if _APOSTROPHE.match(cell) else cell


_CALLED = ("name", "title", "label", "url", "href", "text", "value", "media_url", "description", "comment")
_LIES_AT = (
    "url",
    "href",
    "src",
    "media_url",
    "file_url",
    "path",
    "file",
    "filename",
    "file_name",
    "nama_file",
    "berkas",
    "name",
)


def plain(value: object, names: Sequence[str] = _CALLED) -> str:
    """A JSON, XML or sheet value as the text a CSV would hold: lists of one unwrapped, of objects the first of `names`
    that they have."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.strip()
        return "" if text in NOTHING else whole_letters(text)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (plain(one, names) for one in value)))
    if isinstance(value, Mapping):
        for name in names:
            if value.get(name):
                return plain(value[name], names)
        return "; ".join(filter(None, (plain(one, names) for one in value.values())))
    return str(value)


def all_of(values: Iterable[str]) -> str:
    """The values of several cells that all count, one a line."""
    return "\n".join(value for value in map(str.strip, values) if value and value not in NOTHING)


def _every(record: Iterable[tuple[str, object]], wanted: Every) -> Iterator[str]:
    """All that a record says under the wanted keys, however deep such a key stands."""
    for name, value in record:
        if wanted[name]:
            yield from _leaves(value, wanted)
        elif isinstance(value, Mapping | list):
            yield from _nested(value, wanted)


def _nested(value: object, wanted: Every) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _nested(one, wanted)
    elif isinstance(value, Mapping):
        yield from _every(((key(name), one) for name, one in value.items()), wanted)


def _leaves(value: object, wanted: Every) -> Iterator[str]:
    """The values in a value, but for ids and addresses, which say nothing; where names are wanted, its names."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            short = key(name)
            if (
                (short in _NAMES or short.isdigit())
                if wanted.names
                else short not in {"id", "url", "href"} or len(value) == 1
            ):
                yield from _leaves(one, wanted)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, wanted)
    else:
        yield plain(value)


_NAMES = frozenset({"name", "nama", "title", "label", "text", "value", "nilai", "tag", "slug", "code", "kode"})
"""Keys of an object under which it says what it is."""


def places_of(headers: Iterable[str], wanted: Iterable[Wanted]) -> list[list[int]]:
    """The columns of each entry of `wanted`, those of the first header it names first."""
    keys = list(map(key, headers))
    return [
        [place for place, one in enumerate(keys) if names[one]]
        if isinstance(names, Every)
        else [place for name in names for place, one in enumerate(keys) if one == name]
        for names in wanted
    ]


def picked(record: Mapping[str, object], wanted: Sequence[Wanted]) -> list[str]:
    """The wanted values of one keyed record: for each entry the first header whose value is not empty."""
    values = []
    for candidates in wanted:
        text = ""
        if isinstance(candidates, Every):
            values.append(all_of(_every(record.items(), candidates)))
            continue
        names = _LIES_AT if isinstance(candidates, Files) else _CALLED
        for candidate in candidates:
            if candidate in record and (text := plain(record[candidate], names)):
                break
        values.append(text)
    return values


@lru_cache(maxsize=8)
def _keys_of(names: tuple[str, ...]) -> tuple[str, ...] | None:
    """The keys of a record's names, which the next record has as a rule too; None where two names have one key."""
    keys = tuple(map(key, names))
    return keys if len(set(keys)) == len(keys) else None


def keyed(record: Mapping[str, object]) -> dict[str, object]:
    """A record by header keys; of two headers with one key the first that has a value stays, of secrecy both."""
    names = _keys_of(tuple(record))
    if names is not None:
        return dict(zip(names, record.values()))  # noqa: B905 - as many as the record has names, and asked for each record
    result: dict[str, object] = {}
    for name, value in record.items():
        short = key(name)
        if short in result and is_secrecy(short):
            result[short] = [result[short], value]
        elif short not in result or (not plain(result[short]) and plain(value)):
            result[short] = value
    return result
