"""Scale a timeline to a fraction of its size, with or without its words, so that it is quick to draw."""

from __future__ import annotations

from vlogkit.records.timeline import (
    Bar,
    Box,
    Camera,
    Compare,
    Counter,
    Fill,
    FootageLayer,
    Key,
    Layer,
    Motion,
    Pattern,
    PictureLayer,
    Scene,
    Text,
    TextStyle,
    Timeline,
    Track,
    Transition,
)

DIVISOR = 3
"""Every format's width and height is a multiple of six; a pixel at this size is the mean of nine."""


def reduced(timeline: Timeline, *, words: bool, divisor: int = DIVISOR) -> Timeline:
    """The timeline with all lengths divided; without `words` its texts and counters are left out."""
    scenes = tuple(
        scene.model_copy(
            update={"layers": tuple(_layer(layer, divisor) for layer in scene.layers if words or not is_words(layer))}
        )
        for scene in timeline.scenes
    )
    size = {"width": timeline.width // divisor & ~1, "height": timeline.height // divisor & ~1}
    return timeline.model_copy(update={**size, "scenes": scenes})


def is_words(layer: Layer) -> bool:
    """Whether a layer is text."""
    return isinstance(layer, Text | Counter)


def _layer(layer: Layer, by: int) -> Layer:
    changes: dict[str, object] = {"box": _box(layer.box, by), "motion": _motion(layer.motion, by)}
    match layer:
        case Text():
            lines = tuple(
                line.model_copy(update={"x": line.x / by, "baseline": line.baseline / by, "width": line.width / by})
                for line in layer.lines
            )
            changes |= {"lines": lines, "style": _style(layer.style, by), "stroke": layer.stroke / by}
        case Counter():
            changes |= {"x": layer.x / by, "baseline": layer.baseline / by, "style": _style(layer.style, by)}
        case Pattern():
            changes |= {
                "tile_width": max(2, round(layer.tile_width / by)),
                "tile_height": max(2, round(layer.tile_height / by)),
            }
        case Compare():
            changes["line_width"] = max(1, round(layer.line_width / by))
        case Fill() | Bar() | PictureLayer() | FootageLayer():
            changes["radius"] = round(layer.radius / by)
    return layer.model_copy(update=changes)


def _box(box: Box, by: int) -> Box:
    x, y = round(box.x / by), round(box.y / by)
    return Box(x=x, y=y, w=max(1, round((box.x + box.w) / by) - x), h=max(1, round((box.y + box.h) / by) - y))


def _motion(motion: Motion, by: int) -> Motion:
    if not motion.dx and not motion.dy:
        return motion
    return motion.model_copy(update={"dx": _track(motion.dx, by), "dy": _track(motion.dy, by)})


def _track(track: Track, by: int) -> Track:
    return tuple(Key(frame=key.frame, value=key.value / by, ease=key.ease) for key in track)


def _style(style: TextStyle, by: int) -> TextStyle:
    return style.model_copy(update={"size": style.size / by})


def frozen(timeline: Timeline, index: int, frame: int) -> Timeline:
    """One scene as it stands at a frame, by itself and one frame long; one with a MoviePy clip stays as it is."""
    scene = timeline.scenes[index]
    if any(layer.kind == "moviepy" for layer in scene.layers):
        return timeline.model_copy(update={"scenes": (scene,)})
    fps = float(timeline.fps())
    layers = tuple(
        _at(layer, frame, fps) for layer in scene.layers if layer.span is None or layer.span[0] <= frame < layer.span[1]
    )
    still = scene.model_copy(update={"layers": layers, "frames": 1, "still": 0, "enter": Transition()})
    return timeline.model_copy(update={"scenes": (still,)})


def _at(layer: Layer, frame: int, fps: float) -> Layer:
    """The layer with all its keys moved so that `frame` becomes frame 0."""
    motion = layer.motion
    tracks = {name: _earlier(getattr(motion, name), frame) for name in ("opacity", "dx", "dy", "reveal")}
    changes: dict[str, object] = {"span": None, "motion": motion.model_copy(update=tracks)}
    match layer:
        case PictureLayer():
            changes["camera"] = _seen(layer.camera, frame)
        case FootageLayer():
            passed = frame - (layer.span[0] if layer.span else 0)
            changes |= {"camera": _seen(layer.camera, frame), "start": layer.start + passed / fps}
        case Compare():
            changes["divider"] = _earlier(layer.divider, frame)
            changes |= {
                "before_camera": _seen(layer.before_camera, frame),
                "after_camera": _seen(layer.after_camera, frame),
            }
        case Bar():
            changes["length"] = _earlier(layer.length, frame)
        case Counter():
            steps = tuple(step.model_copy(update={"frame": step.frame - frame}) for step in layer.steps)
            changes["steps"] = steps
    return layer.model_copy(update=changes)


def _seen(camera: Camera, frame: int) -> Camera:
    tracks = {name: _earlier(getattr(camera, name), frame) for name in ("zoom", "x", "y")}
    return camera.model_copy(update=tracks)


def _earlier(track: Track, frames: int) -> Track:
    return tuple(Key(frame=key.frame - frames, value=key.value, ease=key.ease) for key in track)


def moves(scene: Scene) -> bool:
    """Whether what stands behind the words changes after everything has arrived: drifting pictures, footage, a divider."""
    return any(_moves(layer) for layer in scene.layers)


def _moves(layer: Layer) -> bool:
    if isinstance(layer, PictureLayer):
        return len({key.value for key in layer.camera.zoom}) > 1
    if isinstance(layer, Compare):
        return len({key.value for key in layer.divider}) > 1
    return layer.kind in {"footage", "moviepy"}
