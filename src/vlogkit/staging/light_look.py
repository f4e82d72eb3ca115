"""Restyle a scene for the light look, in which words stand on paper instead of on colour."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.brand import Brand
from vlogkit.records.story import StoryScene
from vlogkit.records.templates.element import (
    ChipElement,
    CounterElement,
    Element,
    EmblemElement,
    LeafElement,
    LowerThirdElement,
    StackElement,
    TextElement,
)
from vlogkit.records.templates.element_base import Look, Role
from vlogkit.records.templates.element_case import BubbleElement
from vlogkit.records.templates.element_ground import FillElement, MapElement, MotifElement, ScrimElement

FULL: frozenset[Role] = frozenset(("brand", "deep", "ink"))
"""Grounds of the bold look that become paper. Others mean something, such as the accent of a warning."""
ON_PAPER: dict[Role, Role] = {"paper": "ink", "accent": "brand"}
"""What words and drawings on a full ground become on paper: an accent of a light colour could not be read there."""
ON_BRAND: dict[Role, Role] = {"ink": "paper", "mute": "paper", "deep": "paper", "brand": "accent", "good": "accent"}
"""What stands on a paper panel in the bold look stands on one of the brand's colour in the light look."""
ON_CHIP: dict[Role, Role] = {"ink": "paper", "deep": "paper", "brand": "paper"}
KEYS = ("role", "date_role", "highlight", "second_role", "label_role", "number_role", "track")
FOOT = "foot"
"""Zone of a video's lower end, where a platform has its buttons and no words stand."""
OWN_TONE = {"progress"}
"""Elements whose tone is chosen by what lies behind them."""
MEDIA = {"picture", "footage", "compare", "moviepy"}


def look_of(scene: StoryScene, brand: Brand) -> Look:
    """The look of a scene: its own, else the brand's."""
    return scene.look or brand.look


def is_media(element: Element) -> bool:
    """Whether an element is a picture or clip that covers a zone; one of a given height stands among the words."""
    return element.type in MEDIA and not getattr(element, "height", 0)


def in_light(scene: StoryScene, elements: Sequence[Element]) -> tuple[StoryScene, list[Element]]:
    """A scene and its elements, as they are shown in one format, on paper. A scene on a ground that is light already
    stays as it is, and so does one whose light words stand on a picture without any scrim."""
    media = any(is_media(element) and element.zone != FOOT for element in elements)
    scrims = [element for element in elements if isinstance(element, ScrimElement)]
    if scene.ground not in FULL:
        return scene, list(elements)
    if media and not scrims:
        bare = any(_is_bare(one) for one in elements)
        return scene if bare else scene.model_copy(update={"ground": "paper"}), list(elements)
    on_picture = [isinstance(element, MotifElement) and media for element in elements]
    lit = [element if kept else on_paper(element) for element, kept in zip(elements, on_picture, strict=True)]
    return scene.model_copy(update={"ground": "paper"}), lit


def _is_bare(element: Element) -> bool:
    """Whether an element, or what is in it, is light and has no ground of its own."""
    if isinstance(element, StackElement) and element.ground is None:
        return any(_is_bare(item) for item in element.items)
    own = is_media(element) or element.type in OWN_TONE or getattr(element, "plate", False)
    return not own and on_paper(element) != element


def on_paper(element: Element) -> Element:
    """An element of a full ground, in the roles that it has on paper; a video's foot stays dark under a platform's white
    buttons."""
    match element:
        case FillElement() | MotifElement() if element.zone == FOOT:
            return element
        case StackElement(ground=None):
            return element.model_copy(update={"items": tuple(on_paper(item) for item in element.items)})
        case StackElement(ground="paper"):
            items = tuple(mapped(item, ON_BRAND) for item in element.items)
            return element.model_copy(update={"ground": "brand", "items": items})
        case StackElement(ground="accent"):
            items = tuple(mapped(item, ON_CHIP) for item in element.items)
            return element.model_copy(update={"ground": "brand", "items": items})
        case StackElement() | LowerThirdElement() | ScrimElement():
            return element
        case ChipElement(ground="accent"):
            return element.model_copy(update={"ground": "brand", "role": ON_CHIP.get(element.role, element.role)})
        case ChipElement():
            return element
        case BubbleElement(ground="paper"):
            return element.model_copy(update={"ground": "brand", "role": "paper", "quiet": "paper"})
        case LeafElement():
            band = {"band": "brand", "band_role": "paper"} if element.band == "accent" else {}
            return element.model_copy(update=band)
        case EmblemElement():
            return mapped(element, {"accent": "brand", "paper": "accent"})
        case FillElement():
            return element.model_copy(update={"role": "paper" if element.role in FULL else element.role})
        case MapElement(sea="deep"):
            return element.model_copy(
                update={"sea": "paper", "land": "brand", "role": "brand", "pin_role": "ink", "label_role": "paper"}
            )
        case MotifElement():
            return mapped(element, {"paper": "brand", "accent": "brand"})
        case CounterElement() | TextElement(style="number" | "display"):
            return mapped(element, {**ON_PAPER, "paper": "brand"})
        case _:
            return mapped(element, ON_PAPER)


def mapped(element: Element, table: dict[Role, Role]) -> Element:
    """The element, and what is in it, with its roles replaced after a table."""
    changes: dict[str, object] = {
        key: table[value] for key in KEYS if (value := getattr(element, key, None)) is not None and value in table
    }
    if isinstance(element, StackElement) and element.ground is None:
        changes["items"] = tuple(mapped(item, table) for item in element.items)
    return element.model_copy(update=changes)
