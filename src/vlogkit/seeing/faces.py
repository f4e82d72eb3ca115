"""Find the faces in a picture, the largest first."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.centerface import SIDE, face_boxes

_OVERLAP = 0.3


class Face(NamedTuple):
    """Left, top, width and height as shares of the picture, and how sure it is (0–1)."""

    x: float
    y: float
    w: float
    h: float
    sure: float


def find_faces(picture: NDArray[np.uint8], *, longest: int = 640, threshold: float = 0.5) -> tuple[Face, ...]:
    """Faces in an RGB picture (height, width, 3), the largest first.

    The picture is looked at with its longer side at `longest` pixels: faces of less than about 10 pixels
    there are missed. Deterministic. Raises OutsideError where the model cannot be read."""
    height, width = picture.shape[:2]
    scale = min(longest / max(height, width), 1.0)
    wide, tall = (max(SIDE, -(-int(side * scale) // SIDE) * SIDE) for side in (width, height))
    found = face_boxes(picture, (wide, tall), threshold)
    places = found[:, :4] * (wide, tall, wide, tall)
    boxes = np.column_stack([places[:, :2], places[:, 2:] - places[:, :2]])
    kept = np.asarray(cv2.dnn.NMSBoxes(boxes.tolist(), found[:, 4].tolist(), threshold, _OVERLAP)).reshape(-1)
    faces = [_inside(*found[index].tolist()) for index in kept.astype(int)]
    return tuple(sorted(faces, key=lambda face: -face.w * face.h))


def _inside(left: float, top: float, right: float, bottom: float, sure: float) -> Face:
    """The part of a box that lies in the picture."""
    left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)
    return Face(left, top, max(right - left, 0.0), max(bottom - top, 0.0), sure)
