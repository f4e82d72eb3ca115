"""When an item may be out: a person's `publish:` in its file, or the day that a dated template gives it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from vlogkit.records.base import Name, Record

LONG_AGO = dt.date(2024, 1, 1)
"""A Monday: what every second week is counted from where an item names no first day."""


def _read(value: object) -> object:
    """A text of ten characters is a day, a longer one a time."""
    if isinstance(value, str):
        return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
    return value


Moment = Annotated[dt.date | dt.datetime, BeforeValidator(_read)]
"""A day (`2026-12-25`) or a time (`2026-12-25 07:00`), in the workspace's zone where it names none."""


class Again(Record):
    """An item that stays true and may go out again, each time in other words."""

    days: int = Field(ge=7, le=3660)
    """Days after it went out on an account until it may go out there again."""
    words: tuple[str, ...] = Field(min_length=1)
    """What it says the second time, the third, and so on; after the last it does not go out again."""


class PublishWindow(Record):
    """The first and last time at which something of an item may leave, or the one day on which it may; how often; and where
    to."""

    not_before: Moment | None = None
    not_after: Moment | None = None
    on: dt.date | None = None
    accounts: tuple[Name, ...] = ()
    """The only accounts that it goes to; empty: those of its brand."""
    repeat: str = ""
    """When it goes out again and again, as a rule of RFC 5545: `FREQ=WEEKLY;BYDAY=MO`."""
    at: Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")] = ""
    """The time of day at which `repeat` goes out, in the workspace's zone; it stays so when clocks change."""
    again: Again | None = None
    """It may go out again after so many days, in other words."""
    anyway: str = ""
    """Why `repeat` goes out also in quiet hours and closed seasons; kept in the trail."""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.on is not None and (self.not_before is not None or self.not_after is not None):
            raise ValueError("`on` stands alone: leave `not_before` and `not_after` out, or `on`")
        self._check_repeat()
        first, last = self.first("UTC"), self.last("UTC")
        if first is not None and last is not None and last <= first:
            raise ValueError("`not_after` lies before `not_before`")
        return self

    def _check_repeat(self) -> None:
        """Raise ValueError for a rule that nobody can follow."""
        if not self.repeat:
            if self.at or self.anyway:
                raise ValueError("`at` and `anyway` belong to `repeat`, which is not there")
            return
        if self.on is not None or self.again is not None:
            raise ValueError("`repeat` stands without `on` and `again`")
        if not self.at:
            raise ValueError('`repeat` needs `at`, the time of day: at: "07:00"')
        if "COUNT=" in self.repeat.upper() and self.not_before is None:
            raise ValueError("`repeat` with COUNT needs `not_before`, from which it is counted")
        self.rule("UTC")

    def rule(self, zone: str) -> Iterable[dt.datetime]:
        """The days and times of `repeat` as clocks in `zone` show them, without a zone, from `not_before` or a Monday long
        ago on. Raises ValueError for a rule that cannot be read or goes out more often than daily."""
        from dateutil.rrule import rrulestr

        first = self.first(zone)
        day = first.astimezone(ZoneInfo(zone)).date() if first is not None else LONG_AGO
        start = dt.datetime.combine(day, dt.time.fromisoformat(self.at))
        if not re.search(r"(?i)\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b", self.repeat):
            raise ValueError("`repeat` goes out daily, weekly, monthly or yearly: FREQ=WEEKLY;BYDAY=MO")
        try:
            found: Iterable[dt.datetime] = rrulestr(self.repeat, dtstart=start)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            hint = "; write UNTIL without Z" if "UTC" in str(error) else ""
            raise ValueError(f"`repeat` is not a rule of RFC 5545: {error}{hint}") from None
        return found

    def dated(self) -> bool:
        """Whether it names any time."""
        return any(limit is not None for limit in (self.not_before, self.not_after, self.on))

    def first(self, zone: str) -> dt.datetime | None:
        """The first instant at which it may leave, aware; None: any."""
        return _instant(self.on or self.not_before, zone, days=0)

    def last(self, zone: str) -> dt.datetime | None:
        """The instant from which it may no longer leave, aware; a day ends with it. None: never."""
        return _instant(self.on or self.not_after, zone, days=1)


def _instant(moment: dt.date | None, zone: str, *, days: int) -> dt.datetime | None:
    """A time in its zone; of a day the midnight it begins with (`days` 0) or ends with (1)."""
    if moment is None or isinstance(moment, dt.datetime):
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return dt.datetime.combine(moment + dt.timedelta(days=days), dt.time(), ZoneInfo(zone))
