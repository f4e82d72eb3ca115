"""The kinds of elements, and what holds them."""

from __future__ import annotations

import subprocess
import sys

BUILT = """
import pydantic.main
from vlogkit.records.templates.element import TextElement, build_elements
from vlogkit.records.templates.template import Template
build_elements()
made = []
complete = pydantic.main._model_construction.complete_model_class
pydantic.main._model_construction.complete_model_class = lambda cls, *rest, **more: made.append(cls) or complete(cls, *rest, **more)
Template.model_rebuild()
TextElement(words="a", formats={"square": {"words": "b"}}).model_dump()
print(*(cls.__name__ for cls in made))
"""


def test_elements_built_once_are_not_built_again_by_what_holds_them_or_for_one_of_them() -> None:
    ran = subprocess.run([sys.executable, "-c", BUILT], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["Template"]
