"""Make many items on the workers of a running Dask cluster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from vlogkit.errors import OutsideError, UsageError, VlogkitError
from vlogkit.pipeline.batches.artefacts import ArtefactStore, Parcel, bring_home, make_from, pack
from vlogkit.pipeline.batches.item import Outcome, make_one
from vlogkit.pipeline.making.options import Options
from vlogkit.workspace import open_workspace

RETRIES = 2
"""How often the scheduler begins an item again that a worker could not even start. Items of killed workers it gives
to others by itself, `distributed.scheduler.allowed-failures` times."""

PATIENCE = "10s"
"""How long a scheduler may take to answer."""


def make_there(
    root: Path, names: Sequence[str], options: Options, address: str, artefacts: str, now: dt.datetime
) -> Iterator[Outcome]:
    """Make items on a cluster; outcomes come as they are ready.

    artefacts: a URL, as fsspec names places, through which files go to the workers and come back. Without one the
    workers see the workspace in the same folder as this machine. Raises UsageError, OutsideError.
    """
    store = ArtefactStore(artefacts) if artefacts else None
    with executor(address) as pool:
        jobs: dict[Future[Outcome], str] = {}
        for name in names:
            if store is None:
                jobs[pool.submit(make_one, root, name, options, now)] = name
                continue
            found = prepared(root, name, options, store, now)
            if isinstance(found, Outcome):
                yield found
            else:
                jobs[pool.submit(make_from, found, options, now)] = name
        for job in as_completed(jobs):
            outcome = outcome_of(job, jobs[job])
            yield outcome if store is None else home(root, outcome, options, store)


def prepared(root: Path, name: str, options: Options, store: ArtefactStore, now: dt.datetime) -> Outcome | Parcel:
    """What a worker needs for an item, or what became of it where none is needed."""
    try:
        found = pack(open_workspace(root), name, options, store, now=now)
    except VlogkitError as error:
        return Outcome(name, error=error)
    return found if isinstance(found, Parcel) else Outcome(name, found)


def home(root: Path, outcome: Outcome, options: Options, store: ArtefactStore) -> Outcome:
    """The outcome, once what was made of it stands in the workspace."""
    try:
        if outcome.made is not None:
            bring_home(open_workspace(root), outcome.made.bundle, options, store)
    except VlogkitError as error:
        return Outcome(outcome.name, error=error)
    return outcome


def outcome_of(job: Future[Outcome], name: str) -> Outcome:
    """What a worker answered, or why none did."""
    from distributed import KilledWorker

    try:
        return job.result()
    except KilledWorker:
        message, hint = "the workers that rendered this were killed repeatedly", "Have they enough memory?"
    except CancelledError:
        message, hint = "the cluster was lost meanwhile", "Run the command again: what was made stays made."
    except Exception as fault:
        message = f"the worker failed: {type(fault).__name__}: {fault}"
        hint = "Do all workers have this vlogkit installed, with the same versions?"
    return Outcome(name, error=OutsideError(message, hint=hint))


@contextmanager
def executor(address: str) -> Iterator[Executor]:
    """The executor of a running Dask cluster. Raises UsageError, OutsideError."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--cluster needs Dask", hint='Install it: pip install "vlogkit[cluster]"') from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "Is its scheduler running?"
        raise OutsideError(f"the cluster at {address} does not answer: {error}", hint=hint) from None
    try:
        yield cast(Executor, client.get_executor(pure=False, retries=RETRIES))
    finally:
        client.close()
