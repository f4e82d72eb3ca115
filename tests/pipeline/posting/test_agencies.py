"""Several agencies in one workspace: each has its brand, accounts, calendar and approvers, and none leaves by another's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk import NOW, Watch, make_bundle, post_of
from tests.material import write

from vlogkit.errors import InputError, UsageError, VlogkitError
from vlogkit.files import sha256_of
from vlogkit.ledger.ledger import open_ledger
from vlogkit.pipeline.posting.account_settings import check_accounts_of
from vlogkit.pipeline.posting.archive import list_receipts
from vlogkit.pipeline.posting.holding import hold, lift_holds, standing_holds
from vlogkit.pipeline.posting.plan_posts import import_plan, plan_posts
from vlogkit.pipeline.posting.posts import list_posts
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.reviewing import approve_post, waiting_posts
from vlogkit.pipeline.posting.working import publish_now
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.bundle import Input
from vlogkit.workspace import open_workspace

SETTINGS = """name: Provinsi Uji
brand: jateng
approval: {required: false}
accounts:
  - {name: sehat, platform: whatsapp}
  - {name: tanggap, platform: whatsapp}
  - {name: arsip, platform: outbox}
agencies:
  dinkes:
    brand: dinkes
    accounts: [sehat]
    calendar: malam
  bpbd:
    brand: jateng
    accounts: [tanggap]
