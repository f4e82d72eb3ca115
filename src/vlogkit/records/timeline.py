"""A timeline: a story laid out for one format, in whole frames and pixels, ready to be drawn or inspected."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from vlogkit.records.base import Colour, Format, Record, Unit
from vlogkit.records.clips.soundtrack import Sound
from vlogkit.records.kept import KeptRecord, Upgrade
from vlogkit.records.registration import Registration
from vlogkit.records.templates.element_base import TransitionKind
from vlogkit.records.upgrades.scene_upgrades import arches_go_on_below

Ease = Literal["linear", "hold", "in", "out", "in-out", "expo-out"]
"""How a value travels to its key; in, out and in-out are cubic."""


class Key(Record):
    """A value at a frame of the scene; `ease` is how the value gets here from the key before."""

    frame: int
    value: float
    ease: Ease = "out"


Track = tuple[Key, ...]
"""Keys in rising order of frames; before the first and after the last the value stands still."""


class Box(Record):
    """Pixels from the frame's left top corner; even numbers where a layer stands still."""

    x: int
    y: int
    w: int = Field(gt=0)
    h: int = Field(gt=0)


class Motion(Record):
    """How a layer moves; an empty track means 1 for opacity, reveal and scale, 0 for dx and dy (pixels)."""

    opacity: Track = ()
    dx: Track = ()
    dy: Track = ()
    reveal: Track = ()
    """Share of the box that shows, from the left."""
    scale: Track = ()
    """Size as a share of that at rest, about the middle of the box."""


class Camera(Record):
    """What part of a picture shows: zoom 1 covers the box exactly; (x, y) is the point of the picture, 0–1, that
    stands as near to the box's centre as the picture's edges allow."""

    zoom: Track = ()
    x: Track = ()
    y: Track = ()


class LayerBase(Record):
    """`box` in pixels; `span` = first frame and the frame after the last, counted in the scene; None is the whole
    scene. `name` says which part of the template it came from; `origin` is that part's file:line:column."""

    name: str = ""
    origin: str = ""
    carry: str = ""
    """What it is called where it goes on in the scene after or comes from the one before."""
    box: Box
    span: tuple[int, int] | None = None
    opacity: Unit = 1.0
    motion: Motion = Motion()


class Fill(LayerBase):
    """A box of one colour, with rounded corners if `radius` > 0."""

    kind: Literal["fill"] = "fill"
    colour: Colour
    radius: int = 0


class Gradient(LayerBase):
    """A scrim: one colour whose alpha follows `stops` (position 0–1, alpha 0–1) from `edge` across the box;
    between stops alpha is interpolated by a smooth (monotone cubic) curve and dithered so that no band shows."""

    kind: Literal["gradient"] = "gradient"
    colour: Colour
    edge: Literal["top", "bottom", "left", "right"]
    stops: tuple[tuple[Unit, Unit], ...] = Field(min_length=2)


class Shade(LayerBase):
    """A soft band of one colour around words: behind each of the `areas` as strong as its own of the `strengths`, falling
    smoothly to nothing within `fall` pixels on every side, dithered so that no band shows."""

    kind: Literal["shade"] = "shade"
    colour: Colour
    areas: tuple[Box, ...] = Field(min_length=1)
    strengths: tuple[Unit, ...] = Field(min_length=1)
    fall: int = Field(gt=0)


class PictureLayer(LayerBase):
    """A picture file (absolute path) that covers its box; `sha256` is of the file's content."""

    kind: Literal["picture"] = "picture"
    file: str
    sha256: str
    camera: Camera = Camera()
    radius: int = 0
    beyond: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Pixels by which its rounded shape goes on beyond the left, top, right and bottom edge of the box, which cut it: an arch
    goes on below, a circle where it bleeds off the frame."""


class Effect(Record):
    """A MoviePy effect put on footage: the class name in `moviepy.video.fx` and its arguments."""

    name: str
    arguments: dict[str, JsonValue] = Field(default_factory=dict)


class FootageLayer(LayerBase):
    """A clip that covers its box; `start` is the second of the source shown at the layer's first frame; where the
    source ends before the layer, or `last` is reached, that frame stays."""

    kind: Literal["footage"] = "footage"
    file: str
    sha256: str
    start: float = 0.0
    last: float | None = None
    """The latest second of the source that shows; without it the source's end."""
    camera: Camera = Camera()
    effects: tuple[Effect, ...] = ()
    radius: int = 0
    blurred: bool = False
    """Shown out of focus: the backdrop of a clip of another shape."""
    veil: Unit = 0.0
    """How much of `veil_colour` lies over what is out of focus."""
    veil_colour: Colour = "#000000"


