"""Several workers on one ledger: each post is sent once; a hold stops them all."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

import pytest
from tests.desk import NOW, Desk, make_bundle, post_of
from tests.scenes import environment, server_class
from tests.servers import postgres
from tests.worker import Worker

from vlogkit import resources
from vlogkit.records.settings import Account

POSTS = int(os.environ.get("VLOGKIT_FLEET_POSTS", "2000" if os.environ.get("CI") else "400"))
"""How many posts the workers share. The bar is 4,000; a minute's work in CI, less while developing."""


def workers(desk: Desk, count: int) -> list[Worker]:
    return [Worker(desk.root, desk.clock(), desk.environment) for _ in range(count)]


def fill(desk: Desk, count: int) -> None:
    bundle = make_bundle(desk.root)
    desk.store(*[post_of(bundle, desk.accounts[0], id=f"p{n:05}", text=f"Kabar {n}") for n in range(count)])


def sent_by(procs: list[Worker]) -> list[Counter[str]]:
    tallies = []
    for proc in procs:
        assert proc.wait(timeout=900) == 0, proc.said()
        tallies.append(Counter(line.split()[0] for line in proc.said().splitlines()))
    return tallies


def assert_each_once(desk: Desk, count: int, tallies: list[Counter[str]]) -> None:
    total = sum(tallies, Counter())
    assert len(total) == count
    assert set(total.values()) == {1}
    assert len(desk.ledger.receipts()) == count
    assert len([path for path in desk.workspace.outbox.iterdir() if not path.name.startswith(".")]) == count
    assert {entry.post.state for entry in desk.ledger.entries()} == {"handed-over"}


def test_two_processes_on_sqlite_send_each_of_120_posts_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    fill(desk, 120)
    assert_each_once(desk, 120, sent_by(workers(desk, 2)))


def test_four_processes_on_postgresql_send_each_of_many_posts_once(tmp_path: Path) -> None:
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.server() as address:
        desk = Desk(tmp_path, database=postgres.new_database(address, f"f{uuid.uuid4().hex}"))
        fill(desk, POSTS)
        tallies = sent_by(workers(desk, 4))
        assert_each_once(desk, POSTS, tallies)
        assert all(tallies)
        desk.ledger.close()


def test_eight_processes_on_postgresql_stay_within_a_quota_that_two_accounts_share(tmp_path: Path) -> None:
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    most = POSTS * 3 // 4
    shipped = resources.shipped("config", "platforms", "outbox.yaml").read_text(encoding="utf-8")
    counted = f"quotas:\n  posts: {{units: {most}, shared_by: app}}\ncalls:\n  post: {{posts: 1}}\n"
    (tmp_path / "platforms").mkdir(parents=True)
    (tmp_path / "platforms" / "outbox.yaml").write_text(shipped + counted, encoding="utf-8")
    accounts = tuple(Account(name=name, platform="outbox", options={"app": "satu"}) for name in ("a", "b"))
    with postgres.server() as address:
        desk = Desk(tmp_path, accounts=accounts, database=postgres.new_database(address, f"q{uuid.uuid4().hex}"))
        bundle = make_bundle(desk.root)
        posts = [post_of(bundle, accounts[n % 2], id=f"p{n:05}", text=f"Kabar {n}") for n in range(POSTS)]
        desk.store(*posts)
        sent_by(workers(desk, 8))
        states = Counter(entry.post.state for entry in desk.ledger.entries())
        assert states == {"handed-over": most, "scheduled": POSTS - most}
        assert len(desk.ledger.receipts()) == most
        assert desk.ledger.spent("outbox:satu", "posts", f"{NOW:%Y-%m-%d}") == most
        waiting = desk.ledger.entries(states=["scheduled"])
        assert {(entry.kind, entry.wake) for entry in waiting} == {("wait", NOW.replace(hour=0) + dt.timedelta(days=1))}
        desk.ledger.close()


@pytest.mark.parametrize("count", [1, 2])
def test_a_hold_lets_at_most_the_posts_finish_that_are_being_submitted(tmp_path: Path, count: int) -> None:
    with server_class("telegram")() as server:
        account = Account(name="akun", platform="telegram", base_url=server.url, options=server.options())
        desk = Desk(tmp_path, accounts=(account,), environment=environment(server))
        fill(desk, 200)
        procs = workers(desk, count)
        deadline = time.monotonic() + 60
        while len(server.messages) < 10 and time.monotonic() < deadline:
            time.sleep(0.005)
        desk.ledger.hold_on(reason="gempa", by="Sari", now=NOW)
        at_hold = len(server.messages)
        sent_by(procs)
        assert 10 <= at_hold <= len(server.messages) <= at_hold + count
        states = Counter(entry.post.state for entry in desk.ledger.entries())
        assert states["published"] == len(server.messages) < 200
        assert states["held"] == 200 - len(server.messages)
        desk.ledger.close()


def test_two_threads_racing_for_one_post_send_it_once(tmp_path: Path) -> None:
    with server_class("mastodon")() as server:
        account = Account(name="akun", platform="mastodon", base_url=server.url)
        desk = Desk(tmp_path, accounts=(account,), environment=environment(server))
        fill(desk, 1)
        threads = [threading.Thread(target=desk.publish) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.public()) == 1
        assert len(desk.ledger.receipts()) == 1
        desk.ledger.close()


def test_a_worker_that_was_taken_for_dead_and_comes_back_sends_nothing_a_second_time(tmp_path: Path) -> None:
    """The first worker sleeps inside its call for longer than its lease; a second one takes the post over."""
    with server_class("telegram")() as server:
        account = Account(name="akun", platform="telegram", base_url=server.url, options=server.options())
        desk = Desk(tmp_path, accounts=(account,), environment=environment(server))
        fill(desk, 1)
        handle, woken = server.handle, threading.Event()

        def slow(request):
            server.handle = handle
            desk.clock.move(minutes=6)
            server.lock.release()
            other = desk.publish()
            server.lock.acquire()
            woken.set()
            assert [done.state for done in other] == ["unconfirmed"]
            return handle(request)

        server.handle = slow
        desk.publish()
        assert woken.is_set()
        assert len(server.messages) == 1
        assert desk.ledger.entry("p00000").remote_id
        desk.publish()
        assert desk.ledger.entry("p00000").post.state == "published"
        assert len(server.messages) == 1
        desk.ledger.close()
