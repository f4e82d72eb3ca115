"""Items are retracted, each of their posts by a step of its own, holds come from a network, and workers leave a sign of life."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INSTANT = sa.String(27).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Nothing was retracted before this, and every hold was a workspace's own."""
    op.add_column("holds", sa.Column("origin", sa.String(120), nullable=False, server_default=""))
    op.create_table(
        "retracted",
        sa.Column("item", sa.String(80), primary_key=True),
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("lifted_at", INSTANT),
        sa.Column("lifted_by", sa.String(120), nullable=False),
    )
    op.create_table(
        "retractions",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), nullable=False, index=True),
        sa.Column("item", sa.String(80), nullable=False, index=True),
        *(_text(name, 64) for name in ("platform", "account")),
        *(_text(name) for name in ("agency", "words", "reason", "why", "url")),
        *(_text(name, 16) for name in ("purpose", "how", "kind")),
        *(_text(name, 120) for name in ("author", "owner")),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("yes", sa.JSON, nullable=False),
        sa.Column("handle", sa.JSON, nullable=False),
        sa.Column("wake", INSTANT, index=True),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("hold", sa.Integer),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_table(
        "workers",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("workspace", sa.String(120), primary_key=True),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
    )


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)
