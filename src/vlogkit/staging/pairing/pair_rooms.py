"""Give the two pictures of a pair a room each, so that both show the same place with all that changed in it, and no words
run across where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil, inf
from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import StackElement
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.records.timeline import Compare, Fill, Key, Layer, PictureLayer
from vlogkit.seeing.pair_look import Box, seen_together
from vlogkit.seeing.seen import Seen
from vlogkit.staging.flow import fitted
from vlogkit.staging.layers.comparison import DIVIDER, LINE
from vlogkit.staging.layers.drift import drifting
from vlogkit.staging.pairing.looked_at_pair import LookedAtPair
from vlogkit.staging.pairing.pair_labels import STRIP, chips_of, labelled, labels_in, on_people
from vlogkit.staging.placing.aiming import Aim, View
from vlogkit.staging.placing.picture_views import heads_shown, is_headless, people_under
from vlogkit.staging.setting import Setting, Spot, box, box_of
from vlogkit.timelines.word_boxes import hull, inside, meets, standing_boxes

PAD, BESIDE = 52, 72
"""Pixels between the words and the pictures above or below them, and beside them."""
CAPTIONS = 48
"""Pixels between the words and the captions under them."""
TALLEST = 0.39
"""Share of the frame's height that words above, below or between the pictures take at most."""
COLUMN = 0.36
"""Share of a wide frame that words beside the pictures take."""
SIZES = (1.0, 0.8)
"""Shares of their own height that words have beside the rooms, the best liked first."""
SLIT = 0.36
"""Share of the frame's shorter side that a picture needs in each direction."""
ROOMY = 0.42
"""The height of the picture above words in the middle, as a share of the frame's width, that they leave at least."""
CHANGE, PICTURE, WHOLE = 3.0, 1.6, 0.6
"""What it is worth that all of the change is seen, that the pictures fill the frame, and that they are seen whole."""
SPOKEN, BARE = 0.5, 2.0
"""What it costs that captions run over the pictures, and that a frame's height of ground is left bare under all of them."""
HIGH = 0.25
"""Share of the frame above which captions stand at its top, with both pictures below them."""
BAREST = 0.3
"""The share of the frame's height that is left bare under everything at most."""
RUNS_IN, HEADLESS = 4.0, 2.0
"""What it counts that a label runs into captions, and that people are seen without their heads, where one is left out counts
one."""
WITH_HEADS = 0.8
"""Share of every main head that rooms show."""
LATER = 10.0
"""What it is worth to show more of what is wanted than other rooms can."""
LABELLED = 148
"""Pixels between words in the middle and where platforms lay their buttons, so that a label under the words is above them."""


class PairRooms(NamedTuple):
    """Where the words stand, and a room for the picture before and the one after."""

    words: Rect
    before: Rect
    after: Rect
    strip: bool = False
    """Whether the labels stand on the ground between both, and not on the pictures."""


def rooms_for(
    pair: LookedAtPair, words: StackElement | None, captions: Sequence[Layer], setting: Setting
) -> tuple[PairRooms, float] | None:
    """The best rooms, and how good they are: those that show all of what changed, and most of the pictures; with the words
    smaller where no rooms do beside words of their own size. None where none do."""
    frame = setting.zone("frame")
    boxes = standing_boxes(captions, frame)
    said = hull(boxes) if boxes else None
    tried: dict[float, list[PairRooms]] = {}
    wanted = pair.wanted
    best: tuple[PairRooms, float] | None = None
    fewest = inf
    for (rank, (change, least)), share in product(enumerate(wanted), SIZES if words else SIZES[:1]):
        tried[share] = tried.get(share) or list(_candidates(words, said, setting, share))
        found = [
            (round(worth, 4), -number)
            for number, rooms in enumerate(tried[share])
            if (rooms.strip or all(_holds_label(room, setting) for room in (rooms.before, rooms.after)))
            and (worth := _worth(pair.size, change, least, rooms, said, frame)) is not None
        ]
        for worth, number in sorted(found, reverse=True):
            made = tried[share][-number], worth + LATER * (len(wanted) - rank)
            if not (flaws := _flaws(pair, made[0], boxes, setting)):
                return made
            if flaws < fewest:
                best, fewest = made, flaws
    return (best[0], best[1] - LATER * len(wanted)) if best else None


