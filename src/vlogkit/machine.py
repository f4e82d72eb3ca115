"""How many cores this process may use, how it makes room for others, and worker processes that end when it does."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def cores() -> int:
    """How many this process may use; a container may have fewer than its machine."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def be_considerate() -> None:
    """Let other processes of this machine go first, where the system can do that."""
    nice = getattr(os, "nice", None)
    if nice is not None:
        nice(10)


def pool_of(processes: int, first: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    """Processes of this machine, begun anew: threads and open files of this one are not theirs. Each calls `first`
    once, and ends with this process however that ends; a pool's own workers would wait for ever for one that was
    killed."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(first,))


def _begin(first: Callable[[], None] | None) -> None:
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    if first is not None:
        first()


def _end_with_parent() -> None:
    """Wait for the parent's end of a pipe to close, which every system does for a process that is gone."""
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None  # only worker processes come here
    parent.join()
    os._exit(1)  # whatever the other threads are at: nobody is there to take it
