"""A calendar: when an agency may post, as read from `config/calendar/NAME.yaml` or the workspace's own file."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator, model_validator

from vlogkit.records.base import Day, Name, Record

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day, `HH:MM`, in the calendar's zone."""


class Slots(Record):
    """The times of day at which something may go out on these weekdays."""

    days: tuple[Weekday, ...]
    times: tuple[Clock, ...]


class Quiet(Record):
    """A stretch of the day at which nothing goes out; `until` before `start` runs past midnight."""

    days: tuple[Weekday, ...] = WEEKDAYS
    start: Clock
    until: Clock
    reason: str = ""


Prayer = Literal["fajr", "dhuhr", "asr", "maghrib", "isha"]
PRAYERS: tuple[Prayer, ...] = ("fajr", "dhuhr", "asr", "maghrib", "isha")


class Prayers(Record):
    """Around which prayers nothing goes out, and where the sun is asked for their times: a regency by its name, or a point."""

    place: str = ""
    """A regency or city of Central Java."""
    latitude: float | None = Field(default=None, ge=-65, le=65)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    """Degrees, north and east positive; they win over `place`."""
    which: tuple[Prayer, ...] = PRAYERS
    before_minutes: int = Field(default=5, ge=0, le=60)
    after_minutes: int = Field(default=15, ge=0, le=120)

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("write both `latitude` and `longitude`")
        if self.latitude is None and not self.place.strip():
            raise ValueError("write a `place`, or `latitude` and `longitude`")
        return self


class Season(Record):
    """Days, the last one included, with slots and quiet hours of their own: Ramadan, an election's silence."""

    name: str
    first: Day
    last: Day
    slots: tuple[Slots, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    closed: bool = False
    """Nothing is planned on these days."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("`last` lies before `first`")
        return self


class Holidays(Record):
    """Which public holidays count, and what happens on them; `add` and `drop` win over the list of the country."""

    country: str = ""
    """ISO 3166 code whose public holidays and joint leave days count; empty is none."""
    post: bool = True
    """False: nothing is planned on a holiday."""
    slots: tuple[Slots, ...] = ()
    """Slots that replace the weekday's own on a holiday."""
    add: dict[Day, str] = Field(default_factory=dict)
    drop: tuple[Day, ...] = ()


class Pace(Record):
    """How much goes out on one account."""

    per_day: int = Field(default=5, ge=1, le=100)
    spacing_minutes: int = Field(default=60, ge=0, le=10_080)


class Rules(Record):
    """What one platform or one account does otherwise; what is left out stays as the calendar says."""

    slots: tuple[Slots, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    per_day: int | None = Field(default=None, ge=1, le=100)
    spacing_minutes: int | None = Field(default=None, ge=0, le=10_080)


class Calendar(Record):
    """The whole of it; an account's rules win over its platform's, and those over the calendar's."""

    name: Name
    source: str = ""
    timezone: str = "Asia/Jakarta"
    slots: tuple[Slots, ...] = Field(min_length=1)
    quiet: tuple[Quiet, ...] = ()
    prayers: Prayers | None = None
    """Prayers around which nothing goes out, by the sun; None: only what `quiet` says."""
    pace: Pace = Pace()
    holidays: Holidays = Holidays()
    seasons: tuple[Season, ...] = ()
    platforms: dict[Name, Rules] = Field(default_factory=dict)
    accounts: dict[Name, Rules] = Field(default_factory=dict)
    late_minutes: int = Field(default=120, ge=1, le=10_080)
    """A post that is later than this is held for a person instead of being sent."""
    lead_minutes: int = Field(default=30, ge=0)
    """Nothing is planned sooner than this, so that there is time to look at it."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("there is no such time zone; write one like Asia/Jakarta") from None
        return value
