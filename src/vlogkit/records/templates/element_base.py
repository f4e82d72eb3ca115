"""What every element has: where it stands, when it is shown, and what differs in one format."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, SerializerFunctionWrapHandler, ValidationError, model_serializer, model_validator

from vlogkit.records.base import Format, Record

Role = Literal["brand", "deep", "accent", "ink", "paper", "mute", "good"]
"""A colour by its part in the brand."""

Look = Literal["bold", "light"]
"""How a brand's roles are used: full grounds of its colours, or paper with ink and the colour as an accent."""

Side = Literal["top", "bottom", "left", "right", "middle"]
"""Where a block of words may stand in a frame."""

PictureShape = Literal["bleed", "arch", "circle", "split"]
"""How a picture is cut: over the whole frame, under a round arch, to a circle, or with a hard edge beside the words."""

Lockup = Literal["mark", "wide", "crest"]
"""The forms that a logo comes in."""

TransitionKind = Literal["cut", "fade", "dip", "slide", "push", "wipe"]
"""How one scene follows another."""

Length = Annotated[int, Field(ge=0, le=4000)]
"""Pixels at a frame 1080 wide."""

TypeSize = Annotated[float, Field(ge=8, le=1200)]
"""Pixels of a letter's em."""

Decimals = Annotated[int, Field(ge=0, le=6)]

Number = float | str
"""A number; in a template also the Jinja that gives it."""

Enter = Literal["rise", "fade", "wipe", "none", "read"]
"""`read`: words stand in a quieter tone and are lit one after the other, as fast as they are read."""

Place = Literal["top", "bottom", "left", "right", "middle"]
"""A part of a zone in which a block of words may stand."""

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
    leave: float = Field(default=0.0, ge=0)
    """Second of the scene at which it fades out, in a video; 0 is never."""
    carry: str = ""
    """A word of the template's choice: an element with the same one in the next scene is what becomes of this one, and
    moves from here to its own place and size."""
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
