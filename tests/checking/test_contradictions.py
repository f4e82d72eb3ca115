"""A number in the text that is nearly a fact's and is not it is named with both values; others are left alone."""

from __future__ import annotations

import pytest
from tests.material import ROOT

from vlogkit.checking.contradictions import contradictions
from vlogkit.errors import Where
from vlogkit.intake.updates import read_update
from vlogkit.records.base import KeyPath
from vlogkit.records.notices.update import Update

SAMPLES = sorted((ROOT / "assets" / "samples" / "workspace" / "updates").glob("*.md"))
FACTS = [{"label": "Jalan", "value": 12.4, "unit": "km"}, {"label": "Lebih singkat", "value": 22, "unit": "menit"}]


def place(key: KeyPath) -> Where:
    return Where("a.md", {"title": 3, "summary": 4, "body": 9}.get(str(key[0]), 6))


def said(**more: object) -> list[tuple[str, str, str]]:
    update = Update.model_validate({"id": "a", "title": "Jalan", "facts": FACTS} | more)
    return [(str(one.place), one.measured, one.limit) for one in contradictions(update, place)]


def test_title_summary_and_body_are_held_against_the_facts() -> None:
    assert said(title="12,5 km jalan mulus") == [("a.md:3", "12,5", "12,4")]
    assert said(summary="Sepanjang 12 kilometer.") == [("a.md:4", "12", "12,4")]
    assert said(body=["Hemat 23 menit."]) == [("a.md:9", "23", "22")]
    assert said(title="12.5 km of road", lang="en") == [("a.md:3", "12.5", "12.4")]
    facts = [{"label": "Jalan", "value": 12, "unit": "km"}]
    assert said(title="Jalan 12,4 km mulus", facts=facts) == [("a.md:3", "12,4", "12")]


@pytest.mark.parametrize(
    "title",
    [
        "Jalan 12,4 km mulus",
        "Jalan 12,40 km mulus",
        "Hampir 12 km jalan mulus",
        "Dulu 62 menit, kini 40 menit",
        "Jalan 12 desa mulus",
        "Tahun 2026, 13 kmx",
    ],
)
def test_the_same_rounded_and_other_numbers_are_left_alone(title: str) -> None:
    assert said(title=title) == []


def test_every_text_that_is_read_is_held_against_the_facts() -> None:
    assert said(thumbnail="12,9 km mulus") == [("a.md:6", "12,9", "12,4")]
    assert said(posts={"telegram": "Jalan 12,9 km"}) == [("a.md:6", "12,9", "12,4")]
    assert said(quote={"text": "Jalan 12,9 km", "by": "Ibu Contoh"}) == [("a.md:6", "12,9", "12,4")]
    assert said(steps=["Lewati 12,9 km"]) == [("a.md:6", "12,9", "12,4")]
    assert said(pictures=[{"file": "a.jpg", "alt": "Jalan 12,9 km"}]) == [("a.md:6", "12,9", "12,4")]


@pytest.mark.parametrize(
    ("title", "value", "unit", "measured"),
    [
        ("1,2 juta orang", 1_300_000, "orang", "1,2 juta"),
        ("1,3 juta orang", 1_300_000, "orang", ""),
        ("12 ribu orang", 12_500, "orang", "12 ribu"),
        ("12,5 ribu orang", 12_500, "orang", ""),
        ("12 400 orang", 12_500, "orang", "12 400"),
        ("12,400 orang", 12_500, "orang", "12,400"),
        ("12,500 orang", 12_500, "orang", ""),
        ("12.400 warga", 12_500, "orang", "12.400"),
        ("Turun 2,5 persen", -2.4, "%", "2,5"),
        ("Turun 2,4 persen", -2.4, "%", ""),
        ("Luas 125 m²", 120, "m2", "125"),
        ("Luas 125 meter persegi", 120, "m2", "125"),
        ("Luas 125 meter persegi", 120, "m", ""),
        ("Lebih dari 13 km", 12.4, "km", "13"),
        ("Lebih dari 12 km", 12.4, "km", ""),
        ("Kurang dari 12 km", 12.4, "km", "12"),
        ("Rp 12,4 M", 12.9, "miliar rupiah", "Rp 12,4 M"),
        ("Rp 12,9 M", 12_900_000_000, "rupiah", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(title: str, value: float, unit: str, measured: str) -> None:
    facts = [{"label": "Angka", "value": value, "unit": unit}]
    assert [one[1] for one in said(title=title, facts=facts)] == ([measured] if measured else [])


RUPIAH = [{"label": "Biaya", "value": 12_500_000, "unit": "rupiah"}]


@pytest.mark.parametrize(
    ("title", "unit", "value"),
    [
        ("Biayanya Rp12.000.000", "rupiah", 12_500_000),
        ("Biayanya Rp 12,4 juta", "Rp", 12_500_000),
        ("Biayanya 12,1 juta rupiah", "rupiah", 12_500_000),
        ("Anggaran Rp1,3 miliar", "miliar rupiah", 1.25),
        ("Anggaran Rp 1.300.000.000,00", "miliar rupiah", 1.25),
        ("Anggaran IDR 1.200.000", "juta rupiah", 1.25),
    ],
)
def test_an_amount_of_rupiah_is_held_against_a_fact_however_it_is_written(title: str, unit: str, value: float) -> None:
    facts = [{"label": "Biaya", "value": value, "unit": unit}]
    assert len(said(title=title, facts=facts)) == 1


@pytest.mark.parametrize(
    "title", ["Rp12.500.000", "Rp12,5 juta", "Rp 12.500.000,00", "sekitar Rp12 juta", "12 juta orang", "Rp 3 juta"]
)
def test_the_same_amount_in_other_words_is_left_alone(title: str) -> None:
    assert said(title=title, facts=RUPIAH) == []


def test_an_amount_in_millions_may_be_the_rounded_fact() -> None:
    facts = [{"label": "Biaya", "value": 12_512_345, "unit": "rupiah"}]
    assert said(title="Rp 12,5 juta", facts=facts) == said(title="Rp13 juta", facts=facts) == []
    assert said(title="Rp12.500.000", facts=facts) != []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_contradict_themselves_nowhere(path: object) -> None:
    assert list(contradictions(read_update(path), place)) == []  # type: ignore[arg-type]
