"""`vlogkit review`: approve or reject planned posts; the decision is bound to exactly what was seen."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, error_data, local, now, print_error, print_json, quote, say
from vlogkit.cli.posting.post_options import (
    AgencyOption,
    ByOption,
    PostArgument,
    as_json,
    at_desk,
    list_entries,
    person,
    shown_state,
)
from vlogkit.cli.terminal.own_language import tongue
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.proving import Ask
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.post import Entry

app = typer.Typer(no_args_is_help=True, help="Approve or reject planned posts.")

UNPROVEN = "Who that is was not proven: anyone who can use this login can write any name."
"""Said with every approval by a name that is taken as it is written."""
PASSPHRASE = "VLOGKIT_PASSPHRASE"
"""The environment's variable with the passphrase of who approves, for scripts."""
StdinOption = Annotated[bool, typer.Option("--stdin", help="Read each passphrase as a line of standard input.")]
PostsArgument = Annotated[list[str], typer.Argument(help="Ids of posts, or their beginnings.")]


@app.command("list")
def list_(agency: AgencyOption = "", workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the posts that wait for a decision.

    Example: vlogkit review list
    """
    from vlogkit.pipeline.posting.reviewing import waiting_posts

    with at_desk(workspace) as desk:
        entries = waiting_posts(desk, agency=agency)
    list_entries(entries, json=json, none="Nothing waits for approval.")


@app.command()
def show(post: PostArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show exactly what would be published: the text, the files, and what each file shows.

    Example: vlogkit review show jalan-blora
    """
    from vlogkit.pipeline.posting.reviewing import review_post

    with at_desk(workspace) as desk:
        seen = review_post(desk, post)
    approved_by = " and ".join(one.by for one in seen.said_yes)
    proven = all(one.proven for one in seen.said_yes)
    if json:
        yes = {"approved_by": approved_by, "proven": bool(seen.said_yes) and proven}
        print_json(as_json(seen.entry) | {"decisions": seen.decisions} | yes)
        return
    what = seen.entry.post
    say(f"{what.id}: {shown_state(what.state)}, {what.platform}/{what.account}, {what.when()}")
    say("goes to " + ", ".join(f"{name} {value}" for name, value in what.goes_to.items() if value))
    say(f"made by {what.author or 'nobody named'}; approved by {approved_by or 'nobody'}")
    say("" if proven else f"{UNPROVEN}\n")
    quote(f"{what.title}\n\n{what.wording()}\n")
    for path, alt in zip(what.files, what.alts, strict=False):
        quote(f"  {seen.folder / path}\n    {alt}")
    for line in seen.decisions:
        void = "" if line["content"] == what.content_hash() else " (void: the content changed)"
        at = local(dt.datetime.fromisoformat(str(line["at"])), what.zone)
        proof = " (proven)" if line["proven"] else ""
        say(f"{at} {line['decision']} by {line['by']}{proof} {line['reason']}{void}")


@app.command()
def enroll(
    name: Annotated[str, typer.Argument(help="Who approves, as in vlogkit.yaml.")],
    vouched_by: Annotated[
        str, typer.Option(help="Another approver, who proves theirs: for a forgotten passphrase.", show_default=False)
    ] = "",
    stdin: StdinOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Set the passphrase that proves who approves. The present one is asked for first, where there is one.

    Example: vlogkit review enroll Budi
    """
    from vlogkit.pipeline.posting import proving

    with at_desk(workspace) as desk:
        place = proving.enroll(desk, name.strip(), asker(stdin=stdin), vouched_by=vouched_by.strip(), now=now())
    if json:
        print_json({"approver": name.strip(), "place": place})
    else:
        say(
            f"{name.strip()} approves with this passphrase from now on: vlogkit review approve ID --as {name.strip()!r}"
        )
        say(f"A hash of it lies in {place}.")


@app.command()
def phrase(
    name: Annotated[str, typer.Argument(help="Who answers, as in vlogkit.yaml.")],
    stdin: StdinOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Set the phrase by which somebody answers from a phone. Their passphrase is asked for first.

    Example: vlogkit review phrase Budi
    """
    from vlogkit.pipeline.posting.answering.answer_phrases import set_answer_phrase

    with at_desk(workspace) as desk:
        set_answer_phrase(desk, name.strip(), asker(stdin=stdin), now=now())
    if json:
        print_json({"approver": name.strip()})
    else:
        say(f"{name.strip()} can answer from a phone with this phrase from now on.")


@app.command()
def sheet(
    item: Annotated[str, typer.Argument(help="The item whose waiting posts are shown.")],
    approver: Annotated[str, typer.Option("--for", help="Who is asked.")],
    out: Annotated[Path | None, typer.Option(help="The file (default: persetujuan-ITEM.html here).")] = None,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Write an item as one HTML file to send by WhatsApp, in which an approver says yes or no; the answer is a code.

    Example: vlogkit review sheet jalan-blora --for Budi
    """
    from vlogkit.studio.doors.sheet_page import made_sheet, write_sheet

    with at_desk(workspace) as desk:
        made = made_sheet(desk, item, approver=approver, by=person(by), way="file", now=now())
        until = local(made.sheet.until, desk.workspace.settings.timezone)
    path = out or Path(f"persetujuan-{item}.html")
    write_sheet(made, path)
    if json:
        print_json({"file": str(path)} | made.sheet.model_dump(mode="json"))
        return
    say(f"{path} can be answered by {made.sheet.approver} until {until}.")
    say("Send it, and enter the code that comes back: vlogkit review answer CODE")


@app.command()
def answer(
    code: Annotated[list[str] | None, typer.Argument(help="The code, or the message that it is in.")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the message from standard input.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Enter the code in which an approver answered a sheet. It decides on exactly what the sheet showed.

    Example: vlogkit review answer VK1-05QMP-…
    """
    from vlogkit.pipeline.posting.answering.taking_answers import take_code

    if stdin == bool(code):
        raise UsageError("an answer is a code", hint="vlogkit review answer CODE, or --stdin for a whole message")
    with at_desk(workspace) as desk:
        taken = take_code(desk, sys.stdin.read() if stdin else " ".join(code or []), now=now())
    if json:
        print_json([as_json(post) | {"answered_by": taken.sheet.approver, "proven": True} for post in taken.posts])
        return
    for post in taken.posts:
        say(f"{shown_state(post.state)}  {post.id}  {post.when()}")
    said = "said yes" if taken.yes else f"sent it back: {taken.reason}"
    say(f"{taken.sheet.approver} {said}. Their phrase proved it.")


@app.command()
def approve(
    posts: Annotated[list[str] | None, typer.Argument(help="Ids of posts, or their beginnings.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Approve every post that waits for a decision.")] = False,
    as_: Annotated[
        str, typer.Option("--as", help=f"Who approves, proven by their passphrase (asked for, or in {PASSPHRASE}).")
    ] = "",
    by: ByOption = "",
    agency: AgencyOption = "",
    stdin: StdinOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Approve posts as they stand now. Rendering them again voids the approval. A name given with --by is not proven.

    Example: vlogkit review approve jalan-blora --as Budi
    """
    from vlogkit.pipeline.posting.proving import prove
    from vlogkit.pipeline.posting.reviewing import waiting_posts

    if as_ and by:
        raise UsageError("--as and --by both say who approves", hint="Give --as alone: it proves who it is.")
    if agency and posts:
        raise UsageError("--agency narrows --all", hint="Leave one out: the ids, or --agency.")
    if bool(posts) == everything:
        raise UsageError("name the posts to approve, or all of them", hint="vlogkit review approve ID, or --all")
    with at_desk(workspace) as desk:
        who = prove(desk, as_.strip(), asker(stdin=stdin)) if as_ else person(by)
        names = [entry.post.id for entry in waiting_posts(desk, agency=agency)] if everything else posts or []
        answers = list(approvals(desk, names, who, proven=bool(as_), going_on=everything))
    refused = [answer for answer in answers if isinstance(answer, UsageError)]
    if json:
        print_json([approval_data(answer, who, proven=bool(as_)) for answer in answers])
        raise typer.Exit(ExitCode.FAILED if refused else ExitCode.DONE)
    for answer in answers:
        if isinstance(answer, UsageError):
            print_error(answer)
            continue
        post = answer.post
        waits = f"  {answer.reason}" if post.state == "draft" else ""
        say(f"{shown_state(post.state)}  {post.id}  {post.when()}{waits}")
    if len(refused) < len(answers):
        say(f"Approved by {who}. {'Their passphrase proved it.' if as_ else UNPROVEN}")
    elif not answers:
        say("Nothing waits for approval.")
    raise typer.Exit(ExitCode.FAILED if refused else ExitCode.DONE)


def approvals(
    desk: PublishingDesk, names: Iterable[str], who: str, *, proven: bool, going_on: bool
) -> Iterator[Entry | UsageError]:
    """Each post after its approval; where it may not be approved the error, raised unless the others go on."""
    from vlogkit.pipeline.posting.reviewing import approve_post

    for name in names:
        try:
            yield approve_post(desk, name, by=who, now=now(), proven=proven)
        except UsageError as error:
            if not going_on:
                raise
            yield error


def approval_data(answer: Entry | UsageError, who: str, *, proven: bool) -> dict[str, object]:
    """An approval, or the error in its place, as plain data."""
    if isinstance(answer, UsageError):
        return {"error": error_data(answer)}
    return as_json(answer.post) | {"approved_by": who, "proven": proven}


def asker(*, stdin: bool) -> Ask:
    """How a passphrase is asked for: the next line of standard input, the environment, or a prompt that shows nothing."""

    def ask(label: str, *, new: bool = False) -> str:
        if stdin:
            line = sys.stdin.readline()
            if not line:
                raise UsageError(f"standard input has no line for: {label}", hint="One line for each passphrase.")
            return line.rstrip("\r\n")
        if not new and os.environ.get(PASSPHRASE):
            return os.environ[PASSPHRASE]
        return str(typer.prompt(tongue(f"{label} (not shown)"), hide_input=True, confirmation_prompt=new, err=True))

    return ask


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
