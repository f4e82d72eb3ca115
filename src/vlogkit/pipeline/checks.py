"""An item's name comes in; everything that is wrong with it goes out, without encoding anything."""

from __future__ import annotations

import datetime as dt

from vlogkit.catalogue import load_frame
from vlogkit.pipeline.assets import Assets
from vlogkit.pipeline.stories import tell
from vlogkit.records.finding import Finding
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.workspace import Workspace


def check_item(workspace: Workspace, name: str, *, today: dt.date) -> tuple[Finding, ...]:
    """The findings of an item in every format it is made in. Raises InputError for what cannot be staged at all."""
    told = tell(workspace, name, today=today)
    assets = Assets(workspace)
    found = list(told.findings)
    for format_ in workspace.settings.videos:
        found += stage_video(told.story, told.brand, load_frame(format_), assets.locate).findings
    for format_ in workspace.settings.cards:
        for scene in told.story.scenes:
            if scene.card:
                found += stage_card(told.story, scene, told.brand, load_frame(format_), assets.locate).findings
    return tuple(dict.fromkeys(found))
