"""YAML text comes in; a validated record goes out, or every fault with file:line:column and the nearest valid name."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vlogkit.errors import InputError, VlogkitError, Where, raise_all

Model = TypeVar("Model", bound=BaseModel)
Position = tuple[int, int]
KeyPath = tuple[str | int, ...]
MAX_BYTES = 2_000_000
MAX_DEPTH = 60


class _Loader(yaml.SafeLoader):
    """SafeLoader without the resolvers that turn 9:16 into 556, no into False and 2026-08-17 into a date."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] in {"null", "merge"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PLAIN = {"bool": r"^(?:true|false)$", "int": r"^[-+]?(?:0|[1-9][0-9]*)$", "float": r"^[-+]?[0-9]+\.[0-9]+$"}
for _tag, _pattern in _PLAIN.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list("tf-+0123456789"))


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
        raise InputError("this YAML file is larger than 2 MB", where=path, hint="Split it into several files.")
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        positions: dict[KeyPath, Position] = {}
        if node is not None:
            _walk(node, (), positions, first_line - 1, path)
        data = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        message = f"this is not valid YAML: {error.problem or error.context}"
        hint = "Check the indentation, and put quotes around text that contains `: ` or starts with a sign."
        raise InputError(message, where=Where(path, line, column), hint=hint) from None
    except (yaml.YAMLError, ValueError) as error:
        hint = "Save the file as UTF-8 text."
        raise InputError(f"this is not valid YAML: {error}", where=path, hint=hint) from None
    finally:
        loader.dispose()
    return Document(data, positions, path)


def _walk(node: yaml.Node, at: KeyPath, positions: dict[KeyPath, Position], offset: int, path: Path | str) -> None:
    """Record positions, and refuse what a person cannot have meant: duplicate keys, aliases to oneself, odd depth."""
    mark = node.start_mark
    where = Where(path, mark.line + 1 + offset, mark.column + 1)
    if len(at) > MAX_DEPTH or len(positions) > 200_000:
        raise InputError("this YAML is nested or repeated too deeply", where=where, hint="Write it out plainly.")
    positions.setdefault(at, (where.line, where.column))
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            place = (key.start_mark.line + 1 + offset, key.start_mark.column + 1)
            if name in seen:
                raise InputError(f"`{name}` stands here a second time", where=Where(path, *place), hint="Keep one.")
            seen.add(name)
            positions[(*at, name)] = place
            _walk(value, (*at, name), positions, offset, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*at, index), positions, offset, path)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark removed. Raises InputError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("there is no such file", where=path) from None
    except UnicodeDecodeError as error:
        message = f"this file is not UTF-8 text (byte {error.start})"
        raise InputError(message, where=path, hint="Save it as UTF-8 in your editor.") from None
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}", where=path) from None


def load(model: type[Model], path: Path) -> Model:
    """Read and validate one YAML file. Raises InputError or SeveralErrors with every fault of the file."""
    return validate(model, parse(read_text(path), path))


def validate(model: type[Model], document: Document, *, data: object | None = None) -> Model:
    """Validate a document's data (or `data` derived from it) against a record. Raises InputError, SeveralErrors."""
    value = document.data if data is None else data
    if not isinstance(value, Mapping):
        raise InputError("this should be a list of `key: value` lines", where=document.where(()))
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise_all([_fault(model, detail, document) for detail in error.errors()])
        raise


def _fault(model: type[BaseModel], detail: ErrorDetails, document: Document) -> VlogkitError:
    path = _key_path(detail["loc"], document)
    where = document.where(path)
    name = ".".join(str(part) for part in path) or "the file"
    kind = detail["type"]
    if kind == "extra_forbidden":
        return InputError(f"unknown key `{path[-1]}`", where=where, hint=_nearest(model, detail["loc"]))
    if kind == "missing":
        return InputError(f"`{name}` is missing", where=where, hint=f"Add `{path[-1]}:` here.")
    given = detail.get("input")
    shown = f", not {given!r}" if isinstance(given, str | int | float | bool) else ""
    message = detail["msg"].removeprefix("Value error, ")
    return InputError(f"`{name}`: {message[0].lower()}{message[1:]}{shown}", where=where)


def _key_path(loc: Sequence[str | int], document: Document) -> KeyPath:
    """The error's location without the union tags that pydantic adds, as far as the document has it."""
    path: KeyPath = ()
    for part in loc:
        longer = (*path, part)
        if longer in document.positions or part == loc[-1]:
            path = longer
    return path


def _nearest(model: type[BaseModel], loc: Sequence[str | int]) -> str:
    """A hint with the valid names, the nearest to what was written first."""
    owner: object = model
    for part in loc[:-1]:
        owner = _descend(owner, part)
    fields = [
        name
        for kind in _models(owner)
        for key, field in kind.model_fields.items()
        for name in [field.alias or key]
    ]
    close = difflib.get_close_matches(str(loc[-1]), fields, n=1, cutoff=0.6)
    known = ", ".join(dict.fromkeys(sorted(fields)))
    return f"Did you mean `{close[0]}`?" if close else f"Known here: {known}." if known else "Remove it."


def _descend(owner: object, part: str | int) -> object:
    """The annotation one step along an error's location."""
    models = _models(owner)
    if isinstance(part, int):
        return owner
    for kind in models:
        for key, field in kind.model_fields.items():
            if part in {key, field.alias}:
                return field.annotation
    tagged = [kind for kind in models if part in _tags(kind)]
    return tagged[0] if tagged else owner


def _tags(kind: type[BaseModel]) -> set[object]:
    return {kind.__name__} | {
        value for field in kind.model_fields.values() for value in get_args(field.annotation) if isinstance(value, str)
    }


def _models(annotation: object) -> list[type[BaseModel]]:
    """All record classes that an annotation can hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in {Annotated, Union, types.UnionType, tuple, list, dict}:
        return [model for argument in get_args(annotation) for model in _models(argument)]
    return []
