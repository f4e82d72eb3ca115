"""Hash files, write files and folders whole or not at all, and hold those of a workspace inside it."""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import platform
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vlogkit.errors import DiskError, InputError, VlogkitError
from vlogkit.records.numbers.whole_numbers import whole_number

DAY = 86_400.0
"""Seconds."""
SETTINGS = "vlogkit.yaml"
"""The file that makes a folder a workspace."""


def check_inside(path: Path, root: Path | None = None) -> Path:
    """The path as it was given. Raises InputError where links lead it out of the workspace at `root`, by default of any
    that it is written in: a link may lead to a folder that is a workspace as well."""
    written = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links that are looked for
    roots = [root] if root is not None else [folder for folder in written.parents if (folder / SETTINGS).is_file()]
    try:
        real = written.resolve() if roots else written
        walls = [folder.resolve() for folder in roots]
    except (OSError, RuntimeError, ValueError):
        raise InputError("links on the way to this path go in a circle", where=path, hint="Remove them.") from None
    if not all(real.is_relative_to(wall) for wall in walls):
        hint = "Put the file or folder itself there instead of a link."
        raise InputError(f"this leads out of the workspace, to {real}", where=path, hint=hint)
    return path


def sha256_of(path: Path) -> str:
    """sha256 (hex) of a file's content, remembered while size and time of change stay. Raises InputError."""
    try:
        state = path.stat()
        known = _HASHES.get((str(path), state.st_size, state.st_mtime_ns))
        if known is None:
            with path.open("rb") as file:
                known = hashlib.file_digest(file, "sha256").hexdigest()
            remember_sha256(path, state, known)
        return known
    except OSError as error:
        raise unreadable(error, path) from None


def remember_sha256(path: Path, state: os.stat_result, sha256: str) -> None:
    """What `sha256_of` says of a file as long as it is in this state, until the process ends."""
    if len(_HASHES) >= MOST_HASHES:
        _HASHES.clear()
    _HASHES[str(path), state.st_size, state.st_mtime_ns] = sha256


MOST_HASHES = 4096
_HASHES: dict[tuple[str, int, int], str] = {}


def outside(error: OSError, path: Path) -> VlogkitError:
    """What the disk refused while `path` was written, in the words of a person: an error of reading where it names a
    file that is neither `path`, in it, on the way to it, nor its temporary name."""
    message, hint = _REFUSED.get(
        error.errno or 0,
        (f"this cannot be written: {error.strerror or error}", "Choose another folder, or check the disk."),
    )
    named = Path(error.filename) if isinstance(error.filename, str) else path
    if error.errno not in _WRITING and not _belongs(named, path):
        return unreadable(error, named)
    return DiskError(message, where=path, hint=hint)


def unreadable(error: OSError, path: Path) -> InputError:
    """What the disk refused while `path` was read, in the words of a person."""
    return InputError(f"this file cannot be read: {error.strerror or error}", where=path)


_REFUSED = {
    errno.ENOSPC: ("the disk is full", "Free some space and run the command again; what was done stays done."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space and run the command again."),
    errno.EROFS: ("this disk is read-only", "Choose a folder on another disk."),
    errno.EEXIST: ("a file stands where a folder is needed", "Move the file away, or choose another folder."),
    errno.ENOTDIR: ("a file stands where a folder is needed", "Move the file away, or choose another folder."),
    errno.EACCES: ("this folder may not be written to", "Choose another folder, or change its permissions."),
}
_WRITING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EEXIST}
"""Errors that only writing meets."""


def _belongs(named: Path, path: Path) -> bool:
    """Whether a file that an error names is of those that writing `path` touches."""
    if named.is_relative_to(path) or path.is_relative_to(named):
        return True
    return any(one.parent == path.parent and one.name.startswith(f".{path.name}.") for one in (named, *named.parents))


@contextmanager
def new_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A temporary name beside `path` that becomes `path` when the block ends well, and vanishes when it does not; until
    then what stood there stands. A file in place of another keeps its permissions; a `private` one is its owner's
    alone, as is the folder made for it. A pipe or a device is written to as it is. No link leads out of a workspace.
    Raises DiskError, InputError."""
    check_inside(path)
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():
        part = path
    else:
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        if part is not path:
            path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666))
        yield part
        if part is not path:
            if not private and path.exists():
                shutil.copymode(path, part)
            _move(part, path)
    except OSError as error:
        raise outside(error, path) from None
    finally:
        if part is not path:
            with suppress(OSError):
                part.unlink()


def _move(source: Path, target: Path) -> None:
    """Give a file or folder another name. Where somebody has it open at the moment, Windows refuses: it is tried again
    for half a second."""
    for pause in (0.01, 0.03, 0.06, 0.1, 0.3):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """A file, whole or not at all; see `new_file`. Raises DiskError."""
    with new_file(path, private=private) as part:
        part.write_bytes(data)


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """UTF-8 with line feeds, the same on every system; whole or not at all. Raises DiskError."""
    write_bytes(path, text.encode("utf-8"), private=private)


@contextmanager
def new_folder(path: Path, *, mark_file: str) -> Iterator[Path]:
    """A folder to fill that takes the place of `path` when the block ends well, and vanishes when it does not. What it
    replaces is ours: an empty folder, or one that holds a `mark_file`. What processes of this machine left there that
    were killed meanwhile goes too. Raises DiskError, InputError."""
    check_inside(path)
    _check_ours(path, mark_file)
    mark = f"{_machine()}-{os.getpid()}"
    work, old = path.with_name(f".{path.name}.making-{mark}"), path.with_name(f".{path.name}.old-{mark}")
    try:
        _take_over(path)
        work.mkdir(parents=True)
        yield work
        if path.exists():
            _move(path, old)
        _move(work, path)
    except OSError as error:
        if old.exists() and not path.exists():
            _move(old, path)
        raise outside(error, path) from None
    except DiskError as error:
        raise DiskError(error.message, where=path, hint=error.hint) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _check_ours(path: Path, mark_file: str) -> None:
    """Raises InputError for a folder that somebody else has filled."""
    if path.is_symlink() or (path.is_dir() and not (path / mark_file).is_file() and any(path.iterdir())):
        hint = "Move it away, or give it another name; vlogkit replaces only what it made."
        raise InputError(f"vlogkit did not make this folder: it has no {mark_file}", where=path, hint=hint)


def _take_over(path: Path) -> None:
    """Remove half-made folders of killed processes; one that was killed between two names gets its own back."""
    for kind in ("old", "making"):
        for left in path.parent.glob(f".{glob.escape(path.name)}.{kind}-*"):
            if not _ended(left.name.rpartition(f".{kind}-")[2]):
                continue
            if kind == "old" and not path.exists():
                _move(left, path)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _ended(mark: str) -> bool:
    """Whether a mark is that of a process of this machine that runs no more."""
    machine, _, number = mark.rpartition("-")
    process = whole_number(number)
    if machine != _machine() or process is None or sys.platform == "win32":
        return False  # asking for a process by signal 0 would end it on Windows
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False  # it is somebody else's, or no number that a process has
    return False


def _machine() -> str:
    """This machine's name among those that share a disk, as part of a file's name."""
    return "".join(character for character in platform.node() if character.isalnum()) or "here"


def touch_daily(*paths: Path) -> None:
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


def link_or_copy(source: Path, target: Path) -> None:
    """The same content at another path; a hard link where the disk has them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
