"""Say what was seen in the part that both pictures of a registered pair show."""

from __future__ import annotations

import base64
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.registration import Registration
from vlogkit.seeing.seen import COUNT, Seen, SeenFace, packed


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
    """Both pictures as one: the faces of both, and what draws the eye and the tones of the picture after. Nothing was
    seen where nobody looked at one of them."""
    if before.size is None or after.size is None:
        return Seen()
    left, top, right, bottom = pair.window
    rows = _part(top, bottom, after.rows)
    columns = _part(left, right, after.columns)
    salience = np.frombuffer(base64.b64decode(after.salience), np.uint8).reshape(after.rows, after.columns)
    tones = np.frombuffer(base64.b64decode(after.tones), np.uint8).reshape(after.rows, after.columns, COUNT)
    one, other = shared_faces(before, after, pair)
    return Seen(
        size=shared_size(pair, after.size),
        faces=one + other,
        columns=len(columns),
        rows=len(rows),
        salience=packed(salience[np.ix_(rows, columns)]),
        tones=packed(tones[np.ix_(rows, columns)]),
    )


def _part(start: float, end: float, count: int) -> NDArray[np.intp]:
    """The cells of an axis from one share to another, at least one."""
    first = min(int(start * count), count - 1)
    return np.arange(first, max(first + 1, min(count, int(np.ceil(end * count)))))
