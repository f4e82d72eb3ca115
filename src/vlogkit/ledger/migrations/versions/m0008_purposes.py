"""An item is known to be taken down or only corrected, so that the one is not taken for the other later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_CORRECTED = """
    UPDATE retracted SET purpose = 'correct', words = (
        SELECT MIN(step.words) FROM retractions AS step
        WHERE step.item = retracted.item AND step.at = retracted.at AND step.purpose = 'correct'
    )
    WHERE EXISTS (
        SELECT 1 FROM retractions AS step
        WHERE step.item = retracted.item AND step.at = retracted.at AND step.purpose = 'correct'
    )
"""
"""The steps of a correction were stored at the moment at which its item was; one without steps counts as taken down."""


def upgrade() -> None:
    """What was retracted is to be taken down, unless its newest retraction left steps of a correction."""
    op.add_column("retracted", sa.Column("purpose", sa.String(16), nullable=False, server_default="take-down"))
    op.add_column("retracted", sa.Column("words", sa.Text, nullable=False, server_default=""))
    op.execute(_CORRECTED)
