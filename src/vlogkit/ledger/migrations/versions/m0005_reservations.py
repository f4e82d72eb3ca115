"""Quotas are reserved for planned posts, and what shares one has a longer name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the reservations; SQLite does not limit how long a text is, so that only PostgreSQL has a column to widen."""
    op.create_table(
        "reservations",
        sa.Column("share", sa.String(140), primary_key=True),
        sa.Column("bucket", sa.String(40), primary_key=True),
        sa.Column("period", sa.String(40), primary_key=True),
        sa.Column("post", sa.String(80), primary_key=True),
        sa.Column("units", sa.Integer, nullable=False),
    )
    op.create_index("ix_reservations_post", "reservations", ["post"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE quota ALTER COLUMN account TYPE VARCHAR(140)")
