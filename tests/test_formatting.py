"""Numbers, dates and spans read as people of each language write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlogkit import formatting
from vlogkit.formatting import NBSP

LANGUAGES = ("id", "jv", "en")
DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "written"),
    [
        (12072, 0, "id", "12.072"),
        (12072, 0, "jv", "12.072"),
        (12072, 0, "en", "12,072"),
        (12.4, 1, "id", "12,4"),
        (12.4, 1, "jv", "12,4"),
        (12.4, 1, "en", "12.4"),
        (0, 0, "id", "0"),
        (3, 2, "id", "3,00"),
        (1234567.891, 1, "id", "1.234.567,9"),
        (-7, 0, "en", "-7"),
    ],
)
def test_numbers(value: float, decimals: int, lang: str, written: str) -> None:
    assert formatting.number(value, lang, decimals) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "written"), [("id", f"81,2{NBSP}%"), ("jv", f"81,2{NBSP}%"), ("en", "81.2%")])
def test_shares_as_percent(lang: str, written: str) -> None:
    assert formatting.percent(0.812, lang) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "style", "written"),
    [
        ("id", "long", "24 November 2026"),
        ("id", "short", "24 Nov"),
        ("id", "full", "Selasa, 24 November 2026"),
        ("en", "full", "Tuesday, 24 November 2026"),
        ("en", "short", "24 Nov"),
    ],
)
def test_dates(lang: str, style: str, written: str) -> None:
    assert formatting.date(DAY, lang, style) == written  # type: ignore[arg-type]


def test_a_javanese_date_has_words_for_day_and_month() -> None:
    written = formatting.date(DAY, "jv", "full")
    assert "2026" in written
    assert "24" in written
    assert not written.startswith("Tue")
    assert "M11" not in written


@pytest.mark.parametrize(("lang", "written"), [("id", "10.30"), ("jv", "10.30"), ("en", "10:30")])
def test_times_of_day(lang: str, written: str) -> None:
    assert formatting.clock(dt.datetime(2026, 11, 24, 10, 30), lang) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "lang", "written"),
    [
        (0.2, "id", f"1{NBSP}jam"),
        (41, "id", f"41{NBSP}jam"),
        (71.5, "jv", f"72{NBSP}jam"),
        (72.5, "id", f"4{NBSP}hari"),
        (100, "jv", f"5{NBSP}dina"),
        (1, "en", f"1{NBSP}hour"),
        (41, "en", f"41{NBSP}hours"),
        (96, "en", f"4{NBSP}days"),
    ],
)
def test_spans_of_time(hours: float, lang: str, written: str) -> None:
    assert formatting.span(hours, lang) == written  # type: ignore[arg-type]


@given(st.floats(0, 20_000))
def test_a_span_is_never_shorter_than_it_was(hours: float) -> None:
    count, unit = formatting.span_parts(hours, "en")
    assert count * (24 if unit.startswith("day") else 1) >= hours - 1e-6
    assert (count == 1) == (unit in {"hour", "day"})


@given(st.integers(-(10**12), 10**12), st.sampled_from(LANGUAGES))
def test_a_whole_number_keeps_all_its_digits(value: int, lang: str) -> None:
    written = formatting.number(value, lang)  # type: ignore[arg-type]
    assert int(written.replace(".", "").replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(12.45, 1, "12,5"), (2.5, 0, "3"), (0.5, 0, "1"), (-2.5, 0, "-3"), (-0.2, 0, "0")],
)
def test_a_half_goes_up_as_people_round(value: float, decimals: int, written: str) -> None:
    assert formatting.number(value, "id", decimals) == written
