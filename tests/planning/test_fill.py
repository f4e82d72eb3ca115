"""The same input gives the same plan; agencies take turns; what a person wrote or cancelled stays."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk import NOW, OpenItems, make_bundle
from tests.sampled import examples

from vlogkit.planning import plan
from vlogkit.planning.calendars import read_calendar
from vlogkit.planning.compose import ahead_minutes, post_id
from vlogkit.publishing import registry
from vlogkit.records.bundle import Bundle
from vlogkit.records.notices.gate import ItemState
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

CALENDAR = read_calendar("jawa-tengah")
FACTS = {name: registry.facts(name) for name in registry.names()}
TEXTS = ("bluesky", "mastodon", "telegram", "whatsapp")
OUTBOX = Account(name="outbox", platform="outbox")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return make_bundle(tmp_path_factory.mktemp("plan"))


def bundles(one: Bundle, names: dict[str, str]) -> list[Bundle]:
    return [one.model_copy(update={"id": name, "agency": agency}) for name, agency in names.items()]


def planned(
    made: list[Bundle], accounts: list[Account], existing: list[Post] | None = None, now: dt.datetime = NOW
) -> list[Post]:
    return plan(made, accounts, CALENDAR, existing or [], now, facts=FACTS, items=OpenItems(), author="Sari").posts


def test_the_same_plan_made_twice_changes_nothing(bundle: Bundle) -> None:
    made = bundles(bundle, {f"b{n}": "a" for n in range(20)})
    first = planned(made, [OUTBOX])
    assert len(first) == 20
    assert planned(made, [OUTBOX], first) == []
    assert planned(list(reversed(made)), [OUTBOX]) == first


def test_a_bundle_that_was_rendered_again_keeps_its_id_and_its_time(bundle: Bundle) -> None:
    (old,) = planned([bundle], [OUTBOX])
    again = bundle.model_copy(update={"posts": (bundle.posts[0].model_copy(update={"text": "Angka baru."}),)})
    (new,) = planned([again], [OUTBOX], [old])
    assert (new.id, new.due) == (old.id, old.due)
    assert new.text == "Angka baru."
    assert new.bundle_hash != old.bundle_hash
    assert planned([again], [OUTBOX], [old.model_copy(update={"state": "published"})]) == []


def test_other_words_for_one_platform_change_the_posts_that_send_them_and_no_other(bundle: Bundle) -> None:
    accounts = [OUTBOX, *(Account(name=name, platform=name, options={"chat": "@d", "handle": "d"}) for name in TEXTS)]
    first = planned([bundle], accounts)
    assert len(first) == len(accounts)
    words = bundle.posts[0].model_copy(update={"platform": "bluesky", "text": "Hanya di sini."})
    again = bundle.model_copy(update={"posts": (*bundle.posts, words)})
    changed = {post.account: post.text for post in planned([again], accounts, first)}
    assert set(changed) == {"bluesky", "outbox"}, "the outbox's pack holds the words for every platform"
    assert changed["bluesky"] == "Hanya di sini."


def test_an_account_that_goes_elsewhere_changes_its_posts_and_their_approval(bundle: Bundle) -> None:
    account = Account(name="tg", platform="telegram", options={"chat": "@d"})
    (old,) = planned([bundle], [account])
    assert planned([bundle], [account], [old]) == []
    (new,) = planned([bundle], [account.model_copy(update={"options": {"chat": "@lain"}})], [old])
    assert (new.id, new.due) == (old.id, old.due)
    assert new.content_hash() != old.content_hash()


def test_a_file_that_a_post_does_not_send_makes_no_difference_to_it(bundle: Bundle) -> None:
    account = Account(name="tg", platform="telegram", options={"chat": "@d", "send": "video:square"})
    (old,) = planned([bundle], [account])
    other = tuple(
        one.model_copy(update={"sha256": "0" * 64}) if one.path == "landscape.mp4" else one for one in bundle.outputs
    )
    assert planned([bundle.model_copy(update={"outputs": other})], [account], [old]) == []


def test_a_post_that_an_older_vlogkit_bound_to_the_whole_bundle_is_not_planned_again(bundle: Bundle) -> None:
    (new,) = planned([bundle], [OUTBOX])
    old = new.model_copy(update={"bundle_hash": bundle.content_hash()})
    assert planned([bundle], [OUTBOX], [old]) == []


def test_words_that_a_person_wrote_outlive_a_new_render(bundle: Bundle) -> None:
    (old,) = planned([bundle], [OUTBOX])
    mine = old.model_copy(update={"text": "Kata saya sendiri", "edited": True})
    again = bundle.model_copy(update={"title": "Judul baru"})
    again = again.model_copy(update={"outputs": bundle.outputs[:1]})
    (new,) = planned([again], [OUTBOX], [mine])
    assert new.text == "Kata saya sendiri"
    assert new.edited


def test_a_post_that_a_person_cancelled_is_not_planned_again(bundle: Bundle) -> None:
    (old,) = planned([bundle], [OUTBOX])
    assert planned([bundle], [OUTBOX], [old.model_copy(update={"state": "cancelled"})]) == []


def test_agencies_take_turns_and_the_one_shown_least_lately_comes_first(bundle: Bundle) -> None:
    names = {f"dpu{n}": "dpu" for n in range(4)} | {f"dinkes{n}": "dinkes" for n in range(2)} | {"pasar": "disperindag"}
    posts = planned(bundles(bundle, names), [OUTBOX])
    assert [post.agency for post in posts] == ["dinkes", "disperindag", "dpu", "dinkes", "dpu", "dpu", "dpu"]
    shown = [
        post.model_copy(update={"agency": "dinkes", "state": "published", "bundle": f"x{n}"})
        for n, post in enumerate(posts[:3])
    ]
    later = planned(bundles(bundle, {"d": "dinkes", "p": "dpu"}), [OUTBOX], shown)
    assert [post.agency for post in later] == ["dpu", "dinkes"]


def test_nothing_is_planned_sooner_than_there_is_time_to_look_at_it(bundle: Bundle) -> None:
    noon_slot = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
    (post,) = planned([bundle], [OUTBOX], now=noon_slot - dt.timedelta(minutes=29))
    assert post.due > noon_slot
    (post,) = planned([bundle], [OUTBOX], now=noon_slot - dt.timedelta(minutes=30))
    assert post.due == noon_slot


def test_a_bundle_that_a_platform_cannot_take_is_left_out_with_a_finding(bundle: Bundle) -> None:
    tiktok = Account(name="tt", platform="tiktok")
    words_only = bundle.model_copy(update={"outputs": ()})
    made = plan(
        [words_only, bundle.model_copy(update={"id": "ok"})],
        [tiktok],
        CALENDAR,
        [],
        NOW,
        facts=FACTS,
        items=OpenItems(),
    )
    assert [post.bundle for post in made.posts] == ["ok"]
    (finding,) = [one for one in made.findings if one.severity == "error"]
    assert "nothing that TikTok takes" in finding.message
    assert finding.hint


def test_what_finds_no_slot_is_reported(bundle: Bundle) -> None:
    made = plan(
        bundles(bundle, {f"b{n}": "a" for n in range(9)}),
        [OUTBOX],
        CALENDAR,
        [],
        NOW,
        facts=FACTS,
        items=OpenItems(),
        days=1,
    )
    assert len(made.posts) == 3
    assert [one.code for one in made.findings] == ["plan.no-slot"] * 6


def test_an_account_that_leaves_the_schedule_to_the_service_hands_over_ahead() -> None:
    youtube = Account(name="yt", platform="youtube", options={"schedule": "service", "ahead_hours": "6"})
    assert ahead_minutes(youtube, FACTS["youtube"]) == 360
    assert ahead_minutes(Account(name="yt", platform="youtube"), FACTS["youtube"]) == 0
    assert ahead_minutes(youtube, FACTS["bluesky"]) == 0
    far = Account(name="fb", platform="facebook", options={"schedule": "service", "ahead_hours": "9999"})
    assert ahead_minutes(far, FACTS["facebook"]) < 29 * 24 * 60


def test_ids_are_readable_short_and_fit_for_a_folder() -> None:
    made = post_id("jalan-purwodadi-blora-yang-sangat-panjang-sekali-namanya", "akun-dinas-yang-panjang")
    assert made.startswith("jalan-purwodadi-blora-yang-sanga-akun-dinas-yang-")
    assert len(made) <= 60
    assert made != post_id("jalan-purwodadi-blora-yang-sangat-panjang-sekali-namanya", "akun-dinas-yang-panjang", 1)


@settings(deadline=None, max_examples=examples(40))
@given(
    st.lists(st.sampled_from(["dpu", "dinkes", "disdik", ""]), min_size=1, max_size=40),
    st.lists(st.sampled_from(["outbox", "youtube", "bluesky", "whatsapp"]), min_size=1, max_size=3, unique=True),
    st.integers(0, 365 * 24 * 60),
)
def test_every_plan_keeps_the_calendar(bundle: Bundle, agencies: list[str], platforms: list[str], minutes: int) -> None:
    now = NOW + dt.timedelta(minutes=minutes)
    made = [bundle.model_copy(update={"id": f"b{n}", "agency": agency}) for n, agency in enumerate(agencies)]
    accounts = [Account(name=name, platform=name, options={"handle": "x"}) for name in platforms]
    posts = planned(made, accounts, now=now)
    zone = ZoneInfo(CALENDAR.timezone)
    assert len(posts) == len(made) * len(accounts)
    assert len({post.id for post in posts}) == len(posts)
    by_account = defaultdict(list)
    for post in posts:
        assert post.due >= now + dt.timedelta(minutes=CALENDAR.lead_minutes)
        local = post.due.astimezone(zone)
        assert not (local.weekday() == 4 and "11:30" <= f"{local:%H:%M}" < "13:00")
        by_account[post.account].append(local)
    for times in by_account.values():
        assert max(Counter(time.date() for time in times).values()) <= CALENDAR.pace.per_day
        gaps = [later - earlier for earlier, later in zip(sorted(times), sorted(times)[1:], strict=False)]
        assert all(gap >= dt.timedelta(minutes=CALENDAR.pace.spacing_minutes) for gap in gaps)


class Standing(OpenItems):
    """Items with windows and agencies, and the agencies of accounts."""

    def __init__(self, owners: dict[str, str], windows: dict[str, PublishWindow] | None = None) -> None:
        self._owners, self._windows = owners, windows or {}

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        window = self._windows.get(bundle.id, PublishWindow())
        return super().state(bundle, now).model_copy(update={"agency": bundle.agency, "window": window})

    def agencies(self, account: Account) -> frozenset[str]:
        return frozenset({self._owners[account.name]} if account.name in self._owners else ())


def test_a_bundle_goes_to_accounts_of_its_own_agency(bundle: Bundle) -> None:
    made = bundles(bundle, {"sehat": "dinkes", "kredit": "bank", "jauh": "lain"})
    accounts = [Account(name=name, platform="outbox") for name in ("dinkes", "bank")]
    items = Standing({"dinkes": "dinkes", "bank": "bank"}, {"jauh": PublishWindow(accounts=("bank", "tiada"))})
    found = plan(made, accounts, CALENDAR, [], NOW, facts=FACTS, items=items)
    assert sorted((post.bundle, post.account) for post in found.posts) == [
        ("jauh", "bank"),
        ("kredit", "bank"),
        ("sehat", "dinkes"),
    ]
    assert {one.code for one in found.findings} == {"plan.brands"}
    alone = plan(made[:2], accounts[:1], CALENDAR, [], NOW, facts=FACTS, items=items)
    assert [(one.code, one.subject) for one in alone.findings] == [
        ("plan.brands", "dinkes"),
        ("plan.no-account", "kredit"),
    ]


class Bound(Standing):
    """Items of a workspace of several agencies."""

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        return super().state(bundle, now).model_copy(update={"bound": True})


@pytest.mark.parametrize(
    ("agency", "names", "words"),
    [
        ("dinkes", ("bpbd",), "names bpbd alone, of which none belongs to dinkes"),
        ("dinkes", ("bpbd", "tiada"), "vlogkit.yaml has no account `tiada`"),
        ("lain", ("bpbd",), "no account of vlogkit.yaml belongs to lain"),
        ("lain", (), "no account of vlogkit.yaml belongs to lain"),
    ],
)
def test_what_no_account_takes_is_told_with_what_keeps_it(
    bundle: Bundle, agency: str, names: tuple[str, ...], words: str
) -> None:
    made = bundles(bundle, {"sehat": agency})
    accounts = [Account(name=name, platform="outbox") for name in ("dinkes", "bpbd")]
    items = Bound({"dinkes": "dinkes", "bpbd": "bpbd"}, {"sehat": PublishWindow(accounts=names)})
    (found,) = plan(made, accounts, CALENDAR, [], NOW, facts=FACTS, items=items).findings
    assert (found.code, words in found.message) == ("plan.no-account", True)
    assert ("accounts: [dinkes]" in found.hint) is ("alone" in words)


def test_what_is_dated_is_planned_on_its_days_and_the_rest_around_it(bundle: Bundle) -> None:
    made = bundles(bundle, {f"b{n}": "a" for n in range(5)} | {"natal": "a", "lewat": "a"})
    day, past = dt.date(2026, 12, 25), dt.date(2026, 11, 1)
    windows = {"natal": PublishWindow(on=day), "lewat": PublishWindow(not_after=past)}
    found = plan(made, [OUTBOX], CALENDAR, [], NOW, facts=FACTS, items=Standing({}, windows))
    due = {post.bundle: post.due.astimezone(ZoneInfo("Asia/Jakarta")).date() for post in found.posts}
    assert due["natal"] == day
    assert all(due[f"b{n}"] < day for n in range(5))
    assert [(one.code, one.subject) for one in found.findings] == [("gate-shut", "lewat")]


def test_a_day_without_a_slot_is_told_with_its_stretch(bundle: Bundle) -> None:
    soon = PublishWindow(not_after=NOW + dt.timedelta(minutes=31))
    found = plan([bundle], [OUTBOX], CALENDAR, [], NOW, facts=FACTS, items=Standing({}, {bundle.id: soon}))
    assert (found.posts, found.findings[0].code) == ([], "plan.no-slot")
    assert "before 2026-11-24 05:31" in found.findings[0].message
