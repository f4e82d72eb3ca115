"""The hash of a large file is known without reading it, and never that of what it held before."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vlogkit import files
from vlogkit.errors import InputError
from vlogkit.keeping import file_hashes
from vlogkit.keeping.file_hashes import LARGE, SETTLED_NS, FileHashes

LATER = SETTLED_NS + 1_000_000_000


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read to be hashed; each process begins without what another remembered."""
    seen: list[str] = []
    digest = hashlib.file_digest
    monkeypatch.setattr(files.hashlib, "file_digest", lambda file, kind: seen.append(file.name) or digest(file, kind))
    monkeypatch.setattr(files, "_HASHES", {})
    return seen


def clip(folder: Path, fill: bytes = b"a") -> Path:
    path = folder / "jalan.mp4"
    path.write_bytes(fill * LARGE)
    return path


def in_another_process(folder: Path, path: Path) -> str:
    files._HASHES.clear()
    return FileHashes(folder).of(path)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wait(monkeypatch: pytest.MonkeyPatch, nanoseconds: int) -> None:
    now = time.time_ns()
    monkeypatch.setattr(file_hashes.time, "time_ns", lambda: now + nanoseconds)


def test_a_settled_file_is_read_once(tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = clip(tmp_path)
    wait(monkeypatch, LATER)
    known = [in_another_process(tmp_path / "notes", path) for _ in range(3)]
    assert known == [sha256(path)] * 3
    assert len(reads) == 1
    assert files.sha256_of(path) == known[0]
    assert len(reads) == 1


def test_a_file_just_written_is_read_again_so_that_a_change_in_the_same_tick_is_seen(
    tmp_path: Path, reads: list[str]
) -> None:
    path = clip(tmp_path)
    moment = time.time_ns()
    os.utime(path, ns=(moment, moment))
    before = in_another_process(tmp_path / "notes", path)
    path.write_bytes(b"b" * LARGE)
    os.utime(path, ns=(moment, moment))
    after = in_another_process(tmp_path / "notes", path)
    assert before != after == sha256(path)
    assert len(reads) == 2
    assert not (tmp_path / "notes").exists()


@pytest.mark.skipif(os.name != "posix", reason="the time at which a file's state changed is known on POSIX")
@pytest.mark.parametrize("inplace", [True, False], ids=["written over", "replaced"])
def test_a_change_that_sets_back_its_time_is_seen(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch, inplace: bool
) -> None:
    path = clip(tmp_path)
    state = path.stat()
    wait(monkeypatch, LATER)
    before = in_another_process(tmp_path / "notes", path)
    time.sleep(0.02)
    other = path if inplace else tmp_path / "lain.mp4"
    other.write_bytes(b"b" * LARGE)
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.replace(path)
    after = in_another_process(tmp_path / "notes", path)
    assert before != after == sha256(path)
    assert len(reads) == 2


SPOILT: dict[str, Callable[[Path], object]] = {
    "damaged": lambda note: note.write_text("{"),
    "gone": lambda note: note.unlink(),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_without_its_note_a_file_is_read(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    path = clip(tmp_path)
    wait(monkeypatch, LATER)
    known = in_another_process(tmp_path / "notes", path)
    (note,) = (tmp_path / "notes").iterdir()
    SPOILT[spoil](note)
    assert in_another_process(tmp_path / "notes", path) == known
    assert len(reads) == 2


def test_a_small_file_needs_no_note_and_one_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    small = tmp_path / "kecil.jpg"
    small.write_bytes(b"a")
    assert FileHashes(tmp_path / "notes").of(small) == sha256(small)
    assert not (tmp_path / "notes").exists()
    with pytest.raises(InputError):
        FileHashes(tmp_path / "notes").of(tmp_path / "tidak-ada.mp4")
