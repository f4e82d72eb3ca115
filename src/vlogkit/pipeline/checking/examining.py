"""Lay a story out in its formats, and check what shows in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vlogkit import resources
from vlogkit.catalogue import load_frame
from vlogkit.checking.brand_rules import brand_findings
from vlogkit.checking.caption_fit import staged_findings
from vlogkit.checking.layout import SafeArea, SafeAreas, layout_findings
from vlogkit.checking.media_quality import media_findings
from vlogkit.checking.overlaps.ink import ink_findings
from vlogkit.checking.overlaps.subjects import Looks, subject_findings
from vlogkit.checking.privacy import scene_words
from vlogkit.checking.text_lines import Kind, StagedOutput, picture_of
from vlogkit.errors import Where
from vlogkit.findings.messages import worded
from vlogkit.freshness import until_changed
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.pipeline.telling.source_places import Source
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.caption import CueLimits, CueShape
from vlogkit.records.finding import Finding, Value
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.templates.element_ground import FootageElement, PictureElement
from vlogkit.seeing.seen import Seen
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.material import Asset
from vlogkit.staging.scenes import Staged
from vlogkit.strict_yaml import load
from vlogkit.workspace import Workspace
from vlogkit.writing.captions.caption_check import check_parsed
from vlogkit.writing.captions.caption_files import CaptionFile

AREAS = "formats/safe-areas.yaml"
SPEED = 15.05
"""Characters a second from which reading is too fast; cues are timed for exactly 15."""


class Laid(NamedTuple):
    """A video or card with what laying it out found."""

    picture: StagedOutput
    staged: Staged


@dataclass
class Examination:
    """One story under examination: what it is made for, the file it came from, and what is shared in looking at it."""

    notice: Notice
    staged: StagedStory
    source: Source
    today: dt.date
    room: Darkroom
    videos: Sequence[Format]
    cards: Sequence[Format]
    findings: list[Finding] = field(default_factory=list)
    copies: Mapping[str, str] = field(default_factory=dict)
    """The protected copy that the story shows in place of each file."""

    @property
    def workspace(self) -> Workspace:
        """Whose story it is."""
        return self.staged.workspace

    @property
    def story(self) -> Story:
        """What is told."""
        return self.staged.story

    @property
    def brand(self) -> Brand:
        """The brand it is told in."""
        return self.staged.brand

    def seen(self, path: str, sha256: str) -> Seen:
        """What there is to see in a picture. Raises MediaError."""
        return self.staged.assets.material.look(Asset(path, sha256))

    def seen_in_clip(self, path: str, sha256: str, seconds: Sequence[float]) -> tuple[Seen, ...]:
        """What there is to see in a clip at some seconds. Raises MediaError."""
        return self.staged.assets.material.look_through(Asset(path, sha256), seconds)

    def platforms(self) -> list[str]:
        """Where the workspace's accounts are."""
        return list(dict.fromkeys(account.platform for account in self.workspace.settings.accounts))


@until_changed(partial(resources.places, AREAS))
def safe_areas(workspace: Path | None = None) -> SafeAreas:
    """The workspace's own `formats/safe-areas.yaml`, else the shipped one.
    Raises InputError, SeveralErrors."""
    return load(SafeAreas, resources.find(AREAS, workspace=workspace) or resources.shipped("config", AREAS))


def lay_out(desk: Examination) -> list[Laid]:
    """Every video and card of the story, and what stands for it in lists. Raises InputError."""
    scenes = desk.story.scenes
    made: list[tuple[Kind, Staged]] = []
    if any(scene.video for scene in scenes):
        made += (("video", desk.staged.video(name)) for name in desk.videos)
    cards = [number for number, scene in enumerate(scenes) if scene.card]
    made += (("card", desk.staged.card(number, name)) for name in desk.cards for number in cards)
    laid = [Laid(picture_of(staged.timeline, kind, desk.room.book), staged) for kind, staged in made]
    thumbnail = desk.story.thumbnail_scene()
    if not scenes[thumbnail].card and not scenes[thumbnail].video:
        staged = desk.staged.card(thumbnail, "landscape")
        laid.append(Laid(replace(picture_of(staged.timeline, "card", desk.room.book), listed=True), staged))
    return laid


