"""Give the two pictures of a pair a room each, so that both show the same place with all that changed in it, and no words
run across where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil
from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import StackElement
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.records.timeline import Compare, Fill, Key, Layer, PictureLayer
from vlogkit.seeing.pair_look import (
    Box,
    is_beside_people,
    seen_together,
)
from vlogkit.staging.flow import fitted
from vlogkit.staging.layers.comparison import DIVIDER, LINE, label_chip
from vlogkit.staging.layers.drift import drifting, reach_of
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.pairing.looked_at_pair import LookedAtPair
from vlogkit.staging.placing.aiming import FINE_STEPS, Aim, View, aim, covered_by, is_headless
from vlogkit.staging.placing.picture_views import MIDDLE
from vlogkit.staging.setting import Piece, Setting, Spot, box, box_of
from vlogkit.timelines.word_boxes import hull, inside, meets, standing_boxes

PAD, BESIDE = 52, 72
"""Pixels between the words and the pictures above or below them, and beside them."""
CAPTIONS = 48
"""Pixels between the words and the captions under them."""
TALLEST = 0.39
"""Share of the frame's height that words above, below or between the pictures take at most."""
COLUMN = 0.36
"""Share of a wide frame that words beside the pictures take."""
SLIT = 0.36
"""Share of the frame's shorter side that a picture needs in each direction."""
ROOMY = 0.42
"""The height of the picture above words in the middle, as a share of the frame's width, that they leave at least."""
CHANGE, PICTURE, WHOLE = 3.0, 1.6, 0.6
"""What it is worth that all of the change is seen, that the pictures fill the frame, and that they are seen whole."""
SPOKEN, BARE = 0.5, 2.0
"""What it costs that captions run over the pictures, and that a frame's height of ground is left bare under all of them."""
BAREST = 0.3
"""The share of the frame's height that is left bare under everything at most."""
CORNER = 28
"""Pixels between a label and the edges of its picture."""
LATER = 10.0
"""What it is worth to show more of what is wanted than other rooms can."""
LABELLED = 148
"""Pixels between words in the middle and where platforms lay their buttons, so that a label under the words is above them."""
ON_CHANGE = 0.02
"""How much of what changed a label may lie on, as a share of all of it."""


class PairRooms(NamedTuple):
    """Where the words stand, and a room for the picture before and the one after."""

    words: Rect
    before: Rect
    after: Rect


def rooms_for(
    pair: LookedAtPair, words: StackElement, captions: Sequence[Layer], setting: Setting
) -> tuple[PairRooms, float] | None:
    """The best rooms, and how good they are: those that show all of what changed, and most of the pictures. None where none
    do."""
    frame = setting.zone("frame")
    boxes = standing_boxes(captions, frame)
    said = hull(boxes) if boxes else None
    tried = list(_candidates(words, said, setting))
    wanted = pair.wanted
    best: tuple[PairRooms, float] | None = None
    for rank, (change, least) in enumerate(wanted):
        found = [
            (round(worth, 4), -number)
            for number, rooms in enumerate(tried)
            if all(_holds_label(room, setting) for room in rooms[1:])
            and (worth := _worth(pair.size, change, least, rooms, said, frame)) is not None
        ]
        for worth, number in sorted(found, reverse=True):
            made = tried[-number], worth + LATER * (len(wanted) - rank)
            best = best or made
            if not _cuts_people(pair, made[0], boxes, setting):
                return made
    return best


def _cuts_people(pair: LookedAtPair, rooms: PairRooms, said: Sequence[Rect], setting: Setting) -> bool:
    """Whether a picture of a registered pair would show people without their heads in its room."""
    if not pair.laid.aligned():
        return False
    look = seen_together(*pair.looks, pair.laid)
    _, aims = _labelled(pair, rooms, _chips(pair.element, rooms, setting), said, setting)
    return look.size is not None and any(
        is_headless(View(look, room), one) for room, one in zip(rooms[1:], aims, strict=True)
    )


