"""How much a workspace keeps to be quick, encoded segments and protected copies, and removing what was not used."""

from __future__ import annotations

from dataclasses import dataclass

from vlogkit.pipeline.upkeep.copies import UNUSED_DAYS, Copies, copies, prune_copies
from vlogkit.rendering.encoding.segment_cache import CacheInfo, SegmentCache
from vlogkit.workspace import Workspace

__all__ = ["UNUSED_DAYS", "CachePruned", "CacheState", "cache_state", "prune_cache"]


@dataclass(frozen=True)
class CacheState:
    """The encoded segments there are, and the protected copies and notes of clips."""

    segments: CacheInfo
    copies: Copies


@dataclass(frozen=True)
class CachePruned:
    """How many segments and which copies were removed, and what is left."""

    segments: int
    copies: Copies
    left: CacheInfo


def cache_state(workspace: Workspace) -> CacheState:
    """What the workspace keeps."""
    return CacheState(_segments(workspace).info(), copies(workspace))


def prune_cache(workspace: Workspace, *, megabytes: float | None = None) -> CachePruned:
    """Remove the least recently used segments until so much is left, by default `cache_gb` of the settings, and the
    copies that no item asked for lately."""
    gone = prune_copies(workspace)
    cache = _segments(workspace)
    removed = cache.prune(None if megabytes is None else int(megabytes * 1e6))
    return CachePruned(removed, gone, cache.info())


def _segments(workspace: Workspace) -> SegmentCache:
    return SegmentCache(workspace.cache, int(workspace.settings.cache_gb * 1e9))
