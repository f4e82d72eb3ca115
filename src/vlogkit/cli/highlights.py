"""`vlogkit highlights`: list resolved complaints worth showing, and record who proposed and approved them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.errors import UsageError

if TYPE_CHECKING:
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.intake.highlights.choice import Candidate, Choice, Highlights

app = typer.Typer(invoke_without_command=True)
ByOption = Annotated[str, typer.Option("--by", help="Who decides it.")]


@app.callback(invoke_without_command=True)
def highlights(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Closed from this day on, YYYY-MM-DD; else the last 90 days.")] = "",
    agency: Annotated[str, typer.Option(help="Only agencies with this in their name.")] = "",
    district: Annotated[str, typer.Option(help="Only districts with this in their name.")] = "",
    category: Annotated[str, typer.Option(help="Only categories with this in their name.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 10,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List resolved complaints worth showing: nine gates with a reason each, then a score, agencies in turn.

    Example: vlogkit highlights --since 2026-10-01 --limit 5
    """
    if context.invoked_subcommand is not None:
        return
    from vlogkit.intake.highlights.choice import WINDOW, HighlightFilter

    with _choice(workspace) as (choice, _, now):
        start = _day(since) if since else now - WINDOW
        found = choice.choose(
            HighlightFilter(start, now + dt.timedelta(days=1), agency, district, category), limit=limit
        )
    if json:
        print_json(_as_dict(found))
    else:
        _say(found)


@app.command()
def propose(
    name: Annotated[str, typer.Argument(help="Id or ticket.")], by: ByOption, workspace: WorkspaceOption = None
) -> None:
    """Put a complaint forward; another person has to approve it.

    Example: vlogkit highlights propose laporgub-lgwa14376645 --by Sari
    """
    with _choice(workspace) as (choice, store, _):
        _say_one(choice.propose(store.find(name), by=by))


@app.command()
def approve(
    name: Annotated[str, typer.Argument(help="Id or ticket.")], by: ByOption, workspace: WorkspaceOption = None
) -> None:
    """Approve what another person proposed, as it stands now; a later change voids it.

    Example: vlogkit highlights approve laporgub-lgwa14376645 --by Budi
    """
    with _choice(workspace) as (choice, store, _):
        _say_one(choice.approve(store.find(name), by=by))


@app.command()
def reject(
    name: Annotated[str, typer.Argument(help="Id or ticket.")],
    by: ByOption,
    reason: Annotated[str, typer.Option(help="Why it must not be shown.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Keep a complaint from being shown, with a reason.

    Example: vlogkit highlights reject LGWA14376645 --by Sari --reason "keluarga pelapor keberatan"
    """
    from vlogkit.intake.highlights.decisions import decide

    with _choice(workspace) as (_, store, now):
        item = store.find(name)
        decide(store, item.id, "reject", by=by, now=now, reason=reason)
        out.print(f"{item.id} will not be shown: {reason}", markup=False)


@app.command("without-pictures")
def without_pictures(
    name: Annotated[str, typer.Argument(help="Id or ticket.")], by: ByOption, workspace: WorkspaceOption = None
) -> None:
    """Show a complaint without its pictures, where they cannot be used.

    Example: vlogkit highlights without-pictures LGWA14376645 --by Sari
    """
    from vlogkit.intake.highlights.decisions import decide

    with _choice(workspace) as (_, store, now):
        item = store.find(name)
        decide(store, item.id, "without-pictures", by=by, now=now)
        out.print(f"{item.id} is shown without pictures.", markup=False)


@contextmanager
def _choice(folder: Path | None) -> Iterator[tuple[Choice, ComplaintStore, dt.datetime]]:
    from vlogkit.intake.complaints.store import ComplaintStore
    from vlogkit.intake.highlights.choice import Choice
    from vlogkit.workspace import open_workspace

    place, now = open_workspace(folder), dt.datetime.now(dt.UTC)
    with ComplaintStore(place.private) as store:
        yield Choice(store, place.root, now=now, zone=place.settings.timezone), store, now


def _day(text: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), dt.timezone(dt.timedelta(hours=7)))
    except ValueError:
        raise UsageError(f"`{text}` is not a day", hint="Write it as 2026-12-31.") from None


def _one(candidate: Candidate) -> dict[str, object]:
    case, points = candidate.complaint, candidate.score
    return {
        "id": case.id, "title": case.title, "agency": case.agency, "district": case.district, "category": case.category,
        "eligible": candidate.eligible(), "score": points.total() if points else None,
        "parts": points._asdict() if points else None, "gates": [gate._asdict() for gate in candidate.gates],
    }  # fmt: skip


def _as_dict(found: Highlights) -> dict[str, object]:
    return {
        "considered": found.considered, "eligible": found.eligible, "waiting_for_approval": found.waiting,
        "stopped_by": found.stopped_by, "highlights": [_one(one) for one in found.chosen], "shut": [_one(one) for one in found.shut],
    }  # fmt: skip


def _say(found: Highlights) -> None:
    more = f"; {found.waiting} more wait for a second person" if found.waiting else ""
    out.print(f"{found.eligible} of {found.considered} eligible{more}", markup=False)
    for candidate in found.chosen:
        _say_one(candidate)
    for gate, count in sorted(found.stopped_by.items()):
        out.print(f"  stopped at gate {gate}: {count}", markup=False)
    for candidate in found.shut[:10]:
        reason = next(gate for gate in candidate.gates if not gate.open)
        out.print(f"  {candidate.complaint.id}: {reason.name}: {reason.reason}", markup=False, soft_wrap=True)


def _say_one(candidate: Candidate) -> None:
    points = candidate.score
    out.print(
        f"{points.total() if points else 0:5.1f}  {candidate.complaint.id}: {candidate.complaint.title}",
        markup=False,
        soft_wrap=True,
    )
    for gate in candidate.gates:
        out.print(
            f"       {'open' if gate.open else 'SHUT'} {gate.number} {gate.name}: {gate.reason}",
            markup=False,
            soft_wrap=True,
        )
