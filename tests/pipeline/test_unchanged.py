"""What is known of an item is found again as long as nothing has changed that it could have come from."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.material import SETTINGS, TEMPLATE, TODAY, UPDATE, paint, write

from vlogkit.keeping import folder_states
from vlogkit.keeping.file_hashes import SETTLED_NS
from vlogkit.pipeline import unchanged
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.unchanged import ItemNote
from vlogkit.workspace import Workspace, open_workspace


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """So long after every change that another one would bear another time."""
    now = time.time_ns()
    monkeypatch.setattr(folder_states.time, "time_ns", lambda: now + 10 * SETTLED_NS)


def note(root: Path, today: dt.date = TODAY, name: str = "jembatan") -> ItemNote[int]:
    return ItemNote(open_workspace(root), name, today, int, "about", version=1)


def keep(workspace: Workspace) -> None:
    note(workspace.root).keep(7, tell(workspace, "jembatan", today=TODAY))


@pytest.mark.usefixtures("later")
def test_what_is_known_is_found_again_by_another_command(workspace: Workspace) -> None:
    assert note(workspace.root).read() is None
    keep(workspace)
    assert note(workspace.root).read() == 7
    assert ItemNote(workspace, "jembatan", TODAY, int, "something else", version=1).read() is None
    assert ItemNote(workspace, "jembatan", TODAY, str, "about", version=1).read() is None


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "change",
    [
        lambda root: write(root / "updates" / "jembatan.md", UPDATE.replace("dibuka", "ditutup")),
        lambda root: write(root / "vlogkit.yaml", SETTINGS.replace("[square]", "[portrait]")),
        lambda root: write(root / "templates" / "tiny" / "template.yaml", TEMPLATE.replace("0.5", "0.6")),
        lambda root: write(root / "brands" / "jateng.yaml", "extends: netral\nname: jateng\n"),
        lambda root: write(root / "words" / "titles.yaml", "words: []\n"),
        lambda root: write(root / "stories" / "jembatan.yaml", "id: jembatan\n"),
        lambda root: paint(root / "pictures" / "hijau.jpg", turn=1),
        lambda root: (root / "pictures" / "hijau.jpg").unlink(),
    ],
    ids=["update", "settings", "template", "own brand", "own words", "own story", "picture", "picture gone"],
)
def test_any_file_of_the_workspace_makes_it_be_found_out_anew(
    workspace: Workspace, change: Callable[[Path], object]
) -> None:
    keep(workspace)
    change(workspace.root)
    assert note(workspace.root).read() is None


@pytest.mark.usefixtures("later")
def test_another_version_of_a_package_finds_it_out_anew(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path / "packages")
    known = tmp_path / "packages" / "babel-2.17.dist-info"
    known.mkdir(parents=True)
    keep(workspace)
    assert note(workspace.root).read() == 7
    known.rename(known.with_name("babel-2.18.dist-info"))
    assert note(workspace.root).read() is None


@pytest.mark.usefixtures("later")
def test_another_module_of_ours_finds_it_out_anew(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = write(tmp_path / "vlogkit" / "files.py", "SIZE = 1\n")
    monkeypatch.setattr(unchanged, "OURS", module.parent)
    keep(workspace)
    write(module.parent / "__pycache__" / "files.cpython-311.pyc", "compiled")
    assert note(workspace.root).read() == 7
    write(module, "SIZE = 2\n")
    assert note(workspace.root).read() is None


@pytest.mark.usefixtures("later")
def test_on_another_day_it_is_found_out_anew(workspace: Workspace) -> None:
    keep(workspace)
    assert note(workspace.root, TODAY + dt.timedelta(days=1)).read() is None


@pytest.mark.usefixtures("later")
def test_a_render_makes_no_difference(workspace: Workspace) -> None:
    keep(workspace)
    write(workspace.bundles / "jembatan" / "alt.txt", "Jembatan")
    assert note(workspace.root).read() == 7


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("pictures/hijau.jpg", "bundles/lain/card.jpg"),
        lambda text: text.replace("pictures/hijau.jpg", ".foto/hijau.jpg"),
    ],
    ids=["made by a command", "hidden"],
)
def test_nothing_is_kept_of_an_item_that_shows_a_file_which_is_not_watched(
    workspace: Workspace, change: Callable[[str], str]
) -> None:
    paint(workspace.root / "bundles" / "lain" / "card.jpg")
    paint(workspace.root / ".foto" / "hijau.jpg")
    write(workspace.updates / "jembatan.md", change(UPDATE))
    keep(workspace)
    assert note(workspace.root).read() is None


@pytest.mark.usefixtures("later")
def test_nothing_is_kept_of_an_item_that_runs_code(workspace: Workspace) -> None:
    layer = '      - {type: moviepy, call: "flat_clip:flat"}\n'
    file = workspace.root / "templates" / "tiny" / "template.yaml"
    write(file, TEMPLATE.replace("    layers:\n", f"    layers:\n{layer}"))
    keep(workspace)
    assert note(workspace.root).read() is None


def test_nothing_is_kept_where_a_file_was_just_changed(workspace: Workspace) -> None:
    keep(workspace)
    assert note(workspace.root).read() is None


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("name", ["LP-2018", "../jembatan", "none"])
def test_nothing_is_kept_of_what_is_not_a_file_of_updates(workspace: Workspace, name: str) -> None:
    told = tell(workspace, "jembatan", today=TODAY)
    note(workspace.root, name=name).keep(7, told)
    assert note(workspace.root, name=name).read() is None
