"""`vlogkit hold`: pause publishing with a reason, and resume it post by post or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, local, now, print_json, print_table, say
from vlogkit.cli.posting.post_options import AgencyOption, AnywayOption, ByOption, as_json, at_desk, person
from vlogkit.cli.terminal.own_language import tongue
from vlogkit.errors import UsageError, counted

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.post import Entry

app = typer.Typer(no_args_is_help=True, help="Pause all publishing, and resume it.")
NetworkOption = Annotated[
    bool, typer.Option("--network", help="Of every workspace of the network, by one who is named in its file.")
]


@app.command()
def on(
    reason: Annotated[str, typer.Option(help="Reason, shown to everyone who asks.")],
    by: ByOption = "",
    scope: Annotated[str, typer.Option(help="all, platform:NAME, account:NAME or agency:NAME.")] = "all",
    agency: AgencyOption = "",
    allow_tag: Annotated[
        list[str] | None, typer.Option(help="Still publish posts with this tag (may be repeated).")
    ] = None,
    network: NetworkOption = False,
    until: Annotated[str, typer.Option(help="Time at which it ends by itself; held posts still wait for you.")] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Publish nothing from now on, except what is being sent at this moment.

    Example: vlogkit hold on --reason "gempa di Cilacap" --by Sari --allow-tag darurat
    """
    from vlogkit.pipeline.moments import read_time
    from vlogkit.pipeline.posting.holding import at_services, hold, stopped_posts

    if agency and scope != "all":
        raise UsageError("--agency and --scope both say what is held", hint=f"Give one: --scope agency:{agency}")
    scope = f"agency:{agency}" if agency else scope
    with at_desk(workspace) as desk:
        end = read_time(until) if until else None
        if network:
            hold_all(desk, reason, person(by), json=json, scope=scope, allow_tags=allow_tag or (), until=end)
            return
        made = hold(desk, reason=reason, by=person(by), now=now(), scope=scope, allow_tags=allow_tag or (), until=end)
        stopped = [entry.post.id for entry in stopped_posts(desk, made)]
        there = at_services(desk, made, now())
    if json:
        more = {"stops": stopped, "at_services": [as_json(entry) for entry in there]}
        print_json(made.model_dump(mode="json") | more)
    else:
        say(f"Hold {made.id} is in force: {made.scope}. It stops {counted(len(stopped), 'waiting post')}.")
        for entry in there:
            where = entry.url or f"{entry.post.account}, {entry.remote_id}"
            say(f"A service has it until {entry.post.when()}; the worker takes it back: {entry.post.id}, {where}")
        say("Lift it with: vlogkit hold off")


def hold_all(desk: PublishingDesk, reason: str, by: str, *, json: bool, **more: object) -> None:
    """Stop the network, and say what that stops."""
    from vlogkit.pipeline.retracting.network_hold import hold_network

    done = hold_network(desk, reason=reason, by=by, now=now(), **more)  # type: ignore[arg-type]  # each by its name
    if json:
        there = [as_json(entry) for entry in done.at_services]
        print_json(
            {"network_hold": done.origin, "workspaces": done.workspaces, "stops": done.stopped, "at_services": there}
        )
        return
    say(f"The network is on hold: {done.origin}. Every workspace asks before its next call.")
    say(f"It stops {counted(done.stopped, 'waiting post')} in {counted(done.workspaces, 'workspace')} on this machine.")
    for entry in done.at_services:
        say(f"A service has it and it is taken back there: {entry.post.id}, {entry.url or entry.post.account}")
    say("Lift it with: vlogkit hold off --network")


