"""Stand the label of each picture of a pair in a corner of its room: on no person, on little of what changed, and clear of
captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.seeing.pair_look import is_beside_people, seen_together, shared_faces
from vlogkit.seeing.seen import Seen
from vlogkit.staging.layers.comparison import label_chip
from vlogkit.staging.layers.drift import reach_of
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.pairing.looked_at_pair import LookedAtPair
from vlogkit.staging.placing.aiming import FINE_STEPS, Aim, View, aim, covered_by
from vlogkit.staging.placing.picture_views import MIDDLE, people_shown
from vlogkit.staging.setting import Piece, Setting
from vlogkit.timelines.word_boxes import inside, meets, shared_area

STRIP, BESIDE = 112, 24
"""Pixels of ground on which a label stands between its picture and captions, and those between it and its picture."""
PAD = 52
"""Pixels that labels keep from the hairline of progress, twice over."""
CORNER = 28
"""Pixels between a label and the edges of its picture."""
ON_CHANGE, ON_PERSON = 0.02, 0.1
"""How much of what changed a label may lie on, as a share of all of it, and how much of a label on a person, as its share."""
Corner = tuple[str, str]
CORNERS: tuple[Corner, ...] = tuple(product(("bottom", "top"), ("left", "right")))
Pair = tuple[Rect, Rect]
"""The rooms of the picture before and of the one after."""


def chips_of(element: CompareElement, rooms: Pair, setting: Setting, *, strip: bool = False) -> list[Piece | None]:
    """The labels of both pictures, each as wide as its room lets it be, on them or on a strip of ground between them."""
    labels = (element.before_label, rooms[0], False), (element.after_label, rooms[1], True)
    return [
        label_chip(element, words, room[2] - room[0] - 2 * CORNER, setting, after=after, beside=strip)
        if words
        else None
        for words, room, after in labels
    ]


def labelled(
    pair: LookedAtPair,
    rooms: Pair,
    chips: Sequence[Piece | None],
    said: Sequence[Rect],
    setting: Setting,
    *,
    strip: bool = False,
) -> tuple[list[Rect | None], list[Aim]]:
    """Where both labels stand, and the aim of both pictures: on the `strip` of ground between rooms above each other; else in
    the same corner where one of them hides no person and next to nothing of what changed, or each in the best of its own."""
    if strip:
        return _on_strip(rooms, chips, setting), _aims(pair, rooms, [None, None], said, setting)
    tried: list[tuple[float, float, int, list[Rect | None], list[Aim]]] = []
    for number, corners in enumerate(_corners(tried)):
        marks = [
            _at(corner, chip, room, setting) if chip else None
            for corner, chip, room in zip(corners, chips, rooms, strict=True)
        ]
        same = number < len(CORNERS)
        aims = _aims(pair, rooms, marks, said, setting) if same else min(tried, key=lambda one: one[:3])[4]
        covered = sum(one.covered for one in aims) if same else _covered(pair, rooms, marks, aims)
        hidden = sum(_hidden(pair, room, one, mark) for room, one, mark in zip(rooms, aims, marks, strict=True))
        outside = sum(
            mark is not None and (not inside(mark, room) or any(meets(mark, box) for box in said))
            for mark, room in zip(marks, rooms, strict=True)
        )
        cost = max(0.0, hidden - ON_CHANGE) + on_people(pair, rooms, marks, aims)
        tried.append((outside + covered, cost, number, marks, aims))
    best = min(tried, key=lambda one: one[:3])
    return best[3], best[4]


def _on_strip(rooms: Pair, chips: Sequence[Piece | None], setting: Setting) -> list[Rect | None]:
    """Each label on the ground right below the upper picture or right above the lower one."""
    left, (before, after) = labels_in(setting)[0], rooms
    tops = [before[3] + BESIDE, after[1] - BESIDE - (chips[1].height if chips[1] else 0)]
    return [
        (left, round(top), round(left + chip.width), round(top + chip.height)) if chip else None
        for chip, top in zip(chips, tops, strict=True)
    ]


def _corners(
    tried: Sequence[tuple[float, float, int, list[Rect | None], list[Aim]]],
) -> Iterator[tuple[Corner, Corner]]:
    """The corners of both labels: the same one, and where none of those is free, each pair of others."""
    yield from ((corner, corner) for corner in CORNERS)
    if min(one[:2] for one in tried) > (0, 0.0):
        yield from ((one, other) for one, other in product(CORNERS, CORNERS) if one != other)


def on_people(pair: LookedAtPair, rooms: Pair, marks: Sequence[Rect | None], aims: Sequence[Aim]) -> float:
    """The shares of both labels that lie on people, where that is more than a touch."""
    shares = []
    for view, mark, one in zip(_views(pair, rooms), marks, aims, strict=True):
        people = people_shown(view, one) if mark and view.seen.size else []
        shares.append(max((shared_area(mark, box) / shared_area(mark, mark) for box in people if mark), default=0.0))
    return sum(share for share in shares if share > ON_PERSON)


def _views(pair: LookedAtPair, rooms: Pair) -> list[View]:
    """Each picture by itself in its room, with the people in it alone."""
    if not pair.laid.aligned():
        return [View(look, room) for look, room in zip(pair.looks, rooms, strict=True)]
    both: Seen = seen_together(*pair.looks, pair.laid)
    return [
        View(both._replace(faces=faces), room)
        for faces, room in zip(shared_faces(*pair.looks, pair.laid), rooms, strict=True)
    ]


def _covered(pair: LookedAtPair, rooms: Pair, marks: Sequence[Rect | None], aims: Sequence[Aim]) -> int:
    """How many faces labels lie on, with pictures as they are aimed already."""
    return sum(
        covered_by(view, one, [mark], view.rect)
        for view, one, mark in zip(_views(pair, rooms), aims, marks, strict=True)
        if mark and view.seen.size
    )


def _aims(
    pair: LookedAtPair, rooms: Pair, marks: Sequence[Rect | None], said: Sequence[Rect], setting: Setting
) -> list[Aim]:
    """How each picture is cropped: registered ones alike."""
    reach = reach_of(pair.element.drift, setting)
    focus = focus_of(pair.element.focus)
    wanted = None if focus == MIDDLE else pair.laid.within(focus) if pair.laid.aligned() else focus
    together = pair.laid.aligned()
    of_faces = not (together and is_beside_people(*pair.looks, pair.laid))
    seen = [seen_together(*pair.looks, pair.laid)] * 2 if together else list(pair.looks)
    views, under = [], []
    for number, (one, room, mark) in enumerate(zip(seen, rooms, marks, strict=True)):
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


def _at(corner: Corner, chip: Piece, room: Rect, setting: Setting) -> Rect:
    """Where a label stands in a corner of a room, within what platforms leave free."""
    left, top, right, low = labels_in(setting)
    x = max(room[0] + CORNER, left) if corner[1] == "left" else min(room[2] - CORNER, right) - chip.width
    y = max(room[1] + CORNER, top) if corner[0] == "top" else min(room[3] - CORNER, low) - chip.height
    y = min(y, low - chip.height)
    return round(x), round(y), round(x + chip.width), round(y + chip.height)


def labels_in(setting: Setting) -> Rect:
    """Where labels may stand: what platforms leave free, above the hairline of progress where that is below."""
    left, top, right, bottom = setting.zone("safe")
    bar = setting.zone("progress")
    over = setting.purpose == "video" and bar[1] > top
    return left, top, right, bar[1] - PAD // 2 if over else bottom
