"""Keep the sheets on which approvers are asked for a yes, the keys that verify their answers, and take each answer once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from vlogkit.errors import UsageError
from vlogkit.ledger.approvals import Decision, record_decision
from vlogkit.ledger.tables import answer_keys, sheets
from vlogkit.ledger.transactions import Base, as_post, note
from vlogkit.records.post import Post, signature
from vlogkit.records.posting.approval_sheet import AnswerKey, ApprovalSheet
from vlogkit.records.settings import Approval


class ApprovalSheets(Base):
    """Asking for a yes, and taking the answer."""

    def set_answer_key(self, name: str, key: AnswerKey, *, now: dt.datetime) -> None:
        """Take a new key for a person who has proven who they are, in place of an earlier one."""
        who = signature(name)
        with self.writing() as connection:
            gone = connection.execute(sa.delete(answer_keys).where(answer_keys.c.name == who)).rowcount
            connection.execute(sa.insert(answer_keys).values(name=who, key=key.model_dump(mode="json"), at=now))
            note(connection, now, name, "new answer phrase" if gone else "answer phrase set")

    def answer_key(self, name: str) -> AnswerKey | None:
        """The key of a person; None for one who has set no answer phrase."""
        query = sa.select(answer_keys.c.key).where(answer_keys.c.name == signature(name))
        with self.reading() as connection:
            kept = connection.execute(query).scalar()
        return AnswerKey.model_validate(kept) if kept else None

    def keep_sheet(self, sheet: ApprovalSheet) -> None:
        """Keep a sheet that was made just now; the trail says who is asked about what."""
        values = {"id": sheet.id, "until": sheet.until, "wrong": 0, "record": sheet.model_dump(mode="json")}
        detail = {"sheet": sheet.id, "item": sheet.item, "approver": sheet.approver, "way": sheet.way}
        with self.writing() as connection:
            connection.execute(sa.insert(sheets).values(**values))
            note(connection, sheet.at, sheet.by, "asked for a yes", detail=detail)

    def sheet(self, sheet_id: str) -> ApprovalSheet | None:
        """The sheet of an id; None where none was made here."""
        with self.reading() as connection:
            row = connection.execute(sa.select(sheets).where(sheets.c.id == sheet_id)).mappings().first()
        return _read(row) if row is not None else None

    def open_sheets(self, now: dt.datetime) -> list[ApprovalSheet]:
        """The sheets that can still be answered, the newest first."""
        waiting = (sheets.c.until > now) & sheets.c.answered_at.is_(None)
        query = sa.select(sheets).where(waiting).order_by(sheets.c.until.desc())
        with self.reading() as connection:
            return [_read(row) for row in connection.execute(query).mappings().all()]

    def note_refused(self, sheet: ApprovalSheet, why: str, *, now: dt.datetime, wrong: bool) -> None:
        """Add a line to the trail about an answer that was refused; one that is not the approver's counts as wrong."""
        with self.writing() as connection:
            if wrong:
                connection.execute(sa.update(sheets).where(sheets.c.id == sheet.id).values(wrong=sheets.c.wrong + 1))
            detail = {"sheet": sheet.id, "item": sheet.item, "approver": sheet.approver, "reason": why}
            note(connection, now, sheet.approver, "answer refused", detail=detail)

    def answer(
        self,
        sheet: ApprovalSheet,
        decision: Decision,
        *,
        reason: str,
        now: dt.datetime,
        rule: Callable[[Post], Approval],
    ) -> list[Post]:
        """Decide on all posts of a sheet at once, or on none: a sheet is answered once, and each post has to stand as the
        sheet shows it. Raises UsageError."""
        with self.writing() as connection:
            unused = (sheets.c.id == sheet.id) & sheets.c.answered_at.is_(None)
            if not connection.execute(sa.update(sheets).where(unused).values(answered_at=now)).rowcount:
                raise UsageError("this sheet was answered already", hint="Ask again with a new one if need be.")
            decided = []
            for one in sheet.posts:
                row = self.find(connection, one.id)
                decided.append(
                    record_decision(
                        connection, row, decision, by=sheet.approver, now=now, reason=reason,
                        rule=rule(as_post(row)), proven=sheet.key is not None, content=one.content,
                    )
                )  # fmt: skip
            detail = {"sheet": sheet.id, "item": sheet.item, "way": sheet.way, "decision": decision}
            note(connection, now, sheet.approver, "answered a sheet", detail=detail)
        return [self.entry(post.id).post for post in decided]


def _read(row: RowMapping) -> ApprovalSheet:
    """The sheet of a row; what became of it stands in columns of its own."""
    return ApprovalSheet.model_validate({**row["record"], "wrong": row["wrong"], "answered_at": row["answered_at"]})
