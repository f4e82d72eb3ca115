"""Choose the frames of a scene at which its pixels are checked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vlogkit.checking.text_lines import ShownLine
from vlogkit.records.timeline import Compare, Scene, Text
from vlogkit.timelines.freezing import moves

FOOTAGE_SECONDS = 0.75
"""Between two looks at footage."""
MOST = 12
"""Looks at one scene."""


def is_one_picture(scene: Scene) -> bool:
    """Whether behind its words a scene is the same at every frame: a pill comes and goes with its caption."""
    return not moves(scene) and all(layer.span is None or isinstance(layer, Text) for layer in scene.layers)


def sample_frames(scene: Scene, lines: Sequence[ShownLine], fps: float) -> tuple[int, ...]:
    """Frames of the scene, in order, at which the pixels behind its words are measured.

    Where nothing moves or comes and goes behind them: the one at which everything has arrived. A drifting picture: that one, the middle
    and the end. A divider: where it turns, and half way between. Footage: every 0.75 s. And for each text that stands
    at none of these, the middle of its time."""
    last = scene.frames - 1
    if is_one_picture(scene):
        return (scene.still,)
    frames = {min(scene.still, last)} | ({(scene.still + last) // 2, last} if moves(scene) else set())
    for layer in scene.layers:
        if isinstance(layer, Compare):
            turns = sorted({min(key.frame, last) for key in layer.divider} | {0, last})
            frames |= set(turns) | {(a + b) // 2 for a, b in pairwise(turns)}
        elif layer.kind in {"footage", "moviepy"}:
            step = max(round(FOOTAGE_SECONDS * fps), -(-scene.frames // MOST))
            frames |= set(range(0, scene.frames, step))
    for line in lines:
        if not any(line.first <= frame < line.last for frame in frames):
            frames.add((line.first + line.last - 1) // 2)
    return tuple(sorted(frames))
