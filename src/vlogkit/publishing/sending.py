"""Move a claimed post one stretch along its states: look first, submit what is absent, finalize what is ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vlogkit.publishing.answers import ABSENT, DoubtError, LaterError, ReconnectError, SetbackError, Sight, TokenError
from vlogkit.publishing.job import Job, Platform, Run
from vlogkit.publishing.transport.retry_times import MOST, within_a_week
from vlogkit.publishing.transport.wire import is_id

MAX_ATTEMPTS = 8
BACKOFF = (1, 2, 5, 10, 20, 30, 60, 60)
"""Minutes to wait after each attempt."""


MAX_TOKENS = 3
"""How many new tokens one turn may take: a long upload can outlive one or two."""


def advance(platform: Platform, job: Job, run: Run) -> Sight:
    """Move a post on: look first where anything was begun, submit what is certainly absent, finalize what is ready.

    A token that dies is renewed, and the look comes before any further submit; a new token that not even one
    call was made with takes a person. Raises a SetbackError.
    """
    for tokens in range(MAX_TOKENS + 1):
        try:
            return _named(_advance(platform, job, run), job)
        except TokenError as error:
            if tokens == MAX_TOKENS or (tokens and not job.token_was_taken()):
                raise ReconnectError(f"a new token is not taken either: {error.reason}") from None
            run.renew(job)
    raise AssertionError("the last turn of the loop returns or raises")


def _advance(platform: Platform, job: Job, run: Run) -> Sight:
    sight = platform.check(job, run) if job.handle else ABSENT
    if sight.where == "absent" and job.remote_id:
        return Sight("unknown", job.remote_id, job.url, "the service had accepted it and no longer shows it")
    if sight.where == "absent":
        run.clear(job)
        run.begin(job)
        sight = _call(platform, platform.submit, job, run)
        if sight.where == "absent":
            raise LaterError("the service does not show yet what it was sent")
    if sight.where in {"processing", "ready"}:
        run.accept(job, sight)
    if sight.where == "ready" and sight.out:
        return platform.finalize(job, run)
    if sight.where == "ready":
        run.clear(job)
        sight = _call(platform, platform.finalize, job, run)
        if sight.where in {"absent", "ready"}:
            raise DoubtError("the service does not show yet that it is public")
    return sight


def _call(platform: Platform, operation: Callable[[Job, Run], Sight], job: Job, run: Run) -> Sight:
    """Submit or finalize: the permit is asked last, and after a doubt comes a look, never a second call."""
    run.confirm()
    try:
        return _named(operation(job, run), job)
    except DoubtError as doubt:
        return _look_after(platform, job, run, doubt)


def _look_after(platform: Platform, job: Job, run: Run, doubt: DoubtError) -> Sight:
    """After a call that may have been accepted: what the service shows; absence so soon proves nothing yet."""
    try:
        sight = platform.check(job, run)
    except LaterError as later:
        raise DoubtError(f"{doubt.reason}; {later.reason}", after=later.after, at=later.at) from None
    if sight.where in {"absent", "ready"}:
        raise DoubtError(f"{doubt.reason}; it is not there, and will be looked for again before it is sent again")
    if sight.where == "unknown":
        return Sight("unknown", sight.remote_id, sight.url, f"{doubt.reason}; {sight.reason}".strip("; "))
    return sight


def _named(sight: Sight, job: Job) -> Sight:
    """What is out has an id by which it can be found again; without one nothing proves that it is. Raises DoubtError."""
    if sight.where == "published" and not is_id(sight.remote_id or job.remote_id):
        raise DoubtError("the service says that it is out, and gives no id")
    return sight


def wait_after(attempts: int, error: SetbackError, now: dt.datetime) -> dt.datetime:
    """When to try again: as the service says, at most a week ahead, else after a pause that grows with the attempts."""
    asked = now
    if error.at is not None:
        asked = within_a_week(error.at, now)
    elif error.after is not None:
        asked = now + min(max(error.after, dt.timedelta()), MOST)
    return asked if asked > now else now + dt.timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF) - 1)])
