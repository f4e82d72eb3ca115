"""Make the cards, texts and videos of a bundle into its folder."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vlogkit.catalogue import to_yaml
from vlogkit.files import link_or_copy, sha256_of, write_text
from vlogkit.machine import memory_at_hand
from vlogkit.pipeline.making.options import Formats, Options, Progress
from vlogkit.pipeline.telling.items import StoryDraft
from vlogkit.pipeline.telling.protection import original
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.records.base import Format, fingerprint
from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.caption import Cue
from vlogkit.records.story import Story
from vlogkit.records.timeline import Timeline
from vlogkit.workspace import Workspace
from vlogkit.writing.captions.caption_text import srt, vtt

if TYPE_CHECKING:
    from vlogkit.rendering.frames.drawn_cache import DrawnCache
    from vlogkit.rendering.video import VideoResult

LayerTimes = list[tuple[str, float]]
"""Seconds spent on each layer, by `format scene/layer`."""


@dataclass(frozen=True)
class Making:
    """A bundle being made: what of, in which formats, the folder it grows in, and the bundle that stood there before, if any."""

    told: StoryDraft
    staged: StagedStory
    formats: Formats
    options: Options
    folder: Path
    before: Path
    """The folder of the bundle before, which may not exist."""
    manifest_before: Bundle | None

    @property
    def workspace(self) -> Workspace:
        """Where it is made."""
        return self.staged.workspace

    def output(self, name: str, kind: str, start: float, **more: object) -> Output:
        """The record of a file that was made since `start` (of the performance counter)."""
        path = self.folder / name
        seconds = round(time.perf_counter() - start, 3)
        data = {"path": name, "kind": kind, "bytes": path.stat().st_size, "sha256": sha256_of(path), "seconds": seconds}
        return Output.model_validate(data | more)


def video_timelines(making: Making) -> list[Timeline]:
    """The timelines of the videos, small ones for a draft; none where no scene is for a video."""
    from vlogkit.timelines.scaling import draft_of

    if not any(scene.video for scene in making.told.story.scenes):
        return []
    timelines = [making.staged.video(name).timeline for name in making.formats.videos]
    return [draft_of(timeline) for timeline in timelines] if making.options.draft else timelines


def make_cards(making: Making) -> list[Output]:
    """The cards of every card scene in every format, and the thumbnail; an upright one too where an upright video is made,
    since Reels and Shorts crop a wide one."""
    from vlogkit.rendering.frames.drawn_cache import DrawnCache

    store, scenes = DrawnCache(), making.told.story.scenes
    cards = [number for number, scene in enumerate(scenes) if scene.card]
    outputs: list[Output] = []
    for number in cards:
        for name in making.formats.cards:
            file = f"card-{name}.png" if number == cards[0] else f"card-{scenes[number].name}-{name}.png"
            outputs.append(_make_still(making, number, name, (file, "card"), store))
    thumbnails: list[tuple[Format, str]] = [("landscape", "thumbnail.jpg")]
    if "portrait" in making.formats.videos and any(scene.video for scene in scenes):
        thumbnails.append(("portrait", "thumbnail-portrait.jpg"))
    number = making.told.story.thumbnail_scene()
    outputs += (_make_still(making, number, name, (file, "thumbnail"), store) for name, file in thumbnails)
    return outputs


def _make_still(making: Making, number: int, name: Format, file: tuple[str, str], store: DrawnCache) -> Output:
    """A scene standing still, as a file of a name and kind."""
    from vlogkit.rendering.stills import still

    start, timeline = time.perf_counter(), making.staged.card(number, name).timeline
    kind: Literal["png", "jpeg"] = "png" if file[0].endswith(".png") else "jpeg"
    data = still(timeline, kind=kind, store=store, book=making.staged.book)
    (making.folder / file[0]).write_bytes(data)
    alt = making.told.story.scenes[number].alt
    return making.output(*file, start, format=name, width=timeline.width, height=timeline.height, alt=alt)


def timed_cues(story: Story, timeline: Timeline) -> list[Cue]:
    """The story's captions at their times in the video."""
    scenes = [scene for scene in story.scenes if scene.video]
    cues: list[Cue] = []
    for scene, start in zip(scenes, timeline.starts(), strict=True):
        at = float(start / timeline.fps())
        for cue in scene.cues:
            words = tuple(w.model_copy(update={"start": w.start + at, "end": w.end + at}) for w in cue.words)
            cues.append(Cue(start=cue.start + at, end=cue.end + at, text=cue.text, words=words))
    return cues


