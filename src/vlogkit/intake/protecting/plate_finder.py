"""Find what looks like a vehicle's number plate in a picture.

No model: a plate is a row of four to ten marks of like height and unlike shape, on one line, on an even ground of the other
brightness. A sign with one short word looks the same, and a plate that is small, dirty or seen aslant is missed: a person looks
at every picture, says what is not a plate with `keep:` and adds what was missed with `boxes:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from vlogkit.seeing.found_boxes import Found, distinct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Rows = NDArray[np.float64]

SIDES = (900, 1800)
"""Longest sides at which is looked."""
MARKS = (4, 10)
"""Letters and digits of an Indonesian plate: H 1 A … AD 1234 ABC; three are too few to tell from chance."""
ASPECT = (2.0, 8.5)
"""Width to height of the row: 43 x 13.5 cm plates on cars, 27.5 x 11 cm on motorcycles, without their rims."""
_HEIGHTS = (8, 110)
_BLOCKS = (15, 31, 61)
"""Neighbourhoods (pixels) against which a mark is dark or light: for distant, middling and near plates."""
_MOST_MARKS = 6_000
_CONTRAST, _EVEN = 40, 22.0


class Mark(NamedTuple):
    """A connected blob: left, top, width, height and how much of its box it fills."""

    x: float
    y: float
    w: float
    h: float
    fill: float


def find_plates(pixels: Grey, *, sides: tuple[int, ...] = SIDES) -> list[Found]:
    """Number plates in RGB pixels (height x width x 3), the surest first."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    found: list[Found] = []
    for side in sides:
        scale = min(side / max(height, width), 1.0)
        if min(height, width) * scale < _HEIGHTS[0]:
            continue  # a strip on which no letter has room
        if scale == 1.0 and side != sides[0] and sides[0] >= max(height, width):
            continue
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
        found += [_scaled(box, 1 / scale) for box in _at(np.asarray(small, np.uint8))]
    return [box for box in distinct(found) if box.right > box.left]


def _scaled(box: Found, factor: float) -> Found:
    return Found(box.left * factor, box.top * factor, box.right * factor, box.bottom * factor, box.score)


def _at(pixels: Grey) -> Iterator[Found]:
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    for block in _BLOCKS:
        for kind in (cv2.THRESH_BINARY, cv2.THRESH_BINARY_INV):
            offset = -12 if kind == cv2.THRESH_BINARY else 12
            mask = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, kind, block, offset)
            for row in _rows(_marks(np.asarray(mask, np.uint8))):
                if (box := _plate(pixels, grey, row)) is not None:
                    yield box


def _marks(mask: Grey) -> Rows:
    """Blobs that could be letters, as rows of left, top, width, height, fill; none where there are too many."""
    import cv2
    import numpy as np

    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    x, y, w, h, area = stats[1:].T.astype(np.float64)
    fill = area / np.maximum(w * h, 1)
    good = (
        (h >= _HEIGHTS[0])
        & (h <= _HEIGHTS[1])
        & (w >= 0.1 * h)
        & (w <= 2.2 * h)
        & (fill > 0.22)
        & (fill < 0.97)
        & (w >= 2)
    )
    found: Rows = np.stack([x, y, w, h, fill], axis=1)[good]
    return found if len(found) <= _MOST_MARKS else found[:0]


def _rows(marks: Rows) -> Iterator[Rows]:
    """Chains of marks of like height, each a little to the right of the one before and on its level."""
    import numpy as np

    order = np.argsort(marks[:, 0], kind="stable")
    marks = marks[order]
    following = np.full(len(marks), -1)
    led = np.zeros(len(marks), bool)
    for index, (x, y, w, h, _) in enumerate(marks):
        later = marks[index + 1 : index + 200]
        gap = later[:, 0] - (x + w)
        near = (
            (gap > -0.25 * h)
            & (gap < 1.5 * h)
            & (np.abs(later[:, 3] - h) < 0.22 * h)
            & (np.abs(later[:, 1] + later[:, 3] / 2 - y - h / 2) < 0.3 * h)
        )
        if near.any():
            chosen = index + 1 + int(np.flatnonzero(near)[np.argmin(gap[near])])
            if not led[chosen]:
                following[index], led[chosen] = chosen, True
    for start in np.flatnonzero(~led):
        chain, place = [], int(start)
        while place >= 0:
            chain.append(place)
            place = int(following[place])
        if MARKS[0] <= len(chain) <= MARKS[1]:
            yield marks[chain]


