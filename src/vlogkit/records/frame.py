"""The frame a format gives: its size, zones and type scale (`config/formats/NAME.yaml`)."""

from __future__ import annotations

from pydantic import Field

from vlogkit.records.base import Format, Record
from vlogkit.records.templates.element_base import TypeName

Rect = tuple[int, int, int, int]
"""x, y, right, bottom in pixels."""


def least_size(format_: Format) -> int:
    """The smallest size of any text in a format, pixels of its em: about 1.8 mm on a phone, which shows portrait
    closest to the eye and narrowest."""
    return 30 if format_ == "portrait" else 28


class LengthStep(Record):
    """The largest size, in pixels, of a text of at most so many words."""

    words: int = Field(gt=0)
    size: float


class TypeStep(Record):
    """A style of the type scale: pixels from `size` down to `smallest`, leading, tracking in em, strong or normal."""

    size: float
    smallest: float
    """Where room is short; a title that is set by its length may become as small as this too."""
    by_length: tuple[LengthStep, ...] = ()
    """Larger sizes for short texts, by their number of words, the fewest first."""
    leading: float = 1.25
    tracking: float = 0.0
    strong: bool = False

    def sizes(self, words: int) -> tuple[float, float]:
        """The largest and the smallest size of a text of so many words."""
        fitting = next((step.size for step in self.by_length if words <= step.words), self.size)
        return fitting, self.smallest


class CaptionRules(Record):
    """How captions stand in this format."""

    characters: int
    lines: int
    align: str = "left"


class Frame(Record):
    """One format. `zones` while captions run; `card_zones` replaces some of them on stills, and `uncaptioned_zones` in
    scenes of a video without captions."""

    format: Format
    width: int = Field(multiple_of=2)
    height: int = Field(multiple_of=2)
    checked: str
    """The day on which the safe area was last compared with the platforms."""
    zones: dict[str, Rect]
    card_zones: dict[str, Rect] = Field(default_factory=dict)
    uncaptioned_zones: dict[str, Rect] = Field(default_factory=dict)
    type: dict[TypeName, TypeStep]
    captions: CaptionRules
