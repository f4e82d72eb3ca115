"""Find two agencies that say different things of one road or one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

_ROAD = re.compile(r"\b(?:Jalan|Jl\.?|Ruas|Jembatan|Tol|Road|Bridge)\s+((?:[A-Z][\w'’]*)(?:[\s–-]+[A-Z][\w'’]*)*)")
_NUMBER = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*(km|meter|m|hari|jam|menit|persen|%|orang|warga|rumah|titik|miliar|juta|unit)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:dibuka|sudah dapat dilalui|bisa dilalui|selesai|rampung|reopened|open)\b", re.IGNORECASE)
_SHUT = re.compile(r"\b(?:ditutup|tidak dapat dilalui|belum selesai|putus|closed)\b", re.IGNORECASE)
_SAME = {"m": "meter", "%": "persen", "warga": "orang"}


class PublicWords(NamedTuple):
    """What an agency said in public in one post."""

    agency: str
    workspace: str
    post: str
    title: str
    text: str


class Contradiction(NamedTuple):
    """Two posts of two agencies that cannot both be true, as far as a program sees."""

    about: str
    """The road, and what of it: open or shut, or a unit."""
    agencies: tuple[str, str]
    posts: tuple[str, str]
    says: tuple[str, str]


def contradictions(said: Iterable[PublicWords]) -> list[Contradiction]:
    """Each pair of posts of different agencies on one road that gives another number of one unit, or of which one says
    open and one says shut; each pair of agencies once for a road and unit."""
    by_road: dict[str, list[PublicWords]] = defaultdict(list)
    for one in said:
        for road in {_squeezed(match[1]) for match in _ROAD.finditer(f"{one.title}. {one.text}")}:
            by_road[road].append(one)
    found: dict[tuple[str, str, frozenset[str]], Contradiction] = {}
    for road, posts in by_road.items():
        claims = [(one, _claims(f"{one.title}. {one.text}")) for one in posts]
        if len({(one.workspace, one.agency) for one in posts}) < 2:
            continue
        for (first, a), (second, b) in combinations(claims, 2):
            if (first.workspace, first.agency) != (second.workspace, second.agency):
                for unit, left, right in _differences(a, b):
                    key = (road, unit, frozenset({first.agency, second.agency}))
                    both = (first.agency, second.agency), (first.post, second.post), (left, right)
                    found.setdefault(key, Contradiction(f"{road}: {unit}", *both))
    return list(found.values())


def _claims(text: str) -> dict[str, set[str]]:
    claims: dict[str, set[str]] = defaultdict(set)
    for number, unit in _NUMBER.findall(text):
        claims[_SAME.get(unit.lower(), unit.lower())].add(number.replace(".", ""))
    shut = bool(_SHUT.search(text))
    if shut or _OPEN.search(text):
        claims["open"].add("shut" if shut else "open")
    return claims


def _differences(a: dict[str, set[str]], b: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    """Of each unit that both name, what they say; they agree where one number is the same."""
    for unit in a.keys() & b.keys():
        if not a[unit] & b[unit]:
            yield unit, "/".join(sorted(a[unit])), "/".join(sorted(b[unit]))


def _squeezed(text: str) -> str:
    return " ".join(re.sub(r"[–-]", " ", text).split())
