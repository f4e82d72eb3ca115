"""Copies that no item asks for any more go after a while; what an item asks for stays, and what goes is made again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.clips import write_clip
from tests.material import TODAY, write

from vlogkit.files import DAY, sha256_of
from vlogkit.keeping.kept_notes import Kept
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.watching import Watcher
from vlogkit.pipeline.upkeep.copies import Copies, copies, prune_copies
from vlogkit.staging.material import Asset, Glance
from vlogkit.workspace import Workspace


def age(folder: Path, days: float) -> None:
    """Make every file there one that was used so many days ago."""
    when = time.time() - days * DAY
    for path in folder.rglob("*"):
        os.utime(path, (when, when))


def names(workspace: Workspace) -> set[str]:
    found = (path for folder in workspace.made_again() for path in folder.rglob("*"))
    return {path.relative_to(workspace.private).as_posix() for path in found if path.is_file()}


def test_a_picture_that_an_item_still_shows_stays_however_old_its_copy_is(workspace: Workspace) -> None:
    tell(workspace, "jembatan", today=TODAY)
    kept = names(workspace)
    assert kept
    age(workspace.private / "pictures", 400)
    tell(workspace, "jembatan", today=TODAY)
    assert prune_copies(workspace) == Copies(0, 0)
    assert names(workspace) == kept


def test_a_copy_that_nothing_asked_for_goes_and_is_made_again_the_same(workspace: Workspace) -> None:
    tell(workspace, "jembatan", today=TODAY)
    before = {name: sha256_of(workspace.private / name) for name in names(workspace)}
    age(workspace.private / "pictures", 91)
    there = copies(workspace)
    assert there.files == len(before)
    assert prune_copies(workspace) == there
    assert names(workspace) == set()
    tell(workspace, "jembatan", today=TODAY)
    assert {name: sha256_of(workspace.private / name) for name in names(workspace)} == before


def test_what_was_used_within_the_time_stays(workspace: Workspace) -> None:
    tell(workspace, "jembatan", today=TODAY)
    age(workspace.private / "pictures", 89)
    assert prune_copies(workspace).files == 0
    assert prune_copies(workspace, days=80).files > 0


def test_looks_at_a_clip_count_as_used_when_they_are_asked_for(workspace: Workspace) -> None:
    path = write_clip(workspace.root / "a.mp4")
    clip, glance = Asset(str(path), sha256_of(path)), Glance(((0.0, 0.5),), (30, 1), False, False)
    folder = workspace.private / "watched"
    for _ in range(2):
        Watcher(workspace).watch(clip, glance)
        Kept(folder, list[int], version=1).get(clip.sha256, lambda: [0])
        assert len(names(workspace)) == 2
        assert prune_copies(workspace).files == 0
        age(folder, 100)
    assert prune_copies(workspace).files == 2


def test_nothing_else_of_the_private_folder_is_touched(workspace: Workspace) -> None:
    others = [
        workspace.private / name for name in ("ledger.sqlite", "complaints.sqlite", "cache/ab/x.seg", "pictures.md")
    ]
    for path in others:
        write(path, "kept")
    age(workspace.private, 1000)
    prune_copies(workspace)
    assert all(path.is_file() for path in others)


def test_a_file_that_cannot_be_removed_is_no_error(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(workspace, "jembatan", today=TODAY)
    age(workspace.private / "pictures", 100)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert prune_copies(workspace) == Copies(0, 0)
