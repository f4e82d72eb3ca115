"""A forgotten item's posts are cancelled without their words; what has begun to leave is handed back."""

from __future__ import annotations

import pytest
from tests.desk import MINUTE, NOW
from tests.ledger.test_plans import post, store
from tests.ledger.test_post_actions import stopped

from vlogkit.errors import UsageError
from vlogkit.ledger.ledger import Ledger


def test_a_waiting_post_is_cancelled_and_its_words_are_gone(ledger: Ledger) -> None:
    store(ledger, post())
    item = ledger.entry("p1").post.bundle
    dropped = ledger.forget([item], by="Sari", now=NOW)
    assert (dropped.cancelled, dropped.away) == (("p1",), ())
    kept = ledger.entry("p1").post
    assert (kept.state, kept.title, kept.text, kept.hashtags, kept.alts) == ("cancelled", "", "", (), ())
    assert ledger.claim_due(NOW + 5 * MINUTE, "w") is None
    assert ledger.trail("p1")[-1].what == "forgotten"


def test_an_approval_does_not_outlive_the_post(ledger: Ledger) -> None:
    store(ledger, post())
    ledger.forget([ledger.entry("p1").post.bundle], by="Sari", now=NOW)
    with pytest.raises(UsageError, match="is cancelled"):
        ledger.retry("p1", by="Budi", now=NOW)


def test_other_items_stay(ledger: Ledger) -> None:
    store(ledger, post())
    assert ledger.forget(["another"], by="Sari", now=NOW).cancelled == ()
    assert ledger.entry("p1").post.state == "scheduled"


def test_what_is_out_is_handed_back_with_its_address(ledger: Ledger) -> None:
    stopped(ledger, "unconfirmed", posting="x")
    item = ledger.resolve("p1", by="Sari", now=NOW, posted=True, url="https://t.me/d/7").post.bundle
    dropped = ledger.forget([item], by="Sari", now=NOW)
    assert dropped.cancelled == ()
    assert [(entry.post.state, entry.url) for entry in dropped.away] == [("published", "https://t.me/d/7")]


def test_what_has_begun_may_be_out_and_is_left_to_a_person(ledger: Ledger) -> None:
    stopped(ledger, "failed", session="s1")
    item = ledger.entry("p1").post.bundle
    dropped = ledger.forget([item], by="Sari", now=NOW)
    assert [entry.post.id for entry in dropped.away] == ["p1"]
