"""Give each due post to exactly one worker, and write what became of it under a fence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vlogkit.ledger.tables import attempts, posts, receipts
from vlogkit.ledger.transactions import NO_REASON, Base, as_post, note
from vlogkit.records.post import Claim, PostState, ReasonKind, Receipt

LEASE = dt.timedelta(minutes=5)
"""How long a worker may stay silent before another one takes its post over."""


class Claims(Base):
    """Taking posts and writing what became of them; every write answers False when the claim was lost."""

    def claim_due(self, now: dt.datetime, worker: str, *, lease: dt.timedelta = LEASE) -> Claim | None:
        """Take the post that has waited longest, in one statement; None when nothing is due.

        PostgreSQL skips rows that another worker is taking; SQLite lets one writer in at a time. Every claim
        raises the fence, so that a worker which was thought dead can no longer write.
        """
        due = self.mine(sa.select(posts.c.id).where(posts.c.wake <= now))
        first = due.order_by(posts.c.wake, posts.c.id).limit(1)
        pick = first.with_for_update(skip_locked=True).scalar_subquery()
        take = (
            sa.update(posts)
            .where(posts.c.id == pick)
            .values(fence=posts.c.fence + 1, owner=worker, wake=now + lease, updated_at=now)
            .returning(posts)
        )
        with self.writing() as connection:
            row = connection.execute(take).mappings().one_or_none()
        if row is None:
            return None
        shared = ("fence", "attempts", "handle", "quota", "remote_id", "url", "begun_at", "reason")
        return Claim(post=as_post(row), **{key: row[key] for key in shared})

    def next_wake(self) -> dt.datetime | None:
        """When the next post wants a worker; None when none does."""
        with self.reading() as connection:
            instant: dt.datetime | None = connection.execute(
                self.mine(sa.select(posts.c.wake).where(posts.c.wake.is_not(None)).order_by(posts.c.wake).limit(1))
            ).scalar()
            return instant

    def begin(
        self,
        claim: Claim,
        worker: str,
        now: dt.datetime,
        handle: Mapping[str, str],
        *,
        lease: dt.timedelta = LEASE,
    ) -> bool:
        """Mark a post as leaving and store its keys, before the first call."""
        values = {
            "state": "sending",
            "handle": dict(handle),
            "wake": now + lease,
            "begun_at": claim.begun_at or now,
            **NO_REASON,
        }
        with self.writing() as connection:
            if not _write(connection, claim, now, values):
                return False
            _attempt(connection, claim, worker, now, "begun", "")
            note(connection, now, worker, "sending", claim.post.id, {"fence": str(claim.fence)})
        return True

    def keep(self, claim: Claim, now: dt.datetime, handle: Mapping[str, str], *, lease: dt.timedelta = LEASE) -> bool:
        """Store what the next call depends on, and stretch the lease."""
        with self.writing() as connection:
            return _write(connection, claim, now, {"handle": dict(handle), "wake": now + lease})

    def stretch(self, claim: Claim, now: dt.datetime, *, lease: dt.timedelta = LEASE) -> bool:
        """Stretch the lease of a worker that is in the middle of a long call."""
        with self.writing() as connection:
            return _write(connection, claim, now, {"wake": now + lease})

    def accept(
        self,
        claim: Claim,
        worker: str,
        now: dt.datetime,
        *,
        remote_id: str,
        url: str,
        state: PostState,
        wake: dt.datetime | None,
        lease: dt.timedelta = LEASE,
    ) -> bool:
        """The service has it: from here on nothing can lead back to submitting.

        The post is looked at again at `wake`; None: this worker goes on with it at once, and keeps the lease.
        """
        wake = wake or now + lease
        values = {"state": state, "remote_id": remote_id, "url": url, "wake": wake, **NO_REASON}
        with self.writing() as connection:
            if not _write(connection, claim, now, values):
                return False
            if claim.post.state != state or claim.remote_id != remote_id:
                _attempt(connection, claim, worker, now, state, remote_id)
                note(connection, now, worker, state, claim.post.id, {"remote_id": remote_id, "url": url})
        return True

    def publish(
        self,
        claim: Claim,
        worker: str,
        receipt: Receipt,
        *,
        rest: str = "",
        lacks: str = "",
        wake: dt.datetime | None = None,
    ) -> bool:
        """It is out, or handed over to a person: the receipt is stored with the state, or neither. Where some of it is
        still to follow (`rest`, in words), a worker takes it up again at `wake`; `lacks` says what it will do without."""
        reason = "; ".join(part for part in (rest, lacks) if part)
        values = {
            "state": receipt.outcome,
            "remote_id": receipt.remote_id,
            "url": receipt.url,
            "wake": wake,
            "attempts": 0,
            "kind": "wait" if rest else "look" if lacks else "",
            "reason": reason,
        }
        with self.writing() as connection:
            if not _write(connection, claim, receipt.sent_at, values):
                return False
            store_receipt(connection, receipt)
            _attempt(connection, claim, worker, receipt.sent_at, receipt.outcome, receipt.remote_id)
            detail = {"remote_id": receipt.remote_id, "url": receipt.url}
            note(connection, receipt.sent_at, worker, receipt.outcome, claim.post.id, detail)
        return True

    def follow(
        self, claim: Claim, worker: str, now: dt.datetime, *, wake: dt.datetime | None, kind: ReasonKind, reason: str
    ) -> bool:
        """Say how far what follows a post that is out has come: it is looked at again at `wake`, or nothing more follows.
        The state stays."""
        with self.writing() as connection:
            if not _write(connection, claim, now, {"wake": wake, "kind": kind, "reason": reason}):
                return False
            if reason != claim.reason:
                _attempt(connection, claim, worker, now, "followed", reason)
                note(connection, now, worker, "followed", claim.post.id, {"reason": reason})
        return True

    def put_off(self, claim: Claim, worker: str, now: dt.datetime, *, until: dt.datetime, reason: str) -> bool:
        """Not now: the post keeps its state and is looked at again at `until`; setbacks are counted."""
        values = {"wake": until, "kind": "wait", "reason": reason, "attempts": posts.c.attempts + 1}
        with self.writing() as connection:
            if not _write(connection, claim, now, values):
                return False
            _attempt(connection, claim, worker, now, "put off", reason)
            note(
                connection,
                now,
                worker,
                "put off",
                claim.post.id,
                {"until": until.isoformat(), "reason": reason},
            )
        return True

    def stop(
        self,
        claim: Claim,
        worker: str,
        now: dt.datetime,
        *,
        state: PostState,
        kind: ReasonKind,
        reason: str,
        hold: int | None = None,
    ) -> bool:
        """Leave the post to a person: held, unconfirmed or failed, why, and what kind of thing helps."""
        with self.writing() as connection:
            values = {"state": state, "wake": None, "kind": kind, "reason": reason, "hold": hold}
            if not _write(connection, claim, now, values):
                return False
            _attempt(connection, claim, worker, now, state, reason)
            note(connection, now, worker, state, claim.post.id, {"kind": kind, "reason": reason})
        return True

    def late_answer(self, claim: Claim, worker: str, now: dt.datetime, *, remote_id: str, url: str) -> None:
        """Store an answer that came after the claim was lost: it is the truth and settles an unconfirmed post, and one that
        was taken for absent when its item was retracted."""
        waiting = posts.c.state.in_(["sending", "unconfirmed", "cancelled"]) & (posts.c.remote_id == "")
        values = {"state": "processing", "remote_id": remote_id, "url": url, "wake": now, **NO_REASON}
        with self.writing() as connection:
            settle = sa.update(posts).where((posts.c.id == claim.post.id) & waiting)
            connection.execute(settle.values(fence=posts.c.fence + 1, updated_at=now, **values))
            note(connection, now, worker, "late answer", claim.post.id, {"remote_id": remote_id, "url": url})


def store_receipt(connection: Connection, receipt: Receipt) -> None:
    """Add a receipt; the table only grows, one a post and outcome."""
    values = {"post": receipt.post, "outcome": receipt.outcome, "sent_at": receipt.sent_at}
    connection.execute(sa.insert(receipts).values(**values, record=receipt.model_dump(mode="json")))


def _write(connection: Connection, claim: Claim, now: dt.datetime, values: Mapping[str, object]) -> bool:
    mine = (posts.c.id == claim.post.id) & (posts.c.fence == claim.fence)
    return connection.execute(sa.update(posts).where(mine).values(**values, updated_at=now)).rowcount == 1


def _attempt(connection: Connection, claim: Claim, worker: str, now: dt.datetime, outcome: str, detail: str) -> None:
    values = {"post": claim.post.id, "fence": claim.fence, "worker": worker, "at": now, "outcome": outcome}
    connection.execute(sa.insert(attempts).values(**values, detail=detail))
