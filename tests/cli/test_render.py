"""A batch says one line for each item as it is ready, and at the end what failed and why."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.cli.runner import Run
from tests.material import UPDATE, write

from vlogkit.pipeline.telling.items import StoryDraft, tell
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


def test_what_it_will_cost_is_said_first_and_the_story_is_told_once(
    vlogkit: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def counting(place: Workspace, name: str, *, today: dt.date) -> StoryDraft:
        told.append(name)
        return tell(place, name, today=today)

    monkeypatch.setattr("vlogkit.pipeline.telling.items.tell", counting)
    said = vlogkit("render", "jembatan", "--explain", "-w", workspace.root)
    assert told == ["jembatan"]
    head, cost = said.out.splitlines()[:2]
    assert head.split() == ["item", "format", "new", "frames", "of", "about", "size"]
    assert cost.split()[:4] == ["jembatan", "square", "45", "45"]
    assert "slowest layers" in said.out
    again = vlogkit("render", "jembatan", "--explain", "-w", workspace.root)
    assert "Nothing has changed" in again.out


def test_the_error_of_a_single_item_is_that_of_the_command(vlogkit: Run, workspace: Workspace) -> None:
    said = vlogkit("render", "tidak-ada", "-w", workspace.root)
    assert said.code == 2
    assert said.err.startswith("error there is no item `tidak-ada`")
