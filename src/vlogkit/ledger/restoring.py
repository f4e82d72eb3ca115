"""Put posts that are out back into a ledger that does not know of them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from vlogkit.ledger.claims import store_receipt
from vlogkit.ledger.plans import insert_posts
from vlogkit.ledger.tables import posts, receipts
from vlogkit.ledger.transactions import NO_REASON, Base, note
from vlogkit.records.post import Outcome, Post, Receipt


class Restoring(Base):
    """Comparing a ledger with what lies beside the bundles, and making it whole again."""

    def receipt_keys(self) -> set[tuple[str, Outcome]]:
        """Post and outcome of every receipt."""
        with self.reading() as connection:
            query = sa.select(receipts.c.post, receipts.c.outcome).join(posts, posts.c.id == receipts.c.post)
            return {(row.post, row.outcome) for row in connection.execute(self.mine(query))}

    def restore(self, post: Post, receipt: Receipt, *, by: str, now: dt.datetime) -> None:
        """Store a receipt that the ledger lacks, with its post in the state that the receipt proves; a post that waits
        under the same id is no longer sent."""
        values = {"state": receipt.outcome, "remote_id": receipt.remote_id, "url": receipt.url, "wake": None}
        with self.writing() as connection:
            if connection.execute(sa.select(posts.c.id).where(posts.c.id == post.id)).scalar() is None:
                insert_posts(connection, [post.model_copy(update={"state": receipt.outcome})], by=by, now=now)
            change = sa.update(posts).where(posts.c.id == post.id)
            connection.execute(change.values(**values, **NO_REASON, fence=posts.c.fence + 1, updated_at=now))
            store_receipt(connection, receipt)
            note(connection, now, by, "restored", post.id, {"outcome": receipt.outcome, "url": receipt.url})
