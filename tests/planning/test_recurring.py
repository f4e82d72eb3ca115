"""Posts that go out again: by a rule whose local hour holds over time changes, or after days, in other words."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from tests.desk import NOW, OpenItems, make_bundle

from vlogkit.planning import Plan, plan
from vlogkit.planning.recurring import next_wording, occurrences
from vlogkit.publishing import registry
from vlogkit.records.bundle import Bundle
from vlogkit.records.calendar import WEEKDAYS, Calendar, Quiet, Slots
from vlogkit.records.notices.gate import ItemState
from vlogkit.records.notices.publish_window import Again, PublishWindow
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

ZONES = ("Asia/Jakarta", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca")
OUTBOX = (Account(name="outbox", platform="outbox"),)
MONDAY = PublishWindow(repeat="FREQ=WEEKLY;BYDAY=MO", at="07:00")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", ["07:00", "23:45"])
def test_the_local_hour_holds_over_ten_years_of_time_changes(zone: str, at: str) -> None:
    window = PublishWindow(repeat="FREQ=DAILY", at=at, not_before=dt.date(2026, 1, 1))
    first, last = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2036, 1, 1, tzinfo=dt.UTC)
    local = [moment.astimezone(ZoneInfo(zone)) for moment in occurrences(window, zone, first, last)]
    assert {f"{one:%H:%M}" for one in local} == {at}
    days = [one.date() for one in local]
    assert all(later - day == dt.timedelta(days=1) for day, later in pairwise(days))
    assert len(days) in {3652, 3651}


def test_an_hour_that_a_clock_change_skips_goes_by_the_clock_before_and_one_that_comes_twice_is_the_first() -> None:
    window = PublishWindow(repeat="FREQ=DAILY", at="02:30", not_before=dt.date(2026, 1, 1))
    spring = dt.datetime(2026, 3, 8, tzinfo=dt.UTC), dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
    assert list(occurrences(window, "America/New_York", *spring)) == [dt.datetime(2026, 3, 8, 7, 30, tzinfo=dt.UTC)]
    autumn = dt.datetime(2026, 10, 25, tzinfo=dt.UTC), dt.datetime(2026, 10, 26, tzinfo=dt.UTC)
    assert list(occurrences(window, "Europe/Berlin", *autumn)) == [dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)]


class Windowed(OpenItems):
    """Items with a window."""

    def __init__(self, window: PublishWindow) -> None:
        self.window = window

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        return ItemState(notice=bundle.notice, inputs=bundle.inputs, window=self.window)


def calendar(*quiet: Quiet) -> Calendar:
    return Calendar(name="k", slots=(Slots(days=WEEKDAYS, times=("09:00", "16:00")),), quiet=quiet)


def planned(root, window: PublishWindow, existing: list[Post] = (), now: dt.datetime = NOW, *quiet: Quiet) -> Plan:
    facts = {"outbox": registry.facts("outbox")}
    bundle = make_bundle(root)
    return plan([bundle], OUTBOX, calendar(*quiet), existing, now, facts=facts, items=Windowed(window))


def test_a_rule_is_planned_four_weeks_ahead_and_planning_again_only_adds_what_is_new(tmp_path) -> None:
    made = planned(tmp_path, MONDAY)
    assert [post.when() for post in made.posts] == [
        "Mon 2026-11-30 07:00 WIB",
        "Mon 2026-12-07 07:00 WIB",
        "Mon 2026-12-14 07:00 WIB",
        "Mon 2026-12-21 07:00 WIB",
    ]
    assert planned(tmp_path, MONDAY, made.posts).posts == []
    later = planned(tmp_path, MONDAY, made.posts, NOW + dt.timedelta(days=7))
    assert [post.when() for post in later.posts] == ["Mon 2026-12-28 07:00 WIB"]
    gone = [post.model_copy(update={"state": "published"}) for post in made.posts]
    assert planned(tmp_path, MONDAY, gone).posts == []


def test_a_rule_keeps_out_of_quiet_hours_unless_it_says_why_it_does_not(tmp_path) -> None:
    prayer = Quiet(days=("mon",), start="06:30", until="07:30", reason="waktu salat")
    made = planned(tmp_path, MONDAY, [], NOW, prayer)
    assert made.posts == []
    assert {finding.code for finding in made.findings} == {"plan.quiet"}
    assert "waktu salat" in made.findings[0].message
    anyway = MONDAY.model_copy(update={"anyway": "peringatan dini banjir"})
    made = planned(tmp_path, anyway, [], NOW, prayer)
    assert len(made.posts) == 4
    assert set(made.anyway.values()) == {"peringatan dini banjir"}


def test_what_stays_true_goes_out_again_after_its_days_in_new_words_until_there_are_none(tmp_path) -> None:
    window = PublishWindow(again=Again(days=30, words=("Sudah setahun mulus.", "Masih mulus.")))
    posts: list[Post] = []
    texts = []
    for month in range(5):
        now = NOW + dt.timedelta(days=31 * month)
        made = planned(tmp_path, window, posts, now)
        assert planned(tmp_path, window, [*posts, *made.posts], now).posts == []
        texts += [post.text for post in made.posts]
        if posts and made.posts:
            assert made.posts[0].due - posts[-1].due >= dt.timedelta(days=30)
        posts += [post.model_copy(update={"state": "published"}) for post in made.posts]
    assert texts == ["Jalan Blora mulus kembali.", "Sudah setahun mulus.", "Masih mulus."]
    assert len({post.id for post in posts}) == 3


def test_nothing_goes_out_again_while_an_earlier_one_still_waits(tmp_path) -> None:
    window = PublishWindow(again=Again(days=30, words=("Lagi.",)))
    (first,) = planned(tmp_path, window).posts
    assert next_wording(Again(days=30, words=("Lagi.",)), [first]) is None
    assert next_wording(Again(days=30, words=("Lagi.",)), []) is None
