"""Find number plates in a picture, for protection (a small network of the project's own, run by OpenCV)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.found_boxes import Found, distinct, overlap
from vlogkit.seeing.networks import network

THRESHOLD = 0.51
"""Score from which a find is a plate: low, because a missed plate costs more than a blurred sign."""
SIDES = (224, 320, 640, 1024, 1600)
"""Longest sides (pixels) at which is looked: near plates at the first, distant ones at the last."""
_ENLARGED = 1.25
"""How much larger than it is a picture is looked at, at most."""
_CELL = 8
"""Pixels of a cell of the network's maps."""
_MULTIPLE = 16
"""The network takes sides that divide by this."""
_CANDIDATE, _MOST = 0.2, 12
"""Score from which a find is looked at again, and how many are."""
_SAME = 0.4
"""Share of their union by which two finds overlap that are one plate."""
_WINDOW, _NEAREST = (256, 176), 2.5
"""Pixels of a look from near, and how much it enlarges at most."""
_LOOKS = ((116, False, 0), (116, True, 0), (160, False, 0), (116, False, 15), (116, False, -15))
"""Widths (pixels) of the plate in the looks from near, whether the picture is mirrored, and its turn in degrees."""
_DISTANT, _ALLOWED = (0.03, 0.1), 0.1
"""Widths, as shares of the picture's longer side, up to which a find is a distant plate and from which it is a near one,
and how much lower a distant one may score: few of its letters can be seen, and a small area blurred in vain costs little."""

_AT_EDGE = 0.15
"""How much higher what touches the picture's edge must score: half a sign there looks like a plate, and a plate still does."""


class _Suspect(NamedTuple):
    """What may be a plate: the surest of its boxes, and the box around all of them."""

    surest: Found
    around: Found


def find_plates(
    picture: NDArray[np.uint8], *, sides: tuple[int, ...] = SIDES, threshold: float = THRESHOLD
) -> list[Found]:
    """Number plates in an RGB picture (height, width, 3) with a score above `threshold`, the surest first, in its pixels.

    It is looked at once for each of `sides`, with its longer side at so many pixels but hardly enlarged, and again at
    what may be a plate, five times from near. A box holds what all looks took for the plate; its score is the geometric
    mean of the first look's and of what those from near have on average. For a distant plate less is enough,
    for what touches the picture's edge it is not.
    Deterministic. Raises OutsideError where the model cannot be read."""
    longest = max(picture.shape[:2])
    scales = sorted({min(side / longest, _ENLARGED) for side in sides})
    suspects = _suspects(box for scale in scales for box in _at(picture, scale) if box.score > _CANDIDATE)
    found = (_confirmed(picture, one, threshold - _allowed(one, longest)) for one in suspects[:_MOST])
    return distinct(box for box in found if box is not None)


def _suspects(found: Iterable[Found]) -> list[_Suspect]:
    """The surest first, each with the others that mean the same plate."""
    plates: list[_Suspect] = []
    for box in sorted(found, key=lambda box: -box.score):
        same = next((index for index, plate in enumerate(plates) if overlap(box, plate.around) > _SAME), None)
        if same is None:
            plates.append(_Suspect(box, box))
        else:
            plates[same] = plates[same]._replace(around=_both(plates[same].around, box))
    return plates


def _both(one: Found, other: Found) -> Found:
    """The box around two, with the score of the first."""
    left, top = min(one.left, other.left), min(one.top, other.top)
    return Found(left, top, max(one.right, other.right), max(one.bottom, other.bottom), one.score)


def _allowed(plate: _Suspect, longest: int) -> float:
    """How much lower than the threshold a find in a picture with this longer side may score."""
    share = (plate.surest.right - plate.surest.left) / longest
    return float(np.interp(share, _DISTANT, (_ALLOWED, 0.0)))


