"""The pictures, clips and voices that a notice names, and what a person says of them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from vlogkit.records.base import Day, Record, Unit


def _said(minor: object) -> object:
    """Nothing written is nothing said, as in bundles and files of older versions."""
    return "unknown" if minor == "" else minor


Minor = Annotated[Literal["unknown", "no", "yes"], BeforeValidator(_said)]
"""Whether a child can be recognised; `unknown`: nobody has said."""

Framing = Literal["auto", "cover", "blur", "brand"]
"""How a clip fills another shape: `auto` follows face or motion and shows the whole on a blurred backdrop where that
would cut it; `cover` always crops; `blur` and `brand` always show the whole on a backdrop."""


class Picture(Record):
    """A picture file of the workspace with the words that replace it for who cannot see it."""

    file: str
    alt: str = ""
    focus: tuple[Unit, Unit] = (0.5, 0.5)
    """The point (x, y from the left top, 0–1) that every crop keeps."""
    date: Day | None = None
    credit: str = ""
    consent: str = ""
    """Who agreed to be seen, and who says so; without it faces are blurred. Plates always are."""
    minor: Minor = "unknown"

    def files(self) -> tuple[str, ...]:
        """Its file, as a clip's are all of its files."""
        return (self.file,)


class Trim(Record):
    """What of a clip is used: seconds of the source; without `out` to its end."""

    start: float = Field(default=0.0, ge=0, alias="in")
    end: float | None = Field(default=None, gt=0, alias="out")

    model_config = Record.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"`out` ({self.end:g}) is not after `in` ({self.start:g})")
        return self

    def pieces(self) -> tuple[tuple[float, float], ...]:
        """The part up to `out` as the one piece that may be seen; none where the clip is shown to its end."""
        return ((self.start, self.end),) if self.end is not None else ()


class BRoll(Record):
    """A picture or clip shown while somebody talks: from second `at` of the talk's source, or over its words `over`,
    for `seconds`."""

    file: str
    alt: str = ""
    at: float | None = Field(default=None, ge=0)
    over: str = ""
    """Words of the talk that it covers."""
    seconds: float | None = Field(default=None, ge=0.5, le=60)
    """How long; without it as long as the words of `over`, or 4 s."""
    trim: Trim = Trim()
    focus: tuple[Unit, Unit] | None = None
    inset: bool | None = None
    """Whether it is set into the film rather than over the whole of it; without it as the template likes."""
    consent: str = ""
    minor: Minor = "unknown"

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if (self.at is None) == (not self.over):
            raise ValueError(
                "say where it stands: either `at: 12.5` (seconds of the talk) or `over: words of the talk`"
            )
        return self


class Clip(Record):
    """A footage file of the workspace. Of somebody who talks (a template's `take`) its words become captions."""

    file: str
    alt: str = ""
    focus: tuple[Unit, Unit] | None = None
    """The point that every crop keeps; without it the face, or what moves, is followed."""
    trim: Trim = Trim()
    sound: bool = False
    pauses: Literal["keep", "tighten"] = "keep"
    cuts: str = ""
    """A cut list, as `vlogkit footage pauses` writes it and a person changes it; it replaces `trim` and `pauses`."""
    zoom_cuts: bool = False
    """Every second piece a little closer, so that a jump reads as a change of shot."""
    framing: Framing = "auto"
    steady: bool = False
    """Whether the shake of the hand is countered."""
    captions: str = ""
    """An SRT or VTT file of what is said, in seconds of the clip."""
    script: str = ""
    """A text file of what is read aloud; its words are found in the voice."""
    transcribe: bool = False
    """Whether the words come from speech recognition; needs `speech:` in the workspace's settings."""
    speaker: str = ""
    office: str = ""
    name_over: str = ""
    """Words of the talk at which the speaker's name comes; without it when the template lets it come."""
    question: str = ""
    """What the speaker was asked, shown as the answer begins."""
    sign: str = ""
    """A clip of somebody who signs what is said, filmed beside this one; it is cut with it."""
    broll: tuple[BRoll, ...] = ()
    consent: str = ""
    """Who agreed to be seen, and who says so. Faces are left as they are in a clip of somebody who talks, and blurred
    in every other clip without it."""
    minor: Minor = "unknown"

    @model_validator(mode="after")
    def _talk(self) -> Self:
        talk = [name for name in ("question", "sign", "broll", "zoom_cuts") if getattr(self, name)]
        if talk and not self.talks():
            raise ValueError(
                f"`{talk[0]}` is for a clip in which somebody talks: name its `speaker`, or give `captions` or `script`"
            )
        return self

    def files(self) -> tuple[str, ...]:
        """The clip's own file, that of who signs it, and what is shown over it."""
        return (self.file, *((self.sign,) if self.sign else ()), *(cover.file for cover in self.broll))

    def talks(self) -> bool:
        """Whether somebody talks in it, whose words are wanted."""
        return bool(
            self.speaker or self.captions or self.script or self.transcribe or self.cuts or self.pauses == "tighten"
        )


class Voice(Record):
    """A voice-over: a recording of the narration, or a draft voice (`file: draft`) that a person replaces."""

    file: str = Field(min_length=1)
    agreed: str = ""
    """Who agrees that the draft voice is published; without it nothing with it leaves."""

    @model_validator(mode="before")
    @classmethod
    def _shortly(cls, given: object) -> object:
        """`voice: draft` and `voice: voice/news.wav` say the file alone."""
        return {"file": given} if isinstance(given, str) else given

    def draft(self) -> bool:
        """Whether espeak-ng speaks."""
        return self.file == "draft"
