"""A scene of a timeline comes in; its lines of words, with their places, colours and times, go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vlogkit.records.base import Colour, Format
from vlogkit.records.timeline import Counter, Scene, Text, Timeline, Track

CAP = 0.72
"""Height of capitals over the baseline, in em, of the faces used here."""
DESCENT = 0.22
"""How far descenders reach below the baseline, in em."""
BOLD = 700
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the frame."""


@dataclass(frozen=True)
class Picture:
    """A timeline and what it becomes: a video or a card."""

    timeline: Timeline
    kind: str

    @property
    def format(self) -> Format:
        """The format of the frame."""
        return self.timeline.format


@dataclass(frozen=True)
class Line:
    """A line of words where it comes to rest. `layer` counts the scene's layers from the back; `first` and `last` are
    the frames between which it stands whole (last not included)."""

    text: str
    name: str
    origin: str
    layer: int
    left: float
    right: float
    baseline: float
    size: float
    weight: int
    family: str
    tracking: float
    colour: Colour
    opacity: float
    first: int
    last: int
    spans: tuple[tuple[int, int, Colour], ...] = ()
    outline: Colour | None = None

    def body(self) -> Rect:
        """From the tops of the capitals to the baseline."""
        return self.left, self.baseline - CAP * self.size, self.right, self.baseline

    def ink(self) -> Rect:
        """The room of the letters, descenders included."""
        return self.left, self.baseline - CAP * self.size, self.right, self.baseline + DESCENT * self.size

    def large(self) -> bool:
        """Large text by WCAG's measure for bold text: 24 px bold up."""
        return self.size >= 24 and self.weight >= BOLD


def lines_of(scene: Scene) -> Iterator[Line]:
    """Every line of text and every counter of a scene, from the back to the front."""
    for index, layer in enumerate(scene.layers):
        if isinstance(layer, Text):
            yield from _text(layer, index, scene.frames)
        elif isinstance(layer, Counter):
            yield _counter(layer, index, scene.frames)


def _text(layer: Text, index: int, frames: int) -> Iterator[Line]:
    first, last = standing(layer.motion.opacity, layer.motion.dy, layer.span, frames)
    style = layer.style
    thick = layer.stroke >= 0.04 * style.size
    for line in layer.lines:
        yield Line(
            text=line.text, name=layer.name, origin=layer.origin, layer=index, left=line.x, right=line.x + line.width,
            baseline=line.baseline, size=style.size, weight=style.weight, family=style.family, tracking=style.tracking,
            colour=layer.colour, opacity=layer.opacity, first=first, last=last, spans=line.spans,
            outline=layer.stroke_colour if thick else None,
        )  # fmt: skip


def _counter(layer: Counter, index: int, frames: int) -> Line:
    first, last = standing(layer.motion.opacity, layer.motion.dy, layer.span, frames)
    style, box = layer.style, layer.box
    return Line(
        text=layer.steps[-1].text, name=layer.name, origin=layer.origin, layer=index, left=box.x, right=box.x + box.w,
        baseline=layer.baseline, size=style.size, weight=style.weight, family=style.family, tracking=style.tracking,
        colour=layer.colour, opacity=layer.opacity, first=min(max(first, layer.steps[-1].frame), last - 1), last=last,
    )  # fmt: skip


def standing(opacity: Track, dy: Track, span: tuple[int, int] | None, frames: int) -> tuple[int, int]:
    """The frames in which a layer has arrived: all of its span after its last key."""
    begin, end = span or (0, frames)
    arrived = max([begin, *(key.frame for track in (opacity, dy) for key in track)])
    return min(arrived, end - 1), end


def elements(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines that belong to one text, in their order: neighbours with one name, origin, size and time apart by less
    than two lines."""
    group: list[Line] = []
    for line in lines:
        if group and not _follows(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _follows(above: Line, below: Line) -> bool:
    same = (above.name, above.origin, above.size, above.colour) == (below.name, below.origin, below.size, below.colour)
    together = above.first < below.last and below.first < above.last
    return same and together and 0 < below.baseline - above.baseline < 2 * above.size


def meet(one: Rect, other: Rect) -> tuple[float, float]:
    """Width and height of what two rectangles share; not positive where they are apart."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def short(text: str, limit: int = 60) -> str:
    """The beginning of a text, in quotation marks."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= limit else text[: limit - 1].rstrip() + '…'}”"
