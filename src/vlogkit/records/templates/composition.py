"""A composition: a named layout whose slots a template's scene fills with words and elements."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from vlogkit.records.base import Name, Record
from vlogkit.records.templates.element import Element, SlotElement
from vlogkit.records.templates.element_base import Role
from vlogkit.records.templates.filled import walk

CONTENT = {
    "text": "words",
    "chip": "words",
    "bubble": "words",
    "stamp": "words",
    "milestones": "items",
    "picture": "file",
    "footage": "file",
    "steps": "items",
    "chart": "items",
    "lines": "items",
    "parts": "parts",
    "counter": "value",
    "bar": "value",
    "icon": "icon",
    "emblem": "emblem",
    "identity": "first",
    "lower-third": "first",
}
"""Type of an element → the key that a slot's words become."""
PLACING = ("zone", "enter", "delay", "leave", "hidden", "only", "carry")
"""Keys that a composition may say of whatever stands in a slot; others hold for elements of the slot's own type."""
CaptionTone = Literal["light", "dark", "pill", "none"]
"""Whether captions are burned in: not with `none`. The others are of earlier versions, in which captions had several
looks, and mean that they are."""
Data = dict[str, object]


class SlotWords(Record):
    """The words that a template puts into a slot; in YAML they stand alone."""

    words: str
    origin: str = ""


def _kind(value: object) -> str:
    """Which of the three kinds of content it is."""
    if isinstance(value, str | SlotWords) or (isinstance(value, Mapping) and set(value) in _WORDS):
        return "words"
    return "elements" if isinstance(value, list | tuple) else "element"


_WORDS = ({"words"}, {"words", "origin"})
Slotted = Annotated[
    Annotated[
        SlotWords,
        BeforeValidator(
            lambda value: {"words": value} if isinstance(value, str) else value, json_schema_input_type=str
        ),
        Tag("words"),
    ]
    | Annotated[Element, Tag("element")]
    | Annotated[tuple[Element, ...], Tag("elements")],
    Discriminator(_kind),
]
"""What a template puts into a slot: words, an element, or a list of elements."""


def _with_room(value: object) -> object:
    """A look with the key that the slot's words will take, so that it is a whole element."""
    key = CONTENT.get(str(value.get("type"))) if isinstance(value, Mapping) else None
    return {key: "", **value} if key and isinstance(value, Mapping) else value


class CompositionSlot(Record):
    """A place that a template fills, and what stands there looks like."""

    needed: bool = False
    """Whether a scene without it takes its next composition."""
    look: Annotated[Element, BeforeValidator(_with_room)]
    """The element that words become; an element of the same type takes from it what it does not say."""
    words: str = ""
    """Jinja that stands there where the template does not mention the slot."""

    def element(self, content: SlotWords | Element) -> Data:
        """What a template says of an element of this slot, key by key, and the Jinja of its look, which is still to be
        filled in. Raises ValueError where it takes no words."""
        if isinstance(content, SlotWords):
            key = CONTENT.get(self.look.type)
            if key is None:
                raise ValueError(f"takes elements, such as a {self.look.type}, and no words")
            said: Data = {"type": self.look.type, key: content.words, "origin": content.origin}
        else:
            said = content.model_dump(exclude_unset=True)
        if said["type"] != self.look.type:
            return said
        look = self.look.model_dump(exclude_unset=True)
        return {key: value for key, value in look.items() if isinstance(value, str) and "{" in value} | said

    def misfit(self, content: SlotWords | Element) -> str:
        """What is wrong with what a template puts here, empty where nothing is."""
        try:
            return misfit(self.dressed(self.element(content), {}))
        except ValueError as error:
            return str(error)

    def dressed(self, said: Mapping[str, object], place: Mapping[str, object]) -> Data:
        """An element with what the slot's look and then its place in the layout say, where the template says nothing."""
        look = self.look.model_dump(exclude_unset=True)
        alike = said["type"] == look["type"]
        data: Data = {key: value for key, value in place.items() if key in PLACING}
        formats: dict[str, Data] = {}
        for source in (look, place) if alike else (place,):
            for name, changes in _formats(source).items():
                kept = {key: value for key, value in changes.items() if (alike or key in PLACING) and key not in said}
                formats[name] = formats.get(name, {}) | kept
        for name, changes in _formats(said).items():
            formats[name] = formats.get(name, {}) | changes
        if alike:
            own = place.get("look")
            data = look | data | (own if isinstance(own, dict) else {})
        return {**data, **said, "formats": {name: changes for name, changes in formats.items() if changes}}


def _formats(source: Mapping[str, object]) -> dict[str, Data]:
    found = source.get("formats")
    return found if isinstance(found, dict) else {}


class Composition(Record):
    """`templates/compositions/NAME.yaml`."""

    name: Name
    summary: str
    """What it is good for, for the list of compositions."""
    extends: Name | None = None
    """Another composition, of which everything stays that is not said here."""
    ground: Role = "deep"
    """The colour under everything, where the scene does not say another."""
    captions: CaptionTone = "light"
    """`none` where no captions are burned in, unless the scene says otherwise."""
    slots: dict[Name, CompositionSlot] = Field(min_length=1)
    """The places that a template fills, by name."""
    layers: tuple[Element, ...]
    """The layout, from the back; `type: slot` stands where a slot's content goes."""

    @model_validator(mode="after")
    def _slots_fit(self) -> Self:
        """Every place names a slot, and what it changes fits the slot's element."""
        for place in self.places():
            if place.name not in self.slots:
                near = difflib.get_close_matches(place.name, self.slots, n=1, cutoff=0.6)
                others = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(self.slots)}"
                fault = f"there is no slot `{place.name}`; {others}"
                raise PydanticCustomError("slot", "{fault}", {"fault": fault, "origin": place.origin})
            slot = self.slots[place.name]
            if fault := misfit(slot.dressed(_with_type(slot.look), place.model_dump(exclude_unset=True))):
                raise PydanticCustomError("slot", "{fault}", {"fault": fault, "origin": place.origin})
        return self

    def places(self) -> Iterator[SlotElement]:
        """Where its slots stand."""
        return (element for element in walk(self.layers) if isinstance(element, SlotElement))


def _with_type(look: Element) -> Data:
    """The bare element that a slot's words would become."""
    key = CONTENT.get(look.type)
    return {"type": look.type, **({key: ""} if key else {})}


@cache
def _elements() -> TypeAdapter[Element]:
    """What reads any element, built once: that takes a twentieth of a second."""
    return TypeAdapter(Element)


def misfit(data: Data) -> str:
    """What is wrong with an element's data, empty where nothing is."""
    try:
        _elements().validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"][1:])
        message = first["msg"].removeprefix("Value error, ")
        return f"`{key}`: {message}" if key else message
    return ""
