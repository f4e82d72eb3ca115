"""A workspace is found from inside it, names its folders, and hands out no path that leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.material import SETTINGS, write
from vlogkit.errors import ExitCode, InputError, UsageError
from vlogkit.records.settings import Settings
from vlogkit.workspace import Workspace, open_workspace


def test_it_is_found_from_a_folder_inside_it(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace.updates)
    assert open_workspace().root == workspace.root


def test_a_folder_that_is_none_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, None):
        with pytest.raises(UsageError, match=r"no vlogkit\.yaml") as caught:
            open_workspace(folder)
        assert "vlogkit init" in caught.value.hint
        assert caught.value.exit_code == ExitCode.USAGE


def test_its_items_are_the_markdown_files_in_order(workspace: Workspace) -> None:
    for name in ("b.md", "a.md", "notes.txt"):
        write(workspace.updates / name, "")
    (workspace.updates / "folder.md").mkdir()
    assert [path.name for path in workspace.items()] == ["a.md", "b.md", "jembatan.md"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "pictures/../../x", "..", "C:/Windows/x.jpg", "a\0b", "x" * 300]
)
def test_a_path_that_leaves_it_or_is_not_there_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(InputError, match=r"leaves the workspace|there is no file|is not a file name") as caught:
        workspace.inside(name, "updates/a.md")
    assert caught.value.hint
    assert str(caught.value.where) == "updates/a.md"


def test_a_link_that_leads_out_of_it_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.jpg", "x")
    link = workspace.root / "pictures" / "link.jpg"
    try:
        link.symlink_to(secret)
    except OSError:
        pytest.skip("this system lets nobody make links")
    with pytest.raises(InputError, match="leaves the workspace"):
        workspace.inside("pictures/link.jpg")


def test_a_file_inside_it_is_handed_out_whole(workspace: Workspace) -> None:
    assert workspace.inside("pictures/hijau.jpg") == workspace.root / "pictures" / "hijau.jpg"


def test_the_ledger_lies_in_it_unless_settings_say_otherwise(tmp_path: Path) -> None:
    assert Workspace(tmp_path, open_settings(tmp_path, "")).database.endswith("/.vlogkit/ledger.sqlite")
    assert Workspace(tmp_path, open_settings(tmp_path, "database: postgresql://x")).database == "postgresql://x"


def open_settings(folder: Path, more: str) -> Settings:
    write(folder / "vlogkit.yaml", SETTINGS + more)
    return open_workspace(folder).settings
