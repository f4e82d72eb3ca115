"""Open the file of the private store, write to it in transactions, and say what is wrong where that fails."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from vlogkit.errors import InputError, OutsideError, VlogkitError
from vlogkit.files import check_inside
from vlogkit.intake.complaints.storing.migrations import upgrade

FILE = "complaints.sqlite"
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_PRAGMAS = """
PRAGMA page_size = 16384; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE;
PRAGMA cache_size = -65536;
"""
"""Pages of 16 KB, in which a complaint's words lie together, take an eighth less time to fill than SQLite's 4 KB."""


class StoreFile:
    """An SQLite file that only its owner can read. One process writes at a time, others wait."""

    def __init__(self, private: Path, *, patience: float = PATIENCE) -> None:
        """Open or make `complaints.sqlite` (mode 0600) in the private folder (0700), in its newest form.

        Raises InputError for a damaged store or one of a newer vlogkit, OutsideError where it cannot be opened or
        another process keeps it for longer than `patience` seconds.
        """
        self.path = check_inside(private / FILE)
        try:
            private.mkdir(mode=0o700, parents=True, exist_ok=True)
            private.chmod(0o700)
            # The file exists with its mode before SQLite writes the first word into it.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            self.path.chmod(0o600)
        except OSError as error:
            hint = "Check that the folder is yours and the disk has room."
            raise OutsideError(
                f"the private store cannot be opened: {error.strerror}", where=self.path, hint=hint
            ) from None
        with self._told():
            self._db = sqlite3.connect(self.path, timeout=patience, isolation_level=None)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        self._db.executescript(_PRAGMAS)
        upgrade(self._db, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of a block or nothing. Raises OutsideError where another process holds the store or the disk is full."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def compact(self) -> None:
        """Give the room of forgotten complaints back to the disk. Raises OutsideError."""
        self._run("VACUUM")

    def _run(self, statement: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        """The cursor of one statement. Raises InputError, OutsideError."""
        with self._told():
            return self._db.execute(statement, tuple(values))

    def _rows(self, statement: str, values: Iterable[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of one query, as they are asked for. Raises InputError, OutsideError."""
        with self._told():
            yield from self._db.execute(statement, tuple(values))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the file and the disk in words; those of a statement are faults of vlogkit and stay what they are."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            told = fault(error, self.path)
            if told is None:
                raise
            raise told from None


def fault(error: sqlite3.DatabaseError, path: Path) -> VlogkitError | None:
    """What a person should know of a fault of the database; None where a statement was at fault."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(_BUSY):
        hint = "Wait until the other command (an import, perhaps) has ended, and try again."
        return OutsideError("another vlogkit is writing to the private store", where=path, hint=hint)
    if name.startswith(_DAMAGED):
        hint = "Put the last copy of it back: no import brings back what was approved and what is to stay forgotten."
        return InputError(f"the private store is damaged: {error}", where=path, hint=hint)
    if name == "SQLITE_FULL":
        return OutsideError(
            "the disk is full", where=path, hint="Make room on the disk and try again; nothing was lost."
        )
    if name == "SQLITE_ERROR" or not isinstance(error, sqlite3.OperationalError):
        return None
    hint = "Check that the file and its folder are yours, can be written to, and lie on a disk that works."
    return OutsideError(f"the private store cannot be used: {error}", where=path, hint=hint)
