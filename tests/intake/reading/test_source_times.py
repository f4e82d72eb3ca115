"""Dates as systems write them become seconds, with the zone they name or the one of their profile."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlogkit.errors import InputError
from vlogkit.intake.reading.source_times import TimeReader

JAKARTA = TimeReader("dmy", "Asia/Jakarta")


def seconds(*parts: int, hours: float = 7) -> int:
    return int(dt.datetime(*parts, tzinfo=dt.timezone(dt.timedelta(hours=hours))).timestamp())  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "expected", "naive"),
    [
        ("13-12-2018 10:30 WIB", seconds(2018, 12, 13, 10, 30), False),
        ("13-12-2018 10:30 WITA", seconds(2018, 12, 13, 10, 30, hours=8), False),
        ("13/12/2018 10.30", seconds(2018, 12, 13, 10, 30), True),
        ("3-2-2018", seconds(2018, 2, 3), True),
        ("13 Desember 2018 10.30 WIB", seconds(2018, 12, 13, 10, 30), False),
        ("Kamis, 13 Desember 2018", seconds(2018, 12, 13), True),
        ("2018-12-13T10:30:00+07:00", seconds(2018, 12, 13, 10, 30), False),
        ("2018-12-13T03:30:00Z", seconds(2018, 12, 13, 10, 30), False),
        ("2018-12-13 10:30:59.123", seconds(2018, 12, 13, 10, 30, 59), True),
        ("1544671800", seconds(2018, 12, 13, 10, 30), False),
        ("1544671800000", seconds(2018, 12, 13, 10, 30), False),
    ],
)
def test_a_date_is_read(text: str, expected: int, naive: bool) -> None:
    assert JAKARTA.read(text) == (expected, naive)


@pytest.mark.parametrize(
    "text", ["", "besok", "31-02-2018 10:00", "13-13-2018", "13-12-2018 25:00", "12-12-0001", "2018-12-13 10:30 XYZ"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert JAKARTA.read(text) is None


def test_american_dates_and_their_summer_time() -> None:
    clock = TimeReader("mdy", "America/New_York")
    assert clock.read("01/12/2018 01:30:00 PM") == (seconds(2018, 1, 12, 13, 30, hours=-5), True)
    assert clock.read("07/12/2018 12:00:00 AM") == (seconds(2018, 7, 12, 0, 0, hours=-4), True)


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(InputError, match="Asia/Semarang"):
        TimeReader("dmy", "Asia/Semarang")


@given(st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2099, 12, 30)))
@settings(deadline=None, max_examples=150)
def test_every_minute_is_read_back(moment: dt.datetime) -> None:
    expected = int(moment.replace(second=0, microsecond=0, tzinfo=dt.timezone(dt.timedelta(hours=7))).timestamp())
    assert JAKARTA.read(f"{moment:%d-%m-%Y %H:%M} WIB") == (expected, False)
