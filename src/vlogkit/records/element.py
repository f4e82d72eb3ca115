"""Elements: what a template's scene shows, in sizes relative to the frame's type scale and zones, free of pixels.

In a template their words hold Jinja; in a story the same elements stand filled in."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    JsonValue,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)

from vlogkit.records.base import Format, Record, Unit
from vlogkit.records.notice import Framing

Role = Literal["brand", "deep", "accent", "ink", "paper", "mute", "good"]
"""A colour by its part in the brand."""

Length = Annotated[int, Field(ge=0, le=4000)]
"""Pixels at a frame 1080 wide."""

TypeSize = Annotated[float, Field(ge=8, le=1200)]
"""Pixels of a letter's em."""

Decimals = Annotated[int, Field(ge=0, le=6)]

Number = float | str
"""A number; in a template also the Jinja that gives it."""

Enter = Literal["rise", "fade", "wipe", "none"]
TypeName = Literal["display", "title", "heading", "number", "lead", "body", "label", "small", "caption"]


class ElementBase(Record):
    """`zone` places an element that stands directly in a scene; inside a stack the stack places it."""

    name: str = ""
    when: str = ""
    """Jinja; the element is left out where it gives nothing or false."""
    each: str = ""
    """Jinja giving a list; the element is repeated with `item` and `index` (from 1)."""
    zone: str = ""
    enter: Enter | None = None
    delay: float = 0.0
    """Seconds after its turn at which the element enters."""
    hidden: bool = False
    """Leave the element out; mostly said for one format."""
    only: Literal["", "video", "card"] = ""
    """Show the element in the video, or on the card, of a scene that is both."""
    formats: dict[Format, dict[str, JsonValue]] = Field(default_factory=dict)
    """Keys that differ in one format."""
    origin: str = ""

    @model_serializer(mode="wrap")
    def _with_type(self, dump: SerializerFunctionWrapHandler) -> dict[str, object]:
        """`type` is always written, first: without it nobody can read the element back."""
        return {"type": getattr(self, "type", ""), **dump(self)}

    @model_validator(mode="after")
    def _formats_fit(self) -> Self:
        """What `formats` says is as strict as the element itself."""
        for name, changes in self.formats.items():
            inside = {} if "items" in changes or "items" not in type(self).model_fields else {"items": ()}
            own = self.model_dump(exclude={"formats", "items"} if inside else {"formats"})
            try:
                type(self).model_validate(own | inside | changes)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                key = ".".join(str(part) for part in first["loc"])
                raise ValueError(f"`formats.{name}.{key}`: {first['msg']}") from None
        return self


class PictureElement(ElementBase):
    """A picture that covers its zone and drifts towards its focus by at most `drift` of its size a second."""

    type: Literal["picture"] = "picture"
    file: str
    focus: tuple[Unit, Unit] | str = (0.5, 0.5)
    drift: float = Field(default=0.014, ge=-0.02, le=0.02)
    radius: Length = 0
    height: Length = 0
    """Pixels inside a stack, at a frame 1080 wide."""
    at: Number = 0.0
    """Second of the scene from which it is seen, in a video."""
    seconds: Number = 0.0
    """For how long; 0 is to the scene's end."""


class FootageElement(ElementBase):
    """A clip that covers its zone; without length of its own it stays on its last frame."""

    type: Literal["footage"] = "footage"
    file: str
    focus: tuple[Unit, Unit] | str = ""
    """The point that a crop keeps; empty: as `framing` finds."""
    framing: Framing | str = "cover"
    """`auto` follows a face or motion, and shows the whole on a blurred backdrop where a crop would cut it; `cover`
    crops around the middle; `blur` and `brand` show the whole on a backdrop."""
    start: Number = 0.0
    pieces: tuple[tuple[float, float], ...] | str = ()
    """Stretches of the source, seconds, shown one after the other in place of all from `start` on."""
    zoom_cuts: bool | str = False
    """Every second piece a little closer."""
    steady: bool | str = False
    """Counter the shake of the hand."""
    at: Number = 0.0
    """Second of the scene from which it is seen."""
    seconds: Number = 0.0
    """For how long; 0 is to the scene's end."""
    radius: Length = 0
    sound: bool | str = False
    """Whether it is heard, the music stepping back."""
    voice: bool | str = False
    """Whether its sound is cleaned and levelled as a voice."""
    effects: dict[str, dict[str, JsonValue]] = Field(default_factory=dict)
    """MoviePy effects by name, with their arguments."""


