"""Set words dark where a bright picture would need a strong band for light ones."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.templates.element import ChipElement, Element, LeafElement, LowerThirdElement, StackElement
from vlogkit.records.templates.element_ground import ScrimElement
from vlogkit.records.timeline import FootageLayer, Layer
from vlogkit.staging.light_look import ON_PAPER, mapped
from vlogkit.staging.placing.local_scrims import paler, shaded
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import words_of

MUCH = 0.3
"""A band of less than this is left as it is: words of one colour through a video are worth more."""
SAVED = 0.25
"""By how much weaker the band of dark words must be."""


def darker(
    element: Element,
    drawn: Sequence[Layer],
    behind: Sequence[Layer],
    scrim: ScrimElement,
    setting: Setting,
) -> Element | None:
    """The element with dark words, where those need a much weaker band than its light ones before what is `behind`;
    None where they do not, and before a film, which does not stay as bright as it is."""
    changed = in_ink(element)
    if changed == element or any(isinstance(layer, FootageLayer) for layer in behind):
        return None
    tones = {setting.colour(light): setting.colour(dark) for light, dark in ON_PAPER.items()}
    layers = [*behind, *drawn]
    light = dark = 0.0
    for words in words_of(layers):
        if words.layer >= len(behind):
            paper = setting.colour("paper")
            light_ones = words._replace(colours=tuple(paler(colour, paper) for colour in words.colours))
            turned = words._replace(colours=tuple(tones.get(colour, colour) for colour in words.colours))
            found = [shaded(one, layers, scrim, setting) for one in (light_ones, turned)]
            if found[0] and found[1]:
                light, dark = max(light, found[0].least), max(dark, found[1].least)
    gained = light > MUCH and dark < light - SAVED
    return changed if gained else None


def in_ink(element: Element) -> Element:
    """The element with its light words dark, but for those on a ground of their own."""
    match element:
        case StackElement(ground=None):
            return element.model_copy(update={"items": tuple(in_ink(item) for item in element.items)})
        case StackElement() | ChipElement() | LeafElement() | LowerThirdElement():
            return element
        case _:
            return mapped(element, ON_PAPER)


def timed_as(drawn: Sequence[Layer], again: Sequence[Layer]) -> list[Layer]:
    """Layers drawn a second time, which enter as those of the first time did."""
    if len(drawn) != len(again):
        return list(again)
    return [new.model_copy(update={"motion": old.motion}) for old, new in zip(drawn, again, strict=True)]
