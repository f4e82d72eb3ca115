"""Cut a timeline into the pieces it is encoded in, each with the key of everything that affects it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from vlogkit.files import sha256_of
from vlogkit.keeping.pixel_versions import versions
from vlogkit.records.base import fingerprint
from vlogkit.records.timeline import Counter, MovieClip, Scene, Text, Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.typesetting.fonts import FontBook

RENDERER = 4
"""Goes up with every change that alters a frame or an encoded byte."""
_UNSEEN = {"name", "origin", "file", "before", "after"}


@dataclass(frozen=True)
class PlannedSegment:
    """Frames `first` up to `last` of the timeline, encoded by themselves as closed groups of pictures."""

    first: int
    last: int
    scenes: tuple[int, ...]
    """One scene, or the two of a transition."""

    @property
    def frames(self) -> int:
        """How many."""
        return self.last - self.first


def cut(timeline: Timeline, settings: EncoderSettings) -> list[PlannedSegment]:
    """Scene bodies in parts that end where a caption does and are no longer than a group of pictures; transitions by
    themselves. In order."""
    starts, total = timeline.starts(), timeline.frames()
    longest = settings.gop(float(timeline.fps()))
    pieces: list[PlannedSegment] = []
    for index, scene in enumerate(timeline.scenes):
        begin = starts[index]
        if index and scene.enter.frames and scene.enter.kind != "cut":
            shared = begin + scene.enter.frames
            pieces += _even_parts(begin, shared, longest, (index - 1, index))
            begin = shared
        end = starts[index + 1] if index + 1 < len(starts) else total
        for first, last in pairwise([begin, *_changes(scene, starts[index], begin, end, longest // 2), end]):
            pieces += _even_parts(first, last, longest, (index,))
    return pieces


def _changes(scene: Scene, start: int, begin: int, end: int, least: int) -> list[int]:
    """The frames between `begin` and `end` at which a layer comes or goes, such as a caption, each at least so many from
    the one before and from both ends: another caption leaves the pieces of its neighbours as they are."""
    found = [begin]
    for frame in sorted({start + edge for layer in scene.layers for edge in layer.span or ()}):
        if frame - found[-1] >= least and end - frame >= least:
            found.append(frame)
    return found[1:]


def _even_parts(first: int, last: int, longest: int, scenes: tuple[int, ...]) -> list[PlannedSegment]:
    count = math.ceil((last - first) / longest) if last > first else 0
    edges = [first + (last - first) * i // count for i in range(count + 1)] if count else []
    return [PlannedSegment(a, b, scenes) for a, b in pairwise(edges)]


def key_of(piece: PlannedSegment, timeline: Timeline, settings: EncoderSettings, book: FontBook) -> str:
    """sha256 (hex) over what the piece's bytes depend on, wherever in a timeline it stands."""
    starts = timeline.starts()
    scenes = []
    for index in piece.scenes:
        scene, start = timeline.scenes[index], starts[index]
        scenes.append(_seen(scene, piece.first - start, piece.last - start, book))
    enter = timeline.scenes[piece.scenes[-1]].enter
    changing = [enter.model_dump(mode="json"), piece.first - starts[piece.scenes[-1]]]
    return fingerprint(
        {
            "renderer": [RENDERER, versions()],
            "frame": [timeline.width, timeline.height, *timeline.rate],
            "settings": settings.model_dump(mode="json", exclude={"audio_kbps"}),
            "frames": piece.frames,
            "scenes": scenes,
            "transition": changing if len(piece.scenes) > 1 else None,
        }
    )


def _seen(scene: Scene, first: int, last: int, book: FontBook) -> dict[str, Any]:
    """The part of a scene that can show in its frames first … last - 1."""
    layers = []
    for layer in scene.layers:
        begin, end = layer.span or (0, scene.frames)
        if begin >= last or end <= first:
            continue
        described = layer.model_dump(mode="json", exclude=_UNSEEN)
        described["span"] = [begin, end]
        if isinstance(layer, Text | Counter):
            described["fonts"] = book.sha256
        if isinstance(layer, MovieClip):
            described["code"] = code_of(layer.call, layer.arguments)
        layers.append(described)
    return {"ground": scene.ground, "first": first, "layers": layers}


def code_of(call: str, arguments: Mapping[str, JsonValue]) -> list[str]:
    """sha256 of the module of a `module:function` that makes a clip, and of every file named in its arguments."""
    import importlib.util

    try:
        spec = importlib.util.find_spec(call.partition(":")[0])
    except ImportError:
        spec = None  # drawing the clip says what is wrong
    named = [spec.origin if spec else None, *arguments.values()]
    files = [Path(name) for name in named if isinstance(name, str) and Path(name).is_file()]
    return [sha256_of(path) for path in files]
