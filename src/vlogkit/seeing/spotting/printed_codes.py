"""Find QR codes, barcodes and other printed codes in a picture, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.found_boxes import Found, overlap
from vlogkit.seeing.spotting.shrinking import shrunk

if TYPE_CHECKING:
    from zxingcpp import Barcode

SIDE = 1600
"""Longest side (pixels) at which is looked."""
_TURNS = (0, 30, 60)
"""Degrees by which the picture is turned for a look: square codes are read in any position, bars only near the axes."""
_TALL = 0.6
"""Height that a barcode's box has at least, as a share of its width: of a slanting one only the lines that run through
all bars are known, and digits stand below it."""


class PrintedCode(NamedTuple):
    """A code, where it is in the picture, and what it says."""

    box: Found
    text: str


def find_codes(picture: NDArray[np.uint8], *, side: int = SIDE) -> list[PrintedCode]:
    """The codes of any usual kind that can be read in an RGB picture (height, width, 3), in its pixels.

    One that is too small, too blurred or too dirty to be read is not found, but for a
    QR code. Deterministic."""
    grey = np.asarray(cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY), np.uint8)
    small, scale = shrunk(grey, side)
    found: list[PrintedCode] = []
    for degrees in _TURNS:
        read = list(_read(small, degrees, scale))
        found += [code for code in read if not any(overlap(code.box, known.box) > 0 for known in found)]
    return found


def _read(grey: NDArray[np.uint8], degrees: int, scale: float) -> Iterator[PrintedCode]:
    """The codes of a picture that is turned to be looked at; their boxes as before the turn and at `scale` 1."""
    import zxingcpp  # here: it is loaded where pictures are looked at only

    height, width = grey.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), (0, 0, 1)])
    across, down = np.abs(turn[:2, :2]) @ (width, height)
    turn[:2, 2] += (across / 2 - width / 2, down / 2 - height / 2)
    turned = cv2.warpAffine(grey, turn[:2], (int(across), int(down))) if degrees else grey
    back = np.linalg.inv(turn) if degrees else np.eye(3)
    kinds = zxingcpp.BarcodeFormat
    formats = zxingcpp.BarcodeFormats(kinds.AllLinear if degrees else kinds.AllReadable)
    for read in zxingcpp.read_barcodes(turned, formats=formats, return_errors=True):
        if not read.valid and read.format != kinds.QRCode:
            continue  # a QR code that cannot be read whole is seen for sure by its three corners, no other code is
        yield PrintedCode(_box(_corners(read) @ back[:2, :2].T + back[:2, 2], scale), read.text)


def _corners(read: Barcode) -> NDArray[np.float64]:
    """The four corners of a code, those of a barcode moved apart."""
    import zxingcpp

    at = read.position
    corners = np.array([(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)], np.float64)
    if read.format not in zxingcpp.barcode_formats_list(zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.AllLinear)):
        return corners
    along = (corners[1] - corners[0] + corners[2] - corners[3]) / 2
    down = (corners[3] - corners[0] + corners[2] - corners[1]) / 2
    normal = np.array([-along[1], along[0]])
    lack = max(0.0, _TALL - float(down @ normal) / float(normal @ normal)) / 2
    corners[:2] -= normal * lack
    corners[2:] += normal * lack
    return corners


def _box(corners: NDArray[np.float64], scale: float) -> Found:
    (left, top), (right, bottom) = corners.min(0) / scale, corners.max(0) / scale
    return Found(float(left), float(top), float(right), float(bottom), 1.0)