def make_texts(making: Making, timelines: Sequence[Timeline], bundle: Bundle) -> list[Output]:
    """Subtitles, alt texts, the text for each platform, and the story itself, ready to be edited; `bundle` holds the
    outputs so far."""
    from vlogkit.planning.variants import variant
    from vlogkit.publishing.registry import facts, names

    story = making.told.story
    texts: list[tuple[str, str, str]] = []
    if timelines:
        cues = timed_cues(story, timelines[0])
        texts += [("captions.srt", "subtitles", srt(cues)), ("captions.vtt", "subtitles", vtt(cues, lang=story.lang))]
    texts.append(("alt.txt", "alt", alt_text(story, bundle.outputs)))
    for platform in names():
        said = variant(bundle, facts(platform, workspace=making.workspace.root))
        parts = (said.title, said.text, " ".join(f"#{tag}" for tag in said.hashtags), said.link)
        texts.append((f"posts/{platform}.txt", "post", "\n\n".join(part for part in parts if part) + "\n"))
    readable = original(story, making.told.copies)
    data = {"schema_version": readable.schema_version} | readable.model_dump(mode="json", exclude_defaults=True)
    texts.append(("story.yaml", "story", to_yaml(data)))
    return [_make_text(making, *text) for text in texts]


def _make_text(making: Making, name: str, kind: str, text: str) -> Output:
    start = time.perf_counter()
    write_text(making.folder / name, text)
    return making.output(name, kind, start)


def alt_text(story: Story, outputs: Sequence[Output]) -> str:
    """What each picture shows, and the video scene by scene."""
    lines = [f"{output.path}: {output.alt}" for output in outputs if output.alt]
    return "\n".join([*lines, f"video: {video_alt(story)}"]) + "\n"


def video_alt(story: Story) -> str:
    """What the video shows, scene by scene."""
    return " ".join(dict.fromkeys(scene.alt for scene in story.scenes if scene.video and scene.alt))


ENOUGH = 1_500_000_000
"""Bytes of memory below which videos are made one after the other, in one thread, keeping little of what is drawn."""
LITTLE = 24_000_000


def _is_short() -> bool:
    memory = memory_at_hand()
    return memory is not None and memory < ENOUGH


def make_videos(making: Making, timelines: Sequence[Timeline], progress: Progress) -> tuple[list[Output], LayerTimes]:
    """The videos, together, and where drawing them took how long; one whose timeline is the same as in the bundle
    before is taken over from there."""
    from vlogkit.rendering.encoding.encoder_settings import DRAFT, EncoderSettings
    from vlogkit.rendering.encoding.segment_cache import SegmentCache
    from vlogkit.rendering.frames.drawn_cache import DrawnCache
    from vlogkit.rendering.video import render_videos

    settings = DRAFT if making.options.draft else EncoderSettings()
    place = making.workspace
    outputs: list[Output] = []
    made: list[tuple[Timeline, str]] = []
    for timeline in timelines:
        key = fingerprint([timeline.fingerprint(), settings.fingerprint(), making.staged.book.sha256])
        if (same := _taken_over(making, timeline, key)) is not None:
            outputs.append(same)
        else:
            made.append((timeline, key))
    cache = SegmentCache(place.cache, int(place.settings.cache_gb * 1e9)) if making.options.use_cache else None
    videos, short = [(timeline, making.folder / f"{timeline.format}.mp4") for timeline, _ in made], _is_short()
    results = [
        result
        for some in ([[one] for one in videos] if short else [videos])
        for result in render_videos(
            some,
            settings=settings,
            cache=cache,
            progress=progress,
            threads=1 if short else making.options.threads,
            store=DrawnCache(LITTLE) if short else None,
            book=making.staged.book,
        )
    ]
    slowest: list[tuple[str, float]] = []
    for (timeline, key), result in zip(made, results, strict=True):
        slowest += [(f"{timeline.format} {layer}", seconds) for layer, seconds in result.layer_seconds]
        outputs.append(_video_output(making.told.story, timeline, result, key))
    return outputs, slowest


def _video_output(story: Story, timeline: Timeline, result: VideoResult, key: str) -> Output:
    return Output(
        path=result.path.name,
        kind="video",
        format=timeline.format,
        width=timeline.width,
        height=timeline.height,
        duration=timeline.seconds(),
        bytes=result.bytes,
        sha256=result.sha256,
        alt=video_alt(story),
        frames_encoded=result.frames_encoded,
        seconds=round(result.seconds, 3),
        made_of=key,
    )


def _taken_over(making: Making, timeline: Timeline, key: str) -> Output | None:
    """The video of the bundle before, if it is this very one and whole; it then stands in the new one as well."""
    start = time.perf_counter()
    name = f"{timeline.format}.mp4"
    path = making.before / name
    outputs = making.manifest_before.outputs if making.manifest_before and making.options.use_cache else ()
    for output in outputs:
        if output.path == name and output.made_of == key and path.is_file() and sha256_of(path) == output.sha256:
            link_or_copy(path, making.folder / name)
            took = round(time.perf_counter() - start, 3)
            return output.model_copy(update={"frames_encoded": 0, "seconds": took})
    return None
