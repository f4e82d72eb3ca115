"""A story: a template filled in for one notice and one language; a person may edit it and render again."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from vlogkit.records.base import Language, Name, Record
from vlogkit.records.bundle import PostText
from vlogkit.records.caption import CaptionStyle, Cue
from vlogkit.records.clips.soundtrack import Mood
from vlogkit.records.kept import KeptRecord, Upgrade
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_base import Look, Role
from vlogkit.records.templates.element_files import files_of
from vlogkit.records.templates.filled import check_filled
from vlogkit.records.templates.template import SceneTransition
from vlogkit.records.upgrades.scene_upgrades import marks_of_phrases, scrims_around_words


class StoryVoice(Record):
    """A stretch of a recording of the narration (seconds of the file), heard from second `at` of the scene on."""

    file: str
    start: float = Field(default=0.0, ge=0)
    seconds: float = Field(gt=0)
    at: float = Field(default=0.0, ge=0)


class StoryScene(Record):
    """One scene with its words; caption times are seconds from the scene's start."""

    name: Name
    seconds: float = Field(gt=0, le=3600)
    ground: Role
    look: Look | None = None
    """In every brand; without it, the brand's."""
    layers: tuple[Element, ...]
    transition: SceneTransition
    cues: tuple[Cue, ...] = ()
    caption_tone: Literal["light", "dark", "pill", "none"] = "light"
    caption_style: CaptionStyle = "plain"
    voice: StoryVoice | None = None
    alt: str = ""
    video: bool = True
    card: bool = False
    thumbnail: bool = False

    @model_validator(mode="after")
    def _filled_in(self) -> Self:
        check_filled(self.layers)
        return self


class StoryMusic(Record):
    """The bed of this story: made by the project from a seed, or a track of the agency's with its licence."""

    seed: int = 1
    tempo: float = 90.0
    mood: Mood = "calm"
    file: str = ""
    licence: str = ""


class Story(KeptRecord):
    """Everything that is said and shown, without pixels and formats."""

    upgrades: ClassVar[tuple[Upgrade, ...]] = (marks_of_phrases, scrims_around_words)
    schema_version: int = Field(default=3, ge=1)

    id: Name
    notice: str
    template: Name
    lang: Language
    brand: Name
    title: str
    scenes: tuple[StoryScene, ...] = Field(min_length=1)
    music: StoryMusic | None = None
    posts: tuple[PostText, ...] = ()

    def files(self) -> tuple[str, ...]:
        """The names of all pictures, clips and sounds in it, in every format; each once, in order."""
        names = [name for scene in self.scenes for name in files_of(scene.layers)]
        names += [scene.voice.file for scene in self.scenes if scene.voice]
        names += [self.music.file] if self.music else []
        return tuple(sorted({name for name in names if name}))

    def thumbnail_scene(self) -> int:
        """The number of the scene that stands for the video: the one its template names, else the first card, else the
        first scene."""
        for wanted in ("thumbnail", "card"):
            for number, scene in enumerate(self.scenes):
                if getattr(scene, wanted):
                    return number
        return 0
