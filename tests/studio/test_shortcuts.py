"""Tests of the signs on the desktop and in the menu, for each system."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

import pytest

from vlogkit.pipeline.working.system_entries import link_script, program
from vlogkit.studio.shortcuts import make_shortcuts

FOLDERS = ["dinas", "dinas kami", "50 % $HOME", 'a"b', "ünïk"]


@pytest.mark.parametrize("name", FOLDERS)
def test_on_linux_the_menu_and_the_desktop_open_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "Desktop").mkdir()
    made = make_shortcuts(tmp_path / name, system="linux", home=tmp_path, environment={})
    assert [path.parent.name for path in made] == ["applications", "Desktop"]
    entry = configparser.RawConfigParser()
    entry.read_string(made[0].read_text(encoding="utf-8"))
    exec_line = entry["Desktop Entry"]["Exec"].replace("%%", "%").replace("\\\\", "\\")
    exec_line = exec_line.replace("\\$", "$")  # escaped by the entry's rules, which shlex does not have
    assert shlex.split(exec_line) == program("studio", str(tmp_path / name))
    assert made[0].stat().st_mode & 0o111


def test_without_a_desktop_the_menu_alone_has_it(tmp_path: Path) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path / "data")}
    (path,) = make_shortcuts(tmp_path / "dinas", system="linux", home=tmp_path, environment=environment)
    assert path == tmp_path / "data" / "applications" / "vlogkit-studio.desktop"


@pytest.mark.parametrize("name", FOLDERS)
def test_on_macos_a_file_that_runs_opens_the_folder(tmp_path: Path, name: str) -> None:
    (path,) = make_shortcuts(tmp_path / name, system="darwin", home=tmp_path, environment={})
    assert shlex.split(path.read_text(encoding="utf-8").splitlines()[1])[1:] == program("studio", str(tmp_path / name))


def test_on_windows_quotes_and_blanks_reach_the_program(tmp_path: Path) -> None:
    script = link_script(tmp_path / "vlogkit studio.lnk", program("studio", "C:/Dinas O'Hara/kami"))
    assert "O''Hara" in script
    assert '"C:/Dinas' in script or '"C:\\Dinas' in script


def test_the_entry_says_what_it_is_in_indonesian_too(tmp_path: Path) -> None:
    (path,) = make_shortcuts(tmp_path / "x", system="linux", home=tmp_path, environment={})
    assert "Comment[id]=" in path.read_text(encoding="utf-8")
