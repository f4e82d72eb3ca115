"""Record who approved or rejected a post, bound to exactly what would leave."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vlogkit.errors import UsageError
from vlogkit.ledger.plans import wake_of
from vlogkit.ledger.tables import approvals, posts
from vlogkit.ledger.transactions import Base, as_post, note
from vlogkit.records.post import Post

Decision = Literal["approved", "rejected"]


class Approvals(Base):
    """Deciding on posts, and asking what was decided."""

    def decide(
        self,
        post_id: str,
        decision: Decision,
        *,
        by: str,
        now: dt.datetime,
        reason: str = "",
        second_person: bool = False,
    ) -> Post:
        """Approve or reject a post as it stands now; a later change of its content voids the decision.

        An approved post is scheduled, or waits as `approved` for a new time when its own has passed. Raises
        UsageError for a post that is past deciding, for a rejection without a reason, and where `second_person`
        is asked for and `by` is the author.
        """
        with self.writing() as connection:
            row = self.find(connection, post_id)
            post = as_post(row)
            _may_decide(post, decision, by=by, reason=reason, second_person=second_person)
            values: dict[str, object] = {
                "state": "draft",
                "wake": None,
                "kind": "fix",
                "reason": f"rejected by {by}: {reason}",
            }
            if decision == "approved":
                ahead = post.due > now
                values = {
                    "state": "scheduled" if ahead else "approved",
                    "wake": wake_of(post) if ahead else None,
                }
                values["kind"] = "" if ahead else "decide"
                values["reason"] = "" if ahead else "approved after its time: give it a new one"
            connection.execute(
                sa.insert(approvals).values(
                    post=post.id, content=row["content"], decision=decision, by=by, reason=reason, at=now
                )
            )
            change = sa.update(posts).where(posts.c.id == post.id)
            connection.execute(change.values(**values, fence=posts.c.fence + 1, updated_at=now))
            note(connection, now, by, decision, post.id, {"content": row["content"], "reason": reason})
            return as_post(self.find(connection, post.id))

    def approved_by(self, post: Post) -> str:
        """Who approved exactly this content last, empty when nobody did or the last word was no."""
        with self.reading() as connection:
            return last_word(connection, post)


def last_word(connection: Connection, post: Post) -> str:
    """As `Approvals.approved_by`, inside a transaction."""
    mine = (approvals.c.post == post.id) & (approvals.c.content == post.content_hash())
    query = sa.select(approvals.c.decision, approvals.c.by).where(mine).order_by(approvals.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return str(row.by) if row is not None and row.decision == "approved" else ""


def _may_decide(post: Post, decision: Decision, *, by: str, reason: str, second_person: bool) -> None:
    if post.state not in {"draft", "approved", "scheduled", "held"}:
        hint = "Only what has not left yet can be decided on; see: vlogkit queue show " + post.id
        raise UsageError(f"`{post.id}` is {post.state}", hint=hint)
    if not by.strip():
        raise UsageError("a decision needs a name", hint="Say who decides: --by NAME")
    if decision == "rejected" and not reason.strip():
        raise UsageError("a rejection needs a reason", hint="Say what is to be changed: --reason TEXT")
    if second_person and decision == "approved" and _same(by, post.author):
        hint = "This workspace asks for a second person: someone other than the author approves."
        raise UsageError(f"{by} made `{post.id}` and cannot approve it", hint=hint)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
