"""The tables of the private store, and the steps that bring an older store to them.

A store keeps what no export can bring back: approvals, rejections, what was shown, and what is to stay forgotten.
So it is upgraded where it stands, and a step is never changed once it was released; a new one follows it.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from vlogkit.errors import InputError

FIRST = """
CREATE TABLE complaint (id TEXT PRIMARY KEY, source TEXT NOT NULL, ticket TEXT NOT NULL, stage TEXT NOT NULL,
  outcome TEXT NOT NULL, category TEXT NOT NULL, nature TEXT NOT NULL, channel TEXT NOT NULL, agency TEXT NOT NULL,
  district TEXT NOT NULL, location TEXT NOT NULL, latitude REAL, longitude REAL, text TEXT NOT NULL,
  response TEXT NOT NULL, reported_at INTEGER, responded_at INTEGER, closed_at INTEGER, updated_at INTEGER,
  deadline_hours REAL NOT NULL, confidential INTEGER NOT NULL, anonymous INTEGER NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, events TEXT NOT NULL, doubts TEXT NOT NULL, import_no INTEGER NOT NULL, row INTEGER NOT NULL,
  seen_at INTEGER NOT NULL);
CREATE TABLE import (no INTEGER PRIMARY KEY, path TEXT NOT NULL, profile TEXT NOT NULL, source TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE source (name TEXT PRIMARY KEY, lang TEXT NOT NULL, zone TEXT NOT NULL);
CREATE TABLE past_stage (id TEXT NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL);
CREATE INDEX past_stage_id ON past_stage (id);
CREATE TABLE event (id TEXT NOT NULL, event TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  stage TEXT NOT NULL, PRIMARY KEY (id, event)) WITHOUT ROWID;
CREATE TABLE service (source TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (source, code)) WITHOUT ROWID;
CREATE TABLE decision (id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (id, kind, subject)) WITHOUT ROWID;
CREATE TABLE shown (id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (id, at)) WITHOUT ROWID;
CREATE TABLE cursor (url TEXT PRIMARY KEY, page INTEGER NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE forgotten (mark TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
"""`complaint` and `event` hold raw words; `forgotten` holds keyed hashes of ids, so that an import cannot bring them back."""

SECOND = """
CREATE TABLE decided (id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (id, kind)) WITHOUT ROWID;
INSERT INTO decided SELECT id, kind, value, by, reason, at FROM decision WHERE subject = '';
DROP TABLE decision;
ALTER TABLE decided RENAME TO decision;
CREATE TABLE reached (url TEXT PRIMARY KEY, page INTEGER NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL);
INSERT INTO reached SELECT url, page, since, until FROM cursor;
DROP TABLE cursor;
ALTER TABLE reached RENAME TO cursor;
"""
"""Without two columns that nothing ever read."""

STEPS: tuple[str, ...] = (FIRST, SECOND)


def upgrade(db: sqlite3.Connection, path: Path, steps: Sequence[str] = STEPS) -> None:
    """Bring the store to the newest step, all of it or nothing; one small read where it stands there already.

    Raises InputError for a store of a newer vlogkit, sqlite3.Error where the database cannot be read or written.
    """
    if _version(db) == len(steps):
        return
    # Whoever comes second waits for the lock, and finds the work done.
    db.execute("BEGIN IMMEDIATE")
    try:
        there = _version(db)
        if there > len(steps):
            hint = "Install the newest vlogkit. Leave the store where it is: it knows what was forgotten and approved."
            raise InputError("the private store was written by a newer version of vlogkit", where=path, hint=hint)
        for step in steps[there:]:
            for statement in step.split(";"):
                db.execute(statement)
        if there == 0:
            db.execute("INSERT INTO setting VALUES ('salt', ?)", (secrets.token_hex(16),))
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)
