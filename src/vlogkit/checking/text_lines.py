"""List the lines of text in a staged timeline, with their places, colours and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from vlogkit.records.base import Colour, Format
from vlogkit.records.timeline import Counter, Scene, Text, TextLine, Timeline, Track
from vlogkit.timelines.keyframes import passes
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import Style

Kind = Literal["video", "card"]

CAP = 0.72
"""Height of capitals over the baseline, in em, of the faces used here."""
BOLD = 700
CAPTION = "caption"
"""Name of the layers that burn captions in."""
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the frame."""


class ColouredSpan(NamedTuple):
    """Characters `start` to `end` of a line in a colour of their own, and the pixels between which they stand."""

    start: int
    end: int
    colour: Colour
    left: float
    right: float


@dataclass(frozen=True)
class ShownLine:
    """A line of words where it comes to rest. `layer` counts the scene's layers from the back; `pen` is where it is
    begun and `ink` the box around its letters; `first` and `last` are the frames between which it stands whole (last
    not included)."""

    text: str
    name: str
    origin: str
    layer: int
    pen: float
    baseline: float
    ink: Rect
    style: Style
    colour: Colour
    opacity: float
    first: int
    last: int
    hook: float = 0.0
    """Pixels by which the hook of a j hangs over the line's left edge, as it should."""
    spans: tuple[ColouredSpan, ...] = ()
    outline: Colour | None = None
    turns: bool = False
    """Whether the spans are highlighted one after the other, and stand in the line's own colour before and after."""

    @property
    def size(self) -> float:
        """Pixels per em."""
        return self.style.size

    def shown_with(self, other: ShownLine) -> bool:
        """Whether there is a frame in which both stand whole."""
        return self.first < other.last and other.first < self.last

    def body(self) -> Rect:
        """From the tops of the capitals to the baseline, as wide as the ink."""
        return self.ink[0], self.baseline - CAP * self.size, self.ink[2], self.baseline

    def large(self) -> bool:
        """Large text by the measure for bold text: 24 px bold up."""
        return self.size >= 24 and self.style.weight >= BOLD


@dataclass(frozen=True)
class StagedOutput:
    """A timeline, what it becomes (a video or a card), and the lines of words in each of its scenes."""

    timeline: Timeline
    kind: Kind
    lines: tuple[tuple[ShownLine, ...], ...]
    listed: bool = False
    """Whether it stands for the video in lists, where the agency's name and the title stand beside it."""

    @property
    def format(self) -> Format:
        """The format of the frame."""
        return self.timeline.format

    def scenes(self) -> Iterator[tuple[Scene, tuple[ShownLine, ...]]]:
        """Each scene with its lines."""
        yield from zip(self.timeline.scenes, self.lines, strict=True)


def picture_of(timeline: Timeline, kind: Kind, book: FontBook) -> StagedOutput:
    """A staged timeline with its words measured. Raises MissingGlyphError."""
    return StagedOutput(timeline, kind, tuple(tuple(lines_of(scene, book)) for scene in timeline.scenes))


def lines_of(scene: Scene, book: FontBook) -> Iterator[ShownLine]:
    """Every line of text and every counter of a scene, from the back to the front, but for what only comes along from
    the scene before; a caption whose words are highlighted one after the other is one text."""
    cue: list[ShownLine] = []
    ends = -1
    for index, layer in enumerate(scene.layers):
        if passes(layer):
            continue
        if isinstance(layer, Text):
            lines = list(_text(layer, index, scene.frames, book))
            if cue and layer.span and layer.span[0] == ends and _same(cue, lines):
                cue = [_joined(one, other) for one, other in zip(cue, lines, strict=True)]
            else:
                yield from cue
                cue = lines
            ends = layer.span[1] if layer.span and layer.name == CAPTION else -1
        elif isinstance(layer, Counter):
            yield from cue
            cue = []
            yield _counter(layer, index, scene.frames)
    yield from cue


