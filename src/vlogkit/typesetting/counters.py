"""Set a number that is counting up, so that no digit wobbles."""

from __future__ import annotations

from dataclasses import replace

from vlogkit.typesetting.blocks import TextBlock, set_block
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.shaping import Glyph, ShapedLine, ShapedRun, ink_of_run, shape_line
from vlogkit.typesetting.style import NO_INK, Style

SETTLE_SECONDS = 0.2
"""In which the slots of a number that has stopped close to its digits."""


def set_counter(text: str, final: str, style: Style, *, settled: float = 0.0, book: FontBook) -> TextBlock:
    """Set one moment of a count, e.g. `932` on its way to `9.805`, as a block of one line.

    Every digit stands centred in a slot as wide as the widest digit, and slots are counted from the right, so
    that no digit moves while the number changes. settled: how far the slots have closed to the widths of the
    final digits, 0–1: keep 0 while counting, then ease to 1 in 150–250 ms; at 1 the final text stands exactly
    as `set_block` sets it. All moments have the final text's width and height; `room` is the width with the
    slots as they are, so a caller fits a counter into its place by the room at 0. Raises MissingGlyphError,
    InputError.
    """
    block = set_block(final, style, book=book)
    place, whole = block.lines[0], block.lines[0].shaped
    unkerned = replace(style, features=(*style.features, ("kern", 0)))
    widest = _widest(unkerned, book)
    line, full = (
        _slotted(shaped, _slots(shaped, whole, widest, settled))
        for shaped in (shape_line(text, unkerned, book), shape_line(final, unkerned, book))
    )
    open_side = {"right": 1.0, "center": 0.5}.get(style.align, 0.0)
    x = place.x + (whole.advance - full.advance) * open_side + full.advance - line.advance
    placed = replace(place, shaped=line, end=len(text), x=x)
    room = max(block.width, block.width + full.advance - whole.advance)
    return replace(block, text=text, lines=(placed,), ink=placed.ink, room=room)


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


def _slots(line: ShapedLine, whole: ShapedLine, widest: float, settled: float) -> dict[int, tuple[float, float]]:
    """For each place from the end: how wide its slot is, and how wide the character counts in it."""
    own, final = _advances(line), _advances(whole)
    slots: dict[int, tuple[float, float]] = {}
    for place, advance in own.items():
        char = line.text[-1 - place]
        there = whole.text[-1 - place] if place < len(whole.text) else ""
        body = final.get(place, advance) if char == there else advance
        if char.isdigit():
            goal = final.get(place, widest) if there.isdigit() else widest
            slots[place] = (widest + (goal - widest) * settled, body)
        else:
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
