"""Set a number that is counting up, so that no digit wobbles."""

from __future__ import annotations

from dataclasses import replace

from vlogkit.typesetting.blocks import TextBlock, edges, set_block
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.shaping import Glyph, ShapedLine, ShapedRun, ink_of_run, shape_line
from vlogkit.typesetting.style import NO_INK, Style

SLOT = 0.84
"""Of the widest digit, what every digit has at least: less, and wide digits run into each other where a narrow one
will stand; more, and a number of narrow ones falls apart when it has arrived."""


def set_counter(text: str, final: str, style: Style, *, book: FontBook) -> TextBlock:
    """Set one moment of a count, e.g. `932` on its way to `9.805`, as a block of one line.

    Every digit stands centred in a slot as wide as the final digit there, but at least `SLOT` of the widest one; the first
    of all, which nothing stands before, has its own width, so that a 1 is not parted from the rest. Slots are counted
    from the right, so that no digit moves from the first moment to the last, nor what stands after
    the number. All moments have the width and the height of the final one, whose ink begins at the block's left edge.
    Raises MissingGlyphError, InputError.
    """
    block = set_block(final, style, book=book)
    place, whole = block.lines[0], block.lines[0].shaped
    unkerned = replace(style, features=(*style.features, ("kern", 0)))
    least = SLOT * _widest(unkerned, book)
    line, full = (
        _slotted(shaped, _slots(shaped, whole, least))
        for shaped in (shape_line(text, unkerned, book), shape_line(final, unkerned, book))
    )
    left, right = edges(full, style)
    placed = replace(place, shaped=line, end=len(text), x=full.advance - line.advance - left, width=right - left)
    return replace(block, text=text, lines=(placed,), ink=placed.ink, width=right - left, room=right - left)


def _widest(style: Style, book: FontBook) -> float:
    """The advance of the widest digit, in pixels, tracking included."""
    digits = shape_line("0123456789", style, book)
    return max(glyph.advance for run in digits.runs for glyph in run.glyphs)


def _advances(line: ShapedLine) -> dict[int, float]:
    """The advance of each character, by its place from the line's end (0 is the last)."""
    found: dict[int, float] = {}
    for run in line.runs:
        for glyph in run.glyphs:
            place = len(line.text) - 1 - glyph.cluster
            found[place] = found.get(place, 0.0) + glyph.advance
    return found


def _slots(line: ShapedLine, whole: ShapedLine, least: float) -> dict[int, tuple[float, float]]:
    """For each place from the end: how wide its slot is, and how wide the character counts in it."""
    own, final = _advances(line), _advances(whole)
    first = max((place for place in final if whole.text[-1 - place].isdigit()), default=-1)
    slots: dict[int, tuple[float, float]] = {}
    for place, advance in own.items():
        char = line.text[-1 - place]
        there = whole.text[-1 - place] if place < len(whole.text) else ""
        if char.isdigit():
            room = advance if place == first else least
            slots[place] = (max(final[place] if there.isdigit() else 0.0, room), advance)
        else:
            body = final.get(place, advance) if char == there else advance
            slots[place] = (body, body)
    return slots


def _slotted(line: ShapedLine, slots: dict[int, tuple[float, float]]) -> ShapedLine:
    """The line with each character centred in its slot."""
    runs: list[ShapedRun] = []
    pen, ink = 0.0, NO_INK
    for run in line.runs:
        glyphs = tuple(_widened(glyph, *slots[len(line.text) - 1 - glyph.cluster]) for glyph in run.glyphs)
        advance = sum(glyph.advance for glyph in glyphs) if glyphs else run.advance
        runs.append(replace(run, glyphs=glyphs, x=pen, advance=advance))
        ink = ink.joined(ink_of_run(runs[-1], line.size))
        pen += advance
    trailing = sum(run.advance for run in line.runs) - line.advance
    return replace(line, runs=tuple(runs), advance=pen - trailing, ink=ink)


def _widened(glyph: Glyph, slot: float, body: float) -> Glyph:
    return glyph._replace(x=glyph.x + (slot - body) / 2, advance=slot if glyph.advance else 0.0)
