"""Pixels come in; the boxes of the faces in them go out (CenterFace, run by OpenCV on the processor)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from vlogkit.errors import OutsideError
from vlogkit.resources import shipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.35
"""Score from which a find is a face: low, because a missed face costs more than a blurred wall."""
SIDES = (640, 1280)
"""Longest sides (pixels) at which is looked: large faces at the first, small ones in the distance at the second."""
_OVERLAP = 0.3
_STRIDE = 4
"""The network gives one cell for four pixels (arXiv:1911.03599)."""
_OUTPUTS = ["537", "538", "539", "540"]
"""Heat, size, offset and landmarks; OpenCV 5 wants to be asked for all of them."""


class Found(NamedTuple):
    """A box in pixels (left, top, right, bottom) and its score, 0–1."""

    left: float
    top: float
    right: float
    bottom: float
    score: float


_LOCAL = threading.local()


def _network() -> Any:
    """This thread's network: one that two threads use at once fails."""
    import cv2

    if not hasattr(_LOCAL, "network"):
        path = shipped("assets", "models", "centerface", "centerface.onnx")
        try:
            _LOCAL.network = cv2.dnn.readNetFromONNX(str(path))
        except cv2.error:
            hint = "Install vlogkit again: pip install --force-reinstall vlogkit"
            raise OutsideError("the model that finds faces cannot be read", where=path, hint=hint) from None
    return _LOCAL.network


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
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    # The network takes sides that divide by 32.
    w, h = (max(32, round(side * scale / 32) * 32) for side in (width, height))
    network = _network()
    network.setInput(cv2.dnn.blobFromImage(pixels, 1.0, (w, h), (0, 0, 0), swapRB=False, crop=False))
    heat, size, offset, _ = network.forward(_OUTPUTS)
    rows, columns = np.nonzero(heat[0, 0] > THRESHOLD)
    box_h, box_w = np.exp(size[0, 0, rows, columns]) * _STRIDE, np.exp(size[0, 1, rows, columns]) * _STRIDE
    y = (rows + offset[0, 0, rows, columns] + 0.5) * _STRIDE
    x = (columns + offset[0, 1, rows, columns] + 0.5) * _STRIDE
    boxes = np.stack([x - box_w / 2, y - box_h / 2, x + box_w / 2, y + box_h / 2], axis=1)
    boxes *= np.array([width / w, height / h, width / w, height / h])
    boxes = np.clip(boxes, 0, [width, height, width, height])
    found = np.column_stack([boxes, heat[0, 0, rows, columns]]).astype(float)
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
