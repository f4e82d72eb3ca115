"""What people do to a post: retry, re-time, resolve, cancel, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.desk import MINUTE, NOW
from tests.ledger.test_plans import post, store

from vlogkit.errors import UsageError
from vlogkit.ledger.ledger import Ledger
from vlogkit.records.post import Claim, PostState


def stopped(ledger: Ledger, state: PostState, **handle: str) -> Claim:
    store(ledger, post())
    claim = ledger.claim_due(NOW + 5 * MINUTE, "w")
    assert claim is not None
    if handle:
        ledger.begin(claim, "w", NOW, handle)
    ledger.stop(claim, "w", NOW, state=state, kind="decide", reason="sebab")
    return claim


def test_a_failed_post_is_retried_at_the_time_a_person_gives(ledger: Ledger) -> None:
    stopped(ledger, "failed")
    later = NOW + dt.timedelta(days=1)
    entry = ledger.retry("p1", by="Sari", now=NOW, due=later)
    assert (entry.post.state, entry.post.due, entry.reason) == ("scheduled", later, "")
    assert ledger.claim_due(later - MINUTE, "w") is None
    assert ledger.claim_due(later, "w") is not None


def test_a_retry_keeps_what_was_begun_so_that_it_is_looked_for_first(ledger: Ledger) -> None:
    stopped(ledger, "failed", session="s1")
    ledger.retry("p1", by="Sari", now=NOW + 9 * MINUTE)
    claim = ledger.claim_due(NOW + 9 * MINUTE, "w")
    assert claim is not None
    assert claim.handle == {"session": "s1"}


def test_a_time_that_has_passed_is_refused(ledger: Ledger) -> None:
    stopped(ledger, "held")
    with pytest.raises(UsageError, match="has passed"):
        ledger.retry("p1", by="Sari", now=NOW, due=NOW - MINUTE)


def test_an_unconfirmed_post_that_is_out_gets_a_receipt(ledger: Ledger) -> None:
    stopped(ledger, "unconfirmed", posting="x")
    entry = ledger.resolve("p1", by="Sari", now=NOW, posted=True, url="https://t.me/d/7")
    assert (entry.post.state, entry.url) == ("published", "https://t.me/d/7")
    (receipt,) = ledger.receipts()
    assert receipt.url == "https://t.me/d/7"


def test_an_unconfirmed_post_that_is_not_out_waits_for_a_retry_from_the_start(ledger: Ledger) -> None:
    stopped(ledger, "unconfirmed", posting="x")
    assert ledger.resolve("p1", by="Sari", now=NOW, posted=False).post.state == "held"
    assert ledger.claim_due(NOW + 9 * MINUTE, "w") is None
    ledger.retry("p1", by="Sari", now=NOW + 9 * MINUTE)
    claim = ledger.claim_due(NOW + 9 * MINUTE, "w")
    assert claim is not None
    assert claim.handle == {}


@pytest.mark.parametrize("act", ["retry", "cancel"])
def test_an_unconfirmed_post_can_only_be_resolved(ledger: Ledger, act: str) -> None:
    stopped(ledger, "unconfirmed", posting="x")
    with pytest.raises(UsageError, match="is unconfirmed"):
        getattr(ledger, act)("p1", by="Sari", now=NOW)


def test_a_person_moving_a_post_takes_it_from_a_forgotten_worker(ledger: Ledger) -> None:
    store(ledger, post())
    claim = ledger.claim_due(NOW + 5 * MINUTE, "w")
    assert claim is not None
    ledger.cancel("p1", by="Sari", now=NOW, reason="batal")
    assert not ledger.begin(claim, "w", NOW, {"k": "v"})
    assert ledger.entry("p1").post.state == "cancelled"


def test_a_cancelled_slot_may_be_used_again(ledger: Ledger) -> None:
    store(ledger, post(1))
    ledger.cancel("p1", by="Sari", now=NOW)
    assert store(ledger, post(1, id="p9")).new == ("p9",)


def test_drafts_that_nobody_approved_expire_long_after_their_time(ledger: Ledger) -> None:
    store(ledger, post(1), review=True)
    week = dt.timedelta(days=7)
    assert ledger.expire(NOW + week, older=week) == 0
    assert ledger.expire(NOW + week + 2 * MINUTE, older=week) == 1
    assert ledger.entry("p1").post.state == "expired"


@pytest.mark.parametrize("state", ["held", "failed"])
def test_what_was_begun_is_not_cancelled_before_somebody_has_looked(ledger: Ledger, state: PostState) -> None:
    stopped(ledger, state, posting="x")
    with pytest.raises(UsageError, match="may be out") as caught:
        ledger.cancel("p1", by="Sari", now=NOW)
    assert "queue resolve p1" in caught.value.hint
    ledger.resolve("p1", by="Sari", now=NOW, posted=False)
    assert ledger.cancel("p1", by="Sari", now=NOW).post.state == "cancelled"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "x", " ", "http://", "https://ig.example/p/1 2", "file:///etc/passwd"]
)
def test_what_is_not_the_address_of_a_page_settles_nothing(ledger: Ledger, url: str) -> None:
    stopped(ledger, "handed-over")
    with pytest.raises(UsageError, match="is not a web address"):
        ledger.resolve("p1", by="Sari", now=NOW, posted=True, url=url)
    assert ledger.entry("p1").post.state == "handed-over"
    entry = ledger.resolve("p1", by="Sari", now=NOW, posted=True, url="https://ig.example/p/1")
    assert (entry.post.state, entry.url) == ("published", "https://ig.example/p/1")
