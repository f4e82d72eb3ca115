"""What a person asked of a render, and who hears how it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vlogkit.records.base import Format

if TYPE_CHECKING:
    from vlogkit.rendering.explain import Estimate

Progress = Callable[[int, int], None]
"""Frames done, frames in all."""
Cost = tuple[Format, "Estimate"]
"""A video's format, and what encoding it is expected to cost."""


class Formats(NamedTuple):
    """The formats in which a bundle has videos, and those in which it has cards."""

    videos: tuple[Format, ...]
    cards: tuple[Format, ...]


@dataclass(frozen=True)
class Options:
    """What a person asked for: formats (None: the workspace's), a quick draft, the cache, how many threads, and whether
    the cost of each video is estimated before it is encoded."""

    formats: tuple[Format, ...] | None = None
    draft: bool = False
    use_cache: bool = True
    threads: int | None = None
    explain: bool = False


class Listener:
    """Hears how a render goes on; this one keeps it to itself."""

    def expected(self, costs: tuple[Cost, ...]) -> None:
        """What encoding each video will cost, where that is asked for."""

    def progress(self, done: int, total: int) -> None:
        """Frames done, frames in all."""


QUIET = Listener()
