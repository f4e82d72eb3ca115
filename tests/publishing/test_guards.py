"""What keeps a post from leaving: approval, another render, changed files, lateness, a hold, an unknown account."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tests.desk import Desk, make_bundle, post_of

from vlogkit.keeping.manifests import write_manifest
from vlogkit.records.settings import Account, Approval


def desk_with_post(root: Path, **more: object) -> Desk:
    desk = Desk(root, **more)  # type: ignore[arg-type]
    desk.store(post_of(make_bundle(root), desk.accounts[0], files=("portrait.mp4",)))
    return desk


def held(desk: Desk, words: str) -> bool:
    (done,) = desk.publish()
    return done.state == "held" and words in done.reason and not desk.workspace.outbox.exists()


def test_nothing_unapproved_leaves_even_when_it_was_scheduled_before_approval_was_asked_for(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path, approval=Approval(required=True))
    assert held(desk, "not approved")


def test_what_its_author_approved_does_not_leave_where_a_second_person_is_asked_for(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path, approval=Approval(required=True, second_person=True))
    desk.clock.move(minutes=-5)
    desk.ledger.decide("jalan-blora-outbox", "approved", by="Sari", now=desk.clock())
    desk.clock.move(minutes=5)
    assert held(desk, "another person has to approve it")


def test_an_approved_post_leaves(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path, approval=Approval(required=True, second_person=True))
    desk.clock.move(minutes=-5)
    desk.ledger.decide("jalan-blora-outbox", "approved", by="Budi", now=desk.clock())
    desk.clock.move(minutes=5)
    assert desk.publish()[0].state == "handed-over"


WAS = Account(name="akun", platform="outbox", options={"page": "1"})


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (WAS.model_copy(update={"options": {"page": "2"}}), "page was 1, is 2"),
        (WAS.model_copy(update={"options": {}}), "page was 1, is empty"),
        (WAS.model_copy(update={"base_url": "https://lain.example"}), "base_url was empty, is https://lain.example"),
        (WAS.model_copy(update={"platform": "whatsapp"}), "platform was outbox, is whatsapp"),
    ],
)
def test_an_account_that_goes_elsewhere_after_the_yes_sends_nothing_and_says_what_changed(
    tmp_path: Path, now: Account, words: str
) -> None:
    desk = Desk(tmp_path, accounts=(now,), approval=Approval(required=True))
    bundle = make_bundle(tmp_path)
    desk.store(post_of(bundle, WAS, goes_to=WAS.goes_to()), review=True)
    desk.ledger.decide("jalan-blora-akun", "approved", by="Budi", now=desk.clock() - dt.timedelta(minutes=5))
    assert held(desk, words)


def test_how_and_when_an_account_sends_is_no_matter_of_approval(tmp_path: Path) -> None:
    now = WAS.model_copy(update={"options": {"page": "1", "timeout_seconds": "60", "send": "card"}})
    desk = Desk(tmp_path, accounts=(now,), approval=Approval(required=True))
    desk.store(post_of(make_bundle(tmp_path), WAS, goes_to=WAS.goes_to()), review=True)
    desk.ledger.decide("jalan-blora-akun", "approved", by="Budi", now=desk.clock() - dt.timedelta(minutes=5))
    assert desk.publish()[0].state == "handed-over"


def test_a_bundle_that_was_rendered_again_does_not_leave_under_the_old_plan(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path)
    make_bundle(tmp_path, text="Angka yang lain.")
    assert held(desk, "rendered again")


def test_other_words_for_another_platform_keep_the_approval(tmp_path: Path) -> None:
    account = Account(name="wa", platform="whatsapp")
    desk = Desk(tmp_path, accounts=(account,), approval=Approval(required=True))
    bundle, paths = make_bundle(tmp_path), ("portrait.mp4",)
    desk.store(post_of(bundle, account, files=paths, bundle_hash=bundle.sent_hash("whatsapp", paths)), review=True)
    desk.ledger.decide("jalan-blora-wa", "approved", by="Budi", now=desk.clock() - dt.timedelta(minutes=5))
    words = bundle.posts[0].model_copy(update={"platform": "bluesky", "text": "Lain."})
    write_manifest(tmp_path / "bundles/jalan-blora", bundle.model_copy(update={"posts": (*bundle.posts, words)}))
    assert desk.publish()[0].state == "handed-over"
    assert not list(desk.workspace.outbox.glob("*/post-bluesky.txt"))


@pytest.mark.parametrize("content", [b"another video", None])
def test_a_file_that_was_changed_or_removed_does_not_leave(tmp_path: Path, content: bytes | None) -> None:
    desk = desk_with_post(tmp_path)
    path = tmp_path / "bundles/jalan-blora/portrait.mp4"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert held(desk, "not the file that was rendered")


def test_a_manifest_that_is_damaged_or_gone_holds_the_post(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path)
    (tmp_path / "bundles/jalan-blora/bundle.json").write_text("{", encoding="utf-8")
    assert held(desk, "damaged")
    (tmp_path / "bundles/jalan-blora/bundle.json").unlink()
    desk.ledger.retry("jalan-blora-outbox", by="Sari", now=desk.clock())
    assert held(desk, "is gone")


def test_a_path_that_leaves_the_bundle_is_not_sent(tmp_path: Path) -> None:
    from tests.desk import output

    desk = Desk(tmp_path)
    bundle = make_bundle(tmp_path)
    (tmp_path / "rahasia.mp4").write_bytes(b"rahasia")
    away = output("../../rahasia.mp4", b"rahasia", "video", "portrait")
    bundle = bundle.model_copy(update={"outputs": (*bundle.outputs, away)})
    (tmp_path / "bundles/jalan-blora/bundle.json").write_text(bundle.model_dump_json(), encoding="utf-8")
    desk.store(post_of(bundle, desk.accounts[0], files=("../../rahasia.mp4",)))
    assert held(desk, "not the file that was rendered")


def test_an_overdue_post_is_held_for_a_person_and_leaves_at_the_time_they_give(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path)
    desk.clock.move(hours=2, minutes=1)
    assert held(desk, "overdue by 2.0 h")
    due = desk.clock() + dt.timedelta(hours=1)
    desk.ledger.retry("jalan-blora-outbox", by="Sari", now=desk.clock(), due=due)
    assert desk.publish() == []
    desk.clock.now = due
    assert desk.publish()[0].state == "handed-over"


def test_a_post_that_is_a_little_late_still_leaves(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path)
    desk.clock.move(hours=1, minutes=59)
    assert desk.publish()[0].state == "handed-over"


def test_a_post_of_an_account_that_is_gone_fails_with_its_name(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path)
    other = post_of(make_bundle(tmp_path, "pasar"), Account(name="lama", platform="outbox"))
    desk.store(other)
    states = {done.post: (done.state, done.kind, done.reason) for done in desk.publish()}
    assert states["pasar-lama"] == ("failed", "fix", "vlogkit.yaml has no account `lama`")
    assert states["jalan-blora-outbox"][0] == "handed-over"


def test_an_emergency_post_leaves_while_everything_else_is_held(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    bundle = make_bundle(tmp_path)
    desk.store(
        post_of(bundle, desk.accounts[0]),
        post_of(bundle, desk.accounts[0], id="darurat", text="Waspada banjir", tags=("darurat",)),
    )
    desk.ledger.hold_on(reason="banjir", by="Sari", now=desk.clock(), allow_tags=["darurat"])
    assert {done.post: done.state for done in desk.publish()} == {
        "darurat": "handed-over",
        "jalan-blora-outbox": "held",
    }


def test_a_ledger_that_cannot_be_asked_lets_nothing_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vlogkit.errors import OutsideError

    desk = desk_with_post(tmp_path)

    def broken(*_: object) -> None:
        raise OutsideError("the ledger cannot be used: disk I/O error")

    monkeypatch.setattr(desk.ledger, "stopped_by", broken)
    done = desk.publish()
    assert done[0].state != "published"
    assert not desk.workspace.outbox.exists()


def test_a_full_disk_puts_a_pack_off_and_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vlogkit.publishing import packs

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    desk = desk_with_post(tmp_path)
    monkeypatch.setattr(packs, "link_or_copy", full)
    (done,) = desk.publish()
    assert "No space left" in done.reason
    assert list(desk.workspace.outbox.iterdir()) == []
    monkeypatch.undo()
    desk.clock.move(minutes=5)
    assert desk.publish()[0].state == "handed-over"


def test_a_bundle_of_a_newer_vlogkit_does_not_leave_before_this_one_is_updated(tmp_path: Path) -> None:
    desk = desk_with_post(tmp_path)
    path = tmp_path / "bundles/jalan-blora/bundle.json"
    newer = json.loads(path.read_text(encoding="utf-8")) | {"schema_version": 99}
    path.write_text(json.dumps(newer), encoding="utf-8")
    assert held(desk, "made by a newer vlogkit")
