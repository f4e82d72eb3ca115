"""The pictures, clips and other files that elements name, in every format, and other names for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pydantic import JsonValue

from vlogkit.records.templates.element import Element, MoviePyElement, StackElement

KEYS = {"picture": ("file",), "footage": ("file",), "compare": ("before", "after")}
"""Type of an element → the keys of it that name a picture or clip."""


def renamed(element: Element, rename: Callable[[str], str]) -> Element:
    """An element with other names for the pictures and clips in it, also where one format shows another one."""
    changes = _changed(element.type, {key: getattr(element, key) for key in KEYS.get(element.type, ())}, rename)
    if isinstance(element, StackElement):
        changes["items"] = tuple(renamed(item, rename) for item in element.items)
    formats = {name: {**own, **_changed(element.type, own, rename)} for name, own in element.formats.items()}
    return element.model_copy(update={**changes, "formats": formats}) if changes or formats else element


def _changed(kind: object, data: dict[str, JsonValue], rename: Callable[[str], str]) -> dict[str, object]:
    """What is called otherwise in some keys of an element of a kind, as they stand in a file."""
    keys = KEYS.get(kind, ()) if isinstance(kind, str) else ()
    changed: dict[str, object] = {key: rename(str(data[key])) for key in keys if data.get(key)}
    if isinstance(items := data.get("items"), list) and kind == "stack":
        changed["items"] = [
            {**item, **_changed(item.get("type"), item, rename)} if isinstance(item, dict) else item for item in items
        ]
    return changed


def files_of(elements: Iterable[Element]) -> Iterator[str]:
    """The names of the pictures and clips, and the texts among the arguments of MoviePy clips, which may name files."""
    names: list[str] = []

    def noted(name: str) -> str:
        names.append(name)
        return name

    for element in elements:
        renamed(element, noted)
        names += _arguments(element)
    yield from names


def _arguments(element: Element) -> Iterator[str]:
    if isinstance(element, StackElement):
        for item in element.items:
            yield from _arguments(item)
    if isinstance(element, MoviePyElement):
        given = [element.arguments, *(own.get("arguments") for own in element.formats.values())]
        yield from (value for one in given if isinstance(one, dict) for value in one.values() if isinstance(value, str))
