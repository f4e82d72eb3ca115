"""Write what an import brings into the private store: complaints, earlier stages, updates, services, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from vlogkit.intake.complaints.storing.case import (
    Cursor,
    ImportedFile,
    NamedService,
    Origin,
    PastStage,
    StoredCase,
    StoredUpdate,
)
from vlogkit.intake.complaints.storing.store_file import StoreFile
from vlogkit.intake.complaints.storing.stored_cases import COLUMNS, NAMES, CaseColumns, stored

INSERT = f"""INSERT INTO complaint ({", ".join(f'"{name}"' for name in COLUMNS)})
VALUES ({", ".join("?" * len(COLUMNS))}) ON CONFLICT (id) DO NOTHING"""
_UPDATE = f"""UPDATE complaint SET {", ".join(f'"{name}" = ?' for name in COLUMNS[1:])} WHERE id = ?"""


class ImportTables(StoreFile):
    """What an import writes; all of it within one `transaction`."""

    def begin_import(self, file: ImportedFile, origin: Origin, *, at: int) -> int:
        """Note that a file is imported (at seconds since 1970) and how its source writes; the import's number."""
        query = "INSERT INTO import (path, profile, source, at) VALUES (?, ?, ?, ?)"
        number = self._run(query, (*file, at)).lastrowid
        self._run(
            "INSERT INTO source VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET lang = excluded.lang, zone = excluded.zone",
            (file.source, *origin),
        )
        self._run("CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._run("DELETE FROM seen")
        return int(number or 0)

    def imports(self) -> list[ImportedFile]:
        """Every file that was imported, once, the first one first."""
        query = "SELECT path, profile, source FROM import GROUP BY path, profile, source ORDER BY min(no)"
        return list(map(ImportedFile._make, self._rows(query)))

    def insert(self, cases: Sequence[CaseColumns]) -> int:
        """Add the cases whose id is not there yet; how many those were."""
        before = self._db.total_changes
        with self._told():
            self._db.executemany(INSERT, cases)
        return self._db.total_changes - before

    def replace(self, case: StoredCase) -> None:
        """Put a case in the place of the one with its id."""
        values = (case.source, *case.case, case.import_no, case.row, case.seen_at)
        self._run(_UPDATE, (*values, case.id))

    def among(self, complaints: Sequence[str]) -> dict[str, StoredCase]:
        """The stored cases of these ids, by id."""
        query = f"SELECT {NAMES} FROM json_each(?) j CROSS JOIN complaint c ON c.id = j.value"
        return {case.id: case for case in map(stored, self._rows(query, (json.dumps(complaints),)))}

    def has(self, complaint: str) -> bool:
        """Whether there is a complaint with this id."""
        return self._run("SELECT 1 FROM complaint WHERE id = ?", (complaint,)).fetchone() is not None

    def seen_among(self, complaints: Sequence[str]) -> set[str]:
        """Which of these ids this import has settled already. They are kept on the disk: a file may have millions."""
        query = "SELECT s.id FROM json_each(?) j CROSS JOIN seen s ON s.id = j.value"
        return {complaint for (complaint,) in self._rows(query, (json.dumps(complaints),))}

    def mark_seen(self, complaints: Iterable[str]) -> None:
        """Remember ids that this import has settled."""
        with self._told():
            self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((complaint,) for complaint in complaints))

    def keep_stage(self, complaint: str, stage: PastStage) -> None:
        """Keep a stage that a complaint has left."""
        self._run(
            "INSERT INTO past_stage (id, stage, outcome, since, until) VALUES (?, ?, ?, ?, ?)", (complaint, *stage)
        )

    def keep_update(self, complaint: str, update: StoredUpdate) -> None:
        """Keep a step of a complaint, in the place of one with the same id."""
        query = "INSERT OR REPLACE INTO event (id, event, at, kind, text, stage) VALUES (?, ?, ?, ?, ?, ?)"
        self._run(query, (complaint, *update))

    def keep_service(self, source: str, service: NamedService) -> None:
        """Keep the name and description of a source's service code."""
        self._run("INSERT OR REPLACE INTO service (source, code, name, text) VALUES (?, ?, ?, ?)", (source, *service))

    def cursor(self, url: str) -> Cursor | None:
        """Where the import from an endpoint stands, or None where there never was one."""
        row = self._run("SELECT page, since, until FROM cursor WHERE url = ?", (url,)).fetchone()
        return Cursor(*row) if row else None

    def keep_cursor(self, url: str, cursor: Cursor) -> None:
        """Remember where the import from an endpoint stands."""
        self._run("INSERT OR REPLACE INTO cursor (url, page, since, until) VALUES (?, ?, ?, ?)", (url, *cursor))
