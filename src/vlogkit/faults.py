"""Turn pydantic's validation errors into one error a key, in plain words."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vlogkit.errors import InputError, VlogkitError, Where
from vlogkit.records.base import KeyPath

Place = Callable[[KeyPath, str], Where]
"""(path of a key, origin of the element it stands in or "") → where a person finds it."""


MOST = 100
"""Faults of a file that are told."""


def faults(model: type[BaseModel], error: ValidationError, value: object, place: Place) -> Iterator[VlogkitError]:
    """One error a key, the first MOST: a misspelt key is not also a missing one, and a value is wrong once, not once for
    each of the types it may have."""
    details = [(detail, *_key_path(detail, value)) for detail in error.errors(include_url=False)]
    extra = ((path, detail["loc"]) for detail, path, _ in details if detail["type"] == "extra_forbidden")
    unknown = list(islice(extra, MOST))
    known = {path: _keys_at(model, loc) for path, loc in unknown}
    meant = {(*path[:-1], nearest(path[-1], keys)) for path, keys in known.items()}
    told: set[KeyPath] = set()
    """The keys that were told, and all that are above them."""
    count = 0
    for detail, path, origin in details:
        if path in told or (detail["type"] == "missing" and path in meant):
            continue
        told.update(path[:end] for end in range(len(path) + 1))
        count += 1
        if count > MOST:
            hint = "Correct the others first; they may have one cause."
            yield InputError(f"more than {MOST} things are wrong here", where=place(path, origin), hint=hint)
            return
        where = place(path, str(detail.get("ctx", {}).get("origin") or origin))
        name = ".".join(map(str, path))
        if detail["type"] == "extra_forbidden":
            hint = suggestion(path[-1], known.get(path) or _keys_at(model, detail["loc"]))
            yield InputError(f"unknown key `{path[-1]}`", where=where, hint=hint)
        elif detail["type"] == "missing":
            yield _missing(path, where)
        else:
            said, hint = say(detail)
            yield InputError(f"`{name}` {said}{_given(detail)}" if path else said, where=where, hint=hint)


def _given(detail: ErrorDetails) -> str:
    """The value that was written, where it is short enough to be shown and the message does not repeat it."""
    given = detail.get("input")
    shown = isinstance(given, str | int | float) and detail["type"] not in _SAY_IT_THEMSELVES
    return f", not {given!r}"[:80] if shown else ""


_SAY_IT_THEMSELVES = {"value_error", "assertion_error", "union_tag_invalid", "union_tag_not_found", "timezone_aware"}
"""Types of faults whose messages do not go on with what was written instead."""


def _missing(path: KeyPath, where: Where) -> VlogkitError:
    if isinstance(path[-1], int):
        name = ".".join(map(str, path[:-1]))
        return InputError(f"`{name}` has too few values", where=where, hint="Write all of them, like [0.5, 0.5].")
    return InputError(f"`{'.'.join(map(str, path))}` is missing", where=where, hint=f"Add `{path[-1]}:` here.")


_DECIMAL_COMMA = re.compile(r"\s*[-+]?\d+,\d+\s*")


def say(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value in a person's words, and what to write instead."""
    kind, limits = detail["type"], detail.get("ctx", {})
    if kind == "float_parsing" and _DECIMAL_COMMA.fullmatch(str(detail["input"])):
        number = str(detail["input"]).strip().replace(",", ".")
        return _SAID[kind][0], f"Write {number}, with a point and without quotes."
    if kind in _SAID:
        return _SAID[kind]
    if kind == "literal_error":
        known = _listed(limits.get("expected"))
        return f"should be one of {', '.join(known)}", suggestion(detail["input"], known)
    if kind == "union_tag_invalid":
        given = detail["input"].get("type") if isinstance(detail["input"], Mapping) else ""
        return f"has an unknown `type: {given}`", suggestion(given, _listed(limits.get("expected_tags")))
    if kind == "union_tag_not_found":
        return "has no `type`", "Add `type:` here, for example `type: text`."
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(limits.get("pattern")), (f"should be written like {limits.get('pattern')}", ""))
    text = re.sub(r"^(?:Value error, |(?:Input|Tuple|List|String|Dictionary) (?=should))", "", detail["msg"])
    return text.removesuffix(" after validation, not 0"), ""


