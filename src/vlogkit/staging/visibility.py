"""Tell whether an element is shown in a video or on a card, and apply what it says for one format."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.base import Format
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_ground import MotifElement
from vlogkit.staging.setting import Purpose


def shows(element: Element, purpose: Purpose) -> bool:
    """Whether an element is shown in a video, or on a card."""
    return not element.hidden and element.only in {"", purpose}


def one_motif(elements: Sequence[Element]) -> list[Element]:
    """The elements with the strongest of their motifs alone: two grids are never laid over each other."""
    motifs = [element for element in elements if isinstance(element, MotifElement)]
    strongest = max(motifs, key=lambda one: one.strength, default=None)
    return [one for one in elements if not isinstance(one, MotifElement) or one is strongest]


def in_format(element: Element, name: Format, purpose: Purpose) -> Element:
    """The element with what it says for one format laid over it, down to the items of a stack that are shown."""
    changes: dict[str, object] = dict(element.formats.get(name, {}))
    if changes:
        element = type(element).model_validate(element.model_dump(by_alias=True) | changes)
    if element.type == "stack":
        items = tuple(in_format(item, name, purpose) for item in element.items)
        return element.model_copy(update={"items": tuple(item for item in items if shows(item, purpose))})
    return element
