"""Make the cards, texts and videos of a bundle into its folder."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vlogkit.catalogue import load_frame, to_yaml
from vlogkit.files import link_or_copy, sha256_of, write_text
from vlogkit.pipeline.making.options import Options, Progress
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.telling.items import StoryDraft
from vlogkit.pipeline.telling.protection import original
from vlogkit.records.base import fingerprint
from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.caption import Cue
from vlogkit.records.finding import Finding
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Timeline
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace
from vlogkit.writing.captions.caption_text import srt, vtt


@dataclass
class Making:
    """A bundle being made: the folder it grows in, what was made, and what was found."""

    workspace: Workspace
    told: StoryDraft
    options: Options
    assets: Assets
    folder: Path
    before: Path
    """The folder of the bundle before, which may not exist."""
    manifest_before: Bundle | None
    outputs: list[Output] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    slowest: list[tuple[str, float]] = field(default_factory=list)
    """Seconds spent on each layer, by `format scene/layer`."""

    def keep(self, name: str, kind: str, start: float, **more: object) -> None:
        """Note a file that was made."""
        path = self.folder / name
        seconds = round(time.perf_counter() - start, 3)
        data = {"path": name, "kind": kind, "bytes": path.stat().st_size, "sha256": sha256_of(path), "seconds": seconds}
        self.outputs.append(Output.model_validate(data | more))


def stage_formats(making: Making) -> list[Timeline]:
    """The timelines of the video formats; what is found in them is kept."""
    from vlogkit.timelines.drafts import shrink

    timelines: list[Timeline] = []
    if not any(scene.video for scene in making.told.story.scenes):
        return timelines
    for name in making.options.formats or making.workspace.settings.videos:
        staged = stage_video(
            making.told.story, making.told.brand, load_frame(name), making.assets.locate, making.assets.watch
        )
        timelines.append(shrink(staged.timeline) if making.options.draft else staged.timeline)
    return timelines


def make_cards(making: Making) -> None:
    """The cards of every card scene in every format, and the thumbnail."""
    from vlogkit.rendering.frames.drawn_cache import DrawnCache
    from vlogkit.rendering.stills import still

    story, brand = making.told.story, making.told.brand
    book, store = open_book(making.workspace.root), DrawnCache()
    cards = [scene for scene in story.scenes if scene.card]
    for scene in cards:
        for name in making.options.formats or making.workspace.settings.cards:
            start = time.perf_counter()
            staged = stage_card(story, scene, brand, load_frame(name), making.assets.locate, making.assets.watch)
            file = f"card-{name}.png" if scene is cards[0] else f"card-{scene.name}-{name}.png"
            (making.folder / file).write_bytes(still(staged.timeline, store=store, book=book))
            making.keep(
                file,
                "card",
                start,
                format=name,
                width=staged.timeline.width,
                height=staged.timeline.height,
                alt=scene.alt,
            )
    start = time.perf_counter()
    scene = thumbnail_scene(story)
    staged = stage_card(story, scene, brand, load_frame("landscape"), making.assets.locate, making.assets.watch)
    (making.folder / "thumbnail.jpg").write_bytes(still(staged.timeline, kind="jpeg", store=store, book=book))
    making.keep(
        "thumbnail.jpg",
        "thumbnail",
        start,
        format="landscape",
        width=staged.timeline.width,
        height=staged.timeline.height,
        alt=scene.alt,
    )


def thumbnail_scene(story: Story) -> StoryScene:
    """The scene that stands for the video: the one its template names, else the first card, else the first scene."""
    for wanted in ("thumbnail", "card"):
        for scene in story.scenes:
            if getattr(scene, wanted):
                return scene
    return story.scenes[0]


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


def make_texts(making: Making, timelines: Sequence[Timeline], words: Bundle) -> None:
    """Subtitles, alt texts, the text for each platform, and the story itself, ready to be edited."""
    from vlogkit.planning.variants import variant
    from vlogkit.publishing.registry import facts, names

    start = time.perf_counter()
    story = making.told.story
    if timelines:
        cues = timed_cues(story, timelines[0])
        for name, text in (("captions.srt", srt(cues)), ("captions.vtt", vtt(cues, lang=story.lang))):
            write_text(making.folder / name, text)
            making.keep(name, "subtitles", start)
    write_text(making.folder / "alt.txt", alt_text(making))
    making.keep("alt.txt", "alt", start)
    for platform in names():
        said = variant(words, facts(platform, workspace=making.workspace.root))
        parts = (said.title, said.text, " ".join(f"#{tag}" for tag in said.hashtags), said.link)
        write_text(making.folder / "posts" / f"{platform}.txt", "\n\n".join(part for part in parts if part) + "\n")
        making.keep(f"posts/{platform}.txt", "post", start)
    readable = original(story, making.told.copies)
    write_text(making.folder / "story.yaml", to_yaml(readable.model_dump(mode="json", exclude_defaults=True)))
    making.keep("story.yaml", "story", start)


def alt_text(making: Making) -> str:
    """What each picture shows, and the video scene by scene."""
    lines = [f"{output.path}: {output.alt}" for output in making.outputs if output.alt]
    return "\n".join([*lines, f"video: {video_alt(making.told.story)}"]) + "\n"


def video_alt(story: Story) -> str:
    """What the video shows, scene by scene."""
    return " ".join(dict.fromkeys(scene.alt for scene in story.scenes if scene.video and scene.alt))


def make_videos(making: Making, timelines: Sequence[Timeline], progress: Progress) -> None:
    """The videos, together; one whose timeline is the same as in the bundle before is taken over from there."""
    from vlogkit.rendering.encoding.encoder_settings import DRAFT, EncoderSettings
    from vlogkit.rendering.encoding.segment_cache import SegmentCache
    from vlogkit.rendering.video import render_videos

    settings = DRAFT if making.options.draft else EncoderSettings()
    place, made = making.workspace, []
    for timeline in timelines:
        key = fingerprint([timeline.fingerprint(), settings.fingerprint()])
        if not _taken_over(making, timeline, key):
            made.append((timeline, key))
    cache = SegmentCache(place.cache, int(place.settings.cache_gb * 1e9)) if making.options.use_cache else None
    results = render_videos(
        [(timeline, making.folder / f"{timeline.format}.mp4") for timeline, _ in made],
        settings=settings,
        cache=cache,
        progress=progress,
        threads=making.options.threads,
        book=open_book(place.root),
    )
    for (timeline, key), result in zip(made, results, strict=True):
        making.slowest += [(f"{timeline.format} {layer}", seconds) for layer, seconds in result.layer_seconds]
        making.outputs.append(
            Output(
                path=result.path.name,
                kind="video",
                format=timeline.format,
                width=timeline.width,
                height=timeline.height,
                duration=timeline.seconds(),
                bytes=result.bytes,
                sha256=result.sha256,
                alt=video_alt(making.told.story),
                frames_encoded=result.frames_encoded,
                seconds=round(result.seconds, 3),
                made_of=key,
            )
        )


def _taken_over(making: Making, timeline: Timeline, key: str) -> bool:
    """Whether the bundle before has this very video, whole; it then stands in the new one as well."""
    start = time.perf_counter()
    name = f"{timeline.format}.mp4"
    path = making.before / name
    outputs = making.manifest_before.outputs if making.manifest_before and making.options.use_cache else ()
    for output in outputs:
        if output.path == name and output.made_of == key and path.is_file() and sha256_of(path) == output.sha256:
            link_or_copy(path, making.folder / name)
            took = round(time.perf_counter() - start, 3)
            making.outputs.append(output.model_copy(update={"frames_encoded": 0, "seconds": took}))
            return True
    return False
