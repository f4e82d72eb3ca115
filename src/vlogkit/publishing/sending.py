"""Move a claimed post one stretch along its states: look first, submit what is absent, finalize what is ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vlogkit.publishing.answers import ABSENT, DoubtError, LaterError, ReconnectError, Sight, TokenError
from vlogkit.publishing.job import Job, Platform, Run

MAX_ATTEMPTS = 8
BACKOFF = (1, 2, 5, 10, 20, 30, 60, 60)
"""Minutes to wait after each attempt."""


def advance(platform: Platform, job: Job, run: Run) -> Sight:
    """Move a post on: look first where anything was begun, submit what is certainly absent, finalize what is ready.

    A token that dies is renewed once, and the look comes before any further submit. Raises a SetbackError.
    """
    try:
        return _advance(platform, job, run)
    except TokenError:
        run.renew(job)
    try:
        return _advance(platform, job, run)
    except TokenError as error:
        raise ReconnectError(f"a new token is not taken either: {error.reason}") from None


def _advance(platform: Platform, job: Job, run: Run) -> Sight:
    sight = platform.check(job, run) if job.handle else ABSENT
    if sight.where == "absent" and job.remote_id:
        return Sight("unknown", job.remote_id, job.url, "the service had accepted it and no longer shows it")
    if sight.where == "absent":
        run.clear(job)
        run.begin(job)
        sight = _call(platform, platform.submit, job, run)
    if sight.where in {"processing", "ready"}:
        run.accept(job, sight)
    if sight.where == "ready" and sight.out:
        return platform.finalize(job, run)
    if sight.where == "ready":
        run.clear(job)
        sight = _call(platform, platform.finalize, job, run)
    return sight


def _call(platform: Platform, operation: Callable[[Job, Run], Sight], job: Job, run: Run) -> Sight:
    """Submit or finalize: the hold is asked for last, and after a doubt comes a look, never a second call."""
    run.confirm(job)
    try:
        return operation(job, run)
    except DoubtError as doubt:
        return _look_after(platform, job, run, doubt)


def _look_after(platform: Platform, job: Job, run: Run, doubt: DoubtError) -> Sight:
    """After a call that may have been accepted: what the service shows; absence so soon proves nothing yet."""
    sight = platform.check(job, run)
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
