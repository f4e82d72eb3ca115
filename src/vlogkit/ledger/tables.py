"""The ledger's tables, as SQLAlchemy Core describes them for SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = sa.MetaData()


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant: `timestamptz` on PostgreSQL, sortable ISO 8601 text in UTC on SQLite."""

    impl = sa.String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[dt.datetime]:
        """The column type of the database at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(sa.String(27))  # type: ignore[arg-type]

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> object:
        """UTC on the way in; a naive instant is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("the ledger takes aware times only")
        utc = value.astimezone(dt.UTC)
        return utc if dialect.name == "postgresql" else utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: object, dialect: Dialect) -> dt.datetime | None:
        """UTC on the way out."""
        if value is None:
            return None
        if isinstance(value, dt.datetime):
            return value.astimezone(dt.UTC)
        return dt.datetime.fromisoformat(str(value))


_ALIVE = sa.text("state NOT IN ('cancelled', 'expired')")

posts = sa.Table(
    "posts",
    metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("bundle", sa.String(80), nullable=False),
    sa.Column("platform", sa.String(64), nullable=False),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("agency", sa.Text, nullable=False, default=""),
    sa.Column("content", sa.String(64), nullable=False),
    sa.Column("due", Instant, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("wake", Instant, comment="when a worker looks at it next; null: only a person moves it"),
    sa.Column("fence", sa.Integer, nullable=False, default=0),
    sa.Column("owner", sa.String(120), nullable=False, default=""),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("handle", sa.JSON, nullable=False, default=dict),
    sa.Column("remote_id", sa.Text, nullable=False, default=""),
    sa.Column("url", sa.Text, nullable=False, default=""),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("kind", sa.String(16), nullable=False, server_default="", default=""),
    sa.Column("quota", sa.String(40), nullable=False, server_default="", default=""),
    sa.Column("hold", sa.Integer),
    sa.Column("begun_at", Instant),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    sa.Index("ix_posts_wake", "wake", "id"),
    sa.Index("ix_posts_state_due", "state", "due"),
    sa.Index("ix_posts_account_due", "account", "due"),
    sa.Index("ix_posts_bundle", "bundle"),
    sa.Index(
        "uq_posts_once",
        "account",
        "content",
        "due",
        unique=True,
        sqlite_where=_ALIVE,
        postgresql_where=_ALIVE,
    ),
)

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), nullable=False, index=True),
    sa.Column("content", sa.String(64), nullable=False),
    sa.Column("decision", sa.String(16), nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("at", Instant, nullable=False),
    sa.Column("proven", sa.Boolean, nullable=False, server_default=sa.false(), default=False),
)

approvers = sa.Table(
    "approvers",
    metadata,
    sa.Column("name", sa.String(120), primary_key=True),  # as it is compared
    sa.Column("mark", sa.String(64), nullable=False),  # sha256 of the hash of the passphrase, which lies elsewhere
    sa.Column("at", Instant, nullable=False),
)

answer_keys = sa.Table(
    "answer_keys",
    metadata,
    sa.Column("name", sa.String(120), primary_key=True),  # as it is compared
    sa.Column("key", sa.JSON, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

sheets = sa.Table(
    "sheets",
    metadata,
    sa.Column("id", sa.String(8), primary_key=True),
    sa.Column("until", Instant, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("wrong", sa.Integer, nullable=False, default=0),
    sa.Column("record", sa.JSON, nullable=False),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), nullable=False, index=True),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("worker", sa.String(120), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("detail", sa.Text, nullable=False, default=""),
)

receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), primary_key=True),
    sa.Column("outcome", sa.String(16), primary_key=True, server_default="published"),
    sa.Column("sent_at", Instant, nullable=False, index=True),
    sa.Column("record", sa.JSON, nullable=False),
)

holds = sa.Table(
    "holds",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("scope", sa.String(120), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("until", Instant),
    sa.Column("allow_tags", sa.JSON, nullable=False, default=list),
    sa.Column("lifted_at", Instant, index=True),
    sa.Column("lifted_by", sa.String(120), nullable=False, default=""),
    sa.Column("origin", sa.String(120), nullable=False, server_default="", default=""),
)

retracted = sa.Table(
    "retracted",
    metadata,
    sa.Column("item", sa.String(80), primary_key=True),
    sa.Column("account", sa.String(64), primary_key=True),  # empty: on every account
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("lifted_at", Instant),
    sa.Column("lifted_by", sa.String(120), nullable=False, default=""),
    sa.Column("purpose", sa.String(16), nullable=False, server_default="take-down", default="take-down"),
    sa.Column("words", sa.Text, nullable=False, server_default="", default=""),
)

retractions = sa.Table(
    "retractions",
    metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("post", sa.String(80), sa.ForeignKey("posts.id"), nullable=False, index=True),
    sa.Column("item", sa.String(80), nullable=False, index=True),
    sa.Column("platform", sa.String(64), nullable=False),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("agency", sa.Text, nullable=False, default=""),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("how", sa.String(16), nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("author", sa.String(120), nullable=False),
    sa.Column("yes", sa.JSON, nullable=False, default=list),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("wake", Instant, index=True),
    sa.Column("fence", sa.Integer, nullable=False, default=0),
    sa.Column("owner", sa.String(120), nullable=False, default=""),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("handle", sa.JSON, nullable=False, default=dict),
    sa.Column("kind", sa.String(16), nullable=False, default=""),
    sa.Column("why", sa.Text, nullable=False, default=""),
    sa.Column("url", sa.Text, nullable=False, default=""),
    sa.Column("hold", sa.Integer),
    sa.Column("at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
)

workers = sa.Table(
    "workers",
    metadata,
    sa.Column("name", sa.String(120), primary_key=True),
    sa.Column("workspace", sa.String(120), primary_key=True),
    sa.Column("every", sa.Integer, nullable=False),  # seconds between two signs of life, at most
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.String(120), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("post", sa.String(80), nullable=False, default="", index=True),
    sa.Column("detail", sa.JSON, nullable=False, default=dict),
)

quota = sa.Table(
    "quota",
    metadata,
    sa.Column("account", sa.String(140), primary_key=True),  # the platform, and the account or what shares the quota
    sa.Column("bucket", sa.String(40), primary_key=True),
    sa.Column("period", sa.String(40), primary_key=True),
    sa.Column("used", sa.Integer, nullable=False),
)

reservations = sa.Table(
    "reservations",
    metadata,
    sa.Column("share", sa.String(140), primary_key=True),
    sa.Column("bucket", sa.String(40), primary_key=True),
    sa.Column("period", sa.String(40), primary_key=True),
    sa.Column("workspace", sa.String(64), primary_key=True),  # its name in the network; empty: one alone, or unknown
    sa.Column("post", sa.String(80), primary_key=True),
    sa.Column("units", sa.Integer, nullable=False),
    sa.Index("ix_reservations_post", "post"),
)

locks = sa.Table(
    "locks",
    metadata,
    sa.Column("name", sa.String(120), primary_key=True),
    sa.Column("owner", sa.String(120), nullable=False),
    sa.Column("until", Instant, nullable=False),
)
