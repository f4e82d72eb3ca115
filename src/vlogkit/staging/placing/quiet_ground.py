"""Say how quiet a picture is behind boxes: what draws the eye there, how much detail, and what veil words would need."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.seen import Seen, salience_of, tones_of

Floats = NDArray[np.float64]
LIGHT_ON, DARK_ON, PAPER = 0.43, 0.55, 0.96
"""The brightest ground that light words can be read on and the darkest for dark ones, and paper, as shares of white."""
SALIENCE, DETAIL, DARKENED, PALED = range(4)


@lru_cache(maxsize=64)
def sums_of(seen: Seen) -> Floats:
    """Summed-area tables (rows + 1, columns + 1, 4) of salience, of detail (the spread of tones), and of how strong a dark
    veil light words would need, and a pale one dark words; each cell counts for 1 / (rows * columns)."""
    tones = tones_of(seen).astype(np.float64) / 255
    dark, bright = tones[:, :, 2], tones[:, :, 5]
    darkened = np.maximum(0, 1 - LIGHT_ON / np.maximum(bright, LIGHT_ON))
    paled = np.clip((DARK_ON - dark) / (PAPER - np.minimum(dark, DARK_ON)), 0, 1)
    cells = (salience_of(seen), bright - dark, darkened, paled)
    made = [np.pad(one.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0))) / one.size for one in cells]
    return np.stack(made, axis=-1)


def total(tables: Floats, parts: Floats) -> Floats:
    """What each table has in rectangles (…, 4; shares of the picture), to the nearest cell: (…, 4)."""
    rows, columns = tables.shape[0] - 1, tables.shape[1] - 1
    at = np.rint(np.clip(parts, 0, 1) * (columns, rows, columns, rows)).astype(np.intp)
    left, top, right, bottom = at[..., 0], at[..., 1], at[..., 2], at[..., 3]
    flat, wide = tables.reshape(-1, tables.shape[2]), columns + 1
    upper, lower = top * wide, bottom * wide
    found = flat.take(lower + right, axis=0) - flat.take(lower + left, axis=0)
    return np.asarray(found - flat.take(upper + right, axis=0) + flat.take(upper + left, axis=0), np.float64)


def veil_of(held: Floats, areas: Floats) -> Floats:
    """The veil that a block of words needs, light or dark as suits it better: for each window, of what it holds in the
    block's boxes (windows, boxes, 4) with their areas (windows, boxes)."""
    needs = held[..., DARKENED:].sum(axis=1) / areas.sum(axis=1)[:, None]
    return np.asarray(needs.min(axis=1), np.float64)
