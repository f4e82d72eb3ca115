"""Reasons have a kind of their own, and a post's quota leaves the service's handle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KINDS = ("fix", "reconnect", "wait")
"""What began the text of a reason before: `fix: the picture is too large`."""

BY_STATE = {"unconfirmed": "look", "held": "decide", "approved": "decide", "failed": "fix", "draft": "fix"}
CLOSED = frozenset({"published", "cancelled", "expired"})
"""The kind of a reason whose text names none."""

POSTS = sa.table(
    "posts",
    sa.column("id", sa.String),
    sa.column("state", sa.String),
    sa.column("reason", sa.Text),
    sa.column("handle", sa.JSON),
    sa.column("kind", sa.String),
    sa.column("quota", sa.String),
)


def upgrade() -> None:
    """Add the columns, and fill them from what older versions wrote into the reason and the handle."""
    op.add_column("posts", sa.Column("kind", sa.String(16), nullable=False, server_default=""))
    op.add_column("posts", sa.Column("quota", sa.String(40), nullable=False, server_default=""))
    connection = op.get_bind()
    for row in connection.execute(sa.select(POSTS)).mappings().all():
        kind, reason = _told_apart(row["state"], row["reason"])
        handle = dict(row["handle"])
        values = {"kind": kind, "reason": reason, "quota": handle.pop("quota", ""), "handle": handle}
        if any(values[name] != row[name] for name in values):
            connection.execute(sa.update(POSTS).where(POSTS.c.id == row["id"]).values(**values))


def _told_apart(state: str, reason: str) -> tuple[str, str]:
    """Kind and words of a reason as older versions wrote it."""
    for kind in KINDS:
        if reason.startswith(f"{kind}: "):
            return kind, reason.removeprefix(f"{kind}: ")
    return ("" if state in CLOSED or not reason else BY_STATE.get(state, "wait")), reason
