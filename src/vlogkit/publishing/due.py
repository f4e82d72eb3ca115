"""Take every due post from the ledger and send it."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import OutsideError, VlogkitError
from vlogkit.files import sha256_of
from vlogkit.publishing import guards, registry
from vlogkit.publishing.accounts.secrets import Secrets, refreshed
from vlogkit.publishing.answers import (
    ContentError,
    HeldError,
    LaterError,
    LostError,
    ReconnectError,
    SetbackError,
    Sight,
    TokenError,
)
from vlogkit.publishing.job import Job
from vlogkit.publishing.ports import Book, Places
from vlogkit.publishing.quotas import quota_period
from vlogkit.publishing.sending import MAX_ATTEMPTS, Steps, advance, wait_after
from vlogkit.publishing.transport.connection import Clock
from vlogkit.records.base import fingerprint
from vlogkit.records.post import Claim, PostState, Receipt
from vlogkit.records.settings import Account

log = logging.getLogger("vlogkit.publishing")


@dataclass(frozen=True)
class Done:
    """What became of one post in this run."""

    post: str
    account: str
    state: PostState
    reason: str = ""
    url: str = ""


def publish_due(
    book: Book,
    places: Places,
    clock: Clock,
    *,
    worker: str,
    secrets: Secrets,
    late: dt.timedelta = dt.timedelta(hours=2),
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Done], object] | None = None,
) -> list[Done]:
    """Take every due post, one after the other, until none is left; safe beside any number of other workers.

    `clock` gives aware instants; `late` is how old a post may be and still go out; `told` hears of each at once.
    Nothing is rendered. Raises OutsideError when the ledger does not answer: nothing is sent then.
    """
    results: list[Done] = []
    while not stop() and (limit is None or len(results) < limit):
        claim = book.claim_due(clock(), worker)
        if claim is None:
            break
        done = _Run(book, places, clock, worker, secrets, late, claim).go()
        results.append(done)
        if told is not None:
            told(done)
    return results


@dataclass
class _Run:
    """One claim from taking it up to writing what became of it."""

    book: Book
    places: Places
    clock: Clock
    worker: str
    secrets: Secrets
    late: dt.timedelta
    claim: Claim

    def go(self) -> Done:
        """Move the post on and write where it stands; setbacks become states, never exceptions."""
        job: Job | None = None
        try:
            job = self._job()
            sight = advance(registry.platform(job.account.platform), job, self._steps())
            return self._settle(job, sight)
        except SetbackError as setback:
            return self._set_back(setback, job)
        except OutsideError as error:
            return self._set_back(LaterError(error.message), job)
        except VlogkitError as error:
            return self._stop("failed", f"fix: {error.message}")
        except Exception as error:
            # A platform, perhaps another package's, met something it did not foresee: the post is looked for first.
            return self._set_back(LaterError(_unforeseen(error, job)), job)
        finally:
            if job is not None:
                job.close()

    def _job(self) -> Job:
        post = self.claim.post
        account = self._account(post.account)
        facts = registry.facts(account.platform, workspace=self.places.root)
        folder = self.places.bundles / post.bundle
        return Job(
            post=post,
            bundle=guards.read_bundle(post, folder),
            folder=folder,
            account=account,
            facts=facts,
            outbox=self.places.outbox,
            clock=self.clock,
            secrets=self.secrets.read(account.name) if facts.secrets else {},
            store=self._keep,
            find_account=self._account,
            read_secrets=self.secrets.read,
            handle=dict(self.claim.handle),
            remote_id=self.claim.remote_id,
            url=self.claim.url,
            begun_at=self.claim.begun_at,
        )

    def _account(self, name: str) -> Account:
        for account in self.places.settings.accounts:
            if account.name == name:
                return account
        raise ContentError(f"vlogkit.yaml has no account `{name}`")

    def _steps(self) -> Steps:
        return Steps(self._guard, self._begin, self._no_hold, self._accepted, self._refresh)

    def _guard(self, job: Job) -> None:
        guards.check_hold(self.book, job.post, self.clock())
        guards.check_secrets(job)
        guards.check_approval(self.book, job.post, self.places.settings.approval)
        guards.check_time(job.post, self.clock(), self.late)
        guards.check_files(job)
        quota = job.facts.quota
        if quota is not None and "quota" not in job.handle:
            period, ends = quota_period(quota.hours, quota.zone, self.clock())
            if not self.book.spend(job.option("project", job.account.name), "posts", period, limit=quota.posts):
                raise LaterError(f"{quota.posts} posts in {quota.hours} h are used up", at=ends)
            job.handle["quota"] = period

    def _begin(self, job: Job) -> None:
        if set(job.handle) <= {"quota"}:
            job.handle.update(registry.platform(job.account.platform).keys(job))
        self._sure(self.book.begin(self.claim, self.worker, self.clock(), job.handle))

    def _no_hold(self, job: Job) -> None:
        guards.check_hold(self.book, job.post, self.clock())

    def _keep(self, handle: Mapping[str, str]) -> None:
        self._sure(self.book.keep(self.claim, self.clock(), handle))

    def _refresh(self, job: Job) -> None:
        job.secrets = refreshed(registry.platform(job.account.platform), job, self.secrets, self.book, self.worker)

    def _accepted(self, job: Job, sight: Sight) -> None:
        """Store the remote id before anything further is asked of the service."""
        now = self.clock()
        state: PostState = "processing" if self.claim.remote_id else "accepted"
        job.remote_id, job.url = sight.remote_id or job.remote_id, sight.url or job.url
        wake = now + (sight.again or dt.timedelta(seconds=job.facts.poll_seconds))
        values = {"remote_id": job.remote_id, "url": job.url}
        if not self.book.accept(self.claim, self.worker, now, **values, state=state, wake=wake):
            self.book.late_answer(self.claim, self.worker, now, **values)
            raise LostError("another worker or a person took it over")

    def _sure(self, written: bool) -> None:
        if not written:
            raise LostError("another worker or a person took it over")

    def _settle(self, job: Job, sight: Sight) -> Done:
        if sight.where == "published":
            return self._publish(job, sight)
        if sight.where == "refused":
            return self._stop("failed", f"fix: {job.facts.label} refused it: {sight.reason or 'no reason given'}")
        if sight.where == "processing":
            begun = job.begun_at or self.clock()
            if self.clock() - begun > dt.timedelta(hours=job.facts.give_up_hours) + self._ahead():
                return self._stop("unconfirmed", f"still being processed after {job.facts.give_up_hours} h")
            return self._done("processing" if self.claim.remote_id else "accepted", sight.reason, job.url)
        return self._stop("unconfirmed", sight.reason or "nobody can know whether it was posted")

    def _ahead(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.claim.post.ahead_minutes)

    def _publish(self, job: Job, sight: Sight) -> Done:
        now = self.clock()
        receipt = Receipt(
            post=job.post.id,
            platform=job.post.platform,
            account=job.post.account,
            remote_id=sight.remote_id or job.remote_id,
            url=sight.url or job.url,
            sent_at=now,
            sent=_sent(job),
        )
        if not self.book.publish(self.claim, self.worker, receipt):
            self.book.late_answer(self.claim, self.worker, now, remote_id=receipt.remote_id, url=receipt.url)
            raise LostError("another worker or a person took it over")
        return self._done("published", "", receipt.url)

    def _set_back(self, setback: SetbackError, job: Job | None) -> Done:
        """Which state a setback leads to, and what a person should do about it."""
        if isinstance(setback, LostError):
            return self._done(self.claim.post.state, setback.reason)
        if isinstance(setback, HeldError):
            return self._stop("held", setback.reason, hold=setback.hold)
        if isinstance(setback, LaterError | TokenError):
            return self._later(setback, job)
        kind = "reconnect" if isinstance(setback, ReconnectError) else "fix"
        return self._stop("failed", f"{kind}: {setback.reason}")

    def _later(self, setback: SetbackError, job: Job | None) -> Done:
        attempts = self.claim.attempts
        if attempts >= MAX_ATTEMPTS:
            return self._stop("failed", f"wait: {setback.reason}; tried {attempts} times")
        now = self.clock()
        error = setback if isinstance(setback, LaterError) else LaterError(setback.reason)
        until = wait_after(attempts, error, now)
        self.book.put_off(self.claim, self.worker, now, until=until, reason=setback.reason)
        begun = bool(job and job.handle)
        state: PostState = "sending" if begun and not self.claim.remote_id else self.claim.post.state
        return self._done(state, setback.reason)

    def _stop(self, state: PostState, reason: str, *, hold: int | None = None) -> Done:
        self.book.stop(self.claim, self.worker, self.clock(), state=state, reason=reason, hold=hold)
        return self._done(state, reason)

    def _done(self, state: PostState, reason: str = "", url: str = "") -> Done:
        return Done(self.claim.post.id, self.claim.post.account, state, reason, url)


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
