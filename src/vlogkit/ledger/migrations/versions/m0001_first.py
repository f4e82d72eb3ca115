"""The first tables: posts, approvals, attempts, receipts, holds, the audit trail, quota, locks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.String(27).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
ALIVE = sa.text("state NOT IN ('cancelled', 'expired')")


def upgrade() -> None:
    """Make every table, and the triggers that let the trail only grow."""
    _posts()
    _about_posts()
    _about_all()
    _append_only()


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("bundle", sa.String(80), nullable=False),
        sa.Column("platform", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("wake", INSTANT, comment="when a worker looks at it next; null: only a person moves it"),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("handle", sa.JSON, nullable=False),
        sa.Column("remote_id", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("hold", sa.Integer),
        sa.Column("begun_at", INSTANT),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_index("ix_posts_wake", "posts", ["wake", "id"])
    op.create_index("ix_posts_state_due", "posts", ["state", "due"])
    op.create_index("ix_posts_account_due", "posts", ["account", "due"])
    op.create_index("ix_posts_bundle", "posts", ["bundle"])
    once = ["account", "content", "due"]
    op.create_index("uq_posts_once", "posts", once, unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE)


def _about_posts() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), nullable=False, index=True),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), nullable=False, index=True),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("worker", sa.String(120), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_table(
        "receipts",
        sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), primary_key=True),
        sa.Column("sent_at", INSTANT, nullable=False, index=True),
        sa.Column("record", sa.JSON, nullable=False),
    )


def _about_all() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("until", INSTANT),
        sa.Column("allow_tags", sa.JSON, nullable=False),
        sa.Column("lifted_at", INSTANT, index=True),
        sa.Column("lifted_by", sa.String(120), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("post", sa.String(80), nullable=False, index=True),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_table(
        "quota",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("bucket", sa.String(40), primary_key=True),
        sa.Column("period", sa.String(40), primary_key=True),
        sa.Column("used", sa.Integer, nullable=False),
    )
    op.create_table(
        "locks",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
    )


def _append_only() -> None:
    """The database itself refuses to change or remove a line of the trail or a receipt."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("audit", "receipts"):
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the {table} table only grows'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION vlogkit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the % table only grows', TG_TABLE_NAME; END $$"
    )
    for table in ("audit", "receipts"):
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION vlogkit_only_grows()"
        )
