"""Compute when the five daily prayers begin at a place, and the stretches around them in which no post leaves.

The sun's place is that of Meeus, *Astronomical Algorithms* (2nd ed., chapter 25, low accuracy: about 0.01°); an hour angle
follows from an altitude by the usual formula of spherical astronomy. The altitudes are those of Indonesia's Ministry of
Religious Affairs: dawn at −20°, nightfall at −18°, the afternoon when a shadow is as much longer than at noon as its object is
high, and two minutes of caution (ihtiyat) on each, three at noon.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from math import acos, asin, atan, atan2, cos, degrees, radians, sin, tan
from zoneinfo import ZoneInfo

from vlogkit.errors import InputError
from vlogkit.media.regencies import named_in, regencies
from vlogkit.records.calendar import PRAYERS, WEEKDAYS, Prayer, Prayers, Quiet

CAUTION, CAUTION_AT_NOON = dt.timedelta(minutes=2), dt.timedelta(minutes=3)
"""Added to the times, so that none is early at the edge of a regency or on a hill."""
DAWN, SUNSET, NIGHTFALL = -20.0, -0.8333, -18.0
"""The sun's altitude in degrees; at sunset refraction lifts it by 34′, and its upper edge stands 16′ higher."""
_SAID = {"fajr": "Fajr prayer", "dhuhr": "Dhuhr prayer", "asr": "Asr prayer", "maghrib": "Maghrib prayer", "isha": "Isha prayer"}  # fmt: skip
_MINUTE = dt.timedelta(minutes=1)


def place_of(prayers: Prayers) -> tuple[float, float]:
    """Latitude and longitude in degrees: those given, else the middle of the regency that is named. Raises InputError."""
    if prayers.latitude is not None and prayers.longitude is not None:
        return prayers.latitude, prayers.longitude
    named = named_in(prayers.place)
    if len(named.found) != 1:
        hint = "Write one regency or city of Central Java, or `latitude` and `longitude`."
        if named.near:
            hint = f"Did you mean `{named.near[0]}`?"
        raise InputError(f"`{prayers.place}` is not one regency of Central Java", hint=hint)
    longitude, latitude = regencies()[named.found[0]].centre
    return latitude, longitude


@lru_cache(maxsize=4096)
def quiet_around(prayers: Prayers, day: dt.date, zone: str) -> tuple[Quiet, ...]:
    """The stretches of a local day around its prayers at which nothing goes out. Raises InputError."""
    latitude, longitude = place_of(prayers)
    times = prayer_times(day, latitude, longitude, ZoneInfo(zone))
    before, after = dt.timedelta(minutes=prayers.before_minutes), dt.timedelta(minutes=prayers.after_minutes)
    found = []
    for prayer in prayers.which:
        moment = times.get(prayer)
        if moment is not None and before + after:
            start, until = max(moment - before, _midnight(moment)), moment + after
            values = {"start": f"{start:%H:%M}", "until": f"{until:%H:%M}", "reason": _SAID[prayer]}
            found.append(Quiet(days=(WEEKDAYS[day.weekday()],), **values))
    return tuple(found)


def prayer_times(day: dt.date, latitude: float, longitude: float, zone: ZoneInfo) -> dict[Prayer, dt.datetime]:
    """The local times at which the prayers of a day begin, to the full minute above; without those for which the sun does
    not come to its altitude that far from the equator. Degrees, north and east positive."""
    found: dict[Prayer, dt.datetime] = {}
    noon = _transit(day, longitude)
    for prayer in PRAYERS:
        moment: dt.datetime | None = noon
        if prayer != "dhuhr":
            moment = _at_altitude(noon, prayer, latitude)
        if moment is not None:
            exact = moment.astimezone(zone) + (CAUTION_AT_NOON if prayer == "dhuhr" else CAUTION)
            found[prayer] = exact.replace(second=0, microsecond=0) + (_MINUTE if exact.second else dt.timedelta())
    return found


def sun(moment: dt.datetime) -> tuple[float, float]:
    """The sun's declination in degrees, and the equation of time in minutes, at an instant."""
    century = (moment - dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)).total_seconds() / 86_400 / 36_525
    mean = 280.46646 + 36_000.76983 * century
    anomaly = radians(357.52911 + 35_999.05029 * century)
    centre = (1.914602 - 0.004817 * century) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    node = radians(125.04 - 1_934.136 * century)
    longitude = radians(mean + centre - 0.00569 - 0.00478 * sin(node))
    tilt = radians(23.439291 - 0.0130042 * century + 0.00256 * cos(node))
    ascension = degrees(atan2(cos(tilt) * sin(longitude), cos(longitude)))
    ahead = (mean - 0.0057183 - ascension + 180) % 360 - 180
    return degrees(asin(sin(tilt) * sin(longitude))), 4 * ahead


def _transit(day: dt.date, longitude: float) -> dt.datetime:
    """When the sun stands highest on a local day, in UTC."""
    mean_noon = dt.datetime.combine(day, dt.time(12), dt.UTC) - dt.timedelta(hours=longitude / 15)
    return mean_noon - dt.timedelta(minutes=sun(mean_noon)[1])


def _at_altitude(noon: dt.datetime, prayer: Prayer, latitude: float) -> dt.datetime | None:
    """When the sun stands as the prayer asks; the declination is taken at that time, which is found again and again."""
    moment, at = noon, radians(latitude)
    for _ in range(3):
        declination = radians(sun(moment)[0])
        altitude = {"fajr": DAWN, "maghrib": SUNSET, "isha": NIGHTFALL}.get(prayer)
        high = atan(1 / (1 + tan(abs(at - declination)))) if altitude is None else radians(altitude)
        cosine = (sin(high) - sin(at) * sin(declination)) / (cos(at) * cos(declination))
        if abs(cosine) > 1:
            return None
        hours = degrees(acos(cosine)) / 15
        moment = noon + dt.timedelta(hours=-hours if prayer == "fajr" else hours)
    return moment


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0)
