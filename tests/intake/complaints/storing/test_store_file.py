"""The private store is upgraded where it stands, and says what is wrong where it cannot be used."""

from __future__ import annotations

import datetime as dt
import hmac
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vlogkit.errors import InputError, OutsideError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import Cursor
from vlogkit.intake.complaints.storing.decision_tables import Decision
from vlogkit.intake.complaints.storing.migrations import FIRST, STEPS, upgrade
from vlogkit.intake.complaints.storing.store_file import FILE
from vlogkit.intake.complaints.storing.stored_cases import COLUMNS

Write = Callable[..., Path]
KEPT = "laporgub-lgwp10000001"


@contextmanager
def plain(folder: Path) -> Iterator[sqlite3.Connection]:
    """The store's file as any program opens it."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def first_store(folder: Path, now: dt.datetime) -> None:
    """A store as the first version of vlogkit left it: one approved, one forgotten, an import half way."""
    with plain(folder) as db:
        db.executescript(FIRST)
        db.execute("INSERT INTO setting VALUES ('salt', 'abc')")
        db.execute("INSERT INTO source VALUES ('laporgub', 'id', 'Asia/Jakarta')")
        db.execute(
            "INSERT INTO decision VALUES (?, 'approve', '', 'f00d', 'Budi', '', ?)", (KEPT, int(now.timestamp()))
        )
        db.execute("INSERT INTO cursor VALUES ('https://a', 3, '2026-01-01', '2026-02-01', 1)")
        mark = hmac.new(b"abc", b"laporgub-lgwp10000002", "sha256").hexdigest()
        db.execute("INSERT INTO forgotten VALUES (?)", (mark,))
        db.execute("PRAGMA user_version = 1")


def test_an_older_store_is_upgraded_and_keeps_approvals_and_what_was_forgotten(
    tmp_path: Path, laporgub: Write, now: dt.datetime
) -> None:
    first_store(tmp_path, now)
    with ComplaintStore(tmp_path) as store:
        moment = now.replace(microsecond=0)
        assert store.decisions(KEPT) == {"approve": Decision("approve", "f00d", "Budi", "", moment)}
        assert store.cursor("https://a") == Cursor(3, "2026-01-01", "2026-02-01")
        report = import_into(store, open_file(laporgub({}, {}), None, now=now), now=now)
        assert (report.imported, report.skipped) == (1, 1)
    with plain(tmp_path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS),)


def test_an_upgraded_store_has_the_tables_of_a_new_one(tmp_path: Path, now: dt.datetime) -> None:
    tables = []
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        if name == "old":
            first_store(tmp_path / name, now)
        ComplaintStore(tmp_path / name).close()
        with plain(tmp_path / name) as db:
            tables.append(
                {
                    table: [row[1:3] for row in db.execute(f"PRAGMA table_info({table})")]
                    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                }
            )
    assert tables[0] == tables[1]
    assert [name for name, _ in tables[0]["complaint"]] == list(COLUMNS)


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(tmp_path: Path, now: dt.datetime) -> None:
    first_store(tmp_path, now)
    ComplaintStore(tmp_path).close()
    with plain(tmp_path) as db:
        with pytest.raises(sqlite3.OperationalError):
            upgrade(db, tmp_path / FILE, (*STEPS, "DROP TABLE decision; DROP TABLE no_such_table"))
        assert db.execute("SELECT count(*) FROM decision").fetchone() == (1,)
        assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS),)


def test_a_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    ComplaintStore(tmp_path).close()
    with plain(tmp_path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer version") as raised:
        ComplaintStore(tmp_path)
    assert "Leave the store where it is" in str(raised.value.hint)


def test_a_damaged_store_is_to_be_put_back_not_moved_away(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is not a database, just words" * 50)
    with pytest.raises(InputError, match="damaged") as raised:
        ComplaintStore(tmp_path)
    assert "away" not in str(raised.value.hint)


@pytest.mark.parametrize("fresh", [True, False], ids=["a new store", "a store that is there"])
def test_a_store_that_another_process_writes_to_says_to_wait(tmp_path: Path, fresh: bool) -> None:
    if not fresh:
        ComplaintStore(tmp_path).close()
    with plain(tmp_path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutsideError, match="another vlogkit is writing") as raised:
            ComplaintStore(tmp_path, patience=0.01)
    assert str(raised.value.hint).startswith("Wait until")


def test_reading_while_another_process_writes_says_to_wait(tmp_path: Path) -> None:
    with ComplaintStore(tmp_path, patience=0.01) as store, plain(tmp_path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutsideError, match="another vlogkit is writing"):
            list(store.cases())
        with pytest.raises(OutsideError, match="another vlogkit is writing"):
            store.forget(["a"])


def test_a_full_disk_is_called_a_full_disk(tmp_path: Path, laporgub: Write, now: dt.datetime) -> None:
    with ComplaintStore(tmp_path / "p") as store:
        store._run("PRAGMA max_page_count = 1")
        opened = open_file(laporgub(*({"laporan": "lubang " * 2000},) * 200), None, now=now)
        with pytest.raises(OutsideError, match="the disk is full"):
            import_into(store, opened, now=now)
        assert store.count() == 0
