"""The three planes of a frame, as views on the one buffer that the encoder reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vlogkit.media.colour import Bytes, Space


class Region(NamedTuple):
    """Pixels of the frame from (left, top) up to and without (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> int:
        """Pixels inside; 0 for an empty area."""
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)

    def meet(self, other: Region) -> Region:
        """What both cover."""
        return Region(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def join(self, other: Region) -> Region:
        """The smallest area that holds both."""
        return Region(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def even(self) -> Region:
        """Grown outwards to even numbers."""
        return Region(self.left & -2, self.top & -2, (self.right + 1) & -2, (self.bottom + 1) & -2)


@dataclass(frozen=True, eq=False)
class Planes:
    """Three planes of one frame; writing into them writes into `buffer`."""

    space: Space
    width: int
    height: int
    arrays: tuple[Bytes, Bytes, Bytes]
    buffer: Bytes

    @property
    def area(self) -> Region:
        """The whole frame."""
        return Region(0, 0, self.width, self.height)

    def fill(self, colour: str, area: Region) -> None:
        """Paint an area (even where planes are halved) with one opaque colour."""
        for array, value, step in zip(self.arrays, self.space.colour(colour), self.steps(), strict=True):
            array[area.top // step : area.bottom // step, area.left // step : area.right // step] = value

    def steps(self) -> tuple[int, int, int]:
        """Pixels for one sample, by plane."""
        return (1, self.space.step, self.space.step)

    def copy_from(self, other: Planes) -> None:
        """Take over another frame of the same size and space."""
        np.copyto(self.buffer, other.buffer)


def blank(width: int, height: int, space: Space) -> Planes:
    """Planes over one new buffer: (height * 3/2, width) rows for 4:2:0, (3 * height, width) otherwise."""
    half = space.step
    rows, columns = height // half, width // half
    buffer = np.zeros(width * height + 2 * rows * columns, np.uint8)
    first = buffer[: width * height].reshape(height, width)
    second = buffer[width * height :][: rows * columns].reshape(rows, columns)
    third = buffer[width * height + rows * columns :].reshape(rows, columns)
    return Planes(space, width, height, (first, second, third), buffer)


def separate(areas: Iterable[Region]) -> list[Region]:
    """The areas joined wherever they meet, so that none overlaps another."""
    apart: list[Region] = []
    for area in areas:
        if not area.size:
            continue
        while touching := [other for other in apart if other.meet(area).size]:
            for other in touching:
                apart.remove(other)
                area = area.join(other)
        apart.append(area)
    return apart
