"""Time a story by the voice that reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vlogkit.records.base import Language
from vlogkit.records.caption import CaptionStyle, Word
from vlogkit.records.marks import letters
from vlogkit.records.story import Story, StoryScene, StoryVoice
from vlogkit.writing.captions.caption_marks import lit_in, with_marks
from vlogkit.writing.captions.caption_timing import cues_from_speech, sentences, words_of

LEAD_SECONDS = 0.35
"""The picture is seen before the voice speaks."""
TAIL_SECONDS = 0.4
BEFORE, AFTER = 0.12, 0.22
"""Seconds of the recording kept before the first and after the last word of a scene: its breath, and the end of its
last sound."""

Sentences = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Narration:
    """What a voice reads: the sentences of each scene of the video that says something, in order."""

    scenes: tuple[str, ...]
    """Names of the scenes."""
    said: tuple[Sentences, ...]
    """Words a sentence, for each of them."""

    def sentences(self) -> Sentences:
        """All of them, one after the other."""
        return tuple(sentence for scene in self.said for sentence in scene)


def narration_of(story: Story) -> Narration:
    """What is read in a story: its captions, but not those of scenes in which somebody talks in the picture."""
    told = [scene for scene in story.scenes if scene.video and scene.cues and not _talks(scene)]
    said = tuple(
        tuple(tuple(words_of(sentence)) for sentence in sentences(" ".join(cue.text for cue in scene.cues)))
        for scene in told
    )
    return Narration(tuple(scene.name for scene in told), said)


def _talks(scene: StoryScene) -> bool:
    """Whether a clip of the scene is heard."""
    return any(layer.type == "footage" and str(layer.sound).lower() == "true" for layer in scene.layers)


def follow_voice(
    story: Story, file: str, spoken: Sequence[Sequence[Word]], *, seconds: float, style: CaptionStyle, lang: Language
) -> Story:
    """The story with each scene as long as its part of the recording `file` (`seconds` long).

    `spoken` are the words heard, a sequence a sentence of `narration_of(story).sentences()`; a sentence of which
    nothing was heard is empty, and its scene stays as it was timed for reading."""
    narration = narration_of(story)
    heard = dict(zip(narration.scenes, _by_scene(narration, spoken), strict=True))
    words = [word for sentence in spoken for word in sentence]
    said = dict(zip(narration.scenes, narration.said, strict=True))
    scenes = []
    for scene in story.scenes:
        sentences = heard.get(scene.name, [])
        timed = _timed(scene, file, [one for one in sentences if one], words, seconds, style, lang)
        if timed is not scene:
            cues = with_marks(timed.cues, _lit(scene, said[scene.name], sentences))
            timed = timed.model_copy(update={"cues": cues})
        scenes.append(timed)
    return story.model_copy(update={"scenes": tuple(scenes)})


def _by_scene(narration: Narration, spoken: Sequence[Sequence[Word]]) -> list[list[Sequence[Word]]]:
    """What was heard of each sentence of each scene."""
    parts, at = [], 0
    for scene in narration.said:
        parts.append(list(spoken[at : at + len(scene)]))
        at += len(scene)
    return parts


def _lit(scene: StoryScene, said: Sentences, heard: Sequence[Sequence[Word]]) -> list[bool]:
    """Whether each letter that was heard of a scene is highlighted in what it says."""
    lit, kept, at = lit_in(scene.cues), [], 0
    for sentence, words in zip(said, heard, strict=True):
        until = at + sum(len(letters(word)) for word in sentence)
        spoken = sum(len(letters(word.text)) for word in words)
        kept += lit[at:until] if spoken == until - at else [False] * spoken
        at = until
    return kept


def _timed(
    scene: StoryScene,
    file: str,
    heard: Sequence[Sequence[Word]],
    words: Sequence[Word],
    seconds: float,
    style: CaptionStyle,
    lang: Language,
) -> StoryScene:
    if not heard:
        return scene
    first, last = heard[0][0], heard[-1][-1]
    start, end = _edges(first, last, words, seconds)
    shift = LEAD_SECONDS - start
    moved = [
        [word.model_copy(update={"start": word.start + shift, "end": word.end + shift}) for word in sentence]
        for sentence in heard
    ]
    cues = cues_from_speech(moved, lang=lang)
    tail = max(TAIL_SECONDS, scene.seconds - scene.cues[-1].end)
    length = max(LEAD_SECONDS + end - start, cues[-1].end) + tail
    voice = StoryVoice(file=file, start=start, seconds=end - start, at=LEAD_SECONDS)
    return scene.model_copy(update={"seconds": length, "cues": cues, "voice": voice, "caption_style": style})


def _edges(first: Word, last: Word, words: Sequence[Word], seconds: float) -> tuple[float, float]:
    """Where the recording is cut around a scene's words: never inside a neighbour's word."""
    before = max((word.end for word in words if word.end <= first.start), default=0.0)
    after = min((word.start for word in words if word.start >= last.end), default=seconds)
    start = max(first.start - BEFORE, (before + first.start) / 2 if before > first.start - 2 * BEFORE else 0.0)
    end = min(last.end + AFTER, (last.end + after) / 2 if after < last.end + 2 * AFTER else seconds)
    return start, max(end, start + 0.05)
