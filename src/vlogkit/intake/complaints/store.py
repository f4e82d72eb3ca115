"""The private store of a workspace's complaints: raw words, kept apart from all that is published."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from vlogkit.errors import InputError, OutsideError, UsageError
from vlogkit.intake.complaints.cases import Case
from vlogkit.intake.complaints.store_schema import ABOUT_ONE, COLUMNS, TABLES, VERSION

FILE = "complaints.sqlite"
_CASE = slice(2, 2 + len(Case._fields))


class StoredCase(NamedTuple):
    """A case with its id, its source and where it was seen."""

    id: str
    source: str
    case: Case
    import_no: int
    row: int
    seen_at: int


class Origin(NamedTuple):
    """How the complaints of one source are put into words and dates."""

    lang: str
    zone: str


class ComplaintStore:
    """The private store; use it as a context manager. One process writes at a time, others wait."""

    def __init__(self, private: Path) -> None:
        """Open or make `complaints.sqlite` (mode 0600) in the private folder (0700). Raises InputError, OutsideError."""
        self.path = private / FILE
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
        try:
            self.db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self._prepare()
        except sqlite3.DatabaseError as error:
            hint = f"Move {self.path.name} away and import the exports again."
            raise InputError(f"the private store cannot be read: {error}", where=self.path, hint=hint) from None

    def _prepare(self) -> None:
        self.db.executescript(
            "PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE; PRAGMA cache_size = -65536;"
        )
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        if version == VERSION:
            return
        if version:
            hint = "Use the newer vlogkit, or move the store away and import the exports again."
            raise InputError("the private store was written by another version of vlogkit", where=self.path, hint=hint)
        with self.transaction():
            if self.db.execute("PRAGMA user_version").fetchone()[0]:
                return
            for statement in TABLES.split(";"):
                self.db.execute(statement)
            self.db.execute("INSERT INTO setting VALUES ('salt', ?)", (secrets.token_hex(16),))
            self.db.execute(f"PRAGMA user_version = {VERSION}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of a block or nothing. Raises OutsideError where another process holds the store or the disk is full."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            hint = "Wait until the other import has ended, or make room on the disk, and try again."
            raise OutsideError(f"the private store could not be written: {error}", where=self.path, hint=hint) from None
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    def one(self, complaint: str) -> StoredCase | None:
        """The stored case of an id, or None."""
        return next(self.select("id = ?", (complaint,)), None)

    def find(self, name: str) -> StoredCase:
        """The stored case of an id or a ticket. Raises UsageError where there is none, or several have the ticket."""
        item = self.one(name)
        if item is not None:
            return item
        found = list(self.select("ticket = ? COLLATE NOCASE", (name,)))
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"Name one: {', '.join(one.id for one in found[:5])}."
            raise UsageError(f"several complaints have the ticket `{name}`", hint=hint)
        raise UsageError(f"there is no complaint `{name}`", hint="See: vlogkit complaints list")

    def select(self, where: str = "1", values: Iterable[object] = (), order: str = "rowid") -> Iterator[StoredCase]:
        """Stored cases that meet an SQL condition; `where` and `order` come from this package only, values are bound."""
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        cursor = self.db.execute(f"SELECT {names} FROM complaint WHERE {where} ORDER BY {order}", tuple(values))
        for row in cursor:
            yield stored(row)

    def names(self, stage: str) -> Iterator[str]:
        """Ids of the complaints in a stage, without reading their words."""
        for (complaint,) in self.db.execute("SELECT id FROM complaint WHERE stage = ? ORDER BY rowid", (stage,)):
            yield complaint

    def count(self) -> int:
        """How many complaints the store holds."""
        return int(self.db.execute("SELECT count(*) FROM complaint").fetchone()[0])

    def origin(self, source: str) -> Origin:
        """Language and time zone of a source."""
        row = self.db.execute("SELECT lang, zone FROM source WHERE name = ?", (source,)).fetchone()
        return Origin(*row) if row else Origin("id", "Asia/Jakarta")

    def history(self, complaint: str) -> list[tuple[int, str, str]]:
        """Earlier stages of a complaint as (since, stage, outcome), the oldest first."""
        return self.db.execute(
            "SELECT since, stage, outcome FROM past_stage WHERE id = ? ORDER BY until, since", (complaint,)
        ).fetchall()

    def updates(self, complaint: str) -> list[tuple[int, str, str, str]]:
        """Events that came in files of updates, as (at, kind, text, stage)."""
        return self.db.execute(
            "SELECT at, kind, text, stage FROM event WHERE id = ? ORDER BY at", (complaint,)
        ).fetchall()

    def services(self, source: str) -> dict[str, str]:
        """Names of a source's service codes."""
        return dict(self.db.execute("SELECT code, name FROM service WHERE source = ?", (source,)))

    def mark(self, complaint: str) -> str:
        """The keyed hash under which a forgotten id is remembered."""
        (salt,) = self.db.execute("SELECT value FROM setting WHERE name = 'salt'").fetchone()
        return hmac.new(salt.encode(), complaint.encode(), hashlib.sha256).hexdigest()

    def forgotten(self) -> frozenset[str]:
        """The marks of all forgotten ids."""
        return frozenset(mark for (mark,) in self.db.execute("SELECT mark FROM forgotten"))

    def forget(self, complaints: Iterable[str]) -> int:
        """Remove complaints and all about them, and keep imports from bringing them back; how many there were."""
        found = 0
        with self.transaction():
            for complaint in complaints:
                found += self.db.execute("DELETE FROM complaint WHERE id = ?", (complaint,)).rowcount
                for table in ABOUT_ONE[1:]:
                    self.db.execute(f"DELETE FROM {table} WHERE id = ?", (complaint,))
                self.db.execute("INSERT OR IGNORE INTO forgotten VALUES (?)", (self.mark(complaint),))
        return found

    def before(self, day: dt.datetime) -> list[str]:
        """Ids of complaints whose last known time (closed, updated, reported, else first seen) lies before `day`."""
        rows = self.db.execute(
            "SELECT id FROM complaint WHERE coalesce(closed_at, updated_at, reported_at, seen_at) < ?",
            (int(day.timestamp()),),
        )
        return [complaint for (complaint,) in rows]

    def compact(self) -> None:
        """Give the room of forgotten complaints back to the disk."""
        self.db.execute("VACUUM")

    def ids(self, values: Iterable[str]) -> str:
        """Ids as the JSON that `json_each` takes."""
        return json.dumps(list(values))


def stored(row: tuple[object, ...]) -> StoredCase:
    """A row of the complaint table as a record."""
    return StoredCase(str(row[0]), str(row[1]), Case(*row[_CASE]), *row[_CASE.stop :])  # type: ignore[arg-type]
