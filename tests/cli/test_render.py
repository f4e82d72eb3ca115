"""A batch says one line for each item as it is ready, and at the end what failed and why."""

from __future__ import annotations

from tests.cli.runner import Run
from tests.material import UPDATE, write

from vlogkit.workspace import Workspace


def test_each_item_has_a_line_and_a_failed_one_its_error_at_the_end(vlogkit: Run, workspace: Workspace) -> None:
    write(workspace.updates / "rusak.md", UPDATE.replace("hijau.jpg", "hilang.jpg"))
    words = ("render", "jembatan", "rusak", "--draft", "-w", workspace.root)
    said = vlogkit(*words)
    lines = sorted(line.split()[:2] for line in said.out.splitlines())
    assert lines == [["failed", "rusak"], ["made", "jembatan"]]
    assert [count in line for count, line in zip(("1/2", "2/2"), said.out.splitlines(), strict=True)] == [True, True]
    assert "hilang.jpg" in said.err
    assert said.code == 1
    again = vlogkit(*words)
    assert ["unchanged", "jembatan"] in [line.split()[:2] for line in again.out.splitlines()]


def test_a_url_for_files_needs_a_cluster(vlogkit: Run, workspace: Workspace) -> None:
    said = vlogkit("render", "jembatan", "--artefacts", "file:///tmp/x", "-w", workspace.root)
    assert said.code == 2
    assert "--artefacts is for a cluster" in said.err
