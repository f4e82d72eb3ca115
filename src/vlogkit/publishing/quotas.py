"""Name the period of a quota that an instant lies in, and when it ends."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def quota_period(hours: int, zone: str, now: dt.datetime) -> tuple[str, dt.datetime]:
    """The name of the period `now` lies in, and when it ends; whole days end at midnight in `zone`."""
    local = now.astimezone(ZoneInfo(zone))
    if hours >= 24:
        midnight = dt.datetime.combine(local.date() + dt.timedelta(days=1), dt.time(), local.tzinfo)
        return f"{local:%Y-%m-%d}", midnight.astimezone(dt.UTC)
    first = local.hour - local.hour % hours
    start = local.replace(hour=first, minute=0, second=0, microsecond=0)
    return f"{start:%Y-%m-%dT%H}", (start + dt.timedelta(hours=hours)).astimezone(dt.UTC)
