"""What a person does to one post: retry, re-time, resolve, cancel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from vlogkit.errors import UsageError
from vlogkit.ledger.claims import store_receipt
from vlogkit.ledger.plans import timed, wake_of
from vlogkit.ledger.tables import approvals, attempts, posts, receipts
from vlogkit.ledger.transactions import NO_REASON, Base, as_entry, as_post, note
from vlogkit.records.base import is_web_address
from vlogkit.records.post import Entry, Receipt

SETTLED_BY_A_PERSON = frozenset({"unconfirmed", "accepted", "processing", "handed-over", "failed", "held"})
"""States in which a person may know better than the ledger whether a post is out."""


class Queue(Base):
    """What people do to posts; each raises the fence, so that a forgotten worker cannot overwrite it."""

    def retry(
        self, post_id: str, *, by: str, now: dt.datetime, due: dt.datetime | None = None, anyway: str = ""
    ) -> Entry:
        """Schedule a held, failed or approved post again, at `due` or now; what has begun is checked first. `anyway` is
        why it leaves at a time that the calendar is against; it stays in the trail.

        Raises UsageError for a post in another state, and for a time that has passed.
        """
        if due is not None and due < now:
            raise UsageError("that time has passed", hint="Give --at a time that is still ahead.")
        with self.writing() as connection:
            row = self._in_state(connection, post_id, {"held", "failed", "approved", "scheduled"})
            moment = due or max(row["due"], now)
            post = as_post(row).model_copy(update={"due": moment})
            values = {"state": "scheduled", "wake": max(wake_of(post), now), "due": moment, "attempts": 0}
            values |= {**NO_REASON, "hold": None}
            self._move(connection, row, by, now, "retried", timed(moment, anyway), values)
            return as_entry(self.find(connection, row["id"]))

    def move(self, post_id: str, *, by: str, now: dt.datetime, due: dt.datetime, anyway: str = "") -> Entry:
        """Give a post that has not begun to leave another time, with why where the calendar is against it; its approval
        stays. Raises UsageError."""
        if due <= now:
            raise UsageError("that time has passed", hint="Give a time that is still ahead.")
        with self.writing() as connection:
            row = self._in_state(connection, post_id, {"draft", "approved", "scheduled"})
            post = as_post(row).model_copy(update={"due": due})
            values: dict[str, object] = {"due": due}
            if post.state != "draft":
                values |= {"state": "scheduled", "wake": max(wake_of(post), now), **NO_REASON}
            self._move(connection, row, by, now, "moved", timed(due, anyway), values)
            return as_entry(self.find(connection, row["id"]))

    def resolve(
        self, post_id: str, *, by: str, now: dt.datetime, posted: bool, url: str = "", remote_id: str = ""
    ) -> Entry:
        """Settle an unconfirmed post, or a pack that a person posts by hand: it is out (with its URL), or it is not.

        Not out means it may be sent again: it waits as held for `retry`. Raises UsageError in another state, and for what
        is not the address of a page.
        """
        if posted and url and not is_web_address(url):
            hint = "Copy it from the service, as the browser shows it: https://…"
            raise UsageError(f"`{url}` is not a web address", hint=hint)
        with self.writing() as connection:
            row = self._in_state(connection, post_id, set(SETTLED_BY_A_PERSON))
            post = as_post(row)
            if posted:
                # The address of a pack is a folder of this machine, not where the post can be read.
                address = url or ("" if row["state"] == "handed-over" else row["url"])
                values: dict[str, object] = {"state": "published", "wake": None, **NO_REASON, "url": address}
                receipt = Receipt(
                    post=post.id,
                    platform=post.platform,
                    account=post.account,
                    remote_id=remote_id or row["remote_id"] or f"by hand: {by}",
                    url=address,
                    sent_at=now,
                    sent=_handed_over(connection, post.id) or {"content": post.content_hash()},
                )
                store_receipt(connection, receipt)
            else:
                values = {
                    "state": "held",
                    "wake": None,
                    "handle": {},
                    "remote_id": "",
                    "url": "",
                    "begun_at": None,
                }
                values["kind"] = "decide"
                values["reason"] = f"not posted, says {by}; send it with: vlogkit queue retry {post.id}"
            self._move(connection, row, by, now, "posted" if posted else "not posted", {"url": url}, values)
            return as_entry(self.find(connection, row["id"]))

    def cancel(self, post_id: str, *, by: str, now: dt.datetime, reason: str = "") -> Entry:
        """Drop a post that has not left. Raises UsageError for one that has or may have."""
        with self.writing() as connection:
            row = self._in_state(connection, post_id, {"draft", "approved", "scheduled", "held", "failed"})
            if row["handle"] or row["remote_id"]:
                hint = f"Look on the service, then: vlogkit queue resolve {row['id']} --posted, or --not-posted and cancel."
                raise UsageError(f"`{row['id']}` was begun, and may be out", hint=hint)
            values = {"state": "cancelled", "wake": None, "kind": "", "reason": reason}
            self._move(connection, row, by, now, "cancelled", {"reason": reason}, values)
            return as_entry(self.find(connection, row["id"]))

    def hold_back(self, post_id: str, *, by: str, now: dt.datetime, reason: str) -> Entry:
        """Keep an approved or scheduled post that has not begun from leaving until a person decides. Raises UsageError."""
        with self.writing() as connection:
            row = self._in_state(connection, post_id, {"approved", "scheduled"})
            values = {"state": "held", "wake": None, "kind": "decide", "reason": reason}
            self._move(connection, row, by, now, "held", {"reason": reason}, values)
            return as_entry(self.find(connection, row["id"]))

    def expire(self, now: dt.datetime, *, older: dt.timedelta) -> int:
        """Close drafts that nobody approved until long after their time; how many."""
        stale = posts.c.state.in_(["draft", "approved"]) & (posts.c.due < now - older)
        if self.accounts:
            stale &= posts.c.account.in_(self.accounts)
        change = sa.update(posts).where(stale).values(state="expired", wake=None, updated_at=now)
        with self.writing() as connection:
            gone = connection.execute(change.returning(posts.c.id)).scalars().all()
            for post_id in gone:
                note(connection, now, "vlogkit", "expired", post_id)
        return len(gone)

    def receipts(
        self,
        *,
        post: str = "",
        agency: str = "",
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
    ) -> list[Receipt]:
        """Receipts in the order they came, of all posts, of one, or of those of an agency."""
        query = sa.select(receipts.c.record).order_by(receipts.c.sent_at, receipts.c.post)
        if post:
            query = query.where(receipts.c.post == post)
        if agency or self.accounts:
            query = self.mine(query.join(posts, posts.c.id == receipts.c.post))
        if agency:
            query = query.where(posts.c.agency == agency)
        if since is not None:
            query = query.where(receipts.c.sent_at >= since)
        if until is not None:
            query = query.where(receipts.c.sent_at < until)
        with self.reading() as connection:
            return [Receipt.read(record) for record in connection.execute(query).scalars()]

    def history(self, post_id: str) -> list[dict[str, str]]:
        """The attempts on one post, oldest first: when, by which worker, with what outcome."""
        query = sa.select(attempts).where(attempts.c.post == post_id).order_by(attempts.c.id)
        with self.reading() as connection:
            rows = connection.execute(query).mappings().all()
        keys = ("worker", "outcome", "detail")
        return [{"at": row["at"].isoformat(), **{key: str(row[key]) for key in keys}} for row in rows]

    def decisions(self, post_id: str) -> list[dict[str, str | bool]]:
        """Who approved or rejected a post, oldest first; `content` says which state of it."""
        query = sa.select(approvals).where(approvals.c.post == post_id).order_by(approvals.c.id)
        with self.reading() as connection:
            rows = connection.execute(query).mappings().all()
        keys = ("decision", "by", "reason", "content")
        return [
            {"at": row["at"].isoformat(), **{key: str(row[key]) for key in keys}, "proven": bool(row["proven"])}
            for row in rows
        ]

    def _in_state(self, connection: Connection, post_id: str, states: set[str]) -> RowMapping:
        row = self.find(connection, post_id)
        if row["state"] not in states:
            wanted = ", ".join(sorted(states))
            raise UsageError(f"`{row['id']}` is {row['state']}", hint=f"This can be done to a post that is {wanted}.")
        return row

    def _move(
        self,
        connection: Connection,
        row: RowMapping,
        by: str,
        now: dt.datetime,
        what: str,
        detail: Mapping[str, str],
        values: Mapping[str, object],
    ) -> None:
        change = sa.update(posts).where(posts.c.id == row["id"], posts.c.fence == row["fence"])
        done = connection.execute(change.values(**values, fence=posts.c.fence + 1, updated_at=now)).rowcount
        if done != 1:
            raise UsageError(f"`{row['id']}` is being moved by someone else", hint="Look again in a moment.")
        note(connection, now, by, what, row["id"], detail)


def _handed_over(connection: Connection, post_id: str) -> dict[str, str]:
    """sha256 of what lay in a post's pack; empty where none was made."""
    pack = (receipts.c.post == post_id) & (receipts.c.outcome == "handed-over")
    record = connection.execute(sa.select(receipts.c.record).where(pack)).scalar()
    return Receipt.read(record).sent if record else {}
