"""One picture of an item's video or card, without making the video."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from tests.material import TODAY, write

from vlogkit.errors import DiskError, UsageError
from vlogkit.pipeline.making.item_still import draw_still
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
