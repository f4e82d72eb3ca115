"""Draw any frame of a timeline: the same pixels in any order, thread or process."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from vlogkit.media.clip_pool import Readers
from vlogkit.media.colour import VIDEO, Space
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.frames import transitions
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.frames.layers.drawn_layer import Ground
from vlogkit.rendering.frames.planes import Planes, Region, blank, separate
from vlogkit.rendering.frames.scene import BlendedLayer, Stage
from vlogkit.typesetting.fonts import FontBook

_MANY = 6
"""Changed boxes that are redrawn one by one; more are redrawn as one."""


@dataclass(eq=False)
class Canvas:
    """A frame's planes and what stands on them; one belongs to one thread."""

    planes: Planes
    stage: Stage | None = None
    pieces: dict[Hashable, BlendedLayer] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds by scene and layer."""

    def forget(self) -> None:
        """Draw everything anew next time."""
        self.stage, self.pieces = None, {}


def compose(stage: Stage, frame: int, canvas: Canvas) -> Planes:
    """Draw a frame of a scene; what the canvas shows already is left as it is."""
    pieces = {piece.key: piece for piece in stage.pieces(frame)}
    if canvas.stage is stage:
        changed = [piece.area for key, piece in canvas.pieces.items() if key not in pieces]
        changed += [piece.area for key, piece in pieces.items() if key not in canvas.pieces]
        if stage.ground.space.half:
            changed = [area.even() for area in changed]
        areas = separate(changed)
        if len(areas) > _MANY:
            areas = [_hull(areas)]
    else:
        areas = [stage.ground.area]
    for area in areas:
        _redraw(list(pieces.values()), canvas, area, stage.scene.name)
    canvas.stage, canvas.pieces = stage, pieces
    return canvas.planes


def _redraw(pieces: list[BlendedLayer], canvas: Canvas, area: Region, scene: str) -> None:
    """Draw an area from the topmost piece that hides all of it upwards."""
    touching = [piece for piece in pieces if piece.area.meet(area).size]
    lowest = 0
    for index, piece in enumerate(touching):
        if piece.hides is not None and piece.hides.meet(area) == area:
            lowest = index
    for piece in touching[lowest:]:
        began = time.perf_counter()
        piece.draw(canvas.planes, area)
        name = f"{scene}/{piece.name}"
        canvas.spent[name] = canvas.spent.get(name, 0.0) + time.perf_counter() - began


def _hull(areas: Iterable[Region]) -> Region:
    first, *rest = areas
    for area in rest:
        first = first.join(area)
    return first


class Compositor:
    """All frames of a timeline in one space; one instance serves many threads, each with its own `FrameCanvas`."""

    def __init__(
        self,
        timeline: Timeline,
        *,
        space: Space = VIDEO,
        store: DrawnCache | None = None,
        readers: Readers | None = None,
        book: FontBook,
    ) -> None:
        self.timeline, self.space = timeline, space
        self.store, self.readers = store or DrawnCache(), readers or Readers()
        self.ground = Ground(timeline.width, timeline.height, space, self.store, float(timeline.fps()), book)
        self.starts = timeline.starts()
        self._stages: dict[int, Stage] = {}

    def stage(self, index: int) -> Stage:
        """The scene of that index, made ready. Raises InputError or MediaError for what cannot be drawn."""
        found = self._stages.get(index)
        if found is None:
            made = Stage(self.timeline.scenes[index], self.ground, self.readers)
            found = self._stages.setdefault(index, made)
        return found

    def drop(self, index: int) -> None:
        """Forget a scene that will not be asked for again."""
        self._stages.pop(index, None)

    def desk(self) -> FrameCanvas:
        """A place for one thread to draw."""
        return FrameCanvas(self)

    def where(self, frame: int) -> tuple[int, int]:
        """The last scene that has begun at a frame of the timeline, and the frame within that scene."""
        index = max(i for i, start in enumerate(self.starts) if start <= frame)
        return index, frame - self.starts[index]


class FrameCanvas:
    """Canvases of one thread; `frame` draws into them and returns the planes, valid until the next call."""

    def __init__(self, compositor: Compositor) -> None:
        self._compositor = compositor
        self._main = self._canvas()
        self._other: Canvas | None = None
        self._mixed: Planes | None = None

    def _canvas(self) -> Canvas:
        ground = self._compositor.ground
        return Canvas(blank(ground.width, ground.height, ground.space))

    def take_spent(self) -> dict[str, float]:
        """Seconds spent on each layer since the last time, by `scene/layer`."""
        spent: dict[str, float] = {}
        for canvas in (self._main, self._other):
            for name, seconds in canvas.spent.items() if canvas is not None else ():
                spent[name] = spent.get(name, 0.0) + seconds
            if canvas is not None:
                canvas.spent = {}
        return spent

    def scene_frame(self, index: int, frame: int) -> Planes:
        """A frame of one scene by itself, without transitions."""
        return compose(self._compositor.stage(index), frame, self._main)

    def frame(self, number: int) -> Planes:
        """A frame of the timeline."""
        compositor = self._compositor
        index, inside = compositor.where(number)
        enter = compositor.timeline.scenes[index].enter
        if index == 0 or inside >= enter.frames or enter.kind == "cut":
            return self.scene_frame(index, inside)
        before = number - compositor.starts[index - 1]
        if self._other is None or self._mixed is None:
            self._other, self._mixed = self._canvas(), self._canvas().planes
        # The new scene first: its pictures are read here while another thread, at work on the old scene, reads those.
        new = compose(compositor.stage(index), inside, self._other)
        old = compose(compositor.stage(index - 1), before, self._main)
        transitions.mix(enter, (inside + 1) / (enter.frames + 1), old, new, self._mixed)
        return self._mixed


def frames_hash(timeline: Timeline, numbers: Iterable[int] | None = None, *, book: FontBook) -> str:
    """sha256 (hex) over the planes of the given frames (default: all), before any encoding."""
    compositor = Compositor(timeline, book=book)
    desk, digest = compositor.desk(), hashlib.sha256()
    for number in range(timeline.frames()) if numbers is None else numbers:
        digest.update(desk.frame(number).buffer.tobytes())
    compositor.readers.close()
    return digest.hexdigest()
