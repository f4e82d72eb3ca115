"""Keep a sign of life of each worker, so that it is noticed when nobody sends."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from vlogkit.ledger.tables import workers
from vlogkit.ledger.transactions import Base
from vlogkit.records.posting.heartbeat import Heartbeat

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
