"""Find the largest rectangle that words leave free in a frame."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.frame import Rect

NEARLY = 0.7
"""Share of the largest free rectangle from which on the one beside the words is taken in a wide frame."""


def free_rooms(boxes: Sequence[Rect], frame: Rect) -> list[Rect]:
    """The rectangles above, below and beside all of the boxes, and between two of them from side to side; some are empty."""
    x, y, right, bottom = frame
    tops = sorted((max(y, box[1]), min(bottom, box[3])) for box in boxes)
    found: list[Rect] = []
    low = y
    for top, end in [*tops, (bottom, bottom)]:
        found.append((x, low, right, max(low, top)))
        low = max(low, end)
    found.append((x, y, max(x, min(box[0] for box in boxes)), bottom))
    found.append((min(right, max(box[2] for box in boxes)), y, right, bottom))
    return found


def largest_free(boxes: Sequence[Rect], frame: Rect) -> Rect:
    """The largest of the rectangles that boxes leave free."""
    return max(free_rooms(boxes, frame), key=_area)


def free_room(boxes: Sequence[Rect], frame: Rect) -> Rect:
    """Where a picture's subject belongs: the largest rectangle that words leave free; in a wide frame the one at their
    left or right, unless another is much larger."""
    x, y, right, bottom = frame
    largest = largest_free(boxes, frame)
    if right - x <= bottom - y:
        return largest
    left, far = max(x, min(box[0] for box in boxes)), min(right, max(box[2] for box in boxes))
    beside = max(((x, y, left, bottom), (far, y, right, bottom)), key=_area)
    return beside if _area(beside) >= NEARLY * _area(largest) else largest


def _area(rect: Rect) -> int:
    return max(0, rect[2] - rect[0]) * max(0, rect[3] - rect[1])
