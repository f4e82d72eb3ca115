"""Keep encoded pieces and sounds on disk, found by the hash of all that affects them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import DiskError
from vlogkit.files import write_bytes
from vlogkit.rendering.encoding.segments import Segment, unpack

_SUFFIX = ".seg"


@dataclass(frozen=True)
class CacheInfo:
    """What a cache holds."""

    folder: Path
    entries: int
    bytes: int
    limit: int


class SegmentCache:
    """Encoded pieces and sounds in a folder, found by the sha256 of all that affects them.

    max_bytes: the least recently used entries go when the folder grows larger. Several processes may use one
    folder: an entry appears whole, by renaming, or not at all; a damaged one is removed and counts as
    missing. A folder that cannot be written is an empty cache, never an error.
    """

    def __init__(self, folder: Path, max_bytes: int = 4_000_000_000) -> None:
        self.folder, self.max_bytes = folder, max_bytes

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / (key + _SUFFIX)

    def get(self, key: str) -> Segment | None:
        """The entry, now the most recently used; None if it is missing or damaged."""
        path = self._path(key)
        try:
            blob = path.read_bytes()
        except OSError:
            return None
        found = unpack(blob)
        try:
            if found is None:
                path.unlink()
            else:
                os.utime(path)
        except OSError:
            pass  # another process removed it, or the folder is read-only: the bytes in hand decide
        return found

    def has(self, key: str) -> bool:
        """True if there is an entry, whole or not."""
        return self._path(key).is_file()

    def put(self, key: str, segment: Segment) -> None:
        """Keep an entry; a disk that is full or read-only only means that it is made again next time."""
        with suppress(DiskError):
            write_bytes(self._path(key), segment.pack())

    def info(self) -> CacheInfo:
        """Entries and bytes."""
        sizes = [size for _, size, _ in self._entries()]
        return CacheInfo(self.folder, len(sizes), sum(sizes), self.max_bytes)

    def prune(self, max_bytes: int | None = None) -> int:
        """Remove the least recently used entries until the rest fits; how many went. 0 empties the cache."""
        limit = self.max_bytes if max_bytes is None else max_bytes
        entries = sorted(self._entries())
        total, gone = sum(size for _, size, _ in entries), 0
        for _, size, path in entries:
            if total <= limit:
                break
            if _remove(path):
                gone += 1
            total -= size
        return gone

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """When used, how large, where; whatever vanishes meanwhile is left out."""
        for folder in _listed(self.folder):
            for path in _listed(folder):
                try:
                    state = path.stat()
                except OSError:
                    continue
                yield state.st_mtime, state.st_size, path


def _listed(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() or path.suffix in {_SUFFIX, ".part"}]
    except OSError:
        return []


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
