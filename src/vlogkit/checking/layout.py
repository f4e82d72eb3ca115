"""Find words that stand outside safe areas, overlap, are too small or break badly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

from pydantic import Field

from vlogkit.checking.text_lines import Rect, ShownLine, StagedOutput, elements, meet
from vlogkit.errors import Where, counted
from vlogkit.findings.codes import found
from vlogkit.findings.messages import shortened
from vlogkit.records.base import Format, Name, Record
from vlogkit.records.finding import Finding
from vlogkit.records.frame import least_size
from vlogkit.records.timeline import LOGO_NAMES, LogoLayer, Scene, Vector

TOUCH = 3.0
"""Pixels by which letters of two texts may meet before it counts: anti-aliased edges do."""
AGED_DAYS = 365


class Margins(Record):
    """Pixels from the edges."""

    top: int
    bottom: int
    left: int
    right: int


class SafeArea(Record):
    """The part of a frame that one place on one or more platforms leaves free."""

    name: Name
    label: str
    platforms: tuple[Name, ...]
    """Empty: every platform."""
    formats: tuple[Format, ...]
    kinds: tuple[Literal["video", "card"], ...]
    margins: Margins | None = None
    share: float | None = Field(default=None, gt=0, lt=0.5)
    """Of the width and height, at each edge; instead of margins."""
    source: str
    note: str = ""

    def rect(self, width: int, height: int) -> Rect:
        """Left, top, right, bottom in a frame."""
        if self.margins is None:
            share = self.share or 0.0
            return width * share, height * share, width * (1 - share), height * (1 - share)
        side = self.margins
        return side.left, side.top, width - side.right, height - side.bottom


class SafeAreas(Record):
    """`formats/safe-areas.yaml`."""

    checked: dt.date
    areas: tuple[SafeArea, ...]

    def for_platforms(self, names: Iterable[str]) -> tuple[SafeArea, ...]:
        """The areas of these platforms; a platform that no area names (a pack posted by hand) may go anywhere."""
        known = {platform for area in self.areas for platform in area.platforms}
        wanted = set(names)
        if not wanted or not wanted <= known:
            return self.areas
        return tuple(area for area in self.areas if not area.platforms or wanted & set(area.platforms))


def layout_findings(picture: StagedOutput, areas: Sequence[SafeArea]) -> Iterator[Finding]:
    """What is wrong with where the words of a video or card stand."""
    for scene, lines in picture.scenes():
        yield from _outside(picture, scene, lines, areas)
        yield from _overlaps(picture, scene, lines)
        yield from _small(picture, scene, lines)


def old_areas(areas: SafeAreas, today: dt.date) -> Iterator[Finding]:
    """A finding where nobody has compared the areas with the platforms for a year."""
    age = (today - areas.checked).days
    if age > AGED_DAYS:
        yield found(
            "safe-area-old",
            place=Where("formats/safe-areas.yaml"),
            measured=counted(age, "day"),
            limit=f"{AGED_DAYS} days",
        )


def _outside(
    picture: StagedOutput, scene: Scene, lines: Sequence[ShownLine], areas: Sequence[SafeArea]
) -> Iterator[Finding]:
    """Words and logos that leave an area; one finding for each text, with every area it leaves."""
    timeline = picture.timeline
    used = [a for a in areas if picture.format in a.formats and picture.kind in a.kinds]
    things = [(_words(group), group[0].origin, _around(group)) for group in elements(lines)]
    things += [("", layer.origin, rect_of(layer)) for layer in scene.layers if is_mark(layer)]
    for words, origin, rect in things:
        out = [(area, beyond(rect, area.rect(timeline.width, timeline.height))) for area in used]
        out = [(area, far) for area, far in out if far > TOUCH]
        if out:
            yield found(
                "outside-safe-area",
                "" if words else "logo",
                place=Where.read(origin),
                scene=scene.name,
                about=words,
                measured=f"{max(far for _, far in out):.0f} px outside",
                limit="0 px",
                areas=", ".join(area.label for area, _ in out),
                format=picture.format,
            )


def _words(group: Sequence[ShownLine]) -> str:
    return " ".join(line.text.strip() for line in group)


def _around(group: Sequence[ShownLine]) -> Rect:
    """The box around the ink of lines, but for what hangs over their edge."""
    _, top, right, bottom = zip(*(line.ink for line in group), strict=True)
    return min(line.ink[0] + line.hook for line in group), min(top), max(right), max(bottom)


def is_mark(layer: object) -> bool:
    """Whether a layer is the agency's logo."""
    return isinstance(layer, Vector | LogoLayer) and layer.name in LOGO_NAMES


def rect_of(layer: object) -> Rect:
    """The box of a layer."""
    box = layer.box  # type: ignore[attr-defined]  # every layer has one
    return box.x, box.y, box.x + box.w, box.y + box.h


def beyond(rect: Rect, area: Rect) -> float:
    """How far a rectangle leaves an area, pixels; 0 inside."""
    return max(0.0, area[0] - rect[0], area[1] - rect[1], rect[2] - area[2], rect[3] - area[3])


def _overlaps(picture: StagedOutput, scene: Scene, lines: Sequence[ShownLine]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for one, other in combinations(lines, 2):
        if one.layer == other.layer or not one.shown_with(other):
            continue
        size = meet(one.body(), other.body())
        if min(size) <= TOUCH or (one.name + one.text, other.name + other.text) in seen:
            continue
        seen.add((one.name + one.text, other.name + other.text))
        yield met("text-overlap", picture, scene, one, other, size)


def met(
    code: str, picture: StagedOutput, scene: Scene, one: ShownLine, other: ShownLine, size: tuple[float, float]
) -> Finding:
    """The finding that two lines of a scene run into each other by so many pixels, across and down."""
    return found(
        code,
        place=Where.read(other.origin),
        scene=scene.name,
        about=other.text,
        measured=f"{size[0]:.0f} × {size[1]:.0f} px",
        limit="0 px",
        other=shortened(one.text),
        format=picture.format,
    )


def _small(picture: StagedOutput, scene: Scene, lines: Sequence[ShownLine]) -> Iterator[Finding]:
    limit = least_size(picture.format) * min(picture.timeline.width, picture.timeline.height) / 1080
    for group in elements(lines):
        line = group[0]
        if line.size < limit - 0.01:
            yield found(
                "text-small",
                place=Where.read(line.origin),
                scene=scene.name,
                about=_words(group),
                measured=f"{line.size:g} px",
                limit=f"{limit:g} px",
                format=picture.format,
            )
