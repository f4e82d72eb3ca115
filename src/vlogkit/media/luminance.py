"""Measure how light pixels are and how two of them contrast, after WCAG 2.2."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEPS = np.arange(256) / 255
_LINEAR: NDArray[np.float64] = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def luminance(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance 0–1 of sRGB pixels (…, 3), after WCAG 2.2."""
    return np.asarray(_LINEAR[rgb] @ _WEIGHTS, np.float64)


def ratio(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Contrast 1–21 of two luminances, after WCAG 2.2."""
    high, low = np.maximum(one, other), np.minimum(one, other)
    return np.asarray((high + 0.05) / (low + 0.05), np.float64)
