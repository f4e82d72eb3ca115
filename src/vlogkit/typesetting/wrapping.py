"""Break a text into lines of a width, with as few lines as possible and the best of those breaks."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vlogkit.typesetting.breaking import FREE, HELD, INSIDE, JOINED, Break, breaks_in, breaks_inside
from vlogkit.typesetting.characters import SOFT_HYPHEN, clean, cluster_starts, is_blank
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.itemising import Paragraph, itemise
from vlogkit.typesetting.shaping import Measure, features_of, glyphs_of, measure
from vlogkit.typesetting.style import Shape, Style

_RAGGED = 400.0
"""Weight of raggedness against break costs: a tenth of the width off counts 4, nearly an ordinary break."""
_LONE_WORD, _LONE_LISTED = 25.0, 90.0
"""What a last line of one short word costs, and in running text and lists, whose lines are as full as they go."""
_SHORT, _SHORT_FIRST = 0.35, 90.0
"""Share of the width under which a first line looks broken off, and what that costs: more than smaller letters do."""
_PHRASE, _PHRASE_WORDS = 45.0, 3
"""Cost of a break inside a phrase that is to stay together; up to so many words it is made only where a line is too short."""
_SLACK = 1e-6
_ENDS = "\n\u2060 "


@dataclass(frozen=True, slots=True)
class LineSpan:
    """Characters `start` to `end` of the text, blanks at both ends left out; `hyphen`: a soft one shows."""

    start: int
    end: int
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Strain:
    """A break that no one would choose: inside a phrase, at a hyphen or inside a word, because a line was too
    short for it. text: the words or the word. kind: `phrase`, `hyphen` or `word`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Where lines are. cost: of all breaks and uneven lengths, 0 at best; below about 20 the lines look as if
    set by hand. overflow: more lines than asked for, or one character wider than a line."""

    lines: tuple[LineSpan, ...]
    strains: tuple[Strain, ...] = ()
    cost: float = 0.0
    overflow: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What a line can hold: a width in em (infinite for no limit), and characters."""

    width: float
    chars: int | None = None


@dataclass(frozen=True)
class Breakable:
    """One paragraph, measured in em once and broken at any width; `offset` is its place in the whole text."""

    paragraph: Paragraph
    offset: int
    first: int
    last: int
    breaks: tuple[Break, ...]
    measure: Measure
    starts: tuple[int, ...]
    optical: bool
    hyphen: float

    @property
    def text(self) -> str:
        return self.paragraph.text

    def width(self, start: int, end: int, hyphen: bool = False) -> float:
        """The width of a line from `start` to `end`, in em."""
        last = self.starts[bisect.bisect_left(self.starts, end) - 1] if end > start else start
        width = self.measure.width(start, end, last, optical=self.optical)
        return width + self.hyphen if hyphen else width

    def chars(self, start: int, end: int) -> int:
        """User-perceived characters from `start` to `end`."""
        return bisect.bisect_left(self.starts, end) - bisect.bisect_left(self.starts, start)

    def fits(self, start: int, end: int, hyphen: bool, room: Room) -> bool:
        """True if a line from `start` to `end` fits into the room."""
        if room.chars is not None and self.chars(start, end) > room.chars:
            return False
        return self.width(start, end, hyphen) <= room.width + _SLACK


def paragraphs_of(
    text: str, style: Style, book: FontBook, keep: Sequence[tuple[int, int]] = ()
) -> tuple[Breakable, ...]:
    """Measure each paragraph of a text; line ends part them, but those at its very end add none. keep: phrases (from, up
    to but not including) that stay on one line where they can.

    Raises MissingGlyphError, InputError.
    """
    parts: list[Breakable] = []
    offset = 0
    for part in clean(text).rstrip(_ENDS).split("\n"):
        inside = tuple((start - offset, end - offset) for start, end in keep)
        parts.append(_breakable(part, offset, style, book, inside))
        offset += len(part) + 1
    return tuple(parts)


@lru_cache(maxsize=256)
def _breakable(text: str, offset: int, style: Style, book: FontBook, keep: tuple[tuple[int, int], ...]) -> Breakable:
    paragraph = itemise(text, style, book)
    first, last = 0, len(text)
    while last > first and is_blank(text[last - 1]):
        last -= 1
    while first < last and is_blank(text[first]):
        first += 1
    hyphen = 0.0
    if SOFT_HYPHEN in text and paragraph.items:
        item = paragraph.items[0]
        mark = type(item)(0, 1, 0, item.script, item.font)
        hyphen = sum(glyph.advance for glyph in glyphs_of("-", mark, style, features_of(style)))
    found = (_keeping(point, text, keep) for point in breaks_in(text, style.language))
    breaks = tuple(point for point in found if first < point.end and point.next < last)
    return Breakable(
        paragraph,
        offset,
        first,
        last,
        breaks,
        measure(paragraph, style),
        cluster_starts(text),
        style.optical,
        hyphen,
    )


def _keeping(point: Break, text: str, keep: Sequence[tuple[int, int]]) -> Break:
    """The break, dearer where it parts a phrase that is to stay together."""
    phrase = next((text[start:end] for start, end in keep if start < point.end and point.next < end), None)
    if phrase is None:
        return point
    short = len(phrase.split()) <= _PHRASE_WORDS
    return point._replace(cost=max(point.cost, _PHRASE), kind=max(point.kind, HELD) if short else point.kind)


