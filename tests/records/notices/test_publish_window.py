"""When an item may be out: rules that can be followed, others refused with what to write, and days far away."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from pydantic import ValidationError

from vlogkit.records.notices.publish_window import PublishWindow


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", ["2026-12-07", "2026-12-14"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO\n", ["2026-12-07", "2026-12-14"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1", ["2026-12-01", "2027-01-01"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-12-25", "2027-01-29"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29"]),
        ("FREQ=DAILY;INTERVAL=2", ["2026-12-01", "2026-12-03"]),
        ("freq=daily;count=2", ["2026-12-01", "2026-12-02"]),
        ("FREQ=DAILY;UNTIL=20261202", ["2026-12-01", "2026-12-02"]),
        ("FREQ=DAILY;UNTIL=20261202T060000", ["2026-12-01"]),
    ],
)
def test_a_rule_gives_its_days_and_one_that_ends_with_a_day_has_that_day_too(rule: str, days: list[str]) -> None:
    window = PublishWindow(repeat=rule, at="07:00", not_before=dt.date(2026, 12, 1))
    given = list(islice(window.rule("Asia/Jakarta"), 3 if len(days) == 1 or "=2026" in rule or "count" in rule else 2))
    assert [f"{one:%Y-%m-%d %H:%M}" for one in given] == [f"{day} 07:00" for day in days]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["2026-12-02", "2026-12-03", "2026-12-04"]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=2", ["2026-12-03", "2026-12-05"]),
        ("FREQ=MONTHLY;COUNT=2", ["2027-01-01", "2027-02-01"]),
    ],
)
def test_a_first_day_whose_time_has_passed_is_not_counted_and_keeps_its_rhythm(rule: str, days: list[str]) -> None:
    window = PublishWindow(repeat=rule, at="07:00", not_before=dt.datetime(2026, 12, 1, 10))
    assert [f"{one:%Y-%m-%d}" for one in window.rule("Asia/Jakarta")] == days


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=XX", "is not a rule of RFC 5545 with BYDAY=XX; write it like BYDAY=MO,TH"),
        ("FREQ=WEEKLY;INTERVAL=0", "write it like INTERVAL=2"),
        ("FREQ=DAILY;INTERVAL=-1", "write it like INTERVAL=2"),
        ("FREQ=DAILY;INTERVAL=2;INTERVAL=0", "says INTERVAL twice"),
        ("FREQ=DAILY;FREQ=HOURLY", "says FREQ twice"),
        ("FREQ=HOURLY", "daily, weekly, monthly or yearly"),
        ("BYDAY=MO", "daily, weekly, monthly or yearly"),
        ("FREQ=DAILY;COUNT=0", "write it like COUNT=10"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20261231", "by COUNT or by UNTIL"),
        ("FREQ=DAILY;UNTIL=20261201T000000Z", "write UNTIL without Z"),
        ("FREQ=DAILY;UNTIL=12", "write it like UNTIL=20261231"),
        ("FREQ=DAILY;UNTIL=20261301", "is not a rule of RFC 5545"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "write it like BYMONTHDAY=1,15"),
        ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=DAILY;BYHOUR=7,19", "take BYHOUR out"),
        ("FREQ=DAILY;BYMINUTE=0,30", "take BYMINUTE out"),
        ("FREQ=DAILY;BYSECOND=1", "take BYSECOND out"),
        ("FREQ=DAILY;DTSTART=20261201", "one rule on one line"),
        ("DTSTART:20261201T020000\nRRULE:FREQ=DAILY", "one rule on one line"),
        ("RRULE:FREQ=DAILY\nRRULE:FREQ=MINUTELY;INTERVAL=30", "one rule on one line"),
        ("FREQ=DAILY;INTERVAL=2\nEXDATE:20261201T070000", "one rule on one line"),
        ("FREQ=WEEKLY;;BYDAY=MO", "take out ``; known are FREQ"),
        ("FREQ=XDAILY", "daily, weekly, monthly or yearly"),
        ("XFREQ=DAILY", "daily, weekly, monthly or yearly"),
        ("X-FREQ=DAILY", "take out `X-FREQ`"),
        ("FREQ=DAILY;BYEASTER=0", "take out `BYEASTER`"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "gives no day within ten years"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", "gives no day within ten years"),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "gives no day within ten years"),
        ("FREQ=DAILY;BYSETPOS=2;BYMONTH=1", "gives no day within ten years"),
        ("FREQ=WEEKLY;UNTIL=20251231", "ends before its first day"),
    ],
)
def test_a_rule_that_nobody_can_follow_is_refused_with_what_to_write(rule: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words) as caught:
        PublishWindow.model_validate({"repeat": rule, "at": "07:00", "not_before": "2026-12-01"})
    assert caught.value.error_count() == 1
    assert caught.value.errors()[0]["loc"] in {("repeat",), ()}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"repeat": "FREQ=DAILY"}, "needs `at`"),
        ({"at": "07:00"}, "belong to `repeat`"),
        ({"repeat": "FREQ=DAILY;COUNT=3", "at": "07:00"}, "needs `not_before`"),
        ({"repeat": "FREQ=DAILY", "at": "07:00", "on": "2026-12-01"}, "without `on`"),
    ],
)
def test_a_rule_needs_its_time_and_where_it_is_counted_from(given: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        PublishWindow.model_validate(given)


@pytest.mark.parametrize("key", ["not_before", "not_after", "on"])
@pytest.mark.parametrize("moment", ["9999-12-31", "9999-12-31 23:59", "0001-01-01", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("zone", ["Asia/Jakarta", "America/New_York"])
def test_days_at_the_ends_of_the_calendar_are_times_in_every_zone(key: str, moment: str, zone: str) -> None:
    window = PublishWindow.model_validate({key: moment[:10] if key == "on" else moment})
    now = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
    found = [one.astimezone(dt.UTC) for one in (window.first(zone), window.last(zone)) if one is not None]
    assert found
    assert all((one > now) is moment.startswith("9") for one in found)


@pytest.mark.parametrize("key", ["not_before", "not_after", "on"])
@pytest.mark.parametrize("typed", ["2026-13-01", "besok", 1764288000, 1.5, True, ["2026-12-01"]])
def test_what_is_not_a_day_is_refused_with_how_a_day_is_written(key: str, typed: object) -> None:
    with pytest.raises(ValidationError, match=r"is not a day|valid date|12-31"):
        PublishWindow.model_validate({key: typed})