def _flaws(pair: LookedAtPair, rooms: PairRooms, said: Sequence[Rect], setting: Setting) -> float:
    """How many things are wrong with rooms, the worst counting more: labels run into captions, people stand there without
    their heads, some are left out, or labels and captions lie on them."""
    both = rooms.before, rooms.after
    marks, aims = labelled(pair, both, chips_of(pair.element, both, setting), said, setting, strip=rooms.strip)
    flaws = RUNS_IN * sum(mark is not None and any(meets(mark, one) for one in said) for mark in marks)
    flaws += on_people(pair, both, marks, aims)
    look = seen_together(*pair.looks, pair.laid) if pair.laid.aligned() else Seen()
    if look.size is None:
        return flaws
    views = [(View(look, room), one) for room, one in zip(both, aims, strict=True)]
    flaws += HEADLESS * any(is_headless(*one) for one in views) + any(heads_shown(*one) < WITH_HEADS for one in views)
    return flaws + any(people_under(*one, said) for one in views)


def _holds_label(room: Rect, setting: Setting) -> bool:
    """Whether a label has its height in a room, and in what platforms leave free of it."""
    _, top, _, low = labels_in(setting)
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
    for room in (rooms.before, rooms.after):
        width, height = room[2] - room[0], room[3] - room[1]
        if min(width, height) < least:
            return None
        scale = max(width / wide, height / high)
        seen = min(1.0, width / scale / wide), min(1.0, height / scale / high)
        clear = height if said is None or not meets(said, room) else max(0, said[1] - room[1], room[3] - said[3])
        shares = min(1.0, seen[0] / (right - left)), min(1.0, seen[1] * clear / height / (bottom - top))
        fits, shown = min(fits, shares[0] * shares[1]), min(shown, seen[0] * seen[1])
    if fits < needed:
        return None
    filled = (_area(rooms.before) + _area(rooms.after)) / whole
    spoken = SPOKEN * any(said is not None and meets(said, room) for room in (rooms.before, rooms.after))
    ends = max(one[3] for one in (*rooms[:3], *([said] if said else [])))
    bare = (frame[3] - ends) / (frame[3] - frame[1])
    if bare > BAREST:
        return None
    return CHANGE * min(fits, enough) + PICTURE * filled + WHOLE * shown - spoken - BARE * bare


def _area(rect: Rect) -> int:
    return max(0, rect[2] - rect[0]) * max(0, rect[3] - rect[1])


def _candidates(words: StackElement | None, said: Rect | None, setting: Setting, share: float) -> Iterator[PairRooms]:
    """The rooms that are tried, the best liked first, beside words of a share of their own height."""
    x, y, right, bottom = frame = setting.zone("frame")
    left, top, far, low = setting.zone("safe")
    if words is None:
        yield from _whole_frame(frame, said)
        return
    tall = bottom - y >= right - x
    most = round(TALLEST * (bottom - y))
    high = _height(words, far - left, most, setting, share)
    last = low if said is None else said[1] - CAPTIONS
    end = low if said is None else said[3]
    if tall:
        end = min(end, low - LABELLED)
        between = _height(words, far - left, min(most, end - PAD - round(ROOMY * (right - x))), setting, share)
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
        narrow = _height(words, width, last - top, setting, share)
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


def _whole_frame(frame: Rect, said: Rect | None) -> Iterator[PairRooms]:
    """Rooms that fill the frame, and those above captions; captions lie in one of them and never where they meet."""
    nowhere = (frame[0], frame[1], frame[0], frame[1])
    if said and frame[3] - frame[1] > frame[2] - frame[0]:
        x, y, right, bottom = frame
        for kept in (CAPTIONS, STRIP):
            yield PairRooms(nowhere, (x, y, right, said[1] - kept), (x, said[3] + kept, right, bottom), kept > CAPTIONS)
    above = [(*frame[:3], said[1] - CAPTIONS)] if said else []
    below = [(frame[0], said[3] + PAD, *frame[2:])] if said and said[1] < HIGH * frame[3] else []
    for room in (frame, *above, *below):
        for halves in (_beside(room), _stacked(room)):
            if said is None or not any(meets(said, half) and not inside(said, half) for half in halves):
                yield PairRooms(nowhere, *halves)


def _height(words: StackElement, width: int, most: int, setting: Setting, share: float) -> int:
    natural = fitted(words, width, most, setting.aside()).height
    return ceil(natural if share == 1 else fitted(words, width, natural * share, setting.aside()).height)


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
    both = rooms.before, rooms.after
    chips = chips_of(element, both, setting, strip=rooms.strip)
    marks, aims = labelled(pair, both, chips, said, setting, strip=rooms.strip)
    if any(one.covered for one in aims):
        return None
    layers: list[Layer] = []
    for number, room in enumerate((rooms.before, rooms.after)):
        layers.append(_picture(pair, number, room, aims[number], setting))
    layers += _line(element, rooms, setting)
    for chip, mark in zip(chips, marks, strict=True):
        if chip is not None and mark is not None:
            left, top, right, bottom = mark
            layers += chip.draw(Spot(left, top, right - left, bottom - top))
    return layers


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
