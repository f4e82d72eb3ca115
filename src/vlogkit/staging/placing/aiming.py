"""Aim a picture behind words: choose what part of it shows, so that faces, focus and what draws the eye stay free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.frame import Rect
from vlogkit.seeing.seen import Seen, main_faces
from vlogkit.staging.layers.framing import visible
from vlogkit.staging.placing.free_room import free_room
from vlogkit.staging.placing.portraying import (
    beheaded,
    bodies_of,
    cut_busts,
    in_frame,
    meeting,
    portrayed,
)
from vlogkit.staging.placing.quiet_ground import sums_of, total, veil_of
from vlogkit.timelines.word_boxes import blocks_of, meets

Floats = NDArray[np.float64]

ZOOMS = (1.0, 1.1, 1.22, 1.36)
STEPS = 7
"""Places along an axis at which a window is tried."""
CLOSE_ZOOMS = (1.0, 1.12, 1.25, 1.4, 1.6)
MANY_STEPS = 11
"""The same, where all of those leave a subject under words."""
FINE_STEPS = 19
"""Places where a picture has hardly more room than what it has to show."""
FILM_ZOOMS = (1.06, 1.12, 1.18, 1.25, 1.33, 1.42, 1.5)
"""How much closer a film is shown where a face in it would lie under words, the least that is enough."""
AROUND = 0.05
"""Share of a face's sides that is kept free around it."""
FOCUS_SIZE = 0.06
"""Side of what a focus point stands for, as a share of the picture's shorter side."""
CLEAR, ROOM = 12, 36
"""Pixels that words keep from a face, and those that they keep where they can: as many as a panel adds around them, since
whether they need one is known later."""
COVERED, CUT = 1000.0, 200.0
"""What it costs to cover a subject or to lose a main face, and to cut a whole subject off at the frame's edge."""
KEPT = 0.8
"""Share of a main face that must be in the frame; with less it is as lost as under words."""
SOME = 0.6
"""What it counts, of a face under words, that some of several main faces are off the frame while another is in it."""
HALVED = 0.67
"""What it counts besides that the frame cuts one of them in two rather than leaves it off: together as much as a face
under words."""
OFF = 0.1
"""Share of a main face up to which it is off the frame, and no part of a person is seen that means nothing."""
BODY, SALIENT, DETAILED, VEILED = 3.0, 1.0, 0.8, 3.0
"""What it costs to stand on the bodies below faces, on all that draws the eye, on detail, and to need a veil."""
UNSEEN, NAMED, NEWS = 2.0, 0.5, 24.0
"""What it costs to show nothing, free of words, of what draws the eye and could be seen with another crop; where a person
named the point that matters; and where it is not about faces, so that this is the news."""
TIGHT = 25.0
"""What it costs to have a face in the room of words, more than to make them smaller."""
OUTSIDE, CLOSER, MOVED = 2.0, 0.8, 0.2
"""What it costs to leave the subject outside the largest free rectangle, to show the picture closer, and to move it."""
INSIDE, EDGE = 0.15, 12.0
"""Share of the frame's sides by which a focus stays away from its edges, since it names one point of something larger, and
what it costs to have it there; less than to shrink the words."""
CENTRED = 2.0
"""What it costs to have the focus far from the middle of what words leave free."""
SOFT, ENLARGED = 3.0, 1.75
"""What it costs to enlarge a picture more often than this, from where on it looks soft."""
FOREHEAD = 0.1
"""Share of a face's height that is kept free above it."""


