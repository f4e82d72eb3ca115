"""Shape lines of text with HarfBuzz: glyphs with positions, advances and ink boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from vlogkit.typesetting import emoji
from vlogkit.typesetting.characters import SOFT_HYPHEN, clean, is_invisible
from vlogkit.typesetting.direction import visual_order
from vlogkit.typesetting.fonts import Font, FontBook
from vlogkit.typesetting.itemising import Paragraph, TextRun, itemise
from vlogkit.typesetting.style import NO_INK, Bounds, Style

_TRACKED = {"Latn", "Grek", "Cyrl", "Zyyy", "Zinh"}
_CONTEXT = 5
_SPACES = " \u00a0"
_HOOK = -0.05
"""Em below the baseline from which on a letter's left edge may be that of a hook."""
_LONG = 0.03
"""Em from which on a hook is one."""
_CURVE = 8
"""Straight pieces into which a curve of an outline is cut."""
Features = tuple[tuple[str, int], ...]


class Glyph(NamedTuple):
    """id: the glyph's number in its font. cluster: offset of its first character. x, y: shift from the pen, y
    upwards. advance: how far the pen moves. All in pixels at the run's size, or in em before that."""

    id: int
    cluster: int
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """Glyphs from left to right in one font, or one emoji `picture` (then there are no glyphs).

    x: where the pen starts, from the line's start, in pixels. start, end: offsets of its characters.
    """

    font: Font
    picture: Path | None
    script: str
    level: int
    start: int
    end: int
    x: float
    advance: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line, its runs from left to right; `ink` is the box around all outlines, from the baseline."""

    text: str
    start: int
    end: int
    size: float
    base: int
    runs: tuple[ShapedRun, ...]
    advance: float
    ink: Bounds
    stem: float = 0.0
    """How far left of the first letter's body its hook below the baseline reaches, as that of a j."""


def features_of(style: Style) -> Features:
    """OpenType features of a style: tracked text has no ligatures, counters have digits of one width."""
    wanted: dict[str, int] = {}
    if style.tracking:
        wanted.update(liga=0, clig=0)
    if style.tabular:
        wanted.update(tnum=1, pnum=0)
    wanted.update(style.features)
    return tuple(sorted(wanted.items()))


def shape_line(text: str, style: Style, book: FontBook) -> ShapedLine:
    """Shape a text that stays on one line; line ends count as spaces. Raises MissingGlyphError,
    InputError."""
    paragraph = itemise(clean(text).replace("\n", " "), style, book)
    return shape_part(paragraph, 0, len(text), style)


def shape_part(paragraph: Paragraph, start: int, end: int, style: Style, *, hyphen: bool = False) -> ShapedLine:
    """Shape the characters `start` to `end` of a paragraph as a line; `hyphen` draws one after the last."""
    size, features = style.size, features_of(style)
    items = [_cut(item, start, end) for item in paragraph.items if item.start < end and item.end > start]
    pieces = [(item, glyphs_of(paragraph.text, item, style, features)) for item in items]
    if hyphen and items:
        last = items[-1]
        mark = TextRun(0, 1, last.level, last.script, last.font)
        glyphs = tuple(glyph._replace(cluster=end - 1) for glyph in glyphs_of("-", mark, style, features))
        pieces.append((TextRun(end - 1, end, last.level, last.script, last.font), glyphs))
    runs: list[ShapedRun] = []
    pen, ink = 0.0, NO_INK
    for place in visual_order([item.level for item, _ in pieces]):
        item, ems = pieces[place]
        glyphs = tuple(
            Glyph(g.id, g.cluster, g.x * size, g.y * size, g.advance * size) for g in (() if item.picture else ems)
        )
        advance = sum(glyph.advance for glyph in ems) * size
        run = ShapedRun(item.font, item.picture, item.script, item.level, item.start, item.end, pen, advance, glyphs)
        ink = ink.joined(ink_of_run(run, size))
        runs.append(run)
        pen += advance
    if runs and tracks(runs[-1].script):
        pen -= style.tracking * size
    shown = paragraph.text[start:end].replace(SOFT_HYPHEN, "") + ("-" if hyphen else "")
    stem = _hook_of(runs[0]) * size if runs else 0.0
    return ShapedLine(shown, start, end, size, paragraph.base, tuple(runs), pen, ink, stem)


