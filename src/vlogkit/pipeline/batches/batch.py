"""Make items: one in this process, several in a pool of processes or on a cluster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from vlogkit.errors import UsageError
from vlogkit.machine import cores, memory_at_hand
from vlogkit.pipeline.batches.item import Outcome, make_one
from vlogkit.pipeline.making.options import QUIET, Listener, Options
from vlogkit.pipeline.upkeep.copies import prune_copies
from vlogkit.workspace import Workspace

MEMORY_OF_A_RENDER = 900_000_000
"""Bytes that a process takes that renders a story in three formats with one thread."""


def side_by_side_here() -> int:
    """How many items are made at once: one a core, but no more than there is memory for."""
    memory = memory_at_hand()
    return cores() if memory is None else max(1, min(cores(), memory // MEMORY_OF_A_RENDER))


def make_items(
    workspace: Workspace,
    names: Sequence[str],
    options: Options,
    *,
    now: dt.datetime,
    jobs: int = 0,
    cluster: str = "",
    artefacts: str = "",
    listener: Listener = QUIET,
) -> Iterator[Outcome]:
    """Make items; outcomes come as they are ready, one for each name. One item is made in this process, and `listener`
    hears how it goes on; several are made side by side in so many processes (0: one for each core, as far as there is memory for them), or on a cluster
    (`cluster` and `artefacts`: see `cluster.make_there`). Items whose bundle is up to date cost nothing, so a batch
    that was interrupted goes on where it stopped. Copies that no item asked for lately are removed afterwards.
    Raises UsageError, OutsideError for a cluster out of reach."""
    waiting = list(dict.fromkeys(names))
    processes = max(1, min(jobs or side_by_side_here(), len(waiting)))
    if artefacts and not cluster:
        raise UsageError("--artefacts is for a cluster", hint="Name it with --cluster tcp://HOST:8786")
    outcomes: Iterator[Outcome]
    if cluster:
        from vlogkit.pipeline.batches.cluster import make_there

        outcomes = make_there(workspace.root, waiting, options, cluster, artefacts, now)
    elif len(waiting) == 1:
        outcomes = iter([make_one(workspace.root, waiting[0], options, now, listener)])
    else:
        from vlogkit.pipeline.batches.process_pool import shared_out, side_by_side

        outcomes = side_by_side(workspace.root, waiting, shared_out(options, processes), processes, now)
    new = False
    for outcome in outcomes:
        new = new or bool(outcome.made and not outcome.made.unchanged)
        yield outcome
    if new:
        prune_copies(workspace)
