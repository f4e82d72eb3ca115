"""An item is retracted in a workspace: what waits stops, what is out waits for a yes, and what changed is noticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.desk import NOW, Desk, make_bundle, post_of
from tests.material import TODAY, make_workspace, write
from tests.scenes import Scene, scene

from vlogkit.errors import UsageError
from vlogkit.ledger.tables import retractions
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.pipeline.posting.live_posts import live_findings
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.queue_doctor import look_at_queue
from vlogkit.pipeline.retracting import retract
from vlogkit.pipeline.retracting.correction_items import correction_of, write_correction
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.working.health import sender_state
from vlogkit.pipeline.working.rounds import work_round
from vlogkit.records.settings import Account, Approval


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    """A status that is out on a Mastodon server."""
    with scene(tmp_path, "mastodon", "text") as made:
        made.publish_until_settled()
        yield made


def opened(stage: Scene, **approval: object) -> PublishingDesk:
    workspace = stage.desk.workspace
    settings = workspace.settings.model_copy(update={"approval": Approval.model_validate(approval)})
    desk = PublishingDesk(type(workspace)(workspace.root, settings), stage.desk.environment | {"VLOGKIT_KEYRING": "no"})
    desk.__dict__["secrets"] = stage.desk.secrets
    desk.__dict__["ledger"] = stage.desk.ledger
    return desk


def words(stage: Scene) -> dict[str, object]:
    return {"reason": "warga menarik izinnya", "by": "Sari", "now": stage.desk.clock()}


def test_nothing_is_taken_back_before_the_yes_that_the_workspace_asks_for(stage: Scene) -> None:
    desk = opened(stage, second_person=True)
    (step,) = retract.retract_item(desk, "jalan-blora", **words(stage)).steps  # type: ignore[arg-type]
    assert (step.state, step.how) == ("draft", "delete")
    assert retract.take_back(desk, stage.desk.clock) == []
    with pytest.raises(UsageError, match="cannot approve"):
        retract.approve_steps(desk, "jalan-blora", by="Sari", now=stage.desk.clock())
    retract.approve_steps(desk, "jalan-blora", by="Budi", now=stage.desk.clock())
    work_round(desk, stage.desk.clock)
    assert (stage.state, stage.server.public()) == ("retracted", [])
    trail = [(line.what, line.detail.get("reason", "")) for line in desk.ledger.trail("jalan-blora-akun")]
    assert ("retraction done", "warga menarik izinnya") in trail


def test_what_is_open_is_told_and_what_was_done_is_not(stage: Scene) -> None:
    desk = opened(stage)
    retract.retract_item(desk, "jalan-blora", **words(stage))  # type: ignore[arg-type]
    (told,) = [one for one in look_at_queue(desk, stage.desk.clock()) if one.code == "queue.retraction"]
    assert "retract jalan-blora --approve" in told.hint
    retract.approve_steps(desk, "jalan-blora", by="Budi", now=stage.desk.clock())
    retract.take_back(desk, stage.desk.clock)
    assert [one for one in look_at_queue(desk, stage.desk.clock()) if one.code == "queue.retraction"] == []


def test_an_item_that_changed_after_it_was_posted_is_noticed_with_the_command(stage: Scene) -> None:
    desk = opened(stage)
    assert live_findings(desk, stage.desk.clock()) == []
    (stage.desk.root / "updates" / "jalan-blora.md").write_text("---\ntitle: Jalan Blora\n---\n12 km, bukan 21 km.\n")
    (found,) = live_findings(desk, stage.desk.clock())
    assert (found.code, found.variant, found.severity) == ("live-post", "changed", "warning")
    assert "vlogkit retract jalan-blora --reason TEXT --correct" in found.hint
    retract.retract_item(desk, "jalan-blora", correct="Ralat: 12 km.", **words(stage))  # type: ignore[arg-type]
    assert live_findings(desk, stage.desk.clock()) == []


def test_a_pack_gets_a_page_that_says_by_hand_what_to_do(tmp_path: Path) -> None:
    account = Account(name="saluran", platform="whatsapp")
    desk = Desk(tmp_path, accounts=(account,))
    desk.store(post_of(make_bundle(desk.root), account, files=("portrait.mp4",)))
    desk.publish()
    own = PublishingDesk(desk.workspace, {})
    (step,) = retract.retract_item(own, "jalan-blora", reason="salah", by="Sari", now=desk.clock()).steps
    page = (desk.workspace.outbox / "TARIK-jalan-blora-saluran.txt").read_text(encoding="utf-8")
    assert "Hapus untuk semua orang" in page
    assert f"vlogkit retract jalan-blora --done {step.id}" in page
    retract.done_by_hand(own, step.id, by="Budi", now=desk.clock())
    assert own.ledger.entry(step.post).post.state == "retracted"
    own.close()
    desk.ledger.close()


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[PublishingDesk]:
    """A pack in the outbox, which only a person can take back, and its correction that is still to be made."""
    account = Account(name="saluran", platform="whatsapp")
    desk = Desk(tmp_path, accounts=(account,))
    desk.store(post_of(make_bundle(desk.root), account, files=("portrait.mp4",)))
    desk.publish()
    settings = desk.workspace.settings.model_copy(update={"approval": Approval(required=True)})
    own = PublishingDesk(type(desk.workspace)(desk.workspace.root, settings), {})
    retract.retract_item(own, "jalan-blora", reason="angka salah", by="Sari", now=NOW, correct="Ralat: 12 km.")
    yield own
    own.close()
    desk.ledger.close()


def states(desk: PublishingDesk) -> list[tuple[str, str]]:
    return [(step.purpose, step.state) for step in desk.ledger.retractions()]


def test_a_take_down_replaces_a_correction_that_is_still_open(pack: PublishingDesk) -> None:
    (step,) = retract.retract_item(pack, "jalan-blora", reason="izin ditarik", by="Sari", now=NOW).steps
    assert states(pack) == [("correct", "replaced"), ("take-down", "draft")]
    page = (pack.workspace.outbox / "TARIK-jalan-blora-saluran.txt").read_text(encoding="utf-8")
    assert "Hapus untuk semua orang" in page
    with pytest.raises(UsageError, match="is replaced"):
        retract.done_by_hand(pack, "jalan-blora-saluran~1", by="Budi", now=NOW)
    retract.done_by_hand(pack, step.id, by="Budi", now=NOW)
    assert pack.ledger.entry(step.post).post.state == "retracted"


def test_a_step_that_was_approved_for_a_person_is_told_as_one_that_waits_for_them(pack: PublishingDesk) -> None:
    retract.approve_steps(pack, "jalan-blora", by="Budi", now=NOW)
    (told,) = [one for one in look_at_queue(pack, NOW) if one.code == "queue.retraction"]
    assert "is to be done by hand" in told.message
    assert "--done jalan-blora-saluran~1" in told.hint


def test_a_correction_that_was_made_leaves_the_post_up_and_it_may_be_taken_down_later(pack: PublishingDesk) -> None:
    retract.done_by_hand(pack, "jalan-blora-saluran~1", by="Budi", now=NOW)
    assert pack.ledger.entry("jalan-blora-saluran").post.state == "handed-over"
    retract.retract_item(pack, "jalan-blora", reason="izin ditarik", by="Sari", now=NOW)
    assert states(pack) == [("correct", "done"), ("take-down", "draft")]


def test_other_words_replace_an_open_correction_and_the_same_words_do_not(pack: PublishingDesk) -> None:
    for text in ("Ralat: 12 km.", "Ralat: 13 km."):
        retract.retract_item(pack, "jalan-blora", reason="angka salah", by="Sari", now=NOW, correct=text)
    assert [(step.words, step.state) for step in pack.ledger.retractions()] == [
        ("Ralat: 12 km.", "replaced"),
        ("Ralat: 13 km.", "draft"),
    ]


def test_what_is_to_be_taken_down_is_not_corrected_instead(pack: PublishingDesk) -> None:
    (step,) = retract.retract_item(pack, "jalan-blora", reason="izin ditarik", by="Sari", now=NOW).steps
    again = {"reason": "angka salah", "by": "Sari", "now": NOW, "correct": "Ralat: 13 km."}
    for act in (lambda: None, lambda: retract.lift_item(pack, "jalan-blora", by="Sari", now=NOW)):
        act()
        with pytest.raises(UsageError, match="to be taken down"):
            retract.retract_item(pack, "jalan-blora", **again)  # type: ignore[arg-type]
    retract.done_by_hand(pack, step.id, by="Budi", now=NOW, stays=True)
    retract.retract_item(pack, "jalan-blora", **again)  # type: ignore[arg-type]
    assert states(pack)[-1] == ("correct", "draft")


def test_a_post_that_left_after_its_item_was_corrected_is_corrected_too(pack: PublishingDesk) -> None:
    with pack.ledger.engine.begin() as connection:
        connection.execute(sa.delete(retractions))
    retract.take_back(pack, lambda: NOW)
    assert [(step.purpose, step.words) for step in pack.ledger.retractions()] == [("correct", "Ralat: 12 km.")]


def test_a_hold_withdraws_at_once_what_waits_for_a_yes_to_be_corrected_or_taken_down(pack: PublishingDesk) -> None:
    entry = pack.ledger.entry("jalan-blora-saluran")
    retract.retract_item(pack, "jalan-blora", reason="izin ditarik", by="Sari", now=NOW)
    stop = {"hold": 1, "reason": "bencana", "by": "Sari", "now": NOW}
    assert pack.ledger.withdraw([entry], lambda _: "by-hand", **stop) == 1  # type: ignore[arg-type]
    assert pack.ledger.withdraw([entry], lambda _: "by-hand", **stop) == 0  # type: ignore[arg-type]
    assert states(pack) == [("correct", "replaced"), ("take-down", "draft"), ("hold", "approved")]


def test_a_retracted_item_is_not_planned_again_until_it_is_lifted(stage: Scene) -> None:
    desk = opened(stage)
    retract.retract_item(desk, "jalan-blora", **words(stage))  # type: ignore[arg-type]
    assert desk.ledger.retracted("jalan-blora", "akun") == "warga menarik izinnya"
    retract.lift_item(desk, "jalan-blora", by="Sari", now=stage.desk.clock())
    assert desk.ledger.retracted("jalan-blora", "akun") == ""
    with pytest.raises(UsageError, match="is not retracted"):
        retract.lift_item(desk, "jalan-blora", by="Sari", now=stage.desk.clock())


def test_an_item_that_never_was_is_refused_with_the_nearest_name(stage: Scene) -> None:
    with pytest.raises(UsageError) as caught:
        retract.retract_item(opened(stage), "jalan-blorra", **words(stage))  # type: ignore[arg-type]
    assert "jalan-blora" in caught.value.hint


def test_a_correction_card_is_an_item_of_its_own(stage: Scene) -> None:
    path = write_correction(opened(stage), "jalan-blora", "Panjangnya 12 km.", stage.desk.clock())
    assert path.name == "jalan-blora-ralat.md"
    text = path.read_text(encoding="utf-8")
    assert "template: announcement" in text
    assert "Ralat: Jalan Blora mulus" in text
    with pytest.raises(UsageError, match="already"):
        write_correction(opened(stage), "jalan-blora", "Lagi.", stage.desk.clock())


def test_a_correction_card_is_told_and_checked_like_any_item(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    bundle = make_bundle(tmp_path)
    text = correction_of(bundle, "Panjangnya 12 km, bukan 21 km.", TODAY)
    write(workspace.updates / "jalan-blora-ralat.md", text)
    told = tell(workspace, "jalan-blora-ralat", today=TODAY)
    assert told.story.template == "announcement"
    assert "12 km" in " ".join(scene.alt for scene in told.story.scenes)
    judged = check_item(workspace, "jalan-blora-ralat", today=TODAY)
    assert [one for one in judged.findings if one.severity == "error"] == []


def test_it_is_told_when_posts_wait_and_nobody_sends(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    due = desk.clock() + dt.timedelta(hours=3)
    desk.store(post_of(make_bundle(desk.root), desk.accounts[0], due=due))
    own = PublishingDesk(desk.workspace, {})
    assert "nobody has sent" in sender_state(own, desk.clock()).told()
    work_round(own, desk.clock, every=20)
    assert sender_state(own, desk.clock()).told() == ""
    assert "has been stuck" in sender_state(own, desk.clock() + dt.timedelta(hours=1)).told()
    (beat,) = own.ledger.signs_of_life()
    own.ledger.say_goodbye(beat.name, beat.workspace, now=desk.clock())
    assert "nobody has sent anything since" in sender_state(own, desk.clock() + dt.timedelta(hours=1)).told()
    own.close()
    desk.ledger.close()
