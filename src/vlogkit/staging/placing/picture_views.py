"""See a picture, or a registered pair, as it covers a rectangle of the frame, and crop it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_ground import CompareElement, PictureElement
from vlogkit.records.timeline import PictureLayer
from vlogkit.seeing.pair_look import is_beside_people, seen_together
from vlogkit.seeing.seen import SeenFace, salience_of
from vlogkit.staging.layers.comparison import laid_over
from vlogkit.staging.layers.drift import reach_of
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.layers.framing import visible
from vlogkit.staging.material import Asset
from vlogkit.staging.placing.aiming import FINE_STEPS, FOCUS_SIZE, Aim, View, aim
from vlogkit.staging.placing.portraying import cut_off, figures_of, headless, heads_of, in_frame, people_of, sliced
from vlogkit.staging.setting import Setting
from vlogkit.timelines.camera import windows
from vlogkit.timelines.word_boxes import rect_of, shared_area

Aimed = PictureElement | CompareElement
"""What has a crop that is chosen with the words before it."""
NARROWER = (1.0, 0.84, 0.7, 0.58, 0.48, 0.4)
"""Shares of its room's width that a picture keeps until its main faces are whole, in a strip from side to side."""
ON_PEOPLE, ON_WORDS, HALVED, NEWS = 0.06, 0.15, 0.55, 0.6
"""Shares of a person and of a line up to which words on a pair may touch them, the share of a person from which on they
are whole, and the share of what changed that is seen free of words."""
LABELS = 0.4
"""Share of the frame's width that the two labels of a pair need beside each other in its room."""
HALF = 0.5
"""Share of its height up to which an upright picture of people is squeezed in a wide frame."""
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
    pair = laid_over(element, before, after, setting)
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


def heads_shown(view: View, found: Aim) -> float:
    """The least share of any main face's head that a picture shows so; 1 where it is about no face."""
    heads = heads_of(view.seen)
    return float(1 - cut_off(heads, _window(view, found), view.rect).max()) if len(heads) else 1.0


def is_headless(view: View, found: Aim) -> bool:
    """Whether a picture shows bodies of people without their heads so."""
    return headless(view.seen, _window(view, found), view.rect)


def people_shown(view: View, found: Aim) -> list[Rect]:
    """Where the heads and the bodies of people are in the frame, as far as a picture shows them so."""
    left, top, right, bottom = view.rect
    boxes = in_frame(figures_of(view.seen), _window(view, found), view.rect)[0]
    kept = np.rint(np.clip(boxes, (left, top, left, top), (right, bottom, right, bottom))).astype(int).tolist()
    return [(x, y, far, low) for x, y, far, low in kept if x < far and y < low]


def shows_pair_well(view: View, found: Aim, boxes: Sequence[Rect]) -> bool:
    """Whether a pair under words shows every person whole or not at all, none of them under words, and most of what changed
    free of words."""
    window = _window(view, found)
    if headless(view.seen, window, view.rect) or sliced(people_of(view.seen), window, HALVED).any():
        return False
    if people_under(view, found, boxes):
        return False
    return view.of_faces or free_share(view, found, boxes) >= NEWS


def people_under(view: View, found: Aim, boxes: Sequence[Rect]) -> bool:
    """Whether a person in a picture lies under words, by more than a touch."""
    shown = people_shown(view, found)
    return any(
        shared_area(person, box) > min(ON_PEOPLE * shared_area(person, person), ON_WORDS * shared_area(box, box))
        for person in shown
        for box in boxes
    )


def free_share(view: View, found: Aim, boxes: Sequence[Rect]) -> float:
    """The share of all that draws the eye that a picture shows so, free of words."""
    window = _window(view, found)[0]
    cells = salience_of(view.seen)
    rows, columns = cells.shape
    left, top, right, bottom = view.rect
    across = (np.arange(columns) + 0.5) / columns
    down = (np.arange(rows) + 0.5) / rows
    x = left + (across - window[0]) / (window[2] - window[0]) * (right - left)
    y = top + (down - window[1]) / (window[3] - window[1]) * (bottom - top)
    free = ((y >= top) & (y < bottom))[:, None] & ((x >= left) & (x < right))[None, :]
    for box in boxes:
        free &= ~(((y >= box[1]) & (y < box[3]))[:, None] & ((x >= box[0]) & (x < box[2]))[None, :])
    return float(cells[free].sum() / max(1e-9, float(cells.sum())))


def _window(view: View, found: Aim) -> NDArray[np.float64]:
    """What an aim shows (1, 4), in shares of the picture."""
    side = np.array(visible(view.size, (view.rect[2] - view.rect[0], view.rect[3] - view.rect[1]))) / found.zoom
    middle = np.clip(np.array([found.x, found.y]), side / 2, 1 - side / 2)
    return np.hstack([middle - side / 2, middle + side / 2])[None]


def is_strip(view: View, setting: Setting) -> bool:
    """Whether a pair's room is too narrow inside the safe zone for its two labels."""
    safe, frame = setting.zone("safe"), setting.zone("frame")
    return min(view.rect[2], safe[2]) - max(view.rect[0], safe[0]) < LABELS * (frame[2] - frame[0])


def is_squeezed(view: View) -> bool:
    """Whether a picture of people is shown in all of a wide frame's width with less than half of its height."""
    width, height = view.rect[2] - view.rect[0], view.rect[3] - view.rect[1]
    return bool(view.seen.faces) and view.of_faces and visible(view.size, (width, height))[1] < HALF


def kept_places(elements: Sequence[Element], setting: Setting) -> dict[str, tuple[SeenFace, ...]]:
    """By a picture's file what the point stands for that a person named in it."""
    half = FOCUS_SIZE / 2
    found: dict[str, tuple[SeenFace, ...]] = {}
    for one in elements:
        if isinstance(one, PictureElement) and focus_of(one.focus) != MIDDLE:
            x, y = focus_of(one.focus)
            place = SeenFace(x - half, y - half, FOCUS_SIZE, FOCUS_SIZE, 1.0)
            found[setting.material.locate(one.file, one.origin).path] = (place,)
    return found


def subjects_of(picture: PictureLayer, setting: Setting) -> list[Rect]:
    """Where the faces of a picture and what a person wants kept are in the frame, at the beginning and the end of the scene."""
    seen = setting.material.look(Asset(picture.file, picture.sha256))
    if seen.size is None:
        return []
    place, size = rect_of(picture.box), (picture.box.w, picture.box.h)
    found: list[Rect] = []
    for x, y, width, height, *_ in windows(picture.camera, seen.size, size, [0, setting.clock.frames - 1]):
        across, down = size[0] / width, size[1] / height
        for face in (*seen.faces, *setting.kept.get(picture.file, ())):
            left, top = face.x * seen.size[0] - x, face.y * seen.size[1] - y
            right, low = left + face.w * seen.size[0], top + face.h * seen.size[1]
            corners = (round(left * across), round(top * down), round(right * across), round(low * down))
            found.append((corners[0] + place[0], corners[1] + place[1], corners[2] + place[0], corners[3] + place[1]))
    return found
