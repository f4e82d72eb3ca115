"""Mark places on a map: a pin, a route, names beside what they name with a line to it, and the names of neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.media.regencies import Point, Regency, regencies
from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import ChipElement
from vlogkit.records.templates.element_ground import MapElement
from vlogkit.records.timeline import Fill, Layer, Motion, Route, Vector
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.compound import chip_piece
from vlogkit.staging.pieces.text import TextLook, words_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes.svg_shapes import pin_svg
from vlogkit.timelines.word_boxes import grown, meets

PIN = (76, 104)
DOT, STOP = 18, 26
DRAWING, LANDING = 1.8, 0.3
"""Seconds in which a route draws itself, and a pin comes down."""
ROUTE, CASING = 12.0, 22.0
LEADER, LEADER_CASING = 4.0, 9.0
"""Widths of the line from a name to its place, and of the sea's colour around it."""
CELL = 8
"""Pixels of the steps in which a place for a name is looked for."""
AWAY = 28
"""Pixels that a name keeps from what is lit and from the pin."""
COVERING = 2000.0
"""What it costs, in pixels of way, to lie wholly on what is lit: only where there is no other place."""
UPRIGHT = 1.4
"""How much longer a way up or down counts than one across, since words are wide."""
NAMED = 16
"""Neighbours that are named, where they have room."""
QUIET = 0.86
"""Opacity of their names."""


class ShownPlaces(NamedTuple):
    """What the map shows when its camera has come: the room for what is marked, where a point stands on the frame, and
    which regencies are lit."""

    room: Rect
    on_frame: Callable[[Point], tuple[float, float]]
    lit: tuple[Regency, ...]
    fixed: bool
    """Whether the place that is marked stays where it is while the camera moves."""


def marks_on(element: MapElement, sight: ShownPlaces, setting: Setting) -> list[Layer]:
    """A route, or a pin and the names of what is lit; and the names of their neighbours."""
    route = [sight.on_frame(point) for point in element.points()]
    if route:
        return _route(route, element, setting)
    point = element.pin_point()
    layers: list[Layer] = []
    taken: list[Rect] = []
    if element.pin and (point or sight.lit):
        x, y = sight.on_frame(point or sight.lit[0].centre)
        layers.append(_pin(x, y, element, sight, setting))
        taken.append((round(x - PIN[0] / 2), round(y - PIN[1]), round(x + PIN[0] / 2), round(y)))
    names = [name.strip() for name in element.label.split(";") if name.strip()]
    places = [sight.on_frame(point)] if point else [sight.on_frame(one.centre) for one in sight.lit]
    finder = _Finder(sight, taken, setting)
    for name, place in zip(names, places, strict=False):
        layers += _label(name, place, element, finder, setting, dotted=not taken or len(names) > 1)
    return [*_neighbours(element, sight, finder.taken, setting), *layers]


def _landing(setting: Setting, second: float, sight: ShownPlaces | None = None) -> Motion:
    """Coming down on the map; what stays where it is stands in a poster from frame 0 on."""
    clock = setting.clock
    if clock.still or (sight is not None and sight.fixed and clock.poster):
        return Motion()
    start = min(clock.at(second), clock.frames - 2)
    end = min(start + clock.at(LANDING), clock.frames - 1)
    clock.settled = max(clock.settled, end)
    return Motion(opacity=between(start, end, 0, 1, "out"), dy=between(start, end, -56, 0, "out"))


def _pin(x: float, y: float, element: MapElement, sight: ShownPlaces, setting: Setting) -> Layer:
    """A pin whose point stands on the place."""
    drawing = pin_svg(*PIN, setting.colour(element.pin_role), setting.colour(element.role))
    place = box(x - PIN[0] / 2, y - PIN[1], *PIN)
    motion = _landing(setting, float(element.seconds), sight)
    return Vector(name="pin", origin=element.origin, box=place, svg=drawing, motion=motion)


