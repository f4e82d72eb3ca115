"""Write findings as JUnit XML, which every CI server shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from vlogkit.records.finding import Finding

_CONTROL = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML 1.0 cannot hold."""


@dataclass(frozen=True)
class CheckedCase:
    """One thing that was checked: its group, its name, how long it took, and what was found."""

    group: str
    name: str
    seconds: float
    findings: Sequence[Finding] = ()


def junit(cases: Iterable[CheckedCase], *, suite: str) -> str:
    """An XML document: a case fails by its errors and warnings; notes stand in its output."""
    listed = list(cases)
    failed = sum(any(one.severity != "note" for one in case.findings) for case in listed)
    seconds = sum(case.seconds for case in listed)
    head = f'<testsuite name={quoteattr(suite)} tests="{len(listed)}" failures="{failed}" errors="0" skipped="0" time="{seconds:.3f}">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head]
    for case in listed:
        lines += _case(case)
    return "\n".join([*lines, "</testsuite>", "</testsuites>", ""])


def _case(case: CheckedCase) -> list[str]:
    head = f'<testcase classname={_attribute(case.group)} name={_attribute(case.name)} time="{case.seconds:.3f}">'
    grave = [finding for finding in case.findings if finding.severity != "note"]
    notes = [line(finding) for finding in case.findings if finding.severity == "note"]
    body = _properties(case.findings)
    if grave:
        codes = ", ".join(dict.fromkeys(finding.code for finding in grave))
        text = escape(_clean("\n\n".join(line(finding) for finding in grave)))
        body.append(f"<failure type={_attribute(grave[0].severity)} message={_attribute(codes)}>{text}</failure>")
    if notes:
        body.append(f"<system-out>{escape(_clean(chr(10).join(notes)))}</system-out>")
    return [head, *body, "</testcase>"]


def _properties(findings: Sequence[Finding]) -> list[str]:
    """Each finding as JSON, for those who build on the report; servers that know no properties pass over them."""
    if not findings:
        return []
    told = (f"<property name={_attribute(one.code)} value={_attribute(_data(one))}/>" for one in findings)
    return ["<properties>", *told, "</properties>"]


def _data(finding: Finding) -> str:
    return finding.model_dump_json(exclude={"code", "message", "hint"}, exclude_defaults=True)


def line(finding: Finding) -> str:
    """A finding in one or two lines of plain text."""
    where = f"{finding.where}: " if finding.where else ""
    size = f" ({finding.measured}; limit {finding.limit})" if finding.measured and finding.limit else ""
    text = f"{where}{finding.severity}: {finding.message}{size} [{finding.code}]"
    return f"{text}\n  {finding.hint}" if finding.hint else text


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
