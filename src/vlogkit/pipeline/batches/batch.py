"""Make items: one in this process, several in a pool of processes or on a cluster."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from vlogkit.errors import OutsideError, UsageError
from vlogkit.machine import cores
from vlogkit.pipeline.batches.item import Outcome, make_one
from vlogkit.pipeline.making.options import QUIET, Listener, Options
from vlogkit.pipeline.upkeep.copies import prune_copies
from vlogkit.workspace import Workspace

TRIES = 3
"""How often a story is begun in all, if the process that makes it is killed."""


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
    hears how it goes on; several are made side by side in so many processes (0: one for each core), or on a cluster
    (`cluster` and `artefacts`: see `cluster.make_there`). Items whose bundle is up to date cost nothing, so a batch
    that was interrupted goes on where it stopped. Copies that no item asked for lately are removed afterwards.
    Raises UsageError, OutsideError for a cluster out of reach."""
    waiting = list(dict.fromkeys(names))
    processes = max(1, min(jobs or cores(), len(waiting)))
    if artefacts and not cluster:
        raise UsageError("--artefacts is for a cluster", hint="Name it with --cluster tcp://HOST:8786")
    outcomes: Iterator[Outcome]
    if cluster:
        from vlogkit.pipeline.batches.cluster import make_there

        outcomes = make_there(workspace.root, waiting, options, cluster, artefacts, now)
    elif len(waiting) == 1:
        outcomes = iter([make_one(workspace.root, waiting[0], options, now, listener)])
    else:
        outcomes = side_by_side(workspace.root, waiting, shared_out(options, processes), processes, now)
    new = False
    for outcome in outcomes:
        new = new or bool(outcome.made and not outcome.made.unchanged)
        yield outcome
    if new:
        prune_copies(workspace)


def side_by_side(
    root: Path, names: Sequence[str], options: Options, processes: int, now: dt.datetime
) -> Iterator[Outcome]:
    """Make items in a pool of processes. When one is killed, only what was running is begun again, each item alone,
    so that one that always takes its process with it costs no other."""
    waiting, shaken = deque(names), list[str]()
    while waiting:
        running: dict[Future[Outcome], str] = {}
        with pool_of(processes) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < processes:
                        running[pool.submit(make_one, root, waiting[0], options, now)] = waiting[0]
                        waiting.popleft()
                    for job in wait(running, return_when=FIRST_COMPLETED).done:
                        outcome = job.result()
                        del running[job]
                        yield outcome
            except BrokenProcessPool:
                shaken += running.values()
    for name in shaken:
        yield alone(root, name, options, now)


def alone(root: Path, name: str, options: Options, now: dt.datetime) -> Outcome:
    """Make an item whose process was killed in a process of its own, a few times at most."""
    for _ in range(TRIES - 1):
        try:
            with pool_of(1) as pool:
                return pool.submit(make_one, root, name, options, now).result()
        except BrokenProcessPool:
            continue
    message = "the render process was killed repeatedly"
    return Outcome(name, error=OutsideError(message, hint="Is there enough memory? Try --jobs 1."))


def pool_of(processes: int) -> ProcessPoolExecutor:
    """Processes of this machine, begun anew: threads and open files of this one are not theirs."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def shared_out(options: Options, processes: int) -> Options:
    """The options of one process of several: the cores are divided among them."""
    return replace(options, threads=max(1, cores() // processes))
