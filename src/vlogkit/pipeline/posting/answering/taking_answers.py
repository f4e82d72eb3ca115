"""Take an approver's answer to a sheet: verified, in time, once, and for exactly what the sheet showed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.answering.answer_codes import SheetAnswer, is_by, read_code
from vlogkit.pipeline.posting.looking.seen_posts import keep_seen
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.shut_posts import check_leaving
from vlogkit.records.post import Post
from vlogkit.records.posting.approval_sheet import ApprovalSheet

MOST_WRONG = 10
"""Answers that were not the approver's after which a sheet takes none: somebody is trying phrases."""
LONGEST_REASON = 500
"""Characters of a reason."""
ASK_AGAIN = "Ask again with a new one."


class ForeignAnswerError(UsageError):
    """An answer that was not signed by the person who was asked, over what the sheet showed."""


@dataclass(frozen=True)
class TakenAnswer:
    """An answer that was taken, and the posts as they are now."""

    sheet: ApprovalSheet
    yes: bool
    reason: str
    posts: tuple[Post, ...]


def take_code(desk: PublishingDesk, message: str, *, now: dt.datetime, only: str = "") -> TakenAnswer:
    """Take the answer of a code, which proves whose it is, to any sheet or `only` to one. Raises UsageError; the trail
    says of which sheet and why."""
    answer = read_code(message)
    sheet = desk.ledger.sheet(answer.sheet)
    if sheet is None or (only and sheet.id != only):
        raise UsageError("this answer is to a sheet that was not made here", hint="Enter it where the sheet was made.")
    return _taken(desk, sheet, answer, now)


def take_word(desk: PublishingDesk, sheet: ApprovalSheet, *, yes: bool, reason: str, now: dt.datetime) -> TakenAnswer:
    """Take the answer of whoever has the link, where the approver has no phrase: recorded, and not proven. Raises
    UsageError."""
    return _taken(desk, sheet, SheetAnswer(sheet.id, yes, reason, b""), now)


def _taken(desk: PublishingDesk, sheet: ApprovalSheet, answer: SheetAnswer, now: dt.datetime) -> TakenAnswer:
    reason = " ".join(answer.reason.split())[:LONGEST_REASON]
    try:
        _check(desk, sheet, answer, now)
        posts = [desk.ledger.entry(one.id).post for one in sheet.posts]
        if answer.yes:
            for post in posts:
                check_leaving(desk, post, max(post.due, now), now)
        decided = desk.ledger.answer(
            sheet,
            "approved" if answer.yes else "rejected",
            reason=reason,
            now=now,
            rule=lambda post: desk.workspace.settings.approval_of(post.agency),
        )
    except UsageError as error:
        desk.ledger.note_refused(sheet, error.message, now=now, wrong=isinstance(error, ForeignAnswerError))
        raise
    for post in posts:
        keep_seen(desk.workspace, post, by=sheet.approver, at=now)
    return TakenAnswer(sheet, answer.yes, reason, tuple(decided))


def _check(desk: PublishingDesk, sheet: ApprovalSheet, answer: SheetAnswer, now: dt.datetime) -> None:
    """Refuse what is not the approver's own answer to this sheet, in time. Raises UsageError."""
    if sheet.wrong >= MOST_WRONG:
        raise UsageError("too many wrong answers were given to this sheet", hint=ASK_AGAIN)
    if sheet.key != desk.ledger.answer_key(sheet.approver):
        raise UsageError(f"{sheet.approver} has set another answer phrase since this sheet was made", hint=ASK_AGAIN)
    if sheet.key is not None and not is_by(answer, sheet.key, sheet.digest):
        raise ForeignAnswerError(
            f"this is not an answer of {sheet.approver} to what the sheet showed",
            hint="The sheet or its answer was changed, or the phrase was another one. Nothing was decided.",
        )
    if now >= sheet.until:
        raise UsageError("this sheet has expired", hint=ASK_AGAIN)
