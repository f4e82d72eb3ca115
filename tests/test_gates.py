"""One list of gates: what is shut, why, and what is left open where nothing is known of a post yet."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.desk import NOW, make_bundle, post_of
from vlogkit.gates import gate_findings, shut_gates
from vlogkit.records.bundle import Bundle, Input
from vlogkit.records.finding import Finding
from vlogkit.records.gate import Gate, ItemState, Question
from vlogkit.records.post import Hold
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
    assert shut(asking(bundle, post=post, approved_by="Budi")) == []
    assert shut(asking(bundle, post=post, approval=Approval(required=False))) == []
    second = Approval(required=True, second_person=True)
    assert shut(asking(bundle, post=post, approval=second, approved_by="sari ")) == ["approval"]


def test_a_hold_is_told_before_everything_else(bundle: Bundle) -> None:
    hold = Hold(id=3, reason="gempa", by="Sari", at=NOW)
    assert shut(asking(bundle, inputs=(), hold=hold)) == ["hold", "gone"]
