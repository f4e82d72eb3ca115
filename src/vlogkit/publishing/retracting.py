"""Take posts back at their services: each once, with a look before every call, and nothing in doubt left alone."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from vlogkit.errors import OutsideError, VlogkitError, counted
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.publishing import registry
from vlogkit.publishing.accounts.secrets import ForeignSecretsError, Locks, Secrets, refreshed
from vlogkit.publishing.answers import (
    ABSENT,
    ContentError,
    DoubtError,
    HeldError,
    LaterError,
    LostError,
    ReconnectError,
    SetbackError,
    Sight,
    SpentError,
    TokenError,
)
from vlogkit.publishing.families.parts import begun_of_thread
from vlogkit.publishing.job import Job
from vlogkit.publishing.ports import Places, Quotas
from vlogkit.publishing.sending import MAX_ATTEMPTS, MAX_TOKENS, wait_after
from vlogkit.publishing.transport.connection import Clock, Connection
from vlogkit.records.bundle import Bundle
from vlogkit.records.platform import PlatformFacts, TakeBack
from vlogkit.records.post import BEFORE_SENDING, Entry, Hold, Post, PostState, ReasonKind
from vlogkit.records.posting.retraction import Purpose, Retraction, RetractionClaim, RetractionState
from vlogkit.records.settings import Account

log = logging.getLogger("vlogkit.publishing")

_WAYS: Mapping[Purpose, tuple[TakeBack, ...]] = {
    "take-down": ("private", "delete", "edit", "reply"),
    "correct": ("edit", "reply"),
    "hold": ("unschedule", "private", "delete"),
}
"""What may be done for each purpose; the platform's facts say which of them there are, and in which order."""
_HIDES: frozenset[TakeBack] = frozenset({"unschedule", "private", "delete"})


class RetractionBook(Locks, Protocol):
    """What taking back needs of the ledger; writes under a claim answer False when it was lost."""

    def claim_retraction(self, now: dt.datetime, worker: str) -> RetractionClaim | None: ...
    def keep_retraction(self, claim: RetractionClaim, now: dt.datetime, handle: Mapping[str, str]) -> bool: ...
    def put_off_retraction(self, claim: RetractionClaim, now: dt.datetime, *, until: dt.datetime, why: str) -> bool: ...
    def settle_retraction(
        self,
        claim: RetractionClaim,
        worker: str,
        now: dt.datetime,
        *,
        state: RetractionState,
        how: str = "",
        kind: ReasonKind = "",
        why: str = "",
        url: str = "",
        post: PostState | None = None,
    ) -> bool: ...
    def take_over(self, post_id: str, now: dt.datetime) -> bool: ...
    def keys_of(self, post_id: str) -> tuple[dict[str, str], dt.datetime | None]: ...
    def entry(self, post_id: str) -> Entry: ...
    def stopped_by(self, post: Post, now: dt.datetime) -> Hold | None: ...


@dataclass(frozen=True)
class TakenBack:
    """What became of one step in this run."""

    retraction: Retraction
    state: RetractionState
    why: str = ""


def way_back(
    facts: PlatformFacts, purpose: Purpose, *, waits: bool = False, since: dt.timedelta = dt.timedelta()
) -> TakeBack | None:
    """The best way that a service has for a purpose, for a post that went out that long ago or still `waits` there; None:
    a person does it by hand."""
    wanted = _WAYS["hold"] if waits else _WAYS[purpose]
    hours = since.total_seconds() / 3600
    for rule in facts.take_back:
        if rule.how in wanted and (rule.within_hours is None or hours < rule.within_hours):
            return rule.how
    return None


def take_back_due(
    book: RetractionBook,
    places: Places,
    clock: Clock,
    *,
    worker: str,
    secrets: Secrets,
    quotas: Quotas | None = None,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[TakenBack], object] | None = None,
) -> list[TakenBack]:
    """Do every approved step that is due, one after the other; safe beside any number of other workers. Raises OutsideError
    when the ledger does not answer."""
    results: list[TakenBack] = []
    while not stop():
        claim = book.claim_retraction(clock(), worker)
        if claim is None:
            break
        done = _do(_TakingBack(book, places, clock, worker, secrets, quotas, claim))
        results.append(done)
        if told is not None:
            told(done)
    return results


