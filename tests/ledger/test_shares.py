"""Quotas, reservations and locks hold between several workers."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.desk import NOW

from vlogkit.ledger.ledger import Ledger
from vlogkit.records.platform import Charge

DAY = {"share": "youtube:p", "bucket": "units", "period": "2026-11-24", "since": "2026-11-24", "ends": NOW}


def charge(units: int = 1, limit: int = 5, **more: object) -> Charge:
    return Charge.model_validate(DAY | {"units": units, "limit": limit} | more)


def test_a_quota_is_never_overspent_by_several_workers(ledger: Ledger) -> None:
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: ledger.spend([charge()]), range(12)))
    assert got.count(None) == 5
    assert ledger.spent("youtube:p", "units", "2026-11-24") == 5
    assert ledger.spend([charge(period="2026-11-25", since="2026-11-25")]) is None


def test_calls_that_take_of_two_quotas_take_of_both_or_of_none(ledger: Ledger) -> None:
    uploads = charge(bucket="uploads", limit=1)
    assert ledger.spend([uploads, charge(3)]) is None
    lacking = ledger.spend([uploads, charge(2)])
    assert lacking is not None
    assert lacking.bucket == "uploads"
    assert ledger.spent("youtube:p", "units", "2026-11-24") == 3


def test_what_is_reserved_for_a_post_is_spent_by_nobody_else(ledger: Ledger) -> None:
    assert ledger.reserve({"a": [charge(3)], "b": [charge(3)]}) == ("b",)
    assert ledger.taken() == {("youtube:p", "units", ""): 0, ("youtube:p", "units", "2026-11-24"): 3}
    assert ledger.spend([charge(3)], post="c") is not None
    assert ledger.spend([charge(2)], post="c") is None
    assert ledger.spend([charge(3)], post="a") is None
    assert ledger.spend([charge(1)], post="a") is not None


def test_reserving_again_replaces_and_what_is_given_back_is_free(ledger: Ledger) -> None:
    ledger.reserve({"a": [charge(5)]})
    assert ledger.reserve({"a": [charge(2)]}) == ()
    assert ledger.spend([charge(4)]) is not None
    ledger.release(["a"])
    assert ledger.spend([charge(4)]) is None


def test_workspaces_of_a_network_that_name_a_post_alike_keep_a_reservation_each(ledger: Ledger) -> None:
    one, other = Ledger(ledger.engine, workspace="dinkes"), Ledger(ledger.engine, workspace="bpbd")
    for each in (one, other):
        assert each.reserve({"a": [charge(2)]}) == ()
    assert other.reserve({"a": [charge(3)]}) == ()
    one.release(["a"])
    assert one.taken()["youtube:p", "units", "2026-11-24"] == 3
    assert one.spend([charge(3)], post="a") is not None
    assert other.spend([charge(3)], post="a") is None


def test_what_an_earlier_version_reserved_is_spent_by_its_post(ledger: Ledger) -> None:
    ledger.reserve({"a": [charge(5)]})
    assert Ledger(ledger.engine, workspace="dinkes").spend([charge(5)], post="a") is None
    assert ledger.taken()["youtube:p", "units", "2026-11-24"] == 5


def test_what_follows_leaves_what_is_kept_for_the_posts_of_the_day(ledger: Ledger) -> None:
    assert ledger.spend([charge(4, kept=2)], follows=True) is not None
    assert ledger.spend([charge(3, kept=2)], follows=True) is None
    assert ledger.spend([charge(2, kept=2)]) is None


def test_a_rolling_quota_counts_the_hours_before(ledger: Ledger) -> None:
    def at(hour: int) -> Charge:
        return charge(3, period=f"2026-11-24T{hour:02}:00", since=f"2026-11-24T{hour - 2:02}:00")

    assert ledger.spend([at(5)]) is None
    assert ledger.spend([at(7)]) is not None
    assert ledger.spend([at(8)]) is None


@pytest.mark.parametrize("workers", [8])
def test_eight_workers_that_reserve_and_spend_stay_within_a_shared_quota(ledger: Ledger, workers: int) -> None:
    """Each reserves for its post, then spends that and what is free: together never one unit too many."""

    def work(number: int) -> int:
        name, spent = f"p{number}", 0
        ledger.reserve({name: [charge(3, limit=50)]})
        for _ in range(12):
            spent += ledger.spend([charge(1, limit=50)], post=name) is None
        return spent

    with ThreadPoolExecutor(workers) as pool:
        total = sum(pool.map(work, range(workers)))
    assert total == ledger.spent("youtube:p", "units", "2026-11-24") == 50


def test_a_lock_has_one_owner_until_it_is_given_back_or_runs_out(ledger: Ledger) -> None:
    assert ledger.lock("token:x", "w1", NOW, seconds=60)
    assert not ledger.lock("token:x", "w2", NOW)
    ledger.unlock("token:x", "w2")
    assert not ledger.lock("token:x", "w2", NOW)
    assert ledger.lock("token:x", "w2", NOW + dt.timedelta(seconds=61))
    ledger.unlock("token:x", "w2")
    assert ledger.lock("token:x", "w1", NOW)
