"""A workspace's own file wins over the shipped one; names of both are listed together."""

from __future__ import annotations

from pathlib import Path

from tests.material import write
from vlogkit import resources


def test_the_shipped_folders_are_found() -> None:
    assert resources.shipped("templates", "base", "template.yaml").is_file()
    assert resources.shipped("assets", "fonts").is_dir()


def test_a_workspace_wins_over_what_is_shipped(tmp_path: Path) -> None:
    shipped = resources.find("brands/jateng.yaml", workspace=tmp_path)
    own = write(tmp_path / "brands" / "jateng.yaml", "name: jateng\n")
    assert resources.find("brands/jateng.yaml", workspace=tmp_path) == own != shipped
    assert resources.find("brands/nobody.yaml", workspace=tmp_path) is None


def test_names_are_those_of_the_workspace_and_the_shipped_ones_once(tmp_path: Path) -> None:
    for name in ("jateng", "dinas-kami"):
        write(tmp_path / "brands" / f"{name}.yaml", "")
    write(tmp_path / "brands" / "notes.txt", "")
    (tmp_path / "templates" / "empty").mkdir(parents=True)
    found = list(resources.names("brands", workspace=tmp_path))
    assert found == sorted(set(found))
    assert {"jateng", "dinas-kami", "bumd"} <= set(found)
    assert "notes" not in found
    assert "empty" not in list(resources.names("templates", workspace=tmp_path))
