"""`vlogkit queue`: inspect and fix queued, sent and failed posts."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json, table
from vlogkit.cli.posting.post_options import (
    AtOption,
    ByOption,
    as_json,
    at_desk,
    clock,
    local,
    moment,
    person,
    print_entries,
    print_findings,
    say,
)
from vlogkit.errors import ExitCode, UsageError
from vlogkit.records.post import PostState

app = typer.Typer(no_args_is_help=True, help="What waits, what left, what needs a person.")

PostArgument = Annotated[str, typer.Argument(help="The post's id, or its beginning.")]


@app.command("list")
def list_posts(
    state: Annotated[list[str] | None, typer.Option(help="Only this state; may be repeated.")] = None,
    account: Annotated[str, typer.Option(help="Only this account.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 200,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show posts in the order of their time.

    Example: vlogkit queue list --state held
    """
    with at_desk(workspace) as desk:
        entries = desk.ledger.entries(states=_states(state or []), account=account, limit=limit)
    if json:
        print_json([as_json(entry) for entry in entries])
    elif entries:
        print_entries(entries)
    else:
        out.print("No posts. Plan some with: vlogkit plan")


@app.command()
def show(post: PostArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show one post whole: its words, its files, its attempts, who did what.

    Example: vlogkit queue show jalan-blora
    """
    with at_desk(workspace) as desk:
        entry = desk.ledger.entry(post)
        history = desk.ledger.history(entry.post.id)
        trail = [line.model_dump(mode="json") for line in desk.ledger.trail(entry.post.id)]
    if json:
        print_json(as_json(entry) | {"attempts_made": history, "trail": trail})
        return
    print_entries([entry])
    say(f"\n{entry.post.title}\n\n{entry.post.wording()}\n")
    for path in entry.post.files:
        say(f"  {path}")
    rows = table("at", "who", "what", "detail")
    for line in trail:
        detail = ", ".join(f"{key} {value}" for key, value in dict(line["detail"]).items() if value)
        rows.add_row(str(line["at"])[:19], str(line["who"]), str(line["what"]), detail)
    out.print(rows)


@app.command()
def retry(post: PostArgument, at: AtOption = "", by: ByOption = "", workspace: WorkspaceOption = None) -> None:
    """Send a held or failed post again, now or at a time; what has begun is looked for first.

    Example: vlogkit queue retry jalan-blora --at "2026-12-01 07:00 WIB"
    """
    with at_desk(workspace) as desk:
        entry = desk.ledger.retry(post, by=person(by), now=clock(), due=moment(at) if at else None)
    say(f"{entry.post.id} is {entry.post.state} for {local(entry.post.due, entry.post.zone)}")


@app.command()
def resolve(
    post: PostArgument,
    posted: Annotated[bool, typer.Option("--posted/--not-posted", help="Whether it is on the service.")],
    url: Annotated[str, typer.Option(help="Where it is.")] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Say whether an unconfirmed post is out, after looking on the service.

    Example: vlogkit queue resolve jalan-blora --posted --url https://t.me/dinas/42
    """
    _settle(post, posted=posted, url=url, by=by, workspace=workspace)


@app.command("mark-posted")
def mark_posted(
    post: PostArgument,
    url: Annotated[str, typer.Option(help="Where it is.")] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Say that a pack was posted by hand.

    Example: vlogkit queue mark-posted jalan-blora --url https://whatsapp.com/channel/…
    """
    _settle(post, posted=True, url=url, by=by, workspace=workspace)


def _settle(post: str, *, posted: bool, url: str, by: str, workspace: WorkspaceOption) -> None:
    with at_desk(workspace) as desk:
        entry = desk.ledger.resolve(post, by=person(by), now=clock(), posted=posted, url=url)
    say(f"{entry.post.id} is {entry.post.state}")


@app.command()
def cancel(
    post: PostArgument,
    reason: Annotated[str, typer.Option(help="Why, for the trail.")] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Drop a post that has not left.

    Example: vlogkit queue cancel jalan-blora --reason "diganti versi baru"
    """
    with at_desk(workspace) as desk:
        entry = desk.ledger.cancel(post, by=person(by), now=clock(), reason=reason)
    say(f"{entry.post.id} is cancelled")


@app.command()
def doctor(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Look for posts that need a person; changes nothing.

    Example: vlogkit queue doctor
    """
    from vlogkit.pipeline.posting.queue_doctor import look_at_queue

    with at_desk(workspace) as desk:
        findings = look_at_queue(desk, clock(), late=dt.timedelta(minutes=desk.calendar.late_minutes))
    if json:
        print_json([finding.model_dump(mode="json") for finding in findings])
    elif findings:
        print_findings(findings)
    else:
        out.print("Nothing in the queue needs a person.")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(ExitCode.FAILED)


def _states(words: list[str]) -> list[PostState]:
    from typing import get_args

    known: tuple[PostState, ...] = get_args(PostState)
    for word in words:
        if word not in known:
            raise UsageError(f"there is no state `{word}`", hint="Known here: " + ", ".join(known))
    return [state for state in known if state in words]
