"""Find faces in a picture, for framing and for protection (CenterFace, run by OpenCV on the processor)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.centerface import SIDE, face_boxes
from vlogkit.seeing.found_boxes import Found, distinct

THRESHOLD = 0.35
"""Score from which a find is a face: low, because a missed face costs more than a blurred wall."""
SIDES = (640, 1280)
"""Longest sides (pixels) at which is looked: large faces at the first, small ones in the distance at the second."""


def find_faces(
    picture: NDArray[np.uint8], *, sides: tuple[int, ...] = SIDES, threshold: float = THRESHOLD
) -> list[Found]:
    """Faces in an RGB picture (height, width, 3) with a score above `threshold`, the surest first, in its pixels.

    It is looked at once for each of `sides`, with its longer side at so many pixels but never enlarged: faces of less
    than about 10 pixels there are missed. Deterministic. Raises OutsideError where the model cannot be read."""
    height, width = picture.shape[:2]
    found: list[Found] = []
    for side in sides:
        scale = side / max(height, width)
        if scale <= 1 or side == sides[0]:
            found += _at(picture, min(scale, 1.0), threshold)
    return [_inside(box, width, height) for box in distinct(found)]


def _at(picture: NDArray[np.uint8], scale: float, threshold: float) -> list[Found]:
    height, width = picture.shape[:2]
    wide, tall = (max(SIDE, -(-int(side * scale) // SIDE) * SIDE) for side in (width, height))
    boxes = face_boxes(picture, (wide, tall), threshold)
    boxes[:, :4] *= (width, height, width, height)
    return [Found(*box) for box in boxes.tolist()]


def _inside(box: Found, width: int, height: int) -> Found:
    """The part of a box that lies in the picture."""
    left, top = min(max(box.left, 0.0), width), min(max(box.top, 0.0), height)
    right, bottom = min(max(box.right, 0.0), width), min(max(box.bottom, 0.0), height)
    return Found(left, top, right, bottom, box.score)
