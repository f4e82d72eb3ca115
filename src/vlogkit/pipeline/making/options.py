"""What a person asked of a render: formats, draft, cache, threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vlogkit.records.base import Format

Progress = Callable[[int, int], None]
"""Frames done, frames in all."""


@dataclass(frozen=True)
class Options:
    """What a person asked for: formats (None: the workspace's), a quick draft, the cache, and how many threads."""

    formats: tuple[Format, ...] | None = None
    draft: bool = False
    use_cache: bool = True
    threads: int | None = None
