"""Place words where a picture is quiet, and choose the crop of the picture with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.templates.element_case import BubbleElement
from vlogkit.records.templates.element_ground import CompareElement, FootageElement, PictureElement
from vlogkit.records.templates.filled import walk
from vlogkit.records.timeline import Compare
from vlogkit.staging.flow import place_in
from vlogkit.staging.layers.comparison import leaves_one_whole
from vlogkit.staging.motion import LEAVE_SECONDS
from vlogkit.staging.placing.aiming import Aim, View, aim, aim_film, aim_pair
from vlogkit.staging.placing.block_places import APART, OVERFULL, SIDES, STRAINED, BlockPlace, candidates, free_for
from vlogkit.staging.placing.film_views import film_view
from vlogkit.staging.placing.picture_views import (
    Aimed,
    cropped,
    faces_whole,
    is_headless,
    is_squeezed,
    is_strip,
    people_under,
    shows_pair_well,
    view_of,
)
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import GROUND, grown, hull, meets, standing_boxes

BESIDE = 72
"""Pixels between a placed block and a picture at its side."""
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
SHRUNK = 7.0
"""What it costs, of words that have a ground of their own, to be smaller than they like, by the share that they lose."""
SQUEEZED = 45.0
"""What it costs that a wide frame shows an upright picture of people in all of its width; more than a room of its own."""
BARE = 25.0
"""What it costs that a picture leaves all of its room bare, since it would cut a face in more."""
LEADING, SMALL = 1 / 3, 90.0
"""Share of the frame from which on a picture in a room of its own leads, and what it costs to have less, by the share that
is missing; words shrink before."""
HIDES, SHOWN, PANELLED = 300.0, 0.4, 0.26
"""What it costs that a block takes the whole of a picture, the share from which on it hides too much of it, and the same on
a panel, through which nothing shows."""
LEAST_ROOM, CRAMPED = (0.28, 0.16), 500.0
"""Shares of the frame that a picture needs in a room of its own, and at the very least, and what it costs to have less
than the first; less than to cover a face."""
WITHOUT_WORDS, STEADY = 0.5, 6.0
"""Share of the frame from which on a pair has a room of its own rather than words on it: what is to be compared is seen
whole, and the words have their own size; and what it costs there not to stand where the words of other scenes do."""
UNWELL, PASTED = 40.0, 200.0
"""What it costs to show a pair with people cut in two or news under words, and to paste a panel over people."""


@dataclass(frozen=True)
class Arrangement:
    """Where placed elements stand, by their number in the scene, pictures with their crop, and how clips are shown."""

    rects: dict[int, Rect]
    pictures: dict[int, Aimed]
    films: dict[int, Aim]


@dataclass(frozen=True)
class _Block:
    """A stack of words to be placed, in the scene in which it is."""

    index: int
    element: StackElement
    free: Rect
    fixed: Sequence[Rect]
    """The boxes of words that have their place already."""
    elements: Sequence[Element]
    views: dict[int, View]
    setting: Setting
    pad: int

    @property
    def frame(self) -> Rect:
        """The whole frame."""
        return self.setting.zone("frame")

    def is_wide(self) -> bool:
        """Whether the frame is wider than high."""
        return self.frame[2] - self.frame[0] > self.frame[3] - self.frame[1]

    def has_pair(self) -> bool:
        """Whether a pair of pictures stands behind it."""
        return any(_is_pair(self.elements[number]) for number in self.views)

    def places(self, height: float) -> Iterator[BlockPlace]:
        """Where it may stand at a share of its height."""
        return candidates(self.element, self.free, self.setting, height)

    def over(self, one: BlockPlace, cost: float) -> _Plan:
        """The plan that has it in a place over the pictures as they are."""
        boxes = [*self.fixed, *_with_panel(one.boxes, self.pad)]
        return _aimed(self.elements, self.views, boxes, self.frame, {self.index: one.rect}, cost).of(one)


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
    headless: bool = False
    """Whether a pair shows people without their heads."""
    on_people: bool = False
    """Whether words lie on people."""
    well: bool = True
    """Whether a pair is seen well: people whole, and what changed free of words."""

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
    that have their place already, with their panels, `pad` is what a panel adds around words, `passing` is where something moves before them,
    `lives` has the frames of boxes that do not stand all the time."""
    frame = setting.zone("frame")
    known = dict(lives or {})
    views = {
        index: view
        for index, element in enumerate(elements)
        if (view := _view(element, zone_of(element), known, setting))
    }
    fixed = list(standing)
    views = {index: replace(view, standing=frozenset(fixed)) for index, view in views.items()}
    rects: dict[int, Rect] = {}
    pictures: dict[int, Aimed] = {}
    films: dict[int, Aim] = {}
    for index, element in enumerate(elements):
        if isinstance(element, StackElement) and element.place:
            free = free_for(element, zone_of(element), [*fixed, *passing], setting)
            life = _life(element, setting)
            alive = {number: replace(view, life=life) for number, view in views.items()}
            choice = _placed(_Block(index, element, free, fixed, elements, alive, setting, pad))
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


