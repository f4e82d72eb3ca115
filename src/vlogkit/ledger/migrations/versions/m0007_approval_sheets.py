"""Approvers are asked on sheets, and have a key by which their answers are verified."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

INSTANT = sa.String(27).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Nobody was asked on a sheet before this."""
    op.create_table(
        "answer_keys",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("key", sa.JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "sheets",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
