"""Know by which passphrase each approver is proven: a mark of it, and never the passphrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa

from vlogkit.ledger.tables import approvers
from vlogkit.ledger.transactions import Base, note
from vlogkit.records.post import signature


class PassphraseMarks(Base):
    """The marks of approvers, by name."""

    def approver_mark(self, name: str) -> str:
        """The mark of a person's passphrase; empty for one who was never enrolled."""
        query = sa.select(approvers.c.mark).where(approvers.c.name == signature(name))
        with self.reading() as connection:
            return str(connection.execute(query).scalar() or "")

    def note_act(self, who: str, what: str, *, now: dt.datetime, detail: Mapping[str, str] | None = None) -> None:
        """Add a line to the trail about somebody who is signed in to the studio."""
        with self.writing() as connection:
            note(connection, now, who, what, detail=detail)

    def enroll(self, name: str, mark: str, *, by: str, now: dt.datetime) -> None:
        """Take a new mark for a person, in place of an earlier one; the trail says on whose word."""
        key = signature(name)
        with self.writing() as connection:
            gone = connection.execute(sa.delete(approvers).where(approvers.c.name == key)).rowcount
            connection.execute(sa.insert(approvers).values(name=key, mark=mark, at=now))
            note(connection, now, by, "new passphrase" if gone else "enrolled", detail={"approver": name})
