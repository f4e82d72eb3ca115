"""Make items side by side in processes of this machine, and begin again what was killed."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from vlogkit.errors import OutsideError
from vlogkit.machine import cores, pool_of
from vlogkit.pipeline.batches.item import Outcome, make_one
from vlogkit.pipeline.making.options import Options

TRIES = 3
"""How often a story is begun in all, if the process that makes it is killed."""


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


def shared_out(options: Options, processes: int) -> Options:
    """The options of one process of several: the cores are divided among them."""
    return replace(options, threads=max(1, cores() // processes))