def _at(picture: NDArray[np.uint8], scale: float) -> list[Found]:
    """What may be a plate in the picture at a scale."""
    height, width = picture.shape[:2]
    wide, tall = (max(_MULTIPLE, round(side * scale / _MULTIPLE) * _MULTIPLE) for side in (width, height))
    small = cv2.resize(picture, (wide, tall), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return [_moved(box, width / wide, height / tall) for box in _boxes(np.asarray(small, np.uint8))]


def _confirmed(picture: NDArray[np.uint8], suspect: _Suspect, needed: float) -> Found | None:
    """A find after the looks from near: None as soon as those left cannot raise its score above what is needed."""
    plate, total = suspect.around, 0.0
    for left, look in zip(range(len(_LOOKS) - 1, -1, -1), _LOOKS, strict=True):
        near = _from_near(picture, suspect.surest, *look)
        if near is not None:
            total += near.score
            plate = _both(plate, near) if not look[2] else plate
        if suspect.surest.score * (total + left) <= needed**2 * len(_LOOKS):
            return None
    found = plate._replace(score=math.sqrt(suspect.surest.score * total / len(_LOOKS)))
    return found if found.score > needed + _AT_EDGE * _touches_edge(found, picture.shape) else None


def _touches_edge(box: Found, shape: tuple[int, ...]) -> bool:
    """Whether a box reaches the edge of the picture, but for a fiftieth of its width."""
    return min(box.left, box.top, shape[1] - box.right, shape[0] - box.bottom) < 0.02 * (box.right - box.left)


def _from_near(picture: NDArray[np.uint8], box: Found, pixels: int, mirrored: bool, turn: int) -> Found | None:
    """What is seen of a find with the plate `pixels` wide in the middle of a window: None where that is nothing."""
    wide, tall = _WINDOW
    scale = min(pixels / max(box.right - box.left, 1.3 * (box.bottom - box.top), 24.0), _NEAREST)
    width, height = round(wide / scale), round(tall / scale)
    left, top = round((box.left + box.right - width) / 2), round((box.top + box.bottom - height) / 2)
    part = picture[max(0, top) : top + height, max(0, left) : left + width]
    below, beyond = (max(0, end - side) for end, side in zip((top + height, left + width), picture.shape, strict=False))
    whole = cv2.copyMakeBorder(part, max(0, -top), below, max(0, -left), beyond, cv2.BORDER_REPLICATE)
    window = cv2.resize(whole, _WINDOW, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    if turn:
        turned = cv2.getRotationMatrix2D((wide / 2, tall / 2), turn, 1.0)
        window = cv2.warpAffine(window, turned, _WINDOW, borderMode=cv2.BORDER_REPLICATE)
    seen = _boxes(np.asarray(window[:, ::-1] if mirrored else window, np.uint8))
    if mirrored:
        seen = [one._replace(left=wide - one.right, right=wide - one.left) for one in seen]
    placed = [_moved(one, width / wide, height / tall, left, top) for one in seen]
    return max((one for one in placed if overlap(one, box) > _SAME / 2), key=lambda one: one.score, default=None)


def _moved(box: Found, across: float, down: float, x: float = 0.0, y: float = 0.0) -> Found:
    """A box in the pixels of the picture that it was found in a part of."""
    left, top, right, bottom, score = box
    return Found(left * across + x, top * down + y, right * across + x, bottom * down + y, score)


def _boxes(pixels: NDArray[np.uint8]) -> list[Found]:
    """Boxes where the network's map of scores has a peak; its other four maps are the distances, in cells, from the
    peak's middle to the left, top, right and bottom side."""
    with network("plates") as net:
        net.setInput(cv2.dnn.blobFromImage(pixels, 1 / 255))
        maps = np.array(net.forward()[0])
    score = maps[0]
    rows, columns = np.nonzero((score > _CANDIDATE / 2) & (score >= cv2.dilate(score, np.ones((3, 3), np.uint8))))
    left, top, right, bottom = maps[1:, rows, columns].astype(np.float64)
    x, y = columns + 0.5, rows + 0.5
    sides = (x - left, y - top, x + right, y + bottom)
    found = np.stack([*(side * _CELL for side in sides), score[rows, columns].astype(np.float64)], axis=1)
    return [Found(*box) for box in found.tolist()]
