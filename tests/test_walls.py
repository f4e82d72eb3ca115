"""Whatever a workspace reads or writes lies inside it, and what somebody else made in it stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.material import NOW, SETTINGS, make_workspace, paint, write
from vlogkit import resources
from vlogkit.catalogue import load_template, load_words
from vlogkit.errors import InputError
from vlogkit.files import new_folder, write_text
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.keeping.manifests import read_manifest
from vlogkit.keeping.workspace_id import workspace_id
from vlogkit.pipeline.telling.items import find_item
from vlogkit.records.settings import Settings
from vlogkit.strict_yaml import read_text
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
FOLDERS = {
    "updates": "updates", "complaints": "complaints", "bundles": "bundles", "drafts": "drafts", "stories": "stories",
    "outbox": "outbox", ".vlogkit": "private", ".vlogkit/cache": "cache", ".vlogkit/pictures": "protected_pictures",
    ".vlogkit/clips": "protected_clips", ".vlogkit/voice": "voices", ".vlogkit/takes": "takes",
    ".vlogkit/watched": "watched", ".vlogkit/checked": "checked", ".vlogkit/ledger.sqlite": "database",
}  # fmt: skip


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody else, which is a workspace as well."""
    write(tmp_path / "elsewhere" / "vlogkit.yaml", SETTINGS)
    return write(tmp_path / "elsewhere" / "secret.yaml", "secret: rahasia").parent


def link(path: Path, to: Path) -> Path:
    """A link in place of whatever stands there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.rename(path.with_name(path.name + ".was"))
    path.symlink_to(to)
    return path


@pytest.mark.parametrize("name", FOLDERS)
def test_no_folder_of_a_workspace_may_be_a_link_that_leads_out_of_it(
    workspace: Workspace, elsewhere: Path, name: str
) -> None:
    link(workspace.root / name, elsewhere)
    with pytest.raises(InputError, match="leads out of the workspace") as caught:
        getattr(workspace, FOLDERS[name])
    assert str(workspace.root / name) in str(caught.value)
    assert caught.value.hint


def test_a_link_that_stays_inside_is_followed(workspace: Workspace) -> None:
    (workspace.root / "made").mkdir()
    link(workspace.root / "bundles", workspace.root / "made")
    assert workspace.bundles == workspace.root / "bundles"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("words/id.yaml", lambda w: load_words("id", w.root)),
        ("templates/tiny/template.yaml", lambda w: load_template("tiny", w.root)),
        ("templates/tiny", lambda w: load_template("tiny", w.root)),
        ("brands/lain.yaml", lambda w: resources.find("brands/lain.yaml", workspace=w.root)),
        ("fonts/a.ttf", lambda w: open_book(w.root)),
        ("emoji/1f600.svg", lambda w: open_book(w.root)),
        ("updates/jembatan.md", lambda w: find_item(w, "jembatan")),
        ("bundles/a", lambda w: read_manifest(w.bundles / "a")),
        (".vlogkit/workspace-id", lambda w: workspace_id(w.private)),
        (".vlogkit/complaints.sqlite", lambda w: ComplaintStore(w.private)),
    ],
)  # fmt: skip
def test_no_file_of_a_workspace_is_read_through_a_link_that_leads_out_of_it(
    workspace: Workspace, elsewhere: Path, name: str, read
) -> None:
    folder = "." not in Path(name).name
    target = elsewhere if folder else write(elsewhere / "target", "secret: rahasia")
    if folder:
        write(elsewhere / "template.yaml", "name: x")
        write(elsewhere / "bundle.json", "{}")
    link(workspace.root / name, target)
    with pytest.raises(InputError, match="leads out of the workspace") as caught:
        read(workspace)
    assert "rahasia" not in str(caught.value)


@pytest.mark.parametrize("name", ["build/report.html", "templates/tiny/golden/a.webp", "index.html", "stories/a.yaml"])
def test_nothing_is_written_through_a_link_that_leads_out_of_a_workspace(
    workspace: Workspace, elsewhere: Path, name: str
) -> None:
    kept = write(elsewhere / Path(name).name, "kept")
    for path, to in ((workspace.root / name, kept), (workspace.root / name, elsewhere)):
        if to == elsewhere:
            if path.parent == workspace.root:
                continue
            path.unlink()
            path = path.parent
        link(path, to)
        with pytest.raises(InputError, match="leads out of the workspace"):
            write_text(workspace.root / name, "overwritten")
    assert kept.read_text() == "kept"


def test_links_that_go_in_a_circle_are_one_error(workspace: Workspace) -> None:
    link(workspace.root / "a", workspace.root / "b")
    link(workspace.root / "b", workspace.root / "a")
    with pytest.raises(InputError, match=r"in a circle|cannot be read"):
        read_text(workspace.root / "a" / "x.yaml")


@pytest.mark.parametrize("there", ["notes.txt", "inner/notes.txt", ".hidden"])
def test_a_folder_that_vlogkit_did_not_make_is_never_replaced(tmp_path: Path, there: str) -> None:
    mine = write(tmp_path / "bundles" / "a" / there, "mine")
    with (
        pytest.raises(InputError, match="did not make this folder") as caught,
        new_folder(tmp_path / "bundles" / "a", mark_file="bundle.json") as work,
    ):
        write(work / "bundle.json", "{}")
    assert "Move it away" in caught.value.hint
    assert mine.read_text() == "mine"
    assert [path.name for path in (tmp_path / "bundles").iterdir()] == ["a"]


def test_a_link_in_place_of_a_bundle_is_never_replaced(tmp_path: Path, elsewhere: Path) -> None:
    write(elsewhere / "bundle.json", "{}")
    link(tmp_path / "ws" / "bundles" / "a", elsewhere)
    with (
        pytest.raises(InputError, match="did not make this folder"),
        new_folder(tmp_path / "ws" / "bundles" / "a", mark_file="bundle.json"),
    ):
        pass
    assert (elsewhere / "secret.yaml").exists()


@pytest.mark.parametrize(
    "url",
    ["sqlite:////etc/ledger.sqlite", "sqlite:///../ledger.sqlite", "sqlite://", "sqlite:///file:/etc/x?uri=true",
     "sqlite+pysqlite:////etc/x", "sqlite:///:memory:", "sqlite:///.vlogkit/../../x"],
)  # fmt: skip
def test_the_ledger_is_a_file_of_the_workspace(tmp_path: Path, url: str) -> None:
    workspace = Workspace(tmp_path / "ws", Settings(name="x", database=url))
    with pytest.raises(InputError):
        _ = workspace.database
    inner = Workspace(tmp_path / "ws", Settings(name="x", database="sqlite:///ledger/a.sqlite"))
    assert inner.database == f"sqlite:///{(tmp_path / 'ws' / 'ledger' / 'a.sqlite').as_posix()}"


def test_a_render_leaves_a_foreign_folder_of_its_items_name_alone(tmp_path: Path) -> None:
    from vlogkit.pipeline.making.bundles import make_bundle
    from vlogkit.pipeline.telling.items import tell

    workspace = make_workspace(tmp_path / "ws")
    mine = paint(workspace.root / "bundles" / "jembatan" / "mine.png")
    with pytest.raises(InputError, match="did not make this folder"):
        make_bundle(workspace, tell(workspace, "jembatan", today=NOW.date()), now=NOW)
    assert mine.exists()