def _hook_of(run: ShapedRun) -> float:
    """The hook of a run's first letter, in em."""
    return hook(run.font, run.glyphs[0].id) if run.glyphs and not run.level and tracks(run.script) else 0.0


def tracks(script: str) -> bool:
    """True for scripts whose letters may be spaced; joined and stacked scripts keep their own spacing."""
    return script in _TRACKED


def _cut(item: TextRun, start: int, end: int) -> TextRun:
    if item.start >= start and item.end <= end:
        return item
    return TextRun(max(item.start, start), min(item.end, end), item.level, item.script, item.font, item.picture)


def glyphs_of(text: str, item: TextRun, style: Style, features: Features) -> tuple[Glyph, ...]:
    """An item's glyphs from left to right, in em, tracking included; an emoji is one with id -1."""
    tracking = style.tracking if tracks(item.script) else 0.0
    between = max(0.0, tracking)
    if item.picture:
        return (Glyph(-1, item.start, 0.0, 0.0, emoji.ADVANCE + tracking),)
    part = text[item.start : item.end]
    joins = not tracks(item.script)
    before = text[max(0, item.start - _CONTEXT) : item.start] if joins else ""
    after = text[item.end : item.end + _CONTEXT] if joins else ""
    ems = _shape(item.font, part, before, after, item.script, item.level % 2, style.language, features)
    return tuple(
        Glyph(
            id,
            cluster + item.start,
            x,
            y,
            advance * style.word_space + between
            if part[cluster] in _SPACES
            else advance + (tracking if _ends_cluster(ems, place) and not is_invisible(part[cluster]) else 0.0),
        )
        for place, (id, cluster, x, y, advance) in enumerate(ems)
    )


def _ends_cluster(glyphs: tuple[Glyph, ...], place: int) -> bool:
    return place + 1 == len(glyphs) or glyphs[place + 1].cluster != glyphs[place].cluster


@lru_cache(maxsize=4096)
def _shape(
    font: Font,
    text: str,
    before: str,
    after: str,
    script: str,
    rightward: int,
    language: str,
    features: Features,
) -> tuple[Glyph, ...]:
    """Ask HarfBuzz; results in em, clusters as offsets in `text`."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for char in before + text + after], len(before), len(text))
    buffer.direction = "rtl" if rightward else "ltr"
    buffer.script = script if script not in {"Zyyy", "Zinh", "Zzzz"} else "Zyyy"
    buffer.language = language
    hb.shape(font.shaper, buffer, dict(features))
    em = font.upem
    return tuple(
        Glyph(
            info.codepoint,
            info.cluster - len(before),
            place.x_offset / em,
            place.y_offset / em,
            place.x_advance / em,
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


@lru_cache(maxsize=16384)
def ink_of_glyph(font: Font, glyph: int) -> Bounds:
    """The outline's bounds in em, y downwards from the baseline; empty for a blank glyph."""
    extents = font.shaper.get_glyph_extents(glyph)
    if extents is None or not extents.width or not extents.height:
        return NO_INK
    em = font.upem
    left, top = extents.x_bearing / em, -extents.y_bearing / em
    return Bounds(left, top, left + extents.width / em, top - extents.height / em)


@lru_cache(maxsize=4096)
def hook(font: Font, glyph: int) -> float:
    """How far left of its part above the baseline a glyph reaches below it, in em; 0 for nearly all letters. A line that
    begins with a j stands by its stem, not by its hook."""
    ink = ink_of_glyph(font, glyph)
    if ink.empty or ink.bottom < -_HOOK:
        return 0.0
    above = [x for x, y in _points(font, glyph) if y >= 0]
    reach = min(above) / font.upem - ink.left if above else 0.0
    return reach if reach >= _LONG else 0.0


