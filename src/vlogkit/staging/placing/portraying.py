"""Keep the heads of people in a picture whole, and their eyes on the upper third of its place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.frame import Rect
from vlogkit.seeing.pair_look import PERSON
from vlogkit.seeing.seen import Seen, main_faces

Floats = NDArray[np.float64]

HAIR, EARS, CHIN = 0.5, 0.22, 0.14
"""Shares of a face's sides by which its head goes on above it, beside it and below it."""
HEADS = 30.0
"""What it costs to cut the heads of large main faces off."""
SHOULDERS, HALVES = 0.8, 10.0
"""Share of a face's width by which shoulders are wider on each side, and what it costs to cut people off there."""
WHOLE, BUST, BUSTS, ROOMY = 60.0, 1.0, 16.0, 0.3
"""What it costs to cut a head of a group; faces below the chin that make a bust, what it costs to cut that off, and the
share of a place that is left beside head and bust from which on it is noticed in full."""
COMPANY = 0.4
"""Share of the largest main face's height from which on a face is of the same group, as a child among adults."""
EYES, UPPER = 12.0, 1 / 3
"""What it costs to have the eyes of a large face a frame's height away from the upper third."""
EYE = 0.42
"""Share of a face's height at which its eyes are."""
LARGE = 0.22
"""Share of the height of its place from which on a face is large."""
BODY_WIDTH, BODY_HEIGHT, ARMS = 2.6, 5.0, 3.2
"""Faces that a body is wide, and high below the face, and that a person with arms is wide."""
HEADLESS, BEHEADED = 0.5, 16.0
"""Share of a face off the frame from which on its body is seen without a head, and what bodies without one cost: less than to
lose most of the news, so that the crop has both where it can, and else goes down towards their feet."""

TRIMMED, SLICED, OUT, IN = 16.0, 12.0, 0.1, 0.85
"""What it costs that an edge cuts heads off in part, and people lengthwise, and the shares of their width up to which they are out and from which
on they are in."""
SEEN = 0.3
"""Share of all bodies from which on bodies without heads are noticed."""


def heads_of(seen: Seen) -> Floats:
    """Boxes of the whole heads of the faces that the picture is about (n, 4), as far as they are in it."""
    boxes = [
        (face.x - EARS * face.w, face.y - HAIR * face.h, face.x + (1 + EARS) * face.w, face.y + (1 + CHIN) * face.h)
        for face in main_faces(seen)
    ]
    return np.clip(np.array(boxes, np.float64).reshape(-1, 4), 0, 1)


def portrayed(seen: Seen, windows: Floats, rect: Rect) -> Floats:
    """For each window: what it costs that heads of large main faces are cut off, and their eyes not on the upper third."""
    heads = heads_of(seen)
    if not len(heads):
        return np.zeros(len(windows))
    place = np.array(rect, np.float64)
    faces = np.array([(one.x, one.y, one.x + one.w, one.y + one.h) for one in main_faces(seen)])
    wide = SHOULDERS * (faces[:, 2] - faces[:, 0])
    people = np.clip(np.stack([faces[:, 0] - wide, faces[:, 1], faces[:, 2] + wide, faces[:, 3]], axis=1), 0, 1)
    cut = cut_off(heads, windows, rect)
    shown = in_frame(faces, windows, rect)
    high = (shown[:, :, 3] - shown[:, :, 1]) / (place[3] - place[1])
    large = np.clip(high / LARGE, 0, 1)
    eyes = (shown[:, :, 1] + EYE * (shown[:, :, 3] - shown[:, :, 1]) - place[1]) / (place[3] - place[1])
    aside = np.where(high[:, 0] >= LARGE, np.abs(eyes[:, 0] - UPPER), 0.0)
    return np.asarray(
        HEADS * (cut * large).mean(axis=1) + HALVES * cut_off(people, windows, rect).mean(axis=1) + EYES * aside,
        np.float64,
    )


def group_of(seen: Seen) -> Floats:
    """Boxes of the faces of the main ones and of those who stand among them (n, 4), as shares of the picture."""
    main = main_faces(seen)
    faces = [face for face in seen.faces if main and face.h >= COMPANY * main[0].h]
    return np.array([(one.x, one.y, one.x + one.w, one.y + one.h) for one in faces], np.float64).reshape(-1, 4)


def cut_busts(seen: Seen, windows: Floats, rect: Rect) -> Floats:
    """For each window, what it costs that people of a group are cut off above their shoulders' end, where there is room for
    more."""
    faces = group_of(seen)
    if not len(faces):
        return np.zeros(len(windows))
    high = (faces[:, 3] - faces[:, 1])[:, None]
    tops, chins = faces[:, 1:2] - HAIR * high, faces[:, 3:]
    heads = np.clip(np.hstack([faces[:, :1], tops, faces[:, 2:3], chins]), 0, 1)
    below = np.clip(np.hstack([faces[:, :1], chins, faces[:, 2:3], chins + BUST * high]), 0, 1)
    shown = in_frame(np.hstack([heads[:, :2], below[:, 2:]]), windows, rect)
    left = 1 - (shown[:, :, 3] - shown[:, :, 1]) / (rect[3] - rect[1])
    noticed = np.clip(left / ROOMY, 0, 1)
    cost = WHOLE * cut_off(heads, windows, rect) + BUSTS * noticed * cut_off(below, windows, rect)
    return np.asarray(cost.mean(axis=1), np.float64)


