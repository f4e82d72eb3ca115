"""Give a picture that a brand does not let bleed a room of its own beside the words, cut to the brand's shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import CounterElement, Element, StackElement, TextElement
from vlogkit.records.templates.element_base import PictureShape, Side
from vlogkit.records.templates.element_ground import MotifElement, PictureElement
from vlogkit.records.timeline import Layer, PictureLayer
from vlogkit.staging.layers.ground import cover
from vlogkit.staging.placing.aiming import aim
from vlogkit.staging.placing.free_room import largest_free
from vlogkit.staging.placing.picture_views import Aimed, cropped, view_of
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import grown, hull, rect_of, standing_boxes

GAP, BESIDE_GAP = 44, 72
"""Pixels between the words and the picture's room above or below them, and beside them in a wide frame."""
SAID, APART = 100, 44
"""Pixels between words and the captions right below them, and those that are kept at least."""
MARGIN = 84
"""Pixels between an arch and the frame's edges."""
LEAST = 0.2
"""Share of the frame that a room needs; a smaller one is none."""
ROUND = 0.44
"""Share of the frame's shorter side that an arch and a circle need in each direction, not to look like a badge."""
SLIT = 0.38
"""Share of the frame's width and height up to which a room with a hard edge is a slit."""
ARCH = (0.8, 1.7)
"""How many times as high as wide an arch is, at least and at most."""
SMALLER = (1.0, 0.88, 0.76, 0.64)
"""How far the words shrink, step by step, each style to its own smallest size at most, until the picture has a room; where
none is found it bleeds."""
NEARLY = 0.75
"""Share of the largest room from which on the one beside the words is taken."""
SPRING = 0.85
"""Share of an arch's height that its curve may take."""
WHOLE = {"", "frame", "half", "picture"}
"""Zones in which a picture stands behind the words."""
BESIDE = 1.2
"""From this many times as wide as high on, a room has its circle at the side."""
OVER = ("progress", "motif")
"""Names of layers that may lie over a picture."""
HEADS = {"display", "title", "heading", "number"}
"""Styles by which the block of words is known among a scene's stacks."""


def cut_picture(elements: Sequence[Element], setting: Setting) -> PictureElement | None:
    """The picture of a scene that is cut to a shape; None where it bleeds, or where more than one stands behind words."""
    behind = [one for one in elements if isinstance(one, PictureElement) and not one.height and one.zone in WHOLE]
    if len(behind) != 1 or _shape(behind[0], setting) == "bleed":
        return None
    return behind[0]


def _shape(element: PictureElement, setting: Setting) -> PictureShape:
    return element.shape or setting.brand.picture


def anchored(elements: Sequence[Element], setting: Setting) -> list[Element]:
    """The elements with their block of words where the brand has it, the picture over a texture and under a border."""
    whole = setting.zone("frame")
    wide = whole[2] - whole[0] > whole[3] - whole[1]
    border = setting.brand.motif.role == "border"
    ordered = sorted(elements, key=lambda one: isinstance(one, MotifElement) == border)
    return [_stood(one, setting.brand.anchor, wide=wide) for one in ordered]


def _stood(element: Element, anchor: Side, *, wide: bool) -> Element:
    if not isinstance(element, StackElement) or not _has_head(element):
        return element
    if element.place:
        side: Side = "right" if anchor == "right" else "left"
        return element.model_copy(update={"place": (side if wide else "bottom" if anchor == "bottom" else "top",)})
    if element.at in {"top", "spread"}:
        return element.model_copy(update={"at": anchor if anchor in {"bottom", "middle"} else "top"})
    return element


def _has_head(element: Element) -> bool:
    """Whether an element is, or holds, a title or a large number."""
    if isinstance(element, StackElement):
        return any(_has_head(item) for item in element.items)
    return isinstance(element, CounterElement) or (isinstance(element, TextElement) and element.style in HEADS)


def room_for(boxes: Sequence[Rect], setting: Setting) -> Rect | None:
    """The largest room that words in some boxes leave in the frame, beside them in a frame that is wider than high unless
    another is much larger; None where that is too little."""
    x, y, right, bottom = frame = setting.zone("frame")
    if not boxes:
        return None
    apart = [grown(one, BESIDE_GAP if right - x > bottom - y else GAP) for one in boxes]
    room = largest_free(apart, frame)
    left, _, far, _ = hull(apart)
    beside = (x, y, left, bottom) if setting.brand.anchor == "right" else (far, y, right, bottom)
    if right - x > bottom - y and _area(beside) >= NEARLY * _area(room):
        room = beside
    return room if _area(room) >= LEAST * _area(frame) else None


def _area(rect: Rect) -> int:
    return max(0, rect[2] - rect[0]) * max(0, rect[3] - rect[1])


class PictureRoom(NamedTuple):
    """Where a picture stands and the radius of its corners, which an arch has at the top only."""

    rect: Rect
    radius: int
    arch: bool = False


