"""A post may have two receipts: one for the pack that was handed over, one for the post that a person made of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Count the outcome to the key of a receipt; those there are stay as they are, of what was published."""
    if op.get_bind().dialect.name == "sqlite":
        _copied()
        return
    op.add_column("receipts", sa.Column("outcome", sa.String(16), nullable=False, server_default="published"))
    op.execute("ALTER TABLE receipts DROP CONSTRAINT receipts_pkey")
    op.execute("ALTER TABLE receipts ADD PRIMARY KEY (post, outcome)")


def _copied() -> None:
    """SQLite cannot change a key: the lines go over into a new table, with the triggers that let it only grow."""
    op.create_table(
        "new_receipts",
        sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), primary_key=True),
        sa.Column("outcome", sa.String(16), primary_key=True, server_default="published"),
        sa.Column("sent_at", sa.String(27), nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.execute("INSERT INTO new_receipts (post, sent_at, record) SELECT post, sent_at, record FROM receipts")
    op.drop_table("receipts")
    op.rename_table("new_receipts", "receipts")
    op.create_index("ix_receipts_sent_at", "receipts", ["sent_at"])
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER receipts_no_{verb.lower()} BEFORE {verb} ON receipts "
            "BEGIN SELECT RAISE(ABORT, 'the receipts table only grows'); END"
        )