def _holds_label(room: Rect, setting: Setting) -> bool:
    """Whether a label has its height in a room, and in what platforms leave free of it."""
    _, top, _, low = _labels_in(setting)
    return min(room[3], low) - max(room[1], top) >= LABELLED - PAD


def _worth(
    size: tuple[int, int], change: Box, fitting: tuple[float, float], rooms: PairRooms, said: Rect | None, frame: Rect
) -> float | None:
    """How well rooms show pictures of a size; None where they are slits, too small for what changed, or above bare ground."""
    whole, least = _area(frame), SLIT * min(frame[2] - frame[0], frame[3] - frame[1])
    wide, high = size
    left, top, right, bottom = change
    needed, enough = fitting
    fits, shown = 1.0, 1.0
    for room in rooms[1:]:
        width, height = room[2] - room[0], room[3] - room[1]
        if min(width, height) < least:
            return None
        scale = max(width / wide, height / high)
        seen = min(1.0, width / scale / wide), min(1.0, height / scale / high)
        clear = height if said is None or not meets(said, room) else max(0, said[1] - room[1])
        shares = min(1.0, seen[0] / (right - left)), min(1.0, seen[1] * clear / height / (bottom - top))
        fits, shown = min(fits, shares[0] * shares[1]), min(shown, seen[0] * seen[1])
    if fits < needed:
        return None
    filled = (_area(rooms.before) + _area(rooms.after)) / whole
    spoken = SPOKEN * any(said is not None and meets(said, room) for room in rooms[1:])
    ends = max(one[3] for one in (*rooms, *([said] if said else [])))
    bare = (frame[3] - ends) / (frame[3] - frame[1])
    if bare > BAREST:
        return None
    return CHANGE * min(fits, enough) + PICTURE * filled + WHOLE * shown - spoken - BARE * bare


def _area(rect: Rect) -> int:
    return max(0, rect[2] - rect[0]) * max(0, rect[3] - rect[1])


