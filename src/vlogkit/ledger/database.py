"""Open the ledger's database, and migrate older tables to the current ones."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from vlogkit.errors import InputError, OutsideError

HEAD = "0009"
"""The newest migration in `migrations/versions`; a test holds the two together."""

_READ = "vlogkit_read"
_MIGRATION_LOCK = 7_264_001


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`. Raises InputError for anything else."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            _private_folder(Path(address.database).parent)
        engine = sa.create_engine(address, connect_args={"timeout": 30})
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    return sa.create_engine(address, pool_recycle=1800, connect_args={"connect_timeout": 10})


def _address(url: str) -> URL:
    hint = "Write `database: postgresql://user@host/name`, or leave it out: the workspace keeps it then."
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise InputError("`database` is not the URL of a database", hint=hint) from None
    if address.drivername in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise InputError(f"`database` names {address.get_backend_name()}, which vlogkit cannot use", hint=hint)
    return address


def _private_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutsideError(f"the ledger's folder cannot be made: {error.strerror}", where=folder) from None
    if not os.access(folder, os.W_OK):
        raise OutsideError("the ledger's folder cannot be written to", where=folder)


def _prepare_sqlite(connection: object, _record: object) -> None:
    """WAL lets readers and one writer work side by side; FULL makes a commit outlive a power cut."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: a read that turns into a write later would fail instead of waiting."""
    reading = connection.get_execution_options().get(_READ, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for looking only. Raises OutsideError when the database does not answer."""
    with _told(engine), engine.connect().execution_options(**{_READ: True}) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed when the block ends well. Raises OutsideError as `reading` does."""
    with _told(engine), engine.begin() as connection:
        yield connection


_OUR_OWN = (sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.DataError, sa.exc.InternalError)
"""Faults of a statement, not of the database."""


_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""How SQLite says that a file is damaged, or another kind of file."""


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (sa.exc.DatabaseError, sa.exc.InterfaceError) as error:
        if isinstance(error, _OUR_OWN):
            raise
        place = engine.url.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0] if error.orig else "it does not answer"
        hint = "See that the disk has room and the database runs; nothing was sent meanwhile."
        if getattr(error.orig, "sqlite_errorcode", None) in _BROKEN:
            hint = "The file is damaged; nothing was sent. Move it away, then: vlogkit ledger rebuild"
        raise OutsideError(f"the ledger cannot be used: {reason}", where=place, hint=hint) from None
    except ModuleNotFoundError as error:
        hint = "Install the driver: pip install 'vlogkit[postgres]'"
        raise InputError(f"PostgreSQL needs the package {error.name}", hint=hint) from None


def migrate(engine: Engine) -> None:
    """Bring the tables to `HEAD`; one small read when they stand there. Raises InputError for a newer ledger."""
    if version(engine) == HEAD:
        return
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        _upgrade(connection)


def version(engine: Engine) -> str:
    """The migration the database stands at, empty for a new one."""
    with reading(engine) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")


def _upgrade(connection: Connection, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError:
        hint = "Use the version of vlogkit that made it, or a newer one."
        raise InputError("this ledger was made by a newer vlogkit", hint=hint) from None
