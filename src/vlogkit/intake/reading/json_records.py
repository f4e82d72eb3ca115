"""Read the objects of JSON and JSON-lines files one by one, however they are wrapped and where one is broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import TextIO

from vlogkit.errors import InputError
from vlogkit.intake.reading.headers import Wanted, is_secrecy, key
from vlogkit.intake.reading.json_objects import LARGEST, Cut, Parse, around_records, objects
from vlogkit.intake.reading.profiles import Meaning
from vlogkit.intake.reading.rows import Layout, Problem, Report, Row, keyed, picked
from vlogkit.records.base import whole_letters

_CHUNK = 1 << 18
_LEADING_ZERO = re.compile(r'("(?:[^"\\]|\\.)*")|(?<![\w.+-])(-?0\d+(?:\.\d+)?)(?![\w.])')
_BETWEEN = re.compile(r"(?<=\})\s*,?\s*(?=\{)")
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')
_DECODER = json.JSONDecoder(strict=False)
_SAMPLED = 50
_TAIL = 1 << 16
"""Bytes at the end of a file in which something may stand behind its records; a multiple of what UTF-16 and UTF-32 take."""
_WRAPPING = frozenset({"properties", "geometry", "location", "point"})
"""Names of objects whose values are the record's own."""
Known = Mapping[str, Set[Meaning]]
"""What the keys of headers mean that some profile knows."""
_DEEPEST = 3
"""Objects around a list of records."""


class RecordReader:
    """Objects of a JSON array (at the top, or the first array of objects inside), of JSON lines, or a single object."""

    def __init__(self, path: Path, encoding: str, notes: tuple[str, ...], known: Known) -> None:
        """`known` tells a record from an object around records."""
        self._encoding, self._parser, self._known = encoding, _Parser(), known
        with path.open("r", encoding=encoding, errors="replace") as file:
            self._lines = _is_lines(file)
        self._around = {} if self._lines else _said_around(path, encoding, self._parser.at)
        headers: dict[str, None] = {}
        sample = 0
        self.layout = Layout(path, "json", (), encoding)
        for _, record in self._records(lambda problem: None):
            headers.update(dict.fromkeys(record))
            sample += 1
            if sample == _SAMPLED:
                break
        if not sample:
            hint = "It should hold a list of complaints, each an object with names and values."
            raise InputError("no list of records was found in this JSON", where=path, hint=hint)
        self.layout = Layout(
            path, "jsonl" if self._lines else "json", tuple(map(whole_letters, headers)), encoding, notes=notes
        )

    def rows(self, wanted: Sequence[Wanted], report: Report) -> Iterator[Row]:
        """Values of the wanted names; a broken object is mended where that is plain, else reported and left out."""
        for number, record in self._records(report):
            yield number, picked(keyed(record), wanted)

    def _records(self, report: Report) -> Iterator[tuple[int, dict[str, object]]]:
        number, parser = 0, self._parser
        with self.layout.path.open("r", encoding=self._encoding, errors="replace") as file:
            for text, ready in _cuts(file, self._lines, parser.at):
                value = ready if ready is not None else parser.value(number + 1, text, report)
                if parser.doubled:
                    parser.report_doubled(number + 1, report)
                found = _unwrapped(value, self._known) if value is not None else _rescued(text)
                for record in found:
                    number += 1
                    yield number, flattened(record | self._around)
                number += not found


def _is_lines(file: TextIO) -> bool:
    """True where the first line is a whole object and so is the next one."""
    lines = [line for line in (file.readline(LARGEST).strip("\ufeff \t\r\n") for _ in range(50)) if line][:2]
    return len(lines) == 2 and all(line.startswith("{") and line.endswith("}") for line in lines)


def _said_around(path: Path, encoding: str, parse: Parse) -> dict[str, object]:
    """What an object around all records says of secrecy where it is not read whole, under names of its own."""
    with path.open("r", encoding=encoding, errors="replace") as file:
        head = file.read(LARGEST)
    with path.open("rb") as bytes_of:
        bytes_of.seek(max(0, path.stat().st_size - _TAIL))
        tail = bytes_of.read().decode(encoding, errors="replace")
    found: dict[str, list[object]] = {}
    for value in around_records(head, tail, parse):
        for name in filter(lambda name: is_secrecy(key(name)), value):
            found.setdefault(f"{name} ", []).append(value[name])
    return dict(found)


def _cuts(file: TextIO, lines: bool, parse: Parse) -> Iterator[Cut]:
    if not lines:
        yield from objects(iter(lambda: file.read(_CHUNK), ""), parse)
        return
    while line := file.readline(LARGEST):
        if line := line.strip("\ufeff \t\r\n,"):
            yield line, None


