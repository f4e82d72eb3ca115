"""What several workers share goes in and out under one lock: a service's quota, and who refreshes a token."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from vlogkit.ledger.base import Base
from vlogkit.ledger.tables import locks, quota


class Shares(Base):
    """Counting against quotas, and locks with a time limit."""

    def spend(self, account: str, bucket: str, period: str, *, limit: int) -> bool:
        """Count one call against a quota before it is made; False, with nothing counted, when none is left."""
        mine = (quota.c.account == account) & (quota.c.bucket == bucket) & (quota.c.period == period)
        with self.writing() as connection:
            more = sa.update(quota).where(mine, quota.c.used < limit).values(used=quota.c.used + 1)
            if connection.execute(more).rowcount == 1:
                return True
            if connection.execute(sa.select(quota.c.used).where(mine)).scalar() is not None:
                return False
            row = {"account": account, "bucket": bucket, "period": period, "used": 1}
            connection.execute(sa.insert(quota).values(**row))
            return True

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
            if connection.execute(sa.select(locks.c.owner).where(locks.c.name == name)).scalar() is not None:
                return False
            connection.execute(sa.insert(locks).values(name=name, owner=owner, until=until))
            return True

    def unlock(self, name: str, owner: str) -> None:
        """Give a lock back; nothing happens when it is another's."""
        with self.writing() as connection:
            connection.execute(sa.delete(locks).where(locks.c.name == name, locks.c.owner == owner))
