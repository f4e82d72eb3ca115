"""Elements that cover a zone: pictures, footage, comparisons, flat and patterned grounds, and scrims."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue, field_validator

from vlogkit.records.base import Unit
from vlogkit.records.notices.media import Framing
from vlogkit.records.templates.element_base import ElementBase, Length, Number, PictureShape, Role


class PictureElement(ElementBase):
    """A picture that covers its zone and drifts towards its focus by at most `drift` of its size a second."""

    type: Literal["picture"] = "picture"
    file: str
    focus: tuple[Unit, Unit] | str = (0.5, 0.5)
    closer: float = Field(default=1.0, ge=1, le=2)
    """How much closer it is seen than its zone needs."""
    drift: float = Field(default=0.02, ge=-0.02, le=0.02)
    radius: Length | None = None
    """Of the corners; without it, square over a zone and the brand's in a stack."""
    shape: PictureShape | None = None
    """How it is cut where it covers the frame, instead of the brand's way; a brand that does not let pictures bleed gives
    them a room of their own beside the words."""
    height: Length = 0
    """Pixels inside a stack, at a frame 1080 wide."""
    least: float = Field(default=0.0, ge=0, le=1)
    """Share of the frame's height that it has at least where it takes what is left of a stack."""
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
    """A picture before and a picture after. With words that the picture places, or `apart`, each has a room of its own, and
    both show the same place with what changed. Else, and in a video whose divider ends at a side, so that one stands whole, pictures
    of one place are laid over each other, with a divider that sets off at second `sweep` from `start` through a second
    place to `stop` (shares of the width); others stand side by side."""

    type: Literal["compare"] = "compare"
    before: str
    after: str
    focus: tuple[Unit, Unit] | str = (0.5, 0.5)
    before_label: str = ""
    after_label: str = ""
    """Words on a chip in a corner of each picture, in rooms of their own one in which nothing changed; seen while there is
    room for it, and over the scene's scrim."""
    labels: Literal["top", "bottom"] = "bottom"
    start: Unit = 0.86
    through: Unit | None = None
    """Where the divider turns; without it as far from the right as it starts from the left."""
    stop: Unit = 0.5
    sweep: Number = 1.4
    apart: bool = False
    """Whether each has a room of its own where no words stand beside them, too."""
    handle: Unit | None = None
    """Height of the handle in the zone; without it, right above the labels, where no words stand."""
    drift: float = Field(default=0.02, ge=-0.02, le=0.02)
    """How much closer both pictures come in a second, as one picture does."""
    closer: float = Field(default=1.0, ge=1, le=2)
    """How much closer they are seen than the zone needs, where they are laid over each other."""


class MapElement(ElementBase):
    """A map of Central Java: it shows the province, comes closer to the regencies that are meant, and marks a place or draws
    a route there. As emergency several regencies are lit at once."""

    type: Literal["map"] = "map"
    regencies: str = ""
    """Words that name them, such as the notice's place: `Kabupaten Demak, Kudus`. They are lit."""
    pin: str = ""
    """`centre` for the middle of the first regency, or latitude and longitude: `-6.89, 110.64`."""
    label: str = ""
    """Words beside the pin, or names of the regencies in their order: `Demak; Kudus`. A line leads to what they name."""
    route: str = ""
    """Latitudes and longitudes of a line that draws itself: `-6.97, 110.42; -7.06, 110.44`."""
    zoom: bool | str = True
    seconds: Number = 2.5
    """Second at which the camera has come close; then the pin lands."""
    fit: str = ""
    """Zone in which the province, and then what is meant, is shown; without it the map's own."""
    sea: Role = "deep"
    land: Role = "paper"
    strength: Unit = 0.16
    """How much of the land's colour lies over the sea's."""
    role: Role = "accent"
    """Of the regencies that are meant."""
    pin_role: Role = "paper"
    label_role: Role = "ink"
    radius: Length = 0

    @field_validator("pin", "route")
    @classmethod
    def _places(cls, text: str) -> str:
        """Points that are filled in are points; Jinja is looked at when it is."""
        if "{" not in text and text.strip() not in {"", "centre"}:
            coordinates(text)
        return text

    def points(self) -> list[tuple[float, float]]:
        """The route's points as longitude and latitude."""
        return coordinates(self.route) if self.route.strip() else []

    def pin_point(self) -> tuple[float, float] | None:
        """Where the pin stands, as longitude and latitude; None for the middle of a regency."""
        return None if self.pin.strip() in {"", "centre"} else coordinates(self.pin)[0]


def coordinates(text: str) -> list[tuple[float, float]]:
    """Points as people write them, latitude first, as longitude and latitude. Raises ValueError."""
    points = []
    for part in text.strip(" ;").split(";"):
        numbers = part.replace("[", " ").replace("]", " ").replace("(", " ").replace(")", " ").split(",")
        try:
            latitude, longitude = (float(number) for number in numbers)
        except ValueError:
            raise ValueError(f"`{part.strip()}` is not a latitude and a longitude like `-6.89, 110.64`") from None
        if not (-11 <= latitude <= 6 and 95 <= longitude <= 141):
            raise ValueError(f"`{part.strip()}` is not in Indonesia; the latitude comes first: `-6.89, 110.64`")
        points.append((longitude, latitude))
    return points


class FillElement(ElementBase):
    """A flat ground."""

    type: Literal["fill"] = "fill"
    role: Role
    opacity: Unit = 1.0
    radius: Length = 0


class ScrimElement(ElementBase):
    """What makes words readable on a picture: a soft dark or pale band around the words themselves, as strong as they
    need and no stronger; in a brand with `look: light` a panel of paper."""

    type: Literal["scrim"] = "scrim"
    role: Role = "deep"
    """Of the panel that words get where no band is enough."""
    edge: Literal["words"] = "words"


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