def _plate(pixels: Grey, grey: Grey, row: Rows) -> Found | None:
    """The box around a row of marks, with its score, or None where the row is not the writing on a plate."""
    import numpy as np

    left, top = row[:, 0].min(), row[:, 1].min()
    right, bottom = (row[:, 0] + row[:, 2]).max(), (row[:, 1] + row[:, 3]).max()
    tall = float(np.median(row[:, 3]))
    middle = row[:, 0] + row[:, 2] / 2
    level = row[:, 1] + row[:, 3] / 2
    slope, base = np.polyfit(middle, level, 1)
    if abs(slope) > 0.45 or np.abs(level - slope * middle - base).max() > 0.16 * tall:
        return None
    if not ASPECT[0] <= (right - left) / tall <= ASPECT[1]:
        return None
    # Letters differ from each other; the bars of a grating, a fence or a crossing do not.
    unlike = float(np.std(row[:, 2] / row[:, 3])) + float(np.std(row[:, 4]))
    if unlike < 0.1:
        return None
    if not (_on_even_ground(grey, row, tall) and _of_a_plates_colour(pixels, row)):
        return None
    pad = 0.8 * tall
    score = min(1.0, 0.5 + 0.06 * (len(row) - MARKS[0]) + min(unlike, 0.3))
    return Found(float(left - pad), float(top - 0.5 * tall), float(right + pad), float(bottom + 0.9 * tall), score)


def _on_even_ground(grey: Grey, row: Rows, tall: float) -> bool:
    """The gaps between the marks, and the strips above and below them, are one brightness, the marks clearly another."""
    import numpy as np

    ink: list[Grey] = []
    ground: list[Grey] = []
    rim: list[Grey] = []
    strip = max(1, round(0.1 * tall))
    for index, (x, y, w, h, _) in enumerate(row.astype(int)):
        patch = grey[y : y + h, x : x + w]
        if patch.size:
            ink.append(patch.ravel())
        rim += [
            grey[max(0, y - strip - 1) : max(0, y - 1), x : x + w].ravel(),
            grey[y + h + 1 : y + h + 1 + strip, x : x + w].ravel(),
        ]
        if index + 1 < len(row):
            ground.append(grey[y : y + h, x + w + 1 : max(int(row[index + 1, 0]) - 1, x + w + 2)].ravel())
    between, marks, around = (
        np.concatenate(parts or [np.zeros(0, np.uint8)]).astype(np.float64) for parts in (ground, ink, rim)
    )
    if min(between.size, marks.size, around.size) < 8:
        return False
    level = float(np.median(between))
    even = float(np.percentile(between, 85) - np.percentile(between, 15))
    apart, side = max((abs(float(np.percentile(marks, share)) - level), share) for share in (8, 92))
    alike = float(np.std([np.percentile(mark, side) for mark in ink]))
    beside = float(np.mean(np.abs(around - level) < 0.4 * apart))
    return apart > _CONTRAST and even < max(_EVEN, 0.45 * apart) and beside > 0.6 and alike < 0.25 * apart


def _of_a_plates_colour(pixels: Grey, row: Rows) -> bool:
    """White, black, grey, yellow or red, as Indonesia's plates are; leaves, sky and awnings are not."""
    import numpy as np

    left, top = int(row[:, 0].min()), int(row[:, 1].min())
    right, bottom = int((row[:, 0] + row[:, 2]).max()), int((row[:, 1] + row[:, 3]).max())
    patch = pixels[top:bottom, left:right].reshape(-1, 3).astype(np.int32)
    red, green, blue = patch.T
    most, least = patch.max(axis=1), patch.min(axis=1)
    coloured = (most - least) > 60
    allowed = ~coloured | ((red >= green) & (green >= blue - 12))
    return float(allowed.mean()) > 0.8
