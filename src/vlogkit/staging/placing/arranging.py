"""Place words where a picture is quiet, and choose the crop of the picture with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.templates.element_base import Place
from vlogkit.records.templates.element_ground import CompareElement, FootageElement, PictureElement
from vlogkit.records.timeline import Compare
from vlogkit.staging.flow import fitted, place_in
from vlogkit.staging.motion import LEAVE_SECONDS
from vlogkit.staging.placing.aiming import Aim, View, aim, aim_film, aim_pair
from vlogkit.staging.placing.film_views import film_view
from vlogkit.staging.placing.picture_views import Aimed, cropped, faces_whole, view_of
from vlogkit.staging.setting import Setting, Spot
from vlogkit.timelines.word_boxes import GROUND, grown, hull, meets, standing_boxes

COLUMN = 0.42
"""Share of the frame's width that a block at a side takes at most."""
NARROW = 0.45
"""Share of the frame's width up to which a zone is a column already: a block takes all of it, or of its mirror image."""
APART, BESIDE = 40, 72
"""Pixels between a placed block and words that stand already, or a picture above or below it, and a picture at its side."""
SIDES: frozenset[Place] = frozenset(("left", "right"))
WAYS = ("top", "middle", "bottom")
"""The heights at which a block at a side stands."""
AWAY = 0.1
"""What it costs not to stand at the height of the brand's anchor."""
PREFERRED = 0.12
"""What each place further back in the order of preference costs."""
HEIGHTS = (1.0, 0.75, 0.55, 0.4)
"""Shares of its own height to which a block is made smaller before it would cover a face."""
ROOMY = 0.75
"""The share from which on a picture gets a room of its own rather than the words smaller."""
ENOUGH = 20.0
"""A place that costs less covers nothing, and cuts little off."""
SPLIT, LOST = 30.0, 20.0
"""What it costs to give a picture a room of its own beside the words, less than to cover a face, and the frame that it
loses by it."""
BARE = 25.0
"""What it costs that a picture leaves all of its room bare, since it would cut a face in more."""
LEADING, SMALL = 1 / 3, 90.0
"""Share of the frame from which on a picture in a room of its own leads, and what it costs to have less, by the share that
is missing; words shrink before."""
HIDES, SHOWN = 300.0, 0.4
"""What it costs that a block takes the whole of a picture, and the share from which on it hides too much of it."""
OVERFULL = 60.0
"""What it costs that words do not fit a place at their smallest size."""
STRAINED = 22.0
"""What it costs that words are at their smallest size or part a phrase: more than a block that covers nothing, less than
one near a face."""
OVERFLOWS, PARTED = {"text-overflow", "text-broken"}, "text-break"
STRAINS = {"text-shrunk", PARTED}
LEAST_ROOM, CRAMPED = (0.28, 0.16), 500.0
"""Shares of the frame that a picture needs in a room of its own, and at the very least, and what it costs to have less
than the first; less than to cover a face."""

LABELS = 0.4
"""Share of the frame's width that the two labels of a pair need beside each other in its room."""


class BlockPlace(NamedTuple):
    """A rectangle for a block, the boxes of what is in it, and its place among the preferences."""

    rect: Rect
    boxes: tuple[Rect, ...]
    place: Place
    rank: int
    cost: float = 0.0
    """Of words that do not fit it."""


@dataclass(frozen=True)
class Arrangement:
    """Where placed elements stand, by their number in the scene, pictures with their crop, and how clips are shown."""

    rects: dict[int, Rect]
    pictures: dict[int, Aimed]
    films: dict[int, Aim]


class _Plan(NamedTuple):
    cost: float
    covered: int
    rects: dict[int, Rect]
    pictures: dict[int, Aimed]
    films: dict[int, Aim]
    boxes: tuple[Rect, ...] = ()
    overfull: bool = False
    small: bool = False
    """Whether a picture has a room in which it does not lead."""

    def of(self, one: BlockPlace) -> _Plan:
        """The plan with what the block of words in it takes."""
        return self._replace(boxes=one.boxes, overfull=one.cost >= OVERFULL)


