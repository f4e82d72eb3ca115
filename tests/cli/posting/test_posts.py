"""The commands of planning and publishing, as a person uses them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.cli.posting.person import Person
from tests.desk import NOW, make_bundle, post_of

from vlogkit.cli.posting import accounts, hold, plan, publish, queue, rebuild, receipts, review
from vlogkit.errors import InputError, SeveralErrors, UsageError
from vlogkit.ledger.ledger import open_ledger
from vlogkit.records.settings import Account, Approval
from vlogkit.workspace import open_workspace


def test_plan_shows_stores_and_then_changes_nothing(person: Person) -> None:
    assert "1 post planned; nothing was stored" in person(plan, "--dry-run")
    assert person.json(queue, "list") == []
    assert "1 post planned; it is scheduled." in person(plan)
    assert person(plan) == "Nothing new to plan.\n"
    (entry,) = person.json(queue, "list")
    assert entry["post"]["state"] == "scheduled"
    assert "Tue 2026-11-24 16:30 WIB" in person(queue, "list")


def test_publish_sends_what_is_due_and_says_where_it_is(person: Person) -> None:
    person(plan)
    assert person(publish, "publish") == "Nothing is due.\n"
    person.clock.now = NOW.replace(hour=9, minute=30)
    told = person(publish, "publish")
    assert told.startswith("handed over")
    assert "outbox" in told
    assert person.code == 0
    (receipt,) = person.json(receipts, "list")
    assert receipt["url"].startswith("file://")
    assert receipt["outcome"] == "handed-over"
    assert "handed over" in person(receipts, "list")


def test_a_post_that_cannot_leave_makes_the_exit_code_1(person: Person) -> None:
    person(plan)
    make_bundle(person.root, text="Lain.")
    person.clock.now = NOW.replace(hour=9, minute=30)
    assert "rendered again" in person(publish, "publish")
    assert person.code == 1
    assert "rendered again" in person(queue, "doctor")


def test_what_was_planned_waits_for_another_person_where_the_workspace_asks_for_one(person: Person) -> None:
    person.settle(approval=Approval(required=True, second_person=True).model_dump())
    assert "it waits for approval" in person(plan, "--by", "Sari")
    (waiting,) = person.json(review, "list")
    shown = person(review, "show", waiting["post"]["id"])
    assert "made by Sari; approved by nobody" in shown
    assert "Jalan Blora mulus kembali." in shown
    assert "Kartu feed: jalan beraspal" in shown
    with pytest.raises(UsageError, match="cannot approve"):
        person(review, "approve", "jalan", "--by", "Sari")
    person(review, "reject", "jalan", "--reason", "angka salah", "--by", "Budi")
    assert "angka salah" in person(review, "list")
    assert person(review, "approve", "jalan", "--by", "Budi").startswith("scheduled")
    make_bundle(person.root, text="Angka yang benar.")
    person(plan, "--by", "Sari")
    assert "void: the content changed" in person(review, "show", "jalan")
    assert person.json(queue, "list")[0]["post"]["state"] == "draft"


def test_an_approval_under_another_name_is_said_to_be_unproven(person: Person) -> None:
    person.settle(approval=Approval(required=True, second_person=True).model_dump())
    person(plan, "--by", "Sari")
    assert "not proven" not in person(review, "show", "jalan")
    assert "Approved by Budi. Who that is was not proven" in person(review, "approve", "jalan", "--by", "Budi")
    assert "not proven" in person(review, "show", "jalan")
    (told,) = person.json(review, "approve", "jalan", "--by", "Wati")
    assert (told["approved_by"], told["proven"]) == ("Wati", False)


def test_all_that_waits_is_approved_at_once_and_what_must_not_leave_is_told_and_stays(person: Person) -> None:
    person.settle(approval=Approval(required=True).model_dump())
    make_bundle(person.root, "pasar")
    make_bundle(person.root, "puskesmas")
    person(plan, "--by", "Sari")
    (person.root / "updates" / "pasar.md").unlink()
    answers = person.json(review, "approve", "--all", "--by", "Budi")
    assert person.code == 1
    assert sorted(answer.get("state", "error") for answer in answers) == ["error", "scheduled", "scheduled"]
    assert [entry["post"]["bundle"] for entry in person.json(review, "list")] == ["pasar"]
    with pytest.raises(UsageError, match="name the posts to approve"):
        person(review, "approve", "--by", "Budi")


def test_a_hold_stops_everything_and_lifting_it_walks_through_what_waited(person: Person) -> None:
    make_bundle(person.root, "pasar")
    make_bundle(person.root, "puskesmas")
    person(plan)
    person(hold, "on", "--reason", "gempa", "--by", "Sari")
    assert "gempa" in person(hold, "list")
    person.clock.now = NOW.replace(hour=13, minute=30)
    person(publish, "publish")
    assert [e["post"]["state"] for e in person.json(queue, "list")] == ["held"] * 3
    told = person(hold, "off", "--by", "Budi", answers="r\nd\n2026-11-30 07:00 WIB\n")
    assert "scheduled" in told
    states = {e["post"]["bundle"]: (e["post"]["state"], e["post"]["due"]) for e in person.json(queue, "list")}
    assert states["jalan-blora"][0] == "scheduled"
    assert states["jalan-blora"][1] > "2026-11-24T14"
    assert states["pasar"][0] == "cancelled"
    assert states["puskesmas"] == ("scheduled", "2026-11-30T00:00:00Z")
    assert person(hold, "list") == "No hold is in force.\n"


@pytest.mark.parametrize(
    ("scope", "hint"),
    [
        ("platform:facebok", "Did you mean `facebook`?"),
        ("account:outbx", "Did you mean `outbox`?"),
        ("agency:bina-marg", "Did you mean `bina-marga`?"),
    ],
)
def test_a_hold_on_something_that_does_not_exist_is_refused_with_the_nearest_name(
    person: Person, scope: str, hint: str
) -> None:
    person(plan)
    with pytest.raises(UsageError, match=r"there is no .*nothing is held") as caught:
        person(hold, "on", "--reason", "gempa", "--by", "Sari", "--scope", scope)
    assert caught.value.hint == hint
    assert person(hold, "list") == "No hold is in force.\n"


def test_a_hold_says_how_many_waiting_posts_it_stops(person: Person) -> None:
    make_bundle(person.root, "pasar", agency="dinas-pasar")
    person(plan)
    told = person(hold, "on", "--reason", "gempa", "--by", "Sari", "--scope", "agency:dinas-pasar")
    assert "It stops 1 waiting post." in told
    assert len(person.json(hold, "on", "--reason", "gempa", "--by", "Sari")["stops"]) == 2
    assert "It stops 0 waiting posts." in person(
        hold, "on", "--reason", "gempa", "--by", "Sari", "--scope", "platform:x"
    )


def test_lifting_a_hold_for_all_at_once(person: Person) -> None:
    person(plan)
    person(hold, "on", "--reason", "gempa", "--by", "Sari")
    person.clock.now = NOW.replace(hour=9, minute=30)
    person(publish, "publish")
    with pytest.raises(UsageError, match="exclude each other"):
        person(hold, "off", "--drop", "--leave")
    person(hold, "off", "--drop", "--by", "Budi")
    assert person.json(queue, "list")[0]["post"]["state"] == "cancelled"


def test_an_imported_table_is_stored_whole_or_not_at_all(person: Person) -> None:
    table = person.root / "rencana.csv"
    table.write_text("bundle,account,due\njalan-blora,outbox,2026-12-01 07:00 WIB\nx,outbox,kapan\n", encoding="utf-8")
    with pytest.raises(InputError):
        person(plan, "import", str(table))
    assert person.json(queue, "list") == []
    table.write_text("bundle,account,due\njalan-blora,outbox,2026-12-01 07:00 WIB\n", encoding="utf-8")
    assert "1 post planned" in person(plan, "import", str(table), "--dry-run")
    assert person.json(queue, "list") == []
    person(plan, "import", str(table))
    assert len(person.json(queue, "list")) == 1


def test_the_plan_is_exported_as_a_table_and_as_a_calendar(person: Person) -> None:
    person(plan)
    (row,) = csv.DictReader(io.StringIO(person(plan, "export")))
    assert (row["bundle"], row["due"]) == ("jalan-blora", "2026-11-24T16:30+07:00")
    person(plan, "export", str(person.root / "r.ics"), "--as", "ics")
    assert b"DTSTART:20261124T093000Z\r\n" in (person.root / "r.ics").read_bytes()


@pytest.mark.parametrize("platform", ["outbox", "whatsapp"])
def test_a_pack_counts_as_published_when_a_person_says_so(person: Person, platform: str) -> None:
    person.settle(accounts=[Account(name="tangan", platform=platform).model_dump()])
    person(plan)
    person.clock.now = NOW.replace(hour=9, minute=30)
    assert "mark-posted" in person(publish, "publish")
    assert [entry["post"]["state"] for entry in person.json(queue, "list")] == ["handed-over"]
    (pack,) = person.json(receipts, "list")
    person(queue, "mark-posted", "jalan", "--url", "https://media.example/1", "--by", "Sari")
    (receipt,) = person.json(receipts, "list")
    assert (receipt["outcome"], receipt["url"]) == ("published", "https://media.example/1")
    assert receipt["sent"] == pack["sent"]
    assert person.json(queue, "list")[0]["post"]["state"] == "published"


def test_a_pack_that_nobody_posts_is_asked_for_and_can_be_given_up(person: Person) -> None:
    person(plan)
    person.clock.now = NOW.replace(hour=9, minute=30)
    person(publish, "publish")
    assert person(queue, "doctor") == "Nothing in the queue needs a person.\n"
    person.clock.move(days=2)
    assert person.json(queue, "doctor")[0]["code"] == "queue.unposted"
    person(queue, "resolve", "jalan", "--not-posted", "--by", "Sari")
    person(queue, "cancel", "jalan", "--by", "Sari")
    assert person(plan) == "Nothing new to plan.\n"


def test_the_queue_is_shown_retried_and_cancelled(person: Person) -> None:
    person(plan, "--by", "Sari")
    shown = person(queue, "show", "jalan")
    assert "planned" in shown
    assert "Sari" in shown
    person(queue, "retry", "jalan", "--at", "2026-12-01 07:00 WIB")
    assert "Tue 2026-12-01 07:00 WIB" in person(queue, "list")
    with pytest.raises(InputError, match="does not say in which zone"):
        person(queue, "retry", "jalan", "--at", "2026-12-01 07:00")
    person(queue, "cancel", "jalan", "--reason", "batal")
    assert person.json(queue, "list", "--state", "cancelled")[0]["reason"] == "batal"
    with pytest.raises(UsageError, match="no state"):
        person(queue, "list", "--state", "gagal")


def test_a_planned_post_is_moved_and_edited_in_its_place(person: Person) -> None:
    person.settle(approval=Approval(required=True).model_dump())
    person(plan, "--by", "Sari")
    person(review, "approve", "jalan", "--by", "Budi")
    assert "is scheduled for Tue 2026-12-01 07:00 WIB" in person(queue, "move", "jalan", "2026-12-01 07:00 WIB")
    told = person(queue, "edit", "jalan", "--text", "Jalan dibuka.", "--by", "Wati")
    assert "is draft" in told
    assert "Jalan dibuka." in told
    (entry,) = person.json(queue, "list")
    assert (entry["post"]["author"], entry["post"]["due"]) == ("Wati", "2026-12-01T00:00:00Z")
    with pytest.raises(UsageError, match="these are the words"):
        person(queue, "edit", "jalan", "--text", "Jalan dibuka.")
    with pytest.raises(UsageError, match="has passed"):
        person(queue, "move", "jalan", "2020-12-01 07:00 WIB")


def test_a_time_that_was_changed_in_the_exported_table_moves_the_post(person: Person) -> None:
    person(plan)
    table = person.root / "r.csv"
    table.write_text(person(plan, "export").replace("2026-11-24T16:30", "2026-12-01T07:00"), encoding="utf-8")
    person(plan, "import", str(table))
    (entry,) = person.json(queue, "list")
    assert entry["post"]["due"] == "2026-12-01T00:00:00Z"


def test_the_doctor_sees_what_needs_a_person_and_changes_nothing(person: Person) -> None:
    person(plan)
    assert person(queue, "doctor") == "Nothing in the queue needs a person.\n"
    person.settle(accounts=[Account(name="lain", platform="outbox").model_dump()])
    person.clock.move(days=1)
    codes = {finding["code"] for finding in person.json(queue, "doctor")}
    assert codes == {"queue.overdue", "queue.account"}
    assert person.code == 1
    assert person.json(queue, "list")[0]["post"]["state"] == "scheduled"


def test_receipts_are_exported_with_their_sums_and_never_overwritten(person: Person) -> None:
    person(plan)
    person.clock.now = NOW.replace(hour=9, minute=30)
    person(publish, "publish")
    target = person.root / "arsip.zip"
    assert "1 receipt in" in person(receipts, "export", str(target))
    with zipfile.ZipFile(target) as archive:
        assert set(archive.namelist()) == {
            "receipts.json",
            "receipts.csv",
            "posts.json",
            "approvals.json",
            "trail.json",
            "SHA256SUMS",
        }
        import hashlib

        for line in archive.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        assert json.loads(archive.read("receipts.json"))[0]["account"] == "outbox"
    with pytest.raises(UsageError, match="already exists"):
        person(receipts, "export", str(target))


def test_a_stranger_with_the_same_names_gets_no_secret_and_a_new_agency_name_keeps_them(
    person: Person, tmp_path: Path
) -> None:
    account = {"name": "sosial", "platform": "mastodon", "base_url": "https://sosial.example"}
    person.settle(accounts=[account])
    person(accounts, "add", "sosial", "--stdin", answers='{"access_token": "rahasia"}')
    person.settle(accounts=[account], name="Dinas Baru")
    assert person.json(accounts, "list")[0]["stored"] == ["access_token"]
    person.settle(accounts=[account | {"base_url": "https://jahat.example"}], name="Dinas Baru")
    (row,) = person.json(accounts, "list")
    assert row["stored"] == []
    assert "stored for mastodon at sosial.example and are not sent to mastodon at jahat.example" in row["trouble"]
    assert "vlogkit accounts add sosial" in person(accounts, "check")
    assert person.code == 1
    person.root = tmp_path / "stranger"
    person.root.mkdir()
    person.settle(accounts=[account], name="Dinas Baru")
    assert person.json(accounts, "list")[0]["stored"] == []


def test_what_an_earlier_version_stored_is_moved_and_said_once(person: Person, tmp_path: Path) -> None:
    old = tmp_path / "secrets" / "vlogkit-Dinas-Uji" / "sosial.json"
    old.parent.mkdir(parents=True)
    old.write_text('{"access_token": "rahasia"}')
    old.chmod(0o600)
    person.settle(accounts=[{"name": "sosial", "platform": "mastodon", "base_url": "https://sosial.example"}])
    assert person.json(accounts, "list")[0]["stored"] == []
    assert "Stored access_token" in person(accounts, "add", "sosial", "--stored-before")
    assert person.json(accounts, "list")[0]["stored"] == ["access_token"]
    assert not old.exists()
    with pytest.raises(UsageError, match="stored no secrets"):
        person(accounts, "add", "sosial", "--stored-before")


def test_accounts_are_added_without_showing_their_secrets_listed_and_removed(person: Person) -> None:
    options = {"handle": "dinas.test"}
    person.settle(accounts=[Account(name="bsky", platform="bluesky", options=options).model_dump()])
    assert "app_password" in person(accounts, "list")
    told = person(accounts, "add", "bsky", answers="rahasia-sekali\n")
    assert "rahasia-sekali" not in told
    assert "Stored app_password" in told
    (row,) = person.json(accounts, "list")
    assert (row["stored"], row["missing"]) == (["app_password"], [])
    person(accounts, "remove", "bsky")
    assert person.json(accounts, "list")[0]["stored"] == []
    with pytest.raises(UsageError, match="no account"):
        person(accounts, "add", "lain")


def test_secrets_come_from_standard_input_for_programs(person: Person) -> None:
    person.settle(accounts=[Account(name="tg", platform="telegram", options={"chat": "@x"}).model_dump()])
    person(accounts, "add", "tg", "--stdin", answers='{"bot_token": "1:abc"}')
    assert person.json(accounts, "list")[0]["stored"] == ["bot_token"]
    with pytest.raises(UsageError, match="not a JSON object"):
        person(accounts, "add", "tg", "--stdin", answers="bot_token=1")


def test_an_account_that_does_not_work_makes_the_exit_code_1(person: Person) -> None:
    person.settle(accounts=[Account(name="tg", platform="telegram", options={"chat": "@x"}).model_dump()])
    assert "no bot_token stored" in person(accounts, "check")
    assert person.code == 1


def test_secrets_that_the_platform_does_not_know_are_refused_and_none_is_stored(person: Person) -> None:
    person.settle(accounts=[Account(name="tg", platform="telegram", options={"chat": "@x"}).model_dump()])
    with pytest.raises(UsageError, match="telegram has no secret `bot_tokn`") as caught:
        person(accounts, "add", "tg", "--stdin", answers='{"bot_tokn": "1:abc"}')
    assert caught.value.hint == "Did you mean `bot_token`?"
    assert person.json(accounts, "list")[0]["stored"] == []


@pytest.mark.parametrize(
    ("platform", "option"),
    [("telegram", "chat"), ("facebook", "page"), ("wordpress", "user"), ("bluesky", "handle")],
)
def test_adding_an_account_says_which_options_it_lacks(person: Person, platform: str, option: str) -> None:
    person.settle(accounts=[Account(name="akun", platform=platform).model_dump()])
    with pytest.raises(UsageError, match=f"the account `akun` lacks the option.* {option}") as caught:
        person(accounts, "add", "akun", "--stdin", answers="{}")
    assert f"options: {{{option}: …" in caught.value.hint
    assert str(caught.value.where).endswith("vlogkit.yaml")


def test_times_are_those_of_the_workspace(person: Person) -> None:
    person.settle(timezone="Asia/Jayapura")
    assert " WIT " in person(plan)
    assert " WIT " in person(queue, "list")
    person(hold, "on", "--reason", "gempa", "--by", "Sari")
    assert "Tue 2026-11-24 14:00 WIT" in person(hold, "list")
    person(hold, "off", "--leave", "--by", "Sari")
    (entry,) = person.json(queue, "list")
    person.clock.now = dt.datetime.fromisoformat(entry["post"]["due"])
    person(publish, "publish")
    assert " WIT" in person(receipts, "list")
    assert "UTC" not in person(receipts, "list") + person(queue, "show", "jalan")


def test_an_id_is_whole_however_narrow_the_terminal_is(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    make_bundle(person.root, "jembatan-karanganyar-yang-panjang-sekali-namanya-dibuka-kembali")
    person(plan)
    ids = [entry["post"]["id"] for entry in person.json(queue, "list")]
    listed = person(queue, "list")
    assert [any(one in line for line in listed.splitlines()) for one in ids] == [True, True]


def test_what_is_decided_is_given_as_json(person: Person) -> None:
    person(plan)
    assert person.json(queue, "cancel", "jalan", "--by", "Sari")["post"]["state"] == "cancelled"
    assert person.json(hold, "on", "--reason", "gempa", "--by", "Sari")["scope"] == "all"
    lifted = person.json(hold, "off", "--leave", "--by", "Sari")
    assert [one["reason"] for one in lifted["lifted"]] == ["gempa"]
    with pytest.raises(UsageError, match="--json cannot ask"):
        person(hold, "off", "--json")


def test_the_plan_says_the_state_that_was_stored(person: Person) -> None:
    (shown,) = person.json(plan, "--dry-run")["posts"]
    (stored,) = person.json(plan)["posts"]
    assert (shown["state"], stored["state"]) == ("scheduled", "scheduled")
    make_bundle(person.root, "pasar")
    person.settle(approval=Approval(required=True).model_dump())
    assert person.json(plan)["posts"][0]["state"] == "draft"


def test_a_fault_of_an_account_is_told_once_not_with_every_bundle(person: Person) -> None:
    person.settle(accounts=[Account(name="tg", platform="telegram").model_dump()])
    make_bundle(person.root, "pasar")
    (finding,) = [one for one in person.json(plan)["findings"] if one["code"] == "post.account"]
    assert "`chat`" in finding["message"]
    assert finding["subject"] == "tg"
    assert person.code == 1


def published(person: Person) -> None:
    """One post is planned and its pack made."""
    person.settle(approval=Approval(required=False).model_dump())
    person(plan)
    person.clock.now = NOW.replace(hour=9, minute=30)
    person(publish, "publish")


@pytest.mark.parametrize("left", ["receipts", "outbox", "both"])
def test_a_lost_ledger_is_noticed_and_made_again_from_what_lies_beside_the_bundles(person: Person, left: str) -> None:
    published(person)
    assert next((person.root / "receipts").iterdir()).name.endswith(".handed-over.json")
    for folder in {"receipts": ["outbox"], "outbox": ["receipts"], "both": []}[left]:
        shutil.rmtree(person.root / folder)
    shutil.rmtree(person.root / ".vlogkit")
    for command in ((plan,), (publish, "publish")):
        with pytest.raises(UsageError, match="not the one that published here") as caught:
            person(*command)
        assert "vlogkit ledger rebuild" in caught.value.hint
    assert "1 receipt restored" in person(rebuild, "rebuild", "--by", "Sari")
    assert person(plan) == "Nothing new to plan.\n"
    assert person(publish, "publish") == "Nothing is due.\n"
    assert person.json(queue, "list")[0]["post"]["state"] == "handed-over"
    assert "0 receipts restored" in person(rebuild, "rebuild")


def test_an_older_copy_of_the_ledger_in_which_a_post_still_waits_does_not_send_it_again(person: Person) -> None:
    person.settle(approval=Approval(required=False).model_dump())
    person(plan)
    shutil.copytree(person.root / ".vlogkit", person.root / "copy")
    person.clock.now = NOW.replace(hour=9, minute=30)
    person(publish, "publish")
    person(queue, "mark-posted", "jalan", "--url", "https://media.example/1", "--by", "Sari")
    assert len(list((person.root / "receipts").iterdir())) == 2
    shutil.rmtree(person.root / ".vlogkit")
    (person.root / "copy").rename(person.root / ".vlogkit")
    with pytest.raises(UsageError, match="2 in receipts/"):
        person(publish, "publish")
    person(rebuild, "rebuild")
    assert person(publish, "publish") == "Nothing is due.\n"
    (entry,) = person.json(queue, "list")
    assert (entry["post"]["state"], entry["url"]) == ("published", "https://media.example/1")


def test_a_kept_receipt_has_no_words_and_is_never_changed(person: Person) -> None:
    published(person)
    (kept,) = (person.root / "receipts").iterdir()
    before = kept.read_bytes()
    assert json.loads(before)["post"]["text"] == ""
    person.clock.move(days=1)
    person(publish, "publish")
    assert kept.read_bytes() == before
    kept.unlink()
    person(publish, "publish")
    assert kept.read_bytes() == before


def test_a_time_in_friday_prayer_is_taken_with_a_reason_that_stays_in_the_trail(person: Person) -> None:
    person(plan)
    (entry,) = person.json(queue, "list")
    name, friday = entry["post"]["id"], "2026-12-04 12:00 WIB"
    for words in (("move", name, friday), ("retry", name, "--at", friday)):
        with pytest.raises(UsageError, match="Friday prayer from 11:30 to 13:00"):
            person(queue, *words)
        person(queue, *words, "--anyway", "siaran langsung khotbah")
    trail = person.json(queue, "show", name)["trail"]
    reasons = [(line["what"], line["detail"]["anyway"]) for line in trail if "anyway" in line["detail"]]
    assert reasons == [("moved", "siaran langsung khotbah"), ("retried", "siaran langsung khotbah")]
    person(queue, "retry", name, "--at", "2026-12-05 09:00 WIB", "--anyway", "tidak perlu")
    assert "anyway" not in person.json(queue, "show", name)["trail"][-1]["detail"]


def test_an_import_at_night_is_taken_with_a_reason_that_stays_in_the_trail(person: Person) -> None:
    table = person.root / "malam.csv"
    table.write_text("bundle,account,due\njalan-blora,outbox,2026-12-01 23:00 WIB\n", encoding="utf-8")
    with pytest.raises(InputError, match="night from 21:30 to 05:30"):
        person(plan, "import", str(table))
    assert "against this time" in person(plan, "import", str(table), "--anyway", "tahun baru")
    (entry,) = person.json(queue, "list")
    (line,) = person.json(queue, "show", entry["post"]["id"])["trail"]
    assert (line["what"], line["detail"]["anyway"]) == ("planned", "tahun baru")


def test_a_hold_names_the_posts_that_services_have_already_and_will_publish_by_themselves(person: Person) -> None:
    """Handed over with `schedule: service`, they leave without another call of ours: a person has to take them back."""
    later = NOW + dt.timedelta(hours=6)
    bundle = make_bundle(person.root)
    post = post_of(bundle, Account(name="kanal", platform="youtube"), id="malam", due=later, ahead_minutes=1440)
    ledger = open_ledger(open_workspace(person.root).database)
    ledger.store_plan([post], by="Sari", now=NOW, review=False)
    claim = ledger.claim_due(NOW, "w")
    there = {"remote_id": "vid1", "url": "https://www.youtube.com/watch?v=vid1", "state": "accepted", "wake": later}
    ledger.accept(claim, "w", NOW, **there)
    ledger.close()
    told = person(hold, "on", "--reason", "gempa", "--by", "Sari")
    assert (
        "A service has it until Tue 2026-11-24 18:00 WIB; the worker takes it back: malam, https://www.youtube" in told
    )
    found = person.json(hold, "on", "--reason", "gempa", "--by", "Sari")
    assert [entry["post"]["id"] for entry in found["at_services"]] == ["malam"]
    other = person.json(hold, "on", "--reason", "gempa", "--by", "Sari", "--scope", "platform:telegram")
    assert other["at_services"] == []


def test_an_agency_is_held_by_its_name_alone(person: Person) -> None:
    make_bundle(person.root, "pasar", agency="dinas-pasar")
    person(plan)
    told = person(hold, "on", "--reason", "gempa", "--by", "Sari", "--agency", "dinas-pasar")
    assert "agency:dinas-pasar. It stops 1 waiting post." in told
    with pytest.raises(UsageError, match="--agency and --scope both"):
        person(hold, "on", "--reason", "gempa", "--agency", "dinas-pasar", "--scope", "platform:x")
    with pytest.raises(UsageError, match="--agency narrows --all"):
        person(review, "approve", "pasar", "--by", "Budi", "--agency", "dinas-pasar")
    assert [entry["post"]["bundle"] for entry in person.json(queue, "list", "--agency", "dinas-pasar")] == ["pasar"]


@pytest.mark.parametrize("words", ["Hubungi Pak Slamet 0813 2550 6671.", "NIK 3374011203850001 sudah terdaftar."])
def test_personal_data_in_words_that_a_person_types_for_a_post_is_refused(
    words: str, person: Person, tmp_path: Path
) -> None:
    person(plan)
    (entry,) = person.json(queue, "list")
    with pytest.raises((InputError, SeveralErrors)) as refused:
        person(queue, "edit", "jalan", "--text", words, "--by", "Wati")
    told = str(refused.value)
    assert "personal data" in told
    assert not any(part in told for part in ("Slamet", "6671", "3374"))
    (tmp_path / "r.csv").write_text(
        f"id,bundle,account,due,text\n{entry['post']['id']},jalan-blora,outbox,2026-12-01 09:00 WIB,{words}\n",
        encoding="utf-8",
    )
    with pytest.raises((InputError, SeveralErrors), match=r"r\.csv:2.*"):
        person(plan, "import", str(tmp_path / "r.csv"), "--by", "Wati", "--anyway", "uji")
    (still,) = person.json(queue, "list")
    assert still["post"]["text"] == entry["post"]["text"]


def test_the_queue_of_an_account_that_there_is_not_is_an_error_and_not_empty(person: Person) -> None:
    person(plan)
    with pytest.raises(UsageError, match="there is no account `outbx`") as refused:
        person(queue, "list", "--account", "outbx")
    assert refused.value.hint == "Did you mean `outbox`?"
    assert len(person.json(queue, "list", "--account", "outbox")) == 1
