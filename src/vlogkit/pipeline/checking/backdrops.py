"""Draw the pixels behind the words of staged videos and cards, and find what can only be seen in them.

What was found is kept: drawing takes longer than all else that is checked, and most of what is checked was checked before
one word of it changed. What draws is loaded when something is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlogkit.checking.contrast import Backdrop, contrast_findings
from vlogkit.checking.flashes import Grid, flash_findings, most_flashes, too_many
from vlogkit.checking.media_quality import Medium
from vlogkit.checking.overlaps.logo_visibility import logo_findings
from vlogkit.checking.sampling import sample_frames
from vlogkit.checking.text_lines import StagedOutput
from vlogkit.errors import Where
from vlogkit.keeping.kept_notes import Kept
from vlogkit.keeping.pixel_versions import own_code, versions
from vlogkit.media.clip_pool import Readers
from vlogkit.media.colour import STILL, Bytes, Space, to_rgb
from vlogkit.media.luminance import luminance
from vlogkit.records.finding import Finding
from vlogkit.records.timeline import Compare, FootageLayer, PictureLayer, Timeline
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.timelines.freezing import frozen
from vlogkit.timelines.scaling import THIRD, scaled, without_words
from vlogkit.typesetting.fonts import FontBook

if TYPE_CHECKING:
    from vlogkit.rendering.frames.compositor import FrameCanvas

KEPT = 96_000_000
"""Bytes of decoded clips that are kept."""
LONGEST = 960
"""Pixels of the longer side at which they are kept: frames are looked at in a third of their size."""
GRID = (32, 18)
"""Cells, across and down, in which a flash is looked for."""
QUICK = 0.5
"""Seconds from which a scene is too long to flash by following another."""
VERSION = 1
"""Goes up with every change that alters which flashes are found, or how a clip is measured."""


class ClipSize(NamedTuple):
    """Pixels as seen, and seconds."""

    width: int
    height: int
    seconds: float


class FlashCount(NamedTuple):
    """The most flashes in any second of a part of a clip, and the second at which they begin."""

    most: int
    at: float


class SceneFindings(NamedTuple):
    """Words of a scene that are hard to read, and its logos that are hard to make out."""

    words: tuple[Finding, ...]
    logos: tuple[Finding, ...]


class Remembering(Readers):
    """Readers that keep what they decoded last, at one size: every format of an item looks at the same moments of a
    clip."""

    def __init__(self) -> None:
        super().__init__()
        self._seen = DrawnCache(KEPT)
        self._sizes: dict[str, tuple[int, int]] = {}

    def planes(self, path: str, seconds: float, size: tuple[int, int], space: Space) -> tuple[Bytes, Bytes, Bytes]:
        """The planes of the frame at a time."""
        kept, decode = self._size(path), super().planes
        key = (path, round(seconds, 4), space.name)
        made = self._seen.get(
            key, lambda: decode(path, seconds, kept, space), lambda planes: sum(one.nbytes for one in planes)
        )
        half = (size[0] // space.step, size[1] // space.step)
        return _resized(made[0], size), _resized(made[1], half), _resized(made[2], half)

    def passing(self, path: str, seconds: float, size: tuple[int, int], space: Space) -> tuple[Bytes, Bytes, Bytes]:
        """The same, of a frame that nobody looks at again."""
        return super().planes(path, seconds, size, space)

    def _size(self, path: str) -> tuple[int, int]:
        """The size at which frames of a clip are kept."""
        if path not in self._sizes:
            facts = self.facts(path)
            scale = min(1.0, LONGEST / max(facts.width, facts.height))
            self._sizes[path] = tuple(max(2, round(side * scale / 2) * 2) for side in (facts.width, facts.height))  # type: ignore[assignment]  # two of them
        return self._sizes[path]


@dataclass
class Darkroom:
    """What drawing for the checks shares between formats: fonts, drawn things, open clips, and clips looked at."""

    book: FontBook
    store: DrawnCache = field(default_factory=DrawnCache)
    readers: Remembering = field(default_factory=Remembering)
    media: dict[str, Medium] = field(default_factory=dict)
    watched: Path | None = None
    """Where it is kept what was seen in clips: every frame of one takes seconds, and a clip seldom changes."""
    checked: Path | None = None
    """Where it is kept what was found in drawn videos and cards."""

    def __post_init__(self) -> None:
        self._flashes = Kept(self.watched, FlashCount, version=VERSION)
        self._sizes = Kept(self.watched, ClipSize, version=VERSION)
        self._found = Kept(self.checked, SceneFindings, version=VERSION)
        self._lights = Kept(self.checked, tuple[Finding, ...], version=VERSION)

    def findings(self, picture: StagedOutput, *, flashes: bool) -> tuple[Finding, ...]:
        """Words and logos of a video or card that are hard to make out, and with `flashes` light that flashes. A scene is
        not drawn where the same with the same lines was drawn by the same code and libraries: a word that changed
        changes few of them."""
        scenes = [self._seen_in(one) for one in single_scenes(picture)]
        readable = (
            *(one for scene in scenes for one in scene.words),
            *(one for scene in scenes for one in scene.logos),
        )
        return (*readable, *(self._light(picture) if flashes else ()))

    def _seen_in(self, picture: StagedOutput) -> SceneFindings:
        """What is hard to make out in a picture of one scene."""

        def look() -> SceneFindings:
            behind = self.backdrops(picture)
            return SceneFindings(tuple(contrast_findings(picture, behind)), tuple(logo_findings(picture, behind)))

        return look() if self._unknown(picture) else self._found.get(self._found.key(*_drawn(picture)), look)

    def _light(self, picture: StagedOutput) -> tuple[Finding, ...]:
        """Light that flashes in a video."""

        def look() -> tuple[Finding, ...]:
            return tuple(self.flashes(picture))

        if self._unknown(picture):
            return look()
        layers = [layer for scene in picture.timeline.scenes for layer in scene.layers]
        shown = [repr(self.media[layer.file]) for layer in layers if isinstance(layer, FootageLayer)]
        return self._lights.get(self._lights.key(*_drawn(picture), shown), look)

    def _unknown(self, picture: StagedOutput) -> bool:
        """Whether nothing can be kept: what a MoviePy clip shows is known when it runs."""
        layers = (layer for scene in picture.timeline.scenes for layer in scene.layers)
        return self.checked is None or any(layer.kind == "moviepy" for layer in layers)

    def backdrops(self, picture: StagedOutput) -> list[Backdrop]:
        """Every frame of a video or card that contrast is measured on, without words, at a third of the size."""
        small, fps = scaled(without_words(picture.timeline), THIRD, grid=1), float(picture.timeline.fps())
        desk: FrameCanvas | None = None
        made: list[Backdrop] = []
        for index, (scene, lines) in enumerate(picture.scenes()):
            frames = sample_frames(scene, lines, fps)
            if len(frames) == 1:
                made.append(Backdrop(index, frames[0], self.pixels(frozen(small, index, frames[0])), float(THIRD)))
                continue
            desk = desk or self.desk(small)
            for frame in frames:
                pixels = to_rgb(desk.scene_frame(index, frame).arrays, STILL)
                made.append(Backdrop(index, frame, pixels, float(THIRD)))
        return made

    def pixels(self, timeline: Timeline) -> Bytes:
        """The first frame of a timeline, RGB (h, w, 3)."""
        return to_rgb(self.desk(timeline).scene_frame(0, 0).arrays, STILL)

    def desk(self, timeline: Timeline) -> FrameCanvas:
        """A place to draw a timeline, sharing what is drawn already."""
        from vlogkit.rendering.frames.compositor import Compositor

        return Compositor(timeline, space=STILL, store=self.store, readers=self.readers, book=self.book).desk()

    def learn(self, picture: StagedOutput, names: Mapping[str, str]) -> None:
        """Find out the size and length of every picture and clip shown; `names` is how the item calls each path."""
        for scene in picture.timeline.scenes:
            for layer in scene.layers:
                match layer:
                    case PictureLayer():
                        self._picture(layer.file, names)
                    case Compare():
                        self._picture(layer.before, names)
                        self._picture(layer.after, names)
                    case FootageLayer() if layer.file not in self.media:
                        size = self._size_of(layer)
                        self.media[layer.file] = Medium(*size, names.get(layer.file, layer.file))

    def _size_of(self, layer: FootageLayer) -> ClipSize:
        def look() -> ClipSize:
            facts = self.readers.facts(layer.file)
            return ClipSize(facts.width, facts.height, facts.seconds)

        return self._sizes.get(f"{layer.sha256}-size-{self._sizes.key(versions())[:16]}", look)

    def _picture(self, file: str, names: Mapping[str, str]) -> None:
        if file not in self.media:
            from vlogkit.media.pictures import picture_size

            width, height = picture_size(file)
            self.media[file] = Medium(width, height, 0.0, names.get(file, file))

    def flashes(self, picture: StagedOutput) -> Iterator[Finding]:
        """Clips that flash, and scenes that follow each other so fast that the video does."""
        fps = float(picture.timeline.fps())
        for index, scene in enumerate(picture.timeline.scenes):
            for layer in scene.layers:
                if isinstance(layer, FootageLayer) and not layer.blurred:
                    first, last = layer.span or (0, scene.frames)
                    worst, at = self._flashes_of(layer, last - first, fps)
                    name = self.media[layer.file].name if layer.file in self.media else layer.file
                    yield from too_many(worst, at, file=name, scene=scene.name, place=Where.read(layer.origin))
                elif layer.kind == "moviepy":
                    yield from self._composited(picture, index, fps)
        if any(scene.frames / fps < QUICK for scene in picture.timeline.scenes):
            yield from _cuts(picture, self.backdrops(picture))

    def _flashes_of(self, layer: FootageLayer, frames: int, fps: float) -> FlashCount:
        """The most flashes in any second of what a layer shows of its clip, and when; frame by frame, once."""
        length = self.media[layer.file].seconds if layer.file in self.media else frames / fps + layer.start
        length = length if layer.last is None else min(length, layer.last + 1 / fps)
        count = max(1, min(frames, round((length - layer.start) * fps)))
        times = [layer.start + frame / fps for frame in range(count)]

        def look() -> FlashCount:
            planes = (self.readers.passing(layer.file, when, GRID, STILL) for when in times)
            return FlashCount(*most_flashes(times, [luminance(to_rgb(one, STILL)) for one in planes]))

        key = self._flashes.key(GRID, layer.start, count, fps)
        return self._flashes.get(f"{layer.sha256}-flashes-{key[:16]}", look)

    def _composited(self, picture: StagedOutput, index: int, fps: float) -> Iterator[Finding]:
        """A scene with a clip that only exists when it is drawn: every frame of it, reduced."""
        small, scene = scaled(without_words(picture.timeline), THIRD, grid=1), picture.timeline.scenes[index]
        desk = self.desk(small)
        grids = [_grid(to_rgb(desk.scene_frame(index, frame).arrays, STILL)) for frame in range(scene.frames)]
        times = [frame / fps for frame in range(scene.frames)]
        origin = next((layer.origin for layer in scene.layers if layer.kind == "moviepy"), "")
        yield from flash_findings(times, grids, place=Where.read(origin), scene=scene.name)

    def close(self) -> None:
        """Close the clips."""
        self.readers.close()


def single_scenes(picture: StagedOutput) -> Iterator[StagedOutput]:
    """Each scene of a video or card with its lines, as one of that scene alone."""
    for scene, lines in picture.scenes():
        yield replace(picture, timeline=picture.timeline.model_copy(update={"scenes": (scene,)}), lines=(lines,))


def _drawn(picture: StagedOutput) -> tuple[object, ...]:
    """All that decides about what is found in a drawn picture, as JSON values."""
    drawn = picture.timeline.model_dump(mode="json", exclude={"sound"})
    return own_code(), versions(), picture.kind, drawn, repr(picture.lines)


def _resized(plane: Bytes, size: tuple[int, int]) -> Bytes:
    import cv2

    way = cv2.INTER_AREA if size[0] <= plane.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(np.ascontiguousarray(plane), size, interpolation=way), np.uint8)


def _grid(rgb: Bytes) -> Grid:
    import cv2

    return luminance(np.asarray(cv2.resize(rgb, GRID, interpolation=cv2.INTER_AREA), np.uint8))


def _cuts(picture: StagedOutput, backdrops: list[Backdrop]) -> Iterator[Finding]:
    """The scenes as they stand, one after the other: short ones can flash by themselves."""
    timeline = picture.timeline
    fps, starts = float(timeline.fps()), timeline.starts()
    series = sorted(((starts[one.scene] + one.frame, _grid(one.pixels)) for one in backdrops), key=lambda pair: pair[0])
    times = [frame / fps for frame, _ in series]
    yield from flash_findings(times, [grid for _, grid in series])
