"""The outbox makes one pack a post that a person can post by hand."""

from __future__ import annotations

from pathlib import Path

from tests.desk import Desk, make_bundle, post_of


def pack_of(desk: Desk) -> Path:
    (pack,) = [path for path in desk.workspace.outbox.iterdir() if path.is_dir()]
    return pack


def test_a_due_post_becomes_a_pack_that_a_person_can_post_by_hand(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    bundle = make_bundle(tmp_path)
    desk.store(post_of(bundle, desk.accounts[0], files=("portrait.mp4", "card-feed.jpg"), link="https://x.example"))
    (done,) = desk.publish()
    assert done.state == "handed-over"
    pack = pack_of(desk)
    assert pack.name == "2026-11-24-jalan-blora-outbox"
    names = sorted(path.name for path in pack.iterdir())
    assert names == ["README.txt", "alt.txt", "card-feed.jpg", "portrait.mp4", "post.txt"]
    assert "#JalanJateng #Blora" in (pack / "post.txt").read_text("utf-8")
    assert "https://x.example" in (pack / "post.txt").read_text("utf-8")
    assert "Kartu feed: jalan beraspal" in (pack / "alt.txt").read_text("utf-8")
    assert "24-11-2026 pukul 12.00 WIB" in (pack / "README.txt").read_text("utf-8")
    assert (pack / "portrait.mp4").read_bytes() == (tmp_path / "bundles/jalan-blora/portrait.mp4").read_bytes()


def test_publishing_again_makes_no_second_pack_and_keeps_one_receipt(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.store(post_of(make_bundle(tmp_path), desk.accounts[0], files=("portrait.mp4",)))
    desk.publish()
    assert desk.publish() == []
    assert len(list(desk.workspace.outbox.iterdir())) == 1
    (receipt,) = desk.ledger.receipts()
    assert set(receipt.sent) == {"title", "text", "portrait.mp4"}


def test_a_post_that_is_not_due_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.clock.move(minutes=-1)
    desk.store(post_of(make_bundle(tmp_path), desk.accounts[0]))
    assert desk.publish() == []
    assert not desk.workspace.outbox.exists()


def test_two_files_of_one_name_both_arrive(tmp_path: Path) -> None:
    from tests.desk import output

    desk = Desk(tmp_path)
    bundle = make_bundle(tmp_path)
    folder = tmp_path / "bundles" / bundle.id
    (folder / "lain").mkdir()
    (folder / "lain" / "portrait.mp4").write_bytes(b"lain")
    more = output("lain/portrait.mp4", b"lain", "video", "portrait")
    bundle = bundle.model_copy(update={"outputs": (*bundle.outputs, more)})
    (folder / "bundle.json").write_text(bundle.model_dump_json(), encoding="utf-8")
    desk.store(post_of(bundle, desk.accounts[0], files=("portrait.mp4", "lain/portrait.mp4")))
    assert desk.publish()[0].state == "handed-over"
    assert (pack_of(desk) / "lain-portrait.mp4").read_bytes() == b"lain"


def test_a_pack_that_a_dead_worker_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.store(post_of(make_bundle(tmp_path), desk.accounts[0], files=("portrait.mp4",)))
    half = desk.workspace.outbox / ".2026-11-24-jalan-blora-outbox.abc"
    half.mkdir(parents=True)
    (half / "portrait.mp4").write_bytes(b"half")
    desk.publish()
    assert [path.name for path in desk.workspace.outbox.iterdir()] == ["2026-11-24-jalan-blora-outbox"]
