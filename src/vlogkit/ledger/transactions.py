"""What all parts of the ledger share: transactions, rows as records, lines of the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from vlogkit.errors import UsageError
from vlogkit.ledger.database import reading, writing
from vlogkit.ledger.tables import audit, posts
from vlogkit.records.post import AuditEntry, Entry, Post

NO_REASON = {"reason": "", "kind": ""}
"""The columns of a post that nothing keeps."""


class Base:
    """The engine, and how rows become records."""

    def __init__(self, engine: Engine, accounts: Collection[str] = (), workspace: str = "") -> None:
        self.engine = engine
        self.workspace = workspace
        """Whose reservations are changed, by its name in the network; empty in a ledger that keeps one workspace's."""
        self.accounts = tuple(accounts)
        """The accounts whose posts are seen and taken; empty: all. A workspace that shares its ledger sees its own."""

    def mine(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """The query, of posts of these accounts only."""
        return query.where(posts.c.account.in_(self.accounts)) if self.accounts else query

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for looking only."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction, committed when its block ends well."""
        return writing(self.engine)

    def entry(self, post_id: str) -> Entry:
        """One post of the queue, by its id or the only one that starts so. Raises UsageError."""
        with self.reading() as connection:
            return as_entry(self.find(connection, post_id))

    def find(self, connection: Connection, post_id: str) -> RowMapping:
        """The row of a post, by its id or the only one that starts so. Raises UsageError."""
        begins = posts.c.id.startswith(post_id, autoescape=True)
        query = self.mine(sa.select(posts)).where(begins).order_by(posts.c.id).limit(6)
        rows = connection.execute(query).mappings().all() if post_id else []
        exact = [row for row in rows if row["id"] == post_id]
        if len(exact) == 1 or len(rows) == 1:
            return (exact or list(rows))[0]
        hint = "See the ids with: vlogkit queue list"
        if rows:
            hint = "Write more of the id: " + ", ".join(row["id"] for row in rows[:5])
            raise UsageError(f"several posts start with `{post_id}`", hint=hint)
        raise UsageError(f"there is no post `{post_id}`", hint=hint)

    def trail(self, post_id: str = "", limit: int = 1000) -> list[AuditEntry]:
        """The audit trail, of one post or of everything, oldest first."""
        query = sa.select(audit).order_by(audit.c.id.desc()).limit(limit)
        if post_id:
            query = query.where(audit.c.post == post_id)
        with self.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [AuditEntry.model_validate(dict(row)) for row in reversed(rows)]


def note(
    connection: Connection,
    now: dt.datetime,
    who: str,
    what: str,
    post: str = "",
    detail: Mapping[str, str] | None = None,
) -> None:
    """Add one line to the trail, in the transaction of what it tells."""
    connection.execute(sa.insert(audit).values(at=now, who=who, what=what, post=post, detail=dict(detail or {})))


def as_post(row: RowMapping) -> Post:
    """The post of a row; state and time stand in columns of their own."""
    return Post.model_validate({**row["record"], "state": row["state"], "due": row["due"]})


def as_entry(row: RowMapping) -> Entry:
    """The queue's view of a row."""
    shared = ("reason", "kind", "attempts", "remote_id", "url", "hold", "wake", "updated_at")
    return Entry(post=as_post(row), begun=bool(row["handle"]), **{key: row[key] for key in shared})
