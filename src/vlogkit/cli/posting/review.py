"""`vlogkit review`: approve or reject planned posts; the decision is bound to exactly what was seen."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, local, now, print_json, say
from vlogkit.cli.posting.post_options import (
    ByOption,
    PostArgument,
    as_json,
    at_desk,
    person,
    print_entries,
    shown_state,
)

app = typer.Typer(no_args_is_help=True, help="Approve or reject planned posts.")

UNPROVEN = "Who that is was not proven: anyone who can use this login can write any name."
"""Said with every approval: names are taken as they are written."""
PostsArgument = Annotated[list[str], typer.Argument(help="Ids of posts, or their beginnings.")]


@app.command("list")
def list_(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the posts that wait for a decision.

    Example: vlogkit review list
    """
    from vlogkit.pipeline.posting.reviewing import waiting_posts

    with at_desk(workspace) as desk:
        entries = waiting_posts(desk)
    if json:
        print_json([as_json(entry) for entry in entries])
    elif entries:
        print_entries(entries)
    else:
        say("Nothing waits for approval.")


@app.command()
def show(post: PostArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show exactly what would be published: the text, the files, and what each file shows.

    Example: vlogkit review show jalan-blora
    """
    from vlogkit.pipeline.posting.reviewing import review_post

    with at_desk(workspace) as desk:
        seen = review_post(desk, post)
    if json:
        print_json(as_json(seen.entry) | {"decisions": seen.decisions, "approved_by": seen.approved_by})
        return
    what = seen.entry.post
    say(f"{what.id}: {shown_state(what.state)}, {what.platform}/{what.account}, {local(what.due, what.zone)}")
    say("goes to " + ", ".join(f"{name} {value}" for name, value in what.goes_to.items() if value))
    say(f"made by {what.author or 'nobody named'}; approved by {seen.approved_by or 'nobody'}")
    say(f"{UNPROVEN}\n" if seen.approved_by else "")
    say(f"{what.title}\n\n{what.wording()}\n")
    for path, alt in zip(what.files, what.alts, strict=False):
        say(f"  {seen.folder / path}\n    {alt}")
    for line in seen.decisions:
        void = "" if line["content"] == what.content_hash() else " (void: the content changed)"
        at = local(dt.datetime.fromisoformat(line["at"]), what.zone)
        say(f"{at} {line['decision']} by {line['by']} {line['reason']}{void}")


@app.command()
def approve(
    posts: PostsArgument, by: ByOption = "", workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """Approve posts as they stand now. Rendering them again voids the approval. The name is recorded, not proven.

    Example: vlogkit review approve jalan-blora --by Budi
    """
    from vlogkit.pipeline.posting.reviewing import approve_post

    decided = []
    with at_desk(workspace) as desk:
        for each in posts:
            post = approve_post(desk, each, by=person(by), now=now())
            decided.append(as_json(post) | {"approved_by": person(by), "proven": False})
            if not json:
                say(f"{shown_state(post.state)}  {post.id}  {local(post.due, post.zone)}")
    if json:
        print_json(decided)
    else:
        say(f"Approved by {person(by)}. {UNPROVEN}")


@app.command()
def reject(
    posts: PostsArgument,
    reason: Annotated[str, typer.Option(help="What has to be changed.")],
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Reject posts; they are not published as they are.

    Example: vlogkit review reject jalan-blora --reason "angka belum benar" --by Budi
    """
    from vlogkit.pipeline.posting.reviewing import reject_post

    decided = []
    with at_desk(workspace) as desk:
        for each in posts:
            post = reject_post(desk, each, by=person(by), now=now(), reason=reason)
            decided.append(as_json(post))
            if not json:
                say(f"rejected  {post.id}")
    if json:
        print_json(decided)
