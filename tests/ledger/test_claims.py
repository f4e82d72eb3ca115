"""A due post goes to one worker at a time, and a worker that lost it can no longer write."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from tests.desk import MINUTE, NOW
from tests.ledger.test_plans import post, store

from vlogkit.ledger.ledger import Ledger
from vlogkit.records.post import Claim, Receipt


def claim_of(ledger: Ledger, now: dt.datetime = NOW + 5 * MINUTE) -> Claim:
    claim = ledger.claim_due(now, "w1")
    assert claim is not None
    return claim


def receipt(remote: str = "r1") -> Receipt:
    return Receipt(post="p1", platform="outbox", account="outbox", remote_id=remote, url="https://x", sent_at=NOW)


def test_a_claimed_post_is_not_given_to_another_worker(ledger: Ledger) -> None:
    store(ledger, post())
    claim_of(ledger)
    assert ledger.claim_due(NOW + 6 * MINUTE, "w2") is None


def test_a_worker_that_falls_silent_loses_its_post_after_the_lease_and_can_no_longer_write(ledger: Ledger) -> None:
    store(ledger, post())
    first = claim_of(ledger)
    second = ledger.claim_due(NOW + 11 * MINUTE, "w2")
    assert second is not None
    assert second.fence == first.fence + 1
    assert not ledger.begin(first, "w1", NOW, {"key": "1"})
    assert not ledger.keep(first, NOW, {"key": "1"})
    assert not ledger.publish(first, "w1", receipt())
    assert not ledger.stop(first, "w1", NOW, state="failed", kind="fix", reason="x")
    assert ledger.begin(second, "w2", NOW, {"key": "2"})
    assert ledger.receipts() == []


def test_keeping_a_handle_stretches_the_lease(ledger: Ledger) -> None:
    store(ledger, post())
    claim = claim_of(ledger)
    ledger.keep(claim, NOW + 9 * MINUTE, {"session": "s"})
    assert ledger.claim_due(NOW + 13 * MINUTE, "w2") is None
    later = ledger.claim_due(NOW + 15 * MINUTE, "w2")
    assert later is not None
    assert later.handle == {"session": "s"}


def test_a_worker_whose_clock_jumps_back_neither_takes_early_nor_overwrites(ledger: Ledger) -> None:
    store(ledger, post(1), post(2))
    back = NOW - dt.timedelta(hours=3)
    assert ledger.claim_due(back, "w1") is None
    claim = claim_of(ledger)
    assert ledger.begin(claim, "w1", back, {"key": "1"})
    other = ledger.claim_due(NOW + 5 * MINUTE, "w2")
    assert other is not None
    assert not ledger.keep(claim, back, {}) or other.post.id != claim.post.id


def test_the_post_that_waited_longest_comes_first(ledger: Ledger) -> None:
    store(ledger, post(3), post(1), post(2))
    order = [claim_of(ledger).post.id for _ in range(3)]
    assert order == ["p1", "p2", "p3"]


def test_eight_threads_claim_each_of_forty_posts_once(ledger: Ledger) -> None:
    store(ledger, *[post(n) for n in range(40)])

    def take(worker: int) -> list[str]:
        mine = []
        while claim := ledger.claim_due(NOW + 60 * MINUTE, f"w{worker}", lease=dt.timedelta(hours=1)):
            mine.append(claim.post.id)
        return mine

    with ThreadPoolExecutor(8) as pool:
        taken = [post_id for mine in pool.map(take, range(8)) for post_id in mine]
    assert sorted(taken) == sorted(f"p{n}" for n in range(40))


def test_a_receipt_and_the_published_state_are_stored_together(ledger: Ledger) -> None:
    store(ledger, post())
    claim = claim_of(ledger)
    ledger.begin(claim, "w1", NOW, {"key": "1"})
    assert ledger.publish(claim, "w1", receipt())
    entry = ledger.entry("p1")
    assert (entry.post.state, entry.remote_id, entry.wake) == ("published", "r1", None)
    assert ledger.receipts() == [receipt()]


def test_an_answer_that_comes_after_the_claim_was_lost_settles_an_unconfirmed_post(ledger: Ledger) -> None:
    store(ledger, post())
    slow = claim_of(ledger)
    ledger.begin(slow, "w1", NOW, {"posting": "x"})
    second = ledger.claim_due(NOW + 11 * MINUTE, "w2")
    assert second is not None
    ledger.stop(second, "w2", NOW, state="unconfirmed", kind="look", reason="nobody knows")
    ledger.late_answer(slow, "w1", NOW, remote_id="42", url="https://t.me/x/42")
    entry = ledger.entry("p1")
    assert (entry.post.state, entry.remote_id) == ("processing", "42")
    assert [line.what for line in ledger.trail("p1")][-1] == "late answer"


def test_setbacks_are_counted_and_put_the_post_off(ledger: Ledger) -> None:
    store(ledger, post())
    claim = claim_of(ledger)
    ledger.put_off(claim, "w1", NOW, until=NOW + 30 * MINUTE, reason="503")
    assert ledger.claim_due(NOW + 29 * MINUTE, "w1") is None
    again = claim_of(ledger, NOW + 30 * MINUTE)
    assert again.attempts == 1
    assert ledger.next_wake() == NOW + 35 * MINUTE


def test_looking_up_what_is_due_uses_the_index_however_many_posts_lie_ahead(ledger: Ledger) -> None:
    import sqlalchemy as sa

    store(ledger, *[post(n) for n in range(500)])
    explain = "EXPLAIN QUERY PLAN" if ledger.engine.dialect.name == "sqlite" else "EXPLAIN"
    with ledger.writing() as connection:
        if ledger.engine.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE posts"))
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        query = f"{explain} SELECT id FROM posts WHERE wake <= :now ORDER BY wake, id LIMIT 1"
        plan = "\n".join(str(row) for row in connection.execute(sa.text(query), {"now": "2026-11-24T05:00:00.000000Z"}))
    assert "ix_posts_wake" in plan