def is_placed(element: Element) -> bool:
    """Whether an element of a scene stands where its picture is quiet."""
    return isinstance(element, StackElement) and bool(element.place)


def arrange(
    elements: Sequence[Element],
    zone_of: Callable[[Element], Rect],
    standing: Sequence[Rect],
    setting: Setting,
    pad: int = 0,
    passing: Sequence[Rect] = (),
    lives: Mapping[Rect, tuple[int, int]] | None = None,
) -> Arrangement:
    """Where the scene's placed stacks stand and how its pictures and clips are cropped; `standing` are the boxes of words
    that have their place already, `pad` is what a panel adds around words, `passing` is where something moves before them,
    `lives` has the frames of boxes that do not stand all the time."""
    frame = setting.zone("frame")
    known = {grown(box, pad): life for box, life in (lives or {}).items()}
    views = {
        index: view
        for index, element in enumerate(elements)
        if (view := _view(element, zone_of(element), known, setting))
    }
    fixed = [grown(box, pad) for box in standing]
    rects: dict[int, Rect] = {}
    pictures: dict[int, Aimed] = {}
    films: dict[int, Aim] = {}
    for index, element in enumerate(elements):
        if isinstance(element, StackElement) and element.place:
            free = _free(element, zone_of(element), [*fixed, *passing], setting)
            life = _life(element, setting)
            alive = {number: replace(view, life=life) for number, view in views.items()}
            choice = _placed(index, element, free, fixed, elements, alive, setting, pad)
            rects |= choice.rects
            pictures |= choice.pictures
            films |= choice.films
            boxes = _with_panel(choice.boxes, pad)
            fixed += boxes
            known |= dict.fromkeys(boxes, life)
    if not rects:
        choice = _aimed(elements, views, fixed, frame)
        pictures, films = choice.pictures, choice.films
    return Arrangement(rects, pictures, films)


def _life(element: StackElement, setting: Setting) -> tuple[int, int]:
    """The frames for which a stack stands."""
    clock = setting.clock
    return 0, clock.at(element.leave + LEAVE_SECONDS) if element.leave and not clock.still else clock.frames


def _view(element: Element, rect: Rect, lives: Mapping[Rect, tuple[int, int]], setting: Setting) -> View | None:
    """A picture, a pair or a clip behind the words of a scene; None for anything else, and where nobody looked."""
    if isinstance(element, CompareElement) or (isinstance(element, PictureElement) and not element.height):
        return view_of(element, rect, setting)
    if isinstance(element, FootageElement) and _area(rect) >= GROUND * _area(setting.zone("frame")):
        return film_view(element, rect, lives, setting)
    return None


def _area(rect: Rect) -> int:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def _placed(
    index: int,
    element: StackElement,
    free: Rect,
    fixed: Sequence[Rect],
    elements: Sequence[Element],
    views: dict[int, View],
    setting: Setting,
    pad: int,
) -> _Plan:
    """The best place of one stack; smaller words, then a room of its own for the picture, before a face is covered."""
    frame = setting.zone("frame")
    # Beside words in an upright picture there is hardly a picture: sides are for one with a room of its own.
    wide = frame[2] - frame[0] > frame[3] - frame[1] or all(_is_pair(elements[number]) for number in views)
    pictured = any(isinstance(elements[number], PictureElement) for number in views)
    found: list[_Plan] = []
    for height in HEIGHTS:
        tried = list(candidates(element, free, setting, height))
        for one in tried:
            if one.place in SIDES and not wide and {one.place for one in tried} - SIDES:
                continue
            boxes = [*fixed, *_with_panel(one.boxes, pad)]
            hidden = _area(grown(hull(one.boxes), pad)) / _area(frame) if one.boxes and pictured else 0.0
            cost = PREFERRED * one.rank + (1 - height) + one.cost + HIDES * max(0.0, hidden - SHOWN)
            found.append(_aimed(elements, views, boxes, frame, {index: one.rect}, cost).of(one))
        if height <= ROOMY and min(choice.cost for choice in found) > SPLIT:
            found += [
                split
                for size in ((1.0, height) if height == ROOMY else (height,))
                for one in candidates(element, free, setting, size)
                for clear in (False, True)
                if (split := _split(index, one, fixed, elements, views, setting, pad, clear=clear))
            ]
        best = min(found, key=lambda choice: round(choice.cost, 6))
        if best.cost < ENOUGH or not (best.covered or best.overfull or best.small or height > ROOMY):
            return best
    return best


