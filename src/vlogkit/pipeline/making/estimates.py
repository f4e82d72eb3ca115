"""Estimate what rendering each video of an item would cost now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.records.base import Format
from vlogkit.rendering.encoding.encoder_settings import DRAFT, EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.explain import Estimate, estimate
from vlogkit.timelines.drafts import shrink
from vlogkit.workspace import Workspace


def estimate_item(
    workspace: Workspace, name: str, options: Options, *, today: dt.date
) -> Iterator[tuple[Format, Estimate]]:
    """The format of each video, and its cost. Raises InputError, UsageError."""
    told = tell(workspace, name, today=today)
    staged = StagedStory(workspace, told.story, told.brand)
    cache = SegmentCache(workspace.cache) if options.use_cache else None
    settings = DRAFT if options.draft else EncoderSettings()
    for format_ in options.formats or workspace.settings.videos:
        timeline = staged.video(format_).timeline
        timeline = shrink(timeline) if options.draft else timeline
        yield format_, estimate(timeline, settings=settings, cache=cache, book=staged.book)
