"""Stop a scene at one frame, and tell whether anything in it moves."""

from __future__ import annotations

from vlogkit.records.timeline import (
    Bar,
    Camera,
    Compare,
    Counter,
    FootageLayer,
    Key,
    Layer,
    MapLayer,
    Pattern,
    PictureLayer,
    Route,
    Scene,
    Text,
    Timeline,
    Track,
    Transition,
)


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
    tracks = {name: _earlier(getattr(motion, name), frame) for name in ("opacity", "dx", "dy", "reveal", "scale")}
    changes: dict[str, object] = {"span": None, "motion": motion.model_copy(update=tracks)}
    match layer:
        case PictureLayer() | MapLayer():
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
        case Bar() | Route():
            changes["length"] = _earlier(layer.length, frame)
        case Text():
            changes |= {"lit": _earlier(layer.lit, frame), "pop": _earlier(layer.pop, frame)}
        case Pattern():
            changes["since"] = layer.since + frame
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
    if isinstance(layer, PictureLayer | MapLayer):
        return len({key.value for key in layer.camera.zoom}) > 1
    if isinstance(layer, Compare):
        tracks = (layer.divider, layer.before_camera.zoom, layer.after_camera.zoom)
        return any(len({key.value for key in track}) > 1 for track in tracks)
    return layer.kind in {"footage", "moviepy"}
