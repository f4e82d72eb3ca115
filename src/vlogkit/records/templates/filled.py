"""Check that a story's elements are filled in: numbers, points and lists where templates may have Jinja."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Annotated, get_args, get_origin

from pydantic_core import PydanticCustomError

from vlogkit.records.base import CHART_FORMS
from vlogkit.records.numbers.typed_numbers import two_readings
from vlogkit.records.templates.element import ChartElement, CounterElement, Element, SlotElement, StackElement

MOST_ELEMENTS = 300
"""Elements of a scene; each is measured in every format, and drawn in every frame."""
MOST_TOGETHER = 3000
"""Elements of all scenes."""
LEAVE_OUT = "Leave elements out, or draw them as one picture."


def too_many(elements: int) -> str:
    """What is wrong with so many elements."""
    if elements > MOST_TOGETHER:
        return f"there are more than {MOST_TOGETHER} elements in all scenes together"
    return f"a scene has more than {MOST_ELEMENTS} elements"


def walk(elements: tuple[Element, ...]) -> Iterator[Element]:
    """The elements, and those in their stacks."""
    for element in elements:
        yield element
        if isinstance(element, StackElement):
            yield from walk(element.items)


def says_yes(value: bool | str) -> bool:
    """Whether an element's yes or no is a yes; a template that fills it in leaves the word `True`."""
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def check_filled(elements: tuple[Element, ...]) -> None:
    """A story's elements have numbers, points and lists where a template's may have the Jinja that gives them.
    Raises PydanticCustomError with the `origin` of the first one that has not, or that is one too many."""
    for number, element in enumerate(walk(elements), 1):
        if number > MOST_ELEMENTS:
            raise PydanticCustomError("unfilled", "{fault}", {"fault": too_many(number), "origin": element.origin})
        for changes in ({}, *element.formats.values()):
            fault = _fault(element.model_copy(update=changes) if changes else element)
            if fault:
                raise PydanticCustomError("unfilled", "{fault}", {"fault": fault, "origin": element.origin})


def _fault(element: Element) -> str:
    """What in an element is not the number, point or list it should be; empty where all is well."""
    if isinstance(element, SlotElement):
        return f"a slot `{element.name}` stands in compositions only"
    for key, whole in _numbers_of(type(element)):
        given = getattr(element, key)
        if isinstance(given, str) and not _is_number(given, whole=whole):
            return f"`{key}: {given[:60]}` of a {element.type} is not a number"
    decimals = getattr(element, "decimals", 0)
    if isinstance(decimals, str) and not 0 <= int(decimals) <= 6:
        return f"`decimals: {decimals[:60]}` of a {element.type} is not between 0 and 6"
    if isinstance(element, CounterElement) and element.decimals is None and (said := two_readings(element.value)):
        return f"`value: {element.value}` of a counter {said}; say its `decimals`"
    if isinstance(element, ChartElement) and element.form not in CHART_FORMS:
        return f"`form: {element.form[:60]}` of a chart is none of {', '.join(CHART_FORMS)}"
    focus = getattr(element, "focus", "0, 0")
    parts = focus.strip("()[] ").split(",") if isinstance(focus, str) and focus else []
    if parts and not (len(parts) == 2 and all(_is_number(part) and 0 <= float(part) <= 1 for part in parts)):
        return f"`focus: {focus[:60]}` of a {element.type} is not a point like `0.5, 0.4`"
    for key in ("items", "like", "parts", "pieces"):
        if isinstance(getattr(element, key, ()), str):
            return f"`{key}` of a {element.type} is not a list"
    return ""


@cache
def _numbers_of(kind: type[Element]) -> tuple[tuple[str, bool], ...]:
    """The keys of a kind of element that are numbers or the Jinja that gives them, and whether those are whole ones."""
    found: list[tuple[str, bool]] = []
    for key, field in kind.model_fields.items():
        kinds = {get_args(one)[0] if get_origin(one) is Annotated else one for one in get_args(field.annotation)}
        if {int, float} & kinds:
            found.append((key, int in kinds))
    return tuple(found)


def _is_number(text: str, *, whole: bool = False) -> bool:
    try:
        return isfinite(int(text) if whole else float(text))
    except ValueError:
        return False
