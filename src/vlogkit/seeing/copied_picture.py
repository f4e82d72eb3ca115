"""Tell whether two pictures are copies of one, even scaled, brightened, mirrored or cropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.float32]
    Pixels = NDArray[np.uint8]

SIDE = 256
BLOCKS = 16
CHANGED = 0.11
"""Mean difference (share of the full range) of a block from which something else is shown in it."""
SAME = 0.004
"""Share of the blocks that may have changed: compression, a stamp of the date in a corner."""
_SMALL_STAMP = 2


def copied_share(before: Pixels, after: Pixels) -> float | None:
    """The share of the blocks that differ between copies of one picture, saved again, smaller, brighter, mirrored, turned or
    a little cropped; None for two pictures.

    Two photographs from one place are not the same: where something was repaired, whole blocks differ. Both are RGB
    (height x width x 3).
    """
    import numpy as np

    a = _grey(before)
    for turned in (after, after[:, ::-1], np.rot90(after), np.rot90(after, 2), np.rot90(after, 3)):
        b = _grey(np.ascontiguousarray(turned))
        if (share := _differing(a, b)) is not None:
            return share
        if (moved := _moved_onto(a, b)) is not None and (share := _differing(*moved)) is not None:
            return share
    return None


def _grey(pixels: Pixels) -> Grey:
    import cv2
    import numpy as np

    small = cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32)


def _differing(a: Grey, b: Grey, mask: Grey | None = None) -> float | None:
    """The share of the blocks that differ once brightness and contrast are made equal; None where it is not hardly any."""
    import cv2
    import numpy as np

    covered = np.ones_like(a, bool) if mask is None else mask > 0
    # Where either is burnt out or black nothing can be compared.
    inside = covered & (a < 248) & (b < 248) & (a > 6) & (b > 6)
    if covered.mean() < 0.55 or inside.mean() < 0.2:
        return None
    gain = float(a[inside].std()) / max(float(b[inside].std()), 1.0)
    if not 0.3 < gain < 3.3:
        return None
    level = b * gain + (float(a[inside].mean()) - float(b[inside].mean()) * gain)
    difference = np.where(inside, np.abs(cv2.GaussianBlur(a, (5, 5), 0) - cv2.GaussianBlur(level, (5, 5), 0)), 0.0)
    step = SIDE // BLOCKS
    blocks = difference.reshape(BLOCKS, step, BLOCKS, step).mean(axis=(1, 3)) / max(4.0 * float(a[inside].std()), 40.0)
    changed = int((blocks > CHANGED).sum())
    copied = changed <= max(_SMALL_STAMP, SAME * BLOCKS * BLOCKS) and float(blocks.mean()) < CHANGED / 4
    return changed / BLOCKS**2 if copied else None


def _moved_onto(a: Grey, b: Grey) -> tuple[Grey, Grey, Grey] | None:
    """The second picture shifted and scaled onto the first by what both show, and where it covers it."""
    import cv2
    import numpy as np

    finder = cv2.ORB.create(400)
    points_a, marks_a = finder.detectAndCompute(a.astype(np.uint8), None)
    points_b, marks_b = finder.detectAndCompute(b.astype(np.uint8), None)
    if marks_a is None or marks_b is None or len(points_a) < 12 or len(points_b) < 12:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(marks_b, marks_a)
    if len(pairs) < 12:
        return None
    source = np.array([points_b[pair.queryIdx].pt for pair in pairs], np.float32)
    target = np.array([points_a[pair.trainIdx].pt for pair in pairs], np.float32)
    matrix, agreed = cv2.estimateAffine2D(source, target, ransacReprojThreshold=2.0)
    if matrix is None or agreed is None or int(agreed.sum()) < 12:
        return None
    if not (0.6 < np.linalg.norm(matrix[:, 0]) < 1.6 and 0.6 < np.linalg.norm(matrix[:, 1]) < 1.6):
        return None
    moved = cv2.warpAffine(b, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(np.ones_like(b), matrix, (SIDE, SIDE), flags=cv2.INTER_NEAREST)
    return a, np.asarray(moved, np.float32), np.asarray(cv2.erode(mask, np.ones((5, 5), np.uint8)), np.float32)