@app.command()
def key(
    name: Annotated[str, typer.Argument(help="Who may stop and start the network, as they sign with --by.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key for somebody who may stop the whole network, and show the line for its file.

    Example: vlogkit hold key Sari
    """
    from vlogkit.pipeline.retracting.network_hold import make_key

    with at_desk(workspace) as desk:
        line = make_key(desk, name.strip())
    if json:
        print_json({"name": name.strip(), "holder": line})
        return
    say(f"Write into the network's file:\n\nholders:\n  {line}\n\nThe private key is kept on this machine only.")


@app.command("list")
def list_(agency: AgencyOption = "", workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the holds that are in force.

    Example: vlogkit hold list
    """
    from vlogkit.pipeline.posting.holding import standing_holds

    with at_desk(workspace) as desk:
        holds, zone = standing_holds(desk, now(), agency=agency), desk.workspace.settings.timezone
    if json:
        print_json([hold.model_dump(mode="json") for hold in holds])
    elif holds:
        rows = [(str(hold.id), hold.scope, hold.by, local(hold.at, zone), hold.reason) for hold in holds]
        print_table(("id#", "scope", "by", "since", "reason~"), rows)
    else:
        say("No hold is in force.")


@app.command()
def off(
    hold: Annotated[int | None, typer.Option(help="Only this hold (default: all).", show_default=False)] = None,
    agency: AgencyOption = "",
    by: ByOption = "",
    retime: Annotated[bool, typer.Option("--retime", help="Give all held posts the next free times.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Cancel all held posts.")] = False,
    leave: Annotated[bool, typer.Option("--leave", help="Leave all held posts held.")] = False,
    anyway: AnywayOption = "",
    network: NetworkOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Lift a hold, and decide on each post that waited: a new time, or cancel it.

    Example: vlogkit hold off --by Sari
    """
    from vlogkit.pipeline.posting.holding import lift_holds

    if retime + drop + leave > 1:
        raise UsageError("--retime, --drop and --leave exclude each other", hint="Choose one, or none to be asked.")
    if json and not retime + drop + leave:
        raise UsageError("--json cannot ask about each post", hint="Add --retime, --drop or --leave.")
    name = person(by)
    with at_desk(workspace) as desk:
        if network:
            ended = free_all(desk, name)
            print_json({"lifted": ended}) if json else say(f"Lifted: {', '.join(ended)}. Nothing is sent by itself.")
            return
        lifted, waiting = lift_holds(desk, by=name, now=now(), number=hold, agency=agency)
        if not json:
            say("Lifted: " + ", ".join(f"hold {one.id} ({one.reason})" for one in lifted))
        decided = []
        for entry in waiting:
            choice = "r" if retime else "d" if drop else "l" if leave else asked(entry)
            decided.append(decide(desk, entry, choice, name, anyway=anyway, quiet=json))
    if json:
        print_json({"lifted": [one.model_dump(mode="json") for one in lifted], "posts": [as_json(e) for e in decided]})


def free_all(desk: PublishingDesk, by: str) -> list[str]:
    """Lift the holds of the network."""
    from vlogkit.pipeline.retracting.network_hold import free_network

    return free_network(desk, by=by, now=now())


def asked(entry: Entry) -> str:
    """What a person wants to be done with a post that waited."""
    post = entry.post
    say(f"\n{post.title or post.bundle} on {post.account}, was due {post.when()}")
    answer = typer.prompt(tongue("[r] next free time, [d] drop, [l] leave held, or a time"), default="l")
    return str(answer).strip()


def decide(desk: PublishingDesk, entry: Entry, choice: str, by: str, *, anyway: str, quiet: bool) -> Entry:
    """Drop a post, leave it held, or give it a time. Raises UsageError, InputError."""
    from vlogkit.pipeline.moments import read_time
    from vlogkit.pipeline.posting.holding import drop_held, retime_held

    if choice == "d" and entry.begun:
        look = f"look on the service, then: vlogkit queue resolve {entry.post.id}"
        done, line = entry, f"held  {entry.post.id}: it was begun; {look}"
    elif choice == "l":
        done, line = entry, f"held  {entry.post.id}"
    elif choice == "d":
        done, line = drop_held(desk, entry, by=by, now=now()), f"dropped  {entry.post.id}"
    else:
        due = None if choice == "r" else read_time(choice)
        done = retime_held(desk, entry, by=by, now=now(), due=due, anyway=anyway)
        line = f"scheduled  {done.post.id}  {done.post.when()}"
    if not quiet:
        say(line)
    return done
