"""An approval is bound to exactly what was seen, and the last word counts."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.desk import NOW
from tests.ledger.test_plans import post, store

from vlogkit.errors import UsageError
from vlogkit.ledger.ledger import Ledger
from vlogkit.records.settings import Approval

SECOND = Approval(second_person=True)


def test_approval_is_bound_to_exactly_the_content_that_was_seen(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    ledger.decide("p1", "approved", by="Budi", now=NOW)
    seen = ledger.entry("p1").post
    assert [one.by for one in ledger.said_yes(seen)] == ["Budi"]
    assert ledger.said_yes(seen.model_copy(update={"text": "lain"})) == ()
    assert [one.by for one in ledger.said_yes(seen.model_copy(update={"due": NOW + dt.timedelta(days=1)}))] == ["Budi"]


def test_the_author_cannot_approve_where_a_second_person_is_asked_for(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    with pytest.raises(UsageError, match="cannot approve it"):
        ledger.decide("p1", "approved", by=" sari ", now=NOW, rule=SECOND)
    assert ledger.entry("p1").post.state == "draft"
    assert ledger.decide("p1", "approved", by="Budi", now=NOW, rule=SECOND).state == "scheduled"


def test_a_rejection_says_why_and_keeps_the_post_from_leaving(ledger: Ledger) -> None:
    store(ledger, post())
    with pytest.raises(UsageError, match="needs a reason"):
        ledger.decide("p1", "rejected", by="Budi", now=NOW)
    ledger.decide("p1", "rejected", by="Budi", now=NOW, reason="angka salah")
    entry = ledger.entry("p1")
    assert entry.post.state == "draft"
    assert "angka salah" in entry.reason
    assert ledger.claim_due(NOW + dt.timedelta(days=1), "w") is None


def test_a_no_after_a_yes_is_the_last_word(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    ledger.decide("p1", "approved", by="Budi", now=NOW)
    ledger.decide("p1", "rejected", by="Wati", now=NOW, reason="tunggu")
    assert ledger.said_yes(ledger.entry("p1").post) == ()
    assert [line["decision"] for line in ledger.decisions("p1")] == ["approved", "rejected"]


def test_a_post_approved_after_its_time_waits_for_a_new_one(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    late = NOW + dt.timedelta(hours=5)
    assert ledger.decide("p1", "approved", by="Budi", now=late).state == "approved"
    assert ledger.claim_due(late, "w") is None
    entry = ledger.retry("p1", by="Budi", now=late, due=late + dt.timedelta(hours=1))
    assert entry.post.state == "scheduled"


def test_what_has_left_cannot_be_decided_on(ledger: Ledger) -> None:
    store(ledger, post())
    claim = ledger.claim_due(NOW + dt.timedelta(hours=1), "w")
    assert claim is not None
    ledger.begin(claim, "w", NOW, {"k": "v"})
    with pytest.raises(UsageError, match="is sending"):
        ledger.decide("p1", "rejected", by="Budi", now=NOW, reason="x")


def test_a_post_with_one_yes_of_two_stays_a_draft_that_says_what_it_lacks(ledger: Ledger) -> None:
    rule = Approval(approvers=("Budi", "Wati"), second_person=True)
    store(ledger, post(), review=True)
    with pytest.raises(UsageError, match="prove who they are"):
        ledger.decide("p1", "approved", by="Budi", now=NOW, rule=rule)
    with pytest.raises(UsageError, match="not one of those"):
        ledger.decide("p1", "approved", by="Sari", now=NOW, rule=rule, proven=True)
    assert ledger.decide("p1", "approved", by="Budi", now=NOW, rule=rule, proven=True).state == "draft"
    assert "a second person has to approve it as well: Wati" in ledger.entry("p1").reason
    assert ledger.claim_due(NOW + dt.timedelta(days=1), "w") is None
    assert ledger.decide("p1", "approved", by="Wati", now=NOW, rule=rule, proven=True).state == "scheduled"
    assert ledger.entry("p1").reason == ""


def test_a_yes_that_was_proven_stays_so_and_a_no_ends_all_of_them(ledger: Ledger) -> None:
    store(ledger, post(), review=True)
    ledger.decide("p1", "approved", by="Budi", now=NOW, proven=True)
    ledger.decide("p1", "approved", by="budi", now=NOW)
    assert [(one.by, one.proven) for one in ledger.said_yes(ledger.entry("p1").post)] == [("budi", True)]
    assert [line["proven"] for line in ledger.decisions("p1")] == [True, False]
    ledger.decide("p1", "rejected", by="Sari", now=NOW, reason="tunggu")
    assert ledger.said_yes(ledger.entry("p1").post) == ()