def points(part: Breakable, room: Room, dearest: int = INSIDE) -> list[Break] | None:
    """The breaks to choose among: free ones, and dearer ones only inside stretches too long for a line.

    None where some stretch is too long even with the `dearest` kind allowed (a single character never is).
    """
    chosen = [point for point in part.breaks if point.kind == FREE]
    for kind in (HELD, JOINED, INSIDE):
        long = [edge for edge in _stretches(part, chosen) if not part.fits(*edge, room)]
        if not long:
            return chosen
        if kind > dearest:
            return None
        for start, end, _ in long:
            if kind == INSIDE:
                chosen += breaks_inside(part.text, start, end)
            else:
                chosen += [point for point in part.breaks if point.kind == kind and start < point.end <= end]
        chosen = sorted(set(chosen))
    return chosen


def _stretches(part: Breakable, chosen: Sequence[Break]) -> list[tuple[int, int, bool]]:
    starts = [part.first, *(point.next for point in chosen)]
    ends = [(point.end, point.hyphen) for point in chosen] + [(part.last, False)]
    return [(start, end, hyphen) for start, (end, hyphen) in zip(starts, ends, strict=True)]


def least_lines(part: Breakable, room: Room, dearest: int = INSIDE) -> int | None:
    """The fewest lines that hold a paragraph; None where breaks up to `dearest` are not enough."""
    chosen = points(part, room, dearest)
    if chosen is None or not all(part.fits(*stretch, room) for stretch in _stretches(part, chosen)):
        return None
    return _count(part, chosen, room)


def _count(part: Breakable, chosen: Sequence[Break], room: Room) -> int:
    """The lines that result when each takes as much as it holds, which are the fewest."""
    lines, start, last = 1, part.first, None
    for point in [*chosen, Break(part.last, part.last, 0.0, FREE)]:
        if last is not None and not part.fits(start, point.end, point.hyphen, room):
            lines, start = lines + 1, last.next
        last = point
    return lines


def wrap(
    text: str,
    style: Style,
    width: float | None,
    *,
    max_lines: int | None = None,
    max_chars: int | None = None,
    shape: Shape = "balanced",
    book: FontBook,
) -> Wrapped:
    """Break a text into the fewest lines of `width` pixels at the style's size, then into the best of those.

    max_chars: user-perceived characters a line. shape: `balanced` lines of about one length, `below` with the
    longer ones lower (captions), `filled` for running text. Line ends in the text are kept. A text that needs
    more than max_lines keeps all its lines and says overflow. Raises MissingGlyphError, InputError.
    """
    room = Room(float("inf") if width is None else width / style.size, max_chars)
    return wrap_parts(paragraphs_of(text, style, book), room, max_lines=max_lines, shape=shape)


def wrap_parts(
    parts: Sequence[Breakable], room: Room, *, max_lines: int | None = None, shape: Shape = "balanced"
) -> Wrapped:
    """Break measured paragraphs; see `wrap`."""
    lines: list[LineSpan] = []
    strains: list[Strain] = []
    total, overflow = 0.0, False
    for part in parts:
        chosen, cost = _best(part, points(part, room) or [], room, shape)
        total += cost
        for start, end, hyphen in _stretches(part, chosen):
            overflow = overflow or not part.fits(start, end, hyphen, room)
            lines.append(LineSpan(start + part.offset, end + part.offset, hyphen))
        strains += [_strain(part, point) for point in chosen if point.kind != FREE]
    overflow = overflow or (max_lines is not None and len(lines) > max_lines)
    return Wrapped(tuple(lines), tuple(strains), total, overflow)


def _best(part: Breakable, chosen: list[Break], room: Room, shape: Shape) -> tuple[list[Break], float]:
    """The breaks of the fewest lines with the lowest cost, and that, by dynamic programming over the breaks.

    A prefix in more lines than it needs is never part of a solution with the fewest lines, so the best way to
    a break is the least (lines, cost).
    """
    total = _count(part, chosen, room)
    if total == 1:
        return [], 0.0
    nodes = [Break(part.first, part.first, 0.0, FREE), *chosen, Break(part.last, part.last, 0.0, FREE)]
    mean = min(room.width, part.width(part.first, part.last) / total)
    best: list[tuple[int, float, int]] = [(0, 0.0, -1)]
    for at in range(1, len(nodes)):
        node, options = nodes[at], []
        for before in range(at - 1, -1, -1):
            start = nodes[before].next
            if before < at - 1 and not part.fits(start, node.end, node.hyphen, room):
                break
            lines, cost, _ = best[before]
            width = part.width(start, node.end, node.hyphen)
            cost += node.cost + _ragged(width, lines, total, mean, room, shape)
            if before == 0 and at < len(nodes) - 1 and shape != "filled" and width < _SHORT * min(room.width, 2 * mean):
                cost += _SHORT_FIRST
            if at == len(nodes) - 1 and before == at - 1 and width < 0.3 * min(room.width, 2 * mean):
                cost += _LONE_LISTED if shape == "filled" else _LONE_WORD
            options.append((lines + 1, cost, before))
        best.append(min(options))
    path, at = [], best[-1][2]
    while at > 0:
        path.append(nodes[at])
        at = best[at][2]
    return path[::-1], best[-1][1]


def _ragged(width: float, line: int, total: int, mean: float, room: Room, shape: Shape) -> float:
    """The cost of one line's length: its distance from the wanted one, squared."""
    limit = room.width if room.width != float("inf") else 2 * mean
    if shape == "filled":
        return 0.0 if line == total - 1 else _RAGGED * ((limit - width) / limit) ** 2
    wanted = mean
    if shape == "below" and total > 1:
        wanted *= 0.94 + 0.12 * line / (total - 1)
    return _RAGGED * ((wanted - width) / limit) ** 2


def _strain(part: Breakable, point: Break) -> Strain:
    start, end = point.end, point.next
    while start > part.first and not part.text[start - 1].isspace():
        start -= 1
    while end < part.last and not part.text[end].isspace():
        end += 1
    return Strain({HELD: "phrase", JOINED: "hyphen", INSIDE: "word"}[point.kind], part.text[start:end])
