"""When an item may be out: a person's `publish:` in its file, or the day that a dated template gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from vlogkit.records.base import Day, Name, Record
from vlogkit.records.notices.repeat_rule import check_it_comes, checked, days_of

LONG_AGO = dt.date(2024, 1, 1)
"""A Monday: what every second week is counted from where an item names no first day."""
YEARS = range(1000, 9001)
"""Days of earlier and later years, which mean without limit, count as the first and the last of these: the time in another
zone than that of 9999-12-31 cannot be written."""


def _read(value: object) -> object:
    """A text of ten characters is a day, a longer one a time. Raises ValueError."""
    if isinstance(value, dt.date):
        return value
    try:
        text = str(value)
        return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day or time; write it as 2026-12-31 or 2026-12-31 07:00") from None


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
    on: Day | None = None
    accounts: tuple[Name, ...] = ()
    """The only accounts that it goes to; empty: those of its brand."""
    repeat: Annotated[str, AfterValidator(checked)] = ""
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
        check_it_comes(self.repeat, *self._start("UTC"))

    def rule(self, zone: str) -> Iterator[dt.datetime]:
        """The days and times of `repeat` as clocks in `zone` show them, without a zone, from `not_before` or a Monday long
        ago on."""
        return days_of(self.repeat, *self._start(zone))

    def _start(self, zone: str) -> tuple[dt.datetime, dt.datetime]:
        """The time on the day that `repeat` is counted from, and the first at which it may go out; `not_before` may be later
        that day."""
        first = self.first(zone)
        since = first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if first is not None else None
        start = dt.datetime.combine(since or LONG_AGO, dt.time.fromisoformat(self.at))
        return start, since or start

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
    """A time in its zone, within `YEARS`; of a day the midnight it begins with (`days` 0) or ends with (1)."""
    if moment is None:
        return None
    if moment.year not in YEARS:
        moment = dt.date(YEARS[0], 1, 1) if moment.year < YEARS[0] else dt.date(YEARS[-1], 12, 31)
    if isinstance(moment, dt.datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return dt.datetime.combine(moment + dt.timedelta(days=days), dt.time(), ZoneInfo(zone))
