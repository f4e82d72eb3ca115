"""Remember at which side the first scene of a video has its words, so that those of later scenes stand there too where their
pictures allow it."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_base import Side
from vlogkit.records.timeline import Counter, Layer, Text
from vlogkit.timelines.word_boxes import hull, words_of

NARROW = 0.6
"""Share of the frame's width up to which a block stands at its left or right in a wide frame."""
MARKS = ("caption", "label", "chip", "progress")
"""What the names of layers begin with that belong to no block."""


def anchor_of(layers: Sequence[Layer], frame: Rect, usual: Side) -> Side:
    """The side of the frame at which the words of a scene stand; the usual one where they stand in its middle, or there
    are none."""
    x, y, right, bottom = frame
    written = [one for one in layers if isinstance(one, Text | Counter) and not one.name.startswith(MARKS)]
    boxes = [words.box for words in words_of(written)]
    if not boxes:
        return usual
    left, top, far, low = hull(boxes)
    if right - x > bottom - y and far - left <= NARROW * (right - x):
        return "left" if left + far < x + right else "right"
    above, below = top - y, bottom - low
    if abs(above - below) < (bottom - y) / 8:
        return usual
    return "top" if above < below else "bottom"
