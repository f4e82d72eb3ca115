"""A computer sends by itself: what starts a worker at sign-in on each system, and a worker that starts now."""

from __future__ import annotations

import configparser
import plistlib
import shlex
import subprocess
from pathlib import Path

import pytest

from vlogkit.errors import OutsideError
from vlogkit.pipeline.working.sign_in_start import entry_of, start_at_sign_in, start_now, stop_at_sign_in
from vlogkit.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "dinas kami"
    root.mkdir()
    (root / "vlogkit.yaml").write_text("name: Dinas\n", encoding="utf-8")
    return open_workspace(root)


def test_on_linux_a_session_starts_the_worker_of_this_workspace(workspace: Workspace, tmp_path: Path) -> None:
    path = start_at_sign_in(workspace, system="linux", home=tmp_path, environment={})
    assert path.parent == tmp_path / ".config" / "autostart"
    entry = configparser.RawConfigParser()
    entry.read_string(path.read_text(encoding="utf-8"))
    assert shlex.split(entry["Desktop Entry"]["Exec"])[-4:] == ["vlogkit", "worker", "--workspace", str(workspace.root)]


def test_on_macos_launchd_starts_it(workspace: Workspace, tmp_path: Path) -> None:
    path = start_at_sign_in(workspace, system="darwin", home=tmp_path, environment={})
    told = plistlib.loads(path.read_bytes())
    assert told["RunAtLoad"]
    assert told["Label"] == path.stem
    assert told["ProgramArguments"][-3:] == ["worker", "--workspace", str(workspace.root)]


def test_on_windows_it_stands_in_the_folder_of_what_starts_at_sign_in(workspace: Workspace, tmp_path: Path) -> None:
    path = entry_of(workspace, system="win32", home=tmp_path, environment={"APPDATA": str(tmp_path / "roaming")})
    assert path.parent == tmp_path / "roaming/Microsoft/Windows/Start Menu/Programs/Startup"
    assert path.suffix == ".lnk"


def test_two_workspaces_have_two_entries_and_one_is_taken_away_alone(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other" / "dinas kami"
    other.mkdir(parents=True)
    (other / "vlogkit.yaml").write_text("name: Dinas\n", encoding="utf-8")
    both = [
        start_at_sign_in(one, system="linux", home=tmp_path, environment={})
        for one in (workspace, open_workspace(other))
    ]
    stop_at_sign_in(both[0])
    stop_at_sign_in(both[0])  # a second press of the button
    assert [path.exists() for path in both] == [False, True]


def test_a_worker_starts_and_outlives_the_one_that_started_it(workspace: Workspace) -> None:
    log = workspace.private / "worker.log"
    started = start_now(workspace, lambda: log.is_file() and b"Working" in log.read_bytes())
    try:
        assert started.poll() is None
        assert b"Working" in log.read_bytes()
    finally:
        started.terminate()
        assert started.wait(20) == 0


def test_a_worker_that_cannot_start_says_why(workspace: Workspace) -> None:
    (workspace.root / "vlogkit.yaml").write_text("nam: Dinas\n", encoding="utf-8")
    with pytest.raises(OutsideError, match=r"vlogkit\.yaml"):
        start_now(workspace, lambda: False)


def test_a_worker_that_tells_nothing_is_not_waited_for_without_end(workspace: Workspace) -> None:
    started = start_now(workspace, lambda: False, wait=0.2)
    started.terminate()
    assert isinstance(started, subprocess.Popen)
    started.wait(20)
