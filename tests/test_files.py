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
from vlogkit.errors import DiskError, ExitCode, InputError, OutsideError
from vlogkit.files import link_or_copy, new_file, new_folder, outside, sha256_of, write_text


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
    with new_folder(place, mark_file="old.txt") as work:
        write(work / "new.txt", "new")
        assert (place / "old.txt").exists()
    assert [path.name for path in place.iterdir()] == ["new.txt"]
    assert [path.name for path in place.parent.iterdir()] == ["a"]


@pytest.mark.parametrize("fault", [ValueError("x"), KeyboardInterrupt(), InputError("x")])
def test_what_fails_half_way_leaves_the_old_folder_and_nothing_else(tmp_path: Path, fault: BaseException) -> None:
    place = tmp_path / "a"
    write(place / "old.txt", "old")

    def fill() -> None:
        with new_folder(place, mark_file="old.txt") as work:
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
    with new_folder(tmp_path / "a", mark_file="old.txt") as work:
        mark = work.name.removesuffix(str(os.getpid()))
    living = write(tmp_path / f"{mark}1" / "x", "").parent
    write(tmp_path / f"{mark}{ended.pid}" / "half.txt", "half")
    other = write(tmp_path / f".a.making-elsewhere-{ended.pid}" / "x", "").parent
    with new_folder(tmp_path / "a", mark_file="old.txt"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"a", living.name, other.name}


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes by signal 0")
def test_a_folder_whose_maker_was_killed_between_two_names_is_there_again(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with new_folder(tmp_path / "a", mark_file="old.txt") as work:
        mark = work.name.removesuffix(str(os.getpid())).replace(".making-", ".old-")
    (tmp_path / "a").rmdir()
    write(tmp_path / f"{mark}{ended.pid}" / "old.txt", "old")
    with pytest.raises(ValueError), new_folder(tmp_path / "a", mark_file="old.txt"):
        raise ValueError
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["old.txt"]


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "may not be written"), (errno.EROFS, "read-only")]
)  # fmt: skip
def test_a_disk_that_refuses_is_one_error_with_a_way_out(tmp_path: Path, code: int, words: str) -> None:
    place = tmp_path / "a"
    with pytest.raises(OutsideError, match=words) as caught, new_folder(place, mark_file="old.txt"):
        raise OSError(code, os.strerror(code))
    assert caught.value.hint
    assert str(caught.value.where) == str(place)
    assert caught.value.exit_code == ExitCode.FAILED
    assert not list(tmp_path.iterdir())


def test_a_file_where_a_folder_should_be_is_one_error(tmp_path: Path) -> None:
    write(tmp_path / "bundles", "a file")
    with (
        pytest.raises(OutsideError, match="a file stands where") as caught,
        new_folder(tmp_path / "bundles" / "a", mark_file="old.txt"),
    ):
        raise AssertionError("there is no folder to work in")
    assert caught.value.hint


def test_an_unknown_fault_of_the_disk_is_said_in_the_systems_words() -> None:
    assert "Input/output error" in outside(OSError(errno.EIO, "Input/output error"), Path("a")).message


def test_text_is_written_the_same_on_every_system(tmp_path: Path) -> None:
    write_text(tmp_path / "deep" / "a.txt", "satu\ndua é\n")
    assert (tmp_path / "deep" / "a.txt").read_bytes() == "satu\ndua é\n".encode()


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write(tmp_path / "a.txt", "old")

    def full(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DiskError, match="the disk is full") as caught:
        write_text(place, "new words")
    assert str(caught.value.where) == str(place)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"a.txt": "old"}


@pytest.mark.parametrize("fault", [ValueError("x"), KeyboardInterrupt()])
def test_a_file_whose_making_is_given_up_vanishes(tmp_path: Path, fault: BaseException) -> None:
    def make() -> None:
        with new_file(tmp_path / "a.mp4") as part:
            part.write_bytes(b"half")
            raise fault

    with pytest.raises(type(fault)):
        make()
    assert not list(tmp_path.iterdir())


def test_a_file_that_somebody_has_open_is_replaced_when_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, replace, refusals = write(tmp_path / "a.txt", "old"), Path.replace, iter([True, True])

    def busy(path: Path, target: Path) -> Path:
        if next(refusals, False):
            raise PermissionError(
                errno.EACCES, "The process cannot access the file because it is being used", str(path)
            )
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", busy)
    write_text(place, "new")
    assert place.read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_file_keeps_its_permissions_and_a_private_one_is_its_owners_alone(tmp_path: Path) -> None:
    place = write(tmp_path / "a.txt", "old")
    place.chmod(0o640)
    write_text(place, "new")
    write_text(tmp_path / "inner" / "secret.json", "{}", private=True)
    assert place.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "inner" / "secret.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "inner").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_a_link_stays_a_link_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    place = write(tmp_path / "a.txt", "old")
    (tmp_path / "link").symlink_to(place)
    write_text(tmp_path / "link", "new")
    assert place.read_text(encoding="utf-8") == "new"
    assert (tmp_path / "link").is_symlink()
    write_text(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()


def test_an_input_that_cannot_be_read_is_not_told_as_a_fault_of_the_folder_being_made(tmp_path: Path) -> None:
    missing = tmp_path / "pictures" / "none.jpg"
    with (
        pytest.raises(InputError, match="cannot be read") as caught,
        new_folder(tmp_path / "bundles" / "a", mark_file="old.txt") as work,
    ):
        (work / "a.jpg").write_bytes(missing.read_bytes())
    assert str(caught.value.where) == str(missing)


def test_a_fault_inside_the_folder_being_made_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(DiskError) as caught, new_folder(tmp_path / "a", mark_file="old.txt") as work:
        write_text(write(work / "posts", "a file") / "outbox.txt", "words")
    assert str(caught.value.where) == str(tmp_path / "a")


def test_a_copy_is_made_where_links_are_impossible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    link_or_copy(write(tmp_path / "a", "satu"), tmp_path / "b")
    assert (tmp_path / "b").read_text(encoding="utf-8") == "satu"
