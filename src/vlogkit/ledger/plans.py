"""Store planned posts, each once, and list the posts of the queue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from vlogkit.ledger.tables import audit, posts
from vlogkit.ledger.transactions import NO_REASON, Base, as_entry, as_post, note
from vlogkit.records.post import BEFORE_SENDING, Entry, Post, PostState

NO_REASONS: Mapping[str, str] = MappingProxyType({})
"""Nobody has to say why any post leaves when it does."""


@dataclass(frozen=True)
class PlanChanges:
    """What storing a plan changed, by post id."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


class Plans(Base):
    """Storing and listing posts."""

    def store_plan(
        self,
        plan: Sequence[Post],
        *,
        by: str,
        now: dt.datetime,
        review: bool,
        anyway: Mapping[str, str] = NO_REASONS,
    ) -> PlanChanges:
        """Store posts in one transaction: all or none; storing the same again changes nothing. `anyway` says, by id, why
        a post leaves at a time that the calendar is against.

        With `review` they wait as drafts until someone approves them; without, they are scheduled at once. A
        post whose content changed loses its approval; one that has begun to leave is never touched.
        """
        state: PostState = "draft" if review else "scheduled"
        new, changed, same = [], [], []
        with self.writing() as connection:
            known = self._known(connection, [post.id for post in plan])
            for post in plan:
                row = known.get(post.id)
                if row is None:
                    new.append(post.model_copy(update={"state": state}))
                elif row["state"] in BEFORE_SENDING and not row["handle"] and _differs(post, row):
                    _rewrite(connection, post, row, by=by, now=now, state=state, anyway=anyway.get(post.id, ""))
                    changed.append(post.id)
                else:
                    same.append(post.id)
            insert_posts(connection, new, by=by, now=now, anyway=anyway)
        return PlanChanges(tuple(post.id for post in new), tuple(changed), tuple(same))

    def _known(self, connection: Connection, ids: Sequence[str]) -> dict[str, RowMapping]:
        found: dict[str, RowMapping] = {}
        for start in range(0, len(ids), 500):
            query = sa.select(posts).where(posts.c.id.in_(ids[start : start + 500]))
            found.update((row["id"], row) for row in connection.execute(query).mappings())
        return found

    def entries(
        self,
        *,
        states: Iterable[PostState] = (),
        account: str = "",
        bundles: Collection[str] = (),
        agency: str = "",
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        limit: int | None = None,
        offset: int = 0,
        last_first: bool = False,
    ) -> list[Entry]:
        """Posts of the queue in the order of their time, or against it; every filter left out lets all through. Only those
        of the page that `limit` and `offset` name are read whole."""
        order = (posts.c.due.desc(), posts.c.id.desc()) if last_first else (posts.c.due, posts.c.id)
        wanted = _filtered(states=states, account=account, bundles=bundles, agency=agency, since=since, until=until)
        query = self.mine(sa.select(posts).where(wanted)).order_by(*order)
        if limit is not None:
            page = self.mine(sa.select(posts.c.id).where(wanted)).order_by(*order).limit(limit).offset(offset)
            query = sa.select(posts).where(posts.c.id.in_(page)).order_by(*order)
        with self.reading() as connection:
            return [as_entry(row) for row in connection.execute(query).mappings()]

    def entries_of(self, ids: Iterable[str]) -> list[Entry]:
        """The posts of these ids, those that are there, in the order of their time."""
        with self.reading() as connection:
            rows = self._known(connection, list(ids)).values()
        found = (as_entry(row) for row in rows if not self.accounts or row["account"] in self.accounts)
        return sorted(found, key=lambda one: (one.post.due, one.post.id))

    def waiting(self, *, agency: str = "", limit: int | None = None, offset: int = 0) -> list[str]:
        """The items whose posts wait for a decision, in the order of their first post."""
        wanted = _filtered(states=["draft"], agency=agency)
        query = self.mine(sa.select(posts.c.bundle).where(wanted)).group_by(posts.c.bundle)
        query = query.order_by(sa.func.min(posts.c.due), posts.c.bundle).limit(limit).offset(offset)
        with self.reading() as connection:
            return list(connection.execute(query).scalars())

    def waiting_count(self, *, agency: str = "") -> int:
        """How many items have posts that wait for a decision."""
        wanted = _filtered(states=["draft"], agency=agency)
        query = self.mine(sa.select(sa.func.count(posts.c.bundle.distinct())).where(wanted))
        with self.reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def month(
        self, since: dt.datetime, until: dt.datetime, *, zone: str, most: int, account: str = "", agency: str = ""
    ) -> dict[dt.date, tuple[int, list[Entry]]]:
        """How many posts are due on each day of `zone` in a stretch of time, and the first `most` of them; those that are
        cancelled or have expired are left out. Only what is shown is read whole."""
        wanted = posts.c.due.between(since, until) & posts.c.state.not_in(["cancelled", "expired"])
        if account:
            wanted &= posts.c.account == account
        if agency:
            wanted &= posts.c.agency == agency
        query = self.mine(sa.select(posts.c.id, posts.c.due).where(wanted).order_by(posts.c.due, posts.c.id))
        ids: dict[dt.date, list[str]] = defaultdict(list)
        with self.reading() as connection:
            for row in connection.execute(query):
                if row.due < until:
                    ids[row.due.astimezone(ZoneInfo(zone)).date()].append(row.id)
            shown = [one for names in ids.values() for one in names[:most]]
            found = {name: as_entry(row) for name, row in self._known(connection, shown).items()}
        return {day: (len(names), [found[one] for one in names[:most]]) for day, names in ids.items()}

    def counts(self, *, since: dt.datetime | None = None, until: dt.datetime | None = None) -> dict[PostState, int]:
        """How many posts are in each state, of all or of those that are due in a stretch of time."""
        wanted = _filtered(since=since, until=until)
        query = self.mine(sa.select(posts.c.state, sa.func.count()).where(wanted).group_by(posts.c.state))
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def items_in(self, states: Iterable[PostState]) -> set[str]:
        """The items with posts in one of these states."""
        query = self.mine(sa.select(posts.c.bundle).where(_filtered(states=states)).distinct())
        with self.reading() as connection:
            return set(connection.execute(query).scalars())

    def names(self, kind: Literal["platform", "account", "agency"]) -> set[str]:
        """What posts there are say of one kind: the platforms, accounts or agencies that they are for."""
        with self.reading() as connection:
            return set(connection.execute(self.mine(sa.select(posts.c[kind]).distinct())).scalars()) - {""}

    def posts(self) -> list[Post]:
        """Every post there is, in the order of its time: what the planner plans around."""
        with self.reading() as connection:
            query = self.mine(sa.select(posts).order_by(posts.c.due, posts.c.id))
            return [as_post(row) for row in connection.execute(query).mappings()]


