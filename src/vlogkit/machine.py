"""How many cores and how much memory this process may use, how it makes room, and workers that end when it does."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def cores() -> int:
    """How many this process may use; a container may have fewer than its machine."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def be_considerate() -> None:
    """Let other processes of this machine go first, and be the one that is ended where memory runs out, where the system
    can do that."""
    nice = getattr(os, "nice", None)
    if nice is not None:
        nice(10)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def memory_at_hand() -> int | None:
    """Bytes that this process may still take: what the system has left, or its container. None where neither says."""
    left = [_available(), *(_left_in(folder) for folder in _containers())]
    return min((one for one in left if one is not None), default=None)


def _available() -> int | None:
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"^MemAvailable:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def _containers() -> Iterator[Path]:
    """The folders of the groups that this process is in, nearest first, as Linux shows them in both of its versions."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, kinds, group = line.split(":", 2)
        if kinds in {"", "memory"}:
            top = Path("/sys/fs/cgroup") / kinds
            own = top / group.lstrip("/")
            yield from (own, *(parent for parent in own.parents if parent.is_relative_to(top)))


def _left_in(group: Path) -> int | None:
    """What a group's processes may still take; files that are kept in memory go when it is needed."""
    for most, used in (("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes")):
        try:
            limit, taken = ((group / name).read_text(encoding="ascii").strip() for name in (most, used))
            kept = re.search(
                r"^(?:total_)?inactive_file (\d+)", (group / "memory.stat").read_text("ascii"), re.MULTILINE
            )
        except OSError:
            continue
        if limit.isdecimal() and int(limit) < _NO_LIMIT:
            return max(0, int(limit) - int(taken) + (int(kept[1]) if kept else 0))
    return None


_NO_LIMIT = 1 << 60
"""What a group without a limit has as one, in the older version."""


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
