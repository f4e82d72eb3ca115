"""Compute how strong a veil must be for words to be readable on a picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.frame import Rect
from vlogkit.records.timeline import FootageLayer, PictureLayer
from vlogkit.seeing.seen import COUNT, LEVELS, Seen, tones_of
from vlogkit.timelines.camera import CropWindow, windows
from vlogkit.timelines.word_boxes import Words, rect_of

CONTRAST = 5.1
"""The contrast aimed at: 4.5:1 is asked for, and tones are known by their cells alone."""
WORST = 0.015
"""Share of the pixels behind a line that may be brighter, or darker, than what counts: the 98th percentile."""
STRENGTHS = np.arange(0, 101) / 100
UNKNOWN = (0, 255)
"""The tones of what nobody looked at."""
_STEPS = np.arange(256) / 255
LINEAR: NDArray[np.float64] = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_SHARES = np.diff(LEVELS)


@lru_cache(maxsize=64)
def grey_level(colour: str) -> float:
    """The grey level 0–255 that is as bright as a colour."""
    light = float(LINEAR[[int(colour[i : i + 2], 16) for i in (1, 3, 5)]] @ np.array([0.2126, 0.7152, 0.0722]))
    return 255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


class Over(NamedTuple):
    """What is drawn over a veil, below the words, such as a motif: its grey level and how solid it is."""

    level: float
    strength: float


def needed(words: Words, tones: tuple[int, int], veil: str, over: Sequence[Over] = ()) -> float:
    """The least strength 0–1 of a veil of a colour at which words reach `CONTRAST` with all but the worst of the tones
    (darkest, brightest) behind them; 2 where none does."""
    worst = 0.0
    veil_level = grey_level(veil)
    for colour in words.colours:
        enough = _enough(colour, words.opacity)
        for tone in tones:
            ground = tone * (1 - STRENGTHS) + veil_level * STRENGTHS
            for above in (Over(0, 0), *over):
                drawn = ground * (1 - above.strength) + above.level * above.strength
                reached = enough[np.rint(drawn).astype(np.intp)]
                worst = max(worst, float(STRENGTHS[reached.argmax()]) if reached.any() else 2.0)
    return worst


@lru_cache(maxsize=64)
def _enough(colour: str, opacity: float) -> NDArray[np.bool_]:
    """For each grey level of the ground, whether words of a colour have `CONTRAST` with it, after WCAG 2.2."""
    ground = np.arange(256, dtype=np.float64)
    shown = grey_level(colour) * opacity + ground * (1 - opacity)
    one, other = LINEAR, np.interp(shown, ground, LINEAR)
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05) >= CONTRAST)


def tones_behind(box: Rect, picture: PictureLayer | FootageLayer, seen: Seen, frames: Sequence[int]) -> tuple[int, int]:
    """The darkest and brightest grey level behind a box of the frame, but for the worst share on either side, at the
    worst of some frames."""
    if seen.size is None:
        levels = [UNKNOWN]
    else:
        place, size = rect_of(picture.box), (picture.box.w, picture.box.h)
        shown = windows(picture.camera, seen.size, size, frames)
        levels = [tones_in(box, place, window, seen) for window in shown]
    return min(low for low, _ in levels), max(high for _, high in levels)


def mean_behind(box: Rect, picture: PictureLayer, seen: Seen, frame: int) -> float:
    """The mean grey level behind a box of the frame, at one frame."""
    assert seen.size is not None
    (window,) = windows(picture.camera, seen.size, (picture.box.w, picture.box.h), [frame])
    return float((_cells(box, rect_of(picture.box), window, seen) @ _SHARES).mean())


def _cells(box: Rect, place: Rect, window: CropWindow, seen: Seen) -> NDArray[np.uint8]:
    """The tones (n, COUNT) of all cells that lie behind a box, even in part: nobody knows which part."""
    assert seen.size is not None
    spans = []
    for axis, count in ((0, seen.columns), (1, seen.rows)):
        cells = count / seen.size[axis]
        scale = window[axis + 2] / (place[axis + 2] - place[axis])  # type: ignore[operator]
        low, high = max(box[axis], place[axis]), min(box[axis + 2], place[axis + 2])
        first, last = ((window[axis] + (at - place[axis]) * scale) * cells for at in (low, high))  # type: ignore[operator]
        begin = min(max(0, int(first)), count - 1)
        spans.append((begin, max(begin + 1, min(ceil(last), count))))
    (left, right), (top, bottom) = spans
    return tones_of(seen)[top:bottom, left:right].reshape(-1, COUNT)


@lru_cache(maxsize=4096)
def tones_in(box: Rect, place: Rect, window: CropWindow, seen: Seen) -> tuple[int, int]:
    """The tones behind a box that all but the worst share lie between."""
    tones = _cells(box, place, window, seen)
    levels, weights = tones.ravel(), np.tile(_SHARES, len(tones))
    order = np.argsort(levels, kind="stable")
    levels, below = levels[order], np.cumsum(weights[order]) / weights.sum()
    last = len(levels) - 1
    low, high = int(np.searchsorted(below, WORST, side="right")), int(np.searchsorted(below, 1 - WORST))
    return int(levels[min(low, last)]), int(levels[min(high, last)])
