"""Ledgers of tests: copies of one that was migrated once; they never wait for the disk, and compile a statement once."""

from __future__ import annotations

import sqlite3
import tempfile
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from vlogkit.ledger import database, ledger


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Have every SQLite ledger that this process opens be a quick one."""
    patch.setattr(ledger, "make_engine", _make_engine)
    patch.setattr(ledger, "migrate", _migrate)


def as_the_product_does(patch: pytest.MonkeyPatch) -> None:
    """Have ledgers opened and migrated as they are outside tests."""
    patch.setattr(ledger, "make_engine", database.make_engine)
    patch.setattr(ledger, "migrate", database.migrate)


@cache
def _new_ledger() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        engine = database.make_engine(f"sqlite:///{path.as_posix()}")
        database.migrate(engine)
        engine.dispose()
        return path.read_bytes()


def _migrate(engine: sa.Engine) -> None:
    """Migrating takes a tenth of a second; a ledger that is not there yet starts from a copy."""
    name = engine.url.database
    if engine.dialect.name == "sqlite" and name and name != ":memory:" and not Path(name).exists():
        Path(name).write_bytes(_new_ledger())
    database.migrate(engine)


_COMPILED: dict[object, object] = {}


@cache
def _dialect() -> sa.Dialect:
    return database.make_engine("sqlite:///:memory:").dialect


def _make_engine(url: str) -> sa.Engine:
    """Each ledger has an engine of its own, which would compile the same statements again for every one of hundreds."""
    engine = database.make_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "checkout", _never_wait_for_the_disk)
        engine.dialect = _dialect()
        engine.update_execution_options(compiled_cache=_COMPILED)
    return engine


def _never_wait_for_the_disk(connection: sqlite3.Connection, *_: object) -> None:
    """What would be lost in a power cut is a test's; workers that are killed wait for the disk as the product does."""
    connection.execute("PRAGMA synchronous=OFF")