class Compare(LayerBase):
    """Two pictures in one framing; the first shows left of the divider (share of the width), the second right. With a
    `registration` the first is warped onto the second, and the cameras look at what both show."""

    kind: Literal["compare"] = "compare"
    before: str
    before_sha256: str
    after: str
    after_sha256: str
    before_camera: Camera = Camera()
    after_camera: Camera = Camera()
    registration: Registration | None = None
    divider: Track
    line: Colour
    line_width: int = 6


class TextStyle(Record):
    """How a text is set: pixels, multiples of the size (leading) and ems (tracking)."""

    family: str
    weight: int
    size: float = Field(gt=0)
    leading: float = 1.2
    tracking: float = 0.0
    word_space: float = 1.0
    """Multiples of the family's own space; letters that are drawn together leave spaces as they are."""
    tabular: bool = False


class TextLine(Record):
    """One line: the pen starts at `x` on `baseline`, in frame pixels; optical edges are already compensated there.
    `width` is that of its ink; `spans` are (start, end, colour) over characters, the rest has the layer's colour."""

    text: str
    x: float
    baseline: float
    width: float
    spans: tuple[tuple[int, int, Colour], ...] = ()


class Text(LayerBase):
    """Lines already broken and placed; drawn whole even where ink leaves the box."""

    kind: Literal["text"] = "text"
    lines: tuple[TextLine, ...]
    style: TextStyle
    colour: Colour
    language: str = "id"
    stroke: float = 0.0
    stroke_colour: Colour = "#000000"
    lit: Track = ()
    """Share of the lines, one after the other from the left, that is lit; empty is all."""
    unlit: Colour | Literal[""] = ""
    """The colour of what is not lit yet; without it the layer's, so that only spans are told apart."""
    pop: Track = ()
    """Size of the characters in spans as a share of that at rest, about their middle; empty is 1."""


class CounterStep(Record):
    """From `frame` on, this is what the counter reads."""

    frame: int
    text: str


class Counter(LayerBase):
    """A number that counts up: ready strings by frame, in slots that keep their width where there is more than one, the
    ink from the left edge `x` on (or to the right edge or the middle of the box), on one baseline."""

    kind: Literal["counter"] = "counter"
    steps: tuple[CounterStep, ...] = Field(min_length=1)
    style: TextStyle
    colour: Colour
    x: float
    baseline: float
    align: Literal["left", "right", "center"] = "left"
    language: str = "id"


class Vector(LayerBase):
    """An SVG drawing scaled into the box: motif, logo, icon, chip, panel, divider handle."""

    kind: Literal["vector"] = "vector"
    svg: str


LOGO_NAMES = frozenset(("mark", "wide", "crest"))
"""Names of the layers that are the agency's logo."""


class LogoLayer(LayerBase):
    """A logo kept as pixels (absolute path; `sha256` of the file's content) scaled into the box with its
    transparency."""

    kind: Literal["logo"] = "logo"
    file: str
    sha256: str


class Pattern(LayerBase):
    """A tile repeated over the box from the middle of its top edge, in one colour; the tile's alpha times `strength`
    shows. From the edge `fade` nothing shows for the share `clear` of the box, then it comes in smoothly."""

    kind: Literal["pattern"] = "pattern"
    tile: str
    """SVG of the tile; only its alpha counts."""
    tile_width: int = Field(gt=1)
    tile_height: int = Field(gt=1)
    colour: Colour
    strength: Unit
    fade: Literal["", "top", "bottom", "left", "right"] = ""
    clear: Unit = 0.0
    travel: tuple[int, int] = (0, 0)
    """Pixels a second by which the tiles move right and down under the fade, in steps of two."""
    since: int = 0
    """Frames that they have moved before the scene's first."""


