"""The SQL tables of the private complaint store."""

from __future__ import annotations

from vlogkit.intake.complaints.cases import Case

COLUMNS = ("id", "source", *Case._fields, "import_no", "row", "seen_at")
"""Columns of a complaint: its id and source, the case, and where and when it was seen first in this state."""
VERSION = 1
_TYPES = {
    "latitude": "REAL", "longitude": "REAL", "reported_at": "INTEGER", "responded_at": "INTEGER", "closed_at": "INTEGER",
    "updated_at": "INTEGER", "deadline_hours": "REAL NOT NULL", "confidential": "INTEGER NOT NULL", "anonymous": "INTEGER NOT NULL",
    "import_no": "INTEGER NOT NULL", "row": "INTEGER NOT NULL", "seen_at": "INTEGER NOT NULL", "id": "TEXT PRIMARY KEY",
}  # fmt: skip
TABLES = f"""
CREATE TABLE complaint ({", ".join(f'"{name}" {_TYPES.get(name, "TEXT NOT NULL")}' for name in COLUMNS)});
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
ABOUT_ONE = ("complaint", "past_stage", "event", "decision", "shown")
"""Tables from which a forgotten complaint is removed by its id."""
INSERT = f"""INSERT INTO complaint ({", ".join(f'"{name}"' for name in COLUMNS)})
VALUES ({", ".join("?" * len(COLUMNS))}) ON CONFLICT (id) DO NOTHING"""
UPDATE = f"""UPDATE complaint SET {", ".join(f'"{name}" = ?' for name in COLUMNS[1:])} WHERE id = ?"""
