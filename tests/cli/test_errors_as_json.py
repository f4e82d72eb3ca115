"""With --json there is one JSON document on standard output, also where a command fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.runner import Run
from tests.cli.terminal.words import ENDLESS
from tests.cli.test_commands import COMMANDS
from tests.material import UPDATE, write

from vlogkit.workspace import Workspace


def error_of(said: object) -> dict[str, object]:
    assert isinstance(said, dict)
    assert said.keys() == {"error"}
    return said["error"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("words", [words for words in COMMANDS if words not in ENDLESS], ids=" ".join)
def test_every_command_says_in_json_what_it_did_not_understand(vlogkit: Run, words: tuple[str, ...]) -> None:
    said = vlogkit(*words, "--json", "--no-such-option")
    error = error_of(said.json)
    assert "--no-such-option" in str(error["message"])
    assert (said.code, error["exit_code"]) == (2, 2)


def test_an_error_has_its_message_place_hint_and_exit_code(vlogkit: Run, workspace: Workspace) -> None:
    write(workspace.updates / "jembatan.md", UPDATE.replace("title:", "titel: x\ntitle:"))
    said = vlogkit("render", "jembatan", "-w", workspace.root, "--json")
    error = error_of(said.json)
    assert error["message"] == "unknown key `titel`"
    assert str(error["where"]).endswith("jembatan.md:3:1")
    assert "`title`" in str(error["hint"])
    assert (said.code, error["exit_code"]) == (1, 1)
    assert "error " in said.err


def test_several_errors_are_listed(vlogkit: Run, workspace: Workspace) -> None:
    write(workspace.updates / "jembatan.md", UPDATE.replace("title:", "titel: x\nlang: de\ntitle:"))
    error = error_of(vlogkit("render", "jembatan", "-w", workspace.root, "--json").json)
    assert error["message"] == "2 errors"
    assert len(error["errors"]) == 2  # type: ignore[arg-type]


def test_a_fault_of_the_system_is_told_in_json(vlogkit: Run, workspace: Workspace) -> None:
    (workspace.root / "kabur").mkdir()
    said = vlogkit("plan", "export", workspace.root / "kabur", "-w", workspace.root, "--json")
    assert said.code == 1
    assert "kabur" in str(error_of(said.json)["where"])


def test_without_a_workspace_the_error_says_how_to_make_one(
    vlogkit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "vlogkit init" in str(error_of(vlogkit("check", "--all", "--json").json)["hint"])