class CompareElement(ElementBase):
    """Two pictures in one framing with a divider that travels from `start` to `stop` (shares of the width)."""

    type: Literal["compare"] = "compare"
    before: str
    after: str
    focus: tuple[Unit, Unit] | str = (0.5, 0.5)
    start: Unit = 0.86
    stop: Unit = 0.5
    handle: Unit = 0.5
    """Height of the handle in the zone."""


class FillElement(ElementBase):
    """A flat ground."""

    type: Literal["fill"] = "fill"
    role: Role
    opacity: Unit = 1.0
    radius: Length = 0


class ScrimElement(ElementBase):
    """A darkening from one edge that stands where words stand: full `strength` behind the texts and captions nearest
    to the edge, then a smooth fall over `fall` of the frame. A number for `reach` says where it ends instead."""

    type: Literal["scrim"] = "scrim"
    role: Role = "deep"
    edge: Literal["top", "bottom", "left", "right"] = "bottom"
    strength: Unit = 0.88
    fall: Unit = 0.12
    reach: Unit | None = None
    hold: Unit = 0.35
    """Share of a given reach that keeps full strength."""


class MotifElement(ElementBase):
    """A batik pattern, drawn from parameters, fading towards `fade`."""

    type: Literal["motif"] = "motif"
    pattern: str = ""
    """kawung, parang or truntum; empty is the brand's."""
    role: Role = "paper"
    strength: Unit = 0.14
    scale: float = Field(default=1.0, gt=0.2, le=4)
    fade: Literal["", "top", "bottom", "left", "right"] = "top"
    clear: Unit = 0.0
    """Share of the zone, from the faded edge, that stays empty."""


class TextElement(ElementBase):
    """Words in a style of the type scale; `*so*` sets words in the highlight's role."""

    type: Literal["text"] = "text"
    words: str
    style: TypeName = "body"
    role: Role = "ink"
    highlight: Role = "accent"
    lines: int = Field(default=3, ge=1, le=40)
    align: Literal["left", "center", "right"] = "left"
    size: tuple[TypeSize, TypeSize] | None = None
    """Largest and smallest pixels, where the type scale does not fit the purpose."""
    weight: int | None = None
    opacity: Unit = 1.0


class CounterElement(ElementBase):
    """A number that counts up to its value and stops there, with what stands before and after it."""

    type: Literal["counter"] = "counter"
    value: Number
    decimals: Decimals | str = 0
    before: str = ""
    after: str = ""
    style: TypeName = "number"
    role: Role = "brand"
    align: Literal["left", "center", "right"] = "left"
    size: tuple[TypeSize, TypeSize] | None = None


class BarElement(ElementBase):
    """A bar filled to `value` (0–1) over a track."""

    type: Literal["bar"] = "bar"
    value: Number
    role: Role = "accent"
    track: Role = "paper"
    track_opacity: Unit = 0.2
    height: Length = 18


class Part(Record):
    """A class of a whole: its label, count, written count, share (0–1) and colour role."""

    label: str
    count: float
    written: str
    share: float = Field(ge=0, le=1)
    role: Role


class PartsElement(ElementBase):
    """A bar cut into the parts of a whole, with a legend; the parts sum to the whole."""

    type: Literal["parts"] = "parts"
    parts: tuple[Part, ...] | str
    role: Role = "ink"
    label_role: Role = "mute"
    height: Length = 88
    columns: int = Field(default=3, ge=1, le=6)


class ChartItem(Record):
    """One bar or point of a chart."""

    label: str
    value: float
    written: str
    role: Role = "brand"


class ChartElement(ElementBase):
    """Horizontal bars, one a row, from zero; the longest is the full width. `ranked` numbers the rows."""

    type: Literal["chart"] = "chart"
    items: tuple[ChartItem, ...] | str
    role: Role = "ink"
    label_role: Role = "mute"
    height: Length = 28
    gap: Length = 32
    style: TypeName = "label"
    labels: Literal["above", "left"] = "above"
    """Labels over their bars, or in a column beside them where the room is wide."""
    ranked: bool = False