def _points(font: Font, glyph: int) -> list[tuple[float, float]]:
    """Points along a glyph's outline, in units of the font."""
    found: list[tuple[float, float]] = []

    def along(*points: tuple[float, float]) -> None:
        start = found[-1] if found else points[0]
        for step in range(1, _CURVE + 1):
            found.append(_bezier((start, *points), step / _CURVE))

    draw = hb.DrawFuncs()
    draw.set_move_to_func(lambda x, y, _: found.append((x, y)))
    draw.set_line_to_func(lambda x, y, _: along((x, y)))
    draw.set_quadratic_to_func(lambda a, b, x, y, _: along((a, b), (x, y)))
    draw.set_cubic_to_func(lambda a, b, c, d, x, y, _: along((a, b), (c, d), (x, y)))
    draw.set_close_path_func(lambda _: None)
    font.shaper.draw_glyph(glyph, draw, None)
    return found


def _bezier(points: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """A point of a curve, by de Casteljau's construction."""
    while len(points) > 1:
        points = [(a + (c - a) * t, b + (d - b) * t) for (a, b), (c, d) in pairwise(points)]
    return points[0]


def picture_box(font: Font, x: float, size: float) -> Bounds:
    """Where an emoji stands: a square centred on the height of the capitals, in pixels from the baseline."""
    side = emoji.SIZE * size
    left = x + (emoji.ADVANCE * size - side) / 2
    top = -font.cap_height * size / 2 - side / 2
    return Bounds(left, top, left + side, top + side)


def ink_of_run(run: ShapedRun, size: float) -> Bounds:
    """The box around a run's outlines, in pixels, y downwards from the line's baseline origin."""
    if run.picture:
        return picture_box(run.font, run.x, size)
    pen, ink = run.x, NO_INK
    for glyph in run.glyphs:
        box = ink_of_glyph(run.font, glyph.id)
        if not box.empty:
            left, top, right, bottom = (edge * size for edge in box)
            ink = ink.joined(Bounds(left, top, right, bottom).moved(pen + glyph.x, -glyph.y))
        pen += glyph.advance
    return ink


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths of a paragraph's parts in em. ends: the pen before each character (one more than characters), so
    a part's advance is a difference. By offset: left and right, blank space inside a character's advance
    (tracking included), and tracking alone."""

    ends: tuple[float, ...]
    left: dict[int, float]
    right: dict[int, float]
    tracking: dict[int, float]

    def width(self, start: int, end: int, last: int, *, optical: bool) -> float:
        """The width of a line from `start` to `end` whose last cluster begins at `last`."""
        advance = self.ends[end] - self.ends[start]
        if not optical:
            return advance - self.tracking.get(last, 0.0)
        return advance - self.left.get(start, 0.0) - self.right.get(last, self.tracking.get(last, 0.0))


def measure(paragraph: Paragraph, style: Style) -> Measure:
    """Measure a paragraph once, for breaking it at any width and any size."""
    features = features_of(style)
    advances = [0.0] * (len(paragraph.text) + 1)
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    tracking: dict[int, float] = {}
    for item in paragraph.items:
        glyphs = glyphs_of(paragraph.text, item, style, features)
        for glyph in glyphs:
            advances[glyph.cluster + 1] += glyph.advance
            if tracks(item.script):
                tracking[glyph.cluster] = style.tracking
        if paragraph.base == 0 and item.level == 0:
            _bear(item, glyphs, left, right)
    ends = tuple(accumulate(advances))
    return Measure(ends, left, right, tracking)


def _bear(item: TextRun, glyphs: Iterable[Glyph], left: dict[int, float], right: dict[int, float]) -> None:
    """Add the blank space inside each cluster's advance, at both sides of all its outlines."""
    for cluster, group in groupby(glyphs, key=lambda glyph: glyph.cluster):
        pen, ink, reach = 0.0, NO_INK, None
        for glyph in group:
            box = picture_box(item.font, 0.0, 1.0) if item.picture else ink_of_glyph(item.font, glyph.id)
            ink = ink if box.empty else ink.joined(box.moved(pen + glyph.x, -glyph.y))
            if reach is None:
                reach = 0.0 if item.picture or not tracks(item.script) else hook(item.font, glyph.id)
            pen += glyph.advance
        if not ink.empty:
            left[cluster], right[cluster] = ink.left + (reach or 0.0), pen - ink.right
