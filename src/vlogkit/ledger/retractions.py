"""Store what is retracted and what is done about each post, and give each step to exactly one worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from vlogkit.errors import UsageError
from vlogkit.ledger.claims import LEASE
from vlogkit.ledger.tables import posts, retracted, retractions
from vlogkit.ledger.transactions import NO_REASON, Base, as_entry, note
from vlogkit.records.post import BEFORE_SENDING, Entry, PostState, ReasonKind, Yes, signature
from vlogkit.records.posting.retraction import (
    OPEN,
    Purpose,
    RetractedItem,
    Retraction,
    RetractionClaim,
    RetractionState,
)

LIVE: frozenset[PostState] = frozenset({"sending", "accepted", "processing", "published", "handed-over", "unconfirmed"})
"""States in which a post is out, or may be at its service."""
HowOf = Callable[[Entry], str]
"""How a post is taken back, as far as its service allows, or `by-hand`."""
_COLUMNS = ("item", "platform", "account", "agency", "purpose", "how", "words", "reason", "author", "yes", "state")


@dataclass(frozen=True)
class Retracted:
    """Ids of the posts that no longer leave, and the steps for those that are out or may be."""

    stopped: tuple[str, ...] = ()
    steps: tuple[Retraction, ...] = ()


class Retractions(Base):
    """Retracting items, and the steps that follow from it."""

    def retract(
        self,
        item: str,
        how: HowOf,
        *,
        reason: str,
        by: str,
        now: dt.datetime,
        purpose: Purpose = "take-down",
        words: str = "",
        review: bool = True,
    ) -> Retracted:
        """Let nothing of an item leave from this commit on, and store a step for each of its posts that is, or may be, out.

        Waiting posts are cancelled, or held where the item is to be corrected. Doing it again adds steps only for posts
        that have none open; a take-down replaces open corrections, and new words replace older ones. With `review` the
        steps wait for a yes. Raises UsageError without a reason, and for a correction of what is being taken down.
        """
        if not reason.strip():
            raise UsageError("a retraction needs a reason", hint="Say why, for the trail: --reason TEXT")
        with self.writing() as connection:
            if purpose == "correct":
                self._check_correctable(connection, item)
            self._mark(connection, item, {"purpose": purpose, "words": words, "reason": reason, "by": by}, now)
            query = self.mine(sa.select(posts).where(posts.c.bundle == item)).order_by(posts.c.due, posts.c.id)
            rows = connection.execute(query).mappings().all()
            waiting = [row for row in rows if row["state"] in BEFORE_SENDING and not _begun(row)]
            for row in waiting:
                _stop(connection, row, purpose, reason, by, now)
            shared = {"purpose": purpose, "words": words, "reason": reason, "author": by}
            steps = [
                _insert(connection, row, {**shared, "how": how(as_entry(row))}, now, review=review)
                for row in rows
                if (row["state"] in LIVE or _begun(row)) and row["state"] not in {"cancelled", "expired", "retracted"}
            ]
        return Retracted(tuple(row["id"] for row in waiting), tuple(step for step in steps if step is not None))

    def withdraw(
        self, entries: Sequence[Entry], how: HowOf, *, hold: int, reason: str, by: str, now: dt.datetime
    ) -> int:
        """Store an approved step for each post that a service would publish by itself while a hold stands; how many are
        new. The hold is the approval."""
        made = 0
        shared = {"purpose": "hold", "words": "", "reason": reason, "author": by, "hold": hold}
        with self.writing() as connection:
            for entry in entries:
                row = self.find(connection, entry.post.id)
                values = {**shared, "how": how(entry)}
                made += _insert(connection, row, values, now, review=False) is not None
        return made

    def lift_retraction(self, item: str, *, by: str, now: dt.datetime) -> None:
        """Let an item go out again; what was taken back stays so. Raises UsageError for one that is not retracted."""
        mine = (retracted.c.item == item) & retracted.c.lifted_at.is_(None)
        if self.accounts:
            mine &= retracted.c.account.in_(self.accounts)
        with self.writing() as connection:
            if not connection.execute(sa.update(retracted).where(mine).values(lifted_at=now, lifted_by=by)).rowcount:
                raise UsageError(f"`{item}` is not retracted", hint="See what is: vlogkit retract")
            note(connection, now, by, "retraction lifted", detail={"item": item})

    def retracted(self, item: str, account: str) -> str:
        """Why an item's posts on an account must not leave; empty where they may. Asked directly before each call."""
        mine = (retracted.c.item == item) & retracted.c.account.in_(["", account]) & retracted.c.lifted_at.is_(None)
        with self.reading() as connection:
            return str(connection.execute(sa.select(retracted.c.reason).where(mine).limit(1)).scalar() or "")

    def retracted_items(self) -> list[RetractedItem]:
        """The items that must not go out, each once, in the order in which they were retracted."""
        query = sa.select(retracted).where(retracted.c.lifted_at.is_(None)).order_by(retracted.c.at, retracted.c.item)
        if self.accounts:
            query = query.where(retracted.c.account.in_(self.accounts))
        with self.reading() as connection:
            rows = connection.execute(query).mappings().all()
        found = {row["item"]: RetractedItem.model_validate({key: row[key] for key in _ITEM}) for row in rows}
        return list(found.values())

    def forgotten(self) -> list[Entry]:
        """Posts of retracted items that are or may be out and have no open step for what their item was retracted for: a
        worker that was thought dead sent them, or a person posted a pack."""
        same = (retracted.c.item == retractions.c.item) & (retracted.c.purpose == retractions.c.purpose)
        asked = sa.select(retractions.c.post).join(retracted, same)
        open_ = asked.where(retractions.c.state.in_(OPEN), retracted.c.lifted_at.is_(None))
        settled = sa.select(retractions.c.post).where(
            retractions.c.state == "done", retractions.c.how.in_(["edit", "reply", "by-hand"])
        )
        items = sa.select(retracted.c.item).where(retracted.c.lifted_at.is_(None))
        query = self.mine(sa.select(posts).where(posts.c.state.in_(LIVE), posts.c.bundle.in_(items)))
        query = query.where(posts.c.id.not_in(open_), posts.c.id.not_in(settled))
        with self.reading() as connection:
            return [as_entry(row) for row in connection.execute(query).mappings()]

    def retractions(
        self, *, item: str = "", open_only: bool = False, limit: int | None = None, offset: int = 0
    ) -> list[Retraction]:
        """The steps of all items or of one, or a page of them, in the order in which they were stored."""
        query = sa.select(retractions).order_by(retractions.c.at, retractions.c.id).limit(limit).offset(offset)
        if self.accounts:
            query = query.where(retractions.c.account.in_(self.accounts))
        if item:
            query = query.where(retractions.c.item == item)
        if open_only:
            query = query.where(retractions.c.state.in_(OPEN))
        with self.reading() as connection:
            return [_as_retraction(row) for row in connection.execute(query).mappings()]

    def open_steps(self) -> dict[RetractionState, int]:
        """How many steps are open, by their state."""
        query = sa.select(retractions.c.state, sa.func.count()).where(retractions.c.state.in_(OPEN))
        if self.accounts:
            query = query.where(retractions.c.account.in_(self.accounts))
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by(retractions.c.state))}

    def approve_retraction(
        self, step: str, yes: Yes, *, enough: Callable[[Retraction], bool], now: dt.datetime
    ) -> Retraction:
        """Add one person's yes to a step; it is `approved` when `enough` says so. One that failed is tried again. Raises
        UsageError."""
        with self.writing() as connection:
            row = self._step(connection, step)
            before = _as_retraction(row)
            if before.state not in {"draft", "failed"}:
                raise UsageError(f"`{step}` is {before.state}", hint="See the steps: vlogkit retract " + before.item)
            others = tuple(one for one in before.yes if signature(one.by) != signature(yes.by))
            after = before.model_copy(update={"yes": (*others, yes)})
            values: dict[str, object] = {"yes": [one.model_dump() for one in after.yes]}
            if before.state == "failed" or enough(after):
                values |= {"state": "approved", "wake": now, "attempts": 0, "kind": "", "why": ""}
            change = sa.update(retractions).where(retractions.c.id == step).values(**values, updated_at=now)
            connection.execute(change)
            proven = "yes" if yes.proven else ""
            note(connection, now, yes.by, "retraction approved", before.post, {"step": step, "proven": proven})
            return _as_retraction(self._step(connection, step))

    def done_by_hand(self, step: str, *, by: str, now: dt.datetime, live: bool = False) -> Retraction:
        """A person did it at the service, or found that nothing was there; with `live` the post stays up, as a person
        decided. Raises UsageError for a step that is done."""
        with self.writing() as connection:
            row = self._step(connection, step)
            if row["state"] not in OPEN:
                raise UsageError(f"`{step}` is {row['state']}", hint="See the steps: vlogkit retract " + row["item"])
            values = {"state": "done", "how": "by-hand", "wake": None, "kind": "", "why": f"done by hand: {by}"}
            self._finish(connection, row, values, None if live else _AFTER[row["purpose"]], by, now)
            return _as_retraction(self._step(connection, step))

    def claim_retraction(self, now: dt.datetime, worker: str, *, lease: dt.timedelta = LEASE) -> RetractionClaim | None:
        """Take the approved step that has waited longest, in one statement; None when nothing waits."""
        due = sa.select(retractions.c.id).where(retractions.c.wake <= now)
        if self.accounts:
            due = due.where(retractions.c.account.in_(self.accounts))
        first = due.order_by(retractions.c.wake, retractions.c.id).limit(1).with_for_update(skip_locked=True)
        take = (
            sa.update(retractions)
            .where(retractions.c.id == first.scalar_subquery())
            .values(fence=retractions.c.fence + 1, owner=worker, wake=now + lease, updated_at=now)
            .returning(retractions)
        )
        with self.writing() as connection:
            row = connection.execute(take).mappings().one_or_none()
        if row is None:
            return None
        shared = {key: row[key] for key in ("fence", "attempts", "handle")}
        return RetractionClaim(retraction=_as_retraction(row), **shared)

    def keep_retraction(self, claim: RetractionClaim, now: dt.datetime, handle: Mapping[str, str]) -> bool:
        """Store what the next call depends on, and stretch the lease; False when the claim was lost."""
        with self.writing() as connection:
            return _write(connection, claim, now, {"handle": dict(handle), "wake": now + LEASE})

    def put_off_retraction(self, claim: RetractionClaim, now: dt.datetime, *, until: dt.datetime, why: str) -> bool:
        """Not now: it is looked at again at `until`; setbacks are counted."""
        values = {"wake": until, "kind": "wait", "why": why, "attempts": retractions.c.attempts + 1}
        with self.writing() as connection:
            return _write(connection, claim, now, values)

    def settle_retraction(
        self,
        claim: RetractionClaim,
        worker: str,
        now: dt.datetime,
        *,
        state: RetractionState,
        how: str = "",
        kind: ReasonKind = "",
        why: str = "",
        url: str = "",
        post: PostState | None = None,
    ) -> bool:
        """Write what became of a step, and with it the state that its post has now; False when the claim was lost."""
        with self.writing() as connection:
            row = self._step(connection, claim.retraction.id)
            if row["fence"] != claim.fence:
                return False
            values = {"state": state, "wake": None, "kind": kind, "why": why, "how": how or row["how"]}
            values |= {"url": url or row["url"]}
            self._finish(connection, row, values, post, worker, now)
            return True

    def take_over(self, post_id: str, now: dt.datetime) -> bool:
        """Take a post out of the hands of workers before it is taken back; False while one of them holds it."""
        free = sa.or_(posts.c.state != "sending", posts.c.wake.is_(None), posts.c.wake <= now)
        take = sa.update(posts).where((posts.c.id == post_id) & free)
        with self.writing() as connection:
            return connection.execute(take.values(fence=posts.c.fence + 1, wake=None, updated_at=now)).rowcount == 1

    def keys_of(self, post_id: str) -> tuple[dict[str, str], dt.datetime | None]:
        """What the calls that posted it left behind to find it by, and when the first was made."""
        with self.reading() as connection:
            row = self.find(connection, post_id)
            return dict(row["handle"]), row["begun_at"]

    def _check_correctable(self, connection: Connection, item: str) -> None:
        """Raise UsageError for an item that is taken down: a correction would leave its posts up."""
        marked = (retracted.c.item == item) & retracted.c.lifted_at.is_(None) & (retracted.c.purpose == "take-down")
        open_ = (retractions.c.item == item) & retractions.c.state.in_(OPEN) & (retractions.c.purpose == "take-down")
        if self.accounts:
            marked &= retracted.c.account.in_(["", *self.accounts])
            open_ &= retractions.c.account.in_(self.accounts)
        there = sa.select(retracted.c.item).where(marked).union_all(sa.select(retractions.c.item).where(open_))
        if connection.execute(there.limit(1)).first() is not None:
            hint = f"To correct it after all, finish its steps, then: vlogkit retract {item} --lift"
            raise UsageError(f"`{item}` is to be taken down; a correction would leave it up", hint=hint)

    def _mark(self, connection: Connection, item: str, given: Mapping[str, str], now: dt.datetime) -> None:
        """Remember the item on each account of this workspace, or on all where the ledger is its own."""
        values = {**given, "at": now, "lifted_at": None, "lifted_by": ""}
        for account in self.accounts or ("",):
            mine = (retracted.c.item == item) & (retracted.c.account == account)
            if not connection.execute(sa.update(retracted).where(mine).values(**values)).rowcount:
                connection.execute(sa.insert(retracted).values(item=item, account=account, **values))
        detail = {"item": item, "purpose": given["purpose"], "reason": given["reason"]}
        note(connection, now, given["by"], "retracted", detail=detail)

    def _step(self, connection: Connection, step: str) -> RowMapping:
        row = connection.execute(sa.select(retractions).where(retractions.c.id == step)).mappings().one_or_none()
        if row is None or (self.accounts and row["account"] not in self.accounts):
            raise UsageError(f"there is no step `{step}`", hint="See them with: vlogkit retract")
        return row

    def _finish(
        self,
        connection: Connection,
        row: RowMapping,
        values: Mapping[str, object],
        post: PostState | None,
        by: str,
        now: dt.datetime,
    ) -> None:
        change = sa.update(retractions).where(retractions.c.id == row["id"])
        connection.execute(change.values(**values, fence=retractions.c.fence + 1, updated_at=now))
        detail = {"step": row["id"], "how": str(values["how"]), "why": str(values["why"]), "reason": row["reason"]}
        note(connection, now, by, f"retraction {values['state']}", row["post"], detail)
        if post is None:
            return
        state: dict[str, object] = {"state": post, "wake": None, **NO_REASON}
        if post == "held":
            reason = f"taken back at the service for hold {row['hold']}: {row['reason']}"
            state |= {"handle": {}, "remote_id": "", "url": "", "begun_at": None, "kind": "decide", "reason": reason}
            state |= {"hold": row["hold"]}
        change = sa.update(posts).where(posts.c.id == row["post"])
        connection.execute(change.values(**state, fence=posts.c.fence + 1, updated_at=now))


