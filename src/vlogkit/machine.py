"""How many cores this process may use, and how it makes room for others."""

from __future__ import annotations

import os


def cores() -> int:
    """How many this process may use; a container may have fewer than its machine."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def be_considerate() -> None:
    """Let other processes of this machine go first, where the system can do that."""
    nice = getattr(os, "nice", None)
    if nice is not None:
        nice(10)
