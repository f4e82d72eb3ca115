"""Warp a picture before onto the picture after, and give it the exposure of that."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from vlogkit.media.colour import Bytes
from vlogkit.records.registration import Registration

_SHARPEST = 1.5
"""A picture with so many times the pixels that are wanted is made smaller first, so that nothing flickers."""


def warped_before(before: Image.Image, pair: Registration, size: tuple[int, int]) -> Image.Image:
    """What both pictures show, `size` pixels large, with the pixels of the one before."""
    left, top, right, bottom = pair.window
    pixels = np.asarray(before, np.uint8)
    shares = np.array(pair.homography).reshape(3, 3)
    from_pixel = np.array(
        [[(right - left) / size[0], 0, left], [0, (bottom - top) / size[1], top], [0, 0, 1]]
    ) @ np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    ends = cv2.perspectiveTransform(np.array([[[left, top], [right, bottom]]], np.float64), shares)[0]
    wide, high = (abs(ends[1] - ends[0]) * pixels.shape[1::-1]).tolist()
    spare = min(wide / size[0], high / size[1])
    if spare > _SHARPEST:
        smaller = (round(pixels.shape[1] / spare), round(pixels.shape[0] / spare))
        pixels = np.asarray(cv2.resize(pixels, smaller, interpolation=cv2.INTER_AREA), np.uint8)
    height, width = pixels.shape[:2]
    to_pixel = np.array([[width, 0, -0.5], [0, height, -0.5], [0, 0, 1]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = cv2.warpPerspective(
        pixels, to_pixel @ shares @ from_pixel, size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return Image.fromarray(_levelled(np.asarray(laid, np.uint8), pair))


def _levelled(pixels: Bytes, pair: Registration) -> Bytes:
    """The pixels with the curve of each channel."""
    if not pair.curves:
        return pixels
    levels = [np.interp(np.arange(256), np.linspace(0, 255, len(curve)), curve) for curve in pair.curves]
    table = np.stack(levels, axis=1).round().astype(np.uint8)[None]
    return np.asarray(cv2.LUT(pixels, table), np.uint8)
