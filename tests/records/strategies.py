"""Make Hypothesis strategies for record classes from their own fields."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, JsonValue, ValidationError

from vlogkit.records.kept import KeptRecord

Model = TypeVar("Model", bound=BaseModel)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
Strategy = st.SearchStrategy[object]
KNOWN: dict[str, Strategy] = {
    "timezone": st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "UTC"]),
    "zone": st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "UTC"]),
    "formats": st.dictionaries(st.sampled_from(["portrait", "square"]), st.just({"delay": 3}), max_size=1),
}
"""Fields whose own rules no random text would meet."""


DEEPEST = 2
"""Elements inside elements: so many."""


@cache
def records(model: type[Model], depth: int = DEEPEST) -> st.SearchStrategy[Model]:
    """Instances that pass the record's own rules; `depth` bounds elements inside elements. All fields are filled in, but
    inside of another record, which leaves some of those out that it may: each is tested by itself too."""
    model.model_rebuild()  # a record is built on first use, and what its fields are may not be known before
    fields = {
        name: KNOWN[name] if name in KNOWN else of_type(field.annotation, field.metadata, depth)
        for name, field in model.model_fields.items()
    }
    if issubclass(model, KeptRecord):
        fields["schema_version"] = st.just(model.newest())
    left_out = [name for name, field in model.model_fields.items() if name != "type" and not field.is_required()]
    spare = {name: fields.pop(name) for name in left_out if depth < DEEPEST}

    def build(values: dict[str, object]) -> Model | None:
        try:
            return model.model_validate(values, by_name=True)
        except ValidationError:
            return None

    made = st.fixed_dictionaries(fields, optional=spare).map(build)
    return made.filter(lambda record: record is not None)  # type: ignore[return-value]


def of_type(annotation: object, metadata: Iterable[object], depth: int) -> Strategy:
    """Values of an annotation within its limits."""
    limits = _limits(metadata)
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation is JsonValue:
        return JSON
    if origin is Annotated:
        return of_type(inner[0], [*inner[1:], *metadata], depth)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in {Union, types.UnionType}:
        return _one_of(inner, metadata, depth)
    if origin is tuple:
        return _tuples(inner, limits, depth)
    if origin is frozenset:
        return st.frozensets(of_type(inner[0], (), depth), max_size=2)
    if annotation is dt.timedelta:
        return st.timedeltas(dt.timedelta(0), dt.timedelta(days=9))
    if origin is dict:
        return st.dictionaries(of_type(inner[0], (), depth), of_type(inner[1], (), depth), max_size=2)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return st.deferred(lambda: records(annotation, depth - 1))
    return _plain(annotation, limits)


def _plain(annotation: object, limits: dict[str, object]) -> Strategy:
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        first = int(low) + ("gt" in limits) if low is not None else -9999  # type: ignore[call-overload]
        step = int(limits.get("multiple_of", 1))  # type: ignore[call-overload]
        return st.integers(-(-first // step), (int(high) if high is not None else 9999) // step).map(lambda n: n * step)  # type: ignore[call-overload]
    if annotation is float:
        return st.floats(
            -1e6 if low is None else float(low),  # type: ignore[arg-type]
            1e6 if high is None else float(high),  # type: ignore[arg-type]
            exclude_min="gt" in limits,
            exclude_max="lt" in limits,
        )
    if annotation is str:
        if "pattern" in limits:
            return st.from_regex(str(limits["pattern"]).removesuffix("$") + r"\Z", fullmatch=True)
        return TEXT.filter(lambda text: len(text) >= int(limits.get("min_length", 0)))  # type: ignore[call-overload]
    if annotation is dt.date:
        return st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
    if annotation is type(None):
        return st.none()
    if annotation is Fraction:
        return st.fractions()
    if annotation is object:
        return JSON
    return MOMENTS


def _limits(metadata: Iterable[object]) -> dict[str, object]:
    names = ("ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length", "pattern")
    parts: list[object] = []
    for item in metadata:
        parts += getattr(item, "metadata", ()) or (list(item) if isinstance(item, Iterable) else [item])
    return {name: value for part in parts for name in names if (value := getattr(part, name, None)) is not None}


def _one_of(inner: tuple[object, ...], metadata: Iterable[object], depth: int) -> Strategy:
    kept = [kind for kind in inner if depth > 0 or not _holds_itself(kind)]
    return st.one_of([of_type(kind, metadata, depth) for kind in kept])


def _holds_itself(kind: object) -> bool:
    return isinstance(kind, type) and kind.__name__ == "StackElement"


def _tuples(inner: tuple[object, ...], limits: dict[str, object], depth: int) -> Strategy:
    if len(inner) == 2 and inner[1] is Ellipsis:
        least = int(limits.get("min_length", 0))  # type: ignore[call-overload]
        most = least + (2 if depth == DEEPEST else 1)
        return st.lists(of_type(inner[0], (), depth), min_size=least, max_size=most).map(tuple)
    return st.tuples(*[of_type(kind, (), depth) for kind in inner])
