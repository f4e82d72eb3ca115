"""How dark and how bright a registered pair of pictures is behind words, whichever of the two stands there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vlogkit.records.frame import Rect
from vlogkit.records.registration import Registration
from vlogkit.records.timeline import Compare
from vlogkit.seeing.seen import Seen
from vlogkit.staging.placing.veils import UNKNOWN, tones_in
from vlogkit.timelines.camera import CropWindow, windows
from vlogkit.timelines.word_boxes import rect_of


def tones_behind_pair(
    box: Rect, pair: Compare, laid: Registration, looks: tuple[Seen, Seen], frames: Sequence[int]
) -> tuple[int, int]:
    """The darkest and brightest grey level of both pictures behind a box of the frame, at the worst of some frames."""
    before, after = looks
    if before.size is None or after.size is None:
        return UNKNOWN
    place = rect_of(pair.box)
    found = []
    for window in _in_after(pair, laid, after.size, frames):
        there = _in_before(box, place, window, laid, before.size, after.size)
        found.append((tones_in(box, place, window, after), tones_in(box, box, there, before)))
    dark, bright = min(one[0] for one, _ in found), max(one[1] for one, _ in found)
    low, high = min(one[0] for _, one in found), max(one[1] for _, one in found)
    if laid.curves:
        steps = np.linspace(0, 255, len(laid.curves[0]))
        low, high = (
            round(float(np.mean([np.interp(level, steps, one) for one in laid.curves]))) for level in (low, high)
        )
    return min(dark, low), max(bright, high)


def _in_after(pair: Compare, laid: Registration, size: tuple[int, int], frames: Sequence[int]) -> list[CropWindow]:
    """What fills the comparison's box at some frames, in pixels of the picture after."""
    left, top, right, bottom = laid.window
    shared = (round((right - left) * size[0]), round((bottom - top) * size[1]))
    seen = windows(pair.after_camera, shared, (pair.box.w, pair.box.h), frames)
    return [one._replace(left=one.left + left * size[0], top=one.top + top * size[1]) for one in seen]


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
