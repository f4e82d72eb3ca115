"""An answer counts once, in time, for exactly what was shown, from the person who was asked; all else is refused."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from tests.answers import PHRASE, answer_code, enroll, settle, text_of
from tests.desk import NOW

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.answering.taking_answers import MOST_WRONG, TakenAnswer, take_code, take_word
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import AuditEntry
from vlogkit.records.settings import Approval
from vlogkit.studio.doors.sheet_page import MadeSheet, made_sheet

ITEM = "jalan-blora"
HOUR = dt.timedelta(hours=1)


def ask(desk: PublishingDesk, approver: str = "Budi") -> MadeSheet:
    return made_sheet(desk, ITEM, approver=approver, by="Sari", way="file", now=NOW)


def take(desk: PublishingDesk, code: str, later: dt.timedelta = HOUR) -> TakenAnswer:
    return take_code(desk, code, now=NOW + later)


def refused(desk: PublishingDesk, code: str, match: str, later: dt.timedelta = HOUR) -> None:
    """It is refused with one sentence, nothing is decided, and the trail has a line of it."""
    before, trail = states(desk), len(desk.ledger.trail())
    with pytest.raises(UsageError, match=match) as caught:
        take(desk, code, later)
    assert "\n" not in caught.value.message
    assert states(desk) == before
    assert len(list(caught.value.each())) == 1
    assert len(desk.ledger.trail()) == trail + 1
    assert line(desk).what == "answer refused"
    assert re.search(match, line(desk).detail["reason"])


def states(desk: PublishingDesk) -> list[str]:
    return [entry.post.state for entry in desk.ledger.entries()]


def line(desk: PublishingDesk) -> AuditEntry:
    return desk.ledger.trail()[-1]


def change_words(desk: PublishingDesk, text: str) -> None:
    (entry,) = desk.ledger.entries()
    changed = entry.post.model_copy(update={"text": text})
    desk.ledger.store_plan([changed], by="Sari", now=NOW + HOUR / 2, review=True)


def test_a_yes_is_proven_and_in_the_trail(desk: PublishingDesk) -> None:
    settle(desk, Approval(approvers=("Budi", "Wati")))
    sheet = ask(desk)
    taken = take(desk, f"YA untuk “Jalan”\n{answer_code(sheet.html)}")
    assert [(post.state, post.author) for post in taken.posts] == [("approved", "Sari")]
    (yes,) = desk.ledger.said_yes(taken.posts[0])
    assert (yes.by, yes.proven) == ("Budi", True)
    assert (line(desk).who, line(desk).what) == ("Budi", "answered a sheet")
    assert line(desk).detail == {"sheet": sheet.sheet.id, "item": ITEM, "way": "file", "decision": "approved"}


def test_a_no_says_why(desk: PublishingDesk) -> None:
    take(desk, answer_code(ask(desk).html, yes=False, reason="angka “12” belum benar"))
    (entry,) = desk.ledger.entries()
    assert (entry.post.state, entry.reason) == ("draft", "rejected by Budi: angka “12” belum benar")


@pytest.mark.parametrize(
    ("was", "changed"),
    [
        ("Jalan Blora mulus kembali", "Jalan Blora rusak kembali"),
        ("Kartu feed: jalan beraspal", "Kartu feed: jalan berlubang"),
        ('"approver":"Budi"', '"approver":"Wati"'),
        ("2026-11-27T", "2027-11-27T"),
    ],
)
def test_an_answer_to_a_sheet_that_was_changed_on_its_way_is_refused(
    desk: PublishingDesk, was: str, changed: str
) -> None:
    html = ask(desk).html
    assert was in text_of(html)
    refused(desk, answer_code(html.replace(was, changed)), "not an answer of Budi to what the sheet showed")


def test_an_answer_that_was_turned_around_is_refused(desk: PublishingDesk) -> None:
    from tests.answers import coded

    from vlogkit.pipeline.posting.answering.answer_codes import read_code

    no = read_code(answer_code(ask(desk).html, yes=False, reason="belum"))
    body = bytes.fromhex(no.sheet) + no.signature
    refused(desk, coded(b"\x01" + body), "not an answer of Budi")
    refused(desk, coded(b"\x00" + body + b"lain"), "not an answer of Budi")


def test_an_answer_of_another_person_is_refused(desk: PublishingDesk) -> None:
    enroll(desk, "Wati", "sawah pagi berembun sekali")
    refused(desk, answer_code(ask(desk).html, "sawah pagi berembun sekali"), "not an answer of Budi")
    refused(desk, answer_code(ask(desk).html, "a guess of the phrase"), "not an answer of Budi")


def test_an_answer_that_comes_too_late_is_refused(desk: PublishingDesk) -> None:
    refused(desk, answer_code(ask(desk).html), "this sheet has expired", dt.timedelta(days=3))


def test_an_answer_counts_once(desk: PublishingDesk) -> None:
    code = answer_code(ask(desk).html)
    take(desk, code)
    desk.ledger.decide(desk.ledger.entries()[0].post.id, "rejected", by="Wati", now=NOW + HOUR, reason="tunggu")
    refused(desk, code, "this sheet was answered already")


def test_an_answer_to_what_has_changed_since_is_refused(desk: PublishingDesk) -> None:
    code = answer_code(ask(desk).html)
    change_words(desk, "Kata yang lain.")
    refused(desk, code, "has changed since it was looked at")
    change_words(desk, "Jalan Blora mulus kembali.")
    assert take(desk, code).yes  # it is again exactly what was shown


def test_who_made_it_is_not_who_approves_it(desk: PublishingDesk) -> None:
    settle(desk, Approval(second_person=True))
    enroll(desk, "Sari")
    with pytest.raises(UsageError, match=r"Sari made `.*` and cannot approve it"):
        ask(desk, "Sari")
    settle(desk, Approval())
    code = answer_code(ask(desk, "Sari").html)
    settle(desk, Approval(second_person=True))
    refused(desk, code, "Sari made `.*` and cannot approve it")


def test_who_is_no_approver_is_refused_when_asked_and_when_answering(desk: PublishingDesk) -> None:
    code = answer_code(ask(desk).html)
    settle(desk, Approval(approvers=("Wati",)))
    with pytest.raises(UsageError, match="Budi is not one of those who may approve here"):
        ask(desk)
    refused(desk, code, "Budi is not one of those who may approve here")


def test_phrases_can_not_be_tried_for_long(desk: PublishingDesk) -> None:
    html = ask(desk).html
    for number in range(MOST_WRONG):
        refused(desk, answer_code(html, f"tebakan nomor {number}"), "not an answer of Budi")
    refused(desk, answer_code(html), "too many wrong answers")
    assert take(desk, answer_code(ask(desk).html)).yes


def test_a_new_phrase_ends_the_sheets_of_the_old_one(desk: PublishingDesk) -> None:
    code = answer_code(ask(desk).html)
    enroll(desk, "Budi", "frasa yang sama sekali baru")
    refused(desk, code, "Budi has set another answer phrase since this sheet was made")


def test_a_sheet_of_another_workspace_is_refused(desk: PublishingDesk) -> None:
    sheet = ask(desk)
    changed = sheet.html.replace(f'"id":"{sheet.sheet.id}"', '"id":"00000000"')
    with pytest.raises(UsageError, match="a sheet that was not made here"):
        take(desk, answer_code(changed))


def test_what_must_not_leave_is_refused_and_can_be_answered_when_it_may(desk: PublishingDesk) -> None:
    code = answer_code(ask(desk).html)
    item = desk.workspace.updates / f"{ITEM}.md"
    text = item.read_text(encoding="utf-8")
    item.write_text(text + "Kalimat baru.\n", encoding="utf-8")
    refused(desk, code, "must not leave")
    item.write_text(text, encoding="utf-8")
    assert take(desk, code).yes


def test_a_word_by_a_link_without_a_phrase_is_recorded_and_not_proven(desk: PublishingDesk) -> None:
    made = made_sheet(desk, ITEM, approver="Ibu Kepala", by="Sari", way="link", now=NOW)
    taken = take_word(desk, made.sheet, yes=True, reason="", now=NOW + HOUR / 4)
    (yes,) = desk.ledger.said_yes(taken.posts[0])
    assert (yes.by, yes.proven) == ("Ibu Kepala", False)


def test_a_file_for_somebody_without_a_phrase_is_refused(desk: PublishingDesk) -> None:
    with pytest.raises(UsageError, match="Ibu Kepala has no answer phrase yet") as caught:
        ask(desk, "Ibu Kepala")
    assert "vlogkit review phrase" in caught.value.hint
    settle(desk, Approval(approvers=("Ibu Kepala",)))
    with pytest.raises(UsageError, match="has no answer phrase yet"):
        made_sheet(desk, ITEM, approver="Ibu Kepala", by="Sari", way="link", now=NOW)


def test_a_phrase_counts_however_a_phone_writes_it(desk: PublishingDesk) -> None:
    enroll(desk, "Budi", f"  {PHRASE.title()} ")
    assert take(desk, answer_code(ask(desk).html, PHRASE)).yes
