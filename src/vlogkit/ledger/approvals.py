"""Record who approved or rejected a post, bound to exactly what would leave."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from vlogkit.errors import UsageError
from vlogkit.gates import Signed, missing_yes
from vlogkit.ledger.plans import wake_of
from vlogkit.ledger.tables import approvals, posts
from vlogkit.ledger.transactions import NO_REASON, Base, as_post, note
from vlogkit.records.post import Post, Yes, signature
from vlogkit.records.settings import Approval

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
        rule: Approval | None = None,
        proven: bool = False,
        content: str = "",
    ) -> Post:
        """Approve or reject a post as it stands now, or only as long as it is the `content` that was looked at; a later
        change of its content voids the decision.

        A post with all approvals that `rule` asks for is scheduled, or waits as `approved` for a new time when its own
        has passed; with some of them it stays a draft. `proven` says that `by` proved who they are. Raises UsageError
        for a post that is past deciding, for a rejection without a reason, and where `by` may not approve it.
        """
        with self.writing() as connection:
            row = self.find(connection, post_id)
            decided = record_decision(
                connection, row, decision, by=by, now=now, reason=reason, rule=rule, proven=proven, content=content
            )
            return as_post(self.find(connection, decided.id))

    def said_yes(self, post: Post) -> tuple[Yes, ...]:
        """Who approved exactly this content since somebody rejected it, in that order; none where the last word was no."""
        with self.reading() as connection:
            return said_yes(connection, post)


def record_decision(
    connection: Connection,
    row: RowMapping,
    decision: Decision,
    *,
    by: str,
    now: dt.datetime,
    reason: str,
    rule: Approval | None,
    proven: bool,
    content: str,
) -> Post:
    """As `Approvals.decide`, inside a transaction; the post as it was before."""
    rule, post = rule or Approval(), as_post(row)
    _may_decide(post, decision, by=by, reason=reason)
    if content and content != row["content"]:
        raise UsageError(f"`{post.id}` has changed since it was looked at", hint="Look at it again, then decide.")
    if decision == "approved":
        may_approve(post, rule, by=by, proven=proven)
    line = {"post": post.id, "content": row["content"], "decision": decision, "by": by, "proven": proven}
    connection.execute(sa.insert(approvals).values(**line, reason=reason, at=now))
    values = _rejected(by, reason)
    if decision == "approved":
        values = _approved(post, missing_yes(post, rule, said_yes(connection, post)), now)
    change = sa.update(posts).where(posts.c.id == post.id)
    connection.execute(change.values(**values, fence=posts.c.fence + 1, updated_at=now))
    detail = {"content": row["content"], "reason": reason, "proven": "yes" if proven else ""}
    note(connection, now, by, decision, post.id, detail)
    return post


def said_yes(connection: Connection, post: Post) -> tuple[Yes, ...]:
    """As `Approvals.said_yes`, inside a transaction."""
    mine = (approvals.c.post == post.id) & (approvals.c.content == post.content_hash())
    query = sa.select(approvals.c.decision, approvals.c.by, approvals.c.proven).where(mine).order_by(approvals.c.id)
    said: dict[str, Yes] = {}
    for row in connection.execute(query):
        if row.decision == "rejected":
            said.clear()
            continue
        before = said.pop(signature(row.by), None)
        said[signature(row.by)] = Yes(by=row.by, proven=row.proven or (before is not None and before.proven))
    return tuple(said.values())


def _rejected(by: str, reason: str) -> dict[str, object]:
    return {"state": "draft", "wake": None, "kind": "fix", "reason": f"rejected by {by}: {reason}"}


def _approved(post: Post, missing: str, now: dt.datetime) -> dict[str, object]:
    """The columns of a post after a yes, with what it still lacks of them."""
    if missing:
        return {"state": "draft", "wake": None, "kind": "decide", "reason": missing}
    if post.due > now:
        return {"state": "scheduled", "wake": wake_of(post), **NO_REASON}
    return {"state": "approved", "wake": None, "kind": "decide", "reason": "approved after its time: give it a new one"}


def _may_decide(post: Post, decision: Decision, *, by: str, reason: str) -> None:
    if post.state not in {"draft", "approved", "scheduled", "held"}:
        hint = "Only what has not left yet can be decided on; see: vlogkit queue show " + post.id
        raise UsageError(f"`{post.id}` is {post.state}", hint=hint)
    if not by.strip():
        raise UsageError("a decision needs a name", hint="Say who decides: --by NAME")
    if decision == "rejected" and not reason.strip():
        raise UsageError("a rejection needs a reason", hint="Say what is to be changed: --reason TEXT")


def may_approve(post: Signed, rule: Approval, *, by: str, proven: bool) -> None:
    """Raise UsageError for one who may not say yes to this."""
    if rule.approvers:
        if not proven:
            hint = "Approve with your passphrase: vlogkit review approve ID --as NAME"
            raise UsageError("this workspace asks who approves to prove who they are", hint=hint)
        if signature(by) not in {signature(name) for name in rule.approvers}:
            hint = "They are named in vlogkit.yaml, `approval: approvers:` " + ", ".join(rule.approvers)
            raise UsageError(f"{by} is not one of those who may approve here", hint=hint)
    elif rule.second_person and signature(by) == signature(post.author):
        hint = "This workspace asks for a second person: someone other than the author approves."
        raise UsageError(f"{by} made `{post.id}` and cannot approve it", hint=hint)
