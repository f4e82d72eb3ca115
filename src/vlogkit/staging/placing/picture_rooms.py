"""Give a picture that a brand does not let bleed a room of its own beside the words, cut to the brand's shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import CounterElement, Element, StackElement, TextElement
from vlogkit.records.templates.element_base import PictureShape, Side
from vlogkit.records.templates.element_ground import MotifElement, PictureElement
from vlogkit.records.timeline import Layer, PictureLayer
from vlogkit.staging.layers.ground import cover
from vlogkit.staging.placing.aiming import FINE_STEPS, aim
from vlogkit.staging.placing.free_room import free_rooms
from vlogkit.staging.placing.picture_shapes import CutPicture, area_of, cut_to, is_large
from vlogkit.staging.placing.picture_views import Aimed, cropped, subjects_of, view_of
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import grown, hull, inside, meets, rect_of, standing_boxes

GAP, BESIDE_GAP = 44, 72
"""Pixels between the words and the picture's room above or below them, and beside them in a wide frame."""
SAID, APART = 100, 44
"""Pixels between words and the captions right below them, and those that are kept at least."""
LEAST = 0.2
"""Share of the frame that a room needs; a smaller one is none."""
LEADING = 0.34
"""Share of the frame from which on a picture leads; words shrink until it does."""
SMALLER = (1.0, 0.88, 0.76, 0.64, 0.52)
"""How far the words shrink, step by step, each style to its own smallest size at most, until the picture leads; where
it never has a room it bleeds."""
NEARLY = 0.75
"""Share of the largest room from which on the one beside the words is taken."""
WHOLE = {"", "frame", "half", "picture"}
"""Zones in which a picture stands behind the words."""
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


def cut_beside(shape: PictureShape, boxes: Sequence[Rect], setting: Setting) -> CutPicture | None:
    """The shape that shows most in one of the rooms that words in some boxes leave in the frame; beside them in a frame that
    is wider than high unless another shows much more. None where every room is too little for it."""
    x, y, right, bottom = frame = setting.zone("frame")
    if not boxes:
        return None
    wide, anchor = right - x > bottom - y, setting.brand.anchor
    found = []
    for room in free_rooms([grown(one, BESIDE_GAP if wide else GAP) for one in boxes], frame):
        own_side = room[0] <= x if anchor == "right" else room[2] >= right
        made = cut_to(shape, room, frame, hull(boxes), anchor) if area_of(room) >= LEAST * area_of(frame) else None
        if made and is_large(shape, made.rect, frame):
            beside = own_side and room[3] - room[1] >= bottom - y
            liked = NEARLY if wide and not beside else 1.0
            found.append((liked * made.area(), -room[1], made))
    return max(found)[2] if found else None


def picture_in_room(
    element: PictureElement, words: Sequence[Layer], setting: Setting
) -> tuple[list[Layer], float] | None:
    """A picture cut to its shape in the room that the words leave, within it cropped to what it shows, and the share of the
    frame that it takes; None where the room is too small or too narrow, or does not hold the main faces."""
    frame = setting.zone("frame")
    boxes = standing_boxes([one for one in words if not one.name.startswith(OVER)], frame)
    made = cut_beside(_shape(element, setting), boxes, setting)
    if made is None:
        return None
    shown: Aimed = element
    if view := view_of(element, made.rect, setting):
        found = aim(replace(view, hidden=made.hidden()), boxes, frame, FINE_STEPS)
        if found.covered:
            return None
        shown = cropped(element, view, found)
    cut = {"radius": made.radius, "beyond": made.beyond}
    layers = [
        one.model_copy(update=cut) if isinstance(one, PictureLayer) else one for one in cover(shown, made.rect, setting)
    ]
    return layers, made.area() / area_of(frame)


def is_parted(placed: Sequence[tuple[Element, Sequence[Layer]]], setting: Setting) -> bool:
    """Whether a scene has a picture behind its words that does not fill the frame."""
    pictures = _pictures(placed)
    return bool(pictures) and all(area_of(box) < area_of(setting.zone("frame")) for box in pictures)


