"""Make a picture smaller before something is looked for in it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def shrunk(pixels: NDArray[np.uint8], side: int) -> tuple[NDArray[np.uint8], float]:
    """Pixels with their longer side at most `side` long and no side empty, and their scale."""
    height, width = pixels.shape[:2]
    scale = min(1.0, side / max(height, width))
    if scale == 1.0:
        return pixels, scale
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8), scale
