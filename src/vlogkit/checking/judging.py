"""Apply a workspace's own rules to findings: other severities, and findings it accepts with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vlogkit.errors import Where
from vlogkit.findings.codes import CODES, RENAMED, found
from vlogkit.findings.messages import worded
from vlogkit.records.finding import Finding
from vlogkit.records.settings import Checks

FORMAT = "format"
"""The parameter by which findings of several formats differ."""
_SCENE = {"scene_kind", "scene_number", "scene_words"}
"""Parameters that tell of the scene, in which findings that say the same may differ."""
_NEEDS = frozenset({"picture-small", "clip-small"})
"""Codes of files that have to be larger: the largest need of a file says what the others say."""
_GRAVITY = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True)
class Accepted:
    """A finding that the workspace accepts, and its reason."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Judged:
    """What stays to be done, the gravest first, and what was accepted."""

    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    def grave(self) -> bool:
        """True where an error stays."""
        return any(finding.severity == "error" for finding in self.findings)


def judge(findings: Iterable[Finding], checks: Checks, item: str) -> Judged:
    """Give each finding the severity the workspace set for its code, and set those aside that it suppresses for this
    item or for all. Of a gate nothing is changed."""
    severities = {_today(code): severity for code, severity in checks.severities.items()}
    reasons = {_today(rule.code): rule.reason for rule in checks.suppress if rule.item in {None, item}}
    kept: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        if _gate(finding.code):
            kept.append(finding)
            continue
        grave = severities.get(finding.code, finding.severity)
        finding = finding.model_copy(update={"severity": grave})
        if finding.code in reasons:
            accepted.append(Accepted(finding, reasons[finding.code]))
        else:
            kept.append(finding)
    return Judged(tuple(sorted(kept, key=lambda one: _GRAVITY[one.severity])), tuple(accepted))


def unknown_codes(checks: Checks, place: Where) -> Iterator[Finding]:
    """Codes in the settings that no check gives: a misspelt suppression would accept nothing, in silence."""
    named = (*checks.severities, *(rule.code for rule in checks.suppress))
    for code in dict.fromkeys(code for code in named if _today(code) not in CODES):
        yield found("check-unknown", place=place, name=code, known=", ".join(CODES))
    for code in dict.fromkeys(filter(_gate, named)):
        yield found("check-unknown", "gate", place=place, name=code)


def _gate(code: str) -> bool:
    """Whether a code says that an item must not leave."""
    return code in CODES and CODES[code].family == "gate"


def _today(code: str) -> str:
    """What a code is called today."""
    return RENAMED.get(code, code)


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that say the same of several formats as one, their measured values side by side; of a file that has to be
    larger, the largest need."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_what(finding), []).append(finding)
    return tuple(_joined(group) for group in groups.values())


def _what(finding: Finding) -> str:
    """What findings have in common that are one to whoever reads them."""
    if finding.code in _NEEDS:
        return f"{finding.code} {finding.subject} {finding.about}"
    return finding.model_dump_json(
        exclude={"message": True, "scene": True, "measured": True, "limit": True, "params": {FORMAT, *_SCENE}}
    )


def _joined(group: list[Finding]) -> Finding:
    first = group[0]
    if len(group) == 1:
        return first
    names = dict.fromkeys(str(finding.params[FORMAT]) for finding in group if FORMAT in finding.params)
    if first.code in _NEEDS:
        first = max(group, key=lambda finding: int(finding.params["width"]))
        return worded(first.model_copy(update={"params": first.params | {FORMAT: ", ".join(names)}}))
    measured = "; ".join(dict.fromkeys(finding.measured for finding in group if finding.measured))
    limit = "; ".join(dict.fromkeys(finding.limit for finding in group if finding.limit))
    params = first.params | ({FORMAT: ", ".join(names)} if names else {})
    return worded(first.model_copy(update={"params": params, "measured": measured, "limit": limit}))
