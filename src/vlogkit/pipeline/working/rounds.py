"""One round of whoever sends: take back what must not be out, then send what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.pipeline.network.members import open_network
from vlogkit.pipeline.posting.publishing_desk import Clock, PublishingDesk, worker_name
from vlogkit.pipeline.posting.working import Done, publish_now
from vlogkit.pipeline.retracting.retract import TakenBack, take_back, withdraw_held


def work_round(
    desk: PublishingDesk,
    clock: Clock,
    *,
    told: Callable[[Done], object] | None = None,
    taken: Callable[[TakenBack], object] = lambda _done: None,
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    every: int = 0,
) -> list[Done]:
    """Withdraw what services keep in spite of a hold, do the approved steps of retractions, and send what is due. Raises
    OutsideError where the ledger does not answer."""
    workspace = str(desk.workspace.root)
    desk.ledger.beat(worker_name(), workspace, every=every, now=clock())
    withdraw_held(desk, clock())
    for done in take_back(desk, clock):
        taken(done)

    def heard(done: Done) -> None:
        desk.ledger.beat(worker_name(), workspace, every=every, now=clock())
        if told is not None:
            told(done)

    return publish_now(desk, clock, told=heard, limit=limit, stop=stop)


def open_members(path: Path, environment: Mapping[str, str]) -> list[PublishingDesk]:
    """The desks of a network's workspaces whose folders are on this machine. Raises InputError, and UsageError
    where there is none."""
    opened = open_network(path, whole=False)
    desks = [PublishingDesk(one.workspace, environment) for one in opened.members if one.workspace is not None]
    if not desks:
        hint = "Run the worker where their folders are."
        raise UsageError("no workspace of this network has its folder on this machine", where=opened.path, hint=hint)
    return desks


def say_goodbye(desk: PublishingDesk, clock: Clock) -> None:
    """Note that this worker ended as it should. Raises OutsideError."""
    desk.ledger.say_goodbye(worker_name(), str(desk.workspace.root), now=clock())
