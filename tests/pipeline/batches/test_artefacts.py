"""What goes to a worker by way of a URL is all that it needs, and nothing that has to stay."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from tests.material import NOW, ROOT, TODAY, UPDATE, write

from vlogkit.errors import OutsideError, UsageError
from vlogkit.files import sha256_of
from vlogkit.pipeline.batches.artefacts import ArtefactStore, Parcel, make_from, needed, pack
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.making.options import Formats
from vlogkit.pipeline.making.outputs import Options
from vlogkit.pipeline.telling.complaints import resolved_complaints
from vlogkit.pipeline.telling.items import tell
from vlogkit.workspace import Workspace

pytest.importorskip("fsspec", reason="the cluster extra is not installed")
QUICK = Options(draft=True, formats=("square",))


def names_of(workspace: Workspace) -> set[str]:
    files = needed(workspace, tell(workspace, "jembatan", today=TODAY))
    return {path.relative_to(workspace.root).as_posix() for path in files}


def test_the_item_what_it_names_and_how_things_look_go(workspace: Workspace) -> None:
    write(workspace.root / "brands" / "dinas.yaml", "name: dinas\nextends: jateng\n")
    write(workspace.updates / "lain.md", UPDATE)
    names = names_of(workspace)
    copy = next(name for name in names if name.startswith(".vlogkit/pictures/hijau"))
    assert names == {
        "vlogkit.yaml",
        "updates/jembatan.md",
        copy,
        "templates/tiny/template.yaml",
        "brands/dinas.yaml",
    }


@pytest.mark.parametrize("name", [".vlogkit/ledger.sqlite", "complaints/a.csv", "../secret.txt", "link.txt"])
def test_a_text_that_names_a_private_file_takes_it_nowhere(workspace: Workspace, name: str) -> None:
    secret = write(workspace.root.parent / "secret.txt", "secret")
    if name == "link.txt":
        (workspace.root / name).symlink_to(secret)
    elif not name.startswith(".."):
        write(workspace.root / name, "secret")
    write(workspace.updates / "jembatan.md", UPDATE.replace("title: Jembatan dibuka", f"title: {name}"))
    assert not {path for path in names_of(workspace) if "secret" in path or path == name}


def test_of_a_complaint_only_the_redacted_story_leaves(tmp_path: Path, workspace: Workspace) -> None:
    sample = ROOT / "assets" / "samples" / "workspace" / "complaints" / "laporgub-sample.csv"
    text = sample.read_text(encoding="utf-8").replace("capek", "hubungi 081234567890")
    import_complaints(workspace, write(workspace.complaints / sample.name, text), now=NOW)
    name = next(resolved_complaints(workspace)).id
    parcel = pack(workspace, name, QUICK, ArtefactStore((tmp_path / "store").as_uri()), now=NOW)
    assert isinstance(parcel, Parcel)
    assert not [name for name, _ in parcel.files if name.startswith((".vlogkit/intake", "complaints/"))]
    sent = b"".join([pickle.dumps(parcel), *(path.read_bytes() for path in tmp_path.glob("store/*/*"))])
    assert "papannya" in parcel.told.story.model_dump_json()
    assert b"papannya" in sent
    assert b"081234567890" not in sent


def test_a_damaged_file_is_not_taken_for_whole(tmp_path: Path) -> None:
    store, path = ArtefactStore((tmp_path / "store").as_uri()), write(tmp_path / "a", "whole")
    sha256 = sha256_of(path)
    store.put(path, sha256)
    store.get(tmp_path / "b", sha256)
    assert (tmp_path / "b").read_text(encoding="utf-8") == "whole"
    write(tmp_path / "store" / sha256[:2] / sha256, "half")
    with pytest.raises(OutsideError, match="damaged"):
        store.get(tmp_path / "c", sha256)


def test_a_file_the_store_lost_fails_the_item_only(workspace: Workspace, tmp_path: Path) -> None:
    store = ArtefactStore((tmp_path / "store").as_uri())
    told = tell(workspace, "jembatan", today=TODAY)
    outcome = make_from(Parcel(told, Formats((), ()), store, (("vlogkit.yaml", "0" * 64),)), QUICK, NOW)
    assert isinstance(outcome.error, OutsideError)


@pytest.mark.parametrize("url", ["nothing://a/b", "file:///proc/none/such"])
def test_a_place_that_cannot_be_used_is_one_error_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(OutsideError, match="cannot be used"):
        ArtefactStore(url).put(write(tmp_path / "a", "a"), "0" * 64)
    assert "geheim" not in ArtefactStore("ftp://dinas:geheim@host.example/x").shown


def test_a_place_in_memory_will_do(workspace: Workspace) -> None:
    store = ArtefactStore("memory://vlogkit-test")
    parcel = pack(workspace, "jembatan", QUICK, store, now=NOW)
    assert isinstance(parcel, Parcel)
    outcome = make_from(parcel, QUICK, NOW)
    assert outcome.made
    assert outcome.made.bundle.made_at == NOW


def test_artefacts_without_fsspec_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(UsageError, match="--artefacts needs Dask"):
        ArtefactStore(tmp_path.as_uri()).get(tmp_path / "a", "0" * 64)
