"""Take off the border that a scanner or a phone's editor left around a photograph, which would stand as a line at the edge of
its frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST = 0.015
"""Share of a side that a border takes at most; what is even for longer is sky, or a wall."""
EVEN = 6.0
"""Grey levels by which the pixels of a border's line stray at most (standard deviation)."""
STEP = 8.0
"""Grey levels between a border's last line and the picture's first, in the mean of their pixels."""

Pixels = NDArray[np.uint8]


def without_border(pixels: Pixels) -> Pixels:
    """A picture (rows, columns, RGB) without the even lines around it, and without the one in which they blend into it."""
    height, width = pixels.shape[:2]
    top, bottom = _lines(pixels), _lines(pixels[::-1])
    left, right = _lines(pixels.swapaxes(0, 1)), _lines(pixels[:, ::-1].swapaxes(0, 1))
    return pixels[top : height - bottom, left : width - right]


def _lines(pixels: Pixels) -> int:
    """How many of the first rows are a border: even ones up to the last that the next one differs from."""
    most = int(MOST * len(pixels))
    grey = pixels[: most + 1].mean(axis=2)
    found = 0
    for row in range(most):
        if grey[row].std() > EVEN:
            break
        if np.abs(grey[row + 1] - grey[row]).mean() >= STEP:
            found = row + 1
    return min(most, found + 1) if found else 0
