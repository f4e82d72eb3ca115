"""A reservation belongs to a post of one workspace: several of a network may name their posts alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table anew, since SQLite cannot change a key; whose the older reservations are is not known."""
    rows = (
        op.get_bind().execute(sa.text("SELECT share, bucket, period, post, units FROM reservations")).mappings().all()
    )
    op.drop_table("reservations")
    table = op.create_table(
        "reservations",
        sa.Column("share", sa.String(140), primary_key=True),
        sa.Column("bucket", sa.String(40), primary_key=True),
        sa.Column("period", sa.String(40), primary_key=True),
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("post", sa.String(80), primary_key=True),
        sa.Column("units", sa.Integer, nullable=False),
    )
    op.create_index("ix_reservations_post", "reservations", ["post"])
    op.bulk_insert(table, [{**row, "workspace": ""} for row in rows])