_ITEM = ("item", "reason", "by", "at", "purpose", "words")


def _begun(row: RowMapping) -> bool:
    return bool(row["handle"]) or bool(row["remote_id"])


_AFTER: Mapping[str, PostState | None] = {"take-down": "retracted", "correct": None, "hold": "held"}
"""What a post is once a person did its step; one that was corrected stays what it was."""


def _stop(connection: Connection, row: RowMapping, purpose: str, reason: str, by: str, now: dt.datetime) -> None:
    """Keep a waiting post from leaving: for ever, or until the item was corrected and rendered again."""
    state = "held" if purpose == "correct" else "cancelled"
    kind = "decide" if state == "held" else ""
    values = {"state": state, "wake": None, "kind": kind, "reason": f"retracted: {reason}", "updated_at": now}
    change = sa.update(posts).where(posts.c.id == row["id"])
    connection.execute(change.values(**values, fence=posts.c.fence + 1))
    note(connection, now, by, state, row["id"], {"reason": f"retracted: {reason}"})


def _insert(
    connection: Connection, row: RowMapping, values: Mapping[str, object], now: dt.datetime, *, review: bool
) -> Retraction | None:
    """A step for a post, in place of those that give way to it, unless one does already what is asked for."""
    query = sa.select(retractions).where(retractions.c.post == row["id"])
    there = [_as_retraction(one) for one in connection.execute(query).mappings()]
    purpose: Purpose = values["purpose"]  # type: ignore[assignment]  # as the callers above give it
    for step in there:
        if step.gives_way_to(purpose, str(values["words"])):
            _replace(connection, step, str(values["author"]), now)
        elif step.stands_for(purpose):
            return None
    by_hand = values["how"] == "by-hand"
    state: RetractionState = "draft" if review else "approved"
    given = {key: row[key] for key in ("platform", "account", "agency", "url")}
    made = {**given, **values, "id": f"{row['id']}~{len(there) + 1}", "post": row["id"], "item": row["bundle"]}
    made |= {"yes": [], "state": state, "wake": None if review else now, "at": now, "updated_at": now}
    connection.execute(sa.insert(retractions).values(**made))
    detail = {"step": str(made["id"]), "how": str(values["how"]), "reason": str(values["reason"])}
    note(
        connection,
        now,
        str(values["author"]),
        "to be done by hand" if by_hand else "to be taken back",
        row["id"],
        detail,
    )
    query = sa.select(retractions).where(retractions.c.id == made["id"])
    return _as_retraction(connection.execute(query).mappings().one())


def _replace(connection: Connection, step: Retraction, by: str, now: dt.datetime) -> None:
    """End a step that nobody is to do any more, and take it out of the hands of its worker."""
    change = sa.update(retractions).where(retractions.c.id == step.id)
    values = {"state": "replaced", "wake": None, "kind": "", "why": f"replaced: {by}", "updated_at": now}
    connection.execute(change.values(**values, fence=retractions.c.fence + 1))
    note(connection, now, by, "retraction replaced", step.post, {"step": step.id, "reason": step.reason})


def _write(connection: Connection, claim: RetractionClaim, now: dt.datetime, values: Mapping[str, object]) -> bool:
    mine = (retractions.c.id == claim.retraction.id) & (retractions.c.fence == claim.fence)
    return connection.execute(sa.update(retractions).where(mine).values(**values, updated_at=now)).rowcount == 1


def _as_retraction(row: RowMapping) -> Retraction:
    shared = ("id", "post", *_COLUMNS, "kind", "why", "url", "hold", "wake", "at", "updated_at")
    return Retraction.model_validate({key: row[key] for key in shared})
