"""What is heard with a timeline: music, clips, and where the one steps back for the other."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from vlogkit.records.base import Record

Mood = Literal["proud", "calm", "urgent", "festive", "playful"]
MOODS: tuple[Mood, ...] = get_args(Mood)


class SoundClip(Record):
    """A piece of a sound or footage file (absolute path), placed on the timeline; all in seconds."""

    file: str
    sha256: str
    stream: int | None = None
    """The sound stream that is heard: its index in the file; None, as in older timelines, for the one that is chosen when
    the file is opened."""
    at: float
    start: float = 0.0
    seconds: float
    pieces: tuple[tuple[float, float], ...] = ()
    """Stretches of the source joined without a click, in place of all from `start` on; together `seconds` long."""
    gain_db: float = 0.0
    speech: bool = False
    """Whether it is brought to the loudness of a voice."""
    clean: bool = False
    """Whether rumble and hiss are taken out and the voice led to one level."""


class Music(Record):
    """A bed made by the project (`file` empty) or the user's own track, with the licence that allows it."""

    file: str = ""
    sha256: str = ""
    licence: str = ""
    seed: int = 1
    tempo: float = Field(default=90.0, ge=60, le=140)
    mood: Mood = "calm"
    cuts: tuple[float, ...] = ()
    """Seconds at which scenes begin after the first; something is struck there. Empty for a track."""
    gain_db: float = 0.0


class Sound(Record):
    """What is heard: music, clips, and the spans (seconds) in which music steps back under speech."""

    music: Music | None = None
    clips: tuple[SoundClip, ...] = ()
    duck: tuple[tuple[float, float], ...] = ()
    duck_db: float = -12.0
    fade_in: float = 0.6
    """Seconds in which a track comes and, below, goes; music of our own begins and ends by itself."""
    fade_out: float = 1.2
    loudness: float = -14.0
    """Integrated loudness, LUFS (EBU R 128)."""
    peak: float = -1.0
    """Highest true peak, dBTP."""
