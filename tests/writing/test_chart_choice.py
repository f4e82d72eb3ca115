"""The form of a chart follows from what it shows: time, two values of one thing, people and homes, or anything else."""

from __future__ import annotations

import pytest

from vlogkit.writing.chart_choice import (
    MOST_COLUMNS,
    MOST_DOTS,
    choose_form,
    dots_stand_for,
    is_time,
    now_first,
    shortened,
)

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@pytest.mark.parametrize(
    "label",
    [
        "Juni",
        "Sept",
        "2025",
        "1 Okt",
        "November 2025",
        "Triwulan II",
        "TW 3",
        "January",
        "Senin",
        "Q1 2026",
        "8 Desember",
    ],
)
def test_months_years_days_and_quarters_are_time(label: str) -> None:
    assert is_time(label)


@pytest.mark.parametrize("label", ["9" * 5000, "Perhubungan", "Kota Semarang", "", "112", "Sosial 2026", "Dinas I"])
def test_names_and_other_numbers_are_not_time(label: str) -> None:
    assert not is_time(label)


def test_a_few_months_are_columns_and_many_are_a_line_never_a_ranking() -> None:
    for count, form in ((3, "columns"), (MOST_COLUMNS, "columns"), (MOST_COLUMNS + 1, "line"), (12, "line")):
        assert choose_form(MONTHS[:count], [float(count)] * count, ["kasus"]) == form


@pytest.mark.parametrize(
    "labels", [("November 2025", "November 2026"), ("Sebelum", "Sesudah"), ("Tahun lalu", "Kini"), ("Before", "After")]
)
def test_two_values_of_one_thing_are_a_slope(labels: tuple[str, str]) -> None:
    assert choose_form(labels, [42, 18], ["menit"]) == "slope"


def test_some_hundreds_of_people_or_homes_are_dots_and_thousands_or_minutes_are_bars() -> None:
    labels = ("tersambung", "menyusul")
    assert choose_form(labels, [312, 88], ["rumah"]) == "dots"
    assert choose_form(labels, [31200, 880], ["rumah"]) == "bars"
    assert choose_form(labels, [31.5, 8], ["orang"]) == "bars"
    assert choose_form(labels, [31, 8], ["menit"]) == "bars"
    assert choose_form(labels, [31, 8], [""]) == "bars"


@pytest.mark.parametrize("values", [(1,), (312, 88), (800, 99), (40_000, 5)])
def test_all_dots_can_be_seen(values: tuple[float, ...]) -> None:
    assert sum(values) / dots_stand_for(values) <= MOST_DOTS


def test_months_are_shortened_and_other_words_left() -> None:
    assert shortened("November 2025") == "Nov 2025"
    assert shortened("Kota Semarang") == "Kota Semarang"


@pytest.mark.parametrize(
    "labels", [("Tahun lalu", "Tahun ini"), ("Tahun ini", "Tahun lalu"), ("Kini", "Dulu"), ("This year", "Last year")]
)
def test_two_values_before_and_now_are_a_slope_in_either_order(labels: tuple[str, str]) -> None:
    assert choose_form(labels, [18, 42], ["menit"]) == "slope"


def test_of_two_names_the_one_that_says_now_is_known() -> None:
    assert now_first(("Tahun ini", "Tahun lalu"))
    assert not now_first(("Tahun lalu", "Tahun ini"))
    assert not now_first(("Kendal", "Demak"))
