"""Read YAML strictly into records; every fault is reported with its place and what to write instead."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from vlogkit.errors import InputError, Where, raise_all
from vlogkit.faults import faults
from vlogkit.files import check_inside
from vlogkit.records.base import HALF_LETTER, KeyPath
from vlogkit.records.kept import KeptRecord
from vlogkit.records.numbers.typed_numbers import TypedNumber
from vlogkit.yaml_faults import diagnose

Model = TypeVar("Model", bound=BaseModel)
Position = tuple[int, int]
MAX_BYTES = 1_000_000
MAX_TEXT = 20_000_000
"""Bytes of a text file that is read whole: an update with its body, a plan of posts."""
MAX_DEPTH = 60
MOST_BRACKETS = 1000
"""More could be nested so deeply that libyaml, which has no limit, runs out of stack."""
MOST_READ_TWICE = 100_000
"""Characters of a faulty text that Python reads again, of which it takes a second for each."""
_COMPACT = re.compile(r"(?:[-?:] +){20}")
"""Nesting without indentation, which could be as deep: `- - - -`."""


class _Loader(yaml.SafeLoader):
    """SafeLoader without the resolvers that turn 9:16 into 556, no into False and 2026-08-17 into a date."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] in {"null", "merge"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PLAIN = {
    "bool": r"^(?:true|false)$",
    "int": r"^[-+]?(?:0|[1-9][0-9]*)$",
    "float": r"^[-+]?[0-9]+\.[0-9]+(?:e[-+][0-9]+)?$",  # with an exponent as PyYAML writes it: 1.0e-05
}
for _tag, _pattern in _PLAIN.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list("tf-+0123456789"))


_MERGE, _TEXT = "tag:yaml.org,2002:merge", "tag:yaml.org,2002:str"
_CUT_OFF = re.compile(r"[ \t]+#\w")
"""A text that goes on with a number or a hashtag, and not a comment, which has a space after its #."""
"""`<<: *other`: the keys of another mapping, which have their place there."""


def _as_typed(loader: Any, node: yaml.ScalarNode) -> float:
    """A number with the text it was written as: `12.40` has two decimals."""
    try:
        return TypedNumber(node.value)
    except ValueError:
        return float(loader.construct_yaml_float(node))


_FLOAT = "tag:yaml.org,2002:float"
_Loader.add_constructor(_FLOAT, _as_typed)
yaml.SafeDumper.add_representer(TypedNumber, lambda dumper, number: dumper.represent_scalar(_FLOAT, number.text))
_RESOLVERS = {"yaml_implicit_resolvers": _Loader.yaml_implicit_resolvers}
_QUICK: Any = type("_Quick", (yaml.CSafeLoader,), _RESOLVERS) if hasattr(yaml, "CSafeLoader") else None
if _QUICK is not None:
    _QUICK.add_constructor(_FLOAT, _as_typed)
"""The same loader over libyaml, in a tenth of the time; PyYAML may be built without it."""


class Document:
    """A parsed YAML document: plain data, and the line and column (from 1) of every key and item."""

    def __init__(self, data: object, positions: dict[KeyPath, Position], path: Path | str) -> None:
        self.data = data
        self.positions = positions
        self.path = path

    def where(self, path: KeyPath) -> Where:
        """The place of `path`, or of the nearest parent that the file has."""
        while path and path not in self.positions:
            path = path[:-1]
        line, column = self.positions.get(path, (1, 1))
        return Where(self.path, line, column)


