"""See a picture, or a registered pair, as it covers a rectangle of the frame, and crop it there."""

from __future__ import annotations

from dataclasses import replace

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import CompareElement, PictureElement
from vlogkit.seeing.pair_look import is_beside_people, seen_together
from vlogkit.staging.layers.drift import reach_of
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.placing.aiming import FINE_STEPS, Aim, View, aim
from vlogkit.staging.setting import Setting

Aimed = PictureElement | CompareElement
"""What has a crop that is chosen with the words before it."""
NARROWER = (1.0, 0.84, 0.7, 0.58, 0.48, 0.4)
"""Shares of its room's width that a picture keeps until its main faces are whole, in a strip from side to side."""
MIDDLE = (0.5, 0.5)
"""The focus of a picture about which nobody said anything."""


def view_of(element: Aimed, rect: Rect, setting: Setting) -> View | None:
    """A picture, or a registered pair, as it covers a rectangle; None for one at which nobody looked."""
    if isinstance(element, CompareElement):
        return _view_of_pair(element, rect, setting)
    seen = setting.material.look(setting.material.locate(element.file, element.origin))
    if seen.size is None:
        return None
    focus = focus_of(element.focus)
    return View(seen, rect, None if focus == MIDDLE else focus, reach_of(element.drift, setting))


def _view_of_pair(element: CompareElement, rect: Rect, setting: Setting) -> View | None:
    before, after = (setting.material.locate(name, element.origin) for name in (element.before, element.after))
    pair = setting.material.register(before, after)
    if not pair.aligned():
        return None
    looks = setting.material.look(before), setting.material.look(after)
    seen = seen_together(*looks, pair)
    if seen.size is None:
        return None
    focus = focus_of(element.focus)
    kept = None if focus == MIDDLE else pair.within(focus)
    of_faces = not is_beside_people(*looks, pair)
    return View(seen, rect, kept, reach_of(element.drift, setting), of_faces=of_faces, part=pair.window)


def cropped(element: Aimed, view: View, found: Aim) -> Aimed:
    """A picture or pair with the crop that was found for it."""
    update = {"focus": view.in_file(found.x, found.y), "closer": found.zoom}
    return element.model_copy(update=update)


def in_strip(element: PictureElement, room: Rect, setting: Setting) -> tuple[Aimed, Rect]:
    """A picture with its best crop in a room on which no words stand, and the part of the room that it takes."""
    view = view_of(element, room, setting)
    if view is None:
        return element, room
    frame = setting.zone("frame")
    view = faces_whole(view, frame)
    return cropped(element, view, aim(view, (), frame, FINE_STEPS)), view.rect


def faces_whole(view: View, frame: Rect) -> View:
    """A picture in the part of its room, from the right side, in which its main faces are whole: of a strip too low for a
    face as wide as that, the left is left free. As it is where no part does."""
    x, top, right, bottom = view.rect
    if (x, right) != (frame[0], frame[2]):
        return view
    for share in NARROWER:
        part = replace(view, rect=(right - round((right - x) * share), top, right, bottom))
        if not aim(part, (), frame).covered:
            return part
    return view
