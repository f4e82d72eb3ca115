"""A word as the outlines of its glyphs, for drawings in which letters are turned."""

from __future__ import annotations

from typing import Any

from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.raster import outline_of
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import Style


def word_path(text: str, style: Style, book: FontBook) -> tuple[str, float, float]:
    """SVG path data of a line whose baseline begins at (0, 0), its width, and the height of its ink above the baseline;
    pixels. Emoji are left out. Raises MissingGlyphError."""
    line = shape_line(text, style, book)
    parts: list[str] = []
    for run in line.runs:
        pen = run.x
        for glyph in run.glyphs:
            parts.append(_path(outline_of(run.font, glyph.id, round(line.size * 64)), pen + glyph.x, -glyph.y))
            pen += glyph.advance
    return "".join(parts), line.advance, max(1.0, -line.ink.top)


def _path(outline: Any, x: float, y: float) -> str:
    """The contours of an outline (64ths of a pixel, y upwards), moved."""
    said: list[str] = []

    def at(*points: Any) -> str:
        return " ".join(f"{point.x / 64 + x:.2f} {y - point.y / 64:.2f}" for point in points)

    outline.decompose(
        None,
        move_to=lambda end, _: said.append(f"{'Z' if said else ''}M{at(end)}"),
        line_to=lambda end, _: said.append(f"L{at(end)}"),
        conic_to=lambda bend, end, _: said.append(f"Q{at(bend, end)}"),
        cubic_to=lambda first, second, end, _: said.append(f"C{at(first, second, end)}"),
    )
    return "".join(said) + ("Z" if said else "")