def _placed(block: _Block) -> _Plan:
    """The best place of one stack; smaller words, then a room of its own for the picture, before a face is covered."""
    elements, views, pad = block.elements, block.views, block.pad
    # Beside words an upright picture is hardly seen: sides are for one with a room of its own, and for a narrow column.
    wide = block.is_wide() or all(_is_pair(elements[number]) for number in views)
    opaque = any(isinstance(one, BubbleElement) or getattr(one, "ground", None) for one in walk((block.element,)))
    pictured = any(isinstance(elements[number], PictureElement) for number in views)
    if block.has_pair() and (found_for_pair := _over_sweep(block) or _apart(block)):
        return found_for_pair
    squeezed = SQUEEZED * any(is_squeezed(view) for view in views.values())
    found: list[_Plan] = []
    for height in HEIGHTS:
        tried = list(block.places(height))
        for one in tried:
            if one.place in SIDES and not wide and {one.place for one in tried} - SIDES:
                continue
            hidden = _area(grown(hull(one.boxes), pad)) / _area(block.frame) if one.boxes and pictured else 0.0
            cost = (
                squeezed
                + PREFERRED * one.rank
                + (1 - height)
                + one.cost
                + HIDES * max(0.0, hidden - (PANELLED if pad else SHOWN))
            )
            plan = block.over(one, cost)
            found.append(plan._replace(cost=plan.cost + PASTED * (opaque and plan.on_people)))
        if height <= ROOMY and min(choice.cost for choice in found) > SPLIT:
            found += [
                split
                for size in ((1.0, height) if height == ROOMY else (height,))
                for one in block.places(size)
                if wide or one.place not in SIDES or one.cost < STRAINED
                for clear in (False, True)
                if (split := _split(block, one, clear=clear, shrunk=SHRUNK * (1 - size)))
            ]
        best = min(found, key=lambda choice: round(choice.cost, 6))
        strained = best.covered or best.overfull or best.small or height > ROOMY or (opaque and best.on_people)
        if best.cost < ENOUGH or not strained:
            return best
    return best


def _over_sweep(block: _Block) -> _Plan | None:
    """The best place of a stack on a pair in the whole frame over which a divider sweeps; None where it is not seen well so."""
    pairs = [pair for number in block.views if isinstance(pair := block.elements[number], CompareElement)]
    if not all(leaves_one_whole(pair, block.setting) for pair in pairs):
        return None
    if any(view.rect != block.frame for view in block.views.values()):
        return None
    for height in HEIGHTS[:2]:
        tried = (one for one in block.places(height) if one.place not in SIDES or block.is_wide())
        plans = [block.over(one, PREFERRED * one.rank + one.cost) for one in tried]
        made = [plan for plan in plans if plan.well and not (plan.covered or plan.overfull)]
        if made:
            return min(made, key=lambda plan: round(plan.cost, 6))
    return None


