"""Hash files, and write files and folders whole or not at all."""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from vlogkit.errors import DiskError, InputError

DAY = 86_400.0
"""Seconds."""


def sha256_of(path: Path) -> str:
    """sha256 (hex) of a file's content, remembered while size and time of change stay. Raises InputError."""
    try:
        stat = path.stat()
        return _sha256(str(path), stat.st_size, stat.st_mtime_ns)
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}", where=path) from None


@lru_cache(maxsize=4096)
def _sha256(path: str, size: int, changed: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def outside(error: OSError, path: Path) -> DiskError:
    """The error of a disk in the words of a person."""
    hints = {
        errno.ENOSPC: ("the disk is full", "Free some space and run the command again; what was done stays done."),
        errno.EACCES: ("this folder may not be written to", "Choose another folder, or change its permissions."),
        errno.EROFS: ("this disk is read-only", "Choose a folder on another disk."),
        errno.ENOTDIR: ("a file stands where a folder is needed", "Move the file away, or choose another folder."),
        errno.EEXIST: ("a file stands where a folder is needed", "Move the file away, or choose another folder."),
        errno.EDQUOT: ("your share of the disk is used up", "Free some space and run the command again."),
    }
    other = (f"this cannot be written: {error.strerror or error}", "Choose another folder, or check the disk.")
    message, hint = hints.get(error.errno or 0, other)
    return DiskError(message, where=path, hint=hint)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of `path` when the block ends well, and vanishes when it does not.
    What processes of this machine left there that were killed meanwhile goes too. Raises DiskError."""
    mark = f"{_machine()}-{os.getpid()}"
    work, old = path.with_name(f".{path.name}.making-{mark}"), path.with_name(f".{path.name}.old-{mark}")
    try:
        _take_over(path)
        work.mkdir(parents=True)
        yield work
        if path.exists():
            path.rename(old)
        work.rename(path)
    except OSError as error:
        if old.exists() and not path.exists():
            old.rename(path)
        raise outside(error, path) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _take_over(path: Path) -> None:
    """Remove half-made folders of killed processes; one that was killed between two names gets its own back."""
    for kind in ("old", "making"):
        for left in path.parent.glob(f".{glob.escape(path.name)}.{kind}-*"):
            if not _ended(left.name.rpartition(f".{kind}-")[2]):
                continue
            if kind == "old" and not path.exists():
                left.rename(path)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _ended(mark: str) -> bool:
    """Whether a mark is that of a process of this machine that runs no more."""
    machine, _, number = mark.rpartition("-")
    if machine != _machine() or not number.isdigit() or sys.platform == "win32":
        return False  # asking for a process by signal 0 would end it on Windows
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _machine() -> str:
    """This machine's name among those that share a disk, as part of a file's name."""
    return "".join(character for character in platform.node() if character.isalnum()) or "here"


def used(*paths: Path) -> None:
    """Note that files were used, in their time of change and once a day: what nobody uses for long may be removed."""
    for path in paths:
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - DAY:
                os.utime(path)


def is_file(path: Path) -> bool:
    """Whether there is a file; False for text that cannot be a file name."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def write_text(path: Path, text: str) -> None:
    """UTF-8 with line feeds, the same on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def link_or_copy(source: Path, target: Path) -> None:
    """The same content at another path; a hard link where the disk has them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
