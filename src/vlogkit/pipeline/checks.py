"""An item's name, or its told story, comes in; everything that is wrong with it goes out, without encoding anything."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from vlogkit import resources
from vlogkit.catalogue import load_frame
from vlogkit.checking.brand import brand_findings
from vlogkit.checking.codes import found
from vlogkit.checking.contrast import contrast_findings
from vlogkit.checking.glyphs import missing_glyphs
from vlogkit.checking.judging import Judged, judge, merged, unknown_codes
from vlogkit.checking.layout import SafeArea, SafeAreas, layout_findings, old_areas
from vlogkit.checking.media import length_findings, media_findings, music_findings
from vlogkit.checking.privacy import said_in
from vlogkit.checking.reading import missing_captions, staged_findings
from vlogkit.checking.shown import Kind, Picture, picture_of
from vlogkit.checking.words import alt_findings, campaign_findings, title_findings, word_lists
from vlogkit.errors import SeveralErrors, VlogkitError
from vlogkit.pipeline.assets import Assets
from vlogkit.pipeline.backdrops import Darkroom
from vlogkit.pipeline.personal import personal_findings
from vlogkit.pipeline.sources import Source, open_source
from vlogkit.pipeline.stories import Told, tell
from vlogkit.publishing.registry import facts
from vlogkit.records.base import Format
from vlogkit.records.caption import CueLimits, CueShape
from vlogkit.records.finding import Finding
from vlogkit.records.notice import Notice
from vlogkit.records.story import Story
from vlogkit.staging.scenes import Staged, stage_card, stage_video
from vlogkit.strict_yaml import load
from vlogkit.typesetting.fonts import FontBook, open_book
from vlogkit.workspace import SETTINGS, Workspace
from vlogkit.writing.captions_check import check_parsed
from vlogkit.writing.captions_files import CaptionFile

QUOTED = re.compile(r"“(.+?)”")
AREAS = "formats/safe-areas.yaml"


@lru_cache(maxsize=8)
def safe_areas(workspace: Path | None = None) -> SafeAreas:
    """The workspace's own `formats/safe-areas.yaml`, else the shipped one. Raises InputError, SeveralErrors."""
    return load(SafeAreas, resources.find(AREAS, workspace=workspace) or resources.shipped("config", AREAS))


@dataclass
class Desk:
    """One story under examination: what it is made for, the file it came from, and what was found."""

    workspace: Workspace
    told: Told
    story: Story
    source: Source
    book: FontBook
    today: dt.date
    videos: Sequence[Format]
    cards: Sequence[Format]
    pictures: list[Picture] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def notice(self) -> Notice:
        """What is told."""
        return self.told.item.notice

    def platforms(self) -> list[str]:
        """Where the workspace's accounts are."""
        return list(dict.fromkeys(account.platform for account in self.workspace.settings.accounts))


def check_item(workspace: Workspace, name: str, *, today: dt.date) -> Judged:
    """The findings of an item in every format it is made in; one that cannot be made at all is a finding itself.
    Raises UsageError where there is no such item."""
    try:
        told = tell(workspace, name, today=today)
    except VlogkitError as error:
        if error.exit_code != 1:
            raise
        return judge(broken(error, workspace), workspace.settings.checks, Path(name).stem)
    return check_told(workspace, told, today=today)


def broken(error: VlogkitError, workspace: Workspace | None = None, code: str = "item-broken") -> Iterator[Finding]:
    """What stopped an item or template, as findings."""
    for one in error.errors if isinstance(error, SeveralErrors) else [error]:
        where = str(one.where or "")
        if workspace is not None:
            where = where.removeprefix(f"{workspace.root}/").removeprefix(f"{workspace.root}\\")
        yield found(code, one.message, where=where, hint=one.hint)