def look_at(desk: Examination, laid: Sequence[Laid], *, flashes: bool = True) -> Iterator[Finding]:
    """Everything that shows in the videos and cards: places, sizes, pixels, and light in the first video."""
    areas = safe_areas(desk.workspace.root).for_platforms(desk.platforms())
    names, looks = media_names(desk), Looks(desk.seen, desk.seen_in_clip, focus_points(desk))
    for index, (picture, staged) in enumerate(laid):
        yield from without_drawing(desk, picture, staged, areas)
        yield from subject_findings(picture, looks, names)
        desk.room.learn(picture, names)
        yield from media_findings(picture, desk.room.media)
        yield from desk.room.findings(picture, flashes=flashes and picture.kind == "video" and index == 0)


def media_names(desk: Examination) -> Mapping[str, str]:
    """How the item names each picture and clip, by absolute path."""
    notice, root = desk.notice, desk.workspace.root
    files = [name for _, medium in notice.media() for name in medium.files()]
    shown = {copy: file for file, copy in desk.copies.items()}
    return {str((root / file).resolve()): shown.get(file, file) for file in (*files, *shown)}


def focus_points(desk: Examination) -> Mapping[str, tuple[float, float]]:
    """The point that a person named in each picture and clip, by absolute path; none where it is the middle, which nobody
    named."""
    layers = [layer for scene in desk.story.scenes for layer in scene.layers]
    shown = [layer for layer in layers if isinstance(layer, PictureElement | FootageElement)]
    points = {(layer.file, layer.origin): focus_of(layer.focus) for layer in shown}
    locate = desk.staged.assets.material.locate
    return {locate(*place).path: point for place, point in points.items() if point != (0.5, 0.5)}


def without_drawing(
    desk: Examination, picture: StagedOutput, staged: Staged, areas: Sequence[SafeArea]
) -> Iterator[Finding]:
    """What can be told of one video or card from where everything stands."""
    video = picture.kind == "video"
    captions = list(staged_findings(picture, load_frame(picture.format))) if video else []
    long = {finding.about for finding in captions}
    yield from captions
    yield from (finding for finding in staged.findings if finding.place is not None or finding.about not in long)
    yield from layout_findings(picture, areas)
    yield from ink_findings(picture, desk.staged.book)
    yield from brand_findings(picture, desk.brand, desk.notice)


def caption_findings(desk: Examination) -> Iterator[Finding]:
    """Reading speed, time on screen, length, line ends, order and gaps of the captions, scene by scene."""
    rules = [load_frame(name).captions for name in desk.videos]
    shapes = tuple(CueShape(chars=rule.characters, lines=rule.lines) for rule in rules)
    if not shapes:
        return
    limits = CueLimits(shapes=shapes, comfortable_speed=SPEED)
    for scene in desk.story.scenes:
        cues = list(scene.cues) if scene.video else []
        parsed = CaptionFile(cues, list(range(1, len(cues) + 1)), [])
        for finding in check_parsed(parsed, "cue", lang=desk.story.lang, limits=limits):
            yield finding.model_copy(update={"place": None, "scene": scene.name})


def first_origin(scene: StoryScene) -> Where | None:
    """The template's place of a scene: that of its first layer which has one."""
    return next((Where.read(layer.origin) for layer in scene.layers if layer.origin), None)


def located(finding: Finding, desk: Examination) -> Finding:
    """The finding at the line of the item whose words or file it is about, with its scene as a person knows it; the
    template's place moves into the hint."""
    source, place = desk.source, finding.place
    finding = finding.model_copy(update={"params": finding.params | _scene_as_seen(finding, desk.story)})
    if place is not None and place.line and source.holds(place):
        return finding
    if place is None:
        place = next((first_origin(scene) for scene in desk.story.scenes if scene.name == finding.scene), None)
    own = source.locate(finding.about)
    if own is not None and place is not None and place.line:
        return worded(finding.model_copy(update={"place": own, "shown_by": place}))
    subject = "" if own or place else source.subject
    return finding.model_copy(update={"place": own or place, "subject": finding.subject or subject})


def _scene_as_seen(finding: Finding, story: Story) -> dict[str, Value]:
    """What a scene says, and its number among the cards where the finding is about one, else among the scenes of the
    video, if it is in one; nothing where the finding names no scene."""
    named = [scene for scene in story.scenes if scene.name == finding.scene]
    if not named:
        return {}
    if not named[0].video and not named[0].card:
        return {"scene_kind": "cover", "scene_words": scene_words(named[0], card=True)}
    card = not named[0].video or finding.params.get("kind") == "card" or finding.variant.startswith("card")
    among = [scene.name for scene in story.scenes if (scene.card if card else scene.video)]
    number = among.index(finding.scene) + 1 if finding.scene in among else 0
    words = scene_words(named[0], card=card)
    return {"scene_kind": "card" if card else "video", "scene_number": number, "scene_words": words}
