"""What laying out one scene needs at hand: brand, frame, fonts, files, clock, and the findings it gathers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from vlogkit.errors import InputError, Where
from vlogkit.findings.codes import found
from vlogkit.records.base import Colour, Language
from vlogkit.records.brand import Brand
from vlogkit.records.finding import Finding, Value
from vlogkit.records.frame import Frame, Rect
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Box, Layer
from vlogkit.seeing.seen import SeenFace
from vlogkit.staging.material import Material
from vlogkit.staging.motion import EntranceClock

Purpose = Literal["video", "card"]

OVER_CAPTIONS = {"lower": 28, "beside": 28, "sheet": 8, "under": 44, "plot": 44}
"""Zones of what stands right above the captions, however high those are, and the pixels between."""
DOWN_TO_CAPTIONS = ("sheet", "under", "plot")
"""Those of them that reach down to low captions, for lists and charts that need all the room there is."""
FIRM = 0.76
"""The scale of a stack from which on texts other than titles, and the gaps between them, shrink too."""
CLOSEST = 0.55
"""Share of themselves to which gaps shrink at most."""


@dataclass(frozen=True)
class Setting:
    """The setting of one scene; `scale` shrinks its texts towards their smallest size when a stack is too high. What is
    measured in a setting is drawn in it; only the clock runs on, and findings gather."""

    brand: Brand
    frame: Frame
    lang: Language
    clock: EntranceClock
    material: Material
    scene: str
    seconds: float
    scene_index: int = 0
    scene_count: int = 1
    captioned: bool = False
    """Whether captions run in the scene."""
    captions_top: int | None = None
    """The pixel row at which its highest caption begins, where that is known."""
    ground: Role = "deep"
    """The colour under everything of the scene."""
    kept: Mapping[str, tuple[SeenFace, ...]] = field(default_factory=dict)
    """By a picture's file the place in it that a person named, as a box that nothing may cover."""
    scale: float = 1.0
    titles: float = 1.0
    """How much less titles shrink than the rest of a stack, up to their own size."""
    most: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """No text of an origin and a name is set larger than this: those of a list are as large as the one with the least
    room."""
    findings: list[Finding] = field(default_factory=list)

    def close(self, gap: float) -> float:
        """A gap between pieces: in a stack that is made much smaller it shrinks with the texts, to a part of itself."""
        return gap * max(CLOSEST, min(1.0, self.scale / FIRM))

    def can_close(self) -> bool:
        """Whether gaps shrink further in a smaller setting."""
        return self.scale > CLOSEST * FIRM

    @property
    def purpose(self) -> Purpose:
        """A scene that stands still is a card."""
        return "card" if self.clock.still else "video"

    def aside(self) -> Setting:
        """The same setting to try something out in: its clock and its findings are its own."""
        return replace(self, clock=replace(self.clock), findings=[])

    def colour(self, role: Role) -> Colour:
        """The brand's colour of a role."""
        return str(getattr(self.brand.colours, role))

    def zone(self, name: str, origin: str = "") -> Rect:
        """The rectangle of a zone; there may be room where captions would run."""
        zones = self.frame.zones
        if self.purpose == "card":
            zones = zones | self.frame.card_zones
        elif not self.captioned:
            zones = zones | self.frame.uncaptioned_zones
        if name in OVER_CAPTIONS and self.captions_top is not None:
            x, y, right, bottom = zones[name]
            low = self.captions_top - OVER_CAPTIONS[name]
            return x, y, right, low if name in DOWN_TO_CAPTIONS else min(bottom, low)
        if name in zones:
            return zones[name]
        raise InputError(f"there is no zone `{name}`", where=origin or None, hint=f"Known: {', '.join(sorted(zones))}.")

    def find(
        self, code: str, *, origin: str, about: str = "", measured: str = "", limit: str = "", **params: Value
    ) -> None:
        """Keep a finding about this scene; without an origin it is about a caption."""
        self.findings.append(
            found(
                code,
                place=Where.read(origin),
                scene=self.scene,
                about=about,
                measured=measured,
                limit=limit,
                format=self.frame.format,
                **params,  # type: ignore[arg-type]  # what a message names is none of found's own arguments
            )
        )


@dataclass(frozen=True)
class Spot:
    """Where a measured piece is put, in pixels of the frame."""

    x: float
    y: float
    width: float
    height: float


def rect_of_spot(spot: Spot) -> Rect:
    """The nearest whole pixels of a spot."""
    return round(spot.x), round(spot.y), round(spot.x + spot.width), round(spot.y + spot.height)


@dataclass(frozen=True)
class Piece:
    """A measured element: its size, where its (last) baseline lies below its top, and how it is drawn at a spot."""

    width: float
    height: float
    draw: Callable[[Spot], list[Layer]]
    baseline: float | None = None
    grow: bool = False
    shrinkable: bool = False
    sizes: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Pixels of the em of each text and number in it, by origin and name; of several with the same, the smallest."""
    fills: bool = False
    """Whether it takes the height that is left, beside others too, as a picture without a height of its own does."""


def least_sizes(pieces: Iterable[Piece]) -> dict[tuple[str, str], float]:
    """The smallest size of each kind of text in some pieces."""
    least: dict[tuple[str, str], float] = {}
    for piece in pieces:
        for key, size in piece.sizes.items():
            least[key] = min(size, least.get(key, size))
    return least


def even(value: float) -> int:
    """The nearest even pixel: chroma has half the resolution, and an overlay at rest must fall on it."""
    return 2 * round(value / 2)


def box(x: float, y: float, width: float, height: float) -> Box:
    """An even box of at least two pixels."""
    left, top = even(x), even(y)
    return Box(x=left, y=top, w=max(2, even(x + width) - left), h=max(2, even(y + height) - top))


def box_of(rect: Rect) -> Box:
    """The box of a zone."""
    return box(rect[0], rect[1], rect[2] - rect[0], rect[3] - rect[1])


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from the first to the second, in sRGB."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
