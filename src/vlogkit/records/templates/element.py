"""Elements: what a template's scene shows, in sizes relative to the frame's type scale and zones, free of pixels.

In a template their words hold Jinja; in a story the same elements stand filled in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, JsonValue, model_validator

from vlogkit.records.base import ChartForm, Record, Unit
from vlogkit.records.templates.element_base import (
    Decimals,
    ElementBase,
    Length,
    Lockup,
    Number,
    Place,
    Role,
    TypeName,
    TypeSize,
)
from vlogkit.records.templates.element_case import BubbleElement, MilestonesElement, StampElement
from vlogkit.records.templates.element_ground import (
    CompareElement,
    FillElement,
    FootageElement,
    MapElement,
    MotifElement,
    PictureElement,
    ScrimElement,
)


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
    like: tuple[str, ...] | str = ()
    """What stands in this place on other pages: as large, and with as much room, as the longest of them needs."""
    weight: int | None = None
    opacity: Unit = 1.0
    ground: Role | None = None
    """A shape of this colour that hugs the lines, for words on a film or picture."""


class CounterElement(ElementBase):
    """A number that counts up to its value and stops there, with what stands before and after it."""

    type: Literal["counter"] = "counter"
    value: Number
    decimals: Decimals | str | None = None
    """Digits after the comma; without it as many as the value has."""
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
    """A bar cut into the parts of a whole, and under it each part's label and count below a line of its colour; the parts
    sum to the whole. None stands alone in a row."""

    type: Literal["parts"] = "parts"
    parts: tuple[Part, ...] | str
    role: Role = "ink"
    label_role: Role = "mute"
    height: Length = 88
    columns: int = Field(default=6, ge=1, le=6)
    """At most; as many as have room."""


class ChartItem(Record):
    """One bar or point of a chart."""

    label: str
    value: float
    written: str
    number: str = ""
    """The value without its unit, for where several stand close together."""
    short: str = ""
    """The label with its months shortened, for where it has little room."""
    role: Role = "brand"
    numbered: bool = True
    """Whether it has a place of its own in a ranking; a row that stands for several has none."""


class ChartElement(ElementBase):
    """Counts from zero, in the form that suits them; what does not lead stands in a tint of the brand. It takes the room
    that is left."""

    type: Literal["chart"] = "chart"
    items: tuple[ChartItem, ...] | str
    form: ChartForm | str = "bars"
    """`columns`, `line`, `dots`, `slope`, `ranking` or `bars`, or the Jinja that gives one."""
    per: int | str = 1
    """How many of what is counted a dot stands for."""
    role: Role = "ink"
    label_role: Role = "mute"
    height: Length = 28
    """Least thickness of a bar."""
    style: TypeName = "label"


class LineItem(Record):
    """One line of a line chart: its points from left to right, and the last one's value written beside its end."""

    label: str
    written: str
    points: tuple[ChartItem, ...] = Field(min_length=1)
    role: Role = "brand"


class LinesElement(ElementBase):
    """Lines over the same points, such as weeks, from zero up: numbers at the left, the points' names below, and each
    line's name at its end. It takes the height that is left, at least `height`."""

    type: Literal["lines"] = "lines"
    items: tuple[LineItem, ...] | str
    label_role: Role = "mute"
    height: Length = 360
    style: TypeName = "label"


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
    size: tuple[TypeSize, TypeSize] | None = None
    """Largest and smallest pixels: few or short items are as large as the height allows."""
    lines: int = Field(default=3, ge=1, le=40)
    gap: Length = 32
    first: int | str = 1
    bullets: bool = False


class ChipElement(ElementBase):
    """A word or two on a small ground."""

    type: Literal["chip"] = "chip"
    words: str
    style: TypeName = "label"
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
    plate: bool = False
    """Whether the brand's mark stands on a plate, as over a clip, whose tones nobody knows beforehand."""


class EmblemElement(ElementBase):
    """A drawing that stands for a feast, such as a ketupat, as large as the room that is left, up to `size`."""

    type: Literal["emblem"] = "emblem"
    emblem: str
    """One of the [emblems](#icons)."""
    role: Role = "accent"
    second_role: Role = "paper"
    shade_role: Role = "deep"
    """The colour of its outlines and shaded parts."""
    size: int = Field(default=900, ge=160, le=1200)
    least: int = Field(default=240, ge=80, le=900)
    """Pixels that it needs; words beside it shrink for it."""


