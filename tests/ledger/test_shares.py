"""Quotas and locks hold between several workers."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from tests.desk import NOW

from vlogkit.ledger.ledger import Ledger


def test_a_quota_is_never_overspent_by_several_workers(ledger: Ledger) -> None:
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: ledger.spend("yt", "posts", "2026-11-24", limit=5), range(12)))
    assert got.count(True) == 5
    assert ledger.spent("yt", "posts", "2026-11-24") == 5
    assert ledger.spend("yt", "posts", "2026-11-25", limit=5)


def test_a_lock_has_one_owner_until_it_is_given_back_or_runs_out(ledger: Ledger) -> None:
    assert ledger.lock("token:x", "w1", NOW, seconds=60)
    assert not ledger.lock("token:x", "w2", NOW)
    ledger.unlock("token:x", "w2")
    assert not ledger.lock("token:x", "w2", NOW)
    assert ledger.lock("token:x", "w2", NOW + dt.timedelta(seconds=61))
    ledger.unlock("token:x", "w2")
    assert ledger.lock("token:x", "w1", NOW)
