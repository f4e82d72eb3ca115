"""The boxes of what was found in a picture, and of those that mean one thing the surest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_OVERLAP = 0.3
"""Share of their union by which two boxes overlap that mean one thing."""


class Found(NamedTuple):
    """A box in pixels (left, top, right, bottom) and its score, 0–1."""

    left: float
    top: float
    right: float
    bottom: float
    score: float


def distinct(found: Iterable[Found]) -> list[Found]:
    """The surest first, without those that overlap a surer one (non-maximum suppression)."""
    import cv2  # here: boxes are also known where nothing is looked for
    import numpy as np

    boxes = list(found)
    sides = [[box.left, box.top, box.right - box.left, box.bottom - box.top] for box in boxes]
    kept = cv2.dnn.NMSBoxes(sides, [box.score for box in boxes], 0.0, _OVERLAP)
    return [boxes[index] for index in np.asarray(kept, int).ravel()]


def overlap(a: Found, b: Found) -> float:
    """Intersection over union of two boxes."""
    w = min(a.right, b.right) - max(a.left, b.left)
    h = min(a.bottom, b.bottom) - max(a.top, b.top)
    if w <= 0 or h <= 0:
        return 0.0
    area_a, area_b = ((box.right - box.left) * (box.bottom - box.top) for box in (a, b))
    return w * h / (area_a + area_b - w * h)
