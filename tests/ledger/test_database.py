"""Databases are migrated by whoever opens them first, and refused where they cannot be used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.desk import NOW
from tests.ledgers import as_the_product_does

from vlogkit.errors import InputError, OutsideError
from vlogkit.ledger import database
from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.ledger.tables import metadata
from vlogkit.records.post import Post, Yes


@pytest.fixture(autouse=True)
def _opened_as_by_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    as_the_product_does(monkeypatch)


def test_the_migrations_make_exactly_the_tables_that_are_described(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD


def test_several_processes_may_open_a_new_ledger_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'new' / 'l.sqlite').as_posix()}"
    code = f"from vlogkit.ledger.ledger import open_ledger; print(open_ledger({url!r}).entries())"
    workers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(3)]
    assert [worker.communicate()[0].strip() for worker in workers] == [b"[]"] * 3


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'l.sqlite').as_posix()}"
    ledger = open_ledger(url)
    with ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    ledger.close()
    with pytest.raises(InputError, match="made by a newer vlogkit"):
        open_ledger(url)


@pytest.mark.parametrize(("url", "match"), [("mysql://x/y", "cannot use"), ("nonsense", "not the URL of a database")])
def test_a_url_of_another_kind_is_refused(url: str, match: str) -> None:
    with pytest.raises(InputError, match=match):
        open_ledger(url)


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(OutsideError) as caught:
        open_ledger("postgresql://dinas:sangat-rahasia@127.0.0.1:9/vlogkit")
    assert "127.0.0.1" in str(caught.value)
    assert "sangat-rahasia" not in str(caught.value)


def test_a_file_that_is_no_database_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "l.sqlite").write_bytes(b"this is a text file, nothing else" * 100)
    with pytest.raises(OutsideError, match=r"l\.sqlite"):
        open_ledger(f"sqlite:///{(tmp_path / 'l.sqlite').as_posix()}")


OLD = {
    "failed": ("fix: gambar terlalu besar", "fix", "gambar terlalu besar"),
    "unconfirmed": ("nobody can know whether it was posted", "look", "nobody can know whether it was posted"),
    "held": ("hold 1 by Sari: gempa", "decide", "hold 1 by Sari: gempa"),
    "sending": ("busy (503)", "wait", "busy (503)"),
    "published": ("", "", ""),
}


def ledger_of_the_first_version(path: Path) -> str:
    """A ledger as version 0001 left it: the kind of a reason in its text, the quota among the service's keys."""
    url = f"sqlite:///{path.as_posix()}"
    engine = database.make_engine(url)
    with database.writing(engine) as connection:
        database._upgrade(connection, "0001")
        for state, (reason, _, _) in OLD.items():
            record = {"id": state, "bundle": "b", "bundle_hash": "h", "platform": "x", "account": "akun", "due": WHEN}
            values = {"id": state, "state": state, "reason": reason, "record": json.dumps(record), "due": WHEN}
            handle = json.dumps({"quota": "2026-11-23", "container": "7"} if state == "sending" else {})
            connection.execute(INSERT, values | {"handle": handle, "content": state})
    engine.dispose()
    return url


WHEN = "2026-11-24T05:00:00.000000Z"
INSERT = sa.text(
    "INSERT INTO posts (id, bundle, platform, account, agency, content, due, state, fence, owner, attempts, handle,"
    " remote_id, url, reason, updated_at, record, wake) VALUES (:id, 'b', 'x', 'akun', '', :content, :due, :state, 0,"
    " '', 0, :handle, '', '', :reason, :due, :record, :due)"
)


def test_reasons_of_an_older_ledger_are_read_with_their_kind(tmp_path: Path) -> None:
    ledger = open_ledger(ledger_of_the_first_version(tmp_path / "l.sqlite"))
    read = {entry.post.id: (entry.kind, entry.reason) for entry in ledger.entries()}
    assert read == {state: (kind, reason) for state, (_, kind, reason) in OLD.items()}
    ledger.close()


def test_receipts_of_an_older_ledger_are_of_what_was_published_and_still_cannot_be_changed(tmp_path: Path) -> None:
    url = ledger_of_the_first_version(tmp_path / "l.sqlite")
    engine = database.make_engine(url)
    record = {"post": "published", "platform": "x", "account": "akun", "remote_id": "7", "sent_at": WHEN}
    with database.writing(engine) as connection:
        insert = sa.text("INSERT INTO receipts (post, sent_at, record) VALUES ('published', :at, :record)")
        connection.execute(insert, {"at": WHEN, "record": json.dumps(record)})
    engine.dispose()
    ledger = open_ledger(url)
    assert [(one.post, one.outcome) for one in ledger.receipts()] == [("published", "published")]
    for statement in ("DELETE FROM receipts", "UPDATE receipts SET post = 'x'"):
        with pytest.raises(sa.exc.IntegrityError, match="only grows"), ledger.engine.begin() as connection:
            connection.execute(sa.text(statement))
    ledger.close()


