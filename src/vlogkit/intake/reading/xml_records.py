"""Read the record elements of XML files one by one, parsed apart so that one cannot harm the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.parsers import expat

from vlogkit.errors import InputError
from vlogkit.intake.reading.headers import Wanted, is_secrecy, key
from vlogkit.intake.reading.rows import Layout, Problem, Report, Row, keyed, picked

_CHUNK = 1 << 18
LARGEST = 2_000_000
"""Characters of one record element."""
_DEEPEST = 40
_DECLARED = re.compile(r"<\?xml[^>]*encoding=[\"']([\w.-]+)[\"']")
_ENTITIES = re.compile(r"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_SAMPLED = 50
_PARENT = re.compile(r"<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>\s*(?=<[A-Za-z_])")
_NAME = re.compile(r"<([A-Za-z_][\w.:-]*)[\s/>]")


class MarkupReader:
    """Elements called `record`, or, where that is "", the child that repeats most."""

    def __init__(
        self, path: Path, encoding: str, notes: tuple[str, ...], record: str, known: Mapping[str, object]
    ) -> None:
        with path.open("r", encoding=encoding, errors="replace") as file:
            head = file.read(_CHUNK).lstrip("﻿ \t\r\n")
        declared = _DECLARED.match(head)
        if declared and encoding == "cp1252" and declared[1].lower() in {"iso-8859-1", "latin-1", "windows-1252"}:
            notes = ()
        if _ENTITIES.search(head):
            hint = "Export it without a DOCTYPE; entities can hide other files or grow without bound."
            raise InputError(
                "this XML declares its own entities or document type, which is not read",
                where=path,
                hint=hint,
            )
        self._encoding, self._path = encoding, path
        self._record = record or _repeated(head, known, path)
        headers: dict[str, None] = {}
        self.layout = Layout(path, "xml", (), encoding)
        for count, (_, element) in enumerate(self._elements(lambda problem: None)):
            headers.update(dict.fromkeys(element))
            if count == _SAMPLED:
                break
        self.layout = Layout(path, "xml", tuple(headers), encoding, notes=notes)
        self.record = self._record

    def rows(self, wanted: Sequence[Wanted], report: Report) -> Iterator[Row]:
        """Values of the wanted elements and attributes; a broken record is reported and left out."""
        for number, element in self._elements(report):
            yield number, picked(keyed(element), wanted)

    def _elements(self, report: Report) -> Iterator[tuple[int, dict[str, object]]]:
        with self._path.open("r", encoding=self._encoding, errors="replace") as file:
            for number, text in enumerate(segments(iter(lambda: file.read(_CHUNK), ""), self._record), start=1):
                try:
                    value = element_of(text)
                except ValueError as error:
                    report(Problem(number, "", f"this <{self._record}> is broken: {error}"))
                    continue
                yield number, value if isinstance(value, dict) else {self._record: value}


def segments(chunks: Iterator[str], name: str) -> Iterator[str]:
    """The text of each element `name`; one that is not closed before the next begins ends there."""
    opening = re.compile(rf"<{re.escape(name)}(?=[\s/>])[^<>]*>")
    tag = re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^<>]*>")
    buffer, place = "", 0
    for chunk in chunks:
        buffer, place = buffer[place:] + chunk, 0
        while start := opening.search(buffer, place):
            if start[0].endswith("/>"):
                place = start.end()
                yield start[0]
                continue
            following = tag.search(buffer, start.end())
            if following is None:
                place = start.start()
                break
            place = following.end() if following[1] else following.start()
            yield buffer[start.start() : place]
        else:
            place = max(place, len(buffer) - len(name) - 200)
        if len(buffer) - place > LARGEST:
            yield buffer[place:LARGEST]
            buffer, place = "", 0
    if opening.match(buffer, place):
        yield buffer[place:]


def element_of(text: str) -> object:
    """An element as text, or as a mapping of its children and attributes; `xsi:nil` is None. Of one with text and those
    too, what they say of secrecy is kept beside the text.

    Raises ValueError with the reason where it is not well formed, nests too deeply or names an entity.
    """
    parser = expat.ParserCreate()
    stack: list[tuple[str, dict[str, object], list[str]]] = []
    result: list[object] = []

    def begin(element: str, attributes: dict[str, str]) -> None:
        if len(stack) >= _DEEPEST:
            raise ValueError(f"more than {_DEEPEST} elements are nested")
        stack.append((element, {name.split(":")[-1]: value for name, value in attributes.items()}, []))

    def end(_: str) -> None:
        name, values, said = stack.pop()
        nothing = values.pop("nil", "") in {"true", "1"}
        words = "".join(said).strip()
        value: object = None if nothing else values if values and not words else words
        if words and (secrecy := {name: said for name, said in values.items() if is_secrecy(key(name))}):
            value = {**secrecy, "text": words}
        if not stack:
            result.append(value)
            return
        parent = stack[-1][1]
        short = name.split(":")[-1]
        if short in parent:
            held = parent[short]
            parent[short] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            parent[short] = value

    def refuse(*_: object) -> None:
        raise ValueError("it declares a document type")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = lambda data: stack[-1][2].append(data)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise ValueError(
            expat.errors.messages[error.code] if error.code in expat.errors.messages else str(error)
        ) from None
    return result[0] if result else None


def _repeated(head: str, known: Mapping[str, object], path: Path) -> str:
    """The record element: one that a profile names, else the name that appears most often with children of its own."""
    counts = Counter(_NAME.findall(head))
    for name in known:
        if counts[name]:
            return name
    parents = set(_PARENT.findall(head))
    nested = [name for name in counts if name in parents]
    inner = nested[1:] or nested
    if not inner:
        raise InputError(
            "no repeated element was found in this XML",
            where=path,
            hint="It should hold one element for each complaint.",
        )
    return str(max(inner, key=lambda name: counts[name]))
