"""A number on its way to its final value comes in; a line in which no digit wobbles goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from vlogkit.typesetting.blocks import TextBlock, set_block
from vlogkit.typesetting.fonts import FontBook, open_book
from vlogkit.typesetting.shaping import Glyph, ShapedLine, ShapedRun, ink_of_run, shape_line
from vlogkit.typesetting.style import NO_INK, Style

Anchor = Literal["units", "start"]


def set_counter(
    text: str, final: str, style: Style, *, anchor: Anchor = "units", book: FontBook | None = None
) -> TextBlock:
    """Set one moment of a count, e.g. `932` on its way to `9.805`, as a block of one line.

    Every digit stands in a slot as wide as the widest digit (tabular figures where the font has them),
    unkerned, and the block is as wide as the final text, so all moments of one count share one box. anchor:
    `units` keeps the end of the number in place, so that no digit ever moves; `start` keeps its beginning.
    Raises MissingGlyphError, InputError.
    """
    book = book or open_book()
    plain = replace(style, tabular=True, features=(*style.features, ("kern", 0)), align="left")
    slot = _slot(plain, book)
    whole = _slotted(shape_line(final, plain, book), slot)
    line = _slotted(shape_line(text, plain, book), slot)
    block = set_block(final, plain, book=book)
    inked = whole.ink if style.optical and not whole.ink.empty else None
    left, right = (inked.left, inked.right) if inked else (0.0, whole.advance)
    x = (whole.advance - line.advance if anchor == "units" else 0.0) - left
    width = right - left
    placed = replace(block.lines[0], shaped=line, end=len(text), x=x, width=width)
    return replace(block, text=text, lines=(placed,), width=width, room=width, ink=placed.ink)


def _slot(style: Style, book: FontBook) -> float:
    """The advance of the widest digit, in pixels, tracking included."""
    digits = shape_line("0123456789", style, book)
    return max(glyph.advance for run in digits.runs for glyph in run.glyphs)


def _slotted(line: ShapedLine, slot: float) -> ShapedLine:
    """The line with each digit centred in a slot."""
    runs: list[ShapedRun] = []
    pen, ink = 0.0, NO_INK
    for run in line.runs:
        glyphs = tuple(
            _widened(glyph, slot) if line.text[glyph.cluster].isdigit() else glyph for glyph in run.glyphs
        )
        advance = sum(glyph.advance for glyph in glyphs) if glyphs else run.advance
        runs.append(replace(run, glyphs=glyphs, x=pen, advance=advance))
        ink = ink.joined(ink_of_run(runs[-1], line.size))
        pen += advance
    trailing = sum(run.advance for run in line.runs) - line.advance
    return replace(line, runs=tuple(runs), advance=pen - trailing, ink=ink)


def _widened(glyph: Glyph, slot: float) -> Glyph:
    return glyph._replace(x=glyph.x + (slot - glyph.advance) / 2, advance=slot)
