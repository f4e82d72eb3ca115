"""A network's file: its workspaces are found, faults are told at their line, and ledgers are opened once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk import NOW, Desk, make_bundle, post_of
from tests.material import write

from vlogkit.errors import InputError, UsageError, VlogkitError
from vlogkit.pipeline.network.counts import counts_of
from vlogkit.pipeline.network.members import ledgers, network_of, open_network
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.publishing import registry
from vlogkit.records.settings import Account
from vlogkit.workspace import open_workspace

FILE = "name: Jawa Tengah\nworkspaces:\n  dinkes: dinkes\n  bpbd: bpbd\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("dinkes", "bpbd"):
        write(tmp_path / name / "vlogkit.yaml", f"name: {name}\nnetwork: ../network.yaml\n")
    write(tmp_path / "network.yaml", FILE)
    return tmp_path


def test_a_network_names_workspaces_by_their_folders_and_ledgers_of_other_machines(root: Path) -> None:
    write(root / "network.yaml", FILE + "  jauh: {database: postgresql://vlogkit@db.example/jauh}\n")
    opened = open_network(root)
    assert [(one.name, one.workspace is not None) for one in opened.members] == [
        ("dinkes", True),
        ("bpbd", True),
        ("jauh", False),
    ]
    assert opened.member("dinkes").workspace.settings.name == "dinkes"
    assert opened.database.endswith("/.vlogkit/network.sqlite")
    with pytest.raises(UsageError, match="no workspace `dinkess`") as told:
        opened.member("dinkess")
    assert told.value.hint == "Did you mean `dinkes`?"


@pytest.mark.parametrize(
    ("text", "words", "hint", "line"),
    [
        (FILE.replace("dinkes: dinkes", "dinkes: dinks"), "`dinks` is not a workspace", "Did you mean `dinkes`?", 3),
        (FILE.replace("bpbd: bpbd", "bpbd: dinkes"), "`dinkes` and `bpbd` are one folder", "Keep one", 4),
        (FILE.replace("bpbd: bpbd", "bpbd: {}"), "either a folder or the `database`", "", 4),
        (FILE.replace("workspaces", "workspace"), "unknown key `workspace`", "Did you mean `workspaces`?", 2),
        ("name: Jawa Tengah\nworkspaces: {}\n", "workspaces", "", 2),
    ],
)
def test_a_fault_of_the_file_is_told_once_at_its_line(root: Path, text: str, words: str, hint: str, line: int) -> None:
    write(root / "network.yaml", text)
    with pytest.raises(VlogkitError) as told:
        open_network(root)
    (error,) = told.value.each()
    assert words in error.message
    assert hint in error.hint
    assert error.where.line == line


@pytest.mark.parametrize("folder", [".", "dinkes", "dinkes/updates"])
def test_a_network_is_found_from_its_folder_and_from_inside_its_workspaces(
    root: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "dinkes" / "updates").mkdir()
    monkeypatch.chdir(root / folder)
    assert open_network(Path()).path == (root / "network.yaml").resolve()
    assert open_network(root / folder).path == (root / "network.yaml").resolve()


def test_accounts_of_one_name_are_refused_where_their_workspaces_share_a_ledger(root: Path) -> None:
    for name in ("dinkes", "bpbd"):
        write(root / name / "vlogkit.yaml", f"name: {name}\ndatabase: postgresql://vlogkit@db.example/jateng\n")
    with pytest.raises(InputError, match="share a ledger, and both have an account `outbox`"):
        open_network(root)


def test_a_workspace_knows_its_network_also_where_another_workspace_is_broken(root: Path) -> None:
    write(root / "bpbd" / "vlogkit.yaml", "nama: salah\n")
    found = network_of(open_workspace(root / "dinkes"))
    assert [one.name for one in found.members] == ["dinkes"]
    assert network_of(open_workspace(write(root / "lain" / "vlogkit.yaml", "name: lain\n").parent)) is None


@pytest.mark.parametrize(
    ("network", "words"), [("../tiada.yaml", "there is no network file"), ("../network.yaml", "does not name this")]
)
def test_a_workspace_that_is_not_in_the_network_it_names_is_told(root: Path, network: str, words: str) -> None:
    folder = write(root / "lain" / "vlogkit.yaml", f"name: lain\nnetwork: {network}\n").parent
    with pytest.raises(InputError, match=words):
        network_of(open_workspace(folder))


def test_a_workspace_that_its_network_cannot_open_is_told_why(root: Path) -> None:
    opened = open_workspace(root / "bpbd")
    write(root / "bpbd" / "vlogkit.yaml", "nama: salah\n")
    with pytest.raises(VlogkitError) as told:
        network_of(opened)
    assert any("unknown key `nama`" in one.message for one in told.value.each())


def test_each_ledger_is_opened_once_and_every_workspace_is_counted(root: Path) -> None:
    account = Account(name="outbox", platform="outbox")
    desk = Desk(root / "dinkes")
    desk.store(post_of(make_bundle(desk.root), account, due=NOW))
    desk.ledger.close()
    opened = open_network(root)
    assert [names for names, _ in ledgers(opened)] == [("dinkes",), ("bpbd",)]
    assert {one.name: one.states for one in counts_of(opened)} == {"dinkes": {"scheduled": 1}, "bpbd": {}}


def test_workspaces_of_a_network_share_their_quotas(root: Path) -> None:
    desks = [PublishingDesk(open_workspace(root / name), {"VLOGKIT_KEYRING": "no"}) for name in ("dinkes", "bpbd")]
    account = Account(name="kanal", platform="youtube", options={"project": "jateng"})
    most = registry.facts("youtube").charges(account, {"videos.insert": 60}, NOW)
    assert desks[0].shares.spend(most) is None
    lacking = desks[1].shares.spend(most)
    assert lacking is not None
    assert lacking.share == "youtube:jateng"
    assert [desk.shares.workspace for desk in desks] == ["dinkes", "bpbd"]
    for desk in desks:
        desk.close()
