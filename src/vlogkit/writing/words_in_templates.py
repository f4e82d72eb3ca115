"""Fill in the Jinja of a template's elements with the facts of a notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from types import CodeType

from jinja2 import Template, TemplateError, Undefined, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser

from vlogkit import formatting
from vlogkit.errors import InputError
from vlogkit.records.base import Language
from vlogkit.writing.captions.caption_timing import sentences
from vlogkit.writing.sandbox import MAX_LENGTH, MAX_SOURCE, Sandbox, decimals_of, shown, text
from vlogkit.writing.title_clauses import outcome_of, problem_of

Facts = Mapping[str, object]
MAX_ITEMS = 60
"""Entries of a list that anything is repeated for."""
MAX_PIECES = 20_000
"""Elements that one notice may be filled into; lists repeated inside lists multiply."""
FAULTS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    AssertionError,
    SyntaxError,
    RecursionError,
    MemoryError,
)
"""What Jinja and Python's compiler raise for words that make no sense or are nested too deeply."""


def environment(lang: Language) -> Sandbox:
    """The sandbox with the filters of a language: number, percent, date, span, opening, problem, outcome,
    nonbreaking."""
    sandbox = Sandbox()
    filters: dict[str, Callable[..., str]] = {
        "number": lambda value, decimals=None: formatting.number(
            float(value), lang, None if decimals is None else decimals_of(decimals)
        ),
        "percent": lambda value, decimals=1: formatting.percent(float(value), lang, decimals_of(decimals)),
        "date": lambda value, style="long": _date(value, lang, style),
        "span": lambda value: formatting.span(float(value), lang),
        "opening": lambda value, limit=140: opening(str(shown(value))[:MAX_LENGTH], int(limit)),
        "problem": lambda value: problem_of(str(shown(value))[:MAX_LENGTH]),
        "outcome": lambda value: outcome_of(str(shown(value))[:MAX_LENGTH]),
        "nonbreaking": lambda value: text(value).replace(" ", formatting.NBSP),
    }
    sandbox.filters |= filters
    return sandbox


def opening(text: str, limit: int) -> str:
    """The first sentences of a text that together have at most `limit` characters; at least one."""
    kept = ""
    for sentence in sentences(text):
        if kept and len(kept) + 1 + len(sentence) > limit:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def _date(value: object, lang: Language, style: str) -> str:
    if isinstance(value, Undefined) or not value:
        return ""
    moment = value if isinstance(value, dt.date) else dt.datetime.fromisoformat(str(value))
    return formatting.date(moment, lang, style)


@cache
def _compiler(lang: Language) -> Sandbox:
    return environment(lang)


@lru_cache(maxsize=4096)
def _code(lang: Language, source: str) -> CodeType:
    """The Python of a piece of Jinja: the same in every story, which matters where one is told again with each
    keystroke. Raises what Jinja raises."""
    return _compiler(lang).compile(source)


@lru_cache(maxsize=1024)
def _expression(lang: Language, source: str) -> CodeType:
    """The Python of an expression that leaves its value as `result`, as `compile_expression` has it, which keeps nothing.
    Raises what Jinja raises."""
    sandbox = _compiler(lang)
    parser = Parser(sandbox, source, state="variable")
    expression = parser.parse_expression()
    parser.stream.expect("eof")
    expression.set_environment(sandbox)
    result = nodes.Assign(nodes.Name("result", "store"), expression, lineno=1)
    return sandbox.compile(nodes.Template([result], lineno=1))


class LongListError(InputError):
    """A notice has more of something than its template can tell."""


