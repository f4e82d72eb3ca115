"""The doctor names what works and what does not, and one fault never hides another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.material import write

from vlogkit import resources
from vlogkit.pipeline.upkeep import doctor
from vlogkit.workspace import Workspace


def test_a_sound_installation_and_workspace_have_no_fault(workspace: Workspace) -> None:
    results = {result.name: result for result in doctor.examine(workspace.root)}
    assert {"text", "pictures", "video", "templates", "workspace", "folder", "disk"} <= results.keys()
    assert all(result.ok for name, result in results.items() if name != "disk")


def test_a_part_that_fails_is_named_and_the_others_are_still_examined(
    monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    def broken() -> str:
        raise ImportError("no module named cv2")

    monkeypatch.setattr(doctor, "_pictures", broken)
    results = {result.name: result for result in doctor.examine(workspace.root)}
    assert (results["pictures"].ok, results["pictures"].detail) == (False, "no module named cv2")
    assert results["pictures"].hint
    assert results["workspace"].ok


def test_a_broken_workspace_is_named_with_its_fault(workspace: Workspace, tmp_path: Path) -> None:
    write(workspace.root / "vlogkit.yaml", "nmae: x\n")
    results = {result.name: result for result in doctor.examine(workspace.root)}
    assert not results["workspace"].ok
    assert "unknown key `nmae`" in results["workspace"].detail
    assert not next(result for result in doctor.examine(tmp_path / "none") if result.name == "workspace").ok


def test_without_a_workspace_the_installation_alone_is_examined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "workspace" not in {result.name for result in doctor.examine(None)}


def test_facts_that_nobody_looked_up_for_long_and_an_interface_that_ends_are_warnings(workspace: Workspace) -> None:
    root = workspace.root
    account = "accounts:\n  - {name: a, platform: telegram, options: {chat: '@a'}}\n"
    write(root / "vlogkit.yaml", (root / "vlogkit.yaml").read_text(encoding="utf-8") + account)
    shipped = resources.shipped("config", "platforms", "telegram.yaml").read_text(encoding="utf-8")
    write(root / "platforms" / "telegram.yaml", shipped + 'expires: "2027-03-01"\n')

    def told(day: str) -> list[str]:
        lines = doctor.examine(root, today=dt.date.fromisoformat(day))
        return [line.detail for line in lines if line.name == "platform telegram"]

    assert told("2026-10-28") == []
    assert told("2026-12-01") == ["the interface that is spoken to ends on 2027-03-01"]
    assert "were looked up 124 days ago" in told("2027-04-01")[0]