def height_of_words(placed: Sequence[tuple[Element, Sequence[Layer]]], setting: Setting) -> int:
    """Pixels from the top of the highest word to the end of the lowest; 0 where there are none."""
    others = [
        layer
        for _, layers in placed
        for layer in layers
        if not layer.name.startswith((*OVER, "foot")) and not isinstance(layer, PictureLayer)
    ]
    boxes = standing_boxes(others, setting.zone("frame"))
    return hull(boxes)[3] - hull(boxes)[1] if boxes else 0


def raised_by(height: int, captions: Sequence[Layer], setting: Setting) -> int:
    """Pixels by which captions stand higher right below words of a height at the top of their zone; 0 without words."""
    if not height:
        return 0
    by = hull(standing_boxes(captions, setting.zone("frame")))[1] - SAID - (setting.zone("main")[1] + height)
    return max(0, by) // 2 * 2


def raised(setting: Setting, captions: Sequence[Layer], by: int) -> Setting:
    """A setting whose captions stand so much higher, with the zones of words above them and its words at the top."""
    zones = dict(setting.frame.zones)
    left, top, right, bottom = zones["captions"]
    _, high, _, low = zones["main"]
    said = hull(standing_boxes(captions, setting.zone("frame")))[1] - by - APART
    zones |= {
        name: (*rect[:3], max(rect[1] + 2, said))
        for name, rect in zones.items()
        if rect[3] == low or (rect[1] == high and said < rect[3] < low)
    }
    zones["captions"] = (left, top - by, right, bottom - by)
    brand = setting.brand.model_copy(update={"anchor": "top"})
    return replace(setting, brand=brand, frame=setting.frame.model_copy(update={"zones": zones}))


def is_below(placed: Sequence[tuple[Element, Sequence[Layer]]], captions: Sequence[Layer], setting: Setting) -> bool:
    """Whether a scene's picture has its room below the words, down to the frame's end, and no caption across its edge."""
    frame = setting.zone("frame")
    pictures, said = _pictures(placed), standing_boxes(captions, frame)
    clear = not any(meets(one, box) and not inside(one, box) for one in said for box in pictures)
    return bool(pictures) and clear and all(box[1] > frame[1] and box[3] >= frame[3] for box in pictures)


def said_on_subject(
    placed: Sequence[tuple[Element, Sequence[Layer]]], captions: Sequence[Layer], setting: Setting
) -> bool:
    """Whether captions lie on a face of a scene's pictures, or on what a person wants kept."""
    said = standing_boxes(captions, setting.zone("frame"))
    subjects = [one for picture in _behind(placed) for one in subjects_of(picture, setting)]
    return any(meets(box, subject) for box in said for subject in subjects)


def leads(placed: Sequence[tuple[Element, Sequence[Layer]]], setting: Setting) -> bool:
    """Whether a scene's pictures show on so much of the frame that they lead."""
    return _shown(placed) >= LEADING * area_of(setting.zone("frame"))


def shows_more(
    placed: Sequence[tuple[Element, Sequence[Layer]]],
    captions: Sequence[Layer],
    other: Sequence[tuple[Element, Sequence[Layer]]],
    setting: Setting,
) -> bool:
    """Whether a scene's pictures have more of the frame than laid out in another way, with no caption on them."""
    pictures, said = _pictures(placed), standing_boxes(captions, setting.zone("frame"))
    clear = not any(meets(one, box) for one in said for box in pictures)
    return clear and _shown(placed) > _shown(other)


def _shown(placed: Sequence[tuple[Element, Sequence[Layer]]]) -> int:
    return sum(CutPicture(rect_of(one.box), one.radius, one.beyond).area() for one in _behind(placed))


def _pictures(placed: Sequence[tuple[Element, Sequence[Layer]]]) -> list[Rect]:
    """The boxes of a scene's pictures that stand in no stack."""
    return [rect_of(layer.box) for layer in _behind(placed)]


def _behind(placed: Sequence[tuple[Element, Sequence[Layer]]]) -> list[PictureLayer]:
    return [
        layer
        for element, layers in placed
        if isinstance(element, PictureElement) and not element.height and element.zone in WHOLE
        for layer in layers
        if isinstance(layer, PictureLayer)
    ]
