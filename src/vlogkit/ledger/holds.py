"""Put up, look up and lift holds; every worker asks for them right before a post leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vlogkit.errors import UsageError
from vlogkit.ledger.tables import holds, posts
from vlogkit.ledger.transactions import Base, as_entry, note
from vlogkit.records.post import Entry, Hold, Post, PostState

STOPPABLE: tuple[PostState, ...] = ("draft", "approved", "scheduled", "sending")
"""States in which a post goes on by itself, or after a yes, as long as no hold stands in its way."""
SCOPE = re.compile(r"all|(platform|account|agency):.+")
"""What a hold can be for."""


def check_scope_words(scope: str) -> None:
    """Raise UsageError for what is not written as a scope is."""
    if not SCOPE.fullmatch(scope):
        hint = "Write all, platform:NAME, account:NAME or agency:NAME."
        raise UsageError(f"`{scope}` is not a scope", hint=hint)


class Holds(Base):
    """Putting holds up, asking for them, lifting them."""

    def hold_on(
        self,
        *,
        reason: str,
        by: str,
        now: dt.datetime,
        scope: str = "all",
        allow_tags: Sequence[str] = (),
        until: dt.datetime | None = None,
    ) -> Hold:
        """Stop everything in `scope` (`all`, `platform:X`, `account:X`, `agency:X`) from this commit on.

        Raises UsageError without a reason or a name, for another scope, and for an end that has passed.
        """
        if not reason.strip() or not by.strip():
            raise UsageError("a hold needs a reason and a name", hint="vlogkit hold on --reason TEXT --by NAME")
        check_scope_words(scope)
        if until is not None and until <= now:
            raise UsageError("the hold would end before it begins", hint="Give --until a time that is still ahead.")
        values = {
            "scope": scope,
            "reason": reason,
            "by": by,
            "at": now,
            "until": until,
            "allow_tags": list(allow_tags),
        }
        with self.writing() as connection:
            made = connection.execute(sa.insert(holds).values(**values).returning(holds)).mappings().one()
            detail = {"hold": str(made["id"]), "scope": scope, "reason": reason}
            note(connection, now, by, "hold on", detail=detail)
            return Hold.model_validate(dict(made))

    learn: Callable[[dt.datetime], None] | None = None
    """Asked before holds are looked up: takes over those of the network. What it raises keeps everything from leaving."""

    def adopt_hold(self, hold: Hold, *, now: dt.datetime) -> None:
        """Take over a hold of the network, once, and its end when it was lifted there; removing it there ends nothing. What
        came due while it stood stays held."""
        with self.writing() as connection:
            known = connection.execute(sa.select(holds).where(holds.c.origin == hold.origin)).mappings().one_or_none()
            if known is None:
                kept = ("scope", "reason", "by", "at", "until", "lifted_at", "lifted_by", "origin")
                values = {**{key: getattr(hold, key) for key in kept}, "allow_tags": list(hold.allow_tags)}
                connection.execute(sa.insert(holds).values(**values))
                note(connection, now, hold.by, "hold on", detail={"hold": hold.origin, "reason": hold.reason})
            elif hold.lifted_at is not None and known["lifted_at"] is None:
                lift = sa.update(holds).where(holds.c.id == known["id"])
                connection.execute(lift.values(lifted_at=hold.lifted_at, lifted_by=hold.lifted_by))
                self._keep_due(connection, Hold.model_validate(dict(known)), now)
                note(connection, now, hold.lifted_by, "hold off", detail={"hold": hold.origin, "scope": hold.scope})

    def adopted_holds(self) -> dict[str, Hold]:
        """The holds of the network that were taken over, lifted ones included, by their origin."""
        query = sa.select(holds).where(holds.c.origin != "")
        with self.reading() as connection:
            found = [Hold.model_validate(dict(row)) for row in connection.execute(query).mappings()]
        return {hold.origin: hold for hold in found}

    def _keep_due(self, connection: Connection, hold: Hold, now: dt.datetime) -> None:
        """Hold what came due while a hold stood and no worker looked at, so that lifting it sends nothing by itself."""
        due = self.mine(sa.select(posts).where(posts.c.state == "scheduled", posts.c.wake <= now))
        for row in connection.execute(due).mappings().all():
            if hold.stops(as_entry(row).post):
                reason = f"hold {hold.id} by {hold.by}: {hold.reason}"
                values = {"state": "held", "wake": None, "kind": "decide", "reason": reason, "hold": hold.id}
                change = sa.update(posts).where(posts.c.id == row["id"], posts.c.fence == row["fence"])
                connection.execute(change.values(**values, fence=posts.c.fence + 1, updated_at=now))
                note(connection, now, hold.by, "held", row["id"], {"reason": reason})

    def stopped(self, hold: Hold) -> list[Entry]:
        """The waiting posts that a hold keeps from leaving while it stands, in the order of their time."""
        query = self.mine(sa.select(posts).where(posts.c.state.in_(STOPPABLE)).order_by(posts.c.due, posts.c.id))
        with self.reading() as connection:
            waiting = [as_entry(row) for row in connection.execute(query).mappings()]
        return [entry for entry in waiting if hold.stops(entry.post)]

    def at_services(self, hold: Hold, now: dt.datetime) -> list[Entry]:
        """The posts in a hold's scope that a service has already and keeps until their time: the hold itself cannot stop
        them. In the order of their time."""
        there = posts.c.state.in_(["accepted", "processing"]) & (posts.c.due > now)
        query = self.mine(sa.select(posts).where(there).order_by(posts.c.due, posts.c.id))
        with self.reading() as connection:
            found = [as_entry(row) for row in connection.execute(query).mappings()]
        return [entry for entry in found if entry.post.ahead_minutes and hold.stops(entry.post)]

    def standing_holds(self, now: dt.datetime, *, since: dt.datetime | None = None) -> list[Hold]:
        """The holds that stand: not lifted, and not past their end. With `since` also those that ended by themselves after
        that time."""
        if self.learn is not None:
            self.learn(now)
        open_ended = sa.or_(holds.c.until.is_(None), holds.c.until > min(now, since or now))
        query = sa.select(holds).where(holds.c.lifted_at.is_(None), open_ended).order_by(holds.c.id)
        with self.reading() as connection:
            return [Hold.model_validate(dict(row)) for row in connection.execute(query).mappings()]

    def all_holds(self) -> list[Hold]:
        """Every hold there ever was, lifted ones included."""
        with self.reading() as connection:
            return [Hold.model_validate(dict(row)) for row in connection.execute(sa.select(holds)).mappings()]

    def stopped_by(self, post: Post, now: dt.datetime, *, waits: bool = False) -> Hold | None:
        """The hold that keeps this post from leaving now; asked immediately before each submit. A post that still `waits`
        is also kept by one that ended by itself after its time had come: nothing that waited leaves by itself."""
        standing = self.standing_holds(now, since=post.due if waits else None)
        return next((hold for hold in standing if hold.stops(post)), None)

    def hold_off(self, *, by: str, now: dt.datetime, hold_id: int | None = None, scope: str = "") -> list[Hold]:
        """Lift one hold, all, or those of one scope; what waited stays held until a person decides on it. Raises UsageError."""
        if not by.strip():
            raise UsageError("lifting a hold needs a name", hint="vlogkit hold off --by NAME")
        which: sa.ColumnElement[bool] = holds.c.lifted_at.is_(None)
        if hold_id is not None:
            which = which & (holds.c.id == hold_id) & holds.c.origin.not_like("signed:%")
        else:
            which = which & (holds.c.origin == "")
        if scope:
            which = which & (holds.c.scope == scope)
        with self.writing() as connection:
            lift = sa.update(holds).where(which).values(lifted_at=now, lifted_by=by).returning(holds)
            lifted = [Hold.model_validate(dict(row)) for row in connection.execute(lift).mappings()]
            if not lifted:
                hint = "See them with: vlogkit hold list. One of the network is lifted with: vlogkit hold off --network"
                raise UsageError("there is no such hold standing", hint=hint)
            for hold in lifted:
                self._keep_due(connection, hold, now)
                note(connection, now, by, "hold off", detail={"hold": str(hold.id), "scope": hold.scope})
        return lifted

    def waiting_for(self, lifted: Sequence[Hold]) -> list[Entry]:
        """The posts that these holds stopped and that still wait for a person, in the order of their time."""
        ids = [hold.id for hold in lifted]
        query = self.mine(sa.select(posts).where(posts.c.state == "held", posts.c.hold.in_(ids)).order_by(posts.c.due))
        with self.reading() as connection:
            return [as_entry(row) for row in connection.execute(query).mappings()]
