"""Say what was seen in the part that both pictures of a registered pair show, and where they differ."""

from __future__ import annotations

import base64
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.registration import Registration
from vlogkit.seeing.seen import COUNT, Seen, SeenFace, packed

CHANGED = 0.2
"""Share of the greatest difference from which on a cell has changed."""
PART = 0.12
"""Share of all difference from which on a place of its own belongs to what changed."""
PERSON = 8
"""Heights of a face from its top to where a person who stands ends, or nearly so."""
BESIDE = 0.15
"""Share of all difference that must lie beside people, for the rest of it to be theirs and not what was done."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares."""


@lru_cache(maxsize=64)
def change_of(pair: Registration) -> NDArray[np.float64]:
    """How much each cell of what both show differs, 0 to 1, in a square of cells; of no cells where nobody measured it."""
    cells = np.frombuffer(base64.b64decode(pair.changed), np.uint8)
    side = round(len(cells) ** 0.5)
    return cells.reshape(side, side) / 255.0


@lru_cache(maxsize=64)
def change_beside_people(before: Seen, after: Seen, pair: Registration) -> NDArray[np.float64]:
    """How much each cell of what both show differs, without those of people who stand in either picture; with them where
    next to nothing is left so."""
    cells = change_of(pair)
    beside = _beside_people(before, after, pair)
    return beside if _is_enough(beside, cells) else cells


def is_beside_people(before: Seen, after: Seen, pair: Registration) -> bool:
    """Whether what changed is known, and is more than people who stand in either picture."""
    cells = change_of(pair)
    return bool(cells.any()) and _is_enough(_beside_people(before, after, pair), cells)


def _is_enough(beside: NDArray[np.float64], cells: NDArray[np.float64]) -> bool:
    return bool(beside.sum() >= BESIDE * cells.sum())


def _beside_people(before: Seen, after: Seen, pair: Registration) -> NDArray[np.float64]:
    """The cells with those set to nothing in which people stand."""
    cells = change_of(pair).copy()
    for face in (one for faces in shared_faces(before, after, pair) for one in faces):
        box = (face.x - face.w, face.y - face.h, face.x + 2 * face.w, face.y + PERSON * face.h)
        x, y, right, bottom = (min(len(cells), max(0, round(share * len(cells)))) for share in box)
        cells[y:bottom, x:right] = 0
    return cells


def changed_boxes(cells: NDArray[np.float64]) -> tuple[Box, ...]:
    """The part of a square of cells that changed, and of several places the one that changed most; none where nothing is
    known to have."""
    if not cells.any():
        return ()
    import cv2  # here as below: what only tells and lays out words does not wait for it

    count, labels = cv2.connectedComponents((cells >= CHANGED).astype(np.uint8))
    masses = {label: float(cells[labels == label].sum()) for label in range(1, count)}
    kept = [label for label, mass in masses.items() if mass >= PART * sum(masses.values())]
    whole = _around(np.isin(labels, kept))
    return (whole, _around(labels == max(masses, key=lambda one: masses[one]))) if len(kept) > 1 else (whole,)


def _around(cells: NDArray[np.bool_]) -> Box:
    rows, columns = np.nonzero(cells)
    left, top, right, bottom = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    return float(left / len(cells)), float(top / len(cells)), float(right / len(cells)), float(bottom / len(cells))


def shared_size(pair: Registration, after: tuple[int, int]) -> tuple[int, int]:
    """Width and height of what both show, in pixels of the picture after."""
    left, top, right, bottom = pair.window
    return max(2, round((right - left) * after[0])), max(2, round((bottom - top) * after[1]))


def shared_faces(before: Seen, after: Seen, pair: Registration) -> tuple[tuple[SeenFace, ...], tuple[SeenFace, ...]]:
    """The faces of the picture before and of the one after that lie in what both show, as shares of that."""
    back = np.linalg.inv(np.array(pair.homography).reshape(3, 3))
    straight = np.eye(3)
    return _within(before.faces, back, pair), _within(after.faces, straight, pair)


def _within(faces: tuple[SeenFace, ...], laid: NDArray[np.float64], pair: Registration) -> tuple[SeenFace, ...]:
    left, top, right, bottom = pair.window
    found = []
    for face in faces:
        corners = [(face.x + a * face.w, face.y + b * face.h, 1.0) for a in (0, 1) for b in (0, 1)]
        there = laid @ np.array(corners).T
        x, y = (there[0] / there[2] - left) / (right - left), (there[1] / there[2] - top) / (bottom - top)
        if 0 < (x.min() + x.max()) / 2 < 1 and 0 < (y.min() + y.max()) / 2 < 1:
            wide, high = float(np.ptp(x)), float(np.ptp(y))
            found.append(SeenFace(float(x.min()), float(y.min()), wide, high, face.score))
    return tuple(found)


@lru_cache(maxsize=64)
def seen_together(before: Seen, after: Seen, pair: Registration) -> Seen:
    """Both pictures as one: the faces of both, the tones of the picture after, and as what draws the eye what changed
    beside people, or where nobody knows that what does in the picture after. Nothing was seen where nobody looked at one of them."""
    if before.size is None or after.size is None:
        return Seen()
    left, top, right, bottom = pair.window
    rows = _part(top, bottom, after.rows)
    columns = _part(left, right, after.columns)
    salience = np.frombuffer(base64.b64decode(after.salience), np.uint8).reshape(after.rows, after.columns)
    tones = np.frombuffer(base64.b64decode(after.tones), np.uint8).reshape(after.rows, after.columns, COUNT)
    drawing, changed = salience[np.ix_(rows, columns)], change_beside_people(before, after, pair)
    if changed.any():
        import cv2

        size = (len(columns), len(rows))
        drawing = np.asarray(np.round(255 * cv2.resize(changed, size, interpolation=cv2.INTER_AREA)), np.uint8)
    one, other = shared_faces(before, after, pair)
    return Seen(
        size=shared_size(pair, after.size),
        faces=one + other,
        columns=len(columns),
        rows=len(rows),
        salience=packed(drawing),
        tones=packed(tones[np.ix_(rows, columns)]),
    )


def _part(start: float, end: float, count: int) -> NDArray[np.intp]:
    """The cells of an axis from one share to another, at least one."""
    first = min(int(start * count), count - 1)
    return np.arange(first, max(first + 1, min(count, int(np.ceil(end * count)))))
