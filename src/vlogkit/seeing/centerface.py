"""Run the CenterFace network over a picture; overlaps and doubtful finds are left in."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.networks import network

SIDE = 32
"""The network takes sides that divide by this."""
_OUTPUTS = ("537", "538", "539", "540")
"""Heat map, logarithms of height and width, offsets down and across, landmarks; OpenCV 5 wants to be asked for all."""
_STRIDE = 4
"""The network gives one cell for four pixels (arXiv:1911.03599)."""


def face_boxes(picture: NDArray[np.uint8], size: tuple[int, int], threshold: float) -> NDArray[np.float64]:
    """Finds (n, 5) with a score (0–1) above `threshold` in an RGB picture (height, width, 3): left, top, right and bottom
    as shares of it, which may lie outside, and the score. `size` is (width, height) of the look, multiples of `SIDE`.

    Deterministic. Raises OutsideError where the model cannot be read.
    """
    blob = cv2.dnn.blobFromImage(np.ascontiguousarray(picture), 1.0, size, (0, 0, 0), swapRB=False, crop=False)
    with network("centerface") as net:
        net.setInput(blob)
        heat, scales, offsets, _ = net.forward(_OUTPUTS)
        rows, columns = np.nonzero(heat[0, 0] > threshold)
        tall, wide = (np.exp(scales[0, axis, rows, columns]) * _STRIDE for axis in (0, 1))
        y = (rows + offsets[0, 0, rows, columns] + 0.5) * _STRIDE
        x = (columns + offsets[0, 1, rows, columns] + 0.5) * _STRIDE
        boxes = np.stack([x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2], axis=1)
        return np.column_stack([boxes / np.array([*size, *size]), heat[0, 0, rows, columns]]).astype(np.float64)