def bodies_of(seen: Seen) -> Floats:
    """Boxes below the faces in which bodies are (n, 4), as far as they are in the picture."""
    boxes = [
        (
            face.x + face.w * (1 - BODY_WIDTH) / 2,
            face.y + face.h,
            face.x + face.w * (1 + BODY_WIDTH) / 2,
            face.y + face.h * (1 + BODY_HEIGHT),
        )
        for face in seen.faces
    ]
    return np.clip(np.array(boxes, np.float64).reshape(-1, 4), 0, 1)


def people_of(seen: Seen) -> Floats:
    """Boxes of whole people from the top of their heads to their feet, or nearly so (n, 4), as far as they are in it."""
    boxes = [
        (
            face.x + face.w * (1 - ARMS) / 2,
            face.y - HAIR * face.h,
            face.x + face.w * (1 + ARMS) / 2,
            face.y + face.h * PERSON,
        )
        for face in seen.faces
    ]
    return np.clip(np.array(boxes, np.float64).reshape(-1, 4), 0, 1)


def figures_of(seen: Seen) -> Floats:
    """Boxes of the heads of all people, and of their bodies down to their feet (2 n, 4): beside a head there is room."""
    heads = [
        (face.x - EARS * face.w, face.y - HAIR * face.h, face.x + (1 + EARS) * face.w, face.y + face.h)
        for face in seen.faces
    ]
    bodies = people_of(seen)
    bodies[:, 1] = [face.y + face.h for face in seen.faces]
    return np.clip(np.vstack([np.array(heads, np.float64).reshape(-1, 4), bodies]), 0, 1)


def beheaded(seen: Seen, windows: Floats, rect: Rect) -> Floats:
    """For each window, what it costs that bodies of people beside what a picture is about are seen without their heads."""
    if not seen.faces:
        return np.zeros(len(windows))
    cost = BEHEADED * _without_heads(seen, windows, rect) + SLICED * sliced(people_of(seen), windows).mean(axis=1)
    heads = heads_of(seen)
    if len(heads):
        off = cut_off(heads, windows, rect)
        cost = cost + TRIMMED * (off * (off < 1)).mean(axis=1)
    return np.asarray(cost, np.float64)


def _without_heads(seen: Seen, windows: Floats, rect: Rect) -> Floats:
    """For each window, the share of bodies that is seen without their heads."""
    if not seen.faces:
        return np.zeros(len(windows))
    faces = np.array([(face.x, face.y, face.x + face.w, face.y + face.h) for face in seen.faces], np.float64)
    without = cut_off(faces, windows, rect) > HEADLESS
    shown = 1 - cut_off(bodies_of(seen), windows, rect)
    return np.asarray((shown * without).mean(axis=1), np.float64)


def sliced(people: Floats, windows: Floats, high: float = 0.0) -> Floats:
    """For each window, whether its edges cut a person in two (1) or leave it whole or out (0): its left or right edge, and
    where a share is asked for its upper or lower one so that less than that is seen."""
    shares = []
    for side in (0, 1):
        low, far = people[None, :, side], people[None, :, side + 2]
        shown = np.minimum(far, windows[:, side + 2, None]) - np.maximum(low, windows[:, side, None])
        shares.append(np.clip(shown / np.maximum(far - low, 1e-9), 0, 1))
    across, down = shares
    cut = ((across < IN) | (down < high)) & (across > OUT) & (down > OUT)
    return np.asarray(cut, np.float64)


def headless(seen: Seen, window: Floats, rect: Rect) -> bool:
    """Whether a window (1, 4) shows bodies of people without their heads."""
    return bool(_without_heads(seen, window, rect)[0] > SEEN)


def cut_off(boxes: Floats, windows: Floats, rect: Rect) -> Floats:
    """For each window, the share of each box that is not in the picture's place: (windows, boxes)."""
    around = in_frame(boxes, windows, rect)
    whole = (around[:, :, 2] - around[:, :, 0]) * (around[:, :, 3] - around[:, :, 1])
    place = np.array([rect], np.float64)
    return np.asarray(1 - meeting(around, place)[:, :, 0] / np.maximum(whole, 1e-9), np.float64)


def in_frame(subjects: Floats, windows: Floats, rect: Rect) -> Floats:
    """The boxes of subjects in pixels of the frame (windows, subjects, 4)."""
    corner, size = np.array(rect[:2], np.float64), np.array([rect[2] - rect[0], rect[3] - rect[1]], np.float64)
    sides = (windows[:, 2:] - windows[:, :2])[:, None, :]
    start = windows[:, None, :2]
    low = (subjects[None, :, :2] - start) / sides * size + corner
    high = (subjects[None, :, 2:] - start) / sides * size + corner
    return np.concatenate([low, high], axis=2)


def meeting(around: Floats, others: Floats) -> Floats:
    """The pixels that each box (n, m, 4) shares with each of others (k, 4): (n, m, k)."""
    low = np.maximum(around[:, :, None, :2], others[None, None, :, :2])
    high = np.minimum(around[:, :, None, 2:], others[None, None, :, 2:])
    sides = np.maximum(high - low, 0)
    return np.asarray(sides[..., 0] * sides[..., 1], np.float64)
