"""Draw one picture of an item's video or card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from vlogkit.errors import UsageError
from vlogkit.files import write_bytes
from vlogkit.pipeline.unchanged import ItemNote
from vlogkit.records.base import Format
from vlogkit.records.timeline import Compare, FootageLayer, LogoLayer, PictureLayer, Timeline
from vlogkit.rendering.stills import still
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

VERSION = 1
"""Goes up with every change of how timelines are written down."""
KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


def draw_still(
    workspace: Workspace, item: str, path: Path, *, seconds: float, name: Format, card: bool, today: dt.date
) -> tuple[int, int]:
    """Write the picture; its width and height. Raises UsageError, InputError, OutsideError."""
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"`{path}` is not an image file name", hint="End it in .png or .jpg.")
    timeline = laid_out(workspace, item, name, card=card, today=today)
    number = 0 if card else round(seconds * timeline.fps())
    if not 0 <= number < timeline.frames():
        raise UsageError(f"the video is {timeline.seconds():.1f} s long", hint="Choose a time inside it.")
    kind: Literal["png", "jpeg"] = "jpeg" if KINDS[path.suffix.lower()] == "jpeg" else "png"
    data = still(timeline, frame=number, kind=kind, book=open_book(workspace.root))
    write_bytes(path, data)
    return timeline.width, timeline.height


def laid_out(workspace: Workspace, item: str, name: Format, *, card: bool, today: dt.date) -> Timeline:
    """The item's video or its card in a format, which is known as long as nothing has changed. Raises UsageError,
    InputError, OutsideError."""
    note = ItemNote(workspace, item, today, Timeline, name, card, version=VERSION)
    if (known := note.read()) is not None and all(Path(file).is_file() for file in shown_files(known)):
        return known
    from vlogkit.pipeline.telling.items import tell  # here: what is known needs none of it
    from vlogkit.pipeline.telling.staged_story import StagedStory

    told = tell(workspace, item, today=today)
    staged = StagedStory(workspace, told.story, told.brand)
    first = next((index for index, scene in enumerate(told.story.scenes) if scene.card), 0)
    made = staged.card(first, name) if card else staged.video(name)
    return note.keep(made.timeline, told)


def shown_files(timeline: Timeline) -> Iterator[str]:
    """Absolute paths of the pictures, clips and logos it shows; copies of pictures go when nothing asked for them lately."""
    for layer in (layer for scene in timeline.scenes for layer in scene.layers):
        match layer:
            case PictureLayer() | FootageLayer() | LogoLayer():
                yield layer.file
            case Compare():
                yield from (layer.before, layer.after)
