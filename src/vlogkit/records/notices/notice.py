"""Notices: what an agency has to tell, as read from its files — an update, a complaint or a tally."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from vlogkit.records.base import Javanese, Language, Name, Record, Unit
from vlogkit.records.caption import CaptionStyle

Minor = Literal["", "no", "yes"]
"""Whether a child can be recognised; empty: nobody has said."""

Framing = Literal["auto", "cover", "blur", "brand"]
"""How a clip fills another shape: `auto` follows face or motion and shows the whole on a blurred backdrop where that
would cut it; `cover` always crops; `blur` and `brand` always show the whole on a backdrop."""


class Picture(Record):
    """A picture file of the workspace with the words that replace it for who cannot see it."""

    file: str
    alt: str = ""
    focus: tuple[Unit, Unit] = (0.5, 0.5)
    """The point (x, y from the left top, 0–1) that every crop keeps."""
    date: dt.date | None = None
    credit: str = ""
    consent: str = ""
    """Who agreed to be seen, and who says so; without it faces are blurred. Plates always are."""
    minor: Minor = ""


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
    consent: str = ""
    minor: Minor = ""

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
    question: str = ""
    """What the speaker was asked, shown as the answer begins."""
    sign: str = ""
    """A clip of somebody who signs what is said, filmed beside this one; it is cut with it."""
    broll: tuple[BRoll, ...] = ()
    consent: str = ""
    """Who agreed to be seen, and who says so. Faces are left as they are in a clip of somebody who talks, and blurred
    in every other clip without it."""
    minor: Minor = ""

    @model_validator(mode="after")
    def _talk(self) -> Self:
        talk = [name for name in ("question", "sign", "broll", "zoom_cuts") if getattr(self, name)]
        if talk and not self.talks():
            raise ValueError(
                f"`{talk[0]}` is for a clip in which somebody talks: name its `speaker`, or give `captions` or `script`"
            )
        return self

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


class Fact(Record):
    """A number that proves something: 12.4 km, 22 minutes. A chart draws `lead` in the brand's colour."""

    label: str
    value: float
    unit: str = ""
    decimals: int = Field(default=0, ge=0, le=3)
    lead: bool = False


class Quote(Record):
    """Words of an office; `script` is the same in Javanese script where the office wrote it so."""

    text: str
    by: str
    office: str = ""
    script: str = ""


class Phone(Record):
    """A number that the agency publishes, and what it is for."""

    label: str
    number: str


class RecapItem(Record):
    """One of several pieces of news told together."""

    title: str = Field(min_length=1)
    place: str = ""
    summary: str = ""
    picture: Picture | None = None


class NoticeBase(Record):
    """What every notice has; `id` names the bundle and never changes."""

    id: Name
    template: Name
    title: str = Field(min_length=1)
    lang: Language = "id"
    javanese: Javanese | None = None
    """The register of the fixed words; without it, the brand's."""
    brand: Name | None = None
    place: str = ""
    date: dt.date | None = None
    summary: str = ""
    body: tuple[str, ...] = ()
    """Paragraphs of the narration, one caption flow each."""
    pictures: tuple[Picture, ...] = ()
    clips: tuple[Clip, ...] = ()
    voice: Voice | None = None
    captions: CaptionStyle | None = None
    """How captions follow the voice; without it as the brand says."""
    hashtags: tuple[str, ...] = ()
    link: str = ""
    posts: dict[str, str] = Field(default_factory=dict)
    """Post text a person wrote for one platform, which replaces the generated one."""


class Update(NoticeBase):
    """A program's news, an announcement, an event, a warning, a service question, a chart, a recap or a quote."""

    kind: Literal["update"] = "update"
    template: Name = "program-update"
    program: str = ""
    facts: tuple[Fact, ...] = ()
    steps: tuple[str, ...] = ()
    quote: Quote | None = None
    before: Picture | None = None
    after: Picture | None = None
    time: str = ""
    """The hours of an event, or when a warning was last true, as people say it: `08.00–12.00 WIB`."""
    phones: tuple[Phone, ...] = ()
    items: tuple[RecapItem, ...] = ()
    source: str = ""
    """Who counted, measured or warns."""
    window_from: dt.date | None = Field(default=None, alias="from")
    """First day of an event, or of what was counted."""
    window_to: dt.date | None = Field(default=None, alias="to")

    model_config = NoticeBase.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.window_from and self.window_to and self.window_to < self.window_from:
            raise ValueError("`to` is before `from`")
        return self


