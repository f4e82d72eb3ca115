"""Find rows of sixteen digits in a picture, as identity cards, family cards and bank cards carry them.

Digits are not read: sixteen marks of one height, at an even pitch and of several shapes, on an even ground, are such a row.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.found_boxes import Found, distinct
from vlogkit.seeing.spotting.shrinking import shrunk

Grey = NDArray[np.uint8]
Rows = NDArray[np.float64]

SIDE = 1600
"""Longest side (pixels) at which is looked."""
DIGITS = 16
_HEIGHTS = (9, 90)
"""Pixels of a digit there: smaller ones are not told apart."""
_BLOCKS = (11, 17, 31)
"""Neighbourhoods (pixels) against which a mark is dark or light: for small and for large digits."""
_MOST_MARKS = 6_000
_EVEN = 0.2
"""By what share of the pitch two digits may be nearer or farther: a 1 is narrow."""
_UNLIKE = 0.03
"""How much the shares differ by which digits fill their boxes; those of bars and windows hardly do."""


def card_numbers(picture: Grey) -> list[Found]:
    """The rows of sixteen digits in an RGB picture (height, width, 3), in its pixels, each with a little rim."""
    small, scale = shrunk(picture, SIDE)
    grey = cv2.cvtColor(np.ascontiguousarray(small), cv2.COLOR_RGB2GRAY)
    found: list[Found] = []
    for block in _BLOCKS:
        for kind, offset in ((cv2.THRESH_BINARY, -10), (cv2.THRESH_BINARY_INV, 10)):
            mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, kind, block, offset)
            found += [_around(row, scale) for row in _rows(_marks(np.asarray(mask, np.uint8))) if _is_number(row)]
    return distinct(found)


def _marks(mask: Grey) -> Rows:
    """Blobs that could be digits, as rows of left, top, width, height, fill; none where there are too many."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    x, y, w, h, area = stats[1:].T.astype(np.float64)
    fill = area / np.maximum(w * h, 1)
    good = (h >= _HEIGHTS[0]) & (h <= _HEIGHTS[1]) & (w >= 0.12 * h) & (w <= 1.1 * h) & (fill > 0.22)
    found: Rows = np.stack([x, y, w, h, fill], axis=1)[good]
    return found if len(found) <= _MOST_MARKS else found[:0]


def _rows(marks: Rows) -> Iterator[Rows]:
    """Chains of sixteen marks of one height, each a little to the right of the one before and on its level."""
    marks = marks[np.argsort(marks[:, 0], kind="stable")]
    following = np.full(len(marks), -1)
    led = np.zeros(len(marks), bool)
    for index, (x, y, w, h, _) in enumerate(marks):
        later = marks[index + 1 : index + 200]
        gap = later[:, 0] - (x + w)
        near = (gap > -0.2 * h) & (gap < 1.6 * h) & (np.abs(later[:, 3] - h) < 0.2 * h)
        near &= np.abs(later[:, 1] + later[:, 3] / 2 - y - h / 2) < 0.3 * h
        if near.any():
            chosen = index + 1 + int(np.flatnonzero(near)[np.argmin(gap[near])])
            if not led[chosen]:
                following[index], led[chosen] = chosen, True
    for start in np.flatnonzero(~led):
        chain, place = [], int(start)
        while place >= 0:
            chain.append(place)
            place = int(following[place])
        if len(chain) == DIGITS:
            yield marks[chain]


def _is_number(row: Rows) -> bool:
    """Whether sixteen marks stand on one line at one pitch, or in groups of four, and are of several shapes."""
    x, y = row[:, 0] + row[:, 2] / 2, row[:, 1] + row[:, 3] / 2
    tall = float(np.median(row[:, 3]))
    slope, base = np.polyfit(x, y, 1)
    steps = np.diff(x)
    pitch = float(np.percentile(steps, 40))
    between = steps[3::4] / pitch
    within = np.delete(steps, [3, 7, 11]) / pitch
    return bool(
        np.abs(y - slope * x - base).max() < 0.2 * tall
        and 0.4 * tall < pitch < 1.3 * tall
        and np.abs(within - 1).max() < _EVEN
        and np.ptp(between) < 2 * _EVEN
        and 1 - _EVEN < between.mean() < 2.5
        and np.std(row[:, 4]) > _UNLIKE
    )


def _around(row: Rows, scale: float) -> Found:
    tall = float(np.median(row[:, 3]))
    left, top = row[:, 0].min() - tall, row[:, 1].min() - tall / 2
    right, bottom = (row[:, 0] + row[:, 2]).max() + tall, (row[:, 1] + row[:, 3]).max() + tall / 2
    return Found(float(left / scale), float(top / scale), float(right / scale), float(bottom / scale), 1.0)
