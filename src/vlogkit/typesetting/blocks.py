"""Set a text as a block of placed lines, with baselines and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from vlogkit.typesetting.fonts import Font, FontBook
from vlogkit.typesetting.shaping import ShapedLine, shape_part, tracks
from vlogkit.typesetting.style import NO_INK, Bounds, Shape, Span, Style
from vlogkit.typesetting.wrapping import Breakable, LineSpan, Room, Strain, Wrapped, paragraphs_of, wrap_parts

_TOLERANCE = 0.5
"""Pixels by which a mark may stand out beside its letter at a line's end before that counts as overflow."""
_GAP = 0.06
"""Least space between the ink of two lines in scripts that stack, in em."""


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A line in its block. start, end: offsets in the block's text. offset: where its paragraph begins there,
    so a glyph's character is offset + cluster. x: the pen's start, y: the baseline, from the block's top left
    corner. width: from the first glyph's ink to the last one's (advances where the style is not optical)."""

    shaped: ShapedLine
    start: int
    end: int
    offset: int
    x: float
    y: int
    width: float

    @property
    def text(self) -> str:
        """The characters shown, a soft hyphen at the end as a hyphen."""
        return self.shaped.text

    @property
    def ink(self) -> Bounds:
        """The box around the line's outlines, from the block's top left corner."""
        return NO_INK if self.shaped.ink.empty else self.shaped.ink.moved(self.x, float(self.y))


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Placed lines, in pixels from the block's top left corner.

    style: with the size that was used. room: the width that lines were broken and aligned in. width: of the
    widest line. height: of all line boxes (size times leading each; more where a stacked script needs it).
    cap_top, x_top: the top of the first line's capitals and of its small letters. ink: the box around every
    outline; it may reach beyond the block. overflow: the text did not fit, and is all here nevertheless.
    shrunk: smaller than asked. strains: breaks inside phrases or words. cost: of breaks and uneven lines, see
    `Wrapped`.
    """

    text: str
    style: Style
    lines: tuple[BlockLine, ...]
    spans: tuple[Span, ...]
    room: float
    width: float
    height: float
    cap_top: float
    x_top: float
    ink: Bounds
    overflow: bool = False
    shrunk: bool = False
    strains: tuple[Strain, ...] = ()
    cost: float = 0.0

    @property
    def size(self) -> float:
        return self.style.size

    @property
    def baselines(self) -> tuple[int, ...]:
        return tuple(line.y for line in self.lines)

    @property
    def fonts(self) -> tuple[Font, ...]:
        """The fonts that drew the block, by family and weight; a manifest keeps their sha256."""
        used = {run.font for line in self.lines for run in line.shaped.runs if run.glyphs}
        return tuple(sorted(used, key=lambda font: (font.family, font.weight, font.italic)))

    @property
    def pictures(self) -> tuple[Path, ...]:
        """The emoji pictures in the block, by name."""
        return tuple(sorted({run.picture for line in self.lines for run in line.shaped.runs if run.picture}))


def set_block(
    text: str,
    style: Style,
    width: float | None = None,
    *,
    max_lines: int | None = None,
    max_chars: int | None = None,
    shape: Shape = "balanced",
    spans: Sequence[Span] = (),
    book: FontBook,
) -> TextBlock:
    """Set a text at the style's size; lines break at `width` pixels, or only at line ends where it is None.

    Lines are aligned within `width`, or within the widest line. See `wrapping.wrap` for the other arguments.
    Raises MissingGlyphError, InputError.
    """
    parts = paragraphs_of(text, measuring(style), book)
    room = Room(float("inf") if width is None else width / style.size, max_chars)
    return place(text, style, parts, wrap_parts(parts, room, max_lines=max_lines, shape=shape), width, spans, book)


def measuring(style: Style) -> Style:
    """The style by which paragraphs are measured: all sizes share one measure in em."""
    return replace(style, size=1.0, leading=1.0, align="start")


def place(
    text: str,
    style: Style,
    parts: Sequence[Breakable],
    wrapped: Wrapped,
    width: float | None,
    spans: Sequence[Span],
    book: FontBook,
) -> TextBlock:
    """Shape the lines of a wrapped text and put them at their places."""
    font = book.find(style.family, style.weight, style.italic)
    owners = [_owner(parts, line) for line in wrapped.lines]
    lines = [_shape(part, line, style) for part, line in zip(owners, wrapped.lines, strict=True)]
    widest = max((right - left for left, right in (edges(line, style) for line in lines)), default=0.0)
    room = widest if width is None else width
    baselines, height = _baselines(lines, style, font)
    placed = []
    for part, span, line, y in zip(owners, wrapped.lines, lines, baselines, strict=True):
        left, right = edges(line, style)
        x = _indent(style, line.base, room, right - left) - left
        placed.append(BlockLine(line, span.start, span.end, part.offset, x, y, right - left))
    ink = NO_INK
    for one in placed:
        ink = ink.joined(one.ink)
    return TextBlock(
        text=text,
        style=style,
        lines=tuple(placed),
        spans=tuple(spans),
        room=room,
        width=widest,
        height=height,
        cap_top=baselines[0] - font.cap_height * style.size,
        x_top=baselines[0] - font.x_height * style.size,
        ink=ink,
        overflow=wrapped.overflow or widest > room + _TOLERANCE,
        strains=wrapped.strains,
        cost=wrapped.cost,
    )


def _owner(parts: Sequence[Breakable], line: LineSpan) -> Breakable:
    return next(part for part in reversed(parts) if part.offset <= line.start)


def _shape(part: Breakable, line: LineSpan, style: Style) -> ShapedLine:
    start, end = line.start - part.offset, line.end - part.offset
    return shape_part(part.paragraph, start, end, style, hyphen=line.hyphen)


def edges(line: ShapedLine, style: Style) -> tuple[float, float]:
    """Where a line begins and ends for alignment, from its pen's start: its ink but for the hook of a
    j, or its advance."""
    return (line.ink.left + line.stem, line.ink.right) if style.optical and not line.ink.empty else (0.0, line.advance)


def _indent(style: Style, base: int, room: float, width: float) -> float:
    align = style.align if style.align != "start" else "right" if base else "left"
    return {"left": 0.0, "center": (room - width) / 2, "right": room - width}[align]


def _baselines(lines: Sequence[ShapedLine], style: Style, font: Font) -> tuple[list[int], float]:
    """Baselines in whole pixels and the block's height.

    A line box is size times leading high and the font's ascender and descender are centred in it, as in CSS.
    Scripts that stack marks (Javanese, Arabic) widen all line boxes of the block alike, so that no two lines
    touch, and its top and bottom, so that no ink leaves it.
    """
    step, size = style.leading * style.size, style.size
    pen = (step - (font.ascender - font.descender) * size) / 2 + font.ascender * size
    below = step - pen
    if any(_stacks(line) for line in lines):
        needs = [above.ink.bottom - line.ink.top + _GAP * size for above, line in pairwise(lines)]
        step = max([step, *needs])
        pen = max(pen, -lines[0].ink.top)
        below = max(below, lines[-1].ink.bottom)
    baselines = [round(pen + step * index) for index in range(len(lines))]
    return baselines, pen + step * (len(lines) - 1) + below


def _stacks(line: ShapedLine) -> bool:
    return any(not tracks(run.script) and any(glyph.id for glyph in run.glyphs) for run in line.runs)