class MapShape(Record):
    """An area of a map: its rings (x, y, x, y, … in the map's pixels) and how it is painted; lines are so wide at zoom 1."""

    rings: tuple[tuple[float, ...], ...]
    fill: Colour
    line: Colour
    line_width: float = Field(default=2.0, gt=0)


class MapLayer(LayerBase):
    """A map of `width` x `height` pixels that covers its box at zoom 1, under a camera that may come very close: shapes are
    drawn anew for what it comes to see."""

    kind: Literal["map"] = "map"
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    sea: Colour
    shapes: tuple[MapShape, ...]
    pixel: float = Field(default=1.0, gt=0)
    """Pixels of the frame for one of the map at which lines have their width."""
    camera: Camera = Camera()
    radius: int = 0


class Route(LayerBase):
    """A line through points (pixels of the frame) of which the share `length` is drawn."""

    kind: Literal["route"] = "route"
    points: tuple[tuple[float, float], ...] = Field(min_length=2)
    colour: Colour
    line_width: float = Field(gt=0)
    length: Track = ()


class Bar(LayerBase):
    """A rounded bar that grows from the left, or a column, flat at its foot, that grows up: `length` is the share of the
    box that is filled."""

    kind: Literal["bar"] = "bar"
    colour: Colour
    radius: int = 0
    grows: Literal["right", "up"] = "right"
    length: Track


class MovieClip(LayerBase):
    """A MoviePy clip made by `call` (`module:function`), drawn into the box; never the path of an ordinary layer."""

    kind: Literal["moviepy"] = "moviepy"
    call: str
    arguments: dict[str, JsonValue] = Field(default_factory=dict)


Layer = Annotated[
    Fill
    | Gradient
    | Shade
    | PictureLayer
    | FootageLayer
    | Compare
    | Text
    | Counter
    | Vector
    | LogoLayer
    | Pattern
    | MapLayer
    | Route
    | Bar
    | MovieClip,
    Field(discriminator="kind"),
]


class Transition(Record):
    """How a scene takes over from the one before; both share `frames` frames. `cut` has none."""

    kind: TransitionKind = "cut"
    frames: int = Field(default=0, ge=0)
    colour: Colour = "#000000"
    """Of a dip, and of the band at a wipe's edge."""
    accent: Colour = "#000000"
    direction: Literal["left", "right", "up", "down"] = "left"


class Scene(Record):
    """Layers from the back to the front over a ground colour. `enter` overlaps the scene before by its frames."""

    name: str
    frames: int = Field(gt=0)
    ground: Colour
    layers: tuple[Layer, ...]
    enter: Transition = Transition()
    still: int = 0
    """The frame of the scene at which everything has arrived: what a card or thumbnail shows."""


class Timeline(KeptRecord):
    """A video or a set of stills in one format; same timeline, same frames."""

    upgrades: ClassVar[tuple[Upgrade, ...]] = (arches_go_on_below,)
    schema_version: int = Field(default=2, ge=1)

    id: str
    format: Format
    width: int = Field(gt=0, multiple_of=2)
    height: int = Field(gt=0, multiple_of=2)
    rate: tuple[int, int] = (30, 1)
    scenes: tuple[Scene, ...] = Field(min_length=1)
    sound: Sound = Sound()

    def fps(self) -> Fraction:
        """Frames a second."""
        return Fraction(*self.rate)

    def starts(self) -> tuple[int, ...]:
        """The frame of the timeline at which each scene starts (its entering transition included)."""
        starts: list[int] = []
        at = 0
        for scene in self.scenes:
            at -= scene.enter.frames if starts else 0
            starts.append(at)
            at += scene.frames
        return tuple(starts)

    def frames(self) -> int:
        """Length of the whole timeline in frames."""
        return self.starts()[-1] + self.scenes[-1].frames

    def seconds(self) -> float:
        """Length of the whole timeline in seconds."""
        return float(self.frames() / self.fps())
