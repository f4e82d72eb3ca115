"""Scale a timeline to a fraction of its size and of its rate, so that it is quick to draw."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vlogkit.records.timeline import (
    Bar,
    Box,
    Camera,
    Compare,
    Counter,
    CounterStep,
    Fill,
    FootageLayer,
    Key,
    Layer,
    MapLayer,
    Motion,
    Pattern,
    PictureLayer,
    Route,
    Scene,
    Shade,
    Text,
    TextLine,
    TextStyle,
    Timeline,
    Track,
)

THIRD = Fraction(1, 3)
"""Every format's width and height is a multiple of six; a pixel at this size is the mean of nine."""


def draft_of(timeline: Timeline) -> Timeline:
    """A third of the size and every second frame: the video for looking at quickly."""
    return scaled(timeline, THIRD, every=2)


def scaled(timeline: Timeline, size: Fraction, *, every: int = 1, grid: int = 2) -> Timeline:
    """Every length times `size`, and every `every`-th frame where that divides the rate; times in seconds stay.

    Boxes fall on multiples of `grid` pixels: 2 for a video, whose colours have half the resolution; 1 stays closest to
    the timeline."""
    if timeline.rate[0] % (timeline.rate[1] * every):
        every = 1
    scale = _Scale(float(size), every, grid)
    ends = [start + scene.frames for start, scene in zip(timeline.starts(), timeline.scenes, strict=True)]
    scenes = tuple(
        scale.scene(scene, max(1, end // every - start // every))
        for scene, start, end in zip(timeline.scenes, timeline.starts(), ends, strict=True)
    )
    width, height = (max(2, scale.edge(length) & ~1) for length in (timeline.width, timeline.height))
    rate = (timeline.rate[0] // every, timeline.rate[1])
    return timeline.model_copy(update={"width": width, "height": height, "rate": rate, "scenes": scenes})


def without_words(timeline: Timeline) -> Timeline:
    """The timeline without its texts and counters."""
    scenes = tuple(
        scene.model_copy(
            update={"layers": tuple(layer for layer in scene.layers if not isinstance(layer, Text | Counter))}
        )
        for scene in timeline.scenes
    )
    return timeline.model_copy(update={"scenes": scenes})


@dataclass(frozen=True)
class _Scale:
    """What becomes of each length and each frame."""

    size: float
    every: int
    grid: int

    def frame(self, number: int) -> int:
        """The frame at the same time."""
        return number // self.every

    def edge(self, length: float) -> int:
        """The nearest pixel of the grid."""
        return self.grid * round(length * self.size / self.grid)

    def pixels(self, length: int, least: int = 0) -> int:
        """A length in whole pixels."""
        return max(least, round(length * self.size))

    def scene(self, scene: Scene, frames: int) -> Scene:
        """The scene, `frames` long."""
        enter = scene.enter.model_copy(update={"frames": min(self.frame(scene.enter.frames), frames - 1)})
        layers = tuple(self.layer(layer, frames) for layer in scene.layers)
        still = min(self.frame(scene.still), frames - 1)
        return scene.model_copy(update={"frames": frames, "still": still, "enter": enter, "layers": layers})

    def layer(self, layer: Layer, frames: int) -> Layer:
        """The layer in a scene of so many frames."""
        changes: dict[str, object] = {"box": self.box(layer.box), "motion": self.motion(layer.motion)}
        if layer.span is not None:
            first = min(self.frame(layer.span[0]), frames - 1)
            changes["span"] = (first, max(first + 1, self.frame(layer.span[1])))
        return layer.model_copy(update=changes | self._own(layer))

    def _own(self, layer: Layer) -> dict[str, object]:
        """What changes in the fields that only its kind has."""
        changes: dict[str, object] = {}
        if isinstance(layer, Fill | Bar | PictureLayer | FootageLayer | MapLayer):
            changes["radius"] = self.pixels(layer.radius)
        match layer:
            case Text():
                lines = tuple(self.line(line) for line in layer.lines)
                changes |= {"lines": lines, "style": self.style(layer.style), "stroke": layer.stroke * self.size}
                changes |= {"lit": self.track(layer.lit), "pop": self.track(layer.pop)}
            case Counter():
                steps = tuple(CounterStep(frame=self.frame(step.frame), text=step.text) for step in layer.steps)
                changes |= {"steps": steps, "style": self.style(layer.style)}
                changes |= {"x": layer.x * self.size, "baseline": layer.baseline * self.size}
            case Shade():
                areas = tuple(self.box(area) for area in layer.areas)
                changes |= {"areas": areas, "fall": self.pixels(layer.fall, 1)}
            case Pattern():
                changes["tile_width"] = self.pixels(layer.tile_width, 2)
                changes["tile_height"] = self.pixels(layer.tile_height, 2)
                changes["travel"] = tuple(round(speed * self.size) for speed in layer.travel)
                changes["since"] = self.frame(layer.since)
            case Compare():
                changes |= {"line_width": self.pixels(layer.line_width, 1), "divider": self.track(layer.divider)}
                changes["before_camera"] = self.camera(layer.before_camera)
                changes["after_camera"] = self.camera(layer.after_camera)
            case PictureLayer():
                beyond = tuple(self.pixels(side) for side in layer.beyond)
                changes |= {"camera": self.camera(layer.camera), "beyond": beyond}
            case FootageLayer():
                changes["camera"] = self.camera(layer.camera)
            case MapLayer():
                changes |= {"camera": self.camera(layer.camera), "pixel": layer.pixel * self.size}
            case Route():
                points = tuple((x * self.size, y * self.size) for x, y in layer.points)
                changes |= {
                    "points": points,
                    "line_width": layer.line_width * self.size,
                    "length": self.track(layer.length),
                }
            case Bar():
                changes["length"] = self.track(layer.length)
        return changes

    def box(self, box: Box) -> Box:
        """The box, at least one step of the grid wide and high."""
        x, y = self.edge(box.x), self.edge(box.y)
        right, bottom = self.edge(box.x + box.w), self.edge(box.y + box.h)
        return Box(x=x, y=y, w=max(self.grid, right - x), h=max(self.grid, bottom - y))

    def motion(self, motion: Motion) -> Motion:
        """Shifts are lengths; opacity, reveal and scale are shares."""
        if self.every == 1 and not motion.dx and not motion.dy:
            return motion
        return Motion(
            opacity=self.track(motion.opacity),
            dx=self.track(motion.dx, self.size),
            dy=self.track(motion.dy, self.size),
            reveal=self.track(motion.reveal),
            scale=self.track(motion.scale),
        )

    def camera(self, camera: Camera) -> Camera:
        """Zoom and focus are shares of the picture."""
        if self.every == 1:
            return camera
        tracks = {name: self.track(getattr(camera, name)) for name in ("zoom", "x", "y")}
        return camera.model_copy(update=tracks)

    def track(self, track: Track, factor: float = 1.0) -> Track:
        """Keys at the lower rate; of two that meet at a frame the later stays."""
        if self.every == 1 and factor == 1:
            return track
        moved = {self.frame(key.frame): key for key in track}
        return tuple(Key(frame=frame, value=key.value * factor, ease=key.ease) for frame, key in sorted(moved.items()))

    def line(self, line: TextLine) -> TextLine:
        """A line of text."""
        places = {name: getattr(line, name) * self.size for name in ("x", "baseline", "width")}
        return line.model_copy(update=places)

    def style(self, style: TextStyle) -> TextStyle:
        """A text's style."""
        return style.model_copy(update={"size": style.size * self.size})
