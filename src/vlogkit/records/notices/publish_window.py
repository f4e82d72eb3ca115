"""When an item may be out: a person's `publish:` in its file, or the day that a dated template gives it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, model_validator

from vlogkit.records.base import Name, Record


def _read(value: object) -> object:
    """A text of ten characters is a day, a longer one a time."""
    if isinstance(value, str):
        return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
    return value


Moment = Annotated[dt.date | dt.datetime, BeforeValidator(_read)]
"""A day (`2026-12-25`) or a time (`2026-12-25 07:00`), in the workspace's zone where it names none."""


class PublishWindow(Record):
    """The first and last time at which something of an item may leave, or the one day on which it may; and where to."""

    not_before: Moment | None = None
    not_after: Moment | None = None
    on: dt.date | None = None
    accounts: tuple[Name, ...] = ()
    """The only accounts that it goes to; empty: those of its brand."""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.on is not None and (self.not_before is not None or self.not_after is not None):
            raise ValueError("`on` stands alone: leave `not_before` and `not_after` out, or `on`")
        first, last = self.first("UTC"), self.last("UTC")
        if first is not None and last is not None and last <= first:
            raise ValueError("`not_after` lies before `not_before`")
        return self

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