def _filtered(
    *,
    states: Iterable[PostState] = (),
    account: str = "",
    bundles: Collection[str] = (),
    agency: str = "",
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
) -> sa.ColumnElement[bool]:
    """What a post is asked to be; what is left out lets all through."""
    wanted = list(states)
    asked = [
        posts.c.state.in_(wanted) if wanted else None,
        posts.c.account == account if account else None,
        posts.c.bundle.in_(list(bundles)) if bundles else None,
        posts.c.agency == agency if agency else None,
        posts.c.due >= since if since is not None else None,
        posts.c.due < until if until is not None else None,
    ]
    return sa.and_(sa.true(), *(one for one in asked if one is not None))


def wake_of(post: Post) -> dt.datetime:
    """When a worker takes a scheduled post up: at its time, or earlier where the service keeps the schedule."""
    return post.due - dt.timedelta(minutes=post.ahead_minutes)


def _differs(post: Post, row: RowMapping) -> bool:
    return bool(post.content_hash() != row["content"] or post.due != row["due"] or post.agency != row["agency"])


def timed(due: dt.datetime, anyway: str) -> dict[str, str]:
    """A time for the trail, and why it was chosen in spite of the calendar."""
    return {"due": due.isoformat()} | ({"anyway": anyway} if anyway else {})


def insert_posts(
    connection: Connection, new: Sequence[Post], *, by: str, now: dt.datetime, anyway: Mapping[str, str] = NO_REASONS
) -> None:
    """Add posts in the transaction at hand, each with its line in the trail; `anyway` as for `Plans.store_plan`."""
    if not new:
        return
    connection.execute(sa.insert(posts), [_row(post, now) for post in new])
    lines = [
        {"at": now, "who": by, "what": "planned", "post": post.id, "detail": timed(post.due, anyway.get(post.id, ""))}
        for post in new
    ]
    connection.execute(sa.insert(audit), lines)


def _row(post: Post, now: dt.datetime) -> dict[str, object]:
    return {
        "id": post.id,
        "bundle": post.bundle,
        "platform": post.platform,
        "account": post.account,
        "agency": post.agency,
        "content": post.content_hash(),
        "due": post.due,
        "state": post.state,
        "wake": wake_of(post) if post.state == "scheduled" else None,
        "updated_at": now,
        "record": post.model_dump(mode="json"),
    }


def _rewrite(
    connection: Connection, post: Post, row: RowMapping, *, by: str, now: dt.datetime, state: PostState, anyway: str
) -> None:
    """Replace a post that has not begun to leave; only another content asks for another approval."""
    other = post.content_hash() != row["content"]
    kept: PostState = state if other or row["state"] == "failed" else row["state"]
    values = _row(post.model_copy(update={"state": kept}), now)
    connection.execute(sa.update(posts).where(posts.c.id == post.id).values(**values, **NO_REASON, hold=None))
    detail = timed(post.due, anyway) | {"content": post.content_hash(), "was": row["content"]}
    moved = post.agency != row["agency"] and post.due == row["due"]
    what = "content changed" if other else "agency changed" if moved else "re-timed"
    note(connection, now, by, what, post.id, detail)
