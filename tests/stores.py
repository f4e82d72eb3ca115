"""Private stores of tests: copies of one whose tables were made once, each with a salt of its own; they never wait for the
disk."""

from __future__ import annotations

import secrets
import tempfile
import threading
from functools import cache
from pathlib import Path

import pytest

from vlogkit.intake.complaints.storing.store_file import FILE, StoreFile

PREPARE = StoreFile._prepare
ONE_AT_A_TIME = threading.Lock()


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Have every store that this process opens be a quick one."""
    patch.setattr(StoreFile, "_prepare", _prepare)


@cache
def _new_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoreFile, "_prepare", PREPARE)
        StoreFile(Path(folder)).close()
        return (Path(folder) / FILE).read_bytes()


def _prepare(store: StoreFile) -> None:
    """Making the tables takes as long as importing a small file; what would be lost in a power cut is a test's."""
    with ONE_AT_A_TIME:
        begun = not store.path.stat().st_size
        if begun:
            store.path.write_bytes(_new_store())
    store._db.executescript("PRAGMA journal_mode = MEMORY;")
    PREPARE(store)
    store._db.execute("PRAGMA synchronous = OFF")
    if begun:
        store._db.execute("UPDATE setting SET value = ? WHERE name = 'salt'", (secrets.token_hex(16),))
