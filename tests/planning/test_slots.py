"""Slots, quiet hours, holidays and the rules of accounts give the instants at which a post may go out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from vlogkit.errors import InputError
from vlogkit.planning.calendars import read_calendar
from vlogkit.planning.slots import instants, is_holiday, is_quiet, pace
from vlogkit.records.calendar import Calendar, Quiet
from vlogkit.records.settings import Account

JAKARTA = ZoneInfo("Asia/Jakarta")
OUTBOX = Account(name="outbox", platform="outbox")
ALL_WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def calendar(**more: object) -> Calendar:
    values = {"name": "uji", "slots": [{"days": ALL_WEEK, "times": ["07:00", "12:00", "18:30"]}]}
    return Calendar.model_validate(values | more)


def times(made: Calendar, day: str, account: Account = OUTBOX, days: int = 1) -> list[str]:
    first = dt.datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo(made.timezone))
    zone = ZoneInfo(made.timezone)
    return [f"{moment.astimezone(zone):%d %H:%M}" for moment in instants(made, account, first, days)]


def test_slots_are_given_in_the_calendars_zone_whatever_zone_one_starts_from() -> None:
    first = dt.datetime(2026, 11, 24, 20, 0, tzinfo=dt.UTC)
    moment = next(iter(instants(calendar(), OUTBOX, first, 2)))
    assert moment == dt.datetime(2026, 11, 25, 0, 0, tzinfo=dt.UTC)


def test_quiet_hours_take_slots_away_and_end_when_they_say() -> None:
    made = calendar(quiet=[{"days": ["fri"], "start": "11:30", "until": "13:00"}])
    assert times(made, "2026-11-27") == ["27 07:00", "27 18:30"]
    assert times(made, "2026-11-26") == ["26 07:00", "26 12:00", "26 18:30"]
    assert not is_quiet(Quiet(start="11:30", until="13:00"), dt.date(2026, 11, 27), "13:00")


def test_quiet_hours_past_midnight_belong_to_the_evening_before() -> None:
    rule = Quiet.model_validate({"days": ["sat"], "start": "22:00", "until": "06:00"})
    assert is_quiet(rule, dt.date(2026, 11, 28), "23:00")
    assert is_quiet(rule, dt.date(2026, 11, 29), "05:59")
    assert not is_quiet(rule, dt.date(2026, 11, 28), "05:59")


def test_an_accounts_rules_win_over_its_platforms_and_those_over_the_calendars() -> None:
    made = calendar(
        platforms={"outbox": {"slots": [{"days": ALL_WEEK, "times": ["09:00"]}], "per_day": 2}},
        accounts={"khusus": {"slots": [{"days": ALL_WEEK, "times": ["10:00"]}], "spacing_minutes": 5}},
    )
    special = Account(name="khusus", platform="outbox")
    assert times(made, "2026-11-24") == ["24 09:00"]
    assert times(made, "2026-11-24", special) == ["24 10:00"]
    assert times(made, "2026-11-24", Account(name="x", platform="x")) == ["24 07:00", "24 12:00", "24 18:30"]
    assert (pace(made, special).per_day, pace(made, special).spacing_minutes) == (2, 5)


def test_a_holiday_of_the_country_has_its_own_slots_or_none() -> None:
    slots = [{"days": ALL_WEEK, "times": ["08:00"]}]
    assert times(calendar(holidays={"country": "ID", "slots": slots}), "2026-12-25") == ["25 08:00"]
    assert times(calendar(holidays={"country": "ID", "post": False}), "2026-12-25") == []
    assert len(times(calendar(), "2026-12-25")) == 3


def test_joint_leave_days_count_and_the_override_wins() -> None:
    made = calendar(holidays={"country": "ID", "add": {"2026-11-24": "libur lokal"}, "drop": ["2026-12-24"]})
    assert is_holiday(calendar(holidays={"country": "ID"}), dt.date(2026, 12, 24))
    assert not is_holiday(made, dt.date(2026, 12, 24))
    assert is_holiday(made, dt.date(2026, 11, 24))


def test_a_season_has_its_own_slots_and_quiet_hours_or_is_closed() -> None:
    ramadan = {
        "name": "Ramadan",
        "first": "2027-02-08",
        "last": "2027-03-09",
        "slots": [{"days": ALL_WEEK, "times": ["16:00", "18:00"]}],
    }
    ramadan["quiet"] = [{"start": "17:15", "until": "20:00"}]
    made = calendar(seasons=[ramadan, {"name": "tenang", "first": "2029-02-11", "last": "2029-02-13", "closed": True}])
    assert times(made, "2027-02-08") == ["08 16:00"]
    assert times(made, "2027-03-10") == ["10 07:00", "10 12:00", "10 18:30"]
    assert times(made, "2029-02-12") == []


def test_a_time_that_the_clock_change_skips_is_no_slot() -> None:
    made = calendar(timezone="Europe/Berlin", slots=[{"days": ALL_WEEK, "times": ["02:30", "04:00"]}])
    assert times(made, "2027-03-28") == ["28 04:00"]


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"timezone": "Asia/Semarang"}, "no such time zone"),
        ({"slots": []}, "at least 1"),
        ({"slots": [{"days": ["mon"], "times": ["7:00"]}]}, "pattern"),
        ({"seasons": [{"name": "x", "first": "2027-02-08", "last": "2027-02-01"}]}, "lies before"),
    ],
)
def test_a_calendar_that_cannot_be_meant_is_refused(more: dict[str, object], match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        calendar(**more)


def test_the_shipped_calendar_keeps_friday_noon_and_the_night_free() -> None:
    made = read_calendar("jawa-tengah")
    friday = times(made, "2026-11-27")
    assert friday
    assert not any("11:30" <= slot[3:] < "13:00" for slot in friday)
    everything = times(made, "2026-11-23", days=120)
    assert all("05:30" <= slot[3:] < "21:30" for slot in everything)


def test_no_more_a_day_than_the_service_takes() -> None:
    from vlogkit.publishing import registry

    facebook = Account(name="fb", platform="facebook")
    made = calendar(pace={"per_day": 90})
    assert pace(made, facebook, registry.facts("facebook")).per_day == 30
    assert pace(made, facebook).per_day == 90


def test_a_country_without_known_holidays_and_an_unknown_calendar_are_errors(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    own = tmp_path / "calendar" / "dinas.yaml"
    own.write_text(
        'name: dinas\nslots: [{days: [mon], times: ["07:00"]}]\nholidays: {country: INDO}\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="no holidays are known for `INDO`"):
        read_calendar("dinas", workspace=tmp_path)
    with pytest.raises(InputError, match="no calendar `lain`") as caught:
        read_calendar("lain", workspace=tmp_path)
    assert "jawa-tengah" in caught.value.hint
