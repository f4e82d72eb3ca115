"""A template's Jinja and the facts of a notice come in; filled-in plain data goes out, from inside a sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

from vlogkit import formatting
from vlogkit.errors import InputError
from vlogkit.records.base import Language

Facts = Mapping[str, object]
MAX_LENGTH = 20_000
MAX_ITEMS = 60


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates see plain data and a few filters; nothing of Python's own, and no loop without an end."""

    intercepted_binops = frozenset({"*", "**"})

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        return not attr.startswith("_") and isinstance(obj, Mapping | str | list | tuple) and super().is_safe_attribute(obj, attr, value)  # fmt: skip

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        if not isinstance(left, int | float) or not isinstance(right, int | float) or operator == "**":
            raise SecurityError(f"`{operator}` is for numbers here, and powers are not available")
        return left * right


def environment(lang: Language) -> _Sandbox:
    """The sandbox with the filters of a language: number, percent, date, span."""
    sandbox = _Sandbox(undefined=StrictUndefined, autoescape=False)
    sandbox.globals.clear()
    sandbox.filters = {
        name: sandbox.filters[name]
        for name in ("capitalize", "default", "first", "float", "int", "join", "last", "length", "lower", "replace",
                     "round", "string", "title", "trim", "truncate", "upper", "list", "select", "reject")
    }  # fmt: skip
    sandbox.filters |= {
        "number": lambda value, decimals=0: formatting.number(float(value), lang, decimals),
        "percent": lambda value, decimals=1: formatting.percent(float(value), lang, decimals),
        "date": lambda value, style="long": _date(value, lang, style),
        "span": lambda value: formatting.span(float(value), lang),
        "nonbreaking": lambda value: str(value).replace(" ", formatting.NBSP),
    }
    return sandbox


def _date(value: object, lang: Language, style: str) -> str:
    if isinstance(value, Undefined) or not value:
        return ""
    moment = value if isinstance(value, dt.date) else dt.datetime.fromisoformat(str(value))
    return formatting.date(moment, lang, style)


class Filler:
    """Fills templates for one notice; every error says which template line it is about."""

    def __init__(self, facts: Facts, lang: Language) -> None:
        self.facts = facts
        self.sandbox = environment(lang)

    def words(self, source: str, origin: str = "", **local: object) -> str:
        """The text of a piece of Jinja. Raises InputError."""
        if "{" not in source:
            return source
        try:
            text = self.sandbox.from_string(source).render({**self.facts, **local})
        except SecurityError as error:
            hint = "Templates may use the notice, brand, words and filters; see the template guide."
            raise InputError(f"this template reaches for something it may not: {error}", where=origin or None, hint=hint) from None  # fmt: skip
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            raise InputError(f"the template words {source[:80]!r} do not work: {error}", where=origin or None) from None
        if len(text) > MAX_LENGTH:
            raise InputError(f"a template's words grew past {MAX_LENGTH} characters", where=origin or None)
        return text.strip(" \n\t")

    def value(self, expression: str, origin: str = "", **local: object) -> object:
        """The value of a Jinja expression, without braces. Raises InputError."""
        try:
            return self.sandbox.compile_expression(expression.strip("{} "), undefined_to_none=True)(
                {**self.facts, **local}
            )
        except SecurityError as error:
            raise InputError(f"this template reaches for something it may not: {error}", where=origin or None) from None
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            raise InputError(f"the expression {expression[:80]!r} does not work: {error}", where=origin or None) from None  # fmt: skip

    def items(self, expression: str, origin: str = "", **local: object) -> list[object]:
        """The list an `each` names; text and numbers are no lists. Raises InputError."""
        value = self.value(expression, origin, **local)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise InputError(f"`each: {expression}` is not a list", where=origin or None)
        if len(value) > MAX_ITEMS:
            raise InputError(f"`each: {expression}` has {len(value)} items", where=origin or None, hint=f"At most {MAX_ITEMS}.")  # fmt: skip
        return list(value)

    def holds(self, condition: str, origin: str = "", **local: object) -> bool:
        """Whether a `when` is true; an empty one is."""
        return not condition or bool(self.value(condition, origin, **local))

    def element(self, data: Mapping[str, object], **local: object) -> list[dict[str, object]]:
        """An element with its words filled in: none, one, or one for each item it is repeated for."""
        origin = str(data.get("origin", ""))
        each = str(data.get("each") or "")
        turns = [{**local, "item": item, "index": index} for index, item in enumerate(self.items(each, origin, **local), 1)] if each else [local]  # fmt: skip
        filled = []
        for turn in turns:
            if self.holds(str(data.get("when") or ""), origin, **turn):
                filled.append({key: self._fill(key, value, origin, turn) for key, value in data.items() if key not in {"each", "when"}})  # fmt: skip
        return filled

    def _fill(self, key: str, value: object, origin: str, local: dict[str, object]) -> object:
        if key == "items" and isinstance(value, list | tuple) and value and isinstance(value[0], Mapping) and "type" in value[0]:  # fmt: skip
            return [filled for item in value for filled in self.element(item, **local)]
        if key in LISTS and isinstance(value, str):
            return self.items(value, origin, **local)
        if isinstance(value, str):
            return self.words(value, origin, **local) if key != "origin" else value
        if isinstance(value, Mapping):
            return {name: self._fill(str(name), item, origin, local) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._fill("", item, origin, local) for item in value]
        return value


LISTS = {"items", "parts"}
"""Keys of elements whose text names a list of the notice."""
