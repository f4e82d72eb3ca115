from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk import NOW

from vlogkit.publishing.transport.retry_times import HEADERS, MOST, read_moment, retry_at

WEEK = MOST.total_seconds()


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("90", 90),
        ("1.5", 1.5),
        ("-30", 0),
        ("99999999", WEEK),
        ("Tue, 24 Nov 2026 05:02:00 GMT", 120),
        ("Tue, 24 Nov 2026 05:02:00", 120),
        ("Tue, 24 Nov 2026 12:02:00 +0700", 120),
        ("Wed, 24 Nov 2199 05:02:00 GMT", WEEK),
        ("Mon, 23 Nov 2026 05:02:00 GMT", 0),
        ("2026-11-24T05:10:00.000Z", 600),
        ("2026-11-24 05:10:00", 600),
        ("1795496460", 60),
        ("1795496460000", 60),
        ("9999-12-31T23:59:59-12:00", WEEK),
        ("0001-01-01T00:00:00+12:00", 0),
    ],
)
def test_every_way_to_say_when_is_read_and_kept_within_a_week(value: str, after: float) -> None:
    assert read_moment(value, NOW) == NOW + dt.timedelta(seconds=after)
    for name in HEADERS:
        assert retry_at({name: value}, NOW) == NOW + dt.timedelta(seconds=after)


@pytest.mark.parametrize(
    "value", ["soon", "", "٣٠", "²", "nan", "inf", "1e9", "9" * 5000, "2026-13-77", "Tue, 99 Nov", "\x00"]
)
def test_what_cannot_be_read_says_nothing(value: str) -> None:
    assert read_moment(value, NOW) is None


def test_a_header_that_cannot_be_read_leaves_the_next_one_to_speak() -> None:
    assert retry_at({"retry-after": "soon", "x-ratelimit-reset": "60"}, NOW) == NOW + dt.timedelta(seconds=60)


@given(st.text())
def test_no_header_raises_and_none_asks_for_more_than_a_week(value: str) -> None:
    moment = read_moment(value, NOW)
    assert moment is None or NOW <= moment <= NOW + MOST