def test_approvals_of_an_older_ledger_stand_and_nobody_who_gave_them_is_proven(tmp_path: Path) -> None:
    url = ledger_of_the_first_version(tmp_path / "l.sqlite")
    engine = database.make_engine(url)
    insert = sa.text(
        "INSERT INTO approvals (post, content, decision, by, reason, at) VALUES ('failed', :content, 'approved', 'Budi', '', :at)"
    )
    record = {"id": "failed", "bundle": "b", "bundle_hash": "h", "platform": "x", "account": "akun", "due": WHEN}
    with database.writing(engine) as connection:
        connection.execute(insert, {"content": Post.model_validate(record).content_hash(), "at": WHEN})
    engine.dispose()
    ledger = open_ledger(url)
    assert ledger.said_yes(ledger.entry("failed").post) == (Yes(by="Budi", proven=False),)
    ledger.enroll("Budi", "tanda", by="Budi", now=NOW)
    assert ledger.approver_mark(" budi") == "tanda"
    ledger.close()


def test_a_quota_that_an_older_ledger_kept_among_the_keys_is_not_counted_again(tmp_path: Path) -> None:
    ledger = open_ledger(ledger_of_the_first_version(tmp_path / "l.sqlite"))
    with ledger.reading() as connection:
        row = ledger.find(connection, "sending")
        assert (row["quota"], row["handle"]) == ("2026-11-23", {"container": "7"})
    ledger.close()


def test_a_ledger_of_before_the_purposes_knows_what_was_only_corrected(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'l.sqlite').as_posix()}"
    engine = database.make_engine(url)
    at, later = "2026-11-24T07:00:00.000000Z", "2026-11-24T08:00:00.000000Z"
    mark = "INSERT INTO retracted (item, account, reason, by, at, lifted_by) VALUES (:item, '', 'x', 'Sari', :at, '')"
    step = (
        "INSERT INTO retractions (id, post, item, platform, account, agency, purpose, how, words, reason, author, yes,"
        " state, fence, owner, attempts, handle, kind, why, url, at, updated_at) VALUES (:item, :item, :item, 'outbox',"
        " 'a', '', :purpose, 'by-hand', '12 km', 'x', 'Sari', '[]', 'draft', 0, '', 0, '{}', '', '', '', :at, :at)"
    )
    post = {"state": "published", "reason": "", "record": "{}", "due": at, "handle": "{}"}
    with database.writing(engine) as connection:
        database._upgrade(connection, "0001")
        for item in "abc":
            connection.execute(INSERT, {**post, "id": item, "content": item})
        database._upgrade(connection, "0007")
        for item, purpose, marked in (("a", "correct", at), ("b", "correct", later), ("c", "take-down", at)):
            connection.execute(sa.text(mark), {"item": item, "at": marked})
            connection.execute(sa.text(step), {"item": item, "purpose": purpose, "at": at})
    engine.dispose()
    ledger = open_ledger(url)
    known = {one.item: (one.purpose, one.words) for one in ledger.retracted_items()}
    assert known == {"a": ("correct", "12 km"), "b": ("take-down", ""), "c": ("take-down", "")}
    ledger.close()


def test_what_an_older_ledger_reserved_stays_reserved(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'l.sqlite').as_posix()}"
    engine = database.make_engine(url)
    with database.writing(engine) as connection:
        database._upgrade(connection, "0008")
        connection.execute(sa.text("INSERT INTO reservations VALUES ('youtube:p', 'units', '2026-11-24', 'a', 3)"))
    engine.dispose()
    ledger = open_ledger(url)
    assert ledger.taken() == {("youtube:p", "units", "2026-11-24"): 3}
    ledger.close()


@pytest.mark.parametrize(
    "damage", [b"not a database at all, but long enough to be read as the head of one" * 4, b"cut"]
)
def test_a_damaged_ledger_says_how_it_is_made_again(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "ledger.sqlite"
    open_ledger(f"sqlite:///{path}").close()
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] if damage == b"cut" else damage)
    with pytest.raises(OutsideError) as caught:
        open_ledger(f"sqlite:///{path}").entries()
    assert "vlogkit ledger rebuild" in caught.value.hint
