"""Move a claimed post one step along the state machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from vlogkit.publishing.answers import ABSENT, DoubtError, LaterError, ReconnectError, Sight, TokenError
from vlogkit.publishing.job import Job, Platform

MAX_ATTEMPTS = 8
BACKOFF = (1, 2, 5, 10, 20, 30, 60, 60)
"""Minutes to wait after each attempt."""


@dataclass(frozen=True)
class Steps:
    """What the machine asks of its surroundings: the guards, the ledger's writes, a new token."""

    guard: Callable[[Job], None]
    """Whether it may leave at all: files, approval, time, quota."""
    begin: Callable[[Job], None]
    no_hold: Callable[[Job], None]
    """Asked immediately before each call that cannot be undone."""
    accepted: Callable[[Job, Sight], None]
    refresh: Callable[[Job], None]


def advance(platform: Platform, job: Job, steps: Steps) -> Sight:
    """Move a post on: look first where anything was begun, submit what is certainly absent, finalize what is ready.

    A token that dies is refreshed once, and the look comes before any further submit. Raises a SetbackError.
    """
    try:
        return _advance(platform, job, steps)
    except TokenError:
        steps.refresh(job)
    try:
        return _advance(platform, job, steps)
    except TokenError as error:
        raise ReconnectError(f"a new token is not taken either: {error.reason}") from None


def _advance(platform: Platform, job: Job, steps: Steps) -> Sight:
    sight = platform.check(job) if job.handle else ABSENT
    if sight.where == "absent" and job.remote_id:
        return Sight("unknown", job.remote_id, job.url, "the service had accepted it and no longer shows it")
    if sight.where == "absent":
        steps.guard(job)
        steps.begin(job)
        sight = _call(platform, platform.submit, job, steps)
    if sight.where in {"processing", "ready"}:
        steps.accepted(job, sight)
    if sight.where == "ready" and sight.out:
        return platform.finalize(job)
    if sight.where == "ready":
        steps.guard(job)
        sight = _call(platform, platform.finalize, job, steps)
    return sight


def _call(platform: Platform, operation: Callable[[Job], Sight], job: Job, steps: Steps) -> Sight:
    """Submit or finalize: the hold is asked for last, and after a doubt comes a look, never a second call."""
    steps.no_hold(job)
    try:
        return operation(job)
    except DoubtError as doubt:
        return _look_after(platform, job, doubt)


def _look_after(platform: Platform, job: Job, doubt: DoubtError) -> Sight:
    """After a call that may have been accepted: what the service shows; absence so soon proves nothing yet."""
    sight = platform.check(job)
    if sight.where in {"absent", "ready"}:
        raise LaterError(f"{doubt.reason}; it is not there, and will be looked for again before it is sent again")
    if sight.where == "unknown":
        return Sight("unknown", sight.remote_id, sight.url, f"{doubt.reason}; {sight.reason}".strip("; "))
    return sight


def wait_after(attempts: int, error: LaterError, now: dt.datetime) -> dt.datetime:
    """When to try again: as the service says, else after a pause that grows with the attempts."""
    if error.at is not None and error.at > now:
        return error.at
    if error.after is not None:
        return now + error.after
    return now + dt.timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF) - 1)])
