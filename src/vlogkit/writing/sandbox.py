"""Run the Jinja that people write in a sandbox: plain data only, no calls, and always an end."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context
from jinja2.visitor import NodeTransformer

from vlogkit.records.base import HALF_LETTER

MAX_SOURCE = 4_000
"""Characters of one piece of Jinja; the longest shipped one has some 150."""
MAX_LENGTH = 20_000
"""Characters of any text on the way, and of what comes out."""
MAX_TURNS = 1_000
"""Turns of all loops of one piece together."""
MAX_NUMBER = 1e15
MOST_DECIMALS = 6
LOOP = frozenset({"index", "index0", "revindex", "first", "last", "length"})

ALLOWED = frozenset(
    {
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Name,
        nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.CondExpr, nodes.Filter, nodes.Test,
        nodes.Keyword, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub,
        nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.Concat, nodes.List,
        nodes.Tuple,
    }
)  # fmt: skip
"""What a template may be made of: no calls, macros, blocks, includes, captured output, or powers."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates see plain data and the filters in `filters`; they can call nothing. `turns` counts the turns
    of all loops of the piece at work and is set to 0 before each."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    turns = 0

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, finalize=shown)
        self.globals.clear()
        self.filters = dict(FILTERS_OF_TEXT)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(_Guard(self).visit(source), name, filename, defer_init)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of plain data, or the number of a loop's turn; never an attribute of a Python object."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a mapping or an item of a list."""
        if isinstance(obj, LoopContext) and argument in LOOP:
            return getattr(obj, argument)
        if isinstance(obj, Undefined):
            return obj[argument]
        listed = isinstance(obj, list | tuple | str) and isinstance(argument, int)
        try:
            if listed or isinstance(obj, Mapping):
                return obj[argument]
        except LookupError:
            pass
        if isinstance(argument, str) and hasattr(obj, argument):
            raise SecurityError(f"`{argument}` of a {type(obj).__name__} is not available here")
        close = difflib.get_close_matches(str(argument), map(str, obj), 1) if isinstance(obj, Mapping) else []
        return self.undefined(f"there is no `{argument}`" + (f"; is `{close[0]}` meant?" if close else ""))

    def call_binop(self, _: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic of numbers that stay small; texts can be added."""
        for side in (left, right):
            if isinstance(side, Undefined):
                str(side)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return within(left + right)
        if operator == "**" or not isinstance(left, int | float) or not isinstance(right, int | float):
            raise SecurityError(f"`{operator}` is for numbers here, and powers are not available")
        return small(self.binop_table[operator](left, right))


class _Guard(NodeTransformer):
    """Refuses what is not `ALLOWED`, and puts a counter on loops and a limit on lists and joined texts."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if type(node) not in ALLOWED:
            raise SecurityError(f"`{type(node).__name__.lower()}` is not available here")
        if isinstance(node, nodes.Const) and isinstance(node.value, int | float):
            small(node.value)
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and HALF_LETTER.search(node.value):
            raise SecurityError("there is half a character in the text")
        super().generic_visit(node, *args, **kwargs)
        if isinstance(node, nodes.For):
            if node.recursive:
                raise SecurityError("`recursive` is not available here")
            node.iter = self._through("_turns", node.iter)
        if isinstance(node, nodes.Concat):
            return self._through("_together", nodes.List(node.nodes, lineno=node.lineno))
        if isinstance(node, nodes.List) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
            return self._through("_flat", node)
        return node

    def _through(self, name: str, node: Any) -> nodes.Filter:
        return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=self.environment)


def small(number: Any) -> Any:
    """The number, if it can be counted with. Raises SecurityError for one that is too large, endless or none at all."""
    if not abs(number) <= MAX_NUMBER:
        raise SecurityError(f"a number grew past {MAX_NUMBER:.0e}")
    return number


def within(text: str) -> str:
    """The text, if it has not grown too long. Raises SecurityError."""
    if len(text) > MAX_LENGTH:
        raise SecurityError(f"a text grew past {MAX_LENGTH} characters")
    return text


