"""A folder appears whole or stays as it was; a full or locked disk is one clear error."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.material import write
from vlogkit.errors import ExitCode, InputError, OutsideError
from vlogkit.files import link_or_copy, new_folder, outside, sha256_of, write_text


def test_a_hash_is_of_the_content_and_follows_a_change(tmp_path: Path) -> None:
    path = write(tmp_path / "a", "satu")
    assert sha256_of(path) == hashlib.sha256(b"satu").hexdigest()
    write(path, "dua")
    os.utime(path, ns=(1, 1))
    assert sha256_of(path) == hashlib.sha256(b"dua").hexdigest()


def test_a_missing_file_has_no_hash(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        sha256_of(tmp_path / "none")


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "bundles" / "a"
    write(place / "old.txt", "old")
    with new_folder(place) as work:
        write(work / "new.txt", "new")
        assert (place / "old.txt").exists()
    assert [path.name for path in place.iterdir()] == ["new.txt"]
    assert [path.name for path in place.parent.iterdir()] == ["a"]


@pytest.mark.parametrize("fault", [ValueError("x"), KeyboardInterrupt(), InputError("x")])
def test_what_fails_half_way_leaves_the_old_folder_and_nothing_else(tmp_path: Path, fault: BaseException) -> None:
    place = tmp_path / "a"
    write(place / "old.txt", "old")

    def fill() -> None:
        with new_folder(place) as work:
            write(work / "half.txt", "half")
            raise fault

    with pytest.raises(type(fault)):
        fill()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (place / "old.txt").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes by signal 0")
def test_what_a_killed_process_left_goes_and_what_a_living_one_makes_stays(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with new_folder(tmp_path / "a") as work:
        mark = work.name.removesuffix(str(os.getpid()))
    living = write(tmp_path / f"{mark}1" / "x", "").parent
    write(tmp_path / f"{mark}{ended.pid}" / "half.txt", "half")
    other = write(tmp_path / f".a.making-elsewhere-{ended.pid}" / "x", "").parent
    with new_folder(tmp_path / "a"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"a", living.name, other.name}


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes by signal 0")
def test_a_folder_whose_maker_was_killed_between_two_names_is_there_again(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with new_folder(tmp_path / "a") as work:
        mark = work.name.removesuffix(str(os.getpid())).replace(".making-", ".old-")
    (tmp_path / "a").rmdir()
    write(tmp_path / f"{mark}{ended.pid}" / "old.txt", "old")
    with pytest.raises(ValueError), new_folder(tmp_path / "a"):
        raise ValueError
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["old.txt"]


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "may not be written"), (errno.EROFS, "read-only")]
)  # fmt: skip
def test_a_disk_that_refuses_is_one_error_with_a_way_out(tmp_path: Path, code: int, words: str) -> None:
    place = tmp_path / "a"
    with pytest.raises(OutsideError, match=words) as caught, new_folder(place):
        raise OSError(code, os.strerror(code))
    assert caught.value.hint
    assert str(caught.value.where) == str(place)
    assert caught.value.exit_code == ExitCode.FAILED
    assert not list(tmp_path.iterdir())


def test_a_file_where_a_folder_should_be_is_one_error(tmp_path: Path) -> None:
    write(tmp_path / "bundles", "a file")
    with pytest.raises(OutsideError, match="a file stands where") as caught, new_folder(tmp_path / "bundles" / "a"):
        raise AssertionError("there is no folder to work in")
    assert caught.value.hint


def test_an_unknown_fault_of_the_disk_is_said_in_the_systems_words() -> None:
    assert "Input/output error" in outside(OSError(errno.EIO, "Input/output error"), Path("a")).message


def test_text_is_written_the_same_on_every_system(tmp_path: Path) -> None:
    write_text(tmp_path / "deep" / "a.txt", "satu\ndua é\n")
    assert (tmp_path / "deep" / "a.txt").read_bytes() == "satu\ndua é\n".encode()


def test_a_copy_is_made_where_links_are_impossible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    link_or_copy(write(tmp_path / "a", "satu"), tmp_path / "b")
    assert (tmp_path / "b").read_text(encoding="utf-8") == "satu"
