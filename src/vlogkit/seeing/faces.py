"""A picture comes in; the boxes of the faces in it go out, found by CenterFace on the processor."""

from __future__ import annotations

import threading
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.resources import shipped

_OUTPUTS = ("537", "538", "539", "540")
"""Heat map, logarithms of height and width, offsets down and across, landmarks; each a quarter of the
input's size."""
_STRIDE = 4
_OVERLAP = 0.3
_LOCAL = threading.local()


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
    there are missed. Deterministic; each thread has its own network."""
    height, width = picture.shape[:2]
    scale = min(longest / max(height, width), 1.0)
    size = tuple(max(32, -(-int(side * scale) // 32) * 32) for side in (width, height))
    net = _net()
    net.setInput(cv2.dnn.blobFromImage(np.ascontiguousarray(picture), 1.0, size, (0, 0, 0), swapRB=False, crop=False))
    heat, scales, offsets, _ = net.forward(_OUTPUTS)
    rows, columns = np.nonzero(heat[0, 0] > threshold)
    if not len(rows):
        return ()
    tall, wide = (np.exp(scales[0, axis, rows, columns]) * _STRIDE for axis in (0, 1))
    middle_y = (rows + offsets[0, 0, rows, columns] + 0.5) * _STRIDE
    middle_x = (columns + offsets[0, 1, rows, columns] + 0.5) * _STRIDE
    boxes = np.stack([middle_x - wide / 2, middle_y - tall / 2, wide, tall], axis=1)
    sure = heat[0, 0, rows, columns]
    kept = np.asarray(cv2.dnn.NMSBoxes(boxes.tolist(), sure.tolist(), threshold, _OVERLAP)).reshape(-1)
    shares = boxes / np.array([size[0], size[1], size[0], size[1]])
    faces = [_inside(shares[index].tolist(), float(sure[index])) for index in kept]
    return tuple(sorted(faces, key=lambda face: -face.w * face.h))


def _inside(box: list[float], sure: float) -> Face:
    """The part of a box that lies in the picture."""
    left, top = max(box[0], 0.0), max(box[1], 0.0)
    right, bottom = min(box[0] + box[2], 1.0), min(box[1] + box[3], 1.0)
    return Face(left, top, max(right - left, 0.0), max(bottom - top, 0.0), sure)


def _net() -> Any:
    """This thread's network; OpenCV's are not shared between threads."""
    if not hasattr(_LOCAL, "net"):
        model = shipped("assets", "models", "centerface", "centerface.onnx")
        _LOCAL.net = cv2.dnn.readNetFromONNX(np.fromfile(model, np.uint8))
    return _LOCAL.net
