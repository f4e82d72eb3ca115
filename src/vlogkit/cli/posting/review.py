"""`vlogkit review`: show what waits for approval, and approve or reject exactly that."""

from __future__ import annotations

from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.cli.posting.post_options import ByOption, as_json, at_desk, clock, local, person, print_entries, say

app = typer.Typer(no_args_is_help=True, help="Look at posts before they leave, and decide.")

PostsArgument = Annotated[list[str], typer.Argument(help="Ids of posts, or their beginnings.")]


@app.command("list")
def list_waiting(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show what waits for a decision.

    Example: vlogkit review list
    """
    with at_desk(workspace) as desk:
        entries = desk.ledger.entries(states=["draft"])
    if json:
        print_json([as_json(entry) for entry in entries])
    elif entries:
        print_entries(entries)
    else:
        out.print("Nothing waits for approval.")


@app.command()
def show(
    post: Annotated[str, typer.Argument(help="The post's id, or its beginning.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show exactly what would leave: the words, the files, what each file shows.

    Example: vlogkit review show jalan-blora
    """
    with at_desk(workspace) as desk:
        entry = desk.ledger.entry(post)
        decisions = desk.ledger.decisions(entry.post.id)
        folder = desk.workspace.bundles / entry.post.bundle
        approved = desk.ledger.approved_by(entry.post)
    if json:
        print_json(as_json(entry) | {"decisions": decisions, "approved_by": approved})
        return
    what = entry.post
    say(f"{what.id}: {what.state}, {what.platform}/{what.account}, {local(what.due, what.zone)}")
    say(f"made by {what.author or 'nobody named'}; approved by {approved or 'nobody'}\n")
    say(f"{what.title}\n\n{what.wording()}\n")
    for path, alt in zip(what.files, what.alts, strict=False):
        say(f"  {folder / path}\n    {alt}")
    for line in decisions:
        void = "" if line["content"] == what.content_hash() else " (void: the content changed)"
        say(f"{line['at'][:16]} {line['decision']} by {line['by']} {line['reason']}{void}")


@app.command()
def approve(posts: PostsArgument, by: ByOption = "", workspace: WorkspaceOption = None) -> None:
    """Approve posts as they stand now; a new render voids it.

    Example: vlogkit review approve jalan-blora --by Budi
    """
    with at_desk(workspace) as desk:
        second = desk.workspace.settings.approval.second_person
        for each in posts:
            post = desk.ledger.decide(each, "approved", by=person(by), now=clock(), second_person=second)
            say(f"{post.state}  {post.id}  {local(post.due, post.zone)}")


@app.command()
def reject(
    posts: PostsArgument,
    reason: Annotated[str, typer.Option(help="What is to be changed.")],
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Send posts back; they do not leave as they are.

    Example: vlogkit review reject jalan-blora --reason "angka belum benar" --by Budi
    """
    with at_desk(workspace) as desk:
        for each in posts:
            post = desk.ledger.decide(each, "rejected", by=person(by), now=clock(), reason=reason)
            say(f"rejected  {post.id}")
