"""Export a timeline as MoviePy clips, for people who script in MoviePy and as a second opinion in tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vlogkit.media.clip_pool import Readers
from vlogkit.media.colour import STILL, Bytes, Floats, to_planes, to_rgb
from vlogkit.records.timeline import Scene, Timeline, Transition
from vlogkit.rendering.frames import transitions
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.frames.layers.drawn_layer import Appearance, DrawnLayer, Ground
from vlogkit.rendering.frames.planes import Planes, Region, blank
from vlogkit.rendering.frames.scene import Stage
from vlogkit.rendering.sound.mix import Mix
from vlogkit.typesetting.fonts import FontBook

_LATE = 1e-6
"""MoviePy's times are floats: a frame's own time may lie this much before it."""


def to_moviepy(timeline: Timeline, *, sound: bool = True, book: FontBook) -> Any:
    """A `CompositeVideoClip` of the whole timeline: scenes of layer clips, transitions over them, and the
    sound.

    Its pixels are the timeline's in RGB; its sound is the mix before its loudness is set. Raises InputError,
    MediaError.
    """
    from moviepy import CompositeVideoClip
    from moviepy.audio.AudioClip import AudioArrayClip

    fps, starts = float(timeline.fps()), timeline.starts()
    scenes = scene_clips(timeline, book=book)
    clips = []
    for index, (scene, clip, start) in enumerate(zip(timeline.scenes, scenes, starts, strict=True)):
        clips.append(clip.with_start(start / fps))
        if index and scene.enter.frames and scene.enter.kind != "cut":
            behind = (scenes[index - 1], (start - starts[index - 1]) / fps)
            clips.append(_transition(scene.enter, fps, behind, clip, timeline).with_start(start / fps))
    whole = CompositeVideoClip(clips, size=(timeline.width, timeline.height), bg_color=(0, 0, 0))
    whole = whole.with_duration(timeline.seconds()).with_fps(fps)
    mix = Mix(timeline.sound, timeline.seconds())
    if sound and not mix.empty:
        whole = whole.with_audio(AudioArrayClip(np.concatenate(list(mix.blocks())), fps=48_000))
    return whole


def scene_clips(timeline: Timeline, *, book: FontBook) -> list[Any]:
    """A `CompositeVideoClip` for each scene, without its transition; its `clips` are the layers from the
    back on."""
    readers = Readers()
    fps = float(timeline.fps())
    ground = Ground(timeline.width, timeline.height, STILL, DrawnCache(), fps, book)
    return [_scene_clip(scene, Stage(scene, ground, readers), ground) for scene in timeline.scenes]


def _scene_clip(scene: Scene, stage: Stage, ground: Ground) -> Any:
    from moviepy import CompositeVideoClip

    colour = tuple(int(scene.ground[i : i + 2], 16) for i in (1, 3, 5))
    layers = [clip for layer in stage.layers if (clip := _layer_clip(layer, ground)) is not None]
    clip = CompositeVideoClip(layers, size=(ground.width, ground.height), bg_color=colour)
    return clip.with_duration(scene.frames / ground.fps).with_fps(ground.fps)


def _layer_clip(layer: DrawnLayer, ground: Ground) -> Any | None:
    """A clip with a mask, as large as all that the layer ever covers; None for a layer that never shows."""
    from moviepy import VideoClip

    shown = [look for look in dict.fromkeys(layer.looks) if look is not None]
    area = Region(ground.width, ground.height, 0, 0)
    for look in shown:
        area = area.join(layer.covers(look))
    if not shown or not area.size:
        return None
    draw = _Drawing(layer, ground, area)
    seconds = (layer.last - layer.first) / ground.fps
    clip = VideoClip(frame_function=draw.colour, duration=seconds)
    mask = VideoClip(frame_function=draw.alpha, is_mask=True, duration=seconds)
    return clip.with_mask(mask).with_position(area[:2]).with_start(layer.first / ground.fps)


class _Drawing:
    """A layer's own colour and alpha at a time, found by drawing it on black and on white."""

    def __init__(self, layer: DrawnLayer, ground: Ground, area: Region) -> None:
        self._layer, self._ground, self._area = layer, ground, area
        self._planes = blank(ground.width, ground.height, ground.space)
        self._last: tuple[Appearance | None, Bytes, Floats] | None = None

    def colour(self, seconds: float) -> Bytes:
        """Straight RGB (h, w, 3)."""
        return self._at(seconds)[1]

    def alpha(self, seconds: float) -> Floats:
        """0–1 (h, w)."""
        return self._at(seconds)[2]

    def _at(self, seconds: float) -> tuple[Appearance | None, Bytes, Floats]:
        layer = self._layer
        frame = min(layer.first + int(seconds * self._ground.fps + _LATE), layer.last - 1)
        look = layer.look(frame)
        if self._last is None or self._last[0] != look:
            black, white = self._on("#000000", look), self._on("#FFFFFF", look)
            alpha = 1 - (white - black).mean(axis=2) / np.float32(255)
            straight = black / np.maximum(alpha, 1 / 255)[:, :, None]
            self._last = (look, np.clip(np.rint(straight), 0, 255).astype(np.uint8), np.clip(alpha, 0, 1))
        return self._last

    def _on(self, colour: str, look: Appearance | None) -> Floats:
        self._planes.fill(colour, self._area)
        if look is not None:
            self._layer.draw(look, self._planes, self._area)
        left, top, right, bottom = self._area
        return np.stack([array[top:bottom, left:right] for array in self._planes.arrays], axis=2).astype(np.float32)


def _transition(enter: Transition, fps: float, behind: tuple[Any, float], clip: Any, timeline: Timeline) -> Any:
    """An opaque clip over the frames that two scenes share."""
    from moviepy import VideoClip

    old, late = behind
    mixed = blank(timeline.width, timeline.height, STILL)

    def frame(seconds: float) -> NDArray[np.uint8]:
        number = int(seconds * fps + _LATE)
        before = _planes(old.get_frame(late + number / fps))
        after = _planes(clip.get_frame(number / fps))
        transitions.mix(enter, (number + 1) / (enter.frames + 1), before, after, mixed)
        return to_rgb(mixed.arrays, STILL)

    return VideoClip(frame_function=frame, duration=enter.frames / fps)


def _planes(rgb: NDArray[np.uint8]) -> Planes:
    planes = blank(rgb.shape[1], rgb.shape[0], STILL)
    for target, source in zip(planes.arrays, to_planes(np.asarray(rgb, np.uint8), STILL), strict=True):
        np.copyto(target, source)
    return planes