Stage = Literal["received", "verifying", "forwarded", "in_progress", "resolved", "rejected", "unknown"]
Outcome = Literal[
    "fixed", "answered", "referred", "no_issue_found", "duplicate", "out_of_scope", "spam", "withdrawn", "unknown"
]


class Event(Record):
    """One step in a complaint's life."""

    at: AwareDatetime
    kind: Literal["status", "response", "reopen", "rating"]
    by: str = ""
    text: str = ""
    stage: Stage | None = None
    rating: int | None = Field(default=None, ge=1, le=5)


class Complaint(NoticeBase):
    """A citizen's complaint after redaction; who reported it has no field at all."""

    kind: Literal["complaint"] = "complaint"
    template: Name = "complaint-resolved"
    source: str
    ticket: str
    stage: Stage = "unknown"
    outcome: Outcome = "unknown"
    category: str = ""
    channel: str = ""
    agency: str = ""
    district: str = ""
    text: str = ""
    """What was reported, redacted."""
    response: str = ""
    """What was done, redacted."""
    reported_at: AwareDatetime | None = None
    responded_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    deadline_hours: float = 48.0
    confidential: bool = False
    anonymous: bool = False
    before: Picture | None = None
    after: Picture | None = None
    events: tuple[Event, ...] = ()
    doubts: tuple[str, ...] = ()
    """What the import was unsure of, in words: a naive time, an unknown status."""

    def hours_to_close(self) -> float | None:
        """Hours from the report to closing, or None where either is unknown."""
        return _hours(self.reported_at, self.closed_at)

    def hours_to_respond(self) -> float | None:
        """Hours from the report to the first response, or None where either is unknown."""
        return _hours(self.reported_at, self.responded_at)


def _hours(start: dt.datetime | None, end: dt.datetime | None) -> float | None:
    return (end - start).total_seconds() / 3600 if start and end else None


class TallyPart(Record):
    """One counted class; `role` is the brand role it is coloured in."""

    label: str
    count: int = Field(ge=0)
    role: Literal["good", "brand", "accent", "mute"] = "mute"


class Point(Record):
    """A labelled value of a chart."""

    label: str
    value: float


class Series(Record):
    """Points that belong together: one line of a line chart, the bars of a bar chart."""

    label: str = ""
    points: tuple[Point, ...] = Field(min_length=1)


class Chart(Record):
    """Counts drawn: bars from zero, lines over weeks, or places in their order."""

    kind: Literal["bars", "lines", "ranking"]
    title: str
    unit: str = ""
    series: tuple[Series, ...] = Field(min_length=1)
    note: str = ""
    """What is counted, where the title does not say it."""


class Tally(NoticeBase):
    """Counts that sum to a total, with their source and their window."""

    kind: Literal["tally"] = "tally"
    template: Name = "tally"
    total: int = Field(gt=0)
    parts: tuple[TallyPart, ...] = Field(min_length=1)
    remainder: str = ""
    """Label of what the named parts leave over; without it the parts must sum to the total."""
    headline: str = ""
    """Label of the part that leads the card; the first one if empty."""
    source: str = Field(min_length=1)
    window_from: dt.date = Field(alias="from")
    window_to: dt.date = Field(alias="to")
    facts: tuple[Fact, ...] = ()
    """Numbers beside the counts: a median, a share, the change since the window before."""
    charts: tuple[Chart, ...] = ()

    model_config = NoticeBase.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    @model_validator(mode="after")
    def _sums(self) -> Self:
        left = self.total - sum(part.count for part in self.parts)
        if left < 0:
            raise ValueError(f"the parts sum to {self.total - left}, more than the total {self.total}")
        if left and not self.remainder:
            raise ValueError(
                f"the parts sum to {self.total - left} of {self.total}; name the other {left} with `remainder:`"
            )
        if self.window_to < self.window_from:
            raise ValueError("`to` is before `from`")
        if self.headline and self.headline not in [part.label for part in self.parts]:
            raise ValueError(f"`headline: {self.headline}` is not the label of a part")
        return self

    def all_parts(self) -> tuple[TallyPart, ...]:
        """The parts, and the named remainder as the last one; together they sum to the total."""
        left = self.total - sum(part.count for part in self.parts)
        rest = (TallyPart(label=self.remainder, count=left, role="mute"),) if left else ()
        return self.parts + rest

    def leading(self) -> TallyPart:
        """The part that leads the card."""
        return next((part for part in self.parts if part.label == self.headline), self.parts[0])


Notice = Annotated[Update | Complaint | Tally, Field(discriminator="kind")]
