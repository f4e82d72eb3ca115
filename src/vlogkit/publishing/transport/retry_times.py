"""When a service wants to be asked again, from whatever it wrote, never more than a week ahead."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Callable, Mapping

MOST = dt.timedelta(days=7)
"""No service may put a post off for longer; after that it is asked again, or a person looks."""

HEADERS = ("retry-after", "x-rate-limit-reset", "x-ratelimit-reset", "ratelimit-reset")
"""Where services say it, in lower case."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]*)?")
_EPOCH = 1e9
"""From here on a number is a time in seconds since 1970, below it is a span of seconds."""

_MILLISECONDS = 1e12
"""From here on it is a time in milliseconds."""


def retry_at(headers: Mapping[str, str], now: dt.datetime) -> dt.datetime | None:
    """The time of the first header (names in lower case) that can be read; None when there is none."""
    for name in HEADERS:
        moment = read_moment(headers.get(name, ""), now)
        if moment is not None:
            return moment
    return None


def read_moment(text: str, now: dt.datetime) -> dt.datetime | None:
    """A span in seconds, a time since 1970, an ISO or an HTTP date, as an instant from `now` to a week ahead.

    A date without a zone is in UTC, as HTTP's are. None for anything else.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        number = float(text)
        if number >= _EPOCH:
            number = number / (1000 if number >= _MILLISECONDS else 1) - now.timestamp()
        return now + min(max(dt.timedelta(seconds=min(number, MOST.total_seconds())), dt.timedelta()), MOST)
    readers: tuple[Callable[[str], dt.datetime], ...] = (dt.datetime.fromisoformat, email.utils.parsedate_to_datetime)
    for read in readers:
        try:
            return within_a_week(read(text), now)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def within_a_week(moment: dt.datetime, now: dt.datetime) -> dt.datetime:
    """The moment, but not before `now` and not more than a week after it. Raises OverflowError at the ends of time."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
    return now + min(max(aware - now, dt.timedelta()), MOST)
