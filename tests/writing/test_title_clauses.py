"""A title is parted into what was wrong and how that ended, where it says both."""

from __future__ import annotations

import pytest

from vlogkit.writing.title_clauses import outcome_of, problem_of


@pytest.mark.parametrize(
    ("title", "problem", "outcome"),
    [
        (
            "Saluran tersumbat di Kec. Kaliwungu, dibersihkan dalam 26 jam",
            "Saluran tersumbat di Kec. Kaliwungu",
            "Dibersihkan dalam 26 jam",
        ),
        ("Pothole in Wirosari, repaired in 41 hours", "Pothole in Wirosari", "Repaired in 41 hours"),
        ("Lampu jalan Parakan *menyala lagi*", "Lampu jalan Parakan", "*Menyala lagi*"),
        ("Jalan desa berlubang dalam *41 jam*", "Jalan desa berlubang", "Dalam *41 jam*"),
        ("Genangan *surut*, saluran dikeruk", "Genangan *surut*", "Saluran dikeruk"),
        ("Jalan di Blora, Jawa Tengah", "Jalan di Blora, Jawa Tengah", ""),
        ("Jalan Blora, Cepu, dan Randu mulus", "Jalan Blora, Cepu, dan Randu mulus", ""),
        ("Hemat 1,5 juta liter", "Hemat 1,5 juta liter", ""),
        ("*Jalan, jembatan rusak* diperbaiki", "*Jalan, jembatan rusak* diperbaiki", ""),
        ("Lampu *menyala lagi*", "Lampu *menyala lagi*", ""),
    ],
)
def test_a_title_is_its_problem_and_its_outcome(title: str, problem: str, outcome: str) -> None:
    assert (problem_of(title), outcome_of(title)) == (problem, outcome)
