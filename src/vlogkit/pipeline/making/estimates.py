"""Estimate what encoding each staged video of an item would cost now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vlogkit.pipeline.making.options import Cost, Options
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import DRAFT, EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.explain import estimate
from vlogkit.typesetting.fonts import FontBook
from vlogkit.workspace import Workspace


def estimates(workspace: Workspace, timelines: Sequence[Timeline], options: Options, book: FontBook) -> Iterator[Cost]:
    """The format of each staged video, and its cost with what the cache has already."""
    cache = SegmentCache(workspace.cache) if options.use_cache else None
    settings = DRAFT if options.draft else EncoderSettings()
    for timeline in timelines:
        yield timeline.format, estimate(timeline, settings=settings, cache=cache, book=book)
