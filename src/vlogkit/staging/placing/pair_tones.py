"""How dark and how bright a registered pair of pictures is behind words, whichever of the two stands there."""

from __future__ import annotations

import numpy as np

from vlogkit.records.frame import Rect
from vlogkit.records.registration import Registration
from vlogkit.records.timeline import Compare
from vlogkit.seeing.seen import Seen
from vlogkit.staging.placing.veils import UNKNOWN, tones_in
from vlogkit.timelines.camera import CropWindow, follow
from vlogkit.timelines.word_boxes import rect_of


def tones_behind_pair(box: Rect, pair: Compare, laid: Registration, before: Seen, after: Seen) -> tuple[int, int]:
    """The darkest and brightest grey level of both pictures behind a box of the frame."""
    if before.size is None or after.size is None:
        return UNKNOWN
    place = rect_of(pair.box)
    window = _in_after(pair, laid, after.size)
    dark, bright = tones_in(box, place, window, after)
    low, high = tones_in(box, box, _in_before(box, place, window, laid, before.size, after.size), before)
    levels = np.mean([np.interp((low, high), np.linspace(0, 255, len(curve)), curve) for curve in laid.curves], axis=0)
    first, last = (round(float(level)) for level in levels) if laid.curves else (low, high)
    return min(dark, first), max(bright, last)


def _in_after(pair: Compare, laid: Registration, size: tuple[int, int]) -> CropWindow:
    """What fills the comparison's box, in pixels of the picture after."""
    left, top, right, bottom = laid.window
    shared = (round((right - left) * size[0]), round((bottom - top) * size[1]))
    seen = follow(pair.after_camera, shared, (pair.box.w, pair.box.h), 0, 1).at(0)
    return seen._replace(left=seen.left + left * size[0], top=seen.top + top * size[1])


def _in_before(
    box: Rect, place: Rect, window: CropWindow, laid: Registration, before: tuple[int, int], after: tuple[int, int]
) -> CropWindow:
    """What of the picture before stands behind a box, in its pixels."""
    x = (np.array([box[0], box[2]]) - place[0]) / (place[2] - place[0]) * window.width + window.left
    y = (np.array([box[1], box[3]]) - place[1]) / (place[3] - place[1]) * window.height + window.top
    corners = np.array([[a / after[0], b / after[1], 1.0] for a in x for b in y]).T
    there = np.array(laid.homography).reshape(3, 3) @ corners
    shares = np.clip(there[:2] / there[2], 0, 1)
    (left, top), (right, bottom) = shares.min(axis=1), shares.max(axis=1)
    wide, high = before
    return CropWindow(left * wide, top * high, max(1.0, (right - left) * wide), max(1.0, (bottom - top) * high))
