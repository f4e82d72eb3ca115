"""Read the ledgers and complaint stores of a network into one table: what each agency published, what waits, what is late."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from vlogkit.intake.complaints.storing.store_file import FILE
from vlogkit.ledger.ledger import Ledger
from vlogkit.ledger.overviews import PostLine
from vlogkit.pipeline.network.members import OpenMember, OpenNetwork, own_ledger
from vlogkit.pipeline.overseeing.disagreements import Contradiction, PublicWords, contradictions
from vlogkit.pipeline.overseeing.public_names import PublicNames
from vlogkit.records.posting.heartbeat import Heartbeat
from vlogkit.workspace import Workspace

SILENT_AFTER = dt.timedelta(days=7)
"""An agency that published nothing for this long is named."""
LATELY = dt.timedelta(days=30)
"""How far back two agencies' posts are compared."""
WAITING = {
    "draft": "approval",
    "approved": "time",
    "held": "decision",
    "failed": "mending",
    "unconfirmed": "look",
    "handed-over": "posting by hand",
}
"""States in which a post waits for somebody, and what for."""


@dataclass
class AgencyRow:
    """One agency of one workspace."""

    workspace: str
    agency: str
    name: str
    published: int = 0
    this_week: int = 0
    handed_over: int = 0
    scheduled: int = 0
    waiting: Counter[str] = field(default_factory=Counter)
    retracted: int = 0
    last: dt.datetime | None = None
    resolved: int = 0
    with_story: int = 0
    overdue: int = 0
    """Complaints without a first response past their time."""
    response_hours: list[float] = field(default_factory=list)

    @property
    def without_story(self) -> int:
        """Resolved complaints that nobody was told about."""
        return self.resolved - self.with_story

    @property
    def median_response(self) -> float | None:
        """Hours until a complaint had its first response, in the middle."""
        return round(statistics.median(self.response_hours), 1) if self.response_hours else None

    def silent(self, now: dt.datetime) -> bool:
        """Whether nothing of it was published lately."""
        return self.last is None or now - self.last > SILENT_AFTER


@dataclass(frozen=True)
class Double:
    """The same words and files on the same account more than once."""

    workspace: str
    account: str
    count: int
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Late:
    """A complaint past the time of its first response; its words are nowhere here."""

    workspace: str
    agency: str
    ticket: str
    hours: float


@dataclass
class Board:
    """Everything that the pages show."""

    network: str
    at: dt.datetime
    agencies: list[AgencyRow]
    posts: list[tuple[str, PostLine]]
    """Each post that left or was handed over, with its workspace, the newest first."""
    doubles: list[Double]
    contradictions: list[Contradiction]
    late: list[Late]
    receipts: int
    workers: dict[str, dt.datetime | None]
    """When each workspace's worker was heard of last."""

    def silent(self) -> list[AgencyRow]:
        """The agencies that published nothing lately."""
        return [row for row in self.agencies if row.silent(self.at)]


def gather(opened: OpenNetwork, now: dt.datetime) -> Board:
    """The board of a network as it stands now. Raises InputError, OutsideError."""
    board = Board(opened.network.name, now, [], [], [], [], [], 0, {})
    said: list[PublicWords] = []
    for member in opened.members:
        rows = {row.agency: row for row in _rows(member)}
        ledger = own_ledger(opened, member)
        try:
            lines = ledger.post_lines()
            board.receipts += ledger.receipt_count()
            board.workers[member.name] = max((beat.seen_at for beat in _beats(member, ledger)), default=None)
            words = ledger.post_words(now - LATELY)
        finally:
            ledger.close()
        for line in lines:
            row = _row_of(rows, member, line)
            _count(row, line, now)
            if line.id in words:
                said.append(PublicWords(row.name, member.name, line.id, *words[line.id]))
        stories = {line.item for line in lines if line.state in {"published", "handed-over"}}
        if member.workspace is not None:
            board.late += _complaints(member.workspace, member.name, rows, stories, now)
        board.agencies += rows.values()
        hidden = PublicNames(member.workspace)
        board.posts += [(member.name, hidden.shown(line)) for line in lines if line.sent_at is not None]
        board.doubles += _doubles(member.name, [hidden.shown(line) for line in lines])
    board.posts.sort(key=lambda one: (one[1].sent_at or now, one[1].id), reverse=True)
    board.contradictions = contradictions(said)
    return board


def _beats(member: OpenMember, ledger: Ledger) -> list[Heartbeat]:
    return ledger.signs_of_life(str(member.workspace.root) if member.workspace else "")


def _rows(member: OpenMember) -> list[AgencyRow]:
    """The agencies that a workspace says it works for; one without `agencies:` is one itself."""
    if member.workspace is None:
        return [AgencyRow(member.name, "", member.name)]
    settings = member.workspace.settings
    if not settings.agencies:
        return [AgencyRow(member.name, "", settings.name)]
    return [AgencyRow(member.name, name, name) for name in settings.agencies]


def _row_of(rows: dict[str, AgencyRow], member: OpenMember, line: PostLine) -> AgencyRow:
    """The row that a post counts in; posts of an agency that is gone have one of their own."""
    if "" in rows:
        return rows[""]
    return rows.setdefault(line.agency, AgencyRow(member.name, line.agency, line.agency or member.name))


def _count(row: AgencyRow, line: PostLine, now: dt.datetime) -> None:
    if line.state == "published":
        row.published += 1
        sent = line.sent_at or line.due
        row.this_week += now - sent <= dt.timedelta(days=7)
        row.last = max(row.last or sent, sent)
    elif line.state in {"scheduled", "sending", "accepted", "processing"}:
        row.scheduled += 1
    elif line.state == "retracted":
        row.retracted += 1
    if line.state == "handed-over":
        row.handed_over += 1
    if line.state in WAITING:
        row.waiting[line.state] += 1


def _doubles(workspace: str, lines: Iterable[PostLine]) -> list[Double]:
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in lines:
        if line.state in {"published", "handed-over"}:
            same[line.account, line.content].append(line.id)
    return [Double(workspace, account, len(ids), tuple(ids)) for (account, _), ids in same.items() if len(ids) > 1]


def _complaints(
    workspace: Workspace, name: str, rows: dict[str, AgencyRow], stories: set[str], now: dt.datetime
) -> list[Late]:
    """Count the complaints of a workspace's private store; those that are late by their tickets, for the heads."""
    if not (workspace.private / FILE).is_file():
        return []
    from vlogkit.intake.complaints.store import ComplaintStore

    settings, late = workspace.settings, []
    with ComplaintStore(workspace.private) as store:
        for one in store.standings():
            agency = settings.agency_called(one.agency)
            row = rows[""] if "" in rows else rows.setdefault(agency, AgencyRow(name, agency, agency or name))
            if one.stage == "resolved":
                row.resolved += 1
                row.with_story += one.id in stories
            if one.reported_at is not None and one.responded_at is not None:
                row.response_hours.append(max(one.responded_at - one.reported_at, 0) / 3600)
            elif one.reported_at is not None and one.stage not in {"resolved", "rejected"}:
                hours = (now.timestamp() - one.reported_at) / 3600
                if hours > settings.response_hours:
                    row.overdue += 1
                    late.append(Late(name, row.name, one.ticket, round(hours, 1)))
    return late
