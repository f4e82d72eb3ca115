"""Names of items come in; each is made on its own in a pool of processes, or on a cluster, and its result goes out."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from vlogkit.errors import OutsideError, UsageError, VlogkitError
from vlogkit.pipeline.bundles import Made, make_bundle
from vlogkit.pipeline.outputs import Options
from vlogkit.pipeline.stories import tell
from vlogkit.workspace import open_workspace

TRIES = 3
"""How often a story is begun again after the process that made it was killed."""


@dataclass(frozen=True)
class Outcome:
    """What became of one item: what was made of it, or why not."""

    name: str
    made: Made | None = None
    error: VlogkitError | None = None


def make_one(root: Path, name: str, options: Options) -> Outcome:
    """Make one item in this process; a fault of it is its outcome, so that it does not stop the others."""
    now = dt.datetime.now(dt.UTC)
    try:
        workspace = open_workspace(root)
        return Outcome(name, make_bundle(workspace, tell(workspace, name, today=now.date()), now=now, options=options))
    except VlogkitError as error:
        return Outcome(name, error=error)


def make_batch(
    root: Path, names: Sequence[str], options: Options, *, processes: int, cluster: str = ""
) -> Iterator[Outcome]:
    """Make items side by side; outcomes come as they are ready. Items whose bundle is up to date cost nothing, so a
    batch that was interrupted goes on where it stopped. Raises UsageError, OutsideError for a cluster out of reach."""
    waiting = list(dict.fromkeys(names))
    for attempt in range(TRIES):
        lost: list[str] = []
        with executor(processes, cluster) as pool:
            jobs = {pool.submit(make_one, root, name, options): name for name in waiting}
            for job in as_completed(jobs):
                try:
                    yield job.result()
                except BrokenProcessPool:
                    lost.append(jobs[job])
        if not lost:
            return
        waiting = lost
        if attempt == TRIES - 1:
            message = "the process that rendered this was killed again and again"
            yield from (
                Outcome(name, error=OutsideError(message, hint="Is there enough memory? Try --jobs 1."))
                for name in lost
            )


@contextmanager
def executor(processes: int, cluster: str) -> Iterator[Executor]:
    """A pool of processes on this machine, or the executor of a running Dask cluster."""
    if not cluster:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context) as pool:
            yield pool
        return
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--cluster needs Dask", hint='Install it: pip install "vlogkit[cluster]"') from None
    try:
        client = Client(cluster, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise OutsideError(
            f"the cluster at {cluster} does not answer: {error}", hint="Is its scheduler running?"
        ) from None
    try:
        yield cast(Executor, client.get_executor(pure=False, retries=TRIES))
    finally:
        client.close()


def shared_out(options: Options, processes: int) -> Options:
    """The options of one process of several: the cores are divided among them."""
    return replace(options, threads=max(1, (os.cpu_count() or 1) // processes))
