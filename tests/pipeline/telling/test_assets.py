"""A story names files of the workspace, or shipped ones below assets/; nothing else is opened."""

from __future__ import annotations

import pytest
from tests.material import write

from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.workspace import Workspace


def test_a_file_of_the_workspace_is_found_and_kept_as_used(workspace: Workspace) -> None:
    assets = Assets(workspace)
    found = assets.locate("pictures/hijau.jpg", "t.yaml:1:1")
    assert found.sha256 == sha256_of(workspace.root / "pictures" / "hijau.jpg")
    assert [(used.path, used.sha256) for used in assets.used.values()] == [("pictures/hijau.jpg", found.sha256)]


def test_a_shipped_logo_comes_with_its_drawing_and_a_workspaces_own_wins(workspace: Workspace) -> None:
    assert Assets(workspace).locate("assets/logos/kawung.svg", "").text.lstrip().startswith("<")
    write(workspace.root / "assets" / "logos" / "kawung.svg", "<svg/>")
    assert Assets(workspace).locate("assets/logos/kawung.svg", "").text == "<svg/>"


@pytest.mark.parametrize(
    "name",
    ["assets/../pyproject.toml", "assets/../../etc/passwd", "assets/none.svg", "assets/", "../a", "/etc/passwd", ""],
)
def test_nothing_else_is_opened(workspace: Workspace, name: str) -> None:
    with pytest.raises(InputError) as caught:
        Assets(workspace).locate(name, "t.yaml:1:1")
    assert str(caught.value.where) == "t.yaml:1:1"
