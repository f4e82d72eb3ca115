"""Take up what follows a post that is out, without ever touching its being out: extras, a first comment, a thread."""

from __future__ import annotations

import datetime as dt

from vlogkit.errors import counted
from vlogkit.publishing import registry
from vlogkit.publishing.answers import HeldError, LaterError, LostError, SetbackError, TokenError
from vlogkit.publishing.claimed_run import ClaimedRun
from vlogkit.publishing.families.parts import add_rest, rest_of
from vlogkit.publishing.job import Job
from vlogkit.publishing.sending import MAX_TOKENS, wait_after
from vlogkit.records.post import ReasonKind

FOLLOWS_FOR = dt.timedelta(days=30)
"""How long after it was begun something may still follow a post; after that what is missing is left to a person."""
WHILE_HELD = dt.timedelta(minutes=30)
"""How long to wait before a gate that is shut is asked again."""


def follow(run: ClaimedRun) -> tuple[ReasonKind, str]:
    """Add what is still to follow, and say in the ledger how far it came: the kind and the words of what is left. Raises
    LostError where another worker has taken over."""
    job: Job | None = None
    try:
        job = run.open_job()
        waits = _added(run, job)
    except LostError:
        raise
    except SetbackError as setback:
        waits = setback
    return _written(run, job, waits)


def _added(run: ClaimedRun, job: Job) -> SetbackError | None:
    add = registry.adding(job.account.platform)
    if add is None:
        return None
    for _ in range(MAX_TOKENS):
        try:
            run.confirm()
            return add_rest(job, run, add)
        except TokenError as dead:
            token = dead
            run.renew(job)
    return LaterError(f"a new token is not taken either: {token.reason}")


def _written(run: ClaimedRun, job: Job | None, waits: SetbackError | None) -> tuple[ReasonKind, str]:
    now = run.clock()
    missing = job.handle.get("missing", "") if job else ""
    left = _words(job, waits)
    begun = run.claim.begun_at or now
    kind: ReasonKind = "look" if missing else ""
    wake = None
    if waits is not None and now - begun < FOLLOWS_FOR:
        wake = now + WHILE_HELD if isinstance(waits, HeldError) else wait_after(run.claim.attempts, waits, now)
        kind = "wait"
    elif waits is not None:
        kind, left = "look", f"{left}; given up after {counted(FOLLOWS_FOR.days, 'day')}"
    reason = "; ".join(part for part in (left, missing) if part)
    if not run.book.follow(run.claim, run.worker, now, wake=wake, kind=kind, reason=reason):
        raise LostError("another worker or a person took it over")
    if wake is None:
        run.quotas.release([run.claim.post.id])
    return kind, reason


def _words(job: Job | None, waits: SetbackError | None) -> str:
    """What is still to follow and what it waits for; empty where nothing waits."""
    if waits is None:
        return ""
    rest = ", ".join(rest_of(job)) if job else "what follows it"
    return f"still to follow: {rest} ({waits.reason})"
