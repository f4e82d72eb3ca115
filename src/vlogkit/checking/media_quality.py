"""Find pictures, clips and music that do not suffice for what is shown: too small, too short, unlicensed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vlogkit.checking.text_lines import StagedOutput
from vlogkit.checking.wording import Place
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.records.finding import Finding
from vlogkit.records.platform import Pick, PlatformFacts
from vlogkit.records.story import Story
from vlogkit.records.timeline import Box, Compare, FootageLayer, PictureLayer, Scene, Track

SOFT, BLURRED = 1.8, 3.0
"""Times a picture may be enlarged before it looks soft, and before it looks blurred."""
SOFT_FILM = 2.3
"""The same of a film, whose movement hides softness: one of 1920 × 1080 that covers a portrait frame is enlarged 1.8 times,
and is shown up to a quarter closer to keep a face clear of words."""
STANDS = 0.25
"""Seconds a clip may stand still at its end unnoticed."""


@dataclass(frozen=True)
class Medium:
    """What a file is: pixels as seen, seconds (0 for a picture), and the name the item gives it."""

    width: int
    height: int
    seconds: float
    name: str


def media_findings(picture: StagedOutput, media: Mapping[str, Medium]) -> Iterator[Finding]:
    """Pictures and clips that are enlarged too much, and clips that end before their scene; `media` by path."""
    fps = float(picture.timeline.fps())
    for scene in picture.timeline.scenes:
        for file, box, zoom, origin, kind in dict.fromkeys(_files(scene)):
            medium = media.get(file)
            if medium is None or not medium.width or not medium.height:
                continue
            enlarged = max(box.w / medium.width, box.h / medium.height) * zoom
            soft = SOFT_FILM if kind == "clip" else SOFT
            if enlarged > soft:
                yield found(
                    f"{kind}-small",
                    place=Where.read(origin),
                    scene=scene.name,
                    about=medium.name,
                    measured=f"{medium.width} × {medium.height} px, enlarged {enlarged:.1f}×",
                    limit=f"{soft:g}×",
                    severity="note" if enlarged <= BLURRED else None,
                    width=math.ceil(medium.width * enlarged / soft),
                    height=math.ceil(medium.height * enlarged / soft),
                    format=picture.format,
                )
        yield from _short(scene, fps, media)


def _files(scene: Scene) -> Iterator[tuple[str, Box, float, str, str]]:
    for layer in scene.layers:
        if isinstance(layer, PictureLayer):
            yield layer.file, layer.box, _closest(layer.camera.zoom), layer.origin, "picture"
        elif isinstance(layer, Compare):
            left, top, right, bottom = layer.registration.window if layer.registration else (0.0, 0.0, 1.0, 1.0)
            cropped = 1 / min(right - left, bottom - top)
            yield layer.before, layer.box, cropped * _closest(layer.before_camera.zoom), layer.origin, "picture"
            yield layer.after, layer.box, cropped * _closest(layer.after_camera.zoom), layer.origin, "picture"
        elif isinstance(layer, FootageLayer) and not layer.blurred:
            yield layer.file, layer.box, _closest(layer.camera.zoom), layer.origin, "clip"


def _closest(zoom: Track) -> float:
    return max([1.0, *(key.value for key in zoom)])


def _short(scene: Scene, fps: float, media: Mapping[str, Medium]) -> Iterator[Finding]:
    for layer in scene.layers:
        if not isinstance(layer, FootageLayer) or layer.blurred or layer.file not in media:
            continue
        first, last = layer.span or (0, scene.frames)
        end = media[layer.file].seconds if layer.last is None else layer.last + 1 / fps
        left, needed = min(end, media[layer.file].seconds) - layer.start, (last - first) / fps
        if left <= 0:
            yield found(
                "clip-short",
                "unseen",
                place=Where.read(layer.origin),
                scene=scene.name,
                about=media[layer.file].name,
                measured=f"{media[layer.file].seconds:.1f} s",
                limit=f"{layer.start:.1f} s",
                severity="error",
            )
        elif left < needed - STANDS:
            yield found(
                "clip-short",
                place=Where.read(layer.origin),
                scene=scene.name,
                about=media[layer.file].name,
                measured=f"{max(0.0, left):.1f} s",
                limit=f"{needed:.1f} s",
            )


def music_findings(story: Story, place: Place) -> Iterator[Finding]:
    """A track of somebody's without the licence that allows it."""
    music = story.music
    if music is not None and music.file and not music.licence.strip():
        yield found("music-licence", place=place(("music", "file")), about=music.file)


def short_findings(pictures: Iterable[StagedOutput], sent: Iterable[tuple[PlatformFacts, str]]) -> Iterator[Finding]:
    """Videos that a service shows among its short ones, by itself; `sent` has the service of each account and what the
    account asks to be sent first."""
    made = {picture.format: picture.timeline for picture in pictures if picture.kind == "video"}
    told: set[str] = set()
    for facts, wish in sent:
        picks = [Pick.read(wish)] if wish else []
        kinds = [(pick.kind, pick.format) for pick in (*picks, *facts.send)]
        chosen = next(
            (form or min(made) for kind, form in kinds if kind == "video" and made and form in {None, *made}), None
        )
        if facts.shorts is None or chosen is None or facts.name in told:
            continue
        timeline = made[chosen]
        if facts.shorts.takes(timeline.seconds(), timeline.width, timeline.height):
            told.add(facts.name)
            shape = f"{timeline.width}×{timeline.height}, {timeline.seconds():.1f} s"
            limit = f"{facts.shorts.max_seconds:g} s"
            place = Where(f"config/platforms/{facts.name}.yaml")
            label = facts.shorts.label
            yield found("video-short", place=place, measured=shape, limit=limit, platform=facts.label, short=label)


def length_findings(pictures: Iterable[StagedOutput], platforms: Iterable[PlatformFacts]) -> Iterator[Finding]:
    """Videos whose length a platform refuses, where no other format goes there."""
    lengths = {picture.format: picture.timeline.seconds() for picture in pictures if picture.kind == "video"}
    for facts in platforms:
        if facts.video is None or facts.video.seconds is None:
            continue
        low, high = facts.video.seconds
        chosen = next(
            (
                p.format or min(lengths, default=None)
                for p in facts.send
                if p.kind == "video" and (p.format in lengths or (p.format is None and lengths))
            ),
            None,
        )
        if chosen is not None and not low <= lengths[chosen] <= high:
            yield found(
                "video-length",
                "long" if lengths[chosen] > high else "short",
                place=Where(f"config/platforms/{facts.name}.yaml"),
                measured=f"{lengths[chosen]:.1f} s",
                limit=f"{low:g}–{high:g} s",
                platform=facts.label,
            )
