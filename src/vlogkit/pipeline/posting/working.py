"""Send what is due, once or again and again, and say how long a worker may rest until the next post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vlogkit.pipeline.posting.publishing_desk import Clock, PublishingDesk, publish_posts
from vlogkit.publishing.due import Done

__all__ = ["Done", "publish_now", "seconds_to_next", "went_well"]

EXPIRES_AFTER = dt.timedelta(days=14)
"""How long after its time a held post can still be sent."""
_WELL = frozenset({"published", "handed-over", "accepted", "processing", "sending", "scheduled"})


def publish_now(
    desk: PublishingDesk,
    clock: Clock,
    *,
    told: Callable[[Done], object] | None = None,
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[Done]:
    """Let old posts expire, and send what is due. Raises OutsideError where the ledger does not answer."""
    desk.ledger.expire(clock(), older=EXPIRES_AFTER)
    return publish_posts(desk, clock, told=told, limit=limit, stop=stop)


def went_well(done: Done) -> bool:
    """Whether a post is out or on its way."""
    return done.state in _WELL


def seconds_to_next(desk: PublishingDesk, now: dt.datetime, most: float) -> float:
    """Seconds until the next post wants a worker, at most `most`."""
    wake = desk.ledger.next_wake()
    return most if wake is None else min(most, max(0.0, (wake - now).total_seconds()))
