"""Find faces that must be blurred, with CenterFace run by OpenCV on the processor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.35
"""Score from which a find is a face: low, because a missed face costs more than a blurred wall."""
SIDES = (640, 1280)
"""Longest sides (pixels) at which is looked: large faces at the first, small ones in the distance at the second."""
_OVERLAP = 0.3


class Found(NamedTuple):
    """A box in pixels (left, top, right, bottom) and its score, 0–1."""

    left: float
    top: float
    right: float
    bottom: float
    score: float


def find_faces(pixels: NDArray[np.uint8], *, sides: tuple[int, ...] = SIDES) -> list[Found]:
    """Faces in RGB pixels (height x width x 3), the surest first. Raises OutsideError where the model is missing."""
    height, width = pixels.shape[:2]
    found: list[Found] = []
    for side in sides:
        scale = side / max(height, width)
        if scale > 1 and side != sides[0]:
            continue
        found += _at(pixels, min(scale, 1.0))
    return distinct(found)


def _at(pixels: NDArray[np.uint8], scale: float) -> list[Found]:
    import numpy as np

    from vlogkit.seeing.centerface import SIDE, face_boxes

    height, width = pixels.shape[:2]
    w, h = (max(SIDE, round(side * scale / SIDE) * SIDE) for side in (width, height))
    found = face_boxes(pixels, (w, h), THRESHOLD)
    found[:, :4] = np.clip(found[:, :4], 0, 1) * (width, height, width, height)
    return [Found(*box) for box in found.tolist()]


def distinct(found: list[Found]) -> list[Found]:
    """Of boxes that overlap by a third of their union the surest, the surest first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda box: -box.score):
        if all(overlap(one, other) < _OVERLAP for other in kept):
            kept.append(one)
    return kept


def overlap(a: Found, b: Found) -> float:
    """Intersection over union of two boxes."""
    w = min(a.right, b.right) - max(a.left, b.left)
    h = min(a.bottom, b.bottom) - max(a.top, b.top)
    if w <= 0 or h <= 0:
        return 0.0
    area_a, area_b = ((box.right - box.left) * (box.bottom - box.top) for box in (a, b))
    return w * h / (area_a + area_b - w * h)
