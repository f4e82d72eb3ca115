"""Lay out a map of Central Java: the province first, then the regencies that are meant, with a pin or a route."""

from __future__ import annotations

import math
from typing import NamedTuple

from vlogkit.media.regencies import Point, Regency, named_in, regencies
from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import ChipElement
from vlogkit.records.templates.element_ground import MapElement
from vlogkit.records.timeline import Camera, Fill, Key, Layer, MapLayer, MapShape, Motion, Route, Vector
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.compound import chip_piece
from vlogkit.staging.setting import Setting, Spot, box, box_of, mix
from vlogkit.staging.shapes.svg_shapes import pin_svg

SPARE = 1.5
"""Times the box that the map is large, so that regencies at its edge can come to the middle."""
CLOSEST = 9.0
"""Times that a regency may be enlarged against the province."""
FILLED = 0.7
"""Share of the room that what is meant fills in the end."""
MAINLAND = -6.3
"""Degrees: islands north of it do not decide how large the province is."""
DRIFT = 1.05
KEYS = 14
PIN = (76, 104)
DOT = 26
DRAWING, LANDING = 1.8, 0.3
"""Seconds in which a route draws itself, and a pin comes down."""
LINE, ROUTE, CASING = 2.2, 12.0, 22.0


class _Window(NamedTuple):
    """What is seen of the map, in its pixels."""

    left: float
    top: float
    width: float


class _Sheet(NamedTuple):
    """The map's pixels: so many for a degree of longitude and of latitude, from a corner on."""

    west: float
    north: float
    across: float
    down: float

    def at(self, point: Point) -> tuple[float, float]:
        """The pixel of a point."""
        return (point[0] - self.west) * self.across, (self.north - point[1]) * self.down


def regional_map(element: MapElement, rect: Rect, setting: Setting) -> list[Layer]:
    """The map, and what is marked on it. A place that is not clear is a finding. Raises InputError."""
    area = box_of(rect)
    shown = _meant(element, setting)
    route = element.points()
    pin = element.pin_point()
    room = setting.zone(element.fit, element.origin) if element.fit else rect
    inner = (room[0] - area.x, room[1] - area.y, room[2] - area.x, room[3] - area.y)
    sheet = _sheet(inner, (area.w, area.h))
    start = _Window(area.w * (SPARE - 1) / 2, area.h * (SPARE - 1) / 2, area.w)
    focus = route or ([pin] if pin else []) or [point for one in shown for ring in one.rings for point in ring]
    end = (
        _closer([sheet.at(point) for point in focus], shown, sheet, inner, (area.w, area.h))
        if focus and element.zoom
        else start
    )
    layer = MapLayer(
        name=element.name or "map", origin=element.origin, box=area, width=round(area.w * SPARE), height=round(area.h * SPARE),
        sea=setting.colour(element.sea), shapes=_shapes(element, shown, sheet, setting), radius=element.radius,
        camera=_camera(element, start, end, (area.w, area.h), setting, drifts=not route),
    )  # fmt: skip

    def on_frame(point: Point) -> tuple[float, float]:
        x, y = sheet.at(point)
        scale = area.w / end.width
        return area.x + (x - end.left) * scale, area.y + (y - end.top) * scale

    marks = _route([on_frame(point) for point in route], element, setting) if route else []
    if not route and (element.pin or element.label) and (pin or shown):
        marks = _pin(on_frame(pin or shown[0].centre), element, setting)
    return [layer, *marks]


def _meant(element: MapElement, setting: Setting) -> list[Regency]:
    """The regencies that the element's words name; a finding where they name none or are not clear."""
    if not element.regencies.strip():
        return []
    named = named_in(element.regencies)
    if not named.found:
        variant = "near" if named.near else ""
        near = ", ".join(named.near[:3])
        setting.find("place-unknown", variant=variant, origin=element.origin, about=element.regencies, near=near)
    known = regencies()
    return [known[name] for name in named.found]


