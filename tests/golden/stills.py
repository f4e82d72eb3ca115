"""Draw small stills of a shipped template's scenes, and compare them with the golden ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tests.material import ROOT
from tests.notices import brand_for, from_folder, material, story_for, template_of

from vlogkit.catalogue import load_frame
from vlogkit.pipeline.templates.scene_stills import difference, difference_picture
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still_pixels
from vlogkit.staging.scenes import stage_card, stage_video

Pixels = NDArray[np.uint8]
DIVISOR = 8
"""Stills are drawn in full size and then reduced by whole pixels, so that a shift of one pixel shows."""
TOLERANCE = 3
"""Steps of 255: what rounding on another processor may do, and no eye can see."""
FORMATS: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")
GROUNDS = {
    "a": ((150, 170, 120), (90, 110, 90), (230, 220, 190)),
    "b": ((120, 110, 130), (80, 90, 110), (200, 160, 120)),
}
"""Sky, land and a mark of the pictures that the notices name: flat, so that changes of the sample art change nothing."""


def golden_folder(template: str) -> Path:
    return ROOT / "templates" / template / "golden"


def paint_pictures(folder: Path) -> None:
    """The pictures of the notices, without loss although they are called .jpg."""
    for name, (sky, land, mark) in GROUNDS.items():
        pixels = np.empty((300, 400, 3), np.uint8)
        pixels[:150], pixels[150:], pixels[110:150, 80:140] = sky, land, mark
        path = folder / "pictures" / f"{name}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(path, format="PNG")


def shots(template: str, format_: Format, media: Path) -> Iterator[tuple[str, Pixels]]:
    """Name and reduced RGB of every card in every format, and of every scene of the video in portrait and landscape, of
    the first two in square, none in feed, which flows as square does; in the light look of the first scene upright and
    the first card across. A scene repeated for a list is drawn once, and the ending that all templates share only with
    `program-update`."""
    paint_pictures(media)
    story, bold = story_for(template, "ordinary"), brand_for("ordinary")
    store = DrawnCache()
    scenes: dict[Format, int] = {"feed": 0, "square": 2}
    for name, pixels in drawn(story, bold, format_, media, store, scenes=scenes.get(format_)):
        yield f"{format_}-{name}", reduced(pixels)
    light = bold.model_copy(update={"look": "light"})
    first = {"portrait": (1, 0), "landscape": (0, 1)}.get(format_)
    if first and any(scene.look != "bold" for scene in story.scenes):
        for name, pixels in drawn(story, light, format_, media, store, scenes=first[0], stills=first[1]):
            yield f"{format_}-light-{name}", reduced(pixels)


def drawn(
    story: Story,
    brand: Brand,
    format_: Format,
    media: Path,
    store: DrawnCache,
    *,
    scenes: int | None = None,
    stills: int | None = None,
) -> Iterator[tuple[str, Pixels]]:
    """Name and RGB of the first so many scenes of the video and cards; None is all."""
    frame, given = load_frame(format_), material(from_folder(media))
    if any(scene.video for scene in story.scenes) and scenes != 0:
        video = stage_video(story, brand, frame, given).timeline
        for index in drawn_scenes(story.template, video)[:scenes]:
            yield f"video-{video.scenes[index].name}", still_pixels(video, scene=index, store=store, book=given.book)
    for name, card in list(cards(story))[:stills]:
        timeline = stage_card(story, card, brand, frame, given).timeline
        yield f"card-{name}", still_pixels(timeline, store=store, book=given.book)


def cards(story: Story) -> Iterator[tuple[str, StoryScene]]:
    """The scenes that become cards."""
    for scene in story.scenes:
        if scene.card and not repeated(scene.name):
            yield scene.name, scene


def drawn_scenes(template: str, video: Timeline) -> list[int]:
    """Indices of the scenes of a video that are drawn."""
    shared = {scene.name for scene in template_of("base").scenes} if template != "program-update" else set()
    names = [scene.name for scene in video.scenes]
    return [index for index, name in enumerate(names) if name not in shared and not repeated(name)]


def repeated(name: str) -> bool:
    """Whether a scene is the second or a later one made for a list: `chapter-2`."""
    number = name.rpartition("-")[2]
    return number.isdigit() and int(number) > 1


def reduced(pixels: Pixels) -> Pixels:
    """Smaller by `DIVISOR`, in even steps of brightness: what dithering leaves would fill the repository."""
    height, width = pixels.shape[0] // DIVISOR, pixels.shape[1] // DIVISOR
    small = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return small & np.uint8(254)


def read(path: Path) -> Pixels:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def write(path: Path, pixels: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, format="PNG", optimize=True)


def compare(folder: Path, name: str, now: Pixels, differences: Path) -> str:
    """What is wrong with a still; empty where it is as its golden one. The difference picture is named."""
    path = folder / f"{name}.png"
    if not path.is_file():
        return f"{name} has no golden still; look at it, then: make golden"
    golden = read(path)
    worst = difference(golden, now)
    if worst <= TOLERANCE:
        return ""
    shown = differences / f"{folder.parent.name}-{name}.png"
    write(shown, difference_picture(golden, now))
    return f"{name} differs by {worst}/255 (limit {TOLERANCE}); see {shown}; if it is meant: make golden"


def update(folder: Path, name: str, now: Pixels) -> None:
    """Write a golden still that is not there, or differs by more than the tolerance."""
    path = folder / f"{name}.png"
    if not path.is_file() or difference(read(path), now) > TOLERANCE:
        write(path, now)
