"""A brand: an agency's look as data — colours by role, form, logos, motif — and the days on which it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from vlogkit.records.base import Colour, Day, Javanese, Language, Name, Record, Site, Unit
from vlogkit.records.caption import CaptionStyle
from vlogkit.records.clips.soundtrack import Mood
from vlogkit.records.templates.element_base import (
    Length,
    Lockup,
    Look,
    PictureShape,
    Role,
    Side,
    TransitionKind,
    TypeName,
)

MotifRole = Literal["ground", "border", "crop"]
NumberStyle = Literal["plain", "underline", "block"]

DISPLAY: frozenset[TypeName] = frozenset(("display", "title", "heading", "number"))
"""The styles of the type scale that are set in the display family."""


class Agency(Record):
    """How the agency signs: full name, short name, and the office or body it belongs to."""

    name: str
    short: str
    office: str = ""
    handle: str = ""
    site: Site = ""
    """Where the agency is on the web, such as `jatengprov.contoh`."""
    whatsapp: str = ""
    """The number at which the agency answers, as it is written."""
    aliases: tuple[str, ...] = ()


class Colours(Record):
    """One colour a role."""

    brand: Colour
    deep: Colour
    accent: Colour
    ink: Colour
    paper: Colour
    mute: Colour
    good: Colour


class DisplayFace(Record):
    """What titles, headings and numbers are set in; what is not said is as in the text."""

    family: str = ""
    weight: int | None = None
    scale: float = Field(default=1.0, ge=0.7, le=1.5)
    """By how much titles are set larger than in other families of their height: a narrow family has room for more."""
    tracking: float = Field(default=0.0, ge=-0.05, le=0.1)
    """Em between letters, over that of the format's type scale."""


class TextFace(Record):
    """What everything else is set in, with its strong and its normal weight."""

    family: str = "Plus Jakarta Sans"
    strong: int = 800
    normal: int = 600


class Typeface(Record):
    """A pair of families; they lie in `fonts/` of the workspace or among the shipped ones."""

    display: DisplayFace = DisplayFace()
    text: TextFace = TextFace()

    @model_validator(mode="before")
    @classmethod
    def _of_one_family(cls, data: object) -> object:
        """A brand written before there were pairs names one family and its weights."""
        if not isinstance(data, Mapping):
            return data
        older = {key: value for key, value in data.items() if key in TextFace.model_fields}
        if not older:
            return data
        text = data.get("text", {})
        rest = {key: value for key, value in data.items() if key not in older}
        return {**rest, "text": {**older, **text} if isinstance(text, Mapping) else text}

    def face(self, style: TypeName, *, strong: bool) -> tuple[str, int]:
        """Family and weight of a style of the type scale."""
        if style in DISPLAY:
            return self.display.family or self.text.family, self.display.weight or self.text.strong
        return self.text.family, self.text.strong if strong else self.text.normal


LOGO_FILES = (".svg", ".png")


def _is_logo_file(name: str) -> str:
    """Raises ValueError for the name of anything but an SVG drawing or a PNG picture."""
    if name and not name.lower().endswith(LOGO_FILES):
        raise ValueError(f"should name an SVG drawing or a PNG picture, and `{name}` is neither")
    return name


LogoFile = Annotated[str, AfterValidator(_is_logo_file)]


class Logo(Record):
    """Files (of the workspace or shipped), SVG or PNG, and the room around: clear space in shares of its height, minimum
    pixels of its height. A version for dark grounds that is missing is made where the logo would vanish there."""

    mark: LogoFile
    """A sign that stands alone in a square."""
    mark_on_dark: LogoFile = ""
    wide: LogoFile = ""
    """Sign and name side by side."""
    wide_on_dark: LogoFile = ""
    crest: LogoFile = ""
    """A coat of arms with its detail; it is shown larger than a mark."""
    crest_on_dark: LogoFile = ""
    lockup: Lockup = "mark"
    """Which of them signs a picture."""
    clear_space: Unit = 0.25
    min_size: int = 64

    @model_validator(mode="after")
    def _lockup_is_there(self) -> Self:
        if self.lockup != "mark" and not self.file(self.lockup):
            raise ValueError(f"`lockup` is {self.lockup}, and no file is named as `{self.lockup}`")
        return self

    def file(self, lockup: Lockup, *, on_dark: bool = False) -> str:
        """The file of a lockup, the version for dark grounds where there is one; empty without the lockup."""
        files = {
            "mark": (self.mark, self.mark_on_dark),
            "wide": (self.wide, self.wide_on_dark),
            "crest": (self.crest, self.crest_on_dark),
        }
        usual, dark = files[lockup]
        return dark if on_dark and dark else usual

    def files(self) -> dict[str, str]:
        """Every file that is named, by its key."""
        keys = ("mark", "mark_on_dark", "wide", "wide_on_dark", "crest", "crest_on_dark")
        return {key: name for key in keys if (name := str(getattr(self, key)))}


class Motif(Record):
    """The batik pattern of this brand, and how it is used."""

    pattern: Literal["kawung", "parang", "truntum"] = "kawung"
    role: MotifRole = "ground"
    """`ground`: a quiet texture; `border`: a strong band along an edge of the frame; `crop`: a few giant forms, cut by
    the frame."""
    scale: float = Field(default=1.0, ge=0.4, le=3)
    strength: float = Field(default=1.0, ge=0, le=2)


class Brand(Record):
    """`brands/NAME.yaml`."""

    name: Name
    label: str
    extends: Name | None = None
    agency: Agency
    colours: Colours
    pairs: tuple[tuple[Role, Role], ...] = ()
    """Allowed pairs of text role and ground role; empty allows every pair with enough contrast."""
    look: Look = "bold"
    """`bold`: full grounds of the brand's colours and pictures that fill the frame. `light`: paper grounds, ink, the
    brand's colour as band, number and panel, and pictures in a room of their own."""
    type: Typeface = Typeface()
    anchor: Side = "top"
    """Where the block of words stands when the picture leaves the choice."""
    picture: PictureShape = "bleed"
    """The shape that pictures are cut to: the whole frame, an arch, a circle, or a hard edge beside the words."""
    radius: Length = 36
    """Pixels of the corners of panels at a frame 1080 wide; chips and lower thirds follow it. 0 is square."""
    numbers: NumberStyle = "plain"
    """How large numbers stand: bare, over a thick line of the accent, or on a block of it."""
    transition: TransitionKind = "wipe"
    """How scenes follow each other where a template does not say."""
    logo: Logo
    motif: Motif = Motif()
    hashtags: tuple[str, ...] = ()
    mandatory: tuple[Literal["logo", "agency", "place", "date", "source"], ...] = ("logo",)
    lang: Language = "id"
    javanese: Javanese = "krama"
    """The register of the fixed words where an item is in Javanese."""
    captions: CaptionStyle = "plain"
    """How captions follow a voice whose words are timed."""
    mood: Mood = "calm"
    """The character of the music."""
    music_seed: int = 1
    tempo: float = 90.0
    valid_from: Day | None = None
    valid_to: Day | None = None
