"""Every step leaves a line in the trail, and no line ever changes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from tests.desk import NOW
from tests.ledger.test_plans import post, store

from vlogkit.ledger.ledger import Ledger


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit", "DELETE FROM receipts"])
def test_the_database_refuses_to_change_the_trail_or_a_receipt(ledger: Ledger, statement: str) -> None:
    store(ledger, post())
    claim = ledger.claim_due(NOW.replace(hour=9), "w")
    assert claim is not None
    ledger.stop(claim, "w", NOW, state="unconfirmed", kind="look", reason="x")
    ledger.resolve("p1", by="Sari", now=NOW, posted=True)
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), ledger.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_every_step_of_a_post_leaves_a_line_with_who_and_when(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    ledger.decide("p1", "approved", by="Budi", now=NOW)
    claim = ledger.claim_due(NOW.replace(hour=9), "w:1")
    assert claim is not None
    ledger.begin(claim, "w:1", NOW, {"k": "v"})
    ledger.stop(claim, "w:1", NOW, state="failed", kind="fix", reason="x")
    ledger.retry("p1", by="Sari", now=NOW)
    lines = [(line.who, line.what) for line in ledger.trail("p1")]
    assert lines == [
        ("Sari", "planned"),
        ("Budi", "approved"),
        ("w:1", "sending"),
        ("w:1", "failed"),
        ("Sari", "retried"),
    ]
