"""A brand: an agency's look as data — colours by role, type, logos, motif — and the days on which it holds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from vlogkit.records.base import Colour, Javanese, Language, Name, Record, Unit
from vlogkit.records.caption import CaptionStyle
from vlogkit.records.templates.element_base import Look, Role


class Agency(Record):
    """How the agency signs: full name, short name, and the office or body it belongs to."""

    name: str
    short: str
    office: str = ""
    handle: str = ""
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


class Typeface(Record):
    """Family and weights; families lie in `fonts/` of the workspace or among the shipped ones."""

    family: str = "Plus Jakarta Sans"
    strong: int = 800
    normal: int = 600


def _is_drawing(name: str) -> str:
    """Raises ValueError for the name of anything but an SVG drawing."""
    if name and not name.lower().endswith(".svg"):
        raise ValueError(f"should name an SVG drawing, and `{name}` is none; ask the designer for the logo as SVG")
    return name


Drawing = Annotated[str, AfterValidator(_is_drawing)]


class Logo(Record):
    """Files (of the workspace or shipped) and the room around: clear space in shares of its size, minimum pixels."""

    mark: Drawing
    mark_on_dark: Drawing = ""
    clear_space: Unit = 0.25
    min_size: int = 64


class Motif(Record):
    """The batik pattern of this brand."""

    pattern: Literal["kawung", "parang", "truntum"] = "kawung"
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
    logo: Logo
    motif: Motif = Motif()
    hashtags: tuple[str, ...] = ()
    mandatory: tuple[Literal["logo", "agency", "place", "date", "source"], ...] = ("logo",)
    lang: Language = "id"
    javanese: Javanese = "krama"
    """The register of the fixed words where an item is in Javanese."""
    captions: CaptionStyle = "plain"
    """How captions follow a voice whose words are timed."""
    music_seed: int = 1
    tempo: float = 90.0
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
