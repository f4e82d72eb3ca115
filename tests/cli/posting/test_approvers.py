"""Who approves is proven by a passphrase of their own, and another name cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import Type, extract_parameters
from tests.cli.posting.person import Person
from tests.passphrases import hash_as_the_product_does

from vlogkit.cli.posting import plan, publish, queue, review
from vlogkit.errors import UsageError

WORDS = {"Budi": "kuda lumping hijau", "Wati": "sawah pagi berembun", "Sari": "jembatan kayu tua"}
RULE = {"required": True, "approvers": ["Budi", "Wati", "Sari"]}


def enroll(person: Person, *names: str) -> None:
    for name in names:
        assert "approves with this passphrase" in person(review, "enroll", name, "--stdin", answers=WORDS[name] + "\n")


def approve(person: Person, name: str, passphrase: str = "") -> str:
    return person(review, "approve", "jalan", "--as", name, "--stdin", answers=(passphrase or WORDS[name]) + "\n")


def test_only_a_proven_approver_lets_a_post_leave(person: Person) -> None:
    person.settle(approval=RULE)
    person(plan, "--by", "Sari")
    enroll(person, "Budi")
    with pytest.raises(UsageError, match="prove who they are"):
        person(review, "approve", "jalan", "--by", "Budi")
    with pytest.raises(UsageError, match="that is not the passphrase of Budi"):
        approve(person, "Budi", "kuda lumping merah")
    with pytest.raises(UsageError, match="Wati has no passphrase yet"):
        approve(person, "Wati")
    told = approve(person, "Budi")
    assert told.startswith("scheduled")
    assert "Their passphrase proved it." in told
    shown = person(review, "show", "jalan")
    assert "approved by Budi" in shown
    assert "approved by Budi (proven)" in shown
    assert "not proven" not in shown
    seen = person.json(review, "show", "jalan")
    assert (seen["approved_by"], seen["proven"], seen["decisions"][0]["proven"]) == ("Budi", True, True)


def test_a_second_person_is_certain_whatever_name_the_author_signs_with(person: Person) -> None:
    person.settle(approval=RULE | {"second_person": True})
    person(plan, "--by", "Orang lain")  # who planned it is Budi
    enroll(person, "Budi", "Wati")
    assert "a second person has to approve it as well: Wati, Sari" in approve(person, "Budi")
    assert person.json(queue, "list")[0]["post"]["state"] == "draft"
    assert "draft" in approve(person, "Budi")
    assert approve(person, "Wati").startswith("scheduled")
    assert "approved by Budi and Wati" in person(review, "show", "jalan")
    person.clock.move(hours=5)
    assert person(publish, "publish").startswith("handed over")


def test_a_passphrase_is_set_anew_by_who_knows_it_or_is_vouched_for(person: Person) -> None:
    person.settle(approval=RULE)
    person(plan)
    enroll(person, "Budi", "Wati")
    with pytest.raises(UsageError, match="that is not the passphrase of Budi"):
        person(review, "enroll", "Budi", "--stdin", answers="tidak tahu apa\nyang baru sekali\n")
    with pytest.raises(UsageError, match="nobody vouches for themselves"):
        person(review, "enroll", "Budi", "--stdin", "--vouched-by", "budi", answers="x\n")
    person(review, "enroll", "Budi", "--stdin", answers=f"{WORDS['Budi']}\nyang baru sekali\n")
    with pytest.raises(UsageError, match="that is not the passphrase"):
        approve(person, "Budi")
    person(review, "enroll", "Budi", "--stdin", "--vouched-by", "Wati", answers=f"{WORDS['Wati']}\nlupa lalu ganti\n")
    assert approve(person, "Budi", "lupa lalu ganti").startswith("scheduled")


def test_nobody_takes_the_name_of_an_approver_of_another_login(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person.settle(approval=RULE)
    person(plan, "--by", "Sari")
    enroll(person, "Budi")
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "the secrets of another login"))
    with pytest.raises(UsageError, match="was set at another login"):
        person(review, "enroll", "Budi", "--stdin", answers="kata sandi palsu\nkata sandi palsu\n")
    with pytest.raises(UsageError, match="was set at another login"):
        approve(person, "Budi")


def test_a_passphrase_is_long_and_lies_nowhere_in_the_workspace(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_as_the_product_does(monkeypatch)
    with pytest.raises(UsageError, match="at least 12 characters"):
        person(review, "enroll", "Budi", "--stdin", answers="pendek\n")
    enroll(person, "Budi")
    (kept,) = (tmp_path / "secrets").rglob("*.json")
    cost = extract_parameters(kept.read_text())
    assert cost.type is Type.ID
    assert cost.memory_cost >= 19 * 1024, "in KiB, the least that OWASP asks for with two rounds"
    assert cost.time_cost >= 2
    assert kept.stat().st_mode & 0o077 == 0
    for file in (file for file in person.root.rglob("*") if file.is_file()):
        assert b"argon2" not in file.read_bytes()
        assert WORDS["Budi"].encode() not in file.read_bytes()


def test_scripts_give_the_passphrase_in_the_environment(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.settle(approval={"required": True})
    person(plan)
    enroll(person, "Budi")
    monkeypatch.setenv("VLOGKIT_PASSPHRASE", WORDS["Budi"])
    (told,) = person.json(review, "approve", "jalan", "--as", "Budi")
    assert (told["state"], told["approved_by"], told["proven"]) == ("scheduled", "Budi", True)
    with pytest.raises(UsageError, match="both say who approves"):
        person(review, "approve", "jalan", "--as", "Budi", "--by", "Sari")


def test_a_name_that_is_not_an_approvers_is_refused_with_the_nearest(person: Person) -> None:
    person.settle(approval=RULE)
    with pytest.raises(UsageError, match="Bodi is not one of those") as caught:
        person(review, "enroll", "Bodi", "--stdin", answers="kuda lumping hijau\n")
    assert "Did you mean `Budi`?" in caught.value.hint
