"""Lay out the videos and cards of one story, each once, for everyone who looks at them, draws them or encodes them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from vlogkit.catalogue import load_frame
from vlogkit.keeping.kept_notes import Kept
from vlogkit.keeping.pixel_versions import versions
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.clips.soundtrack import SoundClip
from vlogkit.records.story import Story
from vlogkit.staging.scenes import Staged, stage_card, stage_video
from vlogkit.typesetting.fonts import FontBook
from vlogkit.workspace import Workspace

VERSION = 1
"""Goes up with every change that alters which sound stream is heard."""


class HeardStream(NamedTuple):
    """The index in its file of the sound stream that is heard of a clip, if there is one."""

    stream: int | None


class StagedStory:
    """A story in its brand; a video or card of it is laid out when it is first asked for, and kept."""

    def __init__(self, workspace: Workspace, story: Story, brand: Brand) -> None:
        self.workspace, self.story, self.brand = workspace, story, brand
        self.assets = Assets(workspace)
        """The files that were looked up in doing so."""
        self._made: dict[tuple[Format, int | None], Staged] = {}
        self._streams = Kept(workspace.to_keep_in(workspace.watched), HeardStream, version=VERSION)

    @property
    def book(self) -> FontBook:
        """The fonts that it is laid out with, and that it is to be checked and drawn with."""
        return self.assets.material.book

    def telling(self, story: Story) -> StagedStory:
        """The same brand for other words; itself, where they are the same."""
        return self if story is self.story else StagedStory(self.workspace, story, self.brand)

    def video(self, name: Format) -> Staged:
        """The video in a format. Raises InputError, MediaError."""
        if (name, None) not in self._made:
            staged = stage_video(self.story, self.brand, load_frame(name), self.assets.material)
            self._made[name, None] = self._heard(staged)
        return self._made[name, None]

    def card(self, number: int, name: Format) -> Staged:
        """The scene `number` (from 0) of the story as a card in a format. Raises InputError, MediaError."""
        if (name, number) not in self._made:
            scene, frame = self.story.scenes[number], load_frame(name)
            self._made[name, number] = stage_card(self.story, scene, self.brand, frame, self.assets.material)
        return self._made[name, number]

    def _heard(self, staged: Staged) -> Staged:
        """With the sound stream written down that is heard of each clip: whoever goes on from the timeline hears the
        same."""
        sound = staged.timeline.sound
        if not sound.clips:
            return staged
        clips = tuple(clip.model_copy(update={"stream": self._stream(clip)}) for clip in sound.clips)
        timeline = staged.timeline.model_copy(update={"sound": sound.model_copy(update={"clips": clips})})
        return replace(staged, timeline=timeline)

    def _stream(self, clip: SoundClip) -> int | None:
        def listen() -> HeardStream:
            from vlogkit.media.sound import heard_stream  # here: it is known already, or nothing sounds

            return HeardStream(heard_stream(clip.file))

        key = self._streams.key(versions()["av"])
        return self._streams.get(f"{clip.sha256}-heard-{key[:16]}", listen).stream
