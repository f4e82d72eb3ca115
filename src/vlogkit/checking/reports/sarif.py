"""Write findings as a SARIF 2.1.0 log, which code hosts show beside the lines it names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import quote

from vlogkit.errors import Where
from vlogkit.findings.codes import CODES, page_of
from vlogkit.records.finding import Finding

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(results: Iterable[tuple[Finding, str]], *, version: str) -> str:
    """One run of one tool; each result is a finding and the reason it was accepted for, empty where it was not."""
    listed = list(results)
    rules = [code for code in CODES if any(finding.code == code for finding, _ in listed)]
    driver: Json = {
        "name": "vlogkit",
        "version": version,
        "informationUri": "https://pypi.org/project/vlogkit/",
        "rules": [_rule(code) for code in rules],
    }
    run: Json = {"tool": {"driver": driver}, "results": [_result(one, why, rules) for one, why in listed]}
    log: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str) -> Json:
    known = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": known.says},
        "help": {"text": f"See {page_of(code)} in vlogkit's documentation."},
        "defaultConfiguration": {"level": known.severity},
        "properties": {"tags": [known.family]},
    }


def _result(finding: Finding, reason: str, rules: list[str]) -> Json:
    size = f" ({finding.measured}; limit {finding.limit})" if finding.measured and finding.limit else ""
    hint = f" {finding.hint}" if finding.hint else ""
    result: dict[str, Json] = {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": f"{finding.message}{size}.{hint}"},
    }
    if finding.code in rules:
        result["ruleIndex"] = rules.index(finding.code)
    if finding.place is not None:
        result["locations"] = [{"physicalLocation": _place(finding.place)}]
    if finding.shown_by is not None:
        said: Json = {"text": "shown by the template"}
        result["relatedLocations"] = [{"physicalLocation": _place(finding.shown_by), "message": said}]
    if properties := _properties(finding):
        result["properties"] = properties
    if reason:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _properties(finding: Finding) -> dict[str, Json]:
    """What the finding is about, as data for those who build on the log."""
    named = {name: getattr(finding, name) for name in ("variant", "subject", "scene", "about", "measured", "limit")}
    properties: dict[str, Json] = {name: value for name, value in named.items() if value}
    if finding.params:
        properties["params"] = dict(finding.params)
    return properties


def _place(place: Where) -> Json:
    known: dict[str, Json] = {"artifactLocation": {"uri": quote(str(place.path), safe="/:")}}
    if place.line:
        region: dict[str, Json] = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
        known["region"] = region
    return known
