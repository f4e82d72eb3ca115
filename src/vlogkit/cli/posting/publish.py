"""`vlogkit publish` and `vlogkit worker`: publish what is due, once or continuously, and say what became of each post."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_json, say
from vlogkit.cli.posting.post_options import at_desk, shown_state
from vlogkit.errors import ExitCode, UsageError, VlogkitError

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.pipeline.posting.working import Done
    from vlogkit.pipeline.retracting.retract import TakenBack

app = typer.Typer(help="Publish what is due.")


@app.command()
def publish(
    limit: Annotated[int | None, typer.Option(help="Publish at most this many posts.", min=1)] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Publish every post that is due, once; for cron, systemd or CI. Nothing is rendered.

    Example: vlogkit publish
    """
    from vlogkit.pipeline.posting.working import went_well
    from vlogkit.pipeline.working.rounds import work_round

    with at_desk(workspace) as desk:
        results = work_round(
            desk, now, told=None if json else print_done, taken=print_nothing if json else print_taken, limit=limit
        )
    if json:
        print_json([done_as_json(done) for done in results])
    elif not results:
        say("Nothing is due.")
    if not all(went_well(done) for done in results):
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def worker(
    every: Annotated[float, typer.Option(help="Seconds between looks at the queue, at most.", min=0.2)] = 20.0,
    network: Annotated[
        Path | None, typer.Option(help="Work for every workspace of this network.", show_default=False)
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for cron.")] = False,
    install: Annotated[
        bool, typer.Option("--install", help="Write what makes this system start a worker by itself, and say how.")
    ] = False,
    system: Annotated[
        str, typer.Option(help="With --install: systemd, windows or cron (default: this machine's).")
    ] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Run continuously and publish each post when it is due, until stopped with Ctrl-C. Several workers may run.

    Example: vlogkit worker
    """
    from vlogkit.pipeline.working.rounds import open_members, say_goodbye

    if install:
        write_and_say(network, system, workspace)
        return
    stopped = threading.Event()
    stop_on_signals(stopped)
    with ExitStack() as stack:
        if network is None:
            desks = [stack.enter_context(at_desk(workspace))]
        else:
            desks = open_members(network, os.environ)
            for desk in desks:
                stack.callback(desk.close)
        say("Working; stop with Ctrl-C." if not once else "Looking once.")
        while not stopped.is_set():
            pause = min(round_at(desk, stopped, 0 if once else round(every) or 1, every) for desk in desks)
            if once:
                break
            stopped.wait(pause)
        for desk in desks:
            with suppress(VlogkitError):
                say_goodbye(desk, now)
    say("Stopped; what was begun is finished.")


def round_at(desk: PublishingDesk, stopped: threading.Event, every: int, most: float) -> float:
    """One round at one workspace, and the seconds until its next; trouble at one is told and keeps no other from working."""
    from vlogkit.pipeline.posting.working import seconds_to_next
    from vlogkit.pipeline.working.rounds import work_round

    try:
        work_round(desk, now, told=print_done, taken=print_taken, stop=stopped.is_set, every=every)
        return seconds_to_next(desk, now(), most)
    except VlogkitError as error:
        say(f"{desk.workspace.root.name}: {error}")
        return most


def write_and_say(network: Path | None, system: str, workspace: Path | None) -> None:
    """Write the file that starts a worker, and say what to run. Raises UsageError."""
    from vlogkit.pipeline.working.installing import SYSTEMS, this_system, write_installation
    from vlogkit.workspace import open_workspace

    chosen = next((one for one in SYSTEMS if one == system), None)
    if system and chosen is None:
        raise UsageError(f"there is no system `{system}`", hint=f"Known: {', '.join(SYSTEMS)}.")
    place = network.resolve() if network is not None else open_workspace(workspace).root
    folder = place if place.is_dir() else place.parent
    path, then = write_installation(folder, place, chosen or this_system(), network=network is not None)
    say(f"{path} is written. Now run:\n")
    for line in then:
        say(f"  {line}")


def stop_on_signals(stopped: threading.Event) -> None:
    """The first signal lets the current post finish; the second one ends the process as usual."""
    restore: dict[signal.Signals, object] = {}

    def ask(number: int, _frame: object) -> None:
        stopped.set()
        for which in restore:
            signal.signal(which, signal.SIG_DFL)

    handler: Callable[[int, object], None] = ask
    for which in (signal.SIGINT, signal.SIGTERM):
        restore[which] = signal.signal(which, handler)


def print_done(done: Done) -> None:
    """What became of a post, for a person."""
    why = ": ".join(part for part in (done.kind, done.reason) if part)
    tail = f": {why}" if done.reason else f" → {done.url}" if done.url else ""
    say(f"{shown_state(done.state)}  {done.post} on {done.account}{tail}")


def print_taken(done: TakenBack) -> None:
    """What became of a step of a retraction, for a person."""
    tail = f": {done.why}" if done.why else ""
    say(f"taken back ({done.state.replace('-', ' ')})  {done.retraction.post} on {done.retraction.account}{tail}")


def print_nothing(_done: TakenBack) -> None:
    """JSON has the posts alone."""


def done_as_json(done: Done) -> dict[str, str]:
    """What became of a post, as plain data."""
    return {key: str(getattr(done, key)) for key in ("post", "account", "state", "reason", "kind", "url")}
