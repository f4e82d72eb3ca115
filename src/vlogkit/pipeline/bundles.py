"""A told story comes in; its bundle — videos, cards, thumbnail, subtitles, texts and manifest — goes out."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import vlogkit
from vlogkit.catalogue import load_frame
from vlogkit.files import link_or_copy, new_folder, sha256_of, write_text
from vlogkit.pipeline.assets import Assets
from vlogkit.pipeline.stories import Told
from vlogkit.records.base import Format, fingerprint
from vlogkit.records.bundle import Bundle, Input, Output
from vlogkit.records.caption import Cue
from vlogkit.records.finding import Finding
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Timeline
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace
from vlogkit.writing.captions_text import srt, vtt

Progress = Callable[[int, int], None]
"""Frames done, frames in all."""
MANIFEST = "bundle.json"


@dataclass
class Making:
    """A bundle being made: the folder it grows in, what was made, and what was found."""

    workspace: Workspace
    told: Told
    assets: Assets
    folder: Path
    before: Bundle | None
    outputs: list[Output] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def keep(self, name: str, kind: str, start: float, **more: object) -> None:
        """Note a file that was made."""
        path = self.folder / name
        self.outputs.append(
            Output.model_validate(
                {"path": name, "kind": kind, "bytes": path.stat().st_size, "sha256": sha256_of(path),
                 "seconds": round(time.perf_counter() - start, 3), **more}
            )  # fmt: skip
        )


def read_bundle(workspace: Workspace, name: str) -> Bundle | None:
    """The manifest of a bundle made before, or None; a damaged one counts as none."""
    try:
        return Bundle.model_validate_json((workspace.bundles / name / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None


def make_bundle(
    workspace: Workspace,
    told: Told,
    *,
    now: dt.datetime,
    formats: Sequence[Format] | None = None,
    draft: bool = False,
    use_cache: bool = True,
    progress: Progress = lambda done, total: None,
) -> Bundle:
    """Make everything of an item; the folder `bundles/ID` appears whole or stays as it was.
    Raises InputError, RenderError, OutsideError."""
    story = told.story
    with new_folder(workspace.bundles / story.id) as folder:
        making = Making(workspace, told, Assets(workspace), folder, read_bundle(workspace, story.id))
        making.findings += told.findings
        timelines = stage_formats(making, formats or workspace.settings.videos)
        make_cards(making, formats or workspace.settings.cards)
        make_texts(making, timelines)
        make_videos(making, timelines, draft=draft, use_cache=use_cache, progress=progress)
        bundle = manifest(making, now)
        write_text(folder / MANIFEST, bundle.model_dump_json(indent=1) + "\n")
    return bundle


def stage_formats(making: Making, formats: Sequence[Format]) -> list[Timeline]:
    """The timelines of the video formats; what is found in them is kept."""
    timelines = []
    for name in formats:
        staged = stage_video(making.told.story, making.told.brand, load_frame(name), making.assets.locate)
        making.findings += staged.findings
        timelines.append(staged.timeline)
    return timelines


def make_cards(making: Making, formats: Sequence[Format]) -> None:
    """The cards of every card scene in every format, and the thumbnail."""
    from vlogkit.rendering.stills import still
    from vlogkit.rendering.store import Store

    story, brand = making.told.story, making.told.brand
    book, store = open_book(making.workspace.root), Store()
    cards = [scene for scene in story.scenes if scene.card]
    for scene in cards:
        for name in formats:
            start = time.perf_counter()
            staged = stage_card(story, scene, brand, load_frame(name), making.assets.locate)
            making.findings += staged.findings
            file = f"card-{name}.png" if scene is cards[0] else f"card-{scene.name}-{name}.png"
            (making.folder / file).write_bytes(still(staged.timeline, store=store, book=book))
            making.keep(file, "card", start, format=name, width=staged.timeline.width, height=staged.timeline.height, alt=scene.alt)  # fmt: skip
    start = time.perf_counter()
    scene = thumbnail_scene(story)
    staged = stage_card(story, scene, brand, load_frame("landscape"), making.assets.locate)
    (making.folder / "thumbnail.jpg").write_bytes(still(staged.timeline, kind="jpeg", store=store, book=book))
    making.keep("thumbnail.jpg", "thumbnail", start, format="landscape", width=staged.timeline.width, height=staged.timeline.height, alt=scene.alt)  # fmt: skip


def thumbnail_scene(story: Story) -> StoryScene:
    """The scene that stands for the video: a card where there is one, for it carries the whole message."""
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


def make_texts(making: Making, timelines: Sequence[Timeline]) -> None:
    """Subtitles, alt texts, the text for each platform, and the story itself, ready to be edited."""
    from vlogkit.catalogue import to_yaml
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
    draft = manifest(making, dt.datetime.now(dt.UTC))
    for platform in names():
        words = variant(draft, facts(platform, workspace=making.workspace.root))
        parts = (words.title, words.text, " ".join(f"#{tag}" for tag in words.hashtags), words.link)
        write_text(making.folder / "posts" / f"{platform}.txt", "\n\n".join(part for part in parts if part) + "\n")
        making.keep(f"posts/{platform}.txt", "post", start)
    write_text(making.folder / "story.yaml", to_yaml(story.model_dump(mode="json", exclude_defaults=True)))
    making.keep("story.yaml", "story", start)


def alt_text(making: Making) -> str:
    """What each picture shows, and the video scene by scene."""
    lines = [f"{output.path}: {output.alt}" for output in making.outputs if output.alt]
    scenes = [scene.alt for scene in making.told.story.scenes if scene.video and scene.alt]
    return "\n".join([*lines, f"video: {' '.join(dict.fromkeys(scenes))}"]) + "\n"


def make_videos(
    making: Making, timelines: Sequence[Timeline], *, draft: bool, use_cache: bool, progress: Progress
) -> None:
    """The videos; one whose timeline is the same as in the bundle before is taken over from there."""
    from vlogkit.rendering.cache import SegmentCache
    from vlogkit.rendering.settings import DRAFT, EncoderSettings
    from vlogkit.rendering.store import Store
    from vlogkit.rendering.video import render_video

    settings = DRAFT if draft else EncoderSettings()
    workspace, story = making.workspace, making.told.story
    cache = SegmentCache(workspace.cache, int(workspace.settings.cache_gb * 1e9)) if use_cache else None
    book, store = open_book(workspace.root), Store()
    alt = " ".join(dict.fromkeys(scene.alt for scene in story.scenes if scene.video and scene.alt))
    total, before = sum(timeline.frames() for timeline in timelines), 0
    for timeline in timelines:
        start = time.perf_counter()
        name, key = f"{timeline.format}.mp4", fingerprint([timeline.fingerprint(), settings.fingerprint()])
        old = _same_video(making, name, key) if use_cache else None
        if old is not None:
            link_or_copy(workspace.bundles / story.id / name, making.folder / name)
            took = round(time.perf_counter() - start, 3)
            making.outputs.append(old.model_copy(update={"frames_encoded": 0, "seconds": took}))
        else:
            result = render_video(
                timeline, making.folder / name, settings=settings, cache=cache, store=store, book=book,
                progress=_from(before, total, progress),
            )  # fmt: skip
            making.outputs.append(
                Output(
                    path=name, kind="video", format=timeline.format, width=timeline.width, height=timeline.height,
                    duration=timeline.seconds(), bytes=result.bytes, sha256=result.sha256, alt=alt,
                    frames_encoded=result.frames_encoded, seconds=round(result.seconds, 3), made_of=key,
                )  # fmt: skip
            )
        before += timeline.frames()


def _from(before: int, total: int, progress: Progress) -> Progress:
    """Progress of one video as a part of all."""
    return lambda done, _: progress(before + done, total)


def _same_video(making: Making, name: str, key: str) -> Output | None:
    """The output of the bundle before, if it was made of the same timeline and its file is whole."""
    path = making.workspace.bundles / making.told.story.id / name
    for output in making.before.outputs if making.before else ():
        if output.path == name and output.made_of == key and path.is_file() and sha256_of(path) == output.sha256:
            return output
    return None


def manifest(making: Making, now: dt.datetime) -> Bundle:
    """The record of all that was made and of what it was made."""
    story, brand = making.told.story, making.told.brand
    fonts = tuple(Input(path=f"font:{path.name}", sha256=sha) for path, sha in used_fonts(making))
    return Bundle(
        id=story.id, notice=story.notice, title=story.title, template=story.template, brand=story.brand,
        lang=story.lang, agency=brand.agency.short, outputs=tuple(making.outputs), posts=story.posts,
        inputs=(
            *making.told.inputs, *making.assets.used.values(),
            Input(path=f"story:{story.id}", sha256=story.fingerprint()),
            Input(path=f"brand:{brand.name}", sha256=brand.fingerprint()), *fonts,
        ),
        versions=versions(), findings=tuple(dict.fromkeys(making.findings)), made_at=now,
    )  # fmt: skip


def used_fonts(making: Making) -> list[tuple[Path, str]]:
    """The files of the brand's typeface."""
    book = open_book(making.workspace.root)
    face = making.told.brand.type
    found = {book.find(face.family, weight) for weight in (face.strong, face.normal, 700, 500)}
    return sorted((font.path, font.sha256) for font in found)


def versions() -> dict[str, str]:
    """What decides about pixels, besides the inputs."""
    from importlib.metadata import version

    names = ("av", "numpy", "opencv-python-headless", "pillow", "resvg-py", "uharfbuzz", "freetype-py")
    return {"vlogkit": vlogkit.__version__, **{name: version(name) for name in names}}