def _candidates(words: StackElement, said: Rect | None, setting: Setting) -> Iterator[PairRooms]:
    """The rooms that are tried, the best liked first."""
    x, y, right, bottom = setting.zone("frame")
    left, top, far, low = setting.zone("safe")
    tall = bottom - y >= right - x
    most = round(TALLEST * (bottom - y))
    high = _height(words, far - left, most, setting)
    last = low if said is None else said[1] - CAPTIONS
    end = low if said is None else said[3]
    if tall:
        end = min(end, low - LABELLED)
        between = _height(words, far - left, min(most, end - PAD - round(ROOMY * (right - x))), setting)
        start = last - between if said else min(max(top, (y + bottom - between) // 2), end - between)
        block = (left, start, far, start + between)
        under = (end if said else start + between) + PAD
        yield PairRooms(block, (x, y, right, start - PAD), (x, under, right, bottom))
        if said and said[1] >= top + high:
            yield from (
                PairRooms((left, top, far, top + high), *halves)
                for halves in (_beside((x, end + PAD, right, bottom)), _stacked((x, end + PAD, right, bottom)))
            )
    above = (x, top + high + PAD, right, bottom)
    below = (x, y, right, last - high - PAD)
    for block, room in (((left, top, far, top + high), above), ((left, last - high, far, last), below)):
        for halves in (_beside(room), _stacked(room)):
            yield PairRooms(block, *halves)
    if not tall and (said is None or said[2] <= column_of(setting)[1]):
        width = column_of(setting)[1] - left
        narrow = _height(words, width, last - top, setting)
        middle = top if said else top + (last - top - narrow) // 2
        for side in ("left",) if said else sorted(("left", "right"), key=lambda one: one != setting.brand.anchor):
            start = left if side == "left" else far - width
            room = (start + width + BESIDE, y, right, bottom) if side == "left" else (x, y, start - BESIDE, bottom)
            block = (start, middle, start + width, middle + narrow)
            for halves in (_stacked(room), _beside(room)):
                yield PairRooms(block, *halves)


def column_of(setting: Setting) -> tuple[int, int]:
    """From where to where words go beside the pictures of a wide frame."""
    x, _, right, _ = setting.zone("frame")
    return setting.zone("safe")[0], round(COLUMN * (right - x))


def _height(words: StackElement, width: int, most: int, setting: Setting) -> int:
    return ceil(fitted(words, width, most, setting.aside()).height)


def _beside(room: Rect) -> tuple[Rect, Rect]:
    x, y, right, bottom = room
    middle = box(x, y, (right - x) / 2, 2).x + box(x, y, (right - x) / 2, 2).w
    return (x, y, middle, bottom), (middle, y, right, bottom)


def _stacked(room: Rect) -> tuple[Rect, Rect]:
    x, y, right, bottom = room
    middle = 2 * round((y + bottom) / 4)
    return (x, y, right, middle), (x, middle, right, bottom)


def pair_in_rooms(
    pair: LookedAtPair, rooms: PairRooms, captions: Sequence[Layer], setting: Setting
) -> list[Layer] | None:
    """Both pictures in their rooms, the line where they touch, and each label in a corner in which nothing changed; None
    where a label would lie on a face."""
    element = pair.element
    said = standing_boxes(captions, setting.zone("frame"))
    chips = _chips(element, rooms, setting)
    corner, aims = _labelled(pair, rooms, chips, said, setting)
    if any(one.covered for one in aims):
        return None
    layers: list[Layer] = []
    for number, room in enumerate(rooms[1:]):
        layers.append(_picture(pair, number, room, aims[number], setting))
    layers += _line(element, rooms, setting)
    for chip, room in zip(chips, rooms[1:], strict=True):
        if chip is not None:
            left, top, right, bottom = _at(corner, chip, room, setting)
            layers += chip.draw(Spot(left, top, right - left, bottom - top))
    return layers


def _chips(element: CompareElement, rooms: PairRooms, setting: Setting) -> list[Piece | None]:
    """The labels of both pictures, each as wide as its room lets it be."""
    labels = (element.before_label, rooms.before, False), (element.after_label, rooms.after, True)
    return [
        label_chip(element, words, room[2] - room[0] - 2 * CORNER, setting, after=after) if words else None
        for words, room, after in labels
    ]


CORNERS = tuple(product(("bottom", "top"), ("left", "right")))


def _labelled(
    pair: LookedAtPair, rooms: PairRooms, chips: Sequence[Piece | None], said: Sequence[Rect], setting: Setting
) -> tuple[tuple[str, str], list[Aim]]:
    """The corner in which both labels stand, and the aim of both pictures: the corner that hides least of what changed and
    no face, the first of those that hide next to nothing."""
    tried = []
    for number, corner in enumerate(CORNERS):
        marks = [
            _at(corner, chip, room, setting) if chip else None for chip, room in zip(chips, rooms[1:], strict=True)
        ]
        aims = _aims(pair, rooms, marks, said, setting)
        hidden = sum(_hidden(pair, room, one, mark) for room, one, mark in zip(rooms[1:], aims, marks, strict=True))
        outside = sum(
            mark is not None and (not inside(mark, room) or any(meets(mark, box) for box in said))
            for mark, room in zip(marks, rooms[1:], strict=True)
        )
        tried.append((outside + sum(one.covered for one in aims), max(0.0, hidden - ON_CHANGE), number, corner, aims))
    best = min(tried, key=lambda one: one[:3])
    return best[3], best[4]


def _aims(
    pair: LookedAtPair, rooms: PairRooms, marks: Sequence[Rect | None], said: Sequence[Rect], setting: Setting
) -> list[Aim]:
    """How each picture is cropped: registered ones alike."""
    reach = reach_of(pair.element.drift, setting)
    focus = focus_of(pair.element.focus)
    wanted = None if focus == MIDDLE else pair.laid.within(focus) if pair.laid.aligned() else focus
    together = pair.laid.aligned()
    of_faces = not (together and is_beside_people(*pair.looks, pair.laid))
    seen = [seen_together(*pair.looks, pair.laid)] * 2 if together else list(pair.looks)
    views, under = [], []
    for number, (one, room, mark) in enumerate(zip(seen, rooms[1:], marks, strict=True)):
        views.append(View(one, room, wanted if together or number else None, reach, of_faces=of_faces))
        under.append([*([mark] if mark else []), *(each for each in said if meets(each, room))])
    if any(one.size is None for one in seen):
        return [Aim(*(wanted or MIDDLE), 1.0, 0.0, 0)] * 2
    aims = [aim(view, boxes, view.rect, FINE_STEPS) for view, boxes in zip(views, under, strict=True)]
    if not together:
        return aims
    shared = [
        one._replace(covered=sum(covered_by(v, one, boxes, v.rect) for v, boxes in zip(views, under, strict=True)))
        for one in aims
    ]
    return [min(shared, key=lambda one: (one.covered, one.cost))] * 2


def _size(rect: Rect) -> tuple[int, int]:
    return rect[2] - rect[0], rect[3] - rect[1]


def _hidden(pair: LookedAtPair, room: Rect, at: Aim, mark: Rect | None) -> float:
    """The share of all that changed that a label lies on."""
    if mark is None:
        return 0.0
    cells = pair.cells
    (width, height), (wide, high) = _size(room), pair.size
    scale = max(width / wide, height / high) * at.zoom
    spans = []
    for start, end, low, size, point, whole in (
        (mark[0], mark[2], room[0], width, at.x, wide),
        (mark[1], mark[3], room[1], height, at.y, high),
    ):
        side = size / scale / whole
        first = min(max(point - side / 2, 0.0), 1 - side)
        spans.append(tuple((first + (value - low) / size * side) * len(cells) for value in (start, end)))
    (left, right), (top, bottom) = ((max(0, int(a)), max(0, ceil(b))) for a, b in spans)
    return float(cells[top:bottom, left:right].sum() / cells.sum())


def _at(corner: tuple[str, str], chip: Piece, room: Rect, setting: Setting) -> Rect:
    """Where a label stands in a corner of a room, within what platforms leave free."""
    left, top, right, low = _labels_in(setting)
    x = max(room[0] + CORNER, left) if corner[1] == "left" else min(room[2] - CORNER, right) - chip.width
    y = max(room[1] + CORNER, top) if corner[0] == "top" else min(room[3] - CORNER, low) - chip.height
    y = min(y, low - chip.height)
    return round(x), round(y), round(x + chip.width), round(y + chip.height)


def _labels_in(setting: Setting) -> Rect:
    """Where labels may stand: what platforms leave free, above the hairline of progress where that is below."""
    left, top, right, bottom = setting.zone("safe")
    bar = setting.zone("progress")
    over = setting.purpose == "video" and bar[1] > top
    return left, top, right, bar[1] - PAD // 2 if over else bottom


def _picture(pair: LookedAtPair, number: int, room: Rect, at: Aim, setting: Setting) -> Layer:
    """One of the two: as what both show where they are registered, so that both stand alike."""
    element, (before, after) = pair.element, pair.files
    camera = drifting((at.x, at.y), element.drift, setting, None, at.zoom)
    name = element.name or "compare"
    if not pair.laid.aligned():
        asset = pair.files[number]
        return PictureLayer(
            name=name, origin=element.origin, box=box_of(room), file=asset.path, sha256=asset.sha256, camera=camera
        )
    return Compare(
        name=name, origin=element.origin, box=box_of(room), before=before.path, before_sha256=before.sha256,
        after=after.path, after_sha256=after.sha256, before_camera=camera, after_camera=camera,
        registration=pair.laid, divider=(Key(frame=0, value=float(number == 0)),), line=setting.colour("paper"),
        line_width=LINE,
    )  # fmt: skip


def _line(element: CompareElement, rooms: PairRooms, setting: Setting) -> list[Layer]:
    """A line of paper between pictures that touch."""
    before, after = rooms.before, rooms.after
    if before[2] == after[0]:
        line = box(before[2] - LINE / 2, before[1], LINE, before[3] - before[1])
    elif before[3] == after[1]:
        line = box(before[0], before[3] - LINE / 2, before[2] - before[0], LINE)
    else:
        return []
    return [Fill(name=DIVIDER, origin=element.origin, box=line, colour=setting.colour("paper"))]
