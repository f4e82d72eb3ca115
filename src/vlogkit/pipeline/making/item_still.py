"""Draw one picture of an item's video or card."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import write_bytes
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.records.base import Format
from vlogkit.rendering.stills import still
from vlogkit.workspace import Workspace

KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


def draw_still(
    workspace: Workspace, item: str, path: Path, *, seconds: float, name: Format, card: bool, today: dt.date
) -> tuple[int, int]:
    """Write the picture; its width and height. Raises UsageError, InputError, OutsideError."""
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"`{path}` is not an image file name", hint="End it in .png or .jpg.")
    told = tell(workspace, item, today=today)
    staged = StagedStory(workspace, told.story, told.brand)
    if card:
        first = next((index for index, scene in enumerate(told.story.scenes) if scene.card), 0)
        timeline = staged.card(first, name).timeline
        number = 0
    else:
        timeline = staged.video(name).timeline
        number = round(seconds * timeline.fps())
        if not 0 <= number < timeline.frames():
            raise UsageError(f"the video is {timeline.seconds():.1f} s long", hint="Choose a time inside it.")
    kind = "jpeg" if KINDS[path.suffix.lower()] == "jpeg" else "png"
    data = still(timeline, frame=number, kind=kind, book=staged.book)  # type: ignore[arg-type]  # one of two
    write_bytes(path, data)
    return timeline.width, timeline.height