def parse(text: str, path: Path | str, *, first_line: int = 1) -> Document:
    """Parse one document; `first_line` is where it starts in its file (front matter). Raises InputError."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise InputError("this YAML file is larger than 1 MB", where=path, hint="Split it into several files.")
    try:
        data, positions = _read(text, path, first_line)
    except yaml.MarkedYAMLError as error:
        fault = diagnose(text, error)
        where = Where(path, fault.line + first_line - 1, fault.column)
        raise InputError(f"this is not valid YAML: {fault.says}", where=where, hint=fault.hint) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"there is a character here that YAML does not allow (U+{code:04X})"
        raise InputError(message, where=Where(path, line), hint="Remove it; save the file as UTF-8 text.") from None
    except RecursionError:
        raise InputError("this YAML is nested too deeply", where=path, hint="Write it out plainly.") from None
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError) as error:
        reason = f": {str(error).split(';')[0]}" if isinstance(error, yaml.YAMLError | ValueError) else ""
        hint = "Put quotes around values that are text, and leave out tags like `!!int`."
        raise InputError(f"a value of this file cannot be read{reason}", where=path, hint=hint) from None
    return Document(data, positions, path)


def _read(text: str, path: Path | str, first_line: int) -> tuple[object, dict[KeyPath, Position]]:
    loader, node = _nodes(text)
    positions: dict[KeyPath, Position] = {}
    try:
        if node is None:
            return {}, positions
        _walk(node, (), positions, first_line - 1, path)
        if _CUT_OFF.search(text):
            _refuse_cut_off(node, text.splitlines(), first_line - 1, path)
        return loader.construct_document(node), positions
    finally:
        loader.dispose()


def _nodes(text: str) -> tuple[Any, yaml.Node | None]:
    """The loader of a document and its nodes. What libyaml refuses is read again by Python, whose words for what is
    wrong do not depend on how PyYAML was built."""
    if _QUICK is not None and _shallow(text):
        quick = _QUICK(text)
        try:
            return quick, quick.get_single_node()
        except yaml.YAMLError:
            quick.dispose()
            if len(text) > MOST_READ_TWICE:
                raise
    loader = _Loader(text)
    return loader, loader.get_single_node()


def _shallow(text: str) -> bool:
    """Whether libyaml can make nodes of a text: where it might be nested deeply, its events are counted first, for which
    it needs no stack."""
    if text.count("[") + text.count("{") < MOST_BRACKETS and not _COMPACT.search(text):
        return True
    depth = 0
    loader = _QUICK(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_BRACKETS:
                return False
    except yaml.YAMLError:
        pass  # reading the nodes ends there too
    finally:
        loader.dispose()
    return True


def _walk(node: yaml.Node, at: KeyPath, positions: dict[KeyPath, Position], offset: int, path: Path | str) -> None:
    """Record positions, and refuse what nobody can have meant: duplicate keys, aliases to oneself, odd depth."""
    mark = node.start_mark
    where = Where(path, mark.line + 1 + offset, mark.column + 1)
    if len(at) > MAX_DEPTH or len(positions) > 200_000:
        raise InputError("this YAML is nested or repeated too deeply", where=where, hint="Write it out plainly.")
    positions.setdefault(at, (where.line, where.column))
    _refuse_half_letters(node, where)
    if isinstance(node, yaml.MappingNode):
        _refuse_decimal_commas(node, offset, path)
        seen: set[str] = set()
        for key, value in node.value:
            if key.tag == _MERGE and isinstance(value, yaml.MappingNode):
                _walk(value, at, positions, offset, path)
        for key, value in node.value:
            name = str(key.value)
            place = (key.start_mark.line + 1 + offset, key.start_mark.column + 1)
            if name in seen:
                raise InputError(f"duplicate key `{name}`", where=Where(path, *place), hint="Keep one of them.")
            seen.add(name)
            _refuse_half_letters(key, Where(path, *place))
            positions[(*at, name)] = place
            _walk(value, (*at, name), positions, offset, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*at, index), positions, offset, path)


def _refuse_half_letters(node: yaml.Node, where: Where) -> None:
    """Raise InputError for what only an escape (`"\\ud83d"`) can write."""
    half = HALF_LETTER.search(node.value) if isinstance(node, yaml.ScalarNode) else None
    if half:
        message = f"there is half a character here (U+{ord(half[0]):04X})"
        raise InputError(message, where=where, hint="Type the character again, and save the file as UTF-8.")


def _refuse_cut_off(node: yaml.Node, lines: list[str], offset: int, path: Path | str) -> None:
    """Raise InputError for `title: Kabar #1 dibuka`, of which YAML keeps `Kabar` only."""
    if isinstance(node, yaml.MappingNode):
        inner = [part for pair in node.value for part in pair]
    else:
        inner = node.value if isinstance(node, yaml.SequenceNode) else []
    for one in inner:
        _refuse_cut_off(one, lines, offset, path)
    if not isinstance(node, yaml.ScalarNode) or node.style or (node.value and node.tag != _TEXT):
        return
    line, column = node.end_mark.line, node.end_mark.column
    rest = lines[line][column:] if line < len(lines) else ""
    if _CUT_OFF.match(rest):
        message = "what follows `#` is a comment in YAML and would not be shown"
        hint = "Put the whole text in quotes; leave a space after # where a comment is meant."
        raise InputError(message, where=Where(path, line + 1 + offset, column + 1), hint=hint)


def _refuse_decimal_commas(node: yaml.MappingNode, offset: int, path: Path | str) -> None:
    """Raise InputError for `{value: 12,4}`, which is a 12 and a key 4 without a value."""
    for (_, value), (key, none) in itertools.pairwise(node.value):
        digits = value.value if isinstance(value, yaml.ScalarNode) and not value.style else ""
        fraction = str(key.value)
        together = key.start_mark.index == value.end_mark.index + 1
        if together and not none.value and re.fullmatch(r"[-+]?[0-9]+", digits) and re.fullmatch(r"[0-9]+", fraction):
            where = Where(path, value.start_mark.line + 1 + offset, value.start_mark.column + 1)
            raise InputError(
                f"the comma in {digits},{fraction} ends the value here", where=where, hint=f"Write {digits}.{fraction}"
            )


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark removed. Raises InputError."""
    try:
        size = check_inside(path).stat().st_size
        if size > MAX_TEXT:
            message = f"this file has {size // 1_000_000} MB, the limit is {MAX_TEXT // 1_000_000}"
            raise InputError(message, where=path, hint="Split it into several files.")
        return check_inside(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("there is no such file", where=path, hint="Put it there, or correct its name.") from None
    except UnicodeDecodeError as error:
        message = f"this file is not UTF-8 text (byte {error.start})"
        raise InputError(message, where=path, hint="Save it as UTF-8 in your editor.") from None
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}", where=path) from None


def load(model: type[Model], path: Path) -> Model:
    """Read and validate one YAML file. Raises InputError or SeveralErrors with every fault of the file."""
    return validate(model, parse(read_text(path), path))


def validate(model: type[Model], document: Document, *, data: object | None = None) -> Model:
    """A document's data (or `data` derived from it) as a record. Raises InputError, SeveralErrors."""
    value = document.data if data is None else data
    if not isinstance(value, Mapping):
        raise InputError("this should be a list of `key: value` lines", where=document.where(()))
    if issubclass(model, KeptRecord):
        value = model.current(value, document.where(("schema_version",)))
    try:
        return model.model_validate(value)
    except ValidationError as error:
        place = partial(_place, document=document, merged=data is not None)
        raise_all(list(faults(model, error, value, place)))
        raise


def _place(path: KeyPath, origin: str, document: Document, merged: bool) -> Where:
    """The key's own line; in merged data that of its element, where the element came from another file."""
    for end in range(len(path), -1, -1):
        own = document.where(path[:end])
        place = f"{Path(own.path).as_posix()}:{own.line}:{own.column}"
        if not merged or not origin or (place.endswith(origin) and path[:end] in document.positions):
            return document.where(path)
    return Where(origin)
