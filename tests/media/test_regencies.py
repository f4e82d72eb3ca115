"""Regencies are found in the words of a place, and lie beside each other without gaps."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from vlogkit import resources
from vlogkit.media.regencies import named_in, neighbouring_land, regencies


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Kabupaten Demak", ["Kabupaten Demak"]),
        ("Kecamatan Kledung, Kab. Temanggung", ["Kabupaten Temanggung"]),
        ("Demak, Kudus dan Pati", ["Kabupaten Demak", "Kabupaten Kudus", "Kabupaten Pati"]),
        ("Kota Semarang", ["Kota Semarang"]),
        ("Kabupaten Semarang", ["Kabupaten Semarang"]),
        ("Semarang City and Kendal Regency", ["Kota Semarang", "Kabupaten Kendal"]),
        ("Solo", ["Kota Surakarta"]),
        ("KOTA TEGAL", ["Kota Tegal"]),
        ("Jawa Tengah", []),
    ],
)
def test_a_place_names_its_regencies(place: str, found: list[str]) -> None:
    assert list(named_in(place).found) == found


def test_a_name_that_two_share_is_asked_about() -> None:
    named = named_in("Pekalongan")
    assert named.found == ()
    assert set(named.near) == {"Kabupaten Pekalongan", "Kota Pekalongan"}


@pytest.mark.parametrize(
    ("slip", "meant"), [("Kab. Temangung", "Kabupaten Temanggung"), ("Wonogori", "Kabupaten Wonogiri")]
)
def test_a_slip_is_offered_as_what_was_meant(slip: str, meant: str) -> None:
    named = named_in(slip)
    assert named.found == ()
    assert meant in named.near


def test_a_place_elsewhere_is_near_to_none() -> None:
    assert named_in("Bandung") == ((), ())


def test_there_are_twenty_nine_regencies_and_six_cities() -> None:
    kinds = Counter(name.split()[0] for name in regencies())
    assert kinds == {"Kabupaten": 29, "Kota": 6}


def test_neighbours_have_their_borders_in_common() -> None:
    """Every stretch of a border is walked once in each direction, or lies at the sea or another province."""
    stretches = Counter(
        (first, second)
        for regency in regencies().values()
        for ring in regency.rings
        for first, second in pairwise((*ring, ring[0]))
    )
    assert max(stretches.values()) == 1
    shared = sum((second, first) in stretches for first, second in stretches)
    assert shared > 0.5 * len(stretches)
    sides = Counter(
        point for (first, second) in stretches if (second, first) not in stretches for point in (first, second)
    )
    assert all(count % 2 == 0 for count in sides.values()), "the outer border is a closed line: nothing gapes inside"


def test_the_map_is_small_and_its_licence_lies_beside_it() -> None:
    folder = resources.shipped("assets", "maps")
    assert (folder / "jawa-tengah.topojson").stat().st_size < 150_000
    assert "MIT License" in (folder / "LICENSE").read_text(encoding="utf-8")


def test_java_goes_on_to_the_west_and_the_east_of_the_province() -> None:
    across = [x for ring in neighbouring_land() for x, _ in ring]
    assert (min(across), max(across)) < (106.0, 120.0)
    assert max(across) > 114.0
    assert (resources.shipped("assets", "maps") / "neighbours.geojson").stat().st_size < 20_000
