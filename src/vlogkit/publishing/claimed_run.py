"""What one worker does for one claimed post around the calls: its guards, its stored handle, its writes in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from vlogkit.gates import Items, asked
from vlogkit.publishing import guards, registry
from vlogkit.publishing.accounts.secrets import ForeignSecretsError, Secrets, refreshed
from vlogkit.publishing.answers import ContentError, HeldError, LostError, ReconnectError, Sight, SpentError
from vlogkit.publishing.job import Job
from vlogkit.publishing.ports import Book, Places, Quotas
from vlogkit.publishing.transport.connection import Clock, Connection
from vlogkit.records.post import BEFORE_SENDING, Claim, PostState, Receipt
from vlogkit.records.settings import Account

STRETCH_AFTER = dt.timedelta(seconds=20)
"""How old the last write may be before the lease is stretched again: a fraction of it, and not every piece of a file."""


@dataclass
class ClaimedRun:
    """A `Run` that asks the workspace and writes to its ledger, every write under the claim's fence."""

    book: Book
    quotas: Quotas
    places: Places
    items: Items
    clock: Clock
    worker: str
    secrets: Secrets
    late: Callable[[str], dt.timedelta]
    claim: Claim
    _open: list[Connection] = field(default_factory=list)
    _job: Job | None = None
    """The post with its bundle and account, once it is opened."""
    _asked_at: dt.datetime = dt.datetime.min
    """When the lease was stretched last."""

    def __post_init__(self) -> None:
        self._now()

    def open_job(self) -> Job:
        """The claimed post with its bundle and account. Raises HeldError, ContentError, ReconnectError, InputError."""
        post = self.claim.post
        account = self._account(post.account)
        guards.check_destination(post, account, self.places.settings.approval)
        facts = registry.facts(account.platform, workspace=self.places.root)
        folder = self.places.bundles / post.bundle
        job = Job(
            post=post,
            bundle=guards.read_bundle(post, folder),
            folder=folder,
            account=account,
            facts=facts,
            outbox=self.places.outbox,
            clock=self.clock,
            secrets=self._secrets(account) if facts.secrets else {},
            permit=self,
            meter=partial(self.spend, account),
            handle=dict(self.claim.handle),
            remote_id=self.claim.remote_id,
            url=self.claim.url,
            begun_at=self.claim.begun_at,
        )
        self._open.append(job)
        self._job = job
        return job

    def connect(self, name: str) -> Connection:
        """See `Run.connect`."""
        account = self._account(name)
        facts = registry.facts(account.platform, workspace=self.places.root)
        secrets = self._secrets(account)
        line = Connection(account=account, facts=facts, clock=self.clock, secrets=secrets, permit=self)
        line.meter = partial(self.spend, account)
        self._open.append(line)
        return line

    def close(self) -> None:
        """Close every connection of this run."""
        for line in self._open:
            line.close()

    def clear(self, job: Job) -> None:
        """See `Run.clear`."""
        self._ask_gates(late=self.late(job.account.name))
        guards.check_secrets(job)
        guards.check_files(job)
        self._spend_once(job)

    def confirm(self) -> None:
        """See `Permit.confirm`."""
        self._ask_gates()
        if self._lease_is_old():
            self._sure(self.book.stretch(self.claim, self._now()))

    def extend(self) -> None:
        """See `Permit.extend`."""
        if self._lease_is_old():
            self.confirm()

    def _lease_is_old(self) -> bool:
        return self.clock() - self._asked_at >= STRETCH_AFTER

    def _now(self) -> dt.datetime:
        """The time of a write that stretches the lease."""
        self._asked_at = self.clock()
        return self._asked_at

    def begin(self, job: Job) -> None:
        """See `Run.begin`."""
        if not job.handle:
            job.handle.update(registry.platform(job.account.platform).keys(job))
        self._sure(self.book.begin(self.claim, self.worker, self._now(), job.handle))

    def keep(self, job: Job, **values: str) -> None:
        """See `Run.keep`."""
        job.handle.update(values)
        self._sure(self.book.keep(self.claim, self._now(), job.handle))

    def forget(self, job: Job, *names: str) -> None:
        """See `Run.forget`."""
        for name in names:
            job.handle.pop(name, None)
        self.keep(job)

    def accept(self, job: Job, sight: Sight) -> None:
        """See `Run.accept`."""
        now = self.clock()
        job.remote_id, job.url = sight.remote_id or job.remote_id, sight.url or job.url
        wake = None if sight.where == "ready" else now + (sight.again or dt.timedelta(seconds=job.facts.poll_seconds))
        values = {"remote_id": job.remote_id, "url": job.url}
        if not self.book.accept(self.claim, self.worker, now, **values, state=self.state_accepted, wake=wake):
            self.book.late_answer(self.claim, self.worker, now, **values)
            raise LostError(_TAKEN_OVER)

    def renew(self, job: Job) -> None:
        """See `Run.renew`."""
        job.secrets = refreshed(registry.platform(job.account.platform), job, self.secrets, self.book, self.worker)

    @property
    def state_accepted(self) -> PostState:
        """The state of a post that the service has and has not published yet: the first time, and after that."""
        return "processing" if self.claim.remote_id else "accepted"

    def follow_later(self, reason: str) -> None:
        """Look at what follows a post that is out again in an hour."""
        wake = self.clock() + dt.timedelta(hours=1)
        self.book.follow(self.claim, self.worker, self.clock(), wake=wake, kind="wait", reason=reason)

    def publish(self, receipt: Receipt, *, rest: str = "", lacks: str = "", wake: dt.datetime | None = None) -> None:
        """Store the receipt; an answer that comes too late still settles a post in doubt. `rest` is what is still to
        follow at `wake`, `lacks` what it does without, in words. Raises LostError."""
        if self.book.publish(self.claim, self.worker, receipt, rest=rest, lacks=lacks, wake=wake):
            self.quotas.release([] if rest else [receipt.post])
        else:
            values = {"remote_id": receipt.remote_id, "url": receipt.url}
            self.book.late_answer(self.claim, self.worker, receipt.sent_at, **values)
            raise LostError(_TAKEN_OVER)

    def _ask_gates(self, *, late: dt.timedelta | None = None) -> None:
        """Raise HeldError where a gate is shut, as everything stands now."""
        now, job = self.clock(), self._job
        if job is None:
            raise HeldError("nothing leaves before its bundle is opened")
        question = asked(self.items, job.bundle, job.account, max(now, job.post.due), now)
        owner = question.item.agency if question.item.bound else job.post.agency
        post = job.post.model_copy(update={"agency": owner})
        known = {
            "post": post,
            "approval": self.places.settings.approval_of(owner),
            "said_yes": self.book.said_yes(post),
            "retracted": self.book.retracted(post.bundle, post.account),
            "hold": self.book.stopped_by(post, now, waits=post.state in BEFORE_SENDING),
            "now": now,
            "late": late,
        }
        guards.check_gates(question.model_copy(update=known))

    def _secrets(self, account: Account) -> dict[str, str]:
        try:
            return self.secrets.read(account)
        except ForeignSecretsError as error:
            raise ReconnectError(f"{error.message}; {error.hint}") from None

    def _account(self, name: str) -> Account:
        for account in self.places.settings.accounts:
            if account.name == name:
                return account
        raise ContentError(f"vlogkit.yaml has no account `{name}`")

    def spend(
        self, account: Account, calls: Mapping[str, int], follows: bool = False, *, claim: Claim | None = None
    ) -> None:
        """Count calls of an account against what its service takes; see `Connection.charge`. Raises SpentError."""
        known = registry.facts(account.platform, workspace=self.places.root)
        charges = known.charges(account, calls, self.clock())
        lacking = self.quotas.spend(charges, post=self.claim.post.id, follows=follows, claim=claim)
        if lacking is not None:
            raise SpentError(lacking.lacking(), at=lacking.ends)

    def _spend_once(self, job: Job) -> None:
        """Count the post as a whole where its service counts posts, once, however often it is tried. Raises SpentError."""
        linked = "post-with-link" if job.post.has_link() else "post"
        call = linked if linked in job.facts.calls else "post"
        if call not in job.facts.calls or self.claim.quota:
            return
        self.spend(job.account, {call: 1}, claim=self.claim)
        self.claim = self.claim.model_copy(update={"quota": call})

    def _sure(self, written: bool) -> None:
        if not written:
            raise LostError(_TAKEN_OVER)


_TAKEN_OVER = "another worker or a person took it over"
