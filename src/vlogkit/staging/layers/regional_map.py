"""Lay out a map of Central Java: the regencies that are meant with their neighbours, then close by, with a pin or a route."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple, get_args

from vlogkit.media.regencies import Point, Regency, named_in, neighbouring_land, regencies
from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import MapElement
from vlogkit.records.timeline import Camera, Gradient, Key, Layer, MapLayer, MapShape
from vlogkit.staging.layers.map_marks import ShownPlaces, marks_on
from vlogkit.staging.setting import Setting, box_of, mix

SPARE = 2.0
"""Times the box that the map is large, so that regencies at its edge can come to the middle."""
CLOSEST = 9.0
"""Times that a regency may be enlarged against the province."""
FILLED_ACROSS, FILLED_DOWN = 0.6, 0.7
"""Share of the room that what is meant fills in the end: its neighbours stand around it."""
BEGINS = 0.5
"""Share of that which it fills where the camera begins."""
MAINLAND = -6.3
"""Degrees: islands north of it do not decide how large the province is."""
DRIFT = 1.05
KEYS = 14
LINE = 2.2
BEYOND = 0.45
"""How much of the province's tint the land around it has."""
FADE = 200
"""Pixels over which the map fades towards words."""
LOWEST = 380
"""Pixels of height that a room has at least above a platform's buttons, if it is to end there."""
UNDER = 160
"""Pixels by which a map that stands below words reaches down under a platform's buttons, where no name ever is."""
MARGIN = 140
"""Pixels from a room to the frame's edge up to which the map goes on to that edge."""
Edge = Literal["left", "top", "right", "bottom"]
EDGES: tuple[Edge, ...] = get_args(Edge)
FADING = "map-fade"
"""Name of what the map's edges fade under: a part of the map."""
ABOVE = 20
"""Pixels by which the map's fading edge reaches out of its room."""


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
    room = _clear_of_buttons(setting.zone(element.fit, element.origin) if element.fit else rect, setting)
    area = rect if element.zone or element.radius else _bled(room, rect, setting)
    shown = _meant(element, setting)
    route = element.points()
    pin = element.pin_point()
    left, top, size = area[0], area[1], (area[2] - area[0], area[3] - area[1])
    faded = _fade(room) // 2 if top > setting.zone("frame")[1] else 0
    across = (room[0] - left, room[2] - left) if element.fit else (0, size[0])
    low = room[3] if element.zone or element.fit else min(rect[3], room[3] + UNDER)
    inner = (across[0], room[1] - top + faded, across[1], low - top)
    sheet = _sheet(inner, size)
    province = [sheet.at(one.centre) for one in regencies().values()]
    marked = pin or (shown[0].centre if shown and element.pin.strip() else None)
    focus = route or ([marked] if marked else [])
    around = [sheet.at(point) for point in [*focus, *(point for one in shown for ring in one.rings for point in ring)]]
    closest = _zoom(around, inner) if around and element.zoom else 1.0
    end = _window(_middle_of(around or province), closest, inner, size)
    anchor = sheet.at(focus[0]) if len(focus) == 1 else _middle_of(around or province)
    start = _about(anchor, end, min(closest, 1 / BEGINS))
    layer = MapLayer(
        name=element.name or "map", origin=element.origin, box=box_of(area),
        width=round(size[0] * SPARE), height=round(size[1] * SPARE),
        sea=setting.colour(element.sea), shapes=_shapes(element, shown, sheet, setting), radius=element.radius,
        camera=_camera(element, start, end, _about(anchor, end, 1 / DRIFT), size, setting, drifts=not route),
    )  # fmt: skip

    def on_frame(point: Point) -> tuple[float, float]:
        x, y = sheet.at(point)
        scale = size[0] / end.width
        return left + (x - end.left) * scale, top + (y - end.top) * scale

    # A single place stays where it is while the camera comes closer to it; others stand still only when it has come.
    fixed = len(focus) == 1
    sight = ShownPlaces(room, on_frame, tuple(shown), fixed)
    return [layer, *_faded(element, area, room, setting), *marks_on(element, sight, setting)]


def _clear_of_buttons(room: Rect, setting: Setting) -> Rect:
    """The part of a room that no platform lays its buttons over, where what is meant comes to stand if it has the height."""
    low = min(room[3], setting.zone("open")[3])
    return (*room[:3], low if low - room[1] >= LOWEST else room[3])