@dataclass
class _TakingBack:
    """One worker's turn at a claimed step; a `Run` for the platform's look and call."""

    book: RetractionBook
    places: Places
    clock: Clock
    worker: str
    secrets: Secrets
    quotas: Quotas | None
    """Where calls are counted against what the service takes; None: they are not."""
    claim: RetractionClaim
    speaks: bool = False
    """Whether words go out: a hold stops those, and nothing stops what takes something away."""
    post: Post | None = None
    _open: list[Job] = field(default_factory=list)

    def confirm(self) -> None:
        """See `Permit.confirm`."""
        now = self.clock()
        hold = self.book.stopped_by(self.post, now) if self.speaks and self.post is not None else None
        if hold is not None:
            raise HeldError(f"hold {hold.id} by {hold.by}: {hold.reason}", hold=hold.id)
        self._sure(self.book.keep_retraction(self.claim, now, self.claim.handle))

    def extend(self) -> None:
        """See `Permit.extend`."""
        self.confirm()

    def clear(self, job: Job) -> None:
        """See `Run.clear`."""
        self.confirm()

    def begin(self, job: Job) -> None:
        """See `Run.begin`."""
        self.keep(job)

    def keep(self, job: Job, **values: str) -> None:
        """See `Run.keep`; what the post's own calls left behind stays with the post."""
        job.handle.update(values)
        handle = {**self.claim.handle, **values}
        self.claim = self.claim.model_copy(update={"handle": handle})
        self._sure(self.book.keep_retraction(self.claim, self.clock(), handle))

    def forget(self, job: Job, *names: str) -> None:
        """See `Run.forget`."""
        for name in names:
            job.handle.pop(name, None)

    def accept(self, job: Job, sight: Sight) -> None:
        """See `Run.accept`."""

    def renew(self, job: Job) -> None:
        """See `Run.renew`."""
        job.secrets = refreshed(registry.platform(job.account.platform), job, self.secrets, self.book, self.worker)

    def connect(self, name: str) -> Connection:
        """See `Run.connect`."""
        raise ContentError(f"nothing is sent to `{name}` while a post is taken back")

    def open_job(self, entry: Entry) -> Job:
        """The post with its account and, where it is still there, its bundle. Raises ContentError, ReconnectError."""
        post = self.post = entry.post
        account = next((one for one in self.places.settings.accounts if one.name == post.account), None)
        if account is None:
            raise ContentError(f"vlogkit.yaml has no account `{post.account}`")
        facts = registry.facts(account.platform, workspace=self.places.root)
        folder = self.places.bundles / post.bundle
        try:
            secrets = self.secrets.read(account) if facts.secrets else {}
        except ForeignSecretsError as error:
            raise ReconnectError(f"{error.message}; {error.hint}") from None
        handle, begun = self.book.keys_of(post.id)
        job = Job(
            post=post,
            bundle=manifest_if_any(folder) or _bare(post),
            folder=folder,
            account=account,
            facts=facts,
            outbox=self.places.outbox,
            clock=self.clock,
            secrets=secrets,
            permit=self,
            meter=partial(self._spend, account) if self.quotas is not None else None,
            handle={**handle, **self.claim.handle},
            remote_id=entry.remote_id,
            url=entry.url,
            begun_at=begun,
        )
        self._open.append(job)
        return job

    def _spend(self, account: Account, calls: Mapping[str, int], _follows: bool = False) -> None:
        """Count calls before they are made. Raises SpentError."""
        facts = registry.facts(account.platform, workspace=self.places.root)
        lacking = self.quotas.spend(facts.charges(account, calls, self.clock())) if self.quotas is not None else None
        if lacking is not None:
            raise SpentError(lacking.lacking(), at=lacking.ends)

    def close(self) -> None:
        """Close every connection."""
        for line in self._open:
            line.close()

    def settle(
        self,
        state: RetractionState,
        why: str,
        *,
        kind: ReasonKind = "",
        how: str = "",
        url: str = "",
        post: PostState | None = None,
    ) -> TakenBack:
        """Write what became of the step."""
        now = self.clock()
        known = self._open[-1].url if self._open else ""
        values = {"how": how, "kind": kind, "why": why, "url": url or known, "post": post}
        self.book.settle_retraction(self.claim, self.worker, now, state=state, **values)  # type: ignore[arg-type]  # each by its name
        return TakenBack(self.claim.retraction, state, why)

    def _sure(self, written: bool) -> None:
        if not written:
            raise LostError("another worker or a person took it over")


def _do(turn: _TakingBack) -> TakenBack:
    """Do a claimed step and write what became of it; setbacks become states, never exceptions."""
    step = turn.claim.retraction
    try:
        entry = turn.book.entry(step.post)
        if entry.post.state in {*BEFORE_SENDING, "cancelled", "expired"} and not entry.begun and not entry.remote_id:
            return turn.settle(
                "done", "nothing of it had left", post="cancelled" if step.purpose == "take-down" else None
            )
        if not turn.book.take_over(step.post, turn.clock()):
            raise LaterError("a worker is sending it at this moment", at=entry.wake)
        return _taken_back(turn, turn.open_job(turn.book.entry(step.post)))
    except LostError as lost:
        return TakenBack(step, step.state, lost.reason)
    except (LaterError, TokenError, DoubtError, HeldError) as setback:
        return _put_off(turn, setback)
    except ReconnectError as setback:
        return turn.settle("failed", setback.reason, kind="reconnect")
    except SetbackError as setback:
        return turn.settle("by-hand", setback.reason, kind="look", how="by-hand")
    except OutsideError as error:
        return _put_off(turn, LaterError(error.message))
    except VlogkitError as error:
        return turn.settle("failed", error.message, kind="fix")
    finally:
        turn.close()


