"""Check many items, and put their findings into one document for a CI server or a code host."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vlogkit import __version__
from vlogkit.checking.judging import Judged
from vlogkit.gates import gate_findings
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.records.finding import Finding
from vlogkit.workspace import Workspace

if TYPE_CHECKING:
    from vlogkit.pipeline.telling.complaint_state import LeftOut

__all__ = ["CheckedItem", "Judged", "check_items", "findings_of", "junit_of", "sarif_of"]


@dataclass(frozen=True)
class CheckedItem:
    """An item's findings, and the seconds it took to find them."""

    name: str
    judged: Judged
    seconds: float

    def with_findings(self, more: Sequence[Finding]) -> CheckedItem:
        """The same with findings that stand before its own; no setting makes them milder."""
        return replace(self, judged=replace(self.judged, findings=(*more, *self.judged.findings)))


def check_items(workspace: Workspace, names: Sequence[str], *, today: dt.date) -> Iterator[CheckedItem]:
    """Items with their findings, each as soon as it is checked. Raises UsageError, OutsideError."""
    for name in names:
        start = time.perf_counter()
        judged = check_item(workspace, name, today=today)
        yield CheckedItem(name, judged, time.perf_counter() - start)


def findings_of(left_out: LeftOut) -> tuple[Finding, ...]:
    """The gates that are shut for an item that is left out, each as an error."""
    return tuple(gate_findings(left_out.gates, subject=left_out.name))


def junit_of(checked: Iterable[CheckedItem]) -> str:
    """JUnit XML, one test case an item."""
    from vlogkit.checking.reports.junit import CheckedCase, junit

    cases = [CheckedCase("vlogkit.check", one.name, one.seconds, one.judged.findings) for one in checked]
    return junit(cases, suite="vlogkit check")


def sarif_of(checked: Sequence[CheckedItem]) -> str:
    """A SARIF log with every finding; those the workspace accepts carry their reason."""
    from vlogkit.checking.reports.sarif import sarif

    kept = [(finding, "") for one in checked for finding in one.judged.findings]
    accepted = [(each.finding, each.reason) for one in checked for each in one.judged.accepted]
    return sarif([*kept, *accepted], version=__version__)
