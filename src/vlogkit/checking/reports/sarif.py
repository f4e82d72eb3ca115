"""Write findings as a SARIF 2.1.0 log, which code hosts show beside the lines it names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TypeAlias

from vlogkit.checking.codes import CODES, page_of
from vlogkit.records.finding import Finding

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
NO_FILE = "complaint "
"""How the place of a complaint begins: its words lie in the private store and in no file."""
_PLACE = re.compile(r"^(?P<path>.+?)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?$")


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
    if finding.where and not finding.where.startswith(NO_FILE):
        result["locations"] = [{"physicalLocation": _place(finding.where)}]
    if reason:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _place(where: str) -> Json:
    match = _PLACE.match(where)
    assert match is not None
    place: dict[str, Json] = {"artifactLocation": {"uri": match["path"].replace("\\", "/").replace(" ", "%20")}}
    if match["line"]:
        region: dict[str, Json] = {"startLine": int(match["line"])}
        if match["column"]:
            region["startColumn"] = int(match["column"])
        place["region"] = region
    return place
