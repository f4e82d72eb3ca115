"""Convert colours and RGB pictures to the encoder's planes, and back."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

cv2.setNumThreads(1)


@dataclass(frozen=True)
class Space:
    """How RGB stands in three planes: a matrix over 0–255 values, offsets, and whether planes two and
    three have half the width and height."""

    name: str
    matrix: tuple[tuple[float, float, float], ...]
    offset: tuple[float, float, float]
    half: bool

    @property
    def step(self) -> int:
        """Pixels of the frame for one sample of the second and third plane."""
        return 2 if self.half else 1

    def values(self, colour: str) -> tuple[float, float, float]:
        """`#RRGGBB` as three plane values, not rounded."""
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
        first, second, third = (float(value) for value in np.array(self.matrix) @ rgb + np.array(self.offset))
        return first, second, third

    def colour(self, colour: str) -> tuple[int, int, int]:
        """`#RRGGBB` as three plane values."""
        first, second, third = (int(np.floor(value + 0.5)) for value in self.values(colour))
        return first, second, third


_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_Y, _C = 219 / 255, 224 / 255
VIDEO = Space(
    "bt709",
    (
        (_Y * _KR, _Y * _KG, _Y * _KB),
        (-_C * _KR / (2 - 2 * _KB), -_C * _KG / (2 - 2 * _KB), _C / 2),
        (_C / 2, -_C * _KG / (2 - 2 * _KR), -_C * _KB / (2 - 2 * _KR)),
    ),
    (16.0, 128.0, 128.0),
    True,
)
"""Y′CbCr after Rec. ITU-R BT.709-6, limited range (16–235, 16–240), 4:2:0."""

STILL = Space("rgb", ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), (0.0, 0.0, 0.0), False)
"""The planes are R, G and B themselves: cards keep every colour and every edge."""


def halve(plane: Floats) -> Floats:
    """A plane (2h, 2w) at half size, samples on the left column of each pair and between the two rows,
    where H.264 puts them unless told otherwise (ITU-T H.264 figure E-1, type 0)."""
    rows = (plane[0::2] + plane[1::2]) * np.float32(0.5)
    padded = cv2.copyMakeBorder(rows, 0, 0, 1, 0, cv2.BORDER_REPLICATE)
    left, middle, right = padded[:, 0:-1:2], padded[:, 1::2], padded[:, 2::2]
    return np.asarray((left + right) * np.float32(0.25) + middle * np.float32(0.5), np.float32)


def round_bytes(plane: Floats) -> Bytes:
    """Rounded to the nearest and kept within 0–255."""
    return np.asarray(cv2.convertScaleAbs(np.maximum(plane, np.float32(0))), np.uint8)


def transform(pixels: Floats, matrix: NDArray[np.float64]) -> Floats:
    """Each pixel (h, w, n) through an (m, n) or, with offsets, (m, n + 1) matrix: (h, w, m)."""
    return np.asarray(cv2.transform(pixels, matrix.astype(np.float32)), np.float32)


def to_planes(rgb: Bytes, space: Space) -> tuple[Bytes, Bytes, Bytes]:
    """An opaque RGB picture (h, w, 3) as planes; h and w are even where the space halves them."""
    if space is STILL:
        return tuple(np.ascontiguousarray(rgb[:, :, i]) for i in range(3))  # type: ignore[return-value]
    height, width = rgb.shape[:2]
    matrix = np.column_stack([np.array(space.matrix), np.array(space.offset)])
    planes = (
        np.empty((height, width), np.uint8),
        np.empty((height // 2, width // 2), np.uint8),
        np.empty((height // 2, width // 2), np.uint8),
    )
    for top in range(0, height, 256):
        strip = transform(rgb[top : top + 256].astype(np.float32), matrix)
        planes[0][top : top + 256] = round_bytes(strip[:, :, 0])
        planes[1][top // 2 : top // 2 + 128] = round_bytes(halve(strip[:, :, 1]))
        planes[2][top // 2 : top // 2 + 128] = round_bytes(halve(strip[:, :, 2]))
    return planes


def to_rgb(planes: tuple[Bytes, Bytes, Bytes], space: Space) -> Bytes:
    """Planes as an RGB picture (h, w, 3); half planes are enlarged bilinearly from where their samples
    stand."""
    if not space.half and space is STILL:
        return np.asarray(cv2.merge(list(planes)), np.uint8)
    height, width = planes[0].shape
    full = [planes[0].astype(np.float32)]
    for plane in planes[1:]:
        matrix = np.array([[0.5, 0, 0], [0, 0.5, -0.25]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        source = plane.astype(np.float32)
        border = cv2.BORDER_REPLICATE
        large = cv2.warpAffine(source, matrix, (width, height), flags=flags, borderMode=border)
        full.append(np.asarray(large, np.float32))
    inverse = np.linalg.inv(np.array(space.matrix))
    shift = -inverse @ np.array(space.offset)
    back = np.column_stack([inverse, shift])
    return round_bytes(transform(np.stack(full, axis=2), back))
