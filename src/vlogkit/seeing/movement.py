"""Measure how the camera moved between two pictures, and what moved by itself."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.watched import Shift

Grey = NDArray[np.uint8]

_POINTS = 200
_LEAST_POINTS = 8
_CHANGED = 14
"""Grey levels by which a pixel must change to have moved."""
_SMALLEST = 0.0008
"""Share of the picture that a moving thing covers at least."""


class Moving(NamedTuple):
    """The box of something that moved, shares of the picture; `weight` is the share of the picture that
    changed."""

    x: float
    y: float
    w: float
    h: float
    weight: float


def camera_shift(before: Grey, after: Grey) -> Shift:
    """The move of most of the picture, whatever moves in it; (0, 0) where there is nothing to hold on to."""
    points = cv2.goodFeaturesToTrack(before, _POINTS, 0.01, 8)
    if points is None or len(points) < _LEAST_POINTS:
        return Shift(0.0, 0.0)
    found, status, _ = cv2.calcOpticalFlowPyrLK(before, after, points, np.zeros_like(points))
    good = status.reshape(-1) == 1
    if good.sum() < _LEAST_POINTS:
        return Shift(0.0, 0.0)
    matrix, _ = cv2.estimateAffinePartial2D(points[good], found[good], ransacReprojThreshold=1.5)
    if matrix is None:
        return Shift(0.0, 0.0)
    height, width = before.shape
    middle = np.array([width / 2, height / 2])
    moved = matrix[:, :2] @ middle + matrix[:, 2] - middle
    return Shift(float(moved[0] / width), float(moved[1] / height))


def moving_things(before: Grey, after: Grey) -> tuple[Moving, ...]:
    """What moves against the background, the largest first; the camera's own move is taken out before."""
    height, width = before.shape
    shift = camera_shift(before, after)
    move = np.array([[1, 0, shift.x * width], [0, 1, shift.y * height]], np.float32)
    still = cv2.warpAffine(before, move, (width, height), borderMode=cv2.BORDER_REPLICATE)
    changed = (cv2.absdiff(cv2.blur(still, (3, 3)), cv2.blur(after, (3, 3))) > _CHANGED).astype(np.uint8)
    reach = max(width // 24, 3) | 1
    joined = cv2.dilate(changed, np.ones((reach, reach), np.uint8))
    count, labels = cv2.connectedComponents(joined)
    found = [_box(labels == label, changed, width, height) for label in range(1, count)]
    things = [thing for thing in found if thing is not None and thing.weight >= _SMALLEST]
    return tuple(sorted(things, key=lambda thing: -thing.weight))


def _box(inside: NDArray[np.bool_], changed: Grey, width: int, height: int) -> Moving | None:
    rows, columns = np.nonzero(inside & (changed > 0))
    if not len(rows):
        return None
    left, right = np.percentile(columns, [2, 98])
    top, bottom = np.percentile(rows, [2, 98])
    return Moving(
        float(left / width),
        float(top / height),
        float((right - left + 1) / width),
        float((bottom - top + 1) / height),
        len(rows) / (width * height),
    )
