"""Find letters of two lines that run into each other, and texts of one list in several sizes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from vlogkit.checking.layout import met
from vlogkit.checking.text_lines import CAPTION, Rect, ShownLine, StagedOutput, meet
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.records.finding import Finding
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.shaping import ink_of_glyph, shape_line

NEAR = 1.0
"""Pixels by which the boxes of two letters may meet: edges are smooth."""
UNEVEN = 0.5
"""Pixels by which the sizes of a list's texts may differ."""


def ink_findings(picture: StagedOutput, book: FontBook) -> Iterator[Finding]:
    """Letters that collide, and lists that are set in several sizes."""
    for scene, lines in picture.scenes():
        for one, other in combinations(lines, 2):
            if one.shown_with(other) and (size := _collision(one, other, book)):
                yield met("colliding-ink", picture, scene, one, other, size)
        for line, sizes in _uneven(lines):
            yield found(
                "list-sizes",
                place=Where.read(line.origin),
                scene=scene.name,
                about=line.text,
                measured=", ".join(f"{size:g}" for size in sizes) + " px",
                limit="one size",
                format=picture.format,
            )


def _collision(one: ShownLine, other: ShownLine, book: FontBook) -> tuple[float, float] | None:
    """How far two lines' letters run into each other; None where they do not. Lines whose bodies overlap are told by
    `text-overlap` already."""
    across, down = meet(one.ink, other.ink)
    if across <= NEAR or down <= NEAR or one.body() == other.body():
        return None
    if all(side > NEAR for side in meet(one.body(), other.body())):
        return None
    worst = (0.0, 0.0)
    others = [box for box in glyph_boxes(other, book) if _meets(box, one.ink)]
    for box in glyph_boxes(one, book):
        for against in others:
            sides = meet(box, against)
            if min(sides) > NEAR and min(sides) > min(worst):
                worst = sides
    return worst if min(worst) > NEAR else None


def _meets(one: Rect, other: Rect) -> bool:
    return min(meet(one, other)) > NEAR


def glyph_boxes(line: ShownLine, book: FontBook) -> Iterator[Rect]:
    """The boxes of a line's letters, in pixels of the frame."""
    shaped = shape_line(line.text, line.style, book)
    left = line.ink[0] - shaped.ink.left
    for run in shaped.runs:
        pen = left + run.x
        for glyph in run.glyphs:
            box = ink_of_glyph(run.font, glyph.id)
            if not box.empty:
                x, y = pen + glyph.x, line.baseline - glyph.y
                yield (
                    x + box.left * shaped.size,
                    y + box.top * shaped.size,
                    x + box.right * shaped.size,
                    y + box.bottom * shaped.size,
                )
            pen += glyph.advance


def _uneven(lines: Sequence[ShownLine]) -> Iterator[tuple[ShownLine, list[float]]]:
    """The first line of each list whose texts differ in size: what a template repeats has one origin and one name."""
    lists: dict[tuple[str, str], list[ShownLine]] = defaultdict(list)
    for line in lines:
        if line.origin and line.name != CAPTION:
            lists[line.origin, line.name].append(line)
    for group in lists.values():
        sizes = sorted({round(line.size, 2) for line in group})
        if sizes[-1] - sizes[0] > UNEVEN:
            yield group[0], sizes