def _listed(expected: object) -> list[str]:
    """`'a', 'b' or 'c'` → a, b, c."""
    return [part.strip(" '") for part in re.split(r",| or ", str(expected))]


def nearest(given: object, known: list[str]) -> str:
    """The known name that is most like what was written; empty where none is."""
    return next(iter(difflib.get_close_matches(str(given), known, n=1, cutoff=0.6)), "")


def suggestion(given: object, known: list[str]) -> str:
    """A hint with the name that was meant, else with all there are."""
    if name := nearest(given, known):
        return f"Did you mean `{name}`?"
    return f"Known here: {', '.join(known)}." if known else "Remove it."


_KINDS = (
    ("string_type", "should be text", "Put quotes around it, or correct it."),
    ("tuple_type list_type", "should be a list", "Write it as [one, two], or as lines that start with `- `."),
    ("int_type int_parsing int_from_float", "should be a whole number", "Write digits only."),
    ("float_type float_parsing", "should be a number", "Write it like 12 or 3.5, without quotes."),
    ("bool_type bool_parsing", "should be true or false", "Write true or false."),
    (
        "dict_type model_type model_attributes_type",
        "should be `key: value` lines",
        "Write each key on a line of its own, indented.",
    ),
    (
        "date_type date_parsing date_from_datetime_parsing date_from_datetime_inexact",
        "should be a date",
        'Write it like "2026-11-24".',
    ),
)
_SAID = {kind: (message, hint) for kinds, message, hint in _KINDS for kind in kinds.split()}
_PATTERNS = {
    "^#[0-9A-Fa-f]{6}$": ("should be a colour", 'Write it like "#9E1B32", in quotes.'),
    "^[a-z0-9][a-z0-9-]{0,62}$": ("should be a name", "Use lower-case letters, digits and hyphens only."),
}


def _key_path(detail: ErrorDetails, value: object) -> tuple[KeyPath, str]:
    """The error's location as far as the data has it, without pydantic's union tags; the element's origin."""
    path: KeyPath = ()
    origin = ""
    last = len(detail["loc"]) - 1
    for index, part in enumerate(detail["loc"]):
        if (isinstance(value, Mapping) and part in value) or (
            isinstance(value, list | tuple) and isinstance(part, int) and part < len(value)
        ):
            path, value = (*path, part), value[part]  # type: ignore[index]  # a part of a list is a number
        elif index == last and detail["type"] == "missing":
            path = (*path, part)
        if isinstance(value, Mapping) and isinstance(value.get("origin"), str):
            origin = value["origin"]
    return path, origin


def _keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that are valid where an error's location ends."""
    return _keys(model, tuple(part if isinstance(part, str) else 0 for part in loc))


@lru_cache(maxsize=256)
def _keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The same; all items of a list have the same keys."""
    owner: object = model
    for part in loc[:-1]:
        owner = _descend(owner, part)
    fields = [
        name for kind in models_of(owner) for key, field in kind.model_fields.items() for name in [field.alias or key]
    ]
    return list(dict.fromkeys(sorted(fields)))


def _descend(owner: object, part: str | int) -> object:
    """The annotation one step along an error's location."""
    models = models_of(owner)
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


def models_of(annotation: object) -> list[type[BaseModel]]:
    """All record classes that an annotation can hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        annotation.model_rebuild()  # a class that holds itself knows its own fields only then
        return [annotation]
    if get_origin(annotation) in {Annotated, Union, types.UnionType, tuple, list, dict}:
        return [model for argument in get_args(annotation) for model in models_of(argument)]
    return []