def _is_pair(element: Element) -> bool:
    return isinstance(element, CompareElement)


def _with_panel(boxes: Sequence[Rect], pad: int) -> list[Rect]:
    """The boxes of a block, or where they stand on a panel that one."""
    return [grown(hull(boxes), pad)] if pad and boxes else list(boxes)


def _free(element: StackElement, zone: Rect, fixed: Sequence[Rect], setting: Setting) -> Rect:
    """What words that stand already leave of a zone; all of it where that is too little for the stack at its own size."""
    x, top, right, bottom = zone
    for box in fixed:
        if meets(box, zone):
            if box[1] + box[3] < zone[1] + zone[3]:
                top = max(top, box[3] + APART)
            else:
                bottom = min(bottom, box[1] - APART)
    enough = bottom - top > (zone[3] - zone[1]) / 4
    if enough or (bottom > top and not _block(element, right - x, bottom - top, 1.0, setting)[2]):
        return (x, top, right, bottom)
    return zone


def candidates(element: StackElement, zone: Rect, setting: Setting, height: float = 1.0) -> Iterator[BlockPlace]:
    """The rectangles that a stack may take in a zone, at a share of its own height; the brand's anchor is liked best."""
    x, top, right, bottom = zone
    left_edge, _, right_edge, _ = setting.zone("frame")
    column = right - x <= NARROW * (right_edge - left_edge)
    blocks: dict[int, tuple[int, list[Rect], float]] = {}
    for rank, place in enumerate(sorted(element.place, key=lambda one: one != setting.brand.anchor)):
        side = place in {"left", "right"}
        most = COLUMN * (right_edge - left_edge) if side and not column else right - x
        width = min(right - x, round(most))
        high, boxes, cost = blocks.get(width) or _block(element, width, bottom - top, height, setting)
        blocks[width] = high, boxes, cost
        far = right_edge - (x - left_edge) - width if column else right - width
        left = far if place == "right" else x
        ways = sorted(WAYS, key=lambda one: one != setting.brand.anchor) if side else (place,)
        for way in ways:
            y = {"top": top, "bottom": bottom - high}.get(way, (top + bottom - high) // 2)
            moved = tuple((one[0] + left, one[1] + y, one[2] + left, one[3] + y) for one in boxes)
            away = AWAY if side and way != ways[0] else 0.0
            yield BlockPlace((left, y, left + width, y + high), moved, place, rank, cost + away)


def _block(
    element: StackElement, width: int, most: int, height: float, setting: Setting
) -> tuple[int, list[Rect], float]:
    """How high a stack is in a width, at a share of its own height, the boxes of all that it draws, from its corner, and
    what it costs that words do not fit."""
    aside = setting.aside()
    piece = fitted(element, width, most, aside)
    if height < 1:
        piece = fitted(element, width, round(piece.height * height), aside)
    high = min(ceil(piece.height), most)
    boxes = standing_boxes(piece.draw(Spot(0, 0, width, high)), setting.zone("frame"))
    full = piece.height > most + 1 or any(one.code in OVERFLOWS for one in aside.findings)
    strained = {one.code for one in aside.findings} & (STRAINS if height == 1 else {PARTED})
    return high, boxes, OVERFULL if full else STRAINED if strained else 0.0


def _aimed(
    elements: Sequence[Element],
    views: dict[int, View],
    boxes: Sequence[Rect],
    frame: Rect,
    rects: dict[int, Rect] | None = None,
    cost: float = 0.0,
) -> _Plan:
    """The pictures and clips of a scene behind words in some boxes, and what that costs."""
    pictures: dict[int, Aimed] = {}
    films: dict[int, Aim] = {}
    covered = 0
    for index, view in views.items():
        element = elements[index]
        if isinstance(element, PictureElement | CompareElement):
            found = (aim_pair if isinstance(element, CompareElement) else aim)(view, boxes, frame)
            pictures[index] = cropped(element, view, found)
        else:
            found = films[index] = aim_film(view, boxes, frame)
        cost, covered = cost + found.cost, covered + found.covered
    return _Plan(cost, covered, rects or {}, pictures, films)


def _split(
    index: int,
    one: BlockPlace,
    fixed: Sequence[Rect],
    elements: Sequence[Element],
    views: dict[int, View],
    setting: Setting,
    pad: int,
    *,
    clear: bool,
) -> _Plan | None:
    """The words on the scene's ground, and the pictures in the room beside them; a `clear` room is also free of the words
    that have their place already, such as captions. A film keeps its frame."""
    frame = setting.zone("frame")
    words = hull([one.rect, *(box for box in fixed if meets(box, grown(one.rect, APART)))])
    low = min((box[1] for box in fixed if box[1] >= words[3] and clear), default=frame[3] + APART) - APART
    if one.place == "middle" or any(isinstance(elements[number], FootageElement) for number in views):
        return None
    beyond = hull([words, *fixed]) if clear else words
    room = {
        "top": (frame[0], beyond[3] + APART, frame[2], frame[3]),
        "bottom": (frame[0], frame[1], frame[2], words[1] - APART),
        "left": (words[2] + BESIDE, frame[1], frame[2], low),
        "right": (frame[0], frame[1], words[0] - BESIDE, low),
    }[one.place]
    if room[2] <= room[0] or room[3] <= room[1]:
        return None
    whole = (frame[2] - frame[0]) * (frame[3] - frame[1])
    share = (room[2] - room[0]) * (room[3] - room[1]) / whole
    if share < LEAST_ROOM[1]:
        return None
    moved = {
        number: faces_whole(replace(view, rect=room), frame) for number, view in views.items() if view.rect == frame
    }
    if any(isinstance(elements[number], CompareElement) and _is_strip(view, setting) for number, view in moved.items()):
        return None
    boxes = [*_marks_moved(fixed, elements, views, moved, setting, pad), *one.boxes]
    cramped = CRAMPED if share < LEAST_ROOM[0] else 0
    taken = sum(_area(view.rect) for view in moved.values()) / len(moved) / _area(room) if moved else 1.0
    missing = max(0.0, LEADING - taken * share) / LEADING
    cost = SPLIT + LOST * (1 - share) + BARE * (1 - taken) + PREFERRED * one.rank + one.cost + cramped
    rects = {index: one.rect, **{number: view.rect for number, view in moved.items()}}
    plan = _aimed(elements, views | moved, boxes, frame, rects, cost + SMALL * missing).of(one)
    return plan._replace(small=missing > 0)


def _is_strip(view: View, setting: Setting) -> bool:
    """Whether a pair's room is too narrow inside the safe zone for its two labels."""
    safe, frame = setting.zone("safe"), setting.zone("frame")
    return min(view.rect[2], safe[2]) - max(view.rect[0], safe[0]) < LABELS * (frame[2] - frame[0])


def _marks_moved(
    fixed: Sequence[Rect],
    elements: Sequence[Element],
    views: dict[int, View],
    moved: dict[int, View],
    setting: Setting,
    pad: int,
) -> list[Rect]:
    """What stands already, with the labels and the handle of each moved pair where they are in its new room."""
    boxes = list(fixed)
    for number, view in moved.items():
        element = elements[number]
        if isinstance(element, CompareElement):
            old, new = (
                [grown(mark, pad) for mark in _marks_on(element, rect, setting)]
                for rect in (views[number].rect, view.rect)
            )
            boxes = [box for box in boxes if box not in old] + new
    return boxes


def _marks_on(element: CompareElement, rect: Rect, setting: Setting) -> list[Rect]:
    """The boxes of the labels and the handle of a pair that covers a rectangle."""
    drawn = place_in(element, rect, setting.aside())
    return standing_boxes([one for one in drawn if not isinstance(one, Compare)], setting.zone("frame"))
