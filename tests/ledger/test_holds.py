"""A hold stops its scope and nothing else, until its end or until it is lifted."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.desk import NOW
from tests.ledger.test_plans import post, store

from vlogkit.errors import UsageError
from vlogkit.ledger.ledger import Ledger, open_ledger

HOUR = dt.timedelta(hours=1)


def test_a_hold_stops_its_scope_and_nothing_else(ledger: Ledger) -> None:
    mine = post(account="ig", platform="instagram", agency="dpu")
    for scope, stops in (
        ("all", True),
        ("platform:instagram", True),
        ("platform:x", False),
        ("account:ig", True),
        ("account:fb", False),
        ("agency:dpu", True),
        ("agency:dinkes", False),
    ):
        hold = ledger.hold_on(reason="banjir", by="Sari", now=NOW, scope=scope)
        assert (ledger.stopped_by(mine, NOW) is not None) == stops, scope
        ledger.hold_off(by="Sari", now=NOW, hold_id=hold.id)
        assert ledger.stopped_by(mine, NOW) is None


def test_posts_with_an_allowed_tag_still_go_out(ledger: Ledger) -> None:
    ledger.hold_on(reason="gempa", by="Sari", now=NOW, allow_tags=["darurat"])
    assert ledger.stopped_by(post(tags=("darurat",)), NOW) is None
    assert ledger.stopped_by(post(tags=("biasa",)), NOW) is not None


def test_a_hold_with_an_end_stops_until_then(ledger: Ledger) -> None:
    ledger.hold_on(reason="upacara", by="Sari", now=NOW, until=NOW + HOUR)
    assert ledger.stopped_by(post(), NOW + HOUR / 2) is not None
    assert ledger.stopped_by(post(), NOW + HOUR) is None


def test_a_hold_outlives_the_process_that_made_it(ledger: Ledger) -> None:
    ledger.hold_on(reason="gempa", by="Sari", now=NOW)
    url = ledger.engine.url.render_as_string(hide_password=False)
    again = open_ledger(url)
    (hold,) = again.standing_holds(NOW)
    assert (hold.reason, hold.by) == ("gempa", "Sari")
    again.close()


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ({"reason": " ", "by": "Sari"}, "reason and a name"),
        ({"reason": "x", "by": ""}, "reason and a name"),
        ({"reason": "x", "by": "Sari", "scope": "semua"}, "not a scope"),
        ({"reason": "x", "by": "Sari", "until": NOW}, "end before it begins"),
    ],
)
def test_a_hold_without_reason_name_scope_or_future_is_refused(
    ledger: Ledger, words: dict[str, object], match: str
) -> None:
    with pytest.raises(UsageError, match=match):
        ledger.hold_on(**words, now=NOW)  # type: ignore[arg-type]
    assert ledger.standing_holds(NOW) == []


def test_lifting_a_hold_sends_nothing_by_itself(ledger: Ledger) -> None:
    store(ledger, post())
    hold = ledger.hold_on(reason="gempa", by="Sari", now=NOW)
    claim = ledger.claim_due(NOW + HOUR, "w")
    assert claim is not None
    ledger.stop(claim, "w", NOW, state="held", kind="decide", reason="hold 1", hold=hold.id)
    lifted = ledger.hold_off(by="Budi", now=NOW + HOUR)
    assert [entry.post.id for entry in ledger.waiting_for(lifted)] == ["p1"]
    assert ledger.claim_due(NOW + 9 * HOUR, "w") is None
    with pytest.raises(UsageError, match="no such hold"):
        ledger.hold_off(by="Budi", now=NOW)


def test_what_waited_while_a_hold_stood_is_kept_by_it_after_its_end(ledger: Ledger) -> None:
    ledger.hold_on(reason="gempa", by="Sari", now=NOW, until=NOW + HOUR)
    came_due = post(due=NOW + HOUR / 2)
    assert ledger.stopped_by(came_due, NOW + 2 * HOUR) is None
    hold = ledger.stopped_by(came_due, NOW + 2 * HOUR, waits=True)
    assert hold is not None
    assert ledger.stopped_by(post(due=NOW + HOUR), NOW + 2 * HOUR, waits=True) is None
    ledger.hold_off(by="Sari", now=NOW + 2 * HOUR, hold_id=hold.id)
    assert ledger.stopped_by(came_due, NOW + 2 * HOUR, waits=True) is None
