"""A workspace says how grave findings are and which it accepts; what several formats share is said once."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from vlogkit.checking.judging import judge, merged, unknown_codes
from vlogkit.errors import Where
from vlogkit.findings.codes import CODES, RENAMED, found
from vlogkit.records.settings import Checks

LOW = found(
    "contrast-low",
    place=Where("a", 1, 1),
    about="Judul",
    scene="satu",
    measured="2.0:1",
    limit="4.5:1",
    kind="video",
    format="portrait",
)


def checks(**values: object) -> Checks:
    return Checks.model_validate(values)


def test_findings_keep_their_severity_unless_the_workspace_says_another() -> None:
    assert judge([LOW], checks(), "a").grave()
    judged = judge([LOW], checks(severities={"contrast-low": "note"}), "a")
    assert not judged.grave()
    assert judged.findings[0].severity == "note"


def test_the_gravest_findings_come_first() -> None:
    note, warning = found("text-shrunk", about="x", format="feed"), found("title-date")
    assert [one.code for one in judge([note, warning, LOW], checks(), "a").findings] == [
        "contrast-low",
        "title-date",
        "text-shrunk",
    ]


def test_an_accepted_finding_is_kept_apart_with_its_reason() -> None:
    rules = checks(suppress=[{"code": "contrast-low", "item": "a", "reason": "checked on a phone by two people"}])
    judged = judge([LOW], rules, "a")
    assert judged.findings == ()
    assert [(one.finding.code, one.reason) for one in judged.accepted] == [
        ("contrast-low", "checked on a phone by two people")
    ]
    assert judge([LOW], rules, "b").findings


def test_a_suppression_without_a_reason_is_refused() -> None:
    with pytest.raises(ValidationError):
        checks(suppress=[{"code": "contrast-low", "reason": ""}])


def test_a_misspelt_code_in_the_settings_is_found() -> None:
    rules = checks(severities={"contrast-lo": "note"}, suppress=[{"code": "flash", "reason": "no reason at all"}])
    assert [one.code for one in unknown_codes(rules, Where("vlogkit.yaml"))] == ["check-unknown", "check-unknown"]


def test_what_is_said_of_several_formats_is_said_once() -> None:
    other = LOW.model_copy(update={"params": {"kind": "video", "format": "square"}, "measured": "2.5:1"})
    (one,) = merged([LOW, other, LOW])
    assert one.message == "“Judul” is hard to read in scene `satu` of the video in portrait, square"
    assert (one.measured, one.limit) == ("2.0:1; 2.5:1", "4.5:1")


def test_findings_of_other_places_stay_apart() -> None:
    assert len(merged([LOW, LOW.model_copy(update={"place": Where("b", 2, 2)})])) == 2


def test_a_code_by_its_old_name_still_sets_and_accepts_what_it_did() -> None:
    orphaned = found("golden-orphaned", still="video-1-pembuka-square")
    assert judge([orphaned], checks(severities={"golden-left": "error"}), "a").grave()
    accepted = judge([orphaned], checks(suppress=[{"code": "golden-left", "reason": "It comes back in May."}]), "a")
    assert [one.reason for one in accepted.accepted] == ["It comes back in May."]
    assert list(unknown_codes(checks(severities={"golden-left": "note"}), Where("vlogkit.yaml", 1, 1))) == []


def test_old_names_lead_to_codes_there_are_and_name_none() -> None:
    assert set(RENAMED.values()) <= CODES.keys()
    assert not RENAMED.keys() & CODES.keys()