def _taken_back(turn: _TakingBack, job: Job) -> TakenBack:
    """Find the post at its service, and do the best that it allows."""
    step = turn.claim.retraction
    sight = _with_token(turn, job, lambda: _found(turn, job))
    job.remote_id, job.url = sight.remote_id or job.remote_id, sight.url or job.url
    if sight.where in {"absent", "refused"} or (sight.where in {"ready", "processing"} and not job.remote_id):
        gone: PostState = "held" if step.purpose == "hold" else "retracted" if job.remote_id else "cancelled"
        return turn.settle("done", "it is not at the service", url=job.url, post=gone)
    if sight.where == "handed-over":
        return turn.settle("by-hand", "its pack is in the outbox, and may have been posted", kind="look", url=job.url)
    if sight.where == "unknown":
        return turn.settle("by-hand", sight.reason or "nobody can know whether it is out", kind="look", url=job.url)
    waits = sight.where != "published"
    if step.purpose == "hold" and not waits:
        return turn.settle("done", "it had gone out before the hold", url=job.url, post="published")
    since = job.clock() - (job.begun_at or job.post.due)
    how = way_back(job.facts, step.purpose, waits=waits, since=since)
    if how is None or _is_unknown_there(job.remote_id):
        why = sight.reason or f"{job.facts.label} lets no program take it back"
        return turn.settle("by-hand", why, kind="look", how="by-hand", url=job.url)
    turn.speaks = how not in _HIDES
    if how == "delete":
        for part in begun_of_thread(job):
            _with_token(turn, job, lambda part=part: _one_of_thread(turn, job, part))  # type: ignore[misc]  # bound now
    done = _with_token(turn, job, lambda: _for_certain(turn, job, how, step.words))
    if how in _HIDES:
        state: PostState = "held" if step.purpose == "hold" else "retracted"
        return turn.settle("done", _SAID[how], how=how, url=job.url, post=state)
    return turn.settle("done", _SAID[how], how=how, url=done.url or job.url, post="published")


def _one_of_thread(turn: _TakingBack, job: Job, part: str) -> Sight:
    """Delete one further post of a thread, as if it were the post itself; deleting the one that it answers would leave it
    there. A post that was begun and whose answer never came is looked for first."""
    find = registry.finding(job.account.platform)
    number = job.handle.get(f"{part}:id", "") or (find(job, part) if find is not None else "")
    if not number:
        return ABSENT
    root, job.remote_id = job.remote_id, number
    try:
        return _for_certain(turn, job, "delete", "")
    finally:
        job.remote_id = root


def _for_certain(turn: _TakingBack, job: Job, how: TakeBack, words: str) -> Sight:
    """Take a post back, and look whether it worked: every call looks first, so that the second changes nothing where the
    first did what its answer says."""
    platform = registry.platform(job.account.platform)
    done = platform.take_back(job, turn, how, words)
    return done if how == "reply" else platform.take_back(job, turn, how, words)


def _is_unknown_there(remote_id: str) -> bool:
    """Whether a post has no id that its service knows: a person posted it, or only its container is known."""
    return not remote_id or remote_id.startswith(("container:", "by hand:"))


_SAID: Mapping[TakeBack, str] = {
    "unschedule": "taken off the service's schedule",
    "private": "nobody but the account sees it any more",
    "delete": "deleted",
    "edit": "its words were changed",
    "reply": "answered under it",
}


def _found(turn: _TakingBack, job: Job) -> Sight:
    """Where the post is: as the ledger knows it where it was published, else as its service shows it."""
    state = job.post.state
    if (state in {"published", "retracted"}) and job.remote_id:
        return Sight("published", job.remote_id, job.url)
    return registry.platform(job.account.platform).check(job, turn) if job.handle else ABSENT


def _with_token(turn: _TakingBack, job: Job, call: Callable[[], Sight]) -> Sight:
    """The call, with a new token where the old one has died; every call looks first, so that it may be made again."""
    for tokens in range(MAX_TOKENS):
        try:
            return call()
        except TokenError as error:
            if tokens and not job.token_was_taken():
                raise ReconnectError(f"a new token is not taken either: {error.reason}") from None
            turn.renew(job)
    raise ReconnectError("no token is taken")


def _put_off(turn: _TakingBack, setback: SetbackError) -> TakenBack:
    """Try again later; after the last attempt a person is told, and the step stays open."""
    claim, now = turn.claim, turn.clock()
    if claim.attempts >= MAX_ATTEMPTS and not isinstance(setback, HeldError):
        return turn.settle("failed", f"{setback.reason}; tried {counted(claim.attempts, 'time')}", kind="wait")
    turn.book.put_off_retraction(claim, now, until=wait_after(claim.attempts, setback, now), why=setback.reason)
    return TakenBack(claim.retraction, "approved", setback.reason)


def _bare(post: Post) -> Bundle:
    """What stands for a bundle that is gone: a post is found and taken back by its ids and its words alone."""
    made = {"template": "gone", "brand": "gone", "lang": "id", "outputs": (), "made_at": post.due}
    return Bundle.model_validate({"id": post.bundle, "notice": f"gone:{post.bundle}", "title": post.title, **made})