def check_told(
    workspace: Workspace,
    told: Told,
    *,
    today: dt.date,
    videos: Sequence[Format] | None = None,
    cards: Sequence[Format] | None = None,
) -> Judged:
    """The findings of a told story, for the formats given or else those of the workspace."""
    desk = Desk(
        workspace, told, told.story, source_of(workspace, told), open_book(workspace.root), today,
        workspace.settings.videos if videos is None else videos, workspace.settings.cards if cards is None else cards,
    )  # fmt: skip
    desk.findings += (placed_brand(finding, workspace) for finding in told.findings)
    gone, desk.story = missing_glyphs(told.story, told.brand, desk.book, desk.source.locate)
    desk.findings += gone
    try:
        staged = stage_all(desk)
        desk.findings += check_words(desk)
        desk.findings += check_pictures(desk, staged)
    except VlogkitError as error:
        if error.exit_code != 1:
            raise
        desk.findings += broken(error, workspace)
    checks = workspace.settings.checks
    desk.findings += unknown_codes(checks, SETTINGS)
    return judge(merged(located(finding, desk) for finding in desk.findings), checks, told.story.id)


def source_of(workspace: Workspace, told: Told) -> Source:
    """The file whose words the story has: a person's own story, else the update, else the complaint by its ticket."""
    edited = workspace.root / "stories" / f"{told.story.id}.yaml"
    for path in (edited, told.item.source):
        if path.is_file() and path.suffix in {".md", ".yaml"}:
            return open_source(path, path.relative_to(workspace.root).as_posix())
    return Source(f"complaint {getattr(told.item.notice, 'ticket', told.story.id)}")


def placed_brand(finding: Finding, workspace: Workspace) -> Finding:
    """A finding about a brand file with the line of the key it is about."""
    path = resources.find(finding.where, workspace=workspace.root) if finding.code == "brand-expired" else None
    if path is None:
        return finding
    source = open_source(path, finding.where)
    key = "valid_to" if "expired" in finding.message else "valid_from"
    return finding.model_copy(update={"where": source.place((key,))})


def stage_all(desk: Desk) -> list[tuple[Picture, Staged]]:
    """Every video and card of the story, laid out. Raises InputError."""
    assets, brand = Assets(desk.workspace), desk.told.brand
    made: list[tuple[Kind, Staged]] = []
    if any(scene.video for scene in desk.story.scenes):
        made += [("video", stage_video(desk.story, brand, load_frame(name), assets.locate)) for name in desk.videos]
    for name in desk.cards:
        frame = load_frame(name)
        made += [("card", stage_card(desk.story, s, brand, frame, assets.locate)) for s in desk.story.scenes if s.card]
    return [(picture_of(staged.timeline, kind, desk.book), staged) for kind, staged in made]


def check_words(desk: Desk) -> Iterator[Finding]:
    """Everything that can be told from the words alone."""
    notice, story, source = desk.notice, desk.story, desk.source
    lists = word_lists(desk.workspace.root)
    said = list(said_in(story))
    yield from caption_findings(desk)
    yield from missing_captions(story, {scene.name: first_origin(scene) for scene in story.scenes})
    yield from alt_findings(notice, story, source.place)
    yield from title_findings(notice, lists, source.place)
    yield from campaign_findings((one.text for one in said), story.lang, lists, source.locate)
    yield from music_findings(story, source.place)
    yield from personal_findings(said, source.locate, desk.workspace.root)
    yield from old_areas(safe_areas(desk.workspace.root), desk.today)


def first_origin(scene: object) -> str:
    """The template's place of a scene: that of its first layer which has one."""
    return next((layer.origin for layer in getattr(scene, "layers", ()) if layer.origin), "")


