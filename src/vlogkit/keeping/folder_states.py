"""Tell one state of whole folders from another, by the sizes and the times of change of all their files."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from vlogkit.keeping.file_hashes import SETTLED_NS
from vlogkit.records.base import fingerprint


class FileState(NamedTuple):
    """A file's path below its folder, its bytes, its inode, and when its content and its state changed (ns)."""

    path: str
    size: int
    inode: int
    content: int
    state: int


def state_of(folders: Iterable[Path], *, but: Collection[Path] = ()) -> str | None:
    """sha256 (hex) over the states of all files in folders that exist; hidden folders, compiled modules and the
    folders in `but` are left out. None where a file was changed so lately that another change could bear the same time."""
    left_out = {str(folder) for folder in but}
    files = {str(folder): sorted(_files(str(folder), left_out)) for folder in folders}
    settled = time.time_ns() - SETTLED_NS
    lately = any(max(one.content, one.state) > settled for states in files.values() for one in states)
    return None if lately else fingerprint(files)


def _files(folder: str, left_out: Collection[str], below: str = "") -> Iterator[FileState]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith((".", "__pycache__")) and entry.path not in left_out:
                yield from _files(entry.path, left_out, f"{below}{entry.name}/")
            continue
        try:
            state = entry.stat()
        except OSError:
            continue  # it has gone, or a link leads nowhere
        yield FileState(below + entry.name, state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
