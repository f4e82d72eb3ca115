"""Apply a workspace's own rules to findings: other severities, and findings it accepts with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vlogkit.checking.codes import CODES, found
from vlogkit.records.finding import Finding
from vlogkit.records.settings import Checks

_GRAVITY = {"error": 0, "warning": 1, "note": 2}
_FORMAT = re.compile(r" in (portrait|feed|square|landscape)$")


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
    item or for all."""
    reasons = {rule.code: rule.reason for rule in checks.suppress if rule.item in {None, item}}
    kept: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        grave = checks.severities.get(finding.code, finding.severity)
        finding = finding.model_copy(update={"severity": grave})
        if finding.code in reasons:
            accepted.append(Accepted(finding, reasons[finding.code]))
        else:
            kept.append(finding)
    return Judged(tuple(sorted(kept, key=lambda one: _GRAVITY[one.severity])), tuple(accepted))


def unknown_codes(checks: Checks, where: str) -> Iterator[Finding]:
    """Codes in the settings that no check gives: a misspelt suppression would accept nothing, in silence."""
    named = (*checks.severities, *(rule.code for rule in checks.suppress))
    for code in dict.fromkeys(code for code in named if code not in CODES):
        yield found("check-unknown", f"there is no finding `{code}`", where=where, hint=f"Known: {', '.join(CODES)}.")


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that say the same of several formats as one; their measured values stand side by side."""
    groups: dict[tuple[str, ...], list[tuple[Finding, str]]] = {}
    for finding in findings:
        match = _FORMAT.search(finding.message)
        name = match.group(1) if match else ""
        plain = _FORMAT.sub("", finding.message)
        groups.setdefault((finding.code, finding.severity, finding.where, plain), []).append((finding, name))
    return tuple(_joined(plain, group) for (_, _, _, plain), group in groups.items())


def _joined(plain: str, group: list[tuple[Finding, str]]) -> Finding:
    first = group[0][0]
    names = list(dict.fromkeys(name for _, name in group if name))
    measured = "; ".join(dict.fromkeys(finding.measured for finding, _ in group if finding.measured))
    limit = "; ".join(dict.fromkeys(finding.limit for finding, _ in group if finding.limit))
    message = f"{plain} in {', '.join(names)}" if names else plain
    return first.model_copy(update={"message": message, "measured": measured, "limit": limit})