def _unwrapped(value: object, known: Known) -> list[dict[str, object]]:
    """The records in a value: itself, or the list inside of objects that look more like records than what is around them.

    A complaint with a list of photographs or answers stays one, however much these say: they have no ticket and status.
    What an object around records says of secrecy it says of each, under a name of its own.
    """
    if not isinstance(value, dict) or not value:
        return []
    if {list, dict}.isdisjoint(map(type, value.values())):
        return [value]
    best, most, own = [value], _likeness(value, known), _meanings(value, known)
    for inner in _lists(value, _DEEPEST):
        kept = "ticket" in own and len(own) > 1 and not {"ticket", "status"} <= _meanings(inner[0], known)
        if not kept and (likeness := _likeness(inner[0], known)) > most:
            best, most = inner, likeness
    around = {name: one for name, one in value.items() if is_secrecy(key(name))} if best[0] is not value else {}
    return [record | {f"{name} ": one for name, one in around.items()} for record in best] if around else best


def _lists(value: dict[str, object], deep: int) -> Iterator[list[dict[str, object]]]:
    """The lists of objects in an object and in those inside it."""
    for inner in value.values():
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            yield inner
        elif isinstance(inner, dict) and deep > 1:
            yield from _lists(inner, deep - 1)


def _likeness(value: dict[str, object], known: Known) -> tuple[int, int]:
    """How much an object looks like a record: what its names mean, and how many of its values are neither list nor object."""
    plain = [name for name, one in flattened(value).items() if not isinstance(one, list | dict)]
    return len(_meanings(value, known)), len(plain)


def _meanings(value: dict[str, object], known: Known) -> set[Meaning]:
    """What an object has a value for."""
    return {
        meaning
        for name, one in flattened(value).items()
        if not isinstance(one, list | dict)
        for meaning in known.get(key(name), ())
    }


def _rescued(text: str) -> list[dict[str, object]]:
    """The sound records in a stretch that a stray quote or bracket made one."""
    found = []
    for piece in _BETWEEN.split(text):
        try:
            value, _ = _DECODER.raw_decode(piece.lstrip())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


class _Parser:
    """Parses one record after the other; of a name that stands twice the first value stays that says anything."""

    def __init__(self) -> None:
        self.doubled: list[str] = []
        """Names that stood twice, since somebody looked."""
        self._decoder = json.JSONDecoder(object_pairs_hook=self._unique, parse_constant=lambda _: None, strict=False)

    def at(self, text: str, begin: int) -> tuple[object, int]:
        """The value that begins there, and where it ends. Raises ValueError, RecursionError."""
        try:
            return self._decoder.raw_decode(text, begin)
        except (ValueError, RecursionError):
            self.doubled.clear()
            raise

    def value(self, number: int, text: str, report: Report) -> object:
        """The object, mended where it has numbers with leading zeros or commas too many; None (reported) else."""
        try:
            return self._decoder.decode(text)
        except (ValueError, RecursionError) as error:
            self.doubled.clear()
            mended = _LEADING_ZERO.sub(lambda match: match[1] or f'"{match[2]}"', text)
            mended = _TRAILING_COMMA.sub(lambda match: match[1] or "", mended)
            try:
                value = self._decoder.decode(mended)
            except (ValueError, RecursionError):
                report(Problem(number, "", f"this record is not valid JSON: {str(error)[:80]}"))
                return None
        said = "this record was not valid JSON and was mended (a number with a leading zero, a comma)"
        report(Problem(number, "", said, skipped=False))
        return value

    def report_doubled(self, number: int, report: Report) -> None:
        """Tell of the names that stood twice in a record."""
        for name in dict.fromkeys(self.doubled):
            said = "this name stands twice in the record; its first value was kept"
            report(Problem(number, whole_letters(name[:40]), said, skipped=False))
        self.doubled.clear()

    def _unique(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        result = dict(pairs)
        if len(result) == len(pairs):
            return result
        result = {}
        for name, value in pairs:
            if name in result:
                self.doubled.append(name)
                if is_secrecy(key(name)):
                    value = [result[name], value]
                elif result[name] not in (None, ""):
                    continue
            result[name] = value
        return result


def flattened(record: Mapping[str, object]) -> dict[str, object]:
    """A record with the values of wrapping objects beside its own: GeoJSON properties and point, one-element lists."""
    if _WRAPPING.isdisjoint(record) and list not in map(type, record.values()):
        return dict(record)
    result: dict[str, object] = {}

    def put(name: str, value: object) -> None:
        result[name] = [result[name], value] if name in result and is_secrecy(key(name)) else value

    for name, value in record.items():
        while isinstance(value, list) and len(value) == 1:
            value = value[0]
        if name == "properties" and isinstance(value, Mapping) and record.get("type") == "Feature":
            for inner, one in flattened(value).items():
                put(inner, one)
        elif (
            name in _WRAPPING - {"properties"}
            and isinstance(value, Mapping)
            and isinstance(value.get("coordinates"), list)
        ):
            point = value["coordinates"]
            if len(point) >= 2 and not isinstance(point[0], list):
                result.setdefault("longitude", point[0])
                result.setdefault("latitude", point[1])
        else:
            put(name, value)
    return result