def _apart(block: _Block) -> _Plan | None:
    """The best place of a stack beside a pair that has a large room of its own, the words as large as they can be; None
    where no such room shows the pair well."""
    least = WITHOUT_WORDS * _area(block.frame)
    labelled_above = [_labelled_above(one) for one in block.elements]
    for height in HEIGHTS[:-1]:
        made: dict[float, _Plan] = {}
        for one, shown in product(block.places(height), (block.elements, labelled_above)):
            split = _split(block, one, clear=False, shown=shown)
            if split is None or split.covered or split.overfull or split.headless:
                continue
            if all(_area(split.rects[number]) >= least for number in block.views if number in split.rects):
                made.setdefault(round(split.cost + STEADY * one.rank, 6), split)
        if made:
            return made[min(made)]
    return None


def _labelled_above(element: Element) -> Element:
    """A pair with its labels in its upper corners; anything else as it is."""
    return element.model_copy(update={"labels": "top"}) if isinstance(element, CompareElement) else element


def _is_pair(element: Element) -> bool:
    return isinstance(element, CompareElement)


def _with_panel(boxes: Sequence[Rect], pad: int) -> list[Rect]:
    """The boxes of a block, or where they stand on a panel that one."""
    return [grown(hull(boxes), pad)] if pad and boxes else list(boxes)


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
    covered, headless, on_people, well = 0, False, False, True
    for index, view in views.items():
        element = elements[index]
        if isinstance(element, PictureElement | CompareElement):
            found = (aim_pair if _is_pair(element) else aim)(view, boxes, frame)
            if _is_pair(element):
                headless = headless or is_headless(view, found)
                well = well and shows_pair_well(view, found, boxes)
                cost += 0 if well else UNWELL
            on_people = on_people or people_under(view, found, boxes)
            pictures[index] = cropped(element, view, found)
        else:
            found = films[index] = aim_film(view, boxes, frame)
        cost, covered = cost + found.cost, covered + found.covered
    return _Plan(cost, covered, rects or {}, pictures, films, headless=headless, on_people=on_people, well=well)


def _split(
    block: _Block, one: BlockPlace, *, clear: bool, shrunk: float = 0.0, shown: Sequence[Element] = ()
) -> _Plan | None:
    """The words on the scene's ground, and the pictures in the room beside them; a `clear` room is also free of the words
    that have their place already, such as captions. A film keeps its frame. `shown` are
    the elements as they would be there."""
    frame, fixed, elements, views = block.frame, block.fixed, block.elements, block.views
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
    if any(
        isinstance(elements[number], CompareElement) and is_strip(view, block.setting) for number, view in moved.items()
    ):
        return None
    boxes = [*_marks_moved(fixed, elements, shown or elements, views, moved, block.setting, block.pad), *one.boxes]
    cramped = CRAMPED if share < LEAST_ROOM[0] else 0
    taken = sum(_area(view.rect) for view in moved.values()) / len(moved) / _area(room) if moved else 1.0
    missing = max(0.0, LEADING - taken * share) / LEADING
    cost = SPLIT + shrunk + LOST * (1 - share) + BARE * (1 - taken) + PREFERRED * one.rank + one.cost + cramped
    rects = {block.index: one.rect, **{number: view.rect for number, view in moved.items()}}
    plan = _aimed(shown or elements, views | moved, boxes, frame, rects, cost + SMALL * missing).of(one)
    return plan._replace(small=missing > 0)


def _marks_moved(
    fixed: Sequence[Rect],
    elements: Sequence[Element],
    shown: Sequence[Element],
    views: dict[int, View],
    moved: dict[int, View],
    setting: Setting,
    pad: int,
) -> list[Rect]:
    """What stands already, with the labels and the handle of each moved pair where they are in its new room."""
    boxes = list(fixed)
    for number, view in moved.items():
        states = ((elements[number], views[number].rect), (shown[number], view.rect))
        if _is_pair(elements[number]):
            old, new = ([grown(mark, pad) for mark in _marks_on(*state, setting)] for state in states)
            boxes = [box for box in boxes if box not in old] + new
    return boxes


def _marks_on(element: Element, rect: Rect, setting: Setting) -> list[Rect]:
    """The boxes of the labels and the handle of a pair that covers a rectangle."""
    drawn = place_in(element, rect, setting.aside())
    return standing_boxes([one for one in drawn if not isinstance(one, Compare)], setting.zone("frame"))
