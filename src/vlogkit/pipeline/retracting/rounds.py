"""One round of whoever sends: take back what must not be out, then send what is due."""

from __future__ import annotations

from collections.abc import Callable

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
