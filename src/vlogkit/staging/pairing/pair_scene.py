"""Lay out a scene whose two pictures of a pair have a room each beside its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import ChipElement, Element, StackElement
from vlogkit.records.templates.element_ground import CompareElement, ScrimElement
from vlogkit.records.templates.filled import walk
from vlogkit.records.timeline import Compare, Layer
from vlogkit.seeing.pair_look import is_beside_people, seen_together
from vlogkit.staging.flow import place_in
from vlogkit.staging.layers.comparison import leaves_one_whole
from vlogkit.staging.material import Asset
from vlogkit.staging.motion import leaving
from vlogkit.staging.pairing.looked_at_pair import pair_of
from vlogkit.staging.pairing.pair_rooms import pair_in_rooms, rooms_for
from vlogkit.staging.placing.aiming import Aim, View
from vlogkit.staging.placing.arranging import is_placed
from vlogkit.staging.placing.picture_views import free_share, people_under
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import rect_of, standing_boxes

LEAST_NEWS = 0.5
"""Share of what changed that is seen at least where a divider sweeps over it."""
LABELS = ("before", "after")
"""Names of the chips that say which picture of a pair is seen."""


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
    elements = _labelled(elements)
    if (found := pair_of(elements, setting, sweeping=sweeping)) is None:
        return []
    pair, words = found
    if (best := rooms_for(pair, words, captions, setting)) is None:
        return []
    rooms, _ = best
    if (pictures := pair_in_rooms(pair, rooms, captions, setting)) is None:
        return []
    stood: Element | None = words.model_copy(update={"place": ()}) if words else None
    if stood and not leaves_one_whole(pair.element, setting):
        stood = _at_once(stood)
    placed: list[tuple[Element, list[Layer]]] = []
    for element in elements:
        if element is pair.element:
            drawn = pictures
        elif element is words and stood:
            drawn = place_in(stood, rooms.words, setting)
        elif isinstance(element, ScrimElement):
            drawn = []
        else:
            drawn = place_in(element, zone_of(element, setting), setting)
        placed.append((element, leaving(drawn, float(element.leave), setting.clock)))
    return placed


def hides_news(placed: Sequence[tuple[Element, Sequence[Layer]]], setting: Setting) -> bool:
    """Whether a pair behind a placed block of words has people under them, or shows less than half of what changed beside
    them."""
    words = [one for element, layers in placed if is_placed(element) for one in layers]
    boxes = standing_boxes(words, setting.zone("frame"))
    for layer in (one for _, layers in placed for one in layers if isinstance(one, Compare) and one.registration):
        files = Asset(layer.before, layer.before_sha256), Asset(layer.after, layer.after_sha256)
        before, after = (setting.material.look(one) for one in files)
        if layer.registration is None or before.size is None or after.size is None:
            continue
        seen = seen_together(before, after, layer.registration)
        camera = layer.after_camera
        x, y = (track[0].value if track else 0.5 for track in (camera.x, camera.y))
        zoom = min((key.value for key in camera.zoom), default=1.0)
        aim = Aim(x, y, zoom, 0.0, 0)
        view, changed = View(seen, rect_of(layer.box)), is_beside_people(before, after, layer.registration)
        if people_under(view, aim, boxes) or (changed and free_share(view, aim, boxes) < LEAST_NEWS):
            return True
    return False


def _labelled(elements: Sequence[Element]) -> list[Element]:
    """The elements with the chips named `before` and `after` as labels of the pair, since both pictures are seen at once."""
    chips = {one.name: one.words for one in walk(tuple(elements)) if isinstance(one, ChipElement)}
    labels = {f"{name}_label": chips[name] for name in LABELS if name in chips}
    return [
        one.model_copy(update=labels) if isinstance(one, CompareElement) else _without_chips(one) for one in elements
    ]


def _without_chips(element: Element) -> Element:
    if not isinstance(element, StackElement):
        return element
    kept = [_without_chips(one) for one in element.items if not (isinstance(one, ChipElement) and one.name in LABELS)]
    filled = tuple(one for one in kept if not isinstance(one, StackElement) or one.items)
    return element.model_copy(update={"items": filled})


def _at_once(element: Element) -> Element:
    """What stands beside the rooms without its delays: both pictures are seen from the start, so nothing waits for them."""
    changes: dict[str, object] = {"delay": 0.0} if getattr(element, "delay", 0) else {}
    if isinstance(element, StackElement):
        changes["direction"] = "column" if element.direction == "turns" else element.direction
        changes["items"] = tuple(_at_once(item) for item in element.items)
    return element.model_copy(update=changes)