def cut_to(shape: PictureShape, room: Rect, frame: Rect) -> PictureRoom:
    """A shape in a room: an arch stands on the room's lower end, a circle touches what it can."""
    x, y, right, bottom = room
    if shape == "arch":
        inset = min(MARGIN, (right - x) // 8)
        top = y + (inset if y <= frame[1] else 0)
        across = min(right - x - 2 * inset, round((bottom - top) / ARCH[0])) // 2 * 2
        left = (x + right - across) // 2
        rect = (left, max(top, bottom - round(across * ARCH[1])), left + across, bottom)
        return PictureRoom(rect, round(min((rect[2] - rect[0]) / 2, (rect[3] - rect[1]) * SPRING)), arch=True)
    if shape == "circle":
        across = min(right - x, bottom - y) // 2 * 2
        left = right - across if right - x > BESIDE * across else (x + right - across) // 2
        top = bottom - across if bottom >= frame[3] else y
        return PictureRoom((left, top, left + across, top + across), across // 2)
    return PictureRoom(room, 0)


def _is_large(shape: PictureShape, rect: Rect, frame: Rect) -> bool:
    """Whether a shape is large enough to show something."""
    width, height, wide, high = rect[2] - rect[0], rect[3] - rect[1], frame[2] - frame[0], frame[3] - frame[1]
    if shape == "split":
        return width >= SLIT * wide and height >= SLIT * high
    return min(width, height) >= ROUND * min(wide, high)


def picture_in_room(element: PictureElement, words: Sequence[Layer], setting: Setting) -> list[Layer] | None:
    """A picture cut to its shape in the room that the words leave, and within it cropped to what it shows; None where
    the room is too small or too narrow, or does not hold the main faces."""
    boxes = standing_boxes([one for one in words if not one.name.startswith(OVER)], setting.zone("frame"))
    room = room_for(boxes, setting)
    if room is None:
        return None
    shape, frame = _shape(element, setting), setting.zone("frame")
    made = cut_to(shape, room, frame)
    if not _is_large(shape, made.rect, frame):
        return None
    shown: Aimed = element
    if view := view_of(element, made.rect, setting):
        found = aim(view, boxes, frame)
        if found.covered:
            return None
        shown = cropped(element, view, found)
    cut = {"radius": made.radius, "arch": made.arch}
    return [
        one.model_copy(update=cut) if isinstance(one, PictureLayer) else one for one in cover(shown, made.rect, setting)
    ]


def raised_by(placed: Sequence[tuple[Element, Sequence[Layer]]], captions: Sequence[Layer], setting: Setting) -> int:
    """Pixels by which captions would stand higher right below the words at the top of their zone, where a scene's picture
    does not fill the frame; 0 where it does, or there is none."""
    frame = setting.zone("frame")
    pictures = _pictures(placed)
    if not pictures or any(_area(box) >= _area(frame) for box in pictures):
        return 0
    others = [
        layer
        for _, layers in placed
        for layer in layers
        if not layer.name.startswith((*OVER, "foot")) and not isinstance(layer, PictureLayer)
    ]
    boxes = standing_boxes(others, frame)
    if not boxes:
        return 0
    words = hull(boxes)
    by = hull(standing_boxes(captions, frame))[1] - SAID - (setting.zone("main")[1] + words[3] - words[1])
    return max(0, by) // 2 * 2


def raised(setting: Setting, captions: Sequence[Layer], by: int) -> Setting:
    """A setting whose captions stand so much higher, with the zones of words above them and its words at the top."""
    zones = dict(setting.frame.zones)
    left, top, right, bottom = zones["captions"]
    low = zones["main"][3]
    said = hull(standing_boxes(captions, setting.zone("frame")))[1] - by - APART
    zones |= {name: (*rect[:3], max(rect[1] + 2, said)) for name, rect in zones.items() if rect[3] == low}
    zones["captions"] = (left, top - by, right, bottom - by)
    brand = setting.brand.model_copy(update={"anchor": "top"})
    return replace(setting, brand=brand, frame=setting.frame.model_copy(update={"zones": zones}))


def is_below(placed: Sequence[tuple[Element, Sequence[Layer]]], setting: Setting) -> bool:
    """Whether a scene's picture has its room below the words, down to the frame's end."""
    frame = setting.zone("frame")
    pictures = _pictures(placed)
    return bool(pictures) and all(box[1] > frame[1] and box[3] >= frame[3] for box in pictures)


def _pictures(placed: Sequence[tuple[Element, Sequence[Layer]]]) -> list[Rect]:
    """The boxes of a scene's pictures that stand in no stack."""
    return [
        rect_of(layer.box)
        for element, layers in placed
        if isinstance(element, PictureElement) and not element.height and element.zone in WHOLE
        for layer in layers
        if isinstance(layer, PictureLayer)
    ]