@dataclass(frozen=True)
class View:
    """A picture as it covers a rectangle of the frame: what was seen in it, the point that a person wants kept (None
    where nobody said), and how far it drifts closer over the scene."""

    seen: Seen
    rect: Rect
    focus: tuple[float, float] | None = None
    reach: float = 1.0
    of_faces: bool = True
    """Whether it is about the faces in it; otherwise it is about what draws the eye, and faces may be off the frame, though
    never under words."""
    hidden: tuple[Rect, ...] = ()
    """Parts of the rectangle that its shape cuts off."""
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    """The part of the file that is shown: left, top, right, bottom as shares of it."""
    spans: tuple[tuple[int, int], ...] = ()
    """The frames of the scene for which each face is there, where the picture is a film."""
    lives: Mapping[Rect, tuple[int, int]] = field(default_factory=dict)
    """The frames for which boxes of words stand."""
    life: tuple[int, int] | None = None
    """The same of the boxes of which it does not say so; None is all the time."""

    standing: frozenset[Rect] = frozenset()
    """Boxes of words that have their place already, and need nothing of the picture behind them."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture, pixels."""
        assert self.seen.size is not None
        return self.seen.size

    def in_file(self, x: float, y: float) -> tuple[float, float]:
        """A point of what is shown, in shares of the whole file."""
        left, top, right, bottom = self.part
        return round(left + x * (right - left), 4), round(top + y * (bottom - top), 4)

    def together(self, boxes: Sequence[Rect]) -> NDArray[np.bool_]:
        """Which of the subjects and of the boxes are there in the same frame: (subjects, boxes)."""
        subjects = len(self.seen.faces) + (self.focus is not None)
        met = np.ones((subjects, len(boxes)), np.bool_)
        for row, (first, last) in enumerate(self.spans):
            for column, box in enumerate(boxes):
                begin, end = self.lives.get(box, self.life or (first, last))
                met[row, column] = begin < last and first < end
        return met

    def subjects(self) -> Floats:
        """Boxes of faces and of the focus (n, 4): left, top, right, bottom as shares of the picture."""
        boxes = [
            (
                face.x - AROUND * face.w,
                face.y - FOREHEAD * face.h,
                face.x + (1 + AROUND) * face.w,
                face.y + (1 + AROUND) * face.h,
            )
            for face in self.seen.faces
        ]
        if self.focus is not None:
            half = FOCUS_SIZE * min(self.size) / 2
            x, y = self.focus
            boxes.append(
                (x - half / self.size[0], y - half / self.size[1], x + half / self.size[0], y + half / self.size[1])
            )
        return np.clip(np.array(boxes, np.float64).reshape(-1, 4), 0, 1)


class Aim(NamedTuple):
    """The point of the picture that the middle of its rectangle shows, how close, and what it costs. `covered` counts
    the subjects that would lie under words."""

    x: float
    y: float
    zoom: float
    cost: float
    covered: int


def aim(view: View, boxes: Sequence[Rect], frame: Rect, steps: int = STEPS) -> Aim:
    """The best aim where words stand in some boxes of the frame, of so many places along an axis."""
    found = _best(view, boxes, frame, ZOOMS, steps)
    return _best(view, boxes, frame, CLOSE_ZOOMS, MANY_STEPS) if found.covered else found


def covered_by(view: View, found: Aim, boxes: Sequence[Rect], frame: Rect) -> int:
    """How many subjects an aim, perhaps of another rectangle, leaves under words or loses."""
    left, top, right, bottom = view.rect
    side = np.array(visible(view.size, (right - left, bottom - top))) / found.zoom
    middle = np.clip(np.array([found.x, found.y]), side / 2, 1 - side / 2)
    ends = [np.hstack([middle - side / reach / 2, middle + side / reach / 2])[None] for reach in {1.0, view.reach}]
    return int(_subjects(view, ends, boxes, frame)[0][0])


def aim_pair(view: View, boxes: Sequence[Rect], frame: Rect) -> Aim:
    """The aim of a registered pair: as a person chose it unless a subject would be covered; where nobody did, with most of
    what changed free of words."""
    zooms, steps = (ZOOMS[:2], STEPS) if view.focus is None else (ZOOMS[:1], 0)
    chosen = _best(view, boxes, frame, zooms, steps)
    return aim(view, boxes, frame) if chosen.covered else chosen


def aim_film(view: View, boxes: Sequence[Rect], frame: Rect) -> Aim:
    """The aim of a film: as its camera has it, else no closer than it takes to cover nothing; as it is where none does."""
    chosen = _best(view, boxes, frame, ZOOMS[:1], 0)
    closer = (_best(view, boxes, frame, (zoom,), MANY_STEPS) for zoom in FILM_ZOOMS) if chosen.covered else ()
    return next((one for one in closer if not one.covered), chosen)


def _best(view: View, boxes: Sequence[Rect], frame: Rect, zooms_tried: Sequence[float], steps: int) -> Aim:
    centres, zooms, sides = _tried(view.size, view.rect, view.focus, tuple(zooms_tried), steps)
    first = np.hstack([centres - sides / 2, centres + sides / 2])
    ends = [first]
    if view.reach != 1:
        ends.append(np.hstack([centres - sides / view.reach / 2, centres + sides / view.reach / 2]))
    covered, tight, cut, outside = _subjects(view, ends, boxes, frame)
    salient, unseen, detailed, veiled = _quiet(view, first, boxes)
    at_edge, aside = _focus_place(view, ends, boxes, frame)
    wanted = np.array(view.focus or (0.5, 0.5))
    moved = np.abs(centres - np.clip(wanted, sides / 2, 1 - sides / 2)).sum(axis=1)
    enlarged = view.reach * (view.rect[2] - view.rect[0]) / (sides[:, 0] * view.size[0])
    bare = view.of_faces and not any(meets(box, view.rect) for box in boxes)
    cost = (
        COVERED * covered
        + TIGHT * tight
        + CUT * cut
        + BODY * _bodies(view, first, boxes)
        + OUTSIDE * outside
        + EDGE * at_edge
        + CENTRED * aside
        + (portrayed if view.of_faces else beheaded)(view.seen, first, view.rect)
        + SALIENT * salient
        + (NAMED if view.focus else UNSEEN if view.of_faces else NEWS) * unseen
        + DETAILED * detailed
        + VEILED * veiled
        + CLOSER * (zooms - 1)
        + SOFT * (enlarged > ENLARGED)
        + MOVED * moved
    )
    best = int(np.argmin(np.round(cost + (cut_busts(view.seen, first, view.rect) if bare else 0.0), 6)))
    x, y = (round(float(value), 4) for value in centres[best])
    return Aim(x, y, float(zooms[best]), float(cost[best]), int(covered[best]))


