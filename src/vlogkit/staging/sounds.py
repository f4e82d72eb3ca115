"""Lay out what is heard in a story: music, voices, and where the music steps back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vlogkit.records.base import Format
from vlogkit.records.clips.soundtrack import Music, Sound, SoundClip
from vlogkit.records.story import Story, StoryMusic, StoryScene
from vlogkit.records.templates.element_ground import FootageElement
from vlogkit.records.templates.filled import says_yes, walk
from vlogkit.records.timeline import Scene, Timeline
from vlogkit.staging.material import Locate
from vlogkit.staging.visibility import in_format, shows

PAUSE = 2.0
"""Seconds without a word from which on music comes back; in shorter pauses it would only pump."""

Span = tuple[float, float]


def sound_of(story: Story, timeline: Timeline, scenes: Sequence[StoryScene], locate: Locate) -> Sound:
    """Music under the whole, voice-overs, and the sound of footage that keeps its own; the music steps back for both.

    Scenes overlap by their transitions; what is heard of a scene begins with it. Raises InputError."""
    fps = timeline.fps()
    clips: list[SoundClip] = []
    duck: list[Span] = []
    for scene, staged, start in zip(scenes, timeline.scenes, timeline.starts(), strict=True):
        own = [*_heard(scene, staged, timeline, locate), *_voice(scene, staged, timeline, locate)]
        at = float(start / fps)
        clips += [clip.model_copy(update={"at": round(at + clip.at, 6)}) for clip in own]
        duck += [(at + first, at + last) for first, last in _speech(scene, own)]
    cuts = tuple(round(float(start / fps), 6) for start in timeline.starts()[1:])
    return Sound(music=_music(story.music, cuts, locate), clips=tuple(clips), duck=tuple(duck))


def sounding(scene: StoryScene, name: Format) -> Iterator[FootageElement]:
    """The footage of a scene whose sound is heard in a format."""
    for element in walk(tuple(in_format(element, name, "video") for element in scene.layers)):
        if isinstance(element, FootageElement) and shows(element, "video") and says_yes(element.sound):
            yield element


def _heard(scene: StoryScene, staged: Scene, timeline: Timeline, locate: Locate) -> Iterator[SoundClip]:
    """Clips at their seconds of the scene, no longer than what is left of it."""
    fps = timeline.fps()
    for element in sounding(scene, timeline.format):
        asset = locate(element.file, element.origin)
        at = float(round(float(element.at) * fps) / fps)
        pieces = tuple(element.pieces) if not isinstance(element.pieces, str) else ()
        lengths = [float(staged.frames / fps) - at]
        lengths += [float(element.seconds)] if float(element.seconds) else []
        lengths += [sum(end - start for start, end in pieces)] if pieces else []
        if min(lengths) > 0:
            yield SoundClip(
                file=asset.path,
                sha256=asset.sha256,
                at=at,
                start=0.0 if pieces else float(element.start),
                seconds=round(min(lengths), 6),
                pieces=pieces,
                speech=True,
                clean=says_yes(element.voice),
            )


def _voice(scene: StoryScene, staged: Scene, timeline: Timeline, locate: Locate) -> Iterator[SoundClip]:
    """The scene's stretch of the narration; a person's recording is left as it is but for its level."""
    voice = scene.voice
    seconds = min(voice.seconds, float(staged.frames / timeline.fps()) - voice.at) if voice else 0.0
    if voice and seconds > 0:
        asset = locate(voice.file, "")
        yield SoundClip(
            file=asset.path, sha256=asset.sha256, at=voice.at, start=voice.start, seconds=seconds, speech=True
        )


def _speech(scene: StoryScene, clips: Sequence[SoundClip]) -> list[Span]:
    """Seconds of the scene in which somebody speaks: from the times of its words, else all of each clip."""
    words = [word for cue in scene.cues for word in cue.words]
    if not clips or not words:
        return [(clip.at, clip.at + clip.seconds) for clip in clips]
    spans: list[Span] = []
    for word in sorted(words, key=lambda word: word.start):
        if spans and word.start - spans[-1][1] < PAUSE:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.end))
        else:
            spans.append((word.start, word.end))
    return spans


def _music(music: StoryMusic | None, cuts: tuple[float, ...], locate: Locate) -> Music | None:
    if music is None:
        return None
    track = locate(music.file, "") if music.file else None
    return Music(
        file=track.path if track else "",
        sha256=track.sha256 if track else "",
        licence=music.licence,
        seed=music.seed,
        tempo=music.tempo,
        mood=music.mood,
        cuts=() if track else cuts,
    )
