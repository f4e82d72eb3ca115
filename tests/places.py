"""Streets in numbers: the same place looks the same again, another one does not."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def place(seed: int, size: tuple[int, int] = (900, 1200)) -> Pixels:
    """A wall of stones of many sizes and colours (height, width, 3), full of corners to be recognised by."""
    height, width = size
    rng = np.random.default_rng(seed)
    wall = np.full((height, width, 3), 128, np.uint8)
    for _ in range(700):
        x, y = rng.integers(0, width), rng.integers(0, height)
        wide, high = rng.integers(12, 90, 2)
        angle, colour = rng.uniform(0, 180), rng.integers(20, 235, 3).tolist()
        stone = cv2.boxPoints(((float(x), float(y)), (float(wide), float(high)), float(angle))).astype(np.int32)
        cv2.fillPoly(wall, [stone], colour)
    return np.asarray(cv2.GaussianBlur(wall, (3, 3), 0), np.uint8)


def repaired(wall: Pixels) -> Pixels:
    """The same place with its middle made new."""
    done = wall.copy()
    height, width = wall.shape[:2]
    done[height // 3 : height * 2 // 3, width // 3 : width * 2 // 3] = (190, 188, 180)
    return done


def seen_from(wall: Pixels, corners: NDArray[np.float64]) -> Pixels:
    """The place with its corners (4, 2; shares, from the left top clockwise) where the picture's corners stand."""
    height, width = wall.shape[:2]
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(whole, (corners * [width, height]).astype(np.float32))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpPerspective(wall, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT), np.uint8
    )
