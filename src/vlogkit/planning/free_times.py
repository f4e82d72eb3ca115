"""Give out the allowed times that an account's posts leave free."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from vlogkit.planning.slots import instants, pace
from vlogkit.records.calendar import Calendar, Pace
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

Span = tuple[dt.datetime | None, dt.datetime | None]
"""From when, and until before when; None: without limit."""


@dataclass
class _Diary:
    """What one account has planned: when, and how many a day."""

    zone: ZoneInfo
    pace: Pace
    times: list[dt.datetime] = field(default_factory=list)
    days: Counter[dt.date] = field(default_factory=Counter)

    def add(self, moment: dt.datetime) -> None:
        insort(self.times, moment)
        self.days[moment.astimezone(self.zone).date()] += 1

    def takes(self, moment: dt.datetime) -> bool:
        """Whether the day is not full and the neighbours are far enough away."""
        if self.days[moment.astimezone(self.zone).date()] >= self.pace.per_day:
            return False
        gap = max(dt.timedelta(minutes=self.pace.spacing_minutes), dt.timedelta(microseconds=1))
        at = bisect_left(self.times, moment)
        return all(abs(moment - near) >= gap for near in self.times[max(at - 1, 0) : at + 1])


class FreeTimes:
    """The free times of one account; each is taken as soon as it is given out."""

    def __init__(
        self,
        calendar: Calendar,
        account: Account,
        posts: Sequence[Post],
        now: dt.datetime,
        *,
        facts: PlatformFacts | None = None,
        days: int = 366,
    ) -> None:
        self._calendar, self._account, self._days = calendar, account, days
        self._diary = _Diary(ZoneInfo(calendar.timezone), pace(calendar, account, facts))
        for post in posts:
            if post.account == account.name and post.state not in {"cancelled", "expired"}:
                self._diary.add(post.due)
        self._first = now + dt.timedelta(minutes=calendar.lead_minutes)
        self._open = self._from(self._first)

    def take(
        self, span: Span = (None, None), fits: Callable[[dt.datetime], bool] = lambda _moment: True
    ) -> dt.datetime | None:
        """The next free time within a span that also `fits` what the account shares with others; None where the span, or the
        time that is planned ahead, has none."""
        first, last = span
        moments = self._open if span == (None, None) else self._from(max(self._first, first or self._first))
        for moment in moments:
            if last is not None and moment >= last:
                return None
            if self._diary.takes(moment) and fits(moment):
                self._diary.add(moment)
                return moment
        return None

    def occupy(self, moment: dt.datetime) -> None:
        """Count a time as taken that was given from elsewhere."""
        self._diary.add(moment)

    def _from(self, first: dt.datetime) -> Iterator[dt.datetime]:
        return instants(self._calendar, self._account, first, self._days)