def shown(value: object) -> object:
    """What `{{ … }}` puts into the text: words, numbers, nothing for none. Raises SecurityError for lists."""
    if value is None:
        return ""
    if isinstance(value, str | int | float | Undefined):
        return value
    raise SecurityError(f"`{type(value).__name__}` is not text; name one of its values, or join a list")


def text(value: object) -> str:
    """A word or number as text. Raises SecurityError for lists and for what is too long."""
    return within(str(shown(value)))


def decimals_of(value: object) -> int:
    """A number of decimals. Raises SecurityError."""
    if isinstance(value, int) and 0 <= value <= MOST_DECIMALS:
        return value
    raise SecurityError(f"decimals go from 0 to {MOST_DECIMALS}")


def _join(value: Iterable[object], separator: str = "") -> str:
    total, parts = 0, []
    for part in value:
        parts.append(text(part))
        total += len(parts[-1]) + len(separator)
        if total > MAX_LENGTH + len(separator):
            raise SecurityError(f"a text grew past {MAX_LENGTH} characters")
    return text(separator).join(parts)


def _replace(value: object, old: str, new: str) -> str:
    before = text(value)
    if len(before) + before.count(old) * len(new) > 2 * MAX_LENGTH:
        raise SecurityError(f"a text grew past {MAX_LENGTH} characters")
    return within(before.replace(old, new))


def _round(value: float, decimals: int = 0) -> float:
    return round(float(value), decimals_of(decimals))


def _flat(value: Iterable[object]) -> list[object]:
    """A list written in a template; it may hold data but no further list, which could repeat without end."""
    items = list(value)
    if any(isinstance(item, list | tuple) for item in items):
        raise SecurityError("a list of lists is not available here")
    return items


@pass_context
def _turns(context: Context, value: Any) -> list[object]:
    """The items of a loop, counted against `MAX_TURNS`."""
    if isinstance(value, Undefined):
        str(value)
    if value is None or isinstance(value, str | int | float):
        raise SecurityError("a loop goes over a list")
    items = list(value)
    sandbox = context.environment
    assert isinstance(sandbox, Sandbox)
    sandbox.turns += len(items)
    if sandbox.turns > MAX_TURNS:
        raise SecurityError(f"loops turn more than {MAX_TURNS} times")
    return items


def _of_number(name: str) -> Callable[..., Any]:
    """Jinja's filter that makes a number of a text, for numbers that stay small: `inf` and `nan` are texts too."""

    def number(value: object, *args: Any) -> Any:
        if isinstance(value, float):
            small(value)
        return small(FILTERS[name](value, *args))

    return number


def _of_text(name: str) -> Callable[..., str]:
    return lambda value, *args: FILTERS[name](text(value), *args)


def _truncate(value: object, length: int, killwords: bool = False, end: str = "…") -> str:
    """At most `length` characters, cut between words unless `killwords`."""
    words = str(shown(value))[:MAX_LENGTH]
    if len(words) <= length:
        return words
    kept = words[: max(0, length - len(end))]
    return (kept if killwords else kept.rsplit(" ", 1)[0]) + end


def _listed(name: str) -> Callable[..., list[object]]:
    """Jinja's filter of lists, given as a list."""

    @pass_context
    def listed(context: Context, value: Iterable[object], *args: object) -> list[object]:
        return list(FILTERS[name](context, value, *args))

    return listed


FILTERS_OF_TEXT: dict[str, Callable[..., Any]] = {
    **{name: FILTERS[name] for name in ("default", "first", "last", "length")},
    **{name: _of_number(name) for name in ("float", "int")},
    **{name: _of_text(name) for name in ("capitalize", "lower", "title", "trim", "upper")},
    **{name: _listed(name) for name in ("select", "reject")},
    "join": _join,
    "list": lambda value: list(value),
    "replace": _replace,
    "round": _round,
    "string": text,
    "truncate": _truncate,
    "_flat": _flat,
    "_together": lambda parts: _join(parts),
    "_turns": _turns,
}
"""Filters of every language: none of them can make a text long from a short piece of Jinja."""
