"""Take due posts from the ledger one claim at a time, move each on, and write what became of it."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import OutsideError, VlogkitError, counted
from vlogkit.files import sha256_of
from vlogkit.gates import Items
from vlogkit.publishing import registry
from vlogkit.publishing.accounts.secrets import Secrets
from vlogkit.publishing.answers import (
    DoubtError,
    HeldError,
    LaterError,
    LostError,
    ReconnectError,
    SetbackError,
    Sight,
    TokenError,
)
from vlogkit.publishing.claimed_run import ClaimedRun
from vlogkit.publishing.families.parts import rest_of
from vlogkit.publishing.following import follow
from vlogkit.publishing.job import Job
from vlogkit.publishing.ports import Book, Places, Quotas
from vlogkit.publishing.sending import MAX_ATTEMPTS, advance, wait_after
from vlogkit.publishing.transport.connection import Clock
from vlogkit.records.base import fingerprint
from vlogkit.records.post import Outcome, PostState, ReasonKind, Receipt

log = logging.getLogger("vlogkit.publishing")


@dataclass(frozen=True)
class Done:
    """What became of one post in this run."""

    post: str
    account: str
    state: PostState
    reason: str = ""
    kind: ReasonKind = ""
    """What helps, where there is a reason."""
    url: str = ""


def publish_due(
    book: Book,
    places: Places,
    clock: Clock,
    *,
    worker: str,
    secrets: Secrets,
    items: Items,
    late: Callable[[str], dt.timedelta] = lambda _account: dt.timedelta(hours=2),
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Done], object] | None = None,
    quotas: Quotas | None = None,
) -> list[Done]:
    """Take every due post, one after the other, until none is left; safe beside any number of other workers.

    `clock` gives aware instants; `items` says how each item stands; `late` is how old a post of an account may be
    and still go out; `told` hears of each at once.
    Nothing is rendered. Raises OutsideError when the ledger does not answer: nothing is sent then.
    """
    results: list[Done] = []
    while not stop() and (limit is None or len(results) < limit):
        claim = book.claim_due(clock(), worker)
        if claim is None:
            break
        done = _move_on(ClaimedRun(book, quotas or book, places, items, clock, worker, secrets, late, claim))
        results.append(done)
        if told is not None:
            told(done)
    return results


def _move_on(run: ClaimedRun) -> Done:
    """Move the claimed post on and write where it stands; setbacks become states, never exceptions."""
    job: Job | None = None
    try:
        if run.claim.post.state == "published":
            kind, reason = follow(run)
            return _done(run, "published", reason, kind, url=run.claim.url)
        job = run.open_job()
        sight = advance(registry.platform(job.account.platform), job, run)
        return _settle(run, job, sight)
    except SetbackError as setback:
        return _set_back(run, setback, job)
    except OutsideError as error:
        return _set_back(run, LaterError(error.message), job)
    except VlogkitError as error:
        return _stop(run, "failed", "fix", error.message)
    except Exception as error:
        if run.claim.post.state == "published":
            run.follow_later(_unforeseen(error, job))
            return _done(run, "published", "what follows it met an unexpected answer", "wait", url=run.claim.url)
        # A platform, perhaps another package's, met something it did not foresee: the post is looked for first.
        return _set_back(run, LaterError(_unforeseen(error, job)), job)
    finally:
        run.close()


def _settle(run: ClaimedRun, job: Job, sight: Sight) -> Done:
    """Write where the service shows the post."""
    if sight.where == "published" or sight.where == "handed-over":
        receipt = _receipt(run, job, sight, sight.where)
        rest, wake = _begun_rest(run, job) if sight.where == "published" else ("", None)
        run.publish(receipt, rest=rest, lacks=sight.reason, wake=wake)
        reason = "; ".join(part for part in (rest, sight.reason) if part)
        return _done(run, sight.where, reason, "look" if sight.reason else "wait" if rest else "", url=receipt.url)
    if sight.where == "refused":
        reason = f"{job.facts.label} refused it: {sight.reason or 'no reason given'}"
        return _stop(run, "failed", "fix", reason)
    if sight.where == "processing":
        most = dt.timedelta(hours=job.facts.give_up_hours, minutes=job.post.ahead_minutes)
        if run.clock() - (job.begun_at or run.clock()) > most:
            return _stop(run, "unconfirmed", "look", f"still being processed after {job.facts.give_up_hours} h")
        return _done(run, run.state_accepted, sight.reason, "wait" if sight.reason else "", job.url)
    return _stop(run, "unconfirmed", "look", sight.reason or "nobody can know whether it was posted")


def _begun_rest(run: ClaimedRun, job: Job) -> tuple[str, dt.datetime | None]:
    """What is still to follow a post that is out, in words, and when: at once, or where it was tried and did not work as
    the service says, else a minute later. It is stored before the post counts as published."""
    rest = rest_of(job) if registry.adding(job.account.platform) is not None else ()
    if not rest:
        return "", None
    tried = "rest" in job.handle
    if not tried:
        run.keep(job, rest=",".join(rest))
    words = f"still to follow: {', '.join(rest)}"
    if not tried:
        return words, run.clock()
    if why := job.handle.get("rest_waits"):
        words = f"{words} ({why})"
    asked = job.handle.get("rest_at")
    at = dt.datetime.fromisoformat(asked) if asked else None
    return words, wait_after(0, LaterError(words, at=at, after=dt.timedelta(minutes=1)), run.clock())


def _receipt(run: ClaimedRun, job: Job, sight: Sight, outcome: Outcome) -> Receipt:
    return Receipt(
        post=job.post.id,
        platform=job.post.platform,
        account=job.post.account,
        remote_id=sight.remote_id or job.remote_id,
        url=sight.url or job.url,
        sent_at=run.clock(),
        sent=_sent(job),
        outcome=outcome,
    )


def _set_back(run: ClaimedRun, setback: SetbackError, job: Job | None) -> Done:
    """Write the state a setback leads to, and what a person should do about it."""
    if isinstance(setback, LostError):
        return _done(run, run.claim.post.state, setback.reason)
    if isinstance(setback, HeldError):
        return _stop(run, "held", "decide", setback.reason, hold=setback.hold)
    if isinstance(setback, LaterError | TokenError | DoubtError):
        return _put_off(run, setback, job)
    return _stop(run, "failed", "reconnect" if isinstance(setback, ReconnectError) else "fix", setback.reason)


def _put_off(run: ClaimedRun, setback: SetbackError, job: Job | None) -> Done:
    """Try again later; after the last attempt a person looks, since what is in doubt may be out."""
    claim, now = run.claim, run.clock()
    if claim.attempts >= MAX_ATTEMPTS:
        reason = f"{setback.reason}; tried {counted(claim.attempts, 'time')}"
        if isinstance(setback, DoubtError):
            return _stop(run, "unconfirmed", "look", reason)
        return _stop(run, "failed", "wait", reason)
    run.book.put_off(claim, run.worker, now, until=wait_after(claim.attempts, setback, now), reason=setback.reason)
    begun = bool(job and job.handle)
    return _done(run, "sending" if begun and not claim.remote_id else claim.post.state, setback.reason, "wait")


def _stop(run: ClaimedRun, state: PostState, kind: ReasonKind, reason: str, *, hold: int | None = None) -> Done:
    run.book.stop(run.claim, run.worker, run.clock(), state=state, kind=kind, reason=reason, hold=hold)
    return _done(run, state, reason, kind)


def _done(run: ClaimedRun, state: PostState, reason: str = "", kind: ReasonKind = "", url: str = "") -> Done:
    return Done(run.claim.post.id, run.claim.post.account, state, reason, kind, url)


def _unforeseen(error: Exception, job: Job | None) -> str:
    """What went wrong and where in the code, without any secret."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    text = f"unexpected answer or file: {type(error).__name__}: {error}"
    hidden = job.hide(text) if job is not None else type(error).__name__
    log.error("%s (%s:%s)", hidden, Path(place.filename).name, place.lineno)
    return hidden


def _sent(job: Job) -> dict[str, str]:
    """sha256 of everything that went out, as it lies in the bundle."""
    words = {"title": job.post.title, "text": job.post.wording()}
    files = {output.path: sha256_of(job.path(output)) for output in job.outputs() if job.path(output).is_file()}
    return {name: fingerprint(text) for name, text in words.items() if text} | files
