"""Cancel the waiting posts of forgotten items, drop their words, and name the posts that already left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from vlogkit.ledger.tables import posts
from vlogkit.ledger.transactions import Base, as_entry, note
from vlogkit.records.post import BEFORE_SENDING, Entry

WORDLESS: dict[str, object] = {"title": "", "text": "", "hashtags": [], "link": "", "alts": []}
"""What is taken out of the record of a post that nobody will send."""


@dataclass(frozen=True)
class Dropped:
    """Ids of the posts that were cancelled, and the posts that are, or may be, at a service."""

    cancelled: tuple[str, ...] = ()
    away: tuple[Entry, ...] = ()


class Forgetting(Base):
    """Taking an item out of the queue."""

    def forget(self, items: Iterable[str], *, by: str, now: dt.datetime) -> Dropped:
        """Cancel all posts of these bundles that have not begun to leave, and empty their words, so that no approval and
        no time sends them. A post that has begun is left as it is and handed back: a person deletes it there.
        """
        cancelled: list[str] = []
        away: list[Entry] = []
        with self.writing() as connection:
            for item in items:
                query = sa.select(posts).where(posts.c.bundle == item).order_by(posts.c.due, posts.c.id)
                for row in connection.execute(query).mappings().all():
                    begun = bool(row["handle"]) or bool(row["remote_id"])
                    if row["state"] in {*BEFORE_SENDING, "cancelled", "expired"} and not begun:
                        _empty(connection, row, by, now)
                        cancelled.append(row["id"])
                    else:
                        away.append(as_entry(row))
        return Dropped(tuple(cancelled), tuple(away))


def _empty(connection: Connection, row: RowMapping, by: str, now: dt.datetime) -> None:
    change = sa.update(posts).where(posts.c.id == row["id"])
    values = {
        "state": "cancelled",
        "wake": None,
        "kind": "",
        "reason": "forgotten",
        "updated_at": now,
        "fence": posts.c.fence + 1,
    }
    connection.execute(change.values(record={**row["record"], **WORDLESS}, **values))
    note(connection, now, by, "forgotten", row["id"])
