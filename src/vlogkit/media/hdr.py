"""Convert an HDR picture (16-bit BT.2020, PQ or HLG) to 8-bit sRGB."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.media.colour import Bytes, Floats, transform

_WHITE = 203.0
"""Nits of diffuse white in HDR programmes (ITU-R BT.2408)."""
_PEAK = 1000.0 / _WHITE
_KNEE = np.float32(0.6)
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])
"""Linear BT.2020 to BT.709 primaries (ITU-R BT.2087)."""


@lru_cache(maxsize=2)
def _linear(hlg: bool) -> Floats:
    """Linear light, 1 = diffuse white, for each 12-bit code."""
    code = np.arange(4096, dtype=np.float64) / 4095
    if hlg:
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
        return (scene**1.2 * _PEAK).astype(np.float32)
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = code ** (1 / m2)
    nits = 10000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    return (nits / _WHITE).astype(np.float32)


def to_sdr(rgb: NDArray[np.uint16], *, hlg: bool) -> Bytes:
    """RGB (h, w, 3) uint16 in BT.2020 with the PQ (SMPTE ST 2084) or HLG (ARIB STD-B67) curve, as sRGB uint8.

    Up to `_KNEE` of diffuse white light stays as it is; above, highlights near white exponentially, all three
    channels by the same share so that hues stay.
    """
    light = _linear(hlg)[np.asarray(rgb, np.uint16) >> 4]
    light = np.maximum(transform(light, _TO_709), np.float32(1e-6))
    brightest = light.max(axis=2, keepdims=True)
    rest = np.float32(1 - _KNEE)
    rolled = _KNEE + rest * (1 - np.exp(-(np.maximum(brightest - _KNEE, 0)) / rest))
    mapped = np.clip(light * np.where(brightest > _KNEE, rolled / brightest, 1), 0, 1)
    return np.asarray(np.rint(np.power(mapped, np.float32(1 / 2.2)) * 255), np.uint8)
