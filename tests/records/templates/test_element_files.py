"""Every picture and clip that an element names is found, wherever it names it, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_files import files_of, renamed

ELEMENT: TypeAdapter[Element] = TypeAdapter(Element)
PICTURE = {"type": "picture", "file": "a.jpg"}
NAMING = {
    "picture": (PICTURE, ["a.jpg"]),
    "footage": ({"type": "footage", "file": "a.mp4"}, ["a.mp4"]),
    "compare": ({"type": "compare", "before": "a.jpg", "after": "b.jpg"}, ["a.jpg", "b.jpg"]),
    "in one format": (PICTURE | {"formats": {"square": {"file": "b.jpg"}}}, ["a.jpg", "b.jpg"]),
    "in a stack": ({"type": "stack", "items": [{"type": "stack", "items": [PICTURE]}]}, ["a.jpg"]),
    "in a stack of one format": (
        {"type": "stack", "items": [], "formats": {"square": {"items": [PICTURE]}}},
        ["a.jpg"],
    ),
    "words": ({"type": "text", "words": "see a.jpg"}, []),
    "what stands before a number": ({"type": "counter", "value": 3, "before": "a.jpg", "after": "b.jpg"}, []),
    "nothing": ({"type": "picture", "file": ""}, []),
}


@pytest.mark.parametrize("kind", NAMING)
def test_files_are_found_and_called_otherwise(kind: str) -> None:
    data, names = NAMING[kind]
    element = ELEMENT.validate_python(data)
    assert list(files_of([element])) == names
    other = renamed(element, lambda name: f"copies/{name}")
    assert list(files_of([other])) == [f"copies/{name}" for name in names]
    assert renamed(other, lambda name: name.removeprefix("copies/")) == element


def test_texts_given_to_a_moviepy_clip_may_name_files() -> None:
    clip = {"type": "moviepy", "call": "a:b", "arguments": {"file": "a.png", "size": 3}}
    stack = {"type": "stack", "items": [clip | {"formats": {"square": {"arguments": {"file": "b.png"}}}}]}
    assert list(files_of([ELEMENT.validate_python(stack)])) == ["a.png", "b.png"]
