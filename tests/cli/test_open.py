"""What was made is opened in the system's file manager, and its path is printed in any case."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.runner import Run
from tests.desk import make_bundle
from tests.material import make_workspace

from vlogkit.cli import start


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that the system was asked to open; it has a screen."""
    folders: list[str] = []
    monkeypatch.setattr(start, "can_open", lambda: True)
    monkeypatch.setattr("typer.launch", lambda url: folders.append(url) or 0)
    return folders


def test_the_folder_of_a_bundle_is_opened_and_printed(vlogkit: Run, opened: list[str], tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "ws").root
    make_bundle(root)
    folder = root / "bundles" / "jalan-blora"
    assert vlogkit("open", "jalan-blora", "-w", root).out == f"{folder}\n"
    assert vlogkit("open", "jalan-blora", "-w", root, "--json").json == {"path": str(folder), "opened": True}
    assert vlogkit("open", "-w", root).out == f"{root / 'bundles'}\n"
    assert opened == [str(folder), str(folder), str(root / "bundles")]


def test_without_a_screen_the_path_is_printed_alone(
    vlogkit: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = make_workspace(tmp_path / "ws").root
    make_bundle(root)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("typer.launch", lambda url: pytest.fail("there is no screen"))
    said = vlogkit("open", "jalan-blora", "-w", root, "--json")
    assert said.json == {"path": str(root / "bundles" / "jalan-blora"), "opened": False}


def test_a_bundle_that_is_not_there_is_refused_with_the_nearest(
    vlogkit: Run, opened: list[str], tmp_path: Path
) -> None:
    root = make_workspace(tmp_path / "ws").root
    assert "nothing was rendered here yet" in vlogkit("open", "-w", root).err
    make_bundle(root)
    said = vlogkit("open", "jalan-bolra", "-w", root)
    assert said.code == 2
    assert "Did you mean `jalan-blora`?" in said.err
    assert opened == []
