"""Find the times of posts that go out again: by a rule that keeps the local hour, or after days, in other words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from zoneinfo import ZoneInfo

from vlogkit.planning.compose import post_id
from vlogkit.records.notices.publish_window import Again, PublishWindow
from vlogkit.records.post import Post

AHEAD = dt.timedelta(days=28)
"""How far ahead posts of a rule are planned; planning again goes on from there."""
OUT = frozenset({"published", "handed-over"})


def occurrences(window: PublishWindow, zone: str, first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
    """The instants of a window's `repeat` from `first` until before `last`, in UTC.

    Clocks in `zone` show the same time at each. A time that a clock change skips goes by the clock of the day before, an
    hour later as a rule; one that comes twice is the first.
    """
    from dateutil.tz import resolve_imaginary

    place = ZoneInfo(zone)
    moments = (resolve_imaginary(naive.replace(tzinfo=place)).astimezone(dt.UTC) for naive in window.rule(zone))
    yield from takewhile(lambda moment: moment < last, dropwhile(lambda moment: moment < first, moments))


def occurrence_id(bundle: str, account: str, moment: dt.datetime, zone: str) -> str:
    """The id of a rule's post, which the same day and time there always gets."""
    return post_id(bundle, account, again=int(f"{moment.astimezone(ZoneInfo(zone)):%Y%m%d%H%M}"))


def next_wording(again: Again, before: Sequence[Post]) -> tuple[str, dt.datetime] | None:
    """What an item says next on an account and from when on, after the posts of it `before` there; None where one still
    waits or no new words are left."""
    count = len([post for post in before if post.state not in {"cancelled", "expired"}])
    if (
        not before
        or count > len(again.words)
        or any(post.state not in OUT | {"cancelled", "expired"} for post in before)
    ):
        return None
    newest = max(post.due for post in before if post.state in OUT) if count else None
    return None if newest is None else (again.words[count - 1], newest + dt.timedelta(days=again.days))
