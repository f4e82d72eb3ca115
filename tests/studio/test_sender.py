"""The first page has this computer send by itself, for the person who sits at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.studio.pages import open_studio, planned

from vlogkit.errors import OutsideError
from vlogkit.studio.duties import DUTIES
from vlogkit.studio.routes import today_page
from vlogkit.workspace import Workspace


def test_with_posts_that_wait_and_nobody_who_sends_a_button_starts_the_worker(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    started: list[Path] = []
    monkeypatch.setattr(today_page, "start_now", lambda workspace, works: started.append(workspace.root))
    with open_studio(workspace.root) as client:
        assert "Send by itself" not in client.get("/").text
        entry = planned(client, workspace)
        client.post(
            f"/review/{entry.post.id}",
            data={"content": entry.post.content_hash(), "by": "Wulan", "decision": "approve"},
        )
        assert "Send by itself from now on" in client.get("/").text
        assert client.post("/sender", data={"on": "yes"}).status_code == 200
        assert started == [workspace.root]
        entries = list((tmp_path / "home").rglob("*vlogkit*"))
        assert len(entries) == 1
        client.post("/sender", data={})
        assert not entries[0].exists()


@pytest.mark.parametrize("refuses", ["the folder", "the worker"])
def test_it_is_done_whole_or_not_at_all(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuses: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    started: list[Path] = []

    def start(workspace: Workspace, works: object) -> None:
        started.append(workspace.root)
        if refuses == "the worker":
            raise OutsideError("the worker ended at once: 1")

    monkeypatch.setattr(today_page, "start_now", start)
    if refuses == "the folder":
        (home / ".config").write_text("a file", encoding="utf-8")
    with open_studio(workspace.root) as client:
        assert client.post("/sender", data={"on": "yes"}).status_code == 422
    assert bool(started) == (refuses == "the worker")
    assert not list(home.rglob("*vlogkit*"))


def test_what_a_computer_starts_is_not_decided_over_the_network() -> None:
    assert DUTIES["POST /sender"] == "nobody"
