"""JUnit and SARIF are what CI servers and code hosts read."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from vlogkit.checking.reports.junit import CheckedCase, junit
from vlogkit.checking.reports.sarif import sarif
from vlogkit.errors import Where
from vlogkit.findings.codes import found

ERROR = found(
    "contrast-low",
    place=Where("updates/a b.md", 3, 5),
    scene="satu",
    about="A & B \x07 <hard>",
    measured="2.0:1",
    limit="4.5:1",
    kind="video",
    format="square",
)
NOTE = found("text-shrunk", place=Where("templates/x/template.yaml"), about="small", format="square")


def test_junit_counts_a_case_with_an_error_as_a_failure_and_keeps_notes_as_output() -> None:
    suite = ET.fromstring(
        junit(
            [CheckedCase("g", "a", 0.5, [ERROR]), CheckedCase("g", "b", 0.25, [NOTE]), CheckedCase("g", "c", 0)],
            suite="s",
        )
    ).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("time")) == ("3", "1", "0.750")
    cases = suite.findall("testcase")
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "contrast-low"
    assert "“A & B \ufffd <hard>” is hard to read" in str(failure.text)
    assert "(2.0:1; limit 4.5:1)" in str(failure.text)
    assert cases[1].find("failure") is None
    assert "text-shrunk" in (cases[1].findtext("system-out") or "")
    assert list(cases[2]) == []


def test_sarif_names_rule_level_and_place_of_each_finding() -> None:
    log = json.loads(sarif([(ERROR, ""), (NOTE, "accepted by the press office")], version="1.0"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["text-shrunk", "contrast-low"]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "contrast-low"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "updates/a%20b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 5}
    assert second["suppressions"] == [{"kind": "external", "justification": "accepted by the press office"}]
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_a_complaint_has_no_file_that_sarif_could_show() -> None:
    log = json.loads(
        sarif([(ERROR.model_copy(update={"place": None, "subject": "complaint LGWP1"}), "")], version="1.0")
    )
    assert "locations" not in log["runs"][0]["results"][0]


def test_junit_and_sarif_carry_what_a_finding_is_about_as_data() -> None:
    shown = ERROR.model_copy(update={"shown_by": Where("templates/x/template.yaml", 9, 5)})
    suite = ET.fromstring(junit([CheckedCase("g", "a", 0.5, [shown])], suite="s"))
    (told,) = suite.iter("property")
    data = json.loads(told.get("value") or "")
    assert told.get("name") == "contrast-low"
    assert (data["scene"], data["params"], data["place"]["line"]) == ("satu", {"kind": "video", "format": "square"}, 3)
    (result,) = json.loads(sarif([(shown, "")], version="1.0"))["runs"][0]["results"]
    assert (result["properties"]["scene"], result["properties"]["about"]) == ("satu", ERROR.about)
    assert result["properties"]["params"] == {"kind": "video", "format": "square"}
    assert result["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 5}


MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = {"startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1}}
LOCATION = {
    "type": "object",
    "properties": {
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": "^[^ \\\\]+$"}},
                    "additionalProperties": False,
                },
                "region": {"type": "object", "properties": REGION, "additionalProperties": False},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": ["inSource", "external"]}, "justification": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}, "additionalProperties": False},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "informationUri": {"type": "string", "format": "uri"},
                                    "rules": {"type": "array", "items": RULE, "uniqueItems": True},
                                },
                                "additionalProperties": False,
                            }
                        },
                    },
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What SARIF 2.1.0 (OASIS) says of the objects that are written here, and of nothing else."""


def test_sarif_is_what_its_standard_says() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    moved = ERROR.model_copy(update={"shown_by": Where("templates/x/template.yaml", 9)})
    nowhere = ERROR.model_copy(update={"place": None, "subject": "complaint LGWP1"})
    log = json.loads(sarif([(moved, ""), (nowhere, ""), (NOTE, "two people looked at it")], version="1.0"))
    jsonschema.validate(log, SARIF)
    log["runs"][0]["results"][0]["place"] = {}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SARIF)
