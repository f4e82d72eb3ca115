"""Put what a template says of its slots into the composition that the item can fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vlogkit.errors import InputError
from vlogkit.records.templates.composition import CONTENT, Composition, CompositionSlot, Data, SlotWords
from vlogkit.records.templates.template import Template, TemplateScene
from vlogkit.writing.words_in_templates import Filler

Local = dict[str, object]
Content = dict[str, list[Data]]
"""Slot → what stands in it, filled in."""


def layers_of(
    scene: TemplateScene, template: Template, filler: Filler, turn: Local
) -> tuple[list[Data], Composition | None]:
    """The filled layers of a scene, and the composition that was taken. Raises InputError."""
    if scene.layers is not None:
        plain = [layer.model_dump(mode="python") for layer in scene.layers]
        return [filled for layer in plain for filled in filler.element(layer, **turn)], None
    missing: list[str] = []
    for name in scene.composition:
        composition = template.composition(name)
        content = {key: filled(scene, key, slot, filler, turn) for key, slot in composition.slots.items()}
        empty = [key for key, slot in composition.slots.items() if slot.needed and not content[key]]
        if not empty:
            return FilledComposition(composition, content, filler, turn).layers(), composition
        missing.append(f"`{name}` needs {', '.join(empty)}")
    hint = "Fill them, or name a composition after them that needs less."
    raise InputError(f"scene `{scene.name}`: {'; '.join(missing)}", where=scene.origin or None, hint=hint)


def filled(scene: TemplateScene, name: str, slot: CompositionSlot, filler: Filler, turn: Local) -> list[Data]:
    """What stands in a slot: nothing, or elements that say something, with their words filled in."""
    content = scene.slots.get(name)
    if content is None:
        content = SlotWords(words=slot.words) if slot.words else ()
    parts = content if isinstance(content, tuple) else (content,)
    made = [piece for part in parts for piece in filler.element(slot.element(part), **turn)]
    return [piece for piece in made if says_something(piece)]


def says_something(element: Mapping[str, object]) -> bool:
    """Whether there are words, a file or a list in an element; a stack is as full as its items."""
    items = element.get("items")
    if element["type"] == "stack" and isinstance(items, list):
        return any(says_something(item) for item in items)
    key = CONTENT.get(str(element["type"]))
    value = element.get(key) if key else True
    return value not in ("", [], ())


@dataclass(frozen=True)
class FilledComposition:
    """A composition's layers with the content of its slots."""

    composition: Composition
    content: Content
    filler: Filler
    turn: Local

    def layers(self) -> list[Data]:
        """The layers, from the back, without what stands around empty slots."""
        dumped = [layer.model_dump(exclude_unset=True) for layer in self.composition.layers]
        return [made for layer in dumped for made in self._made(layer)]

    def _made(self, element: Data) -> list[Data]:
        local = {**self.turn, "slots": {name: bool(parts) for name, parts in self.content.items()}}
        if element["type"] == "slot":
            holds = self.filler.holds(str(element.get("when", "")), str(element.get("origin", "")), **local)
            return self._dressed(element) if holds else []
        names = slots_in(element)
        if not names:
            return self.filler.element(element, **local)
        if not any(self.content[name] for name in names):
            return []
        shells = self.filler.element({**element, "items": []}, **local)
        return [{**shell, "items": spaced(self._items(element))} for shell in shells]

    def _items(self, stack: Data) -> list[Data]:
        items = stack["items"]
        return [made for item in items for made in self._made(item)] if isinstance(items, list | tuple) else []

    def _dressed(self, place: Data) -> list[Data]:
        name = str(place["name"])
        slot = self.composition.slots[name]
        named = {"origin": place.get("origin", ""), "name": name}
        return [
            {**dressed, **{key: value for key, value in named.items() if not dressed.get(key)}}
            for dressed in (slot.dressed(part, place) for part in self.content[name])
        ]


def slots_in(element: Mapping[str, object]) -> set[str]:
    """The names of the slots in a stack."""
    items = element.get("items")
    if element["type"] == "slot":
        return {str(element["name"])}
    if element["type"] != "stack" or not isinstance(items, list | tuple):
        return set()
    return {name for item in items for name in slots_in(item)}


def spaced(items: list[Data]) -> list[Data]:
    """The items of a stack without the spacers that stood before, after or between what is not there."""
    kept: list[Data] = []
    for item in items:
        if _is_gap(item) and (not kept or _is_gap(kept[-1])):
            continue
        kept.append(item)
    return kept[:-1] if kept and _is_gap(kept[-1]) else kept


def _is_gap(item: Data) -> bool:
    return item["type"] == "spacer" and not item.get("grow")
