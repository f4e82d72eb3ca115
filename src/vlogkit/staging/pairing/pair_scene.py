"""Lay out a scene whose two pictures of a pair have a room each beside its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.templates.element_ground import ScrimElement
from vlogkit.records.timeline import Layer
from vlogkit.staging.flow import place_in
from vlogkit.staging.motion import leaving
from vlogkit.staging.pairing.looked_at_pair import pair_of
from vlogkit.staging.pairing.pair_rooms import pair_in_rooms, rooms_for
from vlogkit.staging.setting import Setting


def beside_pair(
    elements: Sequence[Element],
    captions: Sequence[Layer],
    setting: Setting,
    zone_of: Callable[[Element, Setting], Rect],
    *,
    sweeping: bool = False,
) -> list[tuple[Element, list[Layer]]]:
    """The elements with their layers where the two pictures of a pair have a room each, and the words one beside them;
    empty where they lie over each other, as they do while a divider sweeps unless that is asked for as well."""
    if (found := pair_of(elements, setting, sweeping=sweeping)) is None:
        return []
    pair, words = found
    if (best := rooms_for(pair, words, captions, setting)) is None:
        return []
    rooms, _ = best
    if (pictures := pair_in_rooms(pair, rooms, captions, setting)) is None:
        return []
    stood = _at_once(words.model_copy(update={"place": ()}))
    placed: list[tuple[Element, list[Layer]]] = []
    for element in elements:
        if element is pair.element:
            drawn = pictures
        elif element is words:
            drawn = place_in(stood, rooms.words, setting)
        elif isinstance(element, ScrimElement):
            drawn = []
        else:
            drawn = place_in(element, zone_of(element, setting), setting)
        placed.append((element, leaving(drawn, float(element.leave), setting.clock)))
    return placed


def _at_once(element: Element) -> Element:
    """What stands beside the rooms without its delays: both pictures are seen from the start, so nothing waits for them."""
    changes: dict[str, object] = {"delay": 0.0} if getattr(element, "delay", 0) else {}
    if isinstance(element, StackElement):
        changes["items"] = tuple(_at_once(item) for item in element.items)
    return element.model_copy(update=changes)
