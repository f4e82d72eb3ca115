"""Stand the headline beside a picture, instead of under it, where a strip over the whole width would cut a large head; in a
tall frame the strip becomes higher."""

from __future__ import annotations

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element, SpacerElement, StackElement, TextElement
from vlogkit.records.templates.element_ground import PictureElement
from vlogkit.staging.layers.stack_picture import least_height
from vlogkit.staging.placing.aiming import aim
from vlogkit.staging.placing.picture_views import heads_shown, view_of
from vlogkit.staging.setting import Setting

WHOLE = 0.9
"""Share of a head that a strip shows for it to be whole."""
WORDS = 0.54
"""Share of the width that the headline takes beside the picture."""
PAD, MORE_LINES = 84, 4
"""Pixels around it, and lines that its texts may have more than over the whole width."""
TALLEST, HIGHER = 1.3, 0.38
"""Times that a frame is as high as wide, at most, in which that is done, and the share of a taller one's height that its
strip has then."""


def beside_head(element: Element, rect: Rect, spare: float, setting: Setting) -> StackElement | None:
    """A column of a picture, so much higher than it is at least, with words under it as a row of headline and picture with
    what follows under both, or in a tall frame with a higher picture; None where its strip shows heads whole, in a wide
    frame, and for anything else."""
    frame = setting.zone("frame")
    if not isinstance(element, StackElement) or element.direction != "column" or len(element.items) != 2:
        return None
    picture, words = element.items
    if not isinstance(picture, PictureElement) or picture.height or not isinstance(words, StackElement):
        return None
    panels = [index for index, item in enumerate(words.items) if isinstance(item, StackElement) and item.ground]
    tall = (frame[3] - frame[1]) > TALLEST * (frame[2] - frame[0])
    wide = frame[2] - frame[0] > frame[3] - frame[1]
    if (rect[0], rect[2]) != (frame[0], frame[2]) or wide or not (panels or tall):
        return None
    height = least_height(picture, rect[2] - rect[0], setting) + spare
    strip = (rect[0], rect[1], rect[2], rect[1] + max(8, round(height)))
    room = (strip[0] + round(WORDS * (strip[2] - strip[0])), *strip[1:])
    if tall:
        room = (*strip[:3], max(strip[3], rect[1] + round(HIGHER * (frame[3] - frame[1]))))
    over, beside = (view_of(picture, one, setting) for one in (strip, room))
    if over is None or beside is None:
        return None
    shown = heads_shown(over, aim(over, (), frame))
    if shown >= WHOLE or shown >= heads_shown(beside, aim(beside, (), frame)):
        return None
    if tall:
        return element.model_copy(update={"items": (picture.model_copy(update={"least": HIGHER}), words)})
    return _turned(element, picture, words, panels[0])


def _turned(stack: StackElement, picture: PictureElement, words: StackElement, panel: int) -> StackElement:
    headline = [_in_column(item) for item in words.items[:panel] if not isinstance(item, SpacerElement)]
    beside = StackElement(
        items=tuple(headline), pad=PAD, pad_x=words.pad_x, gap=words.gap, width=WORDS, origin=words.origin
    )
    row = StackElement(items=(beside, picture), direction="row", align="top", at="bottom", gap=0, origin=stack.origin)
    under = words.model_copy(update={"items": words.items[panel:]})
    return stack.model_copy(update={"items": (row, under)})


def _in_column(item: Element) -> Element:
    """An element for a narrow column: what stands in its rows stands below each other, and texts have more lines."""
    if isinstance(item, TextElement):
        return item.model_copy(update={"lines": item.lines + MORE_LINES})
    if not isinstance(item, StackElement):
        return item
    items = tuple(_in_column(one) for one in item.items)
    if item.direction == "row":
        items = tuple(one for one in items if not isinstance(one, SpacerElement))
    return item.model_copy(update={"items": items, "direction": "column"})
