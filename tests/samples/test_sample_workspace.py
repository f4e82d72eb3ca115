"""`init` makes a workspace that is whole: settings, brand, updates, pictures, clips and complaints."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.material import write

from vlogkit.catalogue import load_brand
from vlogkit.errors import DiskError, UsageError
from vlogkit.intake.updates import read_update
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import open_workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "dinas"
    make_workspace(folder, "Dinas Uji: “A & B”")
    return folder


def test_its_settings_are_read_and_its_brand_extends_the_provinces(made: Path) -> None:
    workspace = open_workspace(made)
    assert workspace.settings.name == "Dinas Uji: “A & B”"
    assert load_brand("dinas-kami", made).colours == load_brand("jateng").colours


def test_every_picture_and_clip_that_its_updates_name_is_there(made: Path) -> None:
    workspace = open_workspace(made)
    notices = [read_update(path) for path in workspace.items()]
    assert len(notices) >= 8
    for notice in notices:
        media = [*notice.pictures, *notice.clips, getattr(notice, "before", None), getattr(notice, "after", None)]
        for medium in media:
            assert medium is None or (workspace.inside(medium.file) and medium.alt), notice.id


def test_what_was_made_is_listed(tmp_path: Path, made: Path) -> None:
    assert {path.name for path in made.iterdir()} >= {"vlogkit.yaml", "brands", "updates", "pictures", "complaints"}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "mine.txt", "x")
    with pytest.raises(UsageError, match="is not empty"):
        make_workspace(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    write(tmp_path / "file", "x")
    with pytest.raises(DiskError) as caught:
        make_workspace(tmp_path / "file" / "dinas")
    assert caught.value.hint
