"""A text, a width and a range of sizes come in; the block at the largest size that fits goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from vlogkit.typesetting.blocks import TextBlock, measuring, place
from vlogkit.typesetting.breaking import FREE, HELD, INSIDE, JOINED
from vlogkit.typesetting.fonts import FontBook, open_book
from vlogkit.typesetting.style import Shape, Span, Style
from vlogkit.typesetting.wrapping import Breakable, Room, least_lines, paragraphs_of, wrap_parts


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
    shape: Shape = "balanced",
    spans: Sequence[Span] = (),
    book: FontBook | None = None,
) -> TextBlock:
    """Set a text at the largest size (size_max, less a multiple of `step`, or size_min) at which it fits.

    Fitting means: at most max_lines lines of `width` pixels and max_chars characters, max_height pixels in
    all. First without any break inside a phrase; only where not even size_min allows that, with them, then
    with hyphens and addresses broken, then with words broken (each is a strain of the block). A text that
    does not fit at size_min comes back whole at size_min, with overflow set. `style.size` is not used. Raises
    MissingGlyphError, InputError, and ValueError for sizes out of order.
    """
    if not 0 < size_min <= size_max or step <= 0 or max_lines < 1:
        raise ValueError(f"sizes {size_min} to {size_max} by {step}, {max_lines} lines")
    book = book or open_book()
    parts = paragraphs_of(text, measuring(style), book)

    def block_at(size: float) -> TextBlock:
        room = Room(width / size, max_chars)
        wrapped = wrap_parts(parts, room, max_lines=max_lines, shape=shape)
        return place(text, replace(style, size=size), parts, wrapped, width, spans, book)

    def holds(size: float, dearest: int) -> bool:
        lines = _lines(parts, Room(width / size, max_chars), dearest)
        if lines is None or lines > max_lines:
            return False
        if max_height is None:
            return True
        block = block_at(size)
        return block.height <= max_height and not block.overflow

    sizes = _sizes(size_max, size_min, step)
    for dearest in (FREE, HELD, JOINED, INSIDE):
        if holds(sizes[-1], dearest):
            at = _largest(sizes, partial(holds, dearest=dearest))
            blocks = (block_at(size) for size in sizes[at:])
            block = next((block for block in blocks if not block.overflow), block_at(size_min))
            return replace(block, shrunk=block.size < size_max)
    return replace(block_at(size_min), overflow=True, shrunk=size_min < size_max)


def _sizes(size_max: float, size_min: float, step: float) -> list[float]:
    """Candidates from the largest down; size_min is always the last."""
    count = int((size_max - size_min) / step + 1e-9)
    sizes = [size_max - step * index for index in range(count + 1)]
    return sizes if abs(sizes[-1] - size_min) < 1e-9 else [*sizes, size_min]


def _largest(sizes: Sequence[float], holds: Callable[[float], bool]) -> int:
    """The index of the first size that holds, by bisection: what fits at one size fits at every smaller one."""
    low, high = 0, len(sizes) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(sizes[middle]) else (middle + 1, high)
    return high


def _lines(parts: Sequence[Breakable], room: Room, dearest: int) -> int | None:
    """The lines that all paragraphs need; None where one of them cannot be held."""
    total = 0
    for part in parts:
        lines = least_lines(part, room, dearest)
        if lines is None:
            return None
        total += lines
    return total
