"""What two registered pictures both show: where they agree, the window that lies in both, curves that make their
exposure one, and where they still differ."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

GRID = 96
"""Cells across and down in which the shared window is sought."""
KNOTS = 17
STEEPEST, FLATTEST = 2.2, 0.45
"""Bounds of a curve's slope: beyond them noise would be drawn out, or shades lost."""
ALIKE = 0.6
"""Correlation of two neighbourhoods from which they show the same."""
NEIGHBOURHOOD = 15
"""Pixels."""
CELLS = 24
"""Cells across and down of the map of what changed."""
TOLERANCE, SOFT, FLOOR = 9, 5.0, 8.0
"""Pixels across by which edges may miss each other, the blur under which tones are compared, and levels of 255 by which
noise and another day's light differ."""
QUANTILES = (2, 8, 18, 30, 42, 54, 66, 78, 90, 97)


def agreeing(first: Pixels, second: Pixels) -> Pixels:
    """255 where two grey pictures of one size show the same, whatever their brightness; 0 elsewhere, and where the first
    is black as nothing is."""
    a, b = first.astype(np.float32), second.astype(np.float32)

    def mean(of: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.blur(of, (NEIGHBOURHOOD, NEIGHBOURHOOD)), np.float32)

    mean_a, mean_b = mean(a), mean(b)
    spread_a, spread_b = (np.sqrt(np.maximum(mean(p * p) - m * m, 0)) for p, m in ((a, mean_a), (b, mean_b)))
    alike = (mean(a * b) - mean_a * mean_b) / np.maximum(spread_a * spread_b, 6.0)
    seen = cv2.erode((first > 0).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    return np.asarray(np.where((alike > ALIKE) & seen, 255, 0), np.uint8)


def shared_window(homography: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """The largest upright rectangle of the second picture that lies in the first one too (left, top, right, bottom; shares);
    `homography` leads from shares of the second to shares of the first."""
    steps = (np.arange(GRID + 1)) / GRID
    x, y = np.meshgrid(steps, steps)
    points = np.stack([x.ravel(), y.ravel()], 1)[None].astype(np.float64)
    there = cv2.perspectiveTransform(points, homography)[0].reshape(GRID + 1, GRID + 1, 2)
    inside = ((there >= 0) & (there <= 1)).all(axis=2)
    cells = inside[:-1, :-1] & inside[1:, :-1] & inside[:-1, 1:] & inside[1:, 1:]
    best, window = 0, (0, 0, 0, 0)
    heights = np.zeros(GRID, int)
    for row in range(GRID):
        heights = np.where(cells[row], heights + 1, 0)
        area, left, right, height = _widest(heights.tolist())
        if area > best:
            best, window = area, (left, row + 1 - height, right, row + 1)
    return window[0] / GRID, window[1] / GRID, window[2] / GRID, window[3] / GRID


def _widest(heights: list[int]) -> tuple[int, int, int, int]:
    """The largest rectangle under a row of columns: area, first column, the one after the last, and height."""
    best = (0, 0, 0, 0)
    open_columns: list[tuple[int, int]] = []
    for column, height in enumerate([*heights, 0]):
        start = column
        while open_columns and open_columns[-1][1] >= height:
            start, tall = open_columns.pop()
            if tall * (column - start) > best[0]:
                best = (tall * (column - start), start, column, tall)
        open_columns.append((start, height))
    return best


def level_curves(
    first: Pixels, second: Pixels, window: tuple[float, float, float, float]
) -> tuple[tuple[int, ...], ...]:
    """For each channel the levels that `KNOTS` even levels of the first picture (RGB, laid over the second) become, so
    that what both show is equally bright; straight where they share too little."""
    height, width = second.shape[:2]
    left, right = round(window[0] * width), round(window[2] * width)
    top, bottom = round(window[1] * height), round(window[3] * height)
    a, b = first[top:bottom, left:right], second[top:bottom, left:right]
    alike = agreeing(*(np.asarray(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), np.uint8) for p in (a, b))) > 0
    straight = tuple(round(level) for level in np.linspace(0, 255, KNOTS))
    if float(alike.mean()) < 0.02:
        return (straight,) * 3
    return tuple(_curve(a[..., channel][alike], b[..., channel][alike]) for channel in range(3))


def _curve(given: Pixels, wanted: Pixels) -> tuple[int, ...]:
    """Quantiles onto quantiles, with a slope within bounds from the median outwards."""
    levels = np.linspace(0, 255, KNOTS)
    x, y = np.percentile(given, QUANTILES), np.percentile(wanted, QUANTILES)
    x, unique = np.unique(x, return_index=True)
    y = y[unique]
    middle = len(x) // 2
    if len(x) < 3:
        shift = float(y[middle] - x[middle])
        return tuple(round(level) for level in np.clip(levels + shift, 0, 255))
    onto = np.interp(levels, x, y)
    onto[levels < x[0]] = y[0] - (x[0] - levels[levels < x[0]])
    onto[levels > x[-1]] = y[-1] + (levels[levels > x[-1]] - x[-1])
    step = levels[1] - levels[0]
    rises = np.clip(np.diff(onto), FLATTEST * step, STEEPEST * step)
    anchor = int(np.abs(levels - x[middle]).argmin())
    curve = np.concatenate([[0.0], np.cumsum(rises)])
    return tuple(round(level) for level in np.clip(curve - curve[anchor] + onto[anchor], 0, 255))


def changed_cells(
    first: Pixels, second: Pixels, window: tuple[float, float, float, float], curves: tuple[tuple[int, ...], ...]
) -> Pixels:
    """How much of each cell of the window (CELLS, CELLS) is another in the second picture than in the first (RGB, laid over
    it), once both are equally bright: 255 where it is most. A pixel counts where it is beyond all that the other picture
    has around it, so that edges which miss each other a little do not; and so does a change of tone."""
    height, width = second.shape[:2]
    left, right = round(window[0] * width), round(window[2] * width)
    top, bottom = round(window[1] * height), round(window[3] * height)
    kernel = np.ones((TOLERANCE, TOLERANCE), np.uint8)
    apart = np.zeros((bottom - top, right - left), np.float32)
    for channel in range(3):
        level = np.interp(np.arange(256), np.linspace(0, 255, KNOTS), curves[channel])
        a = cv2.LUT(first[top:bottom, left:right, channel], np.clip(level, 0, 255).astype(np.uint8))
        b = np.ascontiguousarray(second[top:bottom, left:right, channel])
        for one, other in ((a, b), (b, a)):
            low, high = cv2.erode(other, kernel), cv2.dilate(other, kernel)
            apart += np.maximum(cv2.subtract(one, high), cv2.subtract(low, one)).astype(np.float32)
        apart += cv2.absdiff(*(cv2.GaussianBlur(one, (0, 0), SOFT) for one in (a, b)))
    cells = np.maximum(cv2.resize(apart / 3, (CELLS, CELLS), interpolation=cv2.INTER_AREA) - FLOOR, 0)
    return np.asarray(np.round(cells * (255 / max(float(cells.max()), 1.0))), np.uint8)