class _Finder:
    """Looks for places beside what is lit, and remembers what is taken."""

    def __init__(self, sight: ShownPlaces, taken: list[Rect], setting: Setting) -> None:
        safe = setting.zone("open")
        self.taken = [grown(one, AWAY) for one in taken]
        self.sight = sight
        room = sight.room
        self.room = max(room[0], safe[0]), max(room[1], safe[1]), min(room[2], safe[2]), min(room[3], safe[3])
        self.lit = self._sums([ring for one in sight.lit for ring in one.rings], AWAY)

    def _sums(self, rings: Sequence[Sequence[Point]], away: int) -> NDArray[np.float64]:
        """How many cells of the room up to each are land of some rings, or near it."""
        left, top, right, bottom = self.room
        cells: NDArray[np.uint8] = np.zeros((max(1, (bottom - top) // CELL), max(1, (right - left) // CELL)), np.uint8)
        for ring in rings:
            points = (np.array([self.sight.on_frame(point) for point in ring]) - (left, top)) / CELL
            cv2.fillPoly(cells, [np.round(points).astype(np.int32)], 1)
        if away:
            cells = np.asarray(cv2.dilate(cells, np.ones((2 * away // CELL + 1,) * 2, np.uint8)), np.uint8)
        return np.asarray(cv2.integral(cells), np.float64)

    def beside(self, place: tuple[float, float], piece: Piece) -> Rect:
        """The box for a name that is near its place and on nothing that is lit, on no pin and no other name."""
        left, top, right, bottom = self.room
        wide, high = round(piece.width), round(piece.height)
        x = np.arange(left, max(left + 1, right - wide + 1), CELL)[None, :]
        y = np.arange(top, max(top + 1, bottom - high + 1), CELL)[:, None]
        across = np.maximum(np.maximum(x - place[0], place[0] - x - wide), 0)
        down = np.maximum(np.maximum(y - place[1], place[1] - y - high), 0)
        cost = np.hypot(across, UPRIGHT * down) + COVERING * self.covered(x, y, wide, high)
        for one in self.taken:
            cost = cost + 2 * COVERING * ((x < one[2]) & (x + wide > one[0]) & (y < one[3]) & (y + high > one[1]))
        row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
        found = int(x[0, column]), int(y[row, 0])
        self.taken.append((found[0] - AWAY, found[1] - AWAY, found[0] + wide + AWAY, found[1] + high + AWAY))
        return found[0], found[1], found[0] + wide, found[1] + high

    def covered(self, x: NDArray[np.int64], y: NDArray[np.int64], wide: int, high: int) -> NDArray[np.float64]:
        """The share of boxes that lies on what is lit, and a tenth for any of it."""
        rows, columns = self.lit.shape
        first, last = (np.clip((x - self.room[0] + more) // CELL, 0, columns - 1) for more in (0, wide + CELL - 1))
        upper, lower = (np.clip((y - self.room[1] + more) // CELL, 0, rows - 1) for more in (0, high + CELL - 1))
        inside = self.lit[lower, last] - self.lit[upper, last] - self.lit[lower, first] + self.lit[upper, first]
        share = inside / np.maximum((last - first) * (lower - upper), 1)
        return np.asarray(share + 0.1 * (share > 0), np.float64)


def _label(
    words: str, place: tuple[float, float], element: MapElement, finder: _Finder, setting: Setting, *, dotted: bool
) -> list[Layer]:
    """A name beside its place, with a line to it, and a dot where no pin stands."""
    chip = ChipElement(words=words, ground=element.pin_role, role=element.label_role, origin=element.origin, name="map-label", enter="none")  # fmt: skip
    piece = chip_piece(chip, finder.room[2] - finder.room[0], setting)
    left, top, right, bottom = finder.beside(place, piece)
    motion = _landing(setting, float(element.seconds) + 0.12, finder.sight).model_copy(update={"dy": ()})
    end = min(max(place[0], left), right), min(max(place[1], top + 8), bottom - 8)
    tone = setting.colour(element.pin_role)
    layers: list[Layer] = [
        line.model_copy(update={"motion": motion})
        for line in _lines([place, end], (tone, LEADER), (setting.colour(element.sea), LEADER_CASING), element)
    ]
    if dotted:
        dot = box(place[0] - DOT / 2, place[1] - DOT / 2, DOT, DOT)
        layers.append(Fill(name="place", origin=element.origin, box=dot, colour=tone, radius=DOT // 2, motion=motion))
    drawn = piece.draw(Spot(left, top, piece.width, piece.height))
    return layers + [layer.model_copy(update={"motion": motion}) for layer in drawn]


def _neighbours(element: MapElement, sight: ShownPlaces, taken: Sequence[Rect], setting: Setting) -> list[Layer]:
    """The names of the regencies around those that are lit, where they find room, when the camera has come."""
    lit = {one.name for one in sight.lit}
    if not lit or not element.zoom:
        return []
    middle = np.mean([sight.on_frame(one.centre) for one in sight.lit], axis=0)
    known = {one.split(maxsplit=1)[1] for one in lit}
    others = [one for one in regencies().values() if one.name.startswith("Kabupaten") and one.name[10:] not in known]
    others.sort(key=lambda one: float(np.hypot(*(np.array(sight.on_frame(one.centre)) - middle))))
    finder = _Finder(sight, [], setting)
    standing = list(taken)
    layers: list[Layer] = []
    for one in others[:NAMED]:
        name = one.name.removeprefix("Kabupaten ")
        look = TextLook("small", element.land, lines=1, opacity=QUIET)
        piece = words_piece(name, look, 600, setting, name="neighbour", origin=element.origin, enter="none")
        x, y = sight.on_frame(one.centre)
        place = round(x - piece.width / 2), round(y - piece.height / 2)
        around = grown((*place, place[0] + round(piece.width), place[1] + round(piece.height)), 8)
        room = finder.room
        inside = room[0] <= around[0] and room[1] <= around[1] and around[2] <= room[2] and around[3] <= room[3]
        if not inside or any(meets(around, other) for other in standing):
            continue
        covered = finder.covered(np.array([[around[0]]]), np.array([[around[1]]]), around[2] - around[0], around[3] - around[1])  # fmt: skip
        if covered.any():
            continue
        standing.append(around)
        motion = _landing(setting, float(element.seconds)).model_copy(update={"dy": ()})
        drawn = piece.draw(Spot(*place, piece.width, piece.height))
        layers += [layer.model_copy(update={"motion": motion}) for layer in drawn]
    return layers


def _lines(
    points: Sequence[tuple[float, float]], line: tuple[str, float], casing: tuple[str, float], element: MapElement
) -> list[Route]:
    """A line through points over a wider one."""
    reach = casing[1]
    left, top = min(x for x, _ in points) - reach, min(y for _, y in points) - reach
    right, bottom = max(x for x, _ in points) + reach, max(y for _, y in points) + reach
    return [
        Route(
            name="route", origin=element.origin, box=box(left, top, right - left, bottom - top), colour=tone,
            points=tuple((round(x, 2), round(y, 2)) for x, y in points), line_width=width,
        )
        for tone, width in (casing, line)
    ]  # fmt: skip


def _route(points: list[tuple[float, float]], element: MapElement, setting: Setting) -> list[Layer]:
    """A line that draws itself from a dot at its beginning to one at its end."""
    clock, second = setting.clock, float(element.seconds)
    start = min(clock.at(second), clock.frames - 2)
    end = min(start + clock.at(DRAWING), clock.frames - 1)
    length = () if clock.still else between(start, end, 0, 1, "in-out")
    clock.settled = max(clock.settled, 0 if clock.still else end)
    colour = setting.colour(element.pin_role)
    lines = _lines(points, (colour, ROUTE), (setting.colour(element.sea), CASING), element)
    dots: list[Layer] = []
    for (x, y), when in ((points[0], second), (points[-1], second + DRAWING)):
        place = box(x - STOP / 2, y - STOP / 2, STOP, STOP)
        motion = _landing(setting, when).model_copy(update={"dy": ()})
        dots.append(Fill(name="stop", origin=element.origin, box=place, colour=colour, radius=STOP // 2, motion=motion))
    return [*(line.model_copy(update={"length": length}) for line in lines), *dots]