def _fade(room: Rect) -> int:
    """Pixels over which the map fades at an edge of its room."""
    return min(FADE, (room[3] - room[1]) * 3 // 10)


def _bled(room: Rect, rect: Rect, setting: Setting) -> Rect:
    """The map's box: over all its rectangle, and on to edges of the frame that are near, so that no edge shows."""
    frame = setting.zone("frame")
    left = frame[0] if room[0] - frame[0] <= MARGIN else room[0]
    right = frame[2] if frame[2] - room[2] <= MARGIN + 60 else room[2]
    top = room[1] - ABOVE if room[1] - frame[1] > MARGIN else frame[1]
    bottom = frame[3] if rect[3] >= setting.zone("open")[3] - 8 else room[3] + ABOVE
    return min(rect[0], left), min(rect[1], top), max(rect[2], right), max(rect[3], bottom)


def _faded(element: MapElement, area: Rect, room: Rect, setting: Setting) -> list[Layer]:
    """The sea's colour over the map's edges that lie within the frame, and over all beside its room where words stand."""
    if element.radius:
        return []
    frame = setting.zone("frame")
    within = (area[0] - frame[0], area[1] - frame[1], frame[2] - area[2], frame[3] - area[3])
    beside = (room[0] - area[0], room[1] - area[1], 0, 0)
    made: list[Layer] = []
    for edge, inside, words in zip(EDGES, within, beside, strict=True):
        fade = _fade(room) if edge in {"top", "bottom"} else FADE
        solid = 0 if inside > 0 else words - fade * 3 // 4
        if inside <= 0 and words <= 2 * MARGIN:
            continue
        reach = solid + fade
        places: dict[Edge, Rect] = {
            "left": (area[0], area[1], area[0] + reach, area[3]),
            "top": (area[0], area[1], area[2], area[1] + reach),
            "right": (area[2] - reach, area[1], area[2], area[3]),
            "bottom": (area[0], area[3] - reach, area[2], area[3]),
        }
        stops = ((0.0, 1.0), (solid / reach, 1.0), (1.0, 0.0)) if solid else ((0.0, 1.0), (1.0, 0.0))
        colour = setting.colour(element.sea)
        made.append(
            Gradient(
                name=FADING, origin=element.origin, box=box_of(places[edge]), colour=colour, edge=edge, stops=stops
            )
        )
    return made


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
    """The map's scale and corner: the province, in the middle of the room, fills it."""
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


def _zoom(around: list[tuple[float, float]], room: Rect) -> float:
    """How close the camera comes, so that points fill the room."""
    across, down = [x for x, _ in around], [y for _, y in around]
    wide, high = max(8.0, max(across) - min(across)), max(8.0, max(down) - min(down))
    return max(1.0, min(CLOSEST, FILLED_ACROSS * (room[2] - room[0]) / wide, FILLED_DOWN * (room[3] - room[1]) / high))


def _window(middle: tuple[float, float], zoom: float, room: Rect, size: tuple[int, int]) -> _Window:
    """The window in which a point of the map stands in the middle of the room."""
    left = middle[0] - (room[0] + room[2]) / 2 / zoom
    top = middle[1] - (room[1] + room[3]) / 2 / zoom
    width, height = size[0] / zoom, size[1] / zoom
    return _Window(min(max(0.0, left), size[0] * SPARE - width), min(max(0.0, top), size[1] * SPARE - height), width)


def _middle_of(points: list[tuple[float, float]]) -> tuple[float, float]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return (max(across) + min(across)) / 2, (max(down) + min(down)) / 2


def _shapes(element: MapElement, shown: list[Regency], sheet: _Sheet, setting: Setting) -> tuple[MapShape, ...]:
    """The land around the province, the regencies, and those that are meant last, so that their borders lie on top."""
    sea = setting.colour(element.sea)
    land, lit = mix(sea, setting.colour(element.land), element.strength), setting.colour(element.role)
    beyond = mix(sea, setting.colour(element.land), element.strength * BEYOND)
    names = {one.name for one in shown}
    order = [*(one for one in regencies().values() if one.name not in names), *shown]

    def placed(rings: tuple[tuple[Point, ...], ...]) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(round(value, 2) for point in ring for value in sheet.at(point)) for ring in rings)

    around = MapShape(rings=placed(neighbouring_land()), fill=beyond, line=beyond, line_width=LINE)
    own = (
        MapShape(rings=placed(one.rings), fill=lit if one.name in names else land, line=sea, line_width=LINE)
        for one in order
    )
    return (around, *own)


def _camera(
    element: MapElement, start: _Window, end: _Window, after: _Window, size: tuple[int, int],
    setting: Setting, *, drifts: bool,
) -> Camera:  # fmt: skip
    """From the neighbours to what is meant, as evenly as one comes closer on foot: each moment by the same share; then a
    little closer still."""
    clock = setting.clock
    if clock.still:
        return _looking([(0, end)], size)
    last = min(clock.at(float(element.seconds)), clock.frames - 1)
    begin = min(clock.at(0.3), last)
    ratio = start.width / end.width
    keys: list[tuple[int, _Window]] = [(0, start)]
    for turn in range(KEYS + 1 if ratio > 1 else 1):
        share = turn / KEYS
        eased = share * share * (3 - 2 * share)
        width = start.width / ratio**eased
        way = (start.width - width) / (start.width - end.width) if ratio > 1 else 0.0
        place = _Window(*(a + (b - a) * way for a, b in zip(start, end, strict=True)))
        keys.append((round(begin + (last - begin) * share), place))
    if drifts and clock.frames - 1 > last:
        keys.append((clock.frames - 1, after))
    clock.settled = max(clock.settled, last)
    return _looking(sorted(dict(keys).items()), size)


def _about(anchor: tuple[float, float], window: _Window, times: float) -> _Window:
    """A window so many times as large in which a point of the map stands where it stands in another."""
    left, top = anchor[0] - (anchor[0] - window.left) * times, anchor[1] - (anchor[1] - window.top) * times
    return _Window(left, top, window.width * times)


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
