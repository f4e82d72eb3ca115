"""Plans are stored whole and once; a new render replaces the content of what has not begun to leave."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.desk import MINUTE, NOW, Desk, make_bundle, post_of

from vlogkit.errors import UsageError
from vlogkit.ledger.ledger import Ledger
from vlogkit.records.post import Post


def post(number: int = 1, **more: object) -> Post:
    values = {
        "id": f"p{number}",
        "bundle": f"b{number}",
        "bundle_hash": "h1",
        "platform": "outbox",
        "account": "outbox",
        "due": NOW + number * MINUTE,
        "text": f"teks {number}",
        "author": "Sari",
    }
    return Post.model_validate(values | more)


def store(ledger: Ledger, *posts: Post, review: bool = False):
    return ledger.store_plan(posts, by="Sari", now=NOW, review=review)


def test_storing_a_plan_twice_changes_nothing_the_second_time(ledger: Ledger) -> None:
    plan = [post(n) for n in range(5)]
    assert len(store(ledger, *plan).new) == 5
    again = store(ledger, *plan)
    assert (again.new, again.changed, len(again.same)) == ((), (), 5)
    assert [entry.post.id for entry in ledger.entries()] == [f"p{n}" for n in range(5)]


def test_a_page_of_posts_is_a_part_of_them_in_either_order(ledger: Ledger) -> None:
    store(ledger, *(post(n) for n in range(7)), review=True)
    assert [one.post.id for one in ledger.entries(limit=3, offset=3)] == ["p3", "p4", "p5"]
    assert [one.post.id for one in ledger.entries(states=["draft"], limit=2, last_first=True)] == ["p6", "p5"]
    assert ledger.entries(limit=3, offset=7) == []
    assert [one.post.id for one in ledger.entries_of(["p5", "p1", "p9"])] == ["p1", "p5"]


def test_items_wait_in_the_order_of_their_first_post(ledger: Ledger) -> None:
    late, early = post(9, bundle="b1"), post(1, bundle="b1")
    store(ledger, post(5), late, early, post(3), review=True)
    assert ledger.waiting() == ["b1", "b3", "b5"]
    assert ledger.waiting(limit=1, offset=1) == ["b3"]
    assert ledger.waiting_count() == 3
    assert ledger.counts(since=NOW + 4 * MINUTE) == {"draft": 2}


def test_what_is_stored_comes_back_as_it_was(ledger: Ledger) -> None:
    given = post(hashtags=("A", "B"), link="https://x.example", files=("a.mp4",), alts=("Jalan – mulus 🛣️",))
    store(ledger, given)
    assert ledger.entry("p1").post == given.model_copy(update={"state": "scheduled"})


def test_posts_wait_as_drafts_where_approval_is_asked_for(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    assert ledger.entry("p1").post.state == "draft"
    assert ledger.claim_due(NOW + dt.timedelta(days=1), "w") is None


def test_a_new_render_replaces_the_content_and_voids_the_approval(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    ledger.decide("p1", "approved", by="Budi", now=NOW)
    assert ledger.entry("p1").post.state == "scheduled"
    changed = store(ledger, post(bundle_hash="h2"), review=True)
    assert changed.changed == ("p1",)
    entry = ledger.entry("p1")
    assert entry.post.state == "draft"
    assert ledger.said_yes(entry.post) == ()


def test_a_post_that_has_begun_to_leave_is_never_rewritten(ledger: Ledger) -> None:
    store(ledger, post())
    claim = ledger.claim_due(NOW + 2 * MINUTE, "w")
    assert claim is not None
    ledger.begin(claim, "w", NOW, {"key": "1"})
    assert store(ledger, post(bundle_hash="h2")).changed == ()
    assert ledger.entry("p1").post.bundle_hash == "h1"


def test_a_plan_is_stored_whole_or_not_at_all(ledger: Ledger) -> None:
    twice = [post(1), post(2, id="p2"), post(3, id="p2")]
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        store(ledger, *twice)
    assert ledger.entries() == []


def test_a_post_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    store(ledger, post(1, id="jalan-blora-x"), post(2, id="jalan-demak-x"), post(3, id="pasar_wage"))
    assert ledger.entry("jalan-b").post.id == "jalan-blora-x"
    with pytest.raises(UsageError, match="several posts start with"):
        ledger.entry("jalan")
    for unknown in ("pasar%", "", "pasar-wage"):
        with pytest.raises(UsageError, match="there is no post"):
            ledger.entry(unknown)


def test_many_posts_are_listed_in_the_order_of_their_time_within_a_limit(ledger: Ledger) -> None:
    store(ledger, *[post(n) for n in range(3000)])
    entries = ledger.entries(since=NOW + 10 * MINUTE, until=NOW + 500 * MINUTE, limit=7)
    assert [entry.post.id for entry in entries] == [f"p{n}" for n in range(10, 17)]


def test_a_month_counts_the_posts_of_each_local_day_and_reads_the_first_of_them(desk: Desk) -> None:
    bundle = make_bundle(desk.root)
    late = NOW.replace(hour=16, minute=59)
    times = {"a": late, "b": late + dt.timedelta(minutes=2), "c": NOW, "d": NOW + dt.timedelta(hours=1)}
    desk.store(*(post_of(bundle, desk.accounts[0], id=name, due=due, text=name) for name, due in times.items()))
    desk.ledger.cancel("c", by="Sari", now=NOW)
    found = desk.ledger.month(NOW, NOW + dt.timedelta(days=30), zone="Asia/Jakarta", most=1)
    shown = {day.day: (count, [entry.post.id for entry in entries]) for day, (count, entries) in found.items()}
    assert shown == {24: (2, ["d"]), 25: (1, ["b"])}
    assert desk.ledger.month(NOW, NOW + dt.timedelta(days=30), zone="Asia/Jakarta", most=1, agency="x") == {}
