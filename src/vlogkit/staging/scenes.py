"""A story, a brand and a frame come in; the timeline of a video, or of one card a scene, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vlogkit.errors import InputError
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.element import Element
from vlogkit.records.element_ground import ScrimElement
from vlogkit.records.finding import Finding
from vlogkit.records.frame import Frame, Rect
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Layer, Music, Scene, Sound, SoundClip, Timeline, Transition
from vlogkit.staging.caption_layers import caption_layers
from vlogkit.staging.flow import place_in
from vlogkit.staging.motion import Clock
from vlogkit.staging.scrims import scrim
from vlogkit.staging.setting import Locate, Purpose, Setting

RATE = (30, 1)
FULL_FRAME = {"picture", "footage", "compare", "fill", "scrim", "moviepy"}


@dataclass(frozen=True)
class Staged:
    """A timeline, and what was found wrong while laying it out."""

    timeline: Timeline
    findings: tuple[Finding, ...]


def stage_video(story: Story, brand: Brand, frame: Frame, locate: Locate, *, rate: tuple[int, int] = RATE) -> Staged:
    """The video of a story in one format. Raises InputError where a file or a zone is missing."""
    scenes = [scene for scene in story.scenes if scene.video]
    if not scenes:
        raise InputError(f"the story `{story.id}` has no scene for a video", hint="It makes cards only.")
    findings: list[Finding] = []
    staged: list[Scene] = []
    for index, scene in enumerate(scenes):
        previous = staged[-1].frames if staged else 0
        enter = _transition(scene, brand, Fraction(*rate), previous)
        setting = _setting(scene, story, brand, frame, locate, "video", rate, (index, len(scenes)))
        setting.clock.base = round(enter.frames * 0.6) if index else 4
        staged.append(_scene(scene, setting, enter))
        findings += setting.findings
    timeline = Timeline(
        id=story.id, format=frame.format, width=frame.width, height=frame.height, rate=rate, scenes=tuple(staged)
    )
    return Staged(timeline.model_copy(update={"sound": sound_of(story, timeline, scenes, locate)}), tuple(findings))


def stage_card(story: Story, scene: StoryScene, brand: Brand, frame: Frame, locate: Locate) -> Staged:
    """One scene standing still: everything has arrived, no captions run."""
    setting = _setting(scene, story, brand, frame, locate, "card", RATE, (0, 1))
    still = _scene(scene, setting, Transition())
    timeline = Timeline(
        id=story.id, format=frame.format, width=frame.width, height=frame.height, rate=RATE, scenes=(still,)
    )
    return Staged(timeline, tuple(setting.findings))


def _setting(
    scene: StoryScene,
    story: Story,
    brand: Brand,
    frame: Frame,
    locate: Locate,
    purpose: Purpose,
    rate: tuple[int, int],
    place: tuple[int, int],
) -> Setting:
    frames = 1 if purpose == "card" else max(2, round(scene.seconds * Fraction(*rate)))
    clock = Clock(Fraction(*rate), frames, still=purpose == "card")
    return Setting(
        brand=brand,
        frame=frame,
        lang=story.lang,
        purpose=purpose,
        clock=clock,
        locate=locate,
        scene=scene.name,
        seconds=scene.seconds,
        scene_index=place[0],
        scene_count=place[1],
    )


def _scene(scene: StoryScene, setting: Setting, enter: Transition) -> Scene:
    """The layers from the back to the front; scrims are drawn last, when it is known where words stand."""
    placed: list[tuple[Element, list[Layer]]] = []
    for element in (in_format(element, setting.frame.format, setting.purpose) for element in scene.layers):
        if shows(element, setting.purpose):
            scrim_waits = isinstance(element, ScrimElement)
            placed.append((element, [] if scrim_waits else place_in(element, zone_of(element, setting), setting)))
    captions = (
        caption_layers(scene.cues, scene.caption_tone, scene.highlights, setting) if setting.purpose == "video" else []
    )
    words = [layer for _, layers in placed for layer in layers] + captions
    layers: list[Layer] = []
    for element, drawn in placed:
        layers += (
            scrim(element, zone_of(element, setting), words, setting) if isinstance(element, ScrimElement) else drawn
        )
    return Scene(
        name=scene.name,
        frames=setting.clock.frames,
        ground=setting.colour(scene.ground),
        layers=(*layers, *captions),
        enter=enter,
        still=min(setting.clock.settled, setting.clock.frames - 1),
    )


def zone_of(element: Element, setting: Setting) -> Rect:
    """The rectangle that an element of a scene is placed in."""
    usual = "frame" if element.type in FULL_FRAME else element.type if element.type in {"motif", "progress"} else "main"
    return setting.zone(element.zone or usual, element.origin)


def shows(element: Element, purpose: Purpose) -> bool:
    """Whether an element is shown in a video, or on a card."""
    return not element.hidden and element.only in {"", purpose}


def in_format(element: Element, name: Format, purpose: Purpose) -> Element:
    """The element with what it says for one format laid over it, down to the items of a stack that are shown."""
    changes: dict[str, object] = dict(element.formats.get(name, {}))
    if changes:
        element = type(element).model_validate(element.model_dump(by_alias=True) | changes)
    if element.type == "stack":
        items = tuple(in_format(item, name, purpose) for item in element.items)
        return element.model_copy(update={"items": tuple(item for item in items if shows(item, purpose))})
    return element


def _transition(scene: StoryScene, brand: Brand, fps: Fraction, previous: int) -> Transition:
    """The entering transition; never longer than a third of the scenes it joins."""
    wanted = scene.transition
    if not previous or wanted.kind == "cut":
        return Transition()
    frames = min(round(wanted.seconds * fps), previous // 3, round(scene.seconds * fps) // 3)
    if frames < 2:
        return Transition()
    return Transition(
        kind=wanted.kind,
        frames=frames,
        colour=brand.colours.deep,
        accent=brand.colours.accent,
        direction=wanted.direction,
    )


def sound_of(story: Story, timeline: Timeline, scenes: list[StoryScene], locate: Locate) -> Sound:
    """Music under the whole, and the sound of footage that keeps its own, with the music stepping back for it."""
    fps = timeline.fps()
    clips: list[SoundClip] = []
    for scene, start in zip(scenes, timeline.starts(), strict=True):
        for element in scene.layers:
            if element.type == "footage" and element.sound in {True, "true", "True"}:
                asset = locate(element.file, element.origin)
                clips.append(
                    SoundClip(
                        file=asset.path,
                        sha256=asset.sha256,
                        at=float(start / fps),
                        start=float(element.start),
                        seconds=scene.seconds,
                        speech=True,
                    )
                )
    music = None
    if story.music is not None:
        track = locate(story.music.file, "") if story.music.file else None
        music = Music(
            file=track.path if track else "",
            sha256=track.sha256 if track else "",
            licence=story.music.licence,
            seed=story.music.seed,
            tempo=story.music.tempo,
        )
    duck = tuple((clip.at, clip.at + clip.seconds) for clip in clips if clip.speech)
    return Sound(music=music, clips=tuple(clips), duck=duck)
