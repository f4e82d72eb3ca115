"""Tests of taking pictures and clips in: by what they hold, never over another file, nothing left of what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.material import paint

from vlogkit.errors import InputError
from vlogkit.pipeline.editing import adding_files
from vlogkit.pipeline.editing.adding_files import add_file
from vlogkit.workspace import Workspace


def data(tmp_path: Path, *, turn: int = 0, kind: str = "jpg") -> bytes:
    return paint(tmp_path / f"sumber-{turn}.{kind}", turn=turn).read_bytes()


def files_of(workspace: Workspace) -> set[str]:
    return {path.relative_to(workspace.root).as_posix() for path in workspace.root.rglob("*") if path.is_file()}


def test_a_picture_is_named_after_its_file_and_kept_by_what_it_holds(workspace: Workspace, tmp_path: Path) -> None:
    picture = data(tmp_path)
    assert add_file(workspace, io.BytesIO(picture), "IMG 0012.PNG") == "pictures/img-0012.jpg"
    assert add_file(workspace, io.BytesIO(picture), "IMG 0012.jpg") == "pictures/img-0012.jpg"
    assert add_file(workspace, io.BytesIO(data(tmp_path, turn=1)), "img-0012.jpg") == "pictures/img-0012-2.jpg"
    assert (workspace.root / "pictures" / "img-0012.jpg").read_bytes() == picture


@pytest.mark.parametrize("called", ["../../x.jpg", "C:\\foto\\x.jpg", "/etc/x.jpg", "x.jpg\0", "..jpg", "📷.jpg"])
def test_a_name_leads_nowhere_else(workspace: Workspace, tmp_path: Path, called: str) -> None:
    name = add_file(workspace, io.BytesIO(data(tmp_path)), called)
    assert (workspace.root / name).resolve().parent == (workspace.root / "pictures").resolve()


def test_what_is_neither_a_picture_nor_a_clip_leaves_nothing(workspace: Workspace) -> None:
    before = files_of(workspace)
    for content in (b"", b"#!/bin/sh\nrm -rf /", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff damaged"):
        with pytest.raises(InputError):
            add_file(workspace, io.BytesIO(content), "foto.jpg")
    assert files_of(workspace) == before


def test_a_file_larger_than_may_be_is_refused_while_it_comes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(adding_files.MOST_BYTES, "pictures", 2000)
    before = files_of(workspace)
    with pytest.raises(InputError, match="larger"):
        add_file(workspace, io.BytesIO(data(tmp_path)), "besar.jpg")
    assert files_of(workspace) == before


def test_heic_of_a_phone_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    path = tmp_path / "a.heic"
    Image.new("RGB", (64, 48), (200, 90, 40)).save(path)
    assert add_file(workspace, io.BytesIO(path.read_bytes()), "IMG_1.HEIC") == "pictures/img-1.heic"
