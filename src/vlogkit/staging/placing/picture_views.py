"""See a picture, or a registered pair, as it covers a rectangle of the frame, and crop it there."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import CompareElement, PictureElement
from vlogkit.seeing.pair_look import seen_together
from vlogkit.staging.layers.drift import reach_of
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.placing.aiming import Aim, View, aim
from vlogkit.staging.setting import Setting

Aimed = PictureElement | CompareElement
"""What has a crop that is chosen with the words before it."""
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
    seen = seen_together(setting.material.look(before), setting.material.look(after), pair)
    if seen.size is None:
        return None
    focus = focus_of(element.focus)
    kept = None if focus == MIDDLE else pair.within(focus)
    return View(seen, rect, kept, reach_of(element.drift, setting), pair.window)


def cropped(element: Aimed, view: View, found: Aim) -> Aimed:
    """A picture or pair with the crop that was found for it."""
    update = {"focus": view.in_file(found.x, found.y), "closer": found.zoom}
    return element.model_copy(update=update)


def aimed(element: PictureElement, rect: Rect, boxes: Sequence[Rect], setting: Setting) -> Aimed:
    """A picture with its best crop in a rectangle, where words stand in some boxes."""
    view = view_of(element, rect, setting)
    return cropped(element, view, aim(view, boxes, setting.zone("frame"))) if view else element
