"""Know the hash of a large file without reading it again, while nothing has happened to it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from vlogkit.files import remember_sha256, sha256_of, unreadable
from vlogkit.keeping.kept_notes import Kept

LARGE = 1_000_000
"""Bytes from which a note is read sooner than the file."""
SETTLED_NS = 3_000_000_000
"""A file that was changed less than so long ago is read again next time: another change could bear the same time, since
some file systems count in steps of two seconds."""


class FileHash(NamedTuple):
    """sha256 (hex) of a file's content."""

    sha256: str


class FileHashes:
    """Hashes of files, kept in a folder by path, size, inode and the times of change of content and state: the last of
    them is set by the system (except on Windows), also where a program sets back the time of the content."""

    def __init__(self, folder: Path | None) -> None:
        self._kept = Kept(folder, FileHash, version=1)

    def of(self, path: Path) -> str:
        """sha256 (hex) of a file's content. Raises InputError."""
        now = time.time_ns()
        try:
            state = path.stat()
        except OSError as error:
            raise unreadable(error, path) from None
        if state.st_size < LARGE:
            return sha256_of(path)
        name = self._kept.key(str(path), state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        known = self._kept.read(name)
        if known is not None:
            remember_sha256(path, state, known.sha256)
            return known.sha256
        sha256 = sha256_of(path)
        if max(state.st_mtime_ns, state.st_ctime_ns) + SETTLED_NS < now:
            self._kept.write(name, FileHash(sha256))
        return sha256
