"""Look over a ledger: all its posts at once, as few columns as an overview needs, and who sends them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa

from vlogkit.ledger.tables import posts, receipts, workers
from vlogkit.ledger.transactions import Base
from vlogkit.records.posting.heartbeat import Heartbeat


class PostLine(NamedTuple):
    """One post: where it stands, and when it went out or was handed over; the public words only where `words` were asked."""

    id: str
    item: str
    platform: str
    account: str
    agency: str
    content: str
    state: str
    kind: str
    due: dt.datetime
    url: str
    sent_at: dt.datetime | None
    title: str = ""
    text: str = ""


class Overviews(Base):
    """Looking at everything."""

    def post_lines(self) -> list[PostLine]:
        """Every post with the time of its last receipt, in the order of their time."""
        sent = (
            sa.select(receipts.c.post, sa.func.max(receipts.c.sent_at).label("sent_at"))
            .group_by(receipts.c.post)
            .subquery()
        )
        kept = [posts.c[name] for name in _COLUMNS]
        sent_at = sa.type_coerce(sent.c.sent_at, receipts.c.sent_at.type)
        query = sa.select(*kept, sent_at).outerjoin(sent, sent.c.post == posts.c.id).order_by(posts.c.due, posts.c.id)
        with self.reading() as connection:
            return [PostLine(*row) for row in connection.execute(self.mine(query))]

    def post_words(self, since: dt.datetime) -> dict[str, tuple[str, str]]:
        """Title and text of the posts that are out and were due since then, by id."""
        query = sa.select(posts.c.id, posts.c.record).where(
            posts.c.state.in_(["published", "handed-over"]), posts.c.due >= since
        )
        with self.reading() as connection:
            return {row.id: (row.record["title"], row.record["text"]) for row in connection.execute(self.mine(query))}

    def receipt_count(self) -> int:
        """How many receipts there are."""
        query = self.mine(sa.select(sa.func.count()).select_from(receipts.join(posts, posts.c.id == receipts.c.post)))
        with self.reading() as connection:
            return int(connection.execute(query).scalar() or 0)


_COLUMNS = ("id", "bundle", "platform", "account", "agency", "content", "state", "kind", "due", "url")

KEPT = dt.timedelta(days=7)
"""How long a worker that ended, or was never heard of again, is remembered."""


class Heartbeats(Base):
    """Who sends, and when they were heard of last."""

    def beat(self, name: str, workspace: str, *, every: int, now: dt.datetime) -> None:
        """Note that a worker lives, and looks again within `every` seconds."""
        mine = (workers.c.name == name) & (workers.c.workspace == workspace)
        with self.writing() as connection:
            seen = sa.update(workers).where(mine).values(seen_at=now, every=every, ended_at=None)
            if not connection.execute(seen).rowcount:
                values = {"name": name, "workspace": workspace, "every": every, "started_at": now, "seen_at": now}
                connection.execute(sa.insert(workers).values(**values))
                connection.execute(sa.delete(workers).where(workers.c.seen_at < now - KEPT))

    def say_goodbye(self, name: str, workspace: str, *, now: dt.datetime) -> None:
        """Note that a worker ended as it should."""
        mine = (workers.c.name == name) & (workers.c.workspace == workspace)
        with self.writing() as connection:
            connection.execute(sa.update(workers).where(mine).values(ended_at=now))

    def signs_of_life(self, workspace: str = "") -> list[Heartbeat]:
        """The workers of a workspace, or of all that share this ledger, the one heard of last first."""
        query = sa.select(workers).order_by(workers.c.seen_at.desc(), workers.c.name)
        if workspace:
            query = query.where(workers.c.workspace == workspace)
        with self.reading() as connection:
            return [Heartbeat.model_validate(dict(row)) for row in connection.execute(query).mappings()]