def _sheet(room: Rect, size: tuple[int, int]) -> _Sheet:
    """The map's scale and corner, so that the province fills the room where the camera begins."""
    points = [point for one in regencies().values() for ring in one.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points if y < MAINLAND)
    flat = math.cos(math.radians((south + north) / 2))
    width, height = room[2] - room[0], room[3] - room[1]
    down = min(width / ((east - west) * flat), height / (north - south))
    across = down * flat
    middle_x = (room[0] + room[2]) / 2 + size[0] * (SPARE - 1) / 2
    middle_y = (room[1] + room[3]) / 2 + size[1] * (SPARE - 1) / 2
    return _Sheet((west + east) / 2 - middle_x / across, (south + north) / 2 + middle_y / down, across, down)


def _closer(
    points: list[tuple[float, float]], shown: list[Regency], sheet: _Sheet, room: Rect, size: tuple[int, int]
) -> _Window:
    """The window in which the points stand in the middle of the room and, with their regencies, fill it."""
    around = [*points, *(sheet.at(point) for one in shown for ring in one.rings for point in ring)]
    middle = points if len(points) == 1 else around
    x, y = _middle([x for x, _ in middle]), _middle([y for _, y in middle])
    wide = max(8.0, 2 * max(abs(one - x) for one, _ in around))
    high = max(8.0, 2 * max(abs(one - y) for _, one in around))
    zoom = max(1.0, min(CLOSEST, FILLED * (room[2] - room[0]) / wide, FILLED * (room[3] - room[1]) / high))
    left = x - (room[0] + room[2]) / 2 / zoom
    top = y - (room[1] + room[3]) / 2 / zoom
    width, height = size[0] / zoom, size[1] / zoom
    return _Window(min(max(0.0, left), size[0] * SPARE - width), min(max(0.0, top), size[1] * SPARE - height), width)


def _middle(values: list[float]) -> float:
    return (max(values) + min(values)) / 2


def _shapes(element: MapElement, shown: list[Regency], sheet: _Sheet, setting: Setting) -> tuple[MapShape, ...]:
    """The regencies, those that are meant last, so that their borders lie on top."""
    sea = setting.colour(element.sea)
    land, lit = mix(sea, setting.colour(element.land), element.strength), setting.colour(element.role)
    names = {one.name for one in shown}
    order = [*(one for one in regencies().values() if one.name not in names), *shown]
    return tuple(
        MapShape(
            rings=tuple(
                tuple(round(value, 2) for point in ring for value in sheet.at(point)) for ring in regency.rings
            ),
            fill=lit if regency.name in names else land,
            line=sea,
            line_width=LINE,
        )
        for regency in order
    )


def _camera(
    element: MapElement, start: _Window, end: _Window, size: tuple[int, int], setting: Setting, *, drifts: bool
) -> Camera:
    """From the province to what is meant, as evenly as one comes closer on foot: each moment by the same share."""
    clock = setting.clock
    if clock.still or start.width == end.width:
        return _looking([(0, end)], size)
    last = min(clock.at(float(element.seconds)), clock.frames - 1)
    begin = clock.at(0.3)
    ratio = start.width / end.width
    keys: list[tuple[int, _Window]] = [(0, start)]
    for turn in range(KEYS + 1):
        share = turn / KEYS
        eased = share * share * (3 - 2 * share)
        width = start.width / ratio**eased
        way = (start.width - width) / (start.width - end.width)
        place = _Window(*(a + (b - a) * way for a, b in zip(start, end, strict=True)))
        keys.append((round(begin + (last - begin) * share), place))
    if drifts and clock.frames - 1 > last:
        keys.append((clock.frames - 1, _drifted(end, element, setting)))
    clock.settled = max(clock.settled, last)
    return _looking(sorted(dict(keys).items()), size)


def _drifted(window: _Window, element: MapElement, setting: Setting) -> _Window:
    """A little closer still, about the middle of the room, where the pin stands."""
    room = setting.zone(element.fit, element.origin) if element.fit else None
    frame = setting.frame
    x = (room[0] + room[2]) / 2 / frame.width if room else 0.5
    y = (room[1] + room[3]) / 2 / frame.height if room else 0.5
    width = window.width / DRIFT
    spare = window.width - width
    return _Window(window.left + spare * x, window.top + spare * frame.height / frame.width * y, width)