@lru_cache(maxsize=64)
def _tried(
    size: tuple[int, int], rect: Rect, focus: tuple[float, float] | None, zooms_tried: tuple[float, ...], steps: int
) -> tuple[Floats, Floats, Floats]:
    """Middles (n, 2), zooms (n) and sides (n, 2) of the windows that are tried, as shares of the picture; what a person
    wants comes first, so that it is taken where nothing is better."""
    shown = visible(size, (rect[2] - rect[0], rect[3] - rect[1]))
    wanted = focus or (0.5, 0.5)
    middles, zooms, sides = [], [], []
    for zoom in zooms_tried:
        axes = []
        for axis in (0, 1):
            side = shown[axis] / zoom
            own = min(max(wanted[axis], side / 2), 1 - side / 2)
            axes.append([own, *np.linspace(side / 2, 1 - side / 2, steps)] if side < 0.995 else [0.5])
        for x in axes[0]:
            for y in axes[1]:
                middles.append((x, y))
                zooms.append(zoom)
                sides.append((shown[0] / zoom, shown[1] / zoom))
    return np.array(middles), np.array(zooms), np.array(sides)


def _subjects(
    view: View, windows: Sequence[Floats], boxes: Sequence[Rect], frame: Rect
) -> tuple[Floats, Floats, Floats, Floats]:
    """For each window: how many subjects lie under words or are lost, how many are in the room of words, the share of them
    that the frame cuts off, and how far they are from the largest rectangle that words leave free."""
    subjects = view.subjects()
    none = np.zeros(len(windows[0]))
    if not len(subjects):
        return none, none, none, none
    shown = [in_frame(subjects, window, view.rect) for window in windows]
    around = shown[0]
    for later in shown[1:]:
        around = np.concatenate([np.minimum(around, later)[:, :, :2], np.maximum(around, later)[:, :, 2:]], axis=2)
    seen = meeting(around, np.array([view.rect], np.float64))[:, :, 0]
    if view.hidden:
        seen = seen - meeting(around, np.array(view.hidden, np.float64)).sum(axis=2)
    areas = (subjects[:, 2] - subjects[:, 0]) * (subjects[:, 3] - subjects[:, 1])
    whole = (around[:, :, 2] - around[:, :, 0]) * (around[:, :, 3] - around[:, :, 1])
    shares = seen / np.maximum(whole, 1e-9)
    gone = 1 - shares
    if not view.of_faces:
        count = len(view.seen.faces)
        gone[:, :count] *= shares[:, :count] > 0
    cut = (gone * areas).sum(axis=1) / areas.sum()
    lost, some = _lost(view, shares)
    if not boxes:
        return lost.sum(axis=1) + SOME * some, none, cut, none
    under = _within(around, boxes, view.rect, CLEAR, view.together(boxes))
    near = under if view.spans else _within(around, blocks_of(boxes, 2 * ROOM), view.rect, ROOM)
    hidden = under | lost
    free = np.array(free_room(boxes, frame), np.float64)
    middles = (around[:, :, :2] + around[:, :, 2:]) / 2
    away = np.maximum(np.maximum(free[:2] - middles, middles - free[2:]), 0).sum(axis=2)
    span = (frame[2] - frame[0] + frame[3] - frame[1]) / 2
    tight = (near & ~hidden).sum(axis=1)
    return hidden.sum(axis=1) + SOME * some, tight, cut, (away * areas).sum(axis=1) / areas.sum() / span


