"""`vlogkit hold`: pause publishing, for everything or a part, and resume it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json, table
from vlogkit.cli.posting.post_options import ByOption, at_desk, clock, local, moment, person, say
from vlogkit.errors import UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.post import Entry

app = typer.Typer(no_args_is_help=True, help="Stop everything at once, and let it go again.")


@app.command()
def on(
    reason: Annotated[str, typer.Option(help="Why; it is shown to everyone who asks.")],
    by: ByOption = "",
    scope: Annotated[str, typer.Option(help="all, platform:NAME, account:NAME or agency:NAME.")] = "all",
    allow_tag: Annotated[
        list[str] | None, typer.Option(help="Posts with this tag still go out; may be repeated.")
    ] = None,
    until: Annotated[str, typer.Option(help="When it ends by itself; what waited still waits for you.")] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Let nothing leave from now on, except what is being sent this very moment.

    Example: vlogkit hold on --reason "gempa di Cilacap" --by Sari --allow-tag darurat
    """
    with at_desk(workspace) as desk:
        end = moment(until) if until else None
        hold = desk.ledger.hold_on(
            reason=reason, by=person(by), now=clock(), scope=scope, allow_tags=allow_tag or (), until=end
        )
    if json:
        print_json(hold.model_dump(mode="json"))
        return
    say(f"Hold {hold.id} stands: {hold.scope}. Lift it with: vlogkit hold off")


@app.command("list")
def list_holds(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show the holds that stand.

    Example: vlogkit hold list
    """
    with at_desk(workspace) as desk:
        holds = desk.ledger.standing_holds(clock())
    if json:
        print_json([hold.model_dump(mode="json") for hold in holds])
        return
    rows = table("id#", "scope", "by", "since", "reason")
    for hold in holds:
        rows.add_row(str(hold.id), hold.scope, hold.by, f"{hold.at:%Y-%m-%d %H:%M} UTC", hold.reason)
    out.print(rows if holds else "No hold stands.")


@app.command()
def off(
    hold: Annotated[int | None, typer.Option(help="Only this hold; without it, all.")] = None,
    by: ByOption = "",
    retime: Annotated[bool, typer.Option("--retime", help="Give all that waited the next free times.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Cancel all that waited.")] = False,
    leave: Annotated[bool, typer.Option("--leave", help="Leave all that waited as held.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Lift a hold, and walk through what waited: a new time, or drop it, post by post or for all.

    Example: vlogkit hold off --by Sari
    """
    if retime + drop + leave > 1:
        raise UsageError("--retime, --drop and --leave exclude each other", hint="Choose one, or none to be asked.")
    name = person(by)
    with at_desk(workspace) as desk:
        lifted = desk.ledger.hold_off(by=name, now=clock(), hold_id=hold)
        say("Lifted: " + ", ".join(f"hold {one.id} ({one.reason})" for one in lifted))
        for entry in desk.ledger.waiting_for(lifted):
            choice = "r" if retime else "d" if drop else "l" if leave else _asked(entry)
            _decide(desk, entry, choice, name)


def _asked(entry: Entry) -> str:
    post = entry.post
    say(f"\n{post.title or post.bundle} on {post.account}, was {local(post.due, post.zone)}")
    answer = typer.prompt("[r] next free time, [d] drop, [l] leave held, or a time", default="l")
    return str(answer).strip()


def _decide(desk: PublishingDesk, entry: Entry, choice: str, by: str) -> None:
    from vlogkit.pipeline.posting.publishing_desk import next_free

    now = clock()
    if choice == "d":
        desk.ledger.cancel(entry.post.id, by=by, now=now, reason="dropped after a hold")
        say(f"dropped  {entry.post.id}")
        return
    if choice == "l":
        say(f"held  {entry.post.id}")
        return
    due: dt.datetime = next_free(desk, entry.post, now) if choice == "r" else moment(choice)
    again = desk.ledger.retry(entry.post.id, by=by, now=now, due=due)
    say(f"scheduled  {again.post.id}  {local(due, again.post.zone)}")