class IdentityElement(ElementBase):
    """Logo, the agency's short name, and a second line; `mark: false` leaves the logo out. A wide logo says the name
    itself, and stands for both."""

    type: Literal["identity"] = "identity"
    first: str = "{{ agency.short }}"
    second: str = "{{ agency.office }}"
    role: Role = "paper"
    second_role: Role | None = None
    mark: bool = True
    lockup: Lockup | None = None
    """The form of the logo, instead of the brand's."""

    @model_validator(mode="before")
    @classmethod
    def _agency_is_said(cls, data: object) -> object:
        """Its own words count as said: they are Jinja, and have to be filled in wherever the element is laid out."""
        own = {"first": "{{ agency.short }}", "second": "{{ agency.office }}"}
        return {**own, **data} if isinstance(data, Mapping) else data


class LowerThirdElement(ElementBase):
    """Who speaks: a name and an office on the brand's bar."""

    type: Literal["lower-third"] = "lower-third"
    first: str
    second: str = ""
    at: Number = 0.0
    """Second of the scene at which it comes, in place of `delay`."""
    seconds: Number = 0.0
    """For how long; 0 is as its stack says."""


class QrElement(ElementBase):
    """A QR code of an address, dark on a light panel; `size` pixels wide."""

    type: Literal["qr"] = "qr"
    words: str
    role: Role = "ink"
    ground: Role = "paper"
    size: int = Field(default=300, ge=120, le=900)


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
    direction: Literal["column", "row", "turns"] = "column"
    """`turns`: one after the other in one place, each until the next one's `delay`; a column where nothing moves."""
    gap: Length = 24
    at: Literal["top", "middle", "bottom", "spread"] = "top"
    place: tuple[Place, ...] = ()
    """For a stack directly in a scene: where in its zone it may stand, the best liked first. It stands where it covers
    no face nor focus and the picture is quiet; the picture is cropped to suit."""
    align: Literal["left", "center", "right", "baseline", "top"] = "left"
    """Across the stack; `baseline` and `top` are for rows."""
    ground: Role | None = None
    ground_opacity: Unit = 1.0
    radius: Length | None = None
    """Of a panel's corners, instead of the brand's."""
    pad: Length = 0
    pad_x: Length | None = None
    width: float = Field(default=1.0, gt=0, le=1)
    """Share of the room it is given."""


class SlotElement(ElementBase):
    """Where a composition puts what a template fills a slot with. `zone`, `enter`, `delay`, `leave`, `hidden`, `only` and
    `carry` hold for whatever stands there; `look`, and the other keys of `formats`, for elements of the slot's own type."""

    type: Literal["slot"] = "slot"
    name: str
    look: dict[str, JsonValue] = Field(default_factory=dict)
    """Keys of the slot's look that are others in this place."""

    @model_validator(mode="after")
    def _formats_fit(self) -> Self:
        """They are keys of what will stand there, and are looked at with it."""
        return self


Element = Annotated[
    PictureElement
    | FootageElement
    | CompareElement
    | FillElement
    | ScrimElement
    | MotifElement
    | MapElement
    | TextElement
    | CounterElement
    | BarElement
    | PartsElement
    | ChartElement
    | LinesElement
    | LeafElement
    | StepsElement
    | ChipElement
    | BubbleElement
    | MilestonesElement
    | StampElement
    | IconElement
    | EmblemElement
    | IdentityElement
    | LowerThirdElement
    | QrElement
    | QuoteMarkElement
    | RuleElement
    | SpacerElement
    | ProgressElement
    | MoviePyElement
    | StackElement
    | SlotElement,
    Field(discriminator="type"),
]


@cache
def build_elements() -> None:
    """Build the validators of all kinds of elements at once. What holds elements takes them over then; otherwise a
    template, a composition, a stack and a story each build all of them for themselves."""
    union, _ = get_args(Element)
    for kind in get_args(union):
        kind.model_rebuild()
