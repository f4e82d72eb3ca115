"""The doctor names what works and what does not, and one fault never hides another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.material import write

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