def caption_findings(desk: Desk) -> Iterator[Finding]:
    """Reading speed, time on screen, length, line ends, order and gaps of the captions, scene by scene."""
    shapes = tuple(
        CueShape(chars=rules.characters, lines=rules.lines)
        for rules in (load_frame(name).captions for name in desk.videos)
    )
    limits = CueLimits(shapes=shapes, comfortable_speed=15.05) if shapes else CueLimits()
    for scene in desk.story.scenes:
        cues = list(scene.cues) if scene.video and desk.videos else []
        parsed = CaptionFile(cues, list(range(len(cues))), [])
        for finding in check_parsed(parsed, "cue", lang=desk.story.lang, limits=limits):
            text = cues[int(finding.where.rpartition(":")[2])].text if ":" in finding.where else cues[0].text
            words = " ".join(text.split())
            message = f"the caption “{words}”: {finding.message}"
            where = desk.source.locate(words) or first_origin(scene)
            yield finding.model_copy(update={"where": where, "message": message})


def check_pictures(desk: Desk, staged: Sequence[tuple[Picture, Staged]]) -> Iterator[Finding]:
    """Everything that shows when the story is laid out: places, sizes, pixels, light."""
    areas = safe_areas(desk.workspace.root).for_platforms(desk.platforms())
    names = {str((desk.workspace.root / p.file).resolve()): p.file for p in named_media(desk.notice)}
    room = Darkroom(desk.book)
    try:
        for index, (picture, made) in enumerate(staged):
            room.learn(picture, names)
            behind = room.backdrops(picture)
            yield from check_picture(desk, picture, made, areas)
            yield from media_findings(picture, room.media)
            yield from contrast_findings(picture, behind)
            if picture.kind == "video" and index == 0:
                yield from room.flashes(picture, behind)
    finally:
        room.close()
    platforms = [facts(name, workspace=desk.workspace.root) for name in desk.platforms()]
    for finding in length_findings([picture for picture, _ in staged], platforms):
        yield finding.model_copy(update={"where": desk.source.place(())})


def check_picture(desk: Desk, picture: Picture, staged: Staged, areas: Sequence[SafeArea]) -> Iterator[Finding]:
    """What can be told of one video or card without drawing it."""
    captions = list(staged_findings(picture, load_frame(picture.format))) if picture.kind == "video" else []
    long = {quoted(finding) for finding in captions}
    yield from captions
    yield from (one for one in staged.findings if not (one.where.startswith("scene ") and quoted(one) in long))
    yield from layout_findings(picture, areas)
    yield from brand_findings(picture, desk.told.brand, desk.notice)


def quoted(finding: Finding) -> str:
    """The words that a finding is about, as far as its message repeats them."""
    match = QUOTED.search(finding.message)
    return match.group(1).removesuffix("…")[:50] if match else ""


def named_media(notice: Notice) -> Iterator[object]:
    """Pictures and clips of a notice."""
    yield from (*notice.pictures, *notice.clips)
    yield from (one for one in (getattr(notice, "before", None), getattr(notice, "after", None)) if one is not None)


def located(finding: Finding, desk: Desk) -> Finding:
    """The finding at the line of the item whose words it is about; the template's place moves into the hint."""
    return at_source(finding, desk.source, lambda name: scene_origin(desk.story, name))


def at_source(finding: Finding, source: Source, origin_of: Callable[[str], str]) -> Finding:
    """`scene NAME` as a place becomes the template's; words of the item are found in its file."""
    where = finding.where
    if where.startswith("scene "):
        where = origin_of(where.removeprefix("scene "))
    if finding.where.startswith(source.shown):
        return finding
    match = QUOTED.search(finding.message)
    own = source.locate(match.group(1)) if match else ""
    hint = f"{finding.hint} It is shown by {where}.".strip() if own and where else finding.hint
    return replace_where(finding, own or where, hint)


def replace_where(finding: Finding, where: str, hint: str) -> Finding:
    """The finding with another place and hint."""
    return finding.model_copy(update={"where": where, "hint": hint})


def scene_origin(story: Story, name: str) -> str:
    """The template's place of a scene by its name."""
    return next((first_origin(scene) for scene in story.scenes if scene.name == name), "")