def _within(
    around: Floats, boxes: Sequence[Rect], rect: Rect, pixels: int, together: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """For each window, which subjects are so many pixels from words, or nearer, where the picture is, of those that are
    there `together`."""
    words = np.array(boxes, np.float64) + np.array([-pixels, -pixels, pixels, pixels])
    words = np.hstack([np.maximum(words[:, :2], rect[:2]), np.minimum(words[:, 2:], rect[2:])])
    met = meeting(around, words) > 0
    return np.asarray((met if together is None else met & together).any(axis=2), np.bool_)


def _lost(view: View, shares: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """For each window, of whose subjects a share is in the frame: which are as lost as under words, since the focus or
    every main face is off the frame; and whether some but not all of the main faces are (1) or not (0), with
    what it counts that the frame cuts one in two."""
    main = main_faces(view.seen) if view.of_faces else ()
    least = [KEPT if face in main else 0.0 for face in view.seen.faces]
    off = np.asarray(shares < np.array([*least, 0.5] if view.focus is not None else least), np.bool_)
    faces = off[:, : len(least)]
    count = faces.sum(axis=1)
    some = (count > 0) & (count < len(main))
    halved = some & (faces & (shares[:, : len(least)] > OFF)).any(axis=1)
    faces[some] = False
    return off, some + HALVED * halved


def _focus_place(view: View, windows: Sequence[Floats], boxes: Sequence[Rect], frame: Rect) -> tuple[Floats, Floats]:
    """For each window: how far the focus is into the edges of the picture's place, 0 to 1, and how far from the middle of
    what words leave free, as a share of the frame's sides; for the worse of the scene's two ends."""
    if view.focus is None:
        return np.zeros(len(windows[0])), np.zeros(len(windows[0]))
    point = np.array([[*view.focus, *view.focus]])
    shown = np.stack([in_frame(point, window, view.rect)[:, 0, :2] for window in windows])
    place = np.array(view.rect, np.float64)
    margin = INSIDE * (place[2:] - place[:2])
    near = np.maximum(place[:2] + margin - shown, shown - place[2:] + margin) / margin
    free = np.array(free_room(boxes, frame) if boxes else frame, np.float64)
    sides = np.array([frame[2] - frame[0], frame[3] - frame[1]], np.float64)
    away = np.abs(shown - (free[:2] + free[2:]) / 2) / sides
    return np.clip(near, 0, 1).max(axis=(0, 2)), away.sum(axis=2).max(axis=0)


def _bodies(view: View, windows: Floats, boxes: Sequence[Rect]) -> Floats:
    """For each window: the share of the bodies that words cover."""
    bodies = bodies_of(view.seen)
    if not len(bodies) or not boxes:
        return np.zeros(len(windows))
    around = in_frame(bodies, windows, view.rect)
    whole = (around[:, :, 2] - around[:, :, 0]) * (around[:, :, 3] - around[:, :, 1])
    hidden = meeting(around, np.array(boxes, np.float64)).sum(axis=2)
    return np.asarray((hidden / np.maximum(whole, 1e-9)).mean(axis=1), np.float64)


def _quiet(view: View, windows: Floats, boxes: Sequence[Rect]) -> tuple[Floats, Floats, Floats, Floats]:
    """For each window: the share of what draws the eye that lies under words, the share of what the best window holds
    that is not seen free of them, the mean detail under words, and the veil that those need which are placed."""
    none = np.zeros(len(windows))
    sums = sums_of(view.seen)
    whole = total(sums, windows)[:, 0]
    if view.hidden:
        whole = whole - total(sums, _parts(view, windows, view.hidden))[..., 0].sum(axis=1)
    whole = np.maximum(whole, 1e-9)
    met = [box for box in boxes if meets(box, view.rect)]
    if not met:
        return none, 1 - whole / whole.max(), none, none
    parts = _parts(view, windows, met)
    areas = np.maximum((parts[..., 2] - parts[..., 0]) * (parts[..., 3] - parts[..., 1]), 1e-9)
    held = total(sums, parts)
    under = held.sum(axis=1)
    free = np.maximum(whole - under[:, 0], 0)
    own = [column for column, box in enumerate(met) if box not in view.standing]
    veil = veil_of(held[:, own], areas[:, own]) if own else none
    return under[:, 0] / whole, 1 - free / whole.max(), under[:, 1] / areas.sum(axis=1), veil


def _parts(view: View, windows: Floats, boxes: Sequence[Rect]) -> Floats:
    """What each window shows in boxes of the frame, in shares of the picture: (windows, boxes, 4)."""
    corner = np.array(view.rect[:2] * 2, np.float64)
    size = np.array([view.rect[2] - view.rect[0], view.rect[3] - view.rect[1]] * 2, np.float64)
    shares = np.clip((np.array(boxes, np.float64) - corner) / size, 0, 1)
    sides = np.tile(windows[:, 2:] - windows[:, :2], 2)
    return np.asarray(np.tile(windows[:, :2], 2)[:, None, :] + shares[None] * sides[:, None, :], np.float64)
