"""A real PostgreSQL server on a free loopback port, from the system's own package, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ACCOUNTS = ("postgres", "nobody")
"""The server refuses to run as root; it runs as one of these then."""


@cache
def programs() -> Path | None:
    """The folder with initdb and postgres, where the server is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*found, *([Path(on_path).parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def why_not() -> str:
    """Why no server can be run here; empty when one can."""
    if programs() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "the driver is not installed (pip install 'vlogkit[postgres]')"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """A running server's address without a database: postgresql://postgres@127.0.0.1:PORT/"""
    bin_folder = programs()
    assert bin_folder is not None
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="vlogkit-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    more = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    init = [bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"]
    subprocess.run(init, check=True, **more)
    options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=60"]
    command = [bin_folder / "postgres", "-D", data, "-p", str(port), "-k", folder, *options]
    process = subprocess.Popen(command, **more)
    try:
        _wait(port, process)
        yield f"postgresql://postgres@127.0.0.1:{port}/"
    finally:
        process.send_signal(getattr(signal, "SIGQUIT", signal.SIGTERM))
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def new_database(address: str, name: str) -> str:
    """A fresh database; its URL."""
    import psycopg

    with psycopg.connect(address + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return address + name


def empty(url: str) -> None:
    """Take every row out of a ledger; the triggers that let its trail only grow stand aside for that."""
    import psycopg

    from vlogkit.ledger.tables import metadata

    names = ", ".join(metadata.tables)
    with psycopg.connect(url) as connection:
        for table in ("audit", "receipts"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        for table in ("audit", "receipts"):
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