def _same(one: list[ShownLine], other: list[ShownLine]) -> bool:
    """Whether two texts are the same words in the same place, whatever is highlighted in them."""
    return [(line.text, line.pen, line.baseline, line.colour) for line in one] == [
        (line.text, line.pen, line.baseline, line.colour) for line in other
    ]


def _joined(line: ShownLine, later: ShownLine) -> ShownLine:
    spans = tuple(dict.fromkeys((*line.spans, *later.spans)))
    return replace(line, last=later.last, spans=spans, turns=True)


def _text(layer: Text, index: int, frames: int, book: FontBook) -> Iterator[ShownLine]:
    first, last = standing(layer.motion.opacity, layer.motion.dy, layer.span, frames)
    style = Style.of(layer.style, layer.language, optical=False)
    thick = layer.stroke >= 0.04 * style.size
    for line in layer.lines:
        shaped = shape_line(line.text, style, book)
        box = shaped.ink.moved(line.x, line.baseline)
        ink = (box.left, box.top, box.right, box.bottom)
        yield ShownLine(
            text=line.text,
            name=layer.name,
            origin=layer.origin,
            layer=index,
            pen=line.x,
            baseline=line.baseline,
            ink=ink,
            style=style,
            colour=layer.colour,
            opacity=layer.opacity,
            first=first,
            last=last,
            hook=shaped.stem,
            spans=tuple(_spans(line, ink, style, book)),
            outline=layer.stroke_colour if thick else None,
        )


def _spans(line: TextLine, ink: Rect, style: Style, book: FontBook) -> Iterator[ColouredSpan]:
    """The coloured characters of a line with their places."""

    def reach(characters: int) -> float:
        """Where the ink of so many characters ends."""
        if characters <= 0:
            return ink[0]
        if characters >= len(line.text.rstrip()):
            return ink[2]
        return line.x + shape_line(line.text[:characters], style, book).advance

    for start, end, colour in line.spans:
        yield ColouredSpan(start, end, colour, reach(start), reach(end))


def _counter(layer: Counter, index: int, frames: int) -> ShownLine:
    first, last = standing(layer.motion.opacity, layer.motion.dy, layer.span, frames)
    box, arrived = layer.box, layer.steps[-1].frame
    ink = (box.x, layer.baseline - CAP * layer.style.size, box.x + box.w, layer.baseline)
    return ShownLine(
        text=layer.steps[-1].text,
        name=layer.name,
        origin=layer.origin,
        layer=index,
        pen=layer.x,
        baseline=layer.baseline,
        ink=ink,
        style=Style.of(layer.style, layer.language, optical=False),
        colour=layer.colour,
        opacity=layer.opacity,
        first=min(max(first, arrived), last - 1),
        last=last,
    )


def standing(opacity: Track, dy: Track, span: tuple[int, int] | None, frames: int) -> tuple[int, int]:
    """The frames in which a layer has arrived and not yet begun to leave: its span between its last key of arriving and
    the one from which it fades to nothing."""
    begin, end = span or (0, frames)
    if len(opacity) > 1 and opacity[-1].value == 0:
        end = min(end, opacity[-2].frame)
        opacity = opacity[:-2]
    arrived = max([begin, *(key.frame for track in (opacity, dy) for key in track)])
    return min(arrived, end - 1), max(end, begin + 1)


def elements(lines: Iterable[ShownLine]) -> Iterator[list[ShownLine]]:
    """The lines that belong to one text, in their order: neighbours with one name, origin, size and time apart by less
    than two lines."""
    group: list[ShownLine] = []
    for line in lines:
        if group and not _follows(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _follows(above: ShownLine, below: ShownLine) -> bool:
    same = (above.name, above.origin, above.style, above.colour) == (
        below.name,
        below.origin,
        below.style,
        below.colour,
    )
    together = above.first < below.last and below.first < above.last
    return same and together and 0 < below.baseline - above.baseline < 2 * above.size


def meet(one: Rect, other: Rect) -> tuple[float, float]:
    """Width and height of what two rectangles share; not positive where they are apart."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
