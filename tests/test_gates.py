"""One list of gates: what is shut, why, and what is left open where nothing is known of a post yet."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from tests.desk import NOW, make_bundle, post_of
from vlogkit.gates import gate_findings, shut_gates
from vlogkit.records.bundle import Bundle, Input
from vlogkit.records.finding import Finding
from vlogkit.records.notices.gate import Gate, ItemState, Question
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.post import Hold, Yes
from vlogkit.records.settings import Account, Approval

OUTBOX = Account(name="outbox", platform="outbox")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return make_bundle(tmp_path_factory.mktemp("gates"))


def asking(bundle: Bundle, *, at: dt.datetime = NOW, **more: object) -> Question:
    """A question about an item that stands as it did when its bundle was made, with some of it changed."""
    item = {"notice": bundle.notice, "inputs": bundle.inputs}
    own = {key: more.pop(key) for key in list(more) if key in ItemState.model_fields}
    return Question.model_validate({"item": ItemState.model_validate(item | own), "bundle": bundle, "at": at} | more)


def shut(question: Question) -> list[str]:
    return [gate.name for gate in shut_gates(question)]


def test_an_item_that_stands_as_it_did_may_leave(bundle: Bundle) -> None:
    assert shut(asking(bundle)) == []


def test_an_item_that_is_gone_or_has_changed_does_not_leave(bundle: Bundle) -> None:
    assert shut(asking(bundle, inputs=())) == ["gone"]
    other = (bundle.inputs[0].model_copy(update={"sha256": "0" * 64}),)
    assert shut(asking(bundle, inputs=other)) == ["changed"]


def test_a_story_that_a_person_wrote_or_took_away_after_rendering_does_not_leave_as_it_was(bundle: Bundle) -> None:
    story = Input(path="stories/jalan-blora.yaml", sha256="1" * 64)
    assert shut(asking(bundle, inputs=(*bundle.inputs, story))) == ["changed"]
    told = bundle.model_copy(update={"inputs": (*bundle.inputs, story)})
    (gate,) = shut_gates(asking(told, inputs=bundle.inputs))
    assert gate.reason == "`stories/jalan-blora.yaml` is gone since the bundle was made"


SHOWN = Input(path="pictures/loket.jpg", sha256="1" * 64, compared=True)
SAID = Input(path="pictures/loket.jpg.care.yaml", sha256="", compared=True)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ((SHOWN, SAID), ""),
        ((SHOWN.model_copy(update={"sha256": "2" * 64}), SAID), "`pictures/loket.jpg` has changed"),
        ((SHOWN.model_copy(update={"sha256": ""}), SAID), "`pictures/loket.jpg` is gone"),
        ((SHOWN, SAID.model_copy(update={"sha256": "3" * 64})), "`pictures/loket.jpg.care.yaml` has changed"),
    ],
)
def test_what_is_shown_and_what_is_said_of_it_must_be_as_it_was(
    bundle: Bundle, now: tuple[Input, ...], told: str
) -> None:
    made = bundle.model_copy(update={"inputs": (*bundle.inputs, SHOWN, SAID)})
    gates = shut_gates(asking(made, inputs=(*bundle.inputs, *now)))
    assert [gate.name for gate in gates] == (["changed"] if told else [])
    assert all(gate.reason.startswith(told) and "vlogkit render" in gate.hint for gate in gates)


def test_a_bundle_of_an_older_version_which_does_not_say_what_it_shows_is_judged_by_its_own_file(
    bundle: Bundle,
) -> None:
    assert shut(asking(bundle, inputs=(*bundle.inputs, SHOWN, SAID))) == []


def test_what_is_known_of_a_complaint_shuts_it(bundle: Bundle) -> None:
    gates = (
        Gate(name="resolved", open=True, reason="the stage is resolved", number=1),
        Gate(name="confidence", reason="the report is confidential", number=4),
    )
    (found,) = gate_findings(shut_gates(asking(bundle, gates=gates)), subject="complaint X")
    assert (found.code, found.severity, found.message) == ("gate-shut", "error", "the report is confidential")


def test_a_bundle_with_an_error_does_not_leave_and_one_with_a_warning_does(bundle: Bundle) -> None:
    grave = Finding(code="personal-data", severity="error", message="a number")
    slight = Finding(code="title-date", severity="warning", message="no day")
    assert shut(asking(bundle.model_copy(update={"findings": (slight,)}))) == []
    (gate,) = shut_gates(asking(bundle.model_copy(update={"findings": (grave, slight)})))
    assert (gate.name, "personal-data" in gate.reason, "vlogkit check" in gate.hint) == ("findings", True, True)


def test_a_gate_that_was_shut_at_rendering_is_asked_anew_and_not_remembered(bundle: Bundle) -> None:
    then = tuple(gate_findings([Gate(name="chosen", reason="nobody has proposed it as it stands now")]))
    assert shut(asking(bundle.model_copy(update={"findings": then}))) == []


def test_a_post_needs_a_yes_where_nobody_said_that_it_needs_none(bundle: Bundle) -> None:
    post = post_of(bundle, OUTBOX)
    assert shut(asking(bundle, post=post)) == ["approval"]
    assert shut(asking(bundle, post=post, said_yes=(Yes(by="Budi"),))) == []
    assert shut(asking(bundle, post=post, approval=Approval(required=False))) == []
    second = Approval(required=True, second_person=True)
    assert shut(asking(bundle, post=post, approval=second, said_yes=(Yes(by="sari "),))) == ["approval"]


PROVEN = Approval(approvers=("Budi", "Wati"))
FOUR_EYES = Approval(approvers=("Budi", "Wati", "Sari"), second_person=True)


@pytest.mark.parametrize(
    ("rule", "said", "missing"),
    [
        (PROVEN, [("Budi", False)], "was not proven; one of these has to: Budi, Wati"),
        (PROVEN, [("Orang Lain", True)], "was not proven"),
        (PROVEN, [("budi ", True)], ""),
        (FOUR_EYES, [("Budi", True)], "a second person has to approve it as well: Wati, Sari"),
        (FOUR_EYES, [("Budi", True), ("Wati", False)], "a second person"),
        (FOUR_EYES, [("Budi", True), (" BUDI", True)], "a second person"),
        (FOUR_EYES, [("Sari", True), ("Wati", True)], ""),
    ],
)
def test_where_approvers_are_named_only_their_proven_yes_counts_and_of_two_for_a_second_person(
    bundle: Bundle, rule: Approval, said: list[tuple[str, bool]], missing: str
) -> None:
    yes = tuple(Yes(by=name, proven=proven) for name, proven in said)
    gates = shut_gates(asking(bundle, post=post_of(bundle, OUTBOX), approval=rule, said_yes=yes))
    assert bool(gates) == bool(missing)
    assert all(missing in gate.reason for gate in gates)


def test_approvers_that_could_never_be_enough_are_refused() -> None:
    with pytest.raises(ValidationError, match="needs two `approvers`"):
        Approval(approvers=("Budi", " budi"), second_person=True)
    with pytest.raises(ValidationError, match="only where `required`"):
        Approval(approvers=("Budi",), required=False)


def test_a_hold_is_told_before_everything_else(bundle: Bundle) -> None:
    hold = Hold(id=3, reason="gempa", by="Sari", at=NOW)
    assert shut(asking(bundle, inputs=(), hold=hold)) == ["hold", "gone"]


BANK = Account(name="bank", platform="telegram", brands=("bumd",))


def test_an_account_takes_what_is_of_its_own_agency_or_names_it(bundle: Bundle) -> None:
    own = {"account": BANK, "agencies": {"Bank Contoh"}}
    assert shut(asking(bundle, agency="Bank Contoh", **own)) == []
    (gate,) = shut_gates(asking(bundle, agency="Dinas Kesehatan", **own))
    assert (gate.name, "`bank` is an account of Bank Contoh" in gate.reason) == ("account", True)
    assert shut(asking(bundle, agency="", **own)) == ["account"]
    assert shut(asking(bundle, agency="Dinas Kesehatan", window={"accounts": ["bank"]}, **own)) == []
    assert shut(asking(bundle, agency="Bank Contoh", window={"accounts": ["lain"]}, **own)) == ["account"]
    assert shut(asking(bundle, agency="Dinas Kesehatan", account=OUTBOX)) == []


@pytest.mark.parametrize(
    ("at", "names"),
    [
        ("2026-12-24T16:59:59Z", ["early"]),
        ("2026-12-24T17:00:00Z", []),
        ("2026-12-25T16:59:59Z", []),
        ("2026-12-25T17:00:00Z", ["expired"]),
    ],
)
def test_what_is_for_one_day_leaves_on_that_day_of_its_own_zone(bundle: Bundle, at: str, names: list[str]) -> None:
    moment = dt.datetime.fromisoformat(at)
    assert shut(asking(bundle, at=moment, window={"on": "2026-12-25"})) == names
    times = {"not_before": "2026-12-25 00:00", "not_after": "2026-12-25T17:00:00+00:00"}
    assert shut(asking(bundle, at=moment, window=times)) == names
    assert shut(asking(bundle, at=moment, brand_from="2026-12-25", brand_to="2026-12-25")) == names


def test_a_window_that_ends_before_it_begins_or_says_two_things_is_refused() -> None:
    with pytest.raises(ValueError, match="lies before"):
        PublishWindow.model_validate({"not_before": "2026-12-25", "not_after": "2026-12-20"})
    with pytest.raises(ValueError, match="stands alone"):
        PublishWindow.model_validate({"on": "2026-12-25", "not_after": "2026-12-26"})


@pytest.mark.parametrize("name", ["sari", " SARI ", "Sa\u200bri", "\uff33ari", "Sari\ufeff"])
def test_who_made_a_post_is_no_second_person_however_the_name_is_typed(bundle: Bundle, name: str) -> None:
    post = post_of(bundle, OUTBOX).model_copy(update={"author": "Sari"})
    rule = Approval(second_person=True)
    asked = {"post": post, "account": OUTBOX, "approval": rule}
    assert shut(asking(bundle, **asked, said_yes=(Yes(by=name),))) == ["approval"]
    assert shut(asking(bundle, **asked, said_yes=(Yes(by="Budi"),))) == []
