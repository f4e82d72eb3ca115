"""Remove copies that can be made again and have not been used for long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from vlogkit.files import DAY
from vlogkit.workspace import Workspace

UNUSED_DAYS = 90


class Copies(NamedTuple):
    """Some of them."""

    files: int
    bytes: int


def copies(workspace: Workspace) -> Copies:
    """All there are."""
    sizes = [size for _, size, _ in _files(workspace)]
    return Copies(len(sizes), sum(sizes))


def prune_copies(workspace: Workspace, *, days: float = UNUSED_DAYS) -> Copies:
    """Remove those that no item has asked for in so many days; says what went. A file that cannot be removed stays."""
    before, gone = time.time() - days * DAY, Copies(0, 0)
    for used, size, path in _files(workspace):
        if used < before:
            with suppress(OSError):
                path.unlink()
                gone = Copies(gone.files + 1, gone.bytes + size)
    return gone


def _files(workspace: Workspace) -> Iterator[tuple[float, int, Path]]:
    """When each was used last, how large it is, where; whatever vanishes meanwhile is left out."""
    for folder in workspace.made_again():
        for path in sorted(folder.rglob("*")):
            with suppress(OSError):
                state = path.stat()
                if path.is_file():
                    yield state.st_mtime, state.st_size, path