def _looking(places: list[tuple[int, _Window]], size: tuple[int, int]) -> Camera:
    """The camera that sees windows at frames, and between them what lies between."""
    zoom = tuple(Key(frame=f, value=round(SPARE * size[0] / w.width, 5), ease="linear") for f, w in places)
    across = tuple(
        Key(frame=f, value=round((w.left + w.width / 2) / (SPARE * size[0]), 6), ease="linear") for f, w in places
    )
    down = tuple(
        Key(frame=f, value=round((w.top + w.width * size[1] / size[0] / 2) / (SPARE * size[1]), 6), ease="linear")
        for f, w in places
    )
    return Camera(zoom=zoom, x=across, y=down)


def _landing(setting: Setting, second: float) -> Motion:
    """Coming down on the map."""
    clock = setting.clock
    if clock.still:
        return Motion()
    start = min(clock.at(second), clock.frames - 2)
    end = min(start + clock.at(LANDING), clock.frames - 1)
    clock.settled = max(clock.settled, end)
    return Motion(opacity=between(start, end, 0, 1, "out"), dy=between(start, end, -56, 0, "out"))


def _pin(at: tuple[float, float], element: MapElement, setting: Setting) -> list[Layer]:
    """A pin whose point stands on the place, and below it the place's name."""
    x, y = at
    layers: list[Layer] = []
    if element.pin:
        drawing = pin_svg(*PIN, setting.colour(element.pin_role), setting.colour(element.role))
        place = box(x - PIN[0] / 2, y - PIN[1], *PIN)
        layers.append(
            Vector(
                name="pin",
                origin=element.origin,
                box=place,
                svg=drawing,
                motion=_landing(setting, float(element.seconds)),
            )
        )
    if element.label:
        chip = ChipElement(words=element.label, ground=element.pin_role, role=element.label_role, origin=element.origin, name="map-label", enter="none")  # fmt: skip
        safe = setting.zone("safe")
        piece = chip_piece(chip, safe[2] - safe[0], setting)
        left = min(max(safe[0], x - piece.width / 2), safe[2] - piece.width)
        motion = _landing(setting, float(element.seconds) + 0.12)
        drawn = piece.draw(Spot(left, y + 18, piece.width, piece.height))
        layers += [layer.model_copy(update={"motion": motion}) for layer in drawn]
    return layers


def _route(points: list[tuple[float, float]], element: MapElement, setting: Setting) -> list[Layer]:
    """A line that draws itself from a dot at its beginning to one at its end."""
    clock, second = setting.clock, float(element.seconds)
    start = min(clock.at(second), clock.frames - 2)
    end = min(start + clock.at(DRAWING), clock.frames - 1)
    length = () if clock.still else between(start, end, 0, 1, "in-out")
    clock.settled = max(clock.settled, 0 if clock.still else end)
    left, top = min(x for x, _ in points) - CASING, min(y for _, y in points) - CASING
    right, bottom = max(x for x, _ in points) + CASING, max(y for _, y in points) + CASING
    colour = setting.colour(element.pin_role)
    lines: list[Layer] = [
        Route(
            name="route", origin=element.origin, box=box(left, top, right - left, bottom - top), colour=tone,
            points=tuple((round(x, 2), round(y, 2)) for x, y in points), line_width=width, length=length,
        )
        for tone, width in ((setting.colour(element.sea), CASING), (colour, ROUTE))
    ]  # fmt: skip
    dots: list[Layer] = []
    for (x, y), when in ((points[0], second), (points[-1], second + DRAWING)):
        place = box(x - DOT / 2, y - DOT / 2, DOT, DOT)
        motion = _landing(setting, when).model_copy(update={"dy": ()})
        dots.append(Fill(name="stop", origin=element.origin, box=place, colour=colour, radius=DOT // 2, motion=motion))
    return [*lines, *dots]
