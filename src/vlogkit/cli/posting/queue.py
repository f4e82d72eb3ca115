"""`vlogkit queue`: inspect and fix queued, sent and failed posts."""

from __future__ import annotations

from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, local, now, print_json, print_table, quote, say
from vlogkit.cli.posting.post_options import (
    AgencyOption,
    AnywayOption,
    AtOption,
    ByOption,
    PostArgument,
    as_json,
    at_desk,
    list_entries,
    person,
    print_entries,
    print_findings,
)
from vlogkit.cli.terminal.own_language import tongue
from vlogkit.errors import ExitCode

app = typer.Typer(no_args_is_help=True, help="Inspect and fix queued, sent and failed posts.")
UrlOption = Annotated[str, typer.Option("--url", help="Address of the post on the service.")]


@app.command("list")
def list_(
    state: Annotated[list[str] | None, typer.Option(help="Only this state (may be repeated).")] = None,
    account: Annotated[str, typer.Option(help="Only this account.")] = "",
    agency: AgencyOption = "",
    limit: Annotated[int, typer.Option(help="Show at most this many.", min=1)] = 200,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List posts in the order of their times.

    Example: vlogkit queue list --state held
    """
    from vlogkit.pipeline.posting.posts import list_posts

    with at_desk(workspace) as desk:
        entries = list_posts(desk, states=state or (), account=account, agency=agency, limit=limit)
    list_entries(entries, json=json, none="No posts. Plan some with: vlogkit plan")


@app.command()
def show(post: PostArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show everything about one post: its text, its files, its attempts, and who did what.

    Example: vlogkit queue show jalan-blora
    """
    from vlogkit.pipeline.posting.posts import show_post

    with at_desk(workspace) as desk:
        found = show_post(desk, post)
    entry = found.entry
    if json:
        trail = [line.model_dump(mode="json") for line in found.trail]
        print_json(as_json(entry) | {"attempts_made": found.attempts, "trail": trail})
        return
    print_entries([entry])
    quote(f"\n{entry.post.title}\n\n{entry.post.wording()}\n")
    for path in entry.post.files:
        quote(f"  {path}")
    rows = [
        (
            local(line.at, entry.post.zone),
            line.who,
            tongue(line.what),
            ", ".join(f"{key} {value}" for key, value in line.detail.items() if value),
        )
        for line in found.trail
    ]
    print_table(("at", "who", "what", "detail~"), rows)


@app.command()
def retry(
    post: PostArgument,
    at: AtOption = "",
    anyway: AnywayOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Send a held or failed post again, now or at a given time. What may have been sent is looked up first.

    Example: vlogkit queue retry jalan-blora --at "2026-12-01 07:00 WIB"
    """
    from vlogkit.pipeline.moments import read_time
    from vlogkit.pipeline.posting.posts import retry_post

    with at_desk(workspace) as desk:
        entry = retry_post(desk, post, by=person(by), now=now(), due=read_time(at) if at else None, anyway=anyway)
    if json:
        print_json(as_json(entry))
    else:
        say(f"{entry.post.id} is {entry.post.state} for {entry.post.when()}")


@app.command()
def move(
    post: PostArgument,
    time: Annotated[str, typer.Argument(help="Time with its zone: 2026-12-01 07:00 WIB.")],
    anyway: AnywayOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Give a planned post another time; its approval stays.

    Example: vlogkit queue move jalan-blora "2026-12-01 07:00 WIB"
    """
    from vlogkit.pipeline.moments import read_time
    from vlogkit.pipeline.posting.posts import move_post

    with at_desk(workspace) as desk:
        entry = move_post(desk, post, by=person(by), now=now(), due=read_time(time), anyway=anyway)
    if json:
        print_json(as_json(entry))
    else:
        say(f"{entry.post.id} is {entry.post.state} for {entry.post.when()}")


@app.command()
def edit(
    post: PostArgument,
    text: Annotated[str | None, typer.Option(help="New text.", show_default=False)] = None,
    title: Annotated[str | None, typer.Option(help="New title.", show_default=False)] = None,
    link: Annotated[str | None, typer.Option(help="New link; empty removes it.", show_default=False)] = None,
    hashtag: Annotated[list[str] | None, typer.Option(help="New hashtags (may be repeated).")] = None,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Change the words of a planned post. An approval of the old words ends.

    Example: vlogkit queue edit jalan-blora --text "Jalan Blora dibuka lagi."
    """
    from vlogkit.pipeline.posting.posts import edit_post

    hashtags = tuple(hashtag) if hashtag else None
    given = {"text": text, "title": title, "link": link, "hashtags": hashtags}
    words = {name: value for name, value in given.items() if value is not None}
    with at_desk(workspace) as desk:
        entry = edit_post(desk, post, words, by=person(by), now=now())
    if json:
        print_json(as_json(entry))
    else:
        say(f"{entry.post.id} is {entry.post.state}; it now says:\n\n{entry.post.wording()}")


@app.command()
def resolve(
    post: PostArgument,
    posted: Annotated[bool, typer.Option("--posted/--not-posted", help="Whether it is on the service.")],
    url: UrlOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Record whether an unconfirmed post is out, after looking on the service.

    Example: vlogkit queue resolve jalan-blora --posted --url https://t.me/dinas/42
    """
    settle(post, posted=posted, url=url, by=by, workspace=workspace, json=json)


@app.command("mark-posted")
def mark_posted(
    post: PostArgument,
    url: UrlOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Record that a pack of the outbox was posted by hand, and where it can be read.

    Example: vlogkit queue mark-posted jalan-blora --url https://whatsapp.com/channel/…
    """
    settle(post, posted=True, url=url, by=by, workspace=workspace, json=json)


def settle(post: str, *, posted: bool, url: str, by: str, workspace: WorkspaceOption, json: bool) -> None:
    """Record whether a post is out, and say its state."""
    from vlogkit.pipeline.posting.posts import settle_post

    with at_desk(workspace) as desk:
        entry = settle_post(desk, post, by=person(by), now=now(), posted=posted, url=url)
    if json:
        print_json(as_json(entry))
    else:
        say(f"{entry.post.id} is {entry.post.state}")


@app.command()
def cancel(
    post: PostArgument,
    reason: Annotated[str, typer.Option(help="Reason, for the audit trail.")] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Cancel a post that has not been sent.

    Example: vlogkit queue cancel jalan-blora --reason "diganti versi baru"
    """
    from vlogkit.pipeline.posting.posts import cancel_post

    with at_desk(workspace) as desk:
        entry = cancel_post(desk, post, by=person(by), now=now(), reason=reason)
    if json:
        print_json(as_json(entry))
    else:
        say(f"{entry.post.id} is cancelled")


@app.command()
def doctor(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Find posts that need a person, and those that a gate keeps from leaving, with why; changes nothing.

    Example: vlogkit queue doctor
    """
    from vlogkit.pipeline.posting.queue_doctor import look_at_queue

    with at_desk(workspace) as desk:
        findings = look_at_queue(desk, now())
    if json:
        print_json([finding.model_dump(mode="json") for finding in findings])
    elif findings:
        print_findings(findings)
    else:
        say("Nothing in the queue needs a person.")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(ExitCode.FAILED)
