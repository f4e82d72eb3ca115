"""`vlogkit retract` from the first word to the last step, with packs that a person takes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.runner import Run
from tests.desk import Desk, make_bundle, post_of


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a pack in its outbox."""
    desk = Desk(tmp_path)
    desk.store(post_of(make_bundle(tmp_path), desk.accounts[0], files=("portrait.mp4",)))
    desk.publish()
    desk.ledger.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_pack_is_retracted_by_hand_from_the_command_line(vlogkit: Run, workspace: Path) -> None:
    said = vlogkit("retract", "jalan-blora", "--reason", "salah", "--by", "Sari")
    assert (said.code, "jalan-blora-outbox~1" in said.out) == (0, True)
    assert (workspace / "outbox" / "TARIK-jalan-blora-outbox.txt").is_file()
    done = vlogkit("retract", "jalan-blora", "--done", "jalan-blora-outbox~1", "--by", "Budi", "--json")
    (step,) = done.json["steps"]  # type: ignore[index]
    assert (step["state"], step["why"]) == ("done", "done by hand: Budi")
    assert "retracted" in vlogkit("queue", "list").out
    assert "jalan-blora-outbox~1" in vlogkit("retract", "jalan-blora").out
    assert vlogkit("retract", "jalan-blora", "--lift", "--by", "Sari").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("retract", "jalan-blora", "--reason", "x", "--lift"), "exclude each other"),
        (("retract", "jalan-blora", "--reason", " "), "the reason is empty"),
        (("retract", "--reason", "x"), "needs the name of an item"),
        (("retract", "jalan-blora", "--correct", "x"), "needs a reason"),
        (("retract", "jalan-blora", "--done", "nothing"), "there is no step"),
        (("retract", "jalan-blora", "--approve", "--by", "Budi"), "no step"),
        (("retract", "jalan-blora"), "is not retracted, and --reason is missing"),
        (("retract", "jalan-blora", "--json"), "is not retracted, and --reason is missing"),
        (("retract", "jalan-blorra"), "Did you mean `jalan-blora`?"),
        (("retract", "entah"), "nothing was made or posted of an item `entah`"),
    ],
)
def test_what_cannot_be_meant_is_refused(vlogkit: Run, workspace: Path, words: tuple[str, ...], said: str) -> None:
    found = vlogkit(*words)
    assert found.code != 0
    assert said in found.err
