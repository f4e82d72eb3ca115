"""One picture of an item's video or card, without making the video."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image
from tests.material import TODAY, UPDATE, write

from vlogkit.errors import DiskError, UsageError
from vlogkit.keeping import folder_states
from vlogkit.keeping.file_hashes import SETTLED_NS
from vlogkit.pipeline.making.item_still import draw_still
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.records.base import Format
from vlogkit.workspace import Workspace


def draw(workspace: Workspace, path: Path, *, seconds: float = 0.5, card: bool = False) -> tuple[int, int]:
    return draw_still(workspace, "jembatan", path, seconds=seconds, name="square", card=card, today=TODAY)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.jpeg", "JPEG")])
@pytest.mark.parametrize("card", [False, True])
def test_the_picture_has_the_kind_of_its_name(
    workspace: Workspace, tmp_path: Path, name: str, kind: str, card: bool
) -> None:
    assert draw(workspace, tmp_path / name, card=card) == (1080, 1080)
    with Image.open(tmp_path / name) as picture:
        assert (picture.format, picture.size) == (kind, (1080, 1080))


@pytest.mark.parametrize("seconds", [-1, 99])
def test_a_time_outside_the_video_says_how_long_it_is(workspace: Workspace, tmp_path: Path, seconds: float) -> None:
    with pytest.raises(UsageError, match=r"1\.5 s long"):
        draw(workspace, tmp_path / "a.png", seconds=seconds)
    assert not (tmp_path / "a.png").exists()


def test_a_name_that_is_no_picture_is_wrong_usage(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not an image file name"):
        draw(workspace, tmp_path / "a.gif")


def test_a_place_that_cannot_be_written_is_one_error(workspace: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "file", "x")
    with pytest.raises(DiskError):
        draw(workspace, tmp_path / "file" / "a.png")


def test_an_item_that_has_not_changed_is_not_laid_out_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    monkeypatch.setattr(folder_states.time, "time_ns", lambda: now + 10 * SETTLED_NS)
    laid: list[Format] = []
    video = StagedStory.video
    monkeypatch.setattr(StagedStory, "video", lambda self, name: laid.append(name) or video(self, name))
    for name in ("a.png", "b.png"):
        draw(workspace, tmp_path / name)
    assert laid == ["square"]
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    for copy in workspace.protected_pictures.glob("*.jpg"):
        copy.unlink()
    draw(workspace, tmp_path / "c.png")
    write(workspace.updates / "jembatan.md", UPDATE.replace("dibuka", "ditutup"))
    draw(workspace, tmp_path / "d.png")
    assert laid == ["square"] * 3
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "c.png").read_bytes() != (tmp_path / "d.png").read_bytes()
