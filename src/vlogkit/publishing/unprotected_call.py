"""Mark in the ledger that a call no key protects may have been made, in case the process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vlogkit.publishing.answers import ContentError, HeldError, LaterError, ReconnectError, TokenError
from vlogkit.publishing.job import Job, Run

MARK = "posting"


@contextmanager
def once(job: Job, run: Run, mark: str = MARK) -> Iterator[None]:
    """Store the mark before the call, and take it back when the service certainly did not accept it.

    A mark that stood already belongs to an earlier call whose outcome is not known; it stays.
    """
    first = mark not in job.handle
    if first:
        run.keep(job, **{mark: job.clock().isoformat()})
    try:
        yield
    except (ContentError, HeldError, LaterError, ReconnectError, TokenError):
        if first:
            run.forget(job, mark)
        raise


def may_have_been_made(job: Job) -> bool:
    """Whether the mark stands: the call was begun and its outcome is not known."""
    return MARK in job.handle
