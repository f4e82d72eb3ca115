"""Prayer times are those the ministry publishes and those at which the sun stands where it should; no post leaves around them."""

from __future__ import annotations

import datetime as dt
from math import asin, atan, atan2, cos, degrees, radians, sin, tan
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from tests.material import write

from vlogkit.errors import InputError
from vlogkit.planning.calendars import read_calendar
from vlogkit.planning.prayer_times import CAUTION, CAUTION_AT_NOON, place_of, prayer_times
from vlogkit.planning.slots import instants, objections
from vlogkit.records.calendar import PRAYERS, Calendar, Prayers
from vlogkit.records.settings import Account

WIB = ZoneInfo("Asia/Jakarta")
SEMARANG = (-6.98, 110.41)
OUTBOX = Account(name="outbox", platform="outbox")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
CALENDAR = (
    "name: kami\nslots:\n  - {days: [mon, tue, wed, thu, fri, sat, sun], times: ['12:00']}\nprayers: {place: Blorra}\n"
)


@pytest.mark.parametrize(
    ("day", "published"),
    [
        ("2023-08-13", ["04:30", "11:47", "15:07", "17:42", "18:53"]),
        ("2024-08-18", ["04:29", "11:46", "15:06", "17:42", "18:52"]),
    ],
)
def test_times_are_those_that_the_ministry_published_for_semarang(day: str, published: list[str]) -> None:
    made = prayer_times(dt.date.fromisoformat(day), *SEMARANG, WIB)
    assert [f"{made[prayer]:%H:%M}" for prayer in PRAYERS] == published


def altitude(moment: dt.datetime, latitude: float, longitude: float) -> tuple[float, float]:
    """The sun's altitude and declination in degrees, by the low-precision formulas of the Astronomical Almanac and sidereal
    time: another way than the module's, which goes by the equation of time."""
    days = (moment - dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)).total_seconds() / 86_400
    anomaly = radians(357.528 + 0.9856003 * days)
    ecliptic = radians(280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    ascension = atan2(cos(tilt) * sin(ecliptic), cos(ecliptic))
    declination = asin(sin(tilt) * sin(ecliptic))
    sidereal = radians(280.46061837 + 360.98564736629 * days + longitude)
    at = radians(latitude)
    height = sin(at) * sin(declination) + cos(at) * cos(declination) * cos(sidereal - ascension)
    return degrees(asin(height)), degrees(declination)


@pytest.mark.parametrize("place", [SEMARANG, (-7.8, 111.4), (5.5, 95.3), (-8.5, 140.4), (51.5, -0.1)])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_sun_stands_where_each_prayer_asks_it_to(place: tuple[float, float], month: int) -> None:
    """A minute is 0.25° at most; times are full minutes above."""
    made = prayer_times(dt.date(2027, month, 9), *place, ZoneInfo("UTC"))
    assert list(made) == [one for one in PRAYERS if one in made]
    for prayer, moment in made.items():
        least = moment - (CAUTION_AT_NOON if prayer == "dhuhr" else CAUTION)
        sky = [altitude(least - dt.timedelta(seconds=second), *place) for second in (-3, 63)]
        (now, declination), (earlier, _) = sky
        if prayer == "dhuhr":
            seen = [altitude(least - dt.timedelta(seconds=second), *place)[0] for second in range(-3, 64, 3)]
            assert max(seen) == pytest.approx(90 - abs(place[0] - declination), abs=0.02)
            continue
        asked = {"fajr": -20.0, "maghrib": -0.8333, "isha": -18.0}.get(prayer)
        if asked is None:
            asked = degrees(atan(1 / (1 + tan(radians(abs(place[0] - declination))))))
        low, high = sorted((now, earlier))
        assert low - 0.02 <= asked <= high + 0.02, (prayer, moment)


def test_prayers_that_the_sun_does_not_give_are_left_out_far_from_the_equator() -> None:
    made = prayer_times(dt.date(2027, 6, 21), 59.9, 10.7, ZoneInfo("Europe/Oslo"))
    assert list(made) == ["dhuhr", "asr", "maghrib"]


def test_nothing_goes_out_around_a_prayer_unless_a_person_says_so() -> None:
    slots = [{"days": WEEK, "times": ["11:41", "11:42", "12:06", "12:07"]}]
    values = {"name": "uji", "slots": slots, "prayers": {"place": "Kota Semarang"}}
    made = Calendar.model_validate(values)
    first = dt.datetime(2024, 8, 18, tzinfo=WIB)
    assert [f"{one.astimezone(WIB):%H:%M}" for one in instants(made, OUTBOX, first, 1)] == ["12:06", "12:07"]
    assert objections(made, OUTBOX, first.replace(hour=11, minute=50)) == ["Dhuhr prayer from 11:41 to 12:01"]
    assert objections(made, OUTBOX, first.replace(hour=12, minute=1)) == []
    only = made.model_copy(update={"prayers": Prayers(place="Kota Semarang", which=("maghrib",))})
    assert len(list(instants(only, OUTBOX, first, 1))) == 4


def test_a_regency_is_its_middle_and_a_point_wins_over_it() -> None:
    latitude, longitude = place_of(Prayers(place="Blora"))
    assert (latitude, longitude) == (pytest.approx(-7.1, abs=0.2), pytest.approx(111.4, abs=0.2))
    assert place_of(Prayers(place="Blora", latitude=-6.98, longitude=110.41)) == SEMARANG


def test_a_place_that_is_none_is_told_with_the_file_and_the_nearest_name(tmp_path: Path) -> None:
    path = write(tmp_path / "calendar" / "kami.yaml", CALENDAR)
    with pytest.raises(InputError, match="`Blorra` is not one regency") as told:
        read_calendar("kami", workspace=tmp_path)
    assert "Blora" in told.value.hint
    assert str(path) in str(told.value.where)


@pytest.mark.parametrize(
    ("values", "words"), [({}, "write a `place`"), ({"place": "Blora", "latitude": 1}, "write both")]
)
def test_a_place_is_a_name_or_a_whole_point(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Prayers.model_validate(values)
