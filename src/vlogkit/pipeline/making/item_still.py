"""Draw one picture of an item's video or card."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vlogkit.catalogue import load_frame
from vlogkit.errors import UsageError
from vlogkit.files import outside
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.base import Format
from vlogkit.rendering.stills import still
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


def draw_still(
    workspace: Workspace, item: str, path: Path, *, seconds: float, name: Format, card: bool, today: dt.date
) -> tuple[int, int]:
    """Write the picture; its width and height. Raises UsageError, InputError, OutsideError."""
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"`{path}` is no picture's name", hint="End it in .png or .jpg.")
    told = tell(workspace, item, today=today)
    frame, assets = load_frame(name), Assets(workspace)
    if card:
        scene = next((scene for scene in told.story.scenes if scene.card), told.story.scenes[0])
        timeline = stage_card(told.story, scene, told.brand, frame, assets.locate, assets.watch).timeline
        number = 0
    else:
        timeline = stage_video(told.story, told.brand, frame, assets.locate, assets.watch).timeline
        number = round(seconds * timeline.fps())
        if not 0 <= number < timeline.frames():
            raise UsageError(f"the video is {timeline.seconds():.1f} s long", hint="Choose a time inside it.")
    kind = "jpeg" if KINDS[path.suffix.lower()] == "jpeg" else "png"
    data = still(timeline, frame=number, kind=kind, book=open_book(workspace.root))  # type: ignore[arg-type]  # one of two
    try:
        path.write_bytes(data)
    except OSError as error:
        raise outside(error, path) from None
    return timeline.width, timeline.height
