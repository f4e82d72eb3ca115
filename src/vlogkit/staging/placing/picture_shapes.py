"""Cut a picture to its brand's shape in the room it has: an arch, a circle or a hard edge, as large as the frame lets it."""

from __future__ import annotations

from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_base import PictureShape, Side

TOP = 36
"""Pixels between the top of an arch and the frame's."""
ARCH = (0.6, 1.7)
"""How many times as high as wide an arch is, at least and at most."""
SPRING = 0.85
"""Share of an arch's height that its curve may take."""
GREATEST = 1.36
"""The greatest width of a circle in shares of the frame's shorter side: larger ones are known for circles no more."""
ROUND = 0.44
"""Share of the frame's shorter side that an arch and a circle need in each direction, not to look like a badge."""
SLIT = 0.38
"""Share of the frame's width and height up to which a room with a hard edge is a slit."""
STEPS = 6
"""Rectangles by which the corner that a curve cuts off is known."""


class CutPicture(NamedTuple):
    """Where a picture stands in the frame, the radius of its shape's corners, and how far that shape goes on beyond its
    left, top, right and bottom edge, where the frame cuts it."""

    rect: Rect
    radius: int = 0
    beyond: tuple[int, int, int, int] = (0, 0, 0, 0)

    def hidden(self) -> tuple[Rect, ...]:
        """What the curve cuts off the rectangle, as boxes within it."""
        left, top, right, bottom = self.rect
        whole = (left - self.beyond[0], top - self.beyond[1], right + self.beyond[2], bottom + self.beyond[3])
        found = []
        for step in range(STEPS):
            near, far = (self.radius * at // STEPS for at in (step, step + 1))
            wide = round(self.radius - (self.radius**2 - (self.radius - far) ** 2) ** 0.5)
            for x, end in ((whole[0], whole[0] + wide), (whole[2] - wide, whole[2])):
                for y, low in ((whole[1] + near, whole[1] + far), (whole[3] - far, whole[3] - near)):
                    box = (max(x, left), max(y, top), min(end, right), min(low, bottom))
                    if box[0] < box[2] and box[1] < box[3]:
                        found.append(box)
        return tuple(found)

    def area(self) -> int:
        """The pixels that show, to a few."""
        return area_of(self.rect) - sum(area_of(box) for box in self.hidden())


def area_of(rect: Rect) -> int:
    """The pixels of a rectangle."""
    return max(0, rect[2] - rect[0]) * max(0, rect[3] - rect[1])


def cut_to(shape: PictureShape, room: Rect, frame: Rect, words: Rect, anchor: Side = "top") -> CutPicture:
    """A shape in a room beside words: an arch stands on the room's lower end, as wide as that; a circle bleeds off the frame
    where the room ends there."""
    if shape == "arch":
        return _arch(room, frame)
    return _circle(room, frame, words, anchor) if shape == "circle" else CutPicture(room)


def _arch(room: Rect, frame: Rect) -> CutPicture:
    x, y, right, bottom = room
    top = y + (TOP if y <= frame[1] else 0)
    across = min(right - x, round((bottom - top) / ARCH[0])) // 2 * 2
    left = (x + right - across) // 2 if across < right - x else x
    rect = (left, max(top, bottom - round(across * ARCH[1])), left + across, bottom)
    radius = round(min((rect[2] - rect[0]) / 2, (rect[3] - rect[1]) * SPRING))
    return CutPicture(rect, radius, (0, 0, 0, radius))


def _circle(room: Rect, frame: Rect, words: Rect, anchor: Side) -> CutPicture:
    """A circle that touches the room's inner edges. Where the room goes from one side of the frame to the other it begins
    where the words do and bleeds off the other side; above and below alike."""
    ends = [(room[axis] <= frame[axis], room[axis + 2] >= frame[axis + 2]) for axis in (0, 1)]
    closed = [room[axis + 2] - room[axis] for axis in (0, 1) if not any(ends[axis])]
    across = min([round(GREATEST * min(frame[2] - frame[0], frame[3] - frame[1])), *closed]) // 4 * 4
    starts = []
    for axis, (first, last) in enumerate(ends):
        low, high = room[axis], room[axis + 2] - across
        if first and last and high < low and not axis:
            starts.append(words[2] - across if anchor == "right" else words[0])
        elif first == last:
            starts.append((low + high) // 4 * 2)
        else:
            starts.append(high if first == (high < low) else low)
    whole = (starts[0], starts[1], starts[0] + across, starts[1] + across)
    rect = (max(whole[0], room[0]), max(whole[1], room[1]), min(whole[2], room[2]), min(whole[3], room[3]))
    beyond = (rect[0] - whole[0], rect[1] - whole[1], whole[2] - rect[2], whole[3] - rect[3])
    return CutPicture(rect, across // 2, beyond)


def is_large(shape: PictureShape, rect: Rect, frame: Rect) -> bool:
    """Whether a shape is large enough to show something."""
    width, height, wide, high = rect[2] - rect[0], rect[3] - rect[1], frame[2] - frame[0], frame[3] - frame[1]
    if shape == "split":
        return width >= SLIT * wide and height >= SLIT * high
    return min(width, height) >= ROUND * min(wide, high)
