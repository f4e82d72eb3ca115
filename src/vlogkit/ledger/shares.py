"""What workers share: units of services' quotas, reserved for planned posts and spent on calls, and who refreshes a token."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vlogkit.ledger.tables import locks, posts, quota, reservations
from vlogkit.ledger.transactions import Base
from vlogkit.records.platform import Charge
from vlogkit.records.post import Claim

# Two workers may come first at once: the database, not a look beforehand, decides whose row it is.
_FIRST_USE = sa.text(
    f"INSERT INTO {quota.name} (account, bucket, period, used) VALUES (:account, :bucket, :period, 0) ON CONFLICT DO NOTHING"
)
_FIRST_LOCK = sa.text(
    f"INSERT INTO {locks.name} (name, owner, until) VALUES (:name, :owner, :until) ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("until", type_=locks.c.until.type))


@dataclass(frozen=True)
class _Held:
    """How many units of a quota are used, reserved for other posts, and for the one that asks."""

    used: int
    others: int
    own: int


class Shares(Base):
    """Counting against quotas, and locks with a time limit."""

    def spend(
        self, charges: Sequence[Charge], *, post: str = "", follows: bool = False, claim: Claim | None = None
    ) -> Charge | None:
        """Count units before the calls are made that take them, of all quotas or of none: what is reserved for `post`
        first, then what nobody reserved. The charge for which too little is left; None where all are counted.

        What `follows` a post that is out leaves what its quota keeps for the posts of the day. A `claim`'s post
        remembers the period in the same transaction, so that no later try counts it again.
        """
        ordered = sorted(charges, key=Charge.key)
        with self.writing() as connection:
            for charge in ordered:
                held = _held(connection, charge, self._ours(post))
                beyond = charge.units - min(held.own, charge.units)
                free = charge.limit - held.used - held.others - held.own - (charge.kept if follows else 0)
                if beyond and beyond > free:
                    return charge
            for charge in ordered:
                _count(connection, charge, self._ours(post))
            if claim is not None and ordered:
                ours = (posts.c.id == claim.post.id) & (posts.c.fence == claim.fence)
                connection.execute(sa.update(posts).where(ours).values(quota=ordered[0].period))
        return None

    def reserve(self, planned: Mapping[str, Sequence[Charge]]) -> tuple[str, ...]:
        """Keep units for planned posts, by their ids, in place of what was kept for them; the ids of posts for which there
        was not enough of some quota, and nothing of that one was kept."""
        wanted: dict[tuple[str, str, str], list[tuple[str, Charge]]] = defaultdict(list)
        for post, charges in planned.items():
            for charge in charges:
                wanted[charge.key()].append((post, charge))
        lacking: list[str] = []
        with self.writing() as connection:
            self._forget(connection, planned)
            for (share, bucket, period), asked in sorted(wanted.items()):
                held = _held(connection, asked[0][1], sa.false())
                free = asked[0][1].limit - held.used - held.others
                kept: Counter[str] = Counter()
                for post, charge in asked:
                    if kept.total() + charge.units <= free:
                        kept[post] += charge.units
                    else:
                        lacking.append(post)
                names = {"share": share, "bucket": bucket, "period": period, "workspace": self.workspace}
                rows = [{**names, "post": post, "units": units} for post, units in kept.items()]
                if rows:
                    connection.execute(sa.insert(reservations), rows)
        return tuple(dict.fromkeys(lacking))

    def release(self, ids: Collection[str]) -> None:
        """Give back what is reserved for posts and was not spent."""
        with self.writing() as connection:
            self._forget(connection, ids)

    def taken(self) -> dict[tuple[str, str, str], int]:
        """How many units of each quota are used or reserved, by share, bucket and period."""
        used = sa.select(quota.c.account, quota.c.bucket, quota.c.period, quota.c.used)
        kept = sa.select(reservations.c.share, reservations.c.bucket, reservations.c.period, reservations.c.units)
        found: dict[tuple[str, str, str], int] = {}
        with self.reading() as connection:
            for share, bucket, period, units in [*connection.execute(used), *connection.execute(kept)]:
                found[share, bucket, period] = found.get((share, bucket, period), 0) + units
        return found

    def spent(self, share: str, bucket: str, period: str) -> int:
        """How many units of a period's quota are used."""
        mine = (quota.c.account == share) & (quota.c.bucket == bucket) & (quota.c.period == period)
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

    def _ours(self, *ids: str) -> sa.ColumnElement[bool]:
        """The reservations of these posts of the workspace, with those of which an earlier version kept no workspace."""
        return reservations.c.post.in_(ids) & reservations.c.workspace.in_([self.workspace, ""])

    def _forget(self, connection: Connection, ids: Collection[str]) -> None:
        listed = list(ids)
        for start in range(0, len(listed), 500):
            connection.execute(sa.delete(reservations).where(self._ours(*listed[start : start + 500])))


def _held(connection: Connection, charge: Charge, own_ones: sa.ColumnElement[bool]) -> _Held:
    """What a quota has, and how much of it these reservations keep, read while no other worker can change it: the row without a period is its lock."""
    name = {"account": charge.share, "bucket": charge.bucket}
    connection.execute(_FIRST_USE, {**name, "period": ""})
    mine = (quota.c.account == charge.share) & (quota.c.bucket == charge.bucket)
    connection.execute(sa.select(quota.c.used).where(mine, quota.c.period == "").with_for_update())
    span = quota.c.period.between(charge.since, charge.period)
    used = connection.execute(sa.select(sa.func.sum(quota.c.used)).where(mine, span)).scalar()
    ours = (reservations.c.share == charge.share) & (reservations.c.bucket == charge.bucket)
    ours &= reservations.c.period.between(charge.since, charge.period)
    kept = sa.select(sa.func.sum(reservations.c.units))
    whole = int(connection.execute(kept.where(ours)).scalar() or 0)
    own = int(connection.execute(kept.where(ours, own_ones)).scalar() or 0)
    return _Held(int(used or 0), whole - own, own)


def _count(connection: Connection, charge: Charge, own_ones: sa.ColumnElement[bool]) -> None:
    """Add the units to what is used, and take them off what these reservations keep."""
    connection.execute(_FIRST_USE, {"account": charge.share, "bucket": charge.bucket, "period": charge.period})
    mine = (quota.c.account == charge.share) & (quota.c.bucket == charge.bucket) & (quota.c.period == charge.period)
    connection.execute(sa.update(quota).where(mine).values(used=quota.c.used + charge.units))
    ours = (reservations.c.share == charge.share) & (reservations.c.bucket == charge.bucket) & own_ones
    left = sa.case((reservations.c.units > charge.units, reservations.c.units - charge.units), else_=0)
    connection.execute(sa.update(reservations).where(ours, reservations.c.period == charge.period).values(units=left))