"""
NIGHT = 'name: malam\nslots: [{days: [mon, tue, wed, thu, fri, sat, sun], times: ["21:00"]}]\n'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PublishingDesk]:
    write(tmp_path / "vlogkit.yaml", SETTINGS)
    write(tmp_path / "calendar" / "malam.yaml", NIGHT)
    made = PublishingDesk(open_workspace(tmp_path), {"VLOGKIT_KEYRING": "no"})
    yield made
    made.close()


def item(desk: PublishingDesk, name: str, front: str = "", brand: str = "jateng") -> None:
    """An item with this front matter, and its bundle."""
    root = desk.workspace.root
    made = make_bundle(root, name)
    path = write(root / "updates" / f"{name}.md", f"---\ntitle: Kabar {name}\n{front}---\nIsi.\n")
    own = Input(path=f"updates/{name}.md", sha256=sha256_of(path))
    changed = made.model_copy(update={"inputs": (own,), "brand": brand})
    write(root / "bundles" / name / "bundle.json", changed.model_dump_json())


def places(desk: PublishingDesk) -> set[tuple[str, str, str]]:
    return {(post.bundle, post.account, post.agency) for post in desk.ledger.posts()}


def test_a_bundle_goes_to_the_accounts_of_its_own_agency_and_to_the_folder_of_this_machine(
    desk: PublishingDesk,
) -> None:
    item(desk, "gizi", "agency: dinkes\n")
    item(desk, "banjir", "agency: bpbd\n")
    plan_posts(desk, NOW, author="Sari")
    assert places(desk) == {
        ("gizi", "sehat", "dinkes"),
        ("gizi", "arsip", "dinkes"),
        ("banjir", "tanggap", "bpbd"),
        ("banjir", "arsip", "bpbd"),
    }


def test_an_item_without_a_word_about_it_is_of_the_agency_of_its_brand(desk: PublishingDesk) -> None:
    item(desk, "gizi", "brand: dinkes\n", brand="dinkes")
    plan_posts(desk, NOW, author="Sari")
    assert ("gizi", "sehat", "dinkes") in places(desk)


def test_not_even_an_item_that_names_another_agencys_account_leaves_by_it(desk: PublishingDesk) -> None:
    item(desk, "gizi", "agency: dinkes\npublish: {accounts: [tanggap]}\n")
    made = plan_posts(desk, NOW, author="Sari")
    assert made.posts == []
    assert [finding.code for finding in made.findings] == ["plan.no-account"]
    table = write(desk.workspace.root / "r.csv", "bundle,account,due\ngizi,tanggap,2026-12-01 07:00 WIB\n")
    with pytest.raises(VlogkitError, match="account of bpbd, and the item is of dinkes"):
        import_plan(desk, table, NOW, author="Sari")


def test_a_post_whose_account_goes_over_to_another_agency_after_planning_is_held(desk: PublishingDesk) -> None:
    item(desk, "gizi", "agency: dinkes\n")
    plan_posts(desk, NOW, author="Sari")
    root = desk.workspace.root
    desk.close()
    write(root / "vlogkit.yaml", SETTINGS.replace("[sehat]", "[]").replace("[tanggap]", "[tanggap, sehat]"))
    later = PublishingDesk(open_workspace(root), {"VLOGKIT_KEYRING": "no"})
    done = publish_now(later, Watch(dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)))
    assert {one.account: (one.state, "account of bpbd" in one.reason) for one in done}["sehat"] == ("held", True)
    later.close()


def test_an_agency_keeps_its_own_calendar(desk: PublishingDesk) -> None:
    item(desk, "gizi", "agency: dinkes\n")
    made = plan_posts(desk, NOW, author="Sari")
    at = {post.account: post.when() for post in made.posts}
    assert "21:00 WIB" in at["sehat"]
    assert "21:00 WIB" not in at["arsip"]


def test_the_agencys_own_approvers_approve_its_posts_and_no_others(desk: PublishingDesk) -> None:
    root = desk.workspace.root
    asked = "approval: {required: true, approvers: [Wati]}"
    own = SETTINGS.replace("approval: {required: false}", asked).replace("[sehat]", "[sehat]\n    approvers: [Budi]")
    write(root / "vlogkit.yaml", own)
    made = PublishingDesk(open_workspace(root), {"VLOGKIT_KEYRING": "no"})
    item(made, "gizi", "agency: dinkes\n")
    item(made, "banjir", "agency: bpbd\n")
    plan_posts(made, NOW, author="Sari", agency="dinkes")
    plan_posts(made, NOW, author="Sari")
    (first, *_) = waiting_posts(made, agency="dinkes")
    with pytest.raises(UsageError, match="Wati is not one of those who may approve"):
        approve_post(made, first.post.id, by="Wati", now=NOW, proven=True)
    assert approve_post(made, first.post.id, by="Budi", now=NOW, proven=True).post.state == "scheduled"
    (other, *_) = waiting_posts(made, agency="bpbd")
    assert approve_post(made, other.post.id, by="Wati", now=NOW, proven=True).post.state == "scheduled"
    made.close()


def test_commands_can_be_narrowed_to_one_agency(desk: PublishingDesk) -> None:
    item(desk, "gizi", "agency: dinkes\n")
    item(desk, "banjir", "agency: bpbd\n")
    assert {post.bundle for post in plan_posts(desk, NOW, author="Sari", agency="dinkes").posts} == {"gizi"}
    plan_posts(desk, NOW, author="Sari")
    assert {entry.post.bundle for entry in list_posts(desk, agency="bpbd")} == {"banjir"}
    hold(desk, reason="gempa", by="Sari", now=NOW, scope="agency:bpbd")
    publish_now(desk, Watch(NOW + dt.timedelta(hours=9, minutes=5)))
    assert {entry.post.state for entry in list_posts(desk, agency="bpbd")} == {"held"}
    assert {one.post for one in list_receipts(desk, since=None, until=None, agency="dinkes")} == {
        entry.post.id for entry in list_posts(desk, states=["handed-over"])
    }
    assert list_receipts(desk, since=None, until=None, agency="bpbd") == []
    assert standing_holds(desk, NOW, agency="dinkes") == []
    lifted, waiting = lift_holds(desk, by="Budi", now=NOW, agency="bpbd")
    assert [one.scope for one in lifted] == ["agency:bpbd"]
    assert {entry.post.bundle for entry in waiting} == {"banjir"}


def test_a_hold_of_an_agency_also_stops_what_was_planned_before_there_were_agencies(desk: PublishingDesk) -> None:
    item(desk, "banjir", "agency: bpbd\n")
    (account,) = [one for one in desk.workspace.settings.accounts if one.name == "tanggap"]
    (bundle,) = desk.bundles()
    desk.ledger.store_plan([post_of(bundle, account, agency="Pemprov")], by="Sari", now=NOW, review=False)
    hold(desk, reason="gempa", by="Sari", now=NOW, scope="agency:bpbd")
    (done,) = publish_now(desk, Watch(NOW))
    assert (done.state, "gempa" in done.reason) == ("held", True)


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: plan_posts(desk, NOW, author="Sari", agency="dinkees"),
        lambda desk: list_posts(desk, agency="dinkees"),
        lambda desk: waiting_posts(desk, agency="dinkees"),
        lambda desk: list_receipts(desk, since=None, until=None, agency="dinkees"),
        lambda desk: standing_holds(desk, NOW, agency="dinkees"),
        lambda desk: hold(desk, reason="gempa", by="Sari", now=NOW, scope="agency:dinkees"),
    ],
)
def test_a_misspelt_agency_is_one_error_with_the_name_that_was_meant(desk: PublishingDesk, ask) -> None:
    with pytest.raises(UsageError, match="there is no agency `dinkees`") as told:
        ask(desk)
    assert told.value.hint == "Did you mean `dinkes`?"


def test_an_items_misspelt_agency_is_told_at_its_line(desk: PublishingDesk) -> None:
    item(desk, "gizi", "agency: dinkess\n")
    with pytest.raises(InputError, match="there is no agency `dinkess`") as told:
        tell(desk.workspace, "gizi", today=NOW.date())
    assert (told.value.hint, str(told.value.where).split(":")[-2]) == ("Did you mean `dinkes`?", "3")


def test_an_item_is_told_in_the_brand_of_its_agency(desk: PublishingDesk) -> None:
    item(desk, "gizi", "agency: dinkes\n")
    assert tell(desk.workspace, "gizi", today=NOW.date()).brand.name == "dinkes"


@pytest.mark.parametrize(
    ("change", "words", "hint"),
    [
        (("[sehat]", "[sehatt]"), "the account `sehatt`, which there is not", "Did you mean `sehat`?"),
        (("brand: dinkes", "brand: dinkess"), "the brand `dinkess`, which there is not", "Did you mean `dinkes`?"),
        (("calendar: malam", "calendar: malm"), "the calendar `malm`, which there is not", "Did you mean `malam`?"),
        (("[tanggap]", "[]"), "`tanggap` belongs to none of the agencies", "dinkes, bpbd"),
        (("tanggap, platform: whatsapp", "tanggap, platform: whatsapp, brands: [jateng]"), "beside `agencies:`", "out"),
    ],
)
def test_what_agencies_name_exists_and_every_account_belongs_to_one(
    tmp_path: Path, change: tuple[str, str], words: str, hint: str
) -> None:
    write(tmp_path / "vlogkit.yaml", SETTINGS.replace(*change))
    write(tmp_path / "calendar" / "malam.yaml", NIGHT)
    with pytest.raises(VlogkitError) as told:
        check_accounts_of(open_workspace(tmp_path))
    first = next(iter(told.value.each()))
    assert words in first.message
    assert hint in first.hint
    assert first.where.line > 4


def test_a_workspace_that_shares_its_ledger_sees_and_takes_its_own_posts_only(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'bersama.sqlite').as_posix()}"
    whole, own = open_ledger(url), open_ledger(url, accounts=["sehat"])
    bundle = make_bundle(tmp_path)
    desk_accounts = open_workspace(write(tmp_path / "vlogkit.yaml", SETTINGS).parent).settings.accounts
    whole.store_plan([post_of(bundle, one) for one in desk_accounts], by="Sari", now=NOW, review=False)
    assert [post.account for post in own.posts()] == ["sehat"]
    claim = own.claim_due(NOW, "w")
    assert claim is not None
    assert claim.post.account == "sehat"
    assert own.claim_due(NOW, "w") is None
    assert own.next_wake() > NOW
    assert own.counts() == {"scheduled": 1}
    own.close()
    whole.close()
