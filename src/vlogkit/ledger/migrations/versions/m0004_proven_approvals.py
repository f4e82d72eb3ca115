"""An approval says whether who gave it was proven, and approvers have a mark of the passphrase that proves them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.String(27).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Nobody was proven before this."""
    op.add_column("approvals", sa.Column("proven", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "approvers",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
