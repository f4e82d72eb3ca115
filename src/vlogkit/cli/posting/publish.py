"""`vlogkit publish` and `vlogkit worker`: send the posts that are due, once or continuously."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json
from vlogkit.cli.posting.post_options import at_desk, clock, say
from vlogkit.errors import ExitCode

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.publishing import Done

app = typer.Typer(help="Send what is due.")

GOOD = frozenset({"published", "accepted", "processing", "sending", "scheduled"})
FORGET_AFTER_DAYS = 14


@app.command()
def publish(
    limit: Annotated[int | None, typer.Option(help="At most so many posts.", min=1)] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Send everything that is due, once; for cron, systemd or CI. Nothing is rendered.

    Example: vlogkit publish
    """
    from vlogkit.pipeline.posting.publishing_desk import publish_posts

    with at_desk(workspace) as desk:
        _expire(desk)
        results = publish_posts(desk, clock, told=None if json else _say, limit=limit)
    if json:
        print_json([_as_dict(done) for done in results])
    elif not results:
        out.print("Nothing is due.")
    if any(done.state not in GOOD for done in results):
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def worker(
    every: Annotated[float, typer.Option(help="Look at least every so many seconds.", min=0.2)] = 20.0,
    workspace: WorkspaceOption = None,
) -> None:
    """Stay, and send each post at its time, until stopped with Ctrl-C; several workers are safe.

    Example: vlogkit worker
    """
    from vlogkit.errors import OutsideError
    from vlogkit.pipeline.posting.publishing_desk import publish_posts

    stopped = threading.Event()
    _stop_on_signals(stopped)
    with at_desk(workspace) as desk:
        out.print("Working; stop with Ctrl-C.")
        while not stopped.is_set():
            try:
                _expire(desk)
                publish_posts(desk, clock, told=_say, stop=stopped.is_set)
                pause = _pause(desk, every)
            except OutsideError as error:
                say(str(error))
                pause = every
            stopped.wait(pause)
    out.print("Stopped; what was begun is finished.")


def _pause(desk: PublishingDesk, every: float) -> float:
    """Seconds until the next post wants a worker, at most `every`."""
    wake = desk.ledger.next_wake()
    return every if wake is None else min(every, max(0.0, (wake - clock()).total_seconds()))


def _expire(desk: PublishingDesk) -> None:
    import datetime as dt

    desk.ledger.expire(clock(), older=dt.timedelta(days=FORGET_AFTER_DAYS))


def _stop_on_signals(stopped: threading.Event) -> None:
    """The first signal lets the post at hand finish; the second one ends the process as usual."""
    restore: dict[signal.Signals, object] = {}

    def ask(number: int, _frame: object) -> None:
        stopped.set()
        for which in restore:
            signal.signal(which, signal.SIG_DFL)

    handler: Callable[[int, object], None] = ask
    for which in (signal.SIGINT, signal.SIGTERM):
        restore[which] = signal.signal(which, handler)


def _say(done: Done) -> None:
    why = ": ".join(part for part in (done.kind, done.reason) if part)
    tail = f": {why}" if done.reason else f" → {done.url}" if done.url else ""
    say(f"{done.state}  {done.post} on {done.account}{tail}")


def _as_dict(done: Done) -> dict[str, str]:
    return {key: str(getattr(done, key)) for key in ("post", "account", "state", "reason", "kind", "url")}
