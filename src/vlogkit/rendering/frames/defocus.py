"""Blur a clip's frame under a veil of colour, for the backdrop of a clip shown whole."""

from __future__ import annotations

import cv2
import numpy as np

from vlogkit.media.colour import Bytes, Space

_SAMPLES = 64
"""Samples along the longer side of what shows: what is out of focus has no more to show."""
_SIGMA = 2.0
"""Samples of the Gauss curve it is blurred with: a thirtieth of that side."""


def scale_for(picture: tuple[int, int], box: tuple[int, int]) -> float:
    """Samples for a pixel of a picture that covers a box out of focus."""
    cover = max(box[0] / picture[0], box[1] / picture[1])
    return min(1.0, _SAMPLES * cover / max(box))


def blurred(planes: tuple[Bytes, Bytes, Bytes], colour: str, veil: float, space: Space) -> tuple[Bytes, Bytes, Bytes]:
    """Blurred by a Gauss curve and mixed with `veil` (0–1) of a colour; enlarged bilinearly it has no edges."""
    made = [
        _soft(plane, value, veil, _SIGMA / (space.step if index else 1))
        for index, (plane, value) in enumerate(zip(planes, space.colour(colour), strict=True))
    ]
    return made[0], made[1], made[2]


def _soft(plane: Bytes, colour: int, veil: float, sigma: float) -> Bytes:
    smooth = cv2.GaussianBlur(plane, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.addWeighted(smooth, 1 - veil, np.full_like(smooth, colour), veil, 0.0), np.uint8)
