"""The files that start a worker are what each system reads, with folders that have spaces."""

from __future__ import annotations

import configparser
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from vlogkit.pipeline.working.installing import SYSTEMS, System, installation, write_installation

PROGRAM = ("/opt/vlog kit/bin/python", "-m", "vlogkit")
WORDS = ("worker", "--workspace", "/srv/dinas 100%")


def test_a_unit_of_systemd_restarts_the_worker_and_lets_the_post_at_hand_finish() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # keys of units have capitals
    unit.read_string(installation("systemd", PROGRAM, WORDS, "dinas"))
    assert unit["Service"]["ExecStart"] == '"/opt/vlog kit/bin/python" -m vlogkit worker --workspace "/srv/dinas 100%%"'
    assert (unit["Service"]["Restart"], unit["Service"]["KillSignal"]) == ("always", "SIGTERM")


def test_a_task_of_windows_is_xml_with_the_program_and_its_words() -> None:
    root = ET.fromstring(installation("windows", PROGRAM, WORDS, "dinas & kawan").replace(' encoding="UTF-16"', ""))
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert root.findtext(f".//{space}Command") == PROGRAM[0]
    assert root.findtext(f".//{space}Arguments") == '-m vlogkit worker --workspace "/srv/dinas 100%"'


def test_a_line_of_cron_looks_once_every_five_minutes() -> None:
    line = installation("cron", PROGRAM, WORDS, "dinas")
    assert line == "*/5 * * * * '/opt/vlog kit/bin/python' -m vlogkit worker --once --workspace '/srv/dinas 100\\%'\n"


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_file_is_written_with_the_commands_that_install_it(system: System, tmp_path: Path) -> None:
    path, then = write_installation(tmp_path, tmp_path / "network.yaml", system, network=True)
    assert path.parent == tmp_path
    assert str(path) in then[0]


@pytest.mark.parametrize("name", ["dinas", "dinas 100%h", "dinas's $HOME", 'dinas "satu"'])
def test_a_folder_of_any_name_is_said_as_the_shell_and_systemd_read_it(name: str, tmp_path: Path) -> None:
    place = tmp_path / name / "network.yaml"
    place.parent.mkdir()
    for system in ("systemd", "cron"):
        path, then = write_installation(place.parent, place, system, network=True)
        assert str(path) in shlex.split(then[0].replace(";", " ").replace(")", " "))
    text = installation("systemd", PROGRAM, ("worker", "--network", str(place)), name)
    words = shlex.split(text.partition("ExecStart=")[2].partition("\n")[0])
    assert words[-1].replace("%%", "%").replace("$$", "$") == str(place)
    assert f"is due for {name.replace('%', '%%')}\n" in text
    line = installation("cron", PROGRAM, ("worker", "--network", str(place)), name)
    assert shlex.split(line.replace("\\%", "%"))[-1] == str(place)
