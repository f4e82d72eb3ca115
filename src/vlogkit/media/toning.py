"""Tone pictures that words stand on: a breath of the brand's dark colour, and the highlights pulled down."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

STRENGTH = 0.15
"""How much of the colour is multiplied in."""
KNEE, GAIN = 0.6, 0.8
"""Where the highlights begin, and what stays of their steps: white becomes 0.92 of white."""


@lru_cache(maxsize=32)
def tone_curve(colour: str) -> NDArray[np.uint8]:
    """What each level 0–255 of red, green and blue becomes, (256, 3), under `#RRGGBB`."""
    level = np.arange(256) / 255
    pulled = np.where(level > KNEE, KNEE + (level - KNEE) * GAIN, level)
    multiplied = [1 - STRENGTH + STRENGTH * int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return np.asarray(np.rint(pulled[:, None] * np.array(multiplied) * 255), np.uint8)


def toned(rgb: NDArray[np.uint8], colour: str | None) -> NDArray[np.uint8]:
    """RGB pixels (h, w, 3) under a colour; as they are without one."""
    if not colour:
        return rgb
    import cv2  # here: laying out asks for the curve alone

    return np.asarray(cv2.LUT(rgb, tone_curve(colour)[None]), np.uint8)
