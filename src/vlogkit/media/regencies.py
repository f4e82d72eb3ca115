"""The regencies and cities of Central Java: their outlines on the shipped map, and which of them a text names."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from vlogkit import resources
from vlogkit.errors import InputError

Point = tuple[float, float]
"""Longitude and latitude, degrees (WGS 84)."""
KINDS = {"kabupaten": "Kabupaten", "kab": "Kabupaten", "regency": "Kabupaten", "kota": "Kota", "city": "Kota"}
"""Words beside a name that say which of two it is."""
ALSO = {"solo": "Kota Surakarta"}
"""Names by which people call a city."""
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = 0.74
"""How alike two words are, of 1, for one to be a slip of the other."""


class Regency(NamedTuple):
    """A regency or city: its official name, its middle, and the rings of its outline (an island each)."""

    name: str
    centre: Point
    rings: tuple[tuple[Point, ...], ...]


class NamedRegencies(NamedTuple):
    """The regencies that a text names, in its order; `near` are names it may mean, where it is not clear."""

    found: tuple[str, ...]
    near: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def regencies() -> dict[str, Regency]:
    """All 35 by name. Neighbours have every point of their border in common. Raises InputError where the map is damaged."""
    path = resources.shipped("assets", "maps", "jawa-tengah.topojson")
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = [_absolute(arc, topology["transform"]) for arc in topology["arcs"]]
        shapes = topology["objects"]["regencies"]["geometries"]
        made = [_regency(shape, arcs) for shape in shapes]
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        hint = "Install vlogkit again."
        raise InputError(f"the map of Central Java cannot be read: {error}", where=path, hint=hint) from None
    return {regency.name: regency for regency in made}


@lru_cache(maxsize=1)
def neighbouring_land() -> tuple[tuple[Point, ...], ...]:
    """The outlines of the land around the province, which lies over them. Raises InputError where they are damaged."""
    path = resources.shipped("assets", "maps", "neighbours.geojson")
    try:
        parts = json.loads(path.read_text(encoding="utf-8"))["coordinates"]
        return tuple(tuple((float(x), float(y)) for x, y in part[0]) for part in parts)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        hint = "Install vlogkit again."
        raise InputError(f"the land around Central Java cannot be read: {error}", where=path, hint=hint) from None


def _absolute(arc: list[list[int]], transform: dict[str, list[float]]) -> tuple[Point, ...]:
    """A TopoJSON arc, whole numbers from point to point, in degrees."""
    (wide, high), (west, north) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for across, down in arc:
        x, y = x + across, y + down
        points.append((x * wide + west, y * high + north))
    return tuple(points)


def _regency(shape: dict[str, object], arcs: list[tuple[Point, ...]]) -> Regency:
    known: dict[str, object] = shape["properties"]  # type: ignore[assignment]  # as tools/make_map.py writes it
    rings = tuple(
        tuple(point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])[1:])
        for part in shape["arcs"]  # type: ignore[attr-defined]
        for ring in part
    )
    centre: list[float] = known["centre"]  # type: ignore[assignment]
    return Regency(str(known["name"]), (centre[0], centre[1]), rings)


def named_in(text: str) -> NamedRegencies:
    """The regencies that a text names: `Kabupaten Demak`, `Kab. Kudus`, `Kota Semarang`, `Pati`. A name that a regency and a
    city share counts only with its kind; where none is found, what was probably meant stands in `near`."""
    words = [word.casefold() for word in _WORD.findall(text)]
    found: list[str] = []
    near: list[str] = []
    at = 0
    while at < len(words):
        name, used = _named_at(words, at)
        if len(name) == 1:
            found += name
        elif name:
            near += name
        at += max(1, used)
    if not found and not near:
        bases = _bases()
        near = [name for word in words for slip in get_close_matches(word, bases, 2, _ALIKE) for name in bases[slip]]
    return NamedRegencies(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(name for name in near if name not in found)))


def _named_at(words: list[str], at: int) -> tuple[list[str], int]:
    """The regencies that the words from one on may mean, and how many words name them."""
    if words[at] in ALSO:
        return [ALSO[words[at]]], 1
    bases = _bases()
    candidates = bases.get(words[at], [])
    if not candidates:
        return [], 0
    kind = KINDS.get(words[at - 1]) if at else None
    kind = kind or (KINDS.get(words[at + 1]) if at + 1 < len(words) and words[at + 1] in {"city", "regency"} else None)
    exact = [name for name in candidates if kind and name.startswith(kind)]
    return exact or candidates, 1


@lru_cache(maxsize=1)
def _bases() -> dict[str, list[str]]:
    """The names without their kind, and which they may be."""
    bases: dict[str, list[str]] = {}
    for name in regencies():
        bases.setdefault(name.split(maxsplit=1)[1].casefold(), []).append(name)
    return bases
