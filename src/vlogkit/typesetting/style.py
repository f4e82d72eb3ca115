"""What a caller asks of a text: a style, coloured spans, and boxes in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from vlogkit.records.timeline import TextStyle

Align = Literal["start", "left", "center", "right"]
Shape = Literal["balanced", "below", "filled"]


@dataclass(frozen=True)
class Style:
    """How a text looks.

    size: pixels per em. leading: line height as a multiple of the size. tracking: em added after each
    character of Latin, Greek and Cyrillic text (other scripts join or stack, so they keep their own spacing), but
    never taken from a space. word_space: multiples of the family's own space.
    align: `start` is left, or right for a text that begins in a right-to-left script. language: a BCP 47 tag;
    it picks the breaking words and localised glyphs. tabular: digits of one width. features: OpenType
    features by tag. optical: line edges are the ink of their first and last glyph, so that large and small
    text stand on one edge.
    """

    family: str = "Plus Jakarta Sans"
    weight: int = 600
    size: float = 40.0
    leading: float = 1.25
    tracking: float = 0.0
    word_space: float = 1.0
    align: Align = "start"
    language: str = "id"
    tabular: bool = False
    italic: bool = False
    features: tuple[tuple[str, int], ...] = ()
    optical: bool = True

    @classmethod
    def of(cls, style: TextStyle, language: str, *, optical: bool) -> Style:
        """A timeline's style. `optical` for a text that is to be placed, not for a timeline's lines: their pens stand at
        optical edges already."""
        return cls(
            family=style.family,
            weight=style.weight,
            size=style.size,
            leading=style.leading,
            tracking=style.tracking,
            word_space=style.word_space,
            align="left",
            language=language,
            tabular=style.tabular,
            optical=optical,
        )


class Span(NamedTuple):
    """Characters `start` to `end` (not included) of the text as given, in the colour of that index."""

    start: int
    end: int
    colour: int


class Bounds(NamedTuple):
    """A rectangle in pixels, y downwards; empty when right <= left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        return max(0.0, self.bottom - self.top)

    @property
    def empty(self) -> bool:
        return self.right <= self.left or self.bottom <= self.top

    def moved(self, dx: float, dy: float) -> Bounds:
        return Bounds(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def joined(self, other: Bounds) -> Bounds:
        """The smallest box around both; an empty one adds nothing."""
        if self.empty:
            return other
        if other.empty:
            return self
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Bounds(left, top, max(self.right, other.right), max(self.bottom, other.bottom))


NO_INK = Bounds(0.0, 0.0, 0.0, 0.0)