class LeafElement(ElementBase):
    """A leaf of a calendar: the month in a band, the day large, the weekday below; `size` pixels wide."""

    type: Literal["leaf"] = "leaf"
    month: str
    day: str
    weekday: str = ""
    size: int = Field(default=320, ge=160, le=900)
    role: Role = "ink"
    ground: Role = "paper"
    band: Role = "accent"
    band_role: Role = "ink"


class StepsElement(ElementBase):
    """A numbered list."""

    type: Literal["steps"] = "steps"
    items: tuple[str, ...] | str
    role: Role = "ink"
    number_role: Role = "brand"
    style: TypeName = "body"
    lines: int = Field(default=3, ge=1, le=40)
    gap: Length = 32
    first: int | str = 1
    bullets: bool = False


class ChipElement(ElementBase):
    """A word or two on a small ground."""

    type: Literal["chip"] = "chip"
    words: str
    role: Role = "ink"
    ground: Role = "accent"
    opacity: Unit = 1.0
    icon: str = ""


class IconElement(ElementBase):
    """An icon by name, or the brand's mark for `mark`."""

    type: Literal["icon"] = "icon"
    icon: str
    role: Role = "accent"
    size: int = Field(default=72, ge=8, le=1200)


class IdentityElement(ElementBase):
    """Logo, the agency's short name, and a second line; `mark: false` leaves the logo out."""

    type: Literal["identity"] = "identity"
    first: str = "{{ agency.short }}"
    second: str = "{{ agency.office }}"
    role: Role = "paper"
    second_role: Role | None = None
    mark: bool = True


class LowerThirdElement(ElementBase):
    """Who speaks: a name and an office on the brand's bar."""

    type: Literal["lower-third"] = "lower-third"
    first: str
    second: str = ""


class QuoteMarkElement(ElementBase):
    """An opening quotation mark as a picture."""

    type: Literal["quote-mark"] = "quote-mark"
    role: Role = "accent"
    size: int = Field(default=84, ge=8, le=1200)


class RuleElement(ElementBase):
    """A short bar of the accent."""

    type: Literal["rule"] = "rule"
    role: Role = "accent"
    width: Length = 96
    height: Length = 8


class SpacerElement(ElementBase):
    """Empty room: `size` pixels, or all that is left for `grow`."""

    type: Literal["spacer"] = "spacer"
    size: Length = 0
    grow: bool = False


class ProgressElement(ElementBase):
    """Where the video is: a segment a scene, the current one filling."""

    type: Literal["progress"] = "progress"
    role: Role = "accent"
    track: Role = "paper"
    height: Length = 8


class MoviePyElement(ElementBase):
    """A MoviePy clip: `call` is `module:function` importable in this installation."""

    type: Literal["moviepy"] = "moviepy"
    call: str = Field(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")
    arguments: dict[str, JsonValue] = Field(default_factory=dict)


class StackElement(ElementBase):
    """Elements below or beside each other; with a `ground` it is a panel."""

    type: Literal["stack"] = "stack"
    items: tuple[Element, ...]
    direction: Literal["column", "row"] = "column"
    gap: Length = 24
    at: Literal["top", "middle", "bottom", "spread"] = "top"
    align: Literal["left", "center", "right", "baseline", "top"] = "left"
    """Across the stack; `baseline` and `top` are for rows."""
    ground: Role | None = None
    ground_opacity: Unit = 1.0
    radius: Length = 36
    pad: Length = 0
    pad_x: Length | None = None
    width: float = Field(default=1.0, gt=0, le=1)
    """Share of the room it is given."""


Element = Annotated[
    PictureElement
    | FootageElement
    | CompareElement
    | FillElement
    | ScrimElement
    | MotifElement
    | TextElement
    | CounterElement
    | BarElement
    | PartsElement
    | ChartElement
    | LeafElement
    | StepsElement
    | ChipElement
    | IconElement
    | IdentityElement
    | LowerThirdElement
    | QuoteMarkElement
    | RuleElement
    | SpacerElement
    | ProgressElement
    | MoviePyElement
    | StackElement,
    Field(discriminator="type"),
]
StackElement.model_rebuild()
