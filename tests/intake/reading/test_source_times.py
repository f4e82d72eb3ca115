"""Dates as systems write them become seconds, with the zone they name or the one of their profile."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.errors import InputError
from vlogkit.intake.reading.source_times import DateOrder, TimeReader, order_of

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
        ("1-Okt-26", seconds(2026, 10, 1), True),
        ("01-Okt-26 10.30", seconds(2026, 10, 1, 10, 30), True),
        ("17 Agt 2026 08:00", seconds(2026, 8, 17, 8), True),
        ("Jum'at, 27 November 2026 10.30 WIB", seconds(2026, 11, 27, 10, 30), False),
        ("Kamis Legi, 26 November 2026", seconds(2026, 11, 26), True),
        ("Jumat, 27/11/2026 10.30", seconds(2026, 11, 27, 10, 30), True),
        ("27‑11‑2026", seconds(2026, 11, 27), True),
        ("27 Nov 2026 10:30 UTC+07.00", seconds(2026, 11, 27, 10, 30), False),
        ("Jum’at, 27 November 2026", seconds(2026, 11, 27), True),
        ("Kamis, 1 Okt 2026, 10:30 WIB", seconds(2026, 10, 1, 10, 30), False),
        ("2026-10-01 10:30:00 GMT+07:00", seconds(2026, 10, 1, 10, 30), False),
        ("2026-10-01 10:30 UTC+7", seconds(2026, 10, 1, 10, 30), False),
        ("2026-10-01 10:30 GMT", seconds(2026, 10, 1, 10, 30, hours=0), False),
        ("Thu Oct 01 2026 10:30:00 GMT+0700 (Western Indonesia Time)", seconds(2026, 10, 1, 10, 30), False),
        ("Thu, 01 Oct 2026 03:30:00 GMT", seconds(2026, 10, 1, 10, 30), False),
        ("1/10/2026, 10:30:00 AM", seconds(2026, 10, 1, 10, 30), True),
        ("13-12-2018 24:00", seconds(2018, 12, 14), True),
        ("1544671800", seconds(2018, 12, 13, 10, 30), False),
        ("1544671800000", seconds(2018, 12, 13, 10, 30), False),
    ],
)
def test_a_date_is_read(text: str, expected: int, naive: bool) -> None:
    assert JAKARTA.read(text) == (expected, naive)


@pytest.mark.parametrize(
    "text",
    [
        "", "besok", "31-02-2018 10:00", "13-13-2018", "13-12-2018 25:00", "12-12-0001", "2018-12-13 10:30 XYZ",
        "13-12-2018 24:30", "13-12-2018 24:00:01", "13-12-2018 10:60", "2018-12-13T10:30:00+24:00",
        "2018-12-13T10:30:00+07:75", "1-Okt-026", "1 Okt 10.30",
    ],
)  # fmt: skip
def test_what_is_not_a_date_is_none(text: str) -> None:
    assert JAKARTA.read(text) is None


def test_american_dates_and_their_summer_time() -> None:
    clock = TimeReader("mdy", "America/New_York")
    assert clock.read("01/12/2018 01:30:00 PM") == (seconds(2018, 1, 12, 13, 30, hours=-5), True)
    assert clock.read("07/12/2018 12:00:00 AM") == (seconds(2018, 7, 12, 0, 0, hours=-4), True)


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(InputError, match="Asia/Semarang"):
        TimeReader("dmy", "Asia/Semarang")


@given(st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2099, 12, 30)))
@settings(deadline=None, max_examples=examples(150))
def test_every_minute_is_read_back(moment: dt.datetime) -> None:
    expected = int(moment.replace(second=0, microsecond=0, tzinfo=dt.timezone(dt.timedelta(hours=7))).timestamp())
    assert JAKARTA.read(f"{moment:%d-%m-%Y %H:%M} WIB") == (expected, False)


@pytest.mark.parametrize(
    ("column", "declared", "expected"),
    [
        (["10/13/2026", "10/02/2026"], "dmy", DateOrder("mdy", sure=True)),
        (["13/10/2026", "02/10/2026"], "mdy", DateOrder("dmy", sure=True)),
        (["13/10/2026 08.00", "kosong", "2026-10-13"], "seen", DateOrder("dmy", sure=True)),
        (["02/10/2026"], "dmy", DateOrder("dmy", sure=True)),
        (["02/10/2026"], "mdy", DateOrder("mdy", sure=True)),
        (["02/10/2026"], "seen", DateOrder("dmy", sure=False)),
        (["13/10/2026", "10/13/2026"], "dmy", DateOrder("dmy", sure=False)),
        (["2026-10-13"], "ymd", DateOrder("ymd", sure=True)),
        ([], "seen", DateOrder("dmy", sure=False)),
    ],
)  # fmt: skip
def test_a_column_shows_the_order_of_its_dates(column: list[str], declared: str, expected: DateOrder) -> None:
    assert order_of(column, declared) == expected  # type: ignore[arg-type]  # the parameters are of the closed type


@pytest.mark.parametrize(
    ("text", "two_ways"),
    [("10/02/2026", True), ("13/02/2026", False), ("02/13/2026", False), ("02/02/2026", False), ("2026-02-10", False), ("10 Februari 2026", False)],
)  # fmt: skip
def test_a_date_that_can_be_read_two_ways_is_told_only_where_the_order_is_not_known(text: str, two_ways: bool) -> None:
    assert TimeReader("dmy", "Asia/Jakarta", unsure=True).two_ways(text) == two_ways
    assert not JAKARTA.two_ways(text)


def test_a_day_of_the_week_before_a_date_of_numbers_hides_no_doubt() -> None:
    assert TimeReader("dmy", "Asia/Jakarta", unsure=True).two_ways("Selasa, 10/02/2026")
    assert order_of(["Jumat, 11/27/2026", "Selasa, 10/02/2026"], "seen") == DateOrder("mdy", sure=True)
