"""A worker's sign of life: who sends for a workspace, and when it was heard of last."""

from __future__ import annotations

import datetime as dt

from pydantic import AwareDatetime

from vlogkit.records.base import Record

LEAST_SILENCE = dt.timedelta(minutes=10)
"""A large file may go out for minutes between two signs of life."""


class Heartbeat(Record):
    """One worker at one workspace."""

    name: str
    """Host and process number."""
    workspace: str
    every: int
    """Seconds until it looks again; 0 for one that looks once, as cron starts it."""
    started_at: AwareDatetime
    seen_at: AwareDatetime
    ended_at: AwareDatetime | None = None

    def is_stuck(self, now: dt.datetime) -> bool:
        """Whether a worker that should look again and again has not, and did not say that it ended."""
        patience = max(LEAST_SILENCE, dt.timedelta(seconds=3 * self.every))
        return self.every > 0 and self.ended_at is None and now - self.seen_at > patience
