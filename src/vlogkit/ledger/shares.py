"""What workers share under one lock: quotas of services, and who refreshes a token."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from vlogkit.ledger.tables import locks, posts, quota
from vlogkit.ledger.transactions import Base
from vlogkit.records.post import Claim

# Two workers may come first at once: the database, not a look beforehand, decides whose row it is.
_FIRST_USE = sa.text(
    f"INSERT INTO {quota.name} (account, bucket, period, used) VALUES (:account, :bucket, :period, 0) ON CONFLICT DO NOTHING"
)
_FIRST_LOCK = sa.text(
    f"INSERT INTO {locks.name} (name, owner, until) VALUES (:name, :owner, :until) ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("until", type_=locks.c.until.type))


class Shares(Base):
    """Counting against quotas, and locks with a time limit."""

    def spend(self, account: str, bucket: str, period: str, *, limit: int, claim: Claim | None = None) -> bool:
        """Count one call against a quota before it is made; False, with nothing counted, when none is left.

        A `claim`'s post remembers the period in the same transaction, so that no later try counts it again.
        """
        mine = (quota.c.account == account) & (quota.c.bucket == bucket) & (quota.c.period == period)
        with self.writing() as connection:
            connection.execute(_FIRST_USE, {"account": account, "bucket": bucket, "period": period})
            more = sa.update(quota).where(mine, quota.c.used < limit).values(used=quota.c.used + 1)
            counted = connection.execute(more).rowcount == 1
            if counted and claim is not None:
                ours = (posts.c.id == claim.post.id) & (posts.c.fence == claim.fence)
                connection.execute(sa.update(posts).where(ours).values(quota=period))
            return counted

    def spent(self, account: str, bucket: str, period: str) -> int:
        """How many calls of a period's quota are used."""
        mine = (quota.c.account == account) & (quota.c.bucket == bucket) & (quota.c.period == period)
        with self.reading() as connection:
            return int(connection.execute(sa.select(quota.c.used).where(mine)).scalar() or 0)

    def lock(self, name: str, owner: str, now: dt.datetime, *, seconds: float = 60) -> bool:
        """Take a named lock, or one whose owner let it run out; False when another holds it."""
        until = now + dt.timedelta(seconds=seconds)
        with self.writing() as connection:
            free = (locks.c.name == name) & sa.or_(locks.c.until <= now, locks.c.owner == owner)
            if connection.execute(sa.update(locks).where(free).values(owner=owner, until=until)).rowcount == 1:
                return True
            return connection.execute(_FIRST_LOCK, {"name": name, "owner": owner, "until": until}).rowcount == 1

    def unlock(self, name: str, owner: str) -> None:
        """Give a lock back; nothing happens when it is another's."""
        with self.writing() as connection:
            connection.execute(sa.delete(locks).where(locks.c.name == name, locks.c.owner == owner))
