"""`vlogkit highlights`: choose resolved complaints that are worth showing, and decide on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_json, quote, say
from vlogkit.cli.complaints import AgencyOption, CategoryOption, DistrictOption, NameArgument

if TYPE_CHECKING:
    from vlogkit.pipeline.complaints.highlights import Candidate, Highlights

app = typer.Typer(invoke_without_command=True)
ByOption = Annotated[str, typer.Option("--by", help="Who decides.")]


@app.callback(invoke_without_command=True)
def highlights(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Closed since this day, YYYY-MM-DD (default: the last 90 days).")] = "",
    agency: AgencyOption = "",
    district: DistrictOption = "",
    category: CategoryOption = "",
    limit: Annotated[int, typer.Option(help="Show at most this many.", min=1)] = 10,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List resolved complaints that are worth showing: nine gates, each with its reason, then a score; agencies take
    turns.

    Example: vlogkit highlights --since 2026-10-01 --limit 5
    """
    if context.invoked_subcommand is not None:
        return
    from vlogkit.pipeline.complaints.highlights import choose_highlights
    from vlogkit.pipeline.moments import start_of
    from vlogkit.workspace import open_workspace

    place = open_workspace(workspace)
    found = choose_highlights(
        place,
        now=now(),
        since=start_of(since, place) if since else None,
        agency=agency,
        district=district,
        category=category,
        limit=limit,
    )
    if json:
        print_json(as_json(found))
    else:
        print_highlights(found)


@app.command()
def propose(name: NameArgument, by: ByOption, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Propose a complaint; another person has to approve it.

    Example: vlogkit highlights propose laporgub-lgwa14376645 --by Sari
    """
    from vlogkit.pipeline.complaints.highlights import propose_highlight
    from vlogkit.workspace import open_workspace

    print_decided(propose_highlight(open_workspace(workspace), name, by=by, now=now()), json=json)


@app.command()
def approve(name: NameArgument, by: ByOption, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Approve what another person proposed, as it stands now. A later change voids the approval.

    Example: vlogkit highlights approve laporgub-lgwa14376645 --by Budi
    """
    from vlogkit.pipeline.complaints.highlights import approve_highlight
    from vlogkit.workspace import open_workspace

    print_decided(approve_highlight(open_workspace(workspace), name, by=by, now=now()), json=json)


@app.command()
def reject(
    name: NameArgument,
    by: ByOption,
    reason: Annotated[str, typer.Option(help="Why it must not be shown.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Keep a complaint from being shown, with a reason.

    Example: vlogkit highlights reject LGWA14376645 --by Sari --reason "keluarga pelapor keberatan"
    """
    from vlogkit.pipeline.complaints.highlights import reject_highlight
    from vlogkit.workspace import open_workspace

    found = reject_highlight(open_workspace(workspace), name, by=by, reason=reason, now=now())
    if json:
        print_json({"id": found, "decision": "reject", "by": by, "reason": reason})
    else:
        say(f"{found} will not be shown: {reason}")


@app.command("without-pictures")
def without_pictures(
    name: NameArgument, by: ByOption, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """Show a complaint without its pictures, where they cannot be used.

    Example: vlogkit highlights without-pictures LGWA14376645 --by Sari
    """
    from vlogkit.pipeline.complaints.highlights import show_without_pictures
    from vlogkit.workspace import open_workspace

    found = show_without_pictures(open_workspace(workspace), name, by=by, now=now())
    if json:
        print_json({"id": found, "decision": "without-pictures", "by": by})
    else:
        say(f"{found} is shown without pictures.")


def print_decided(candidate: Candidate, *, json: bool) -> None:
    """A complaint after a decision, as JSON or for a person."""
    if json:
        print_json(candidate_as_json(candidate))
    else:
        print_candidate(candidate)


def candidate_as_json(candidate: Candidate) -> dict[str, object]:
    """A complaint with its gates and its score."""
    case, points = candidate.complaint, candidate.score
    return {
        "id": case.id, "title": case.title, "agency": case.agency, "district": case.district, "category": case.category,
        "eligible": candidate.eligible(), "score": points.total() if points else None,
        "parts": points._asdict() if points else None, "gates": [gate.model_dump(mode="json") for gate in candidate.gates],
    }  # fmt: skip


def as_json(found: Highlights) -> dict[str, object]:
    """What was chosen, and what was stopped by which gate."""
    return {
        "considered": found.considered, "eligible": found.eligible, "waiting_for_approval": found.waiting,
        "stopped_by": found.stopped_by, "highlights": [candidate_as_json(one) for one in found.chosen],
        "shut": [candidate_as_json(one) for one in found.shut],
    }  # fmt: skip


def print_highlights(found: Highlights) -> None:
    """The chosen complaints, and why others were stopped, for a person."""
    verb = "waits" if found.waiting == 1 else "wait"
    more = f"; {found.waiting} more {verb} for a second person" if found.waiting else ""
    say(f"{found.eligible} of {found.considered} eligible{more}")
    for candidate in found.chosen:
        print_candidate(candidate)
    for gate, count in sorted(found.stopped_by.items()):
        say(f"  stopped at gate {gate}: {count}")
    for candidate in found.shut[:10]:
        reason = next(gate for gate in candidate.gates if not gate.open)
        say(f"  {candidate.complaint.id}: {reason.name}: {reason.reason}")


def print_candidate(candidate: Candidate) -> None:
    """A complaint with its score and each gate's reason, for a person."""
    points = candidate.score
    quote(f"{points.total() if points else 0:5.1f}  {candidate.complaint.id}: {candidate.complaint.title}")
    for gate in candidate.gates:
        say(f"       {'open' if gate.open else 'SHUT'} {gate.number} {gate.name}: {gate.reason}")