class Filler:
    """Fills templates for one notice; every error says which template line it is about."""

    def __init__(self, facts: Facts, lang: Language) -> None:
        self.facts = facts
        self.lang = lang
        self.sandbox = environment(lang)
        self.pieces = 0
        self._compiled: dict[str, Template] = {}
        self._expressions: dict[str, TemplateExpression] = {}

    def words(self, source: str, origin: str = "", **local: object) -> str:
        """The text of a piece of Jinja. Raises InputError."""
        if "{" not in source:
            return source
        with self._guarded("the template words", source, origin):
            kept = ""
            for part in self._compile(source).generate({**self.facts, **local}):
                kept += part
                if len(kept) > MAX_LENGTH:
                    raise SecurityError(f"a text grew past {MAX_LENGTH} characters")
            return kept.strip(" \n\t")

    def _compile(self, source: str) -> Template:
        """The Jinja of a piece, compiled once: lists say the same words for each of their items."""
        found = self._compiled.get(source)
        if found is None:
            code = _code(self.lang, source)
            found = Template.from_code(self.sandbox, code, self.sandbox.make_globals(None))
            self._compiled[source] = found
        return found

    def value(self, expression: str, origin: str = "", **local: object) -> object:
        """The value of a Jinja expression, without braces. Raises InputError."""
        with self._guarded("the words of the expression", expression, origin):
            compiled = self._expressions.get(expression)
            if compiled is None:
                code = _expression(self.lang, expression.strip("{} "))
                found = Template.from_code(self.sandbox, code, self.sandbox.make_globals(None))
                compiled = self._expressions[expression] = TemplateExpression(found, undefined_to_none=True)
            return compiled({**self.facts, **local})

    @contextmanager
    def _guarded(self, what: str, source: str, origin: str) -> Iterator[None]:
        """Jinja at work: everything that can go wrong in it becomes an InputError about that template line."""
        self.sandbox.turns = 0
        where, begin = origin or None, source[:80]
        try:
            if len(source) > MAX_SOURCE:
                raise SecurityError(f"it is longer than {MAX_SOURCE} characters")
            yield
        except SecurityError as error:
            hint = "Templates may use the notice, brand, words and filters; see the template guide."
            raise InputError(
                f"{what} {begin!r} reach for something they may not: {error}", where=where, hint=hint
            ) from None
        except FAULTS as error:
            hint = "Correct them there; the template guide lists what templates know."
            raise InputError(f"{what} {begin!r} do not work: {error}", where=where, hint=hint) from None

    def items(self, expression: str, origin: str = "", **local: object) -> list[object]:
        """The list an `each` names; text and numbers are not lists. Raises InputError."""
        value = self.value(expression, origin, **local)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise InputError(f"`each: {expression}` is not a list", where=origin or None)
        if len(value) > MAX_ITEMS:
            raise LongListError(
                f"`each: {expression}` has {len(value)} items", where=origin or None, hint=f"At most {MAX_ITEMS}."
            )
        return list(value)

    def holds(self, condition: str, origin: str = "", **local: object) -> bool:
        """Whether a `when` is true; an empty one is."""
        return not condition or bool(self.value(condition, origin, **local))

    def element(self, data: Mapping[str, object], **local: object) -> list[dict[str, object]]:
        """An element with its words filled in: none, one, or one for each item it is repeated for."""
        origin = str(data.get("origin", ""))
        each = str(data.get("each") or "")
        turns = (
            [{**local, "item": item, "index": index} for index, item in enumerate(self.items(each, origin, **local), 1)]
            if each
            else [local]
        )
        filled = []
        for turn in turns:
            self.pieces += 1
            if self.pieces > MAX_PIECES:
                hint = "Repeat over shorter lists, or not inside each other."
                message = f"this template asks for more than {MAX_PIECES} elements"
                raise InputError(message, where=origin or None, hint=hint)
            if self.holds(str(data.get("when") or ""), origin, **turn):
                filled.append(
                    {
                        key: self._fill(key, value, origin, turn)
                        for key, value in data.items()
                        if key not in {"each", "when"}
                    }
                )
        return filled

    def _fill(self, key: str, value: object, origin: str, local: dict[str, object]) -> object:
        if (
            key == "items"
            and isinstance(value, list | tuple)
            and value
            and isinstance(value[0], Mapping)
            and "type" in value[0]
        ):
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


LISTS = {"items", "like", "parts", "pieces"}
"""Keys of elements whose text names a list of the notice."""
