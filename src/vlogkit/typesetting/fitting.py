"""Set a text at the largest size that fits its width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from vlogkit.typesetting.blocks import TextBlock, measuring, place
from vlogkit.typesetting.breaking import FREE, HELD, INSIDE, JOINED
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.style import Shape, Span, Style
from vlogkit.typesetting.wrapping import Breakable, Room, Wrapped, least_lines, paragraphs_of, wrap_parts

_SHRINKING = 260.0
"""A tenth of the size counts 26: less than a line that ends on a conjunction, more than an uneven edge."""


def fit(
    text: str,
    style: Style,
    width: float,
    *,
    size_max: float,
    size_min: float,
    max_lines: int,
    max_height: float | None = None,
    max_chars: int | None = None,
    step: float = 1.0,
    give: float = 0.1,
    shape: Shape = "balanced",
    spans: Sequence[Span] = (),
    keep: Sequence[tuple[int, int]] = (),
    book: FontBook,
) -> TextBlock:
    """Set a text at the largest size (size_max less a multiple of `step`, or size_min) at which it fits well.

    Fitting means: at most max_lines lines of `width` pixels and max_chars characters, max_height pixels in
    all. First without any break inside a phrase; only where not even size_min allows that, with them, then
    with hyphens and addresses broken, then with words broken (each is a strain of the block). give: the share
    of the largest size that may be given up for lines that break better; 0 takes the largest in any case. keep:
    phrases (from, up to but not including) that stay on one line where they can. A
    text that does not fit at size_min comes back whole at size_min, with overflow set. `style.size` is not
    used. Raises MissingGlyphError, InputError, and ValueError for sizes out of order.
    """
    if not 0 < size_min <= size_max or step <= 0 or max_lines < 1:
        raise ValueError(f"sizes {size_min} to {size_max} by {step}, max_lines {max_lines}")
    parts = paragraphs_of(text, measuring(style), book, keep)
    task = _Task(text, style, parts, width, max_lines, max_height, max_chars, shape, tuple(spans), book)
    sizes = _sizes(size_max, size_min, step)
    for dearest in (FREE, HELD, JOINED, INSIDE):
        if task.holds(sizes[-1], dearest):
            fitting = sizes[_largest(sizes, partial(task.holds, dearest=dearest)) :]
            block = _nicest(task, fitting, give)
            return replace(block, shrunk=block.size < size_max)
    return replace(task.block_at(size_min), overflow=True, shrunk=size_min < size_max)


@dataclass(frozen=True)
class _Task:
    """What is to be fitted, and into what."""

    text: str
    style: Style
    parts: tuple[Breakable, ...]
    width: float
    max_lines: int
    max_height: float | None
    max_chars: int | None
    shape: Shape
    spans: tuple[Span, ...]
    book: FontBook

    def room_at(self, size: float) -> Room:
        return Room(self.width / size, self.max_chars)

    def wrap_at(self, size: float) -> Wrapped:
        return wrap_parts(self.parts, self.room_at(size), max_lines=self.max_lines, shape=self.shape)

    def block_at(self, size: float) -> TextBlock:
        style = replace(self.style, size=size)
        return place(self.text, style, self.parts, self.wrap_at(size), self.width, self.spans, self.book)

    def holds(self, size: float, dearest: int) -> bool:
        """True if the text fits at a size with breaks up to `dearest`."""
        total = 0
        for part in self.parts:
            lines = least_lines(part, self.room_at(size), dearest)
            if lines is None or total + lines > self.max_lines:
                return False
            total += lines
        return self.max_height is None or self.block_at(size).height <= self.max_height


def _sizes(size_max: float, size_min: float, step: float) -> list[float]:
    """Candidates from the largest down; size_min is always the last."""
    count = int((size_max - size_min) / step + 1e-9)
    sizes = [size_max - step * index for index in range(count + 1)]
    return sizes if abs(sizes[-1] - size_min) < 1e-9 else [*sizes, size_min]


def _largest(sizes: Sequence[float], holds: Callable[[float], bool]) -> int:
    """The index of the first size that holds, by bisection: what fits at one size fits at smaller ones."""
    low, high = 0, len(sizes) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(sizes[middle]) else (middle + 1, high)
    return high


def _nicest(task: _Task, fitting: Sequence[float], give: float) -> TextBlock:
    """The block with the best lines at the first size or one smaller by no more than the share `give`."""
    largest = fitting[0]
    near = [size for size in fitting if 1 - size / largest <= give + 1e-9]
    if task.wrap_at(largest).cost > 0:
        near.sort(key=lambda size: (task.wrap_at(size).cost + _SHRINKING * (1 - size / largest), -size))
    for size in (*near, *fitting[len(near) :]):
        block = task.block_at(size)
        if not block.overflow:
            break
    return block
