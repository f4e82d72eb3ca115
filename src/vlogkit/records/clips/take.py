"""A take: a clip of somebody who talks, cut, with its words as captions at the times they are heard after the cuts."""

from __future__ import annotations

from pydantic import Field

from vlogkit.records.base import Record
from vlogkit.records.caption import Cue
from vlogkit.records.finding import Finding


class Cover(Record):
    """A picture or clip over the talk: seconds of the take after the cuts."""

    file: str
    alt: str = ""
    is_clip: bool = False
    at: float = Field(ge=0)
    seconds: float = Field(gt=0)
    start: float = 0.0
    """Second of its own source at which it begins."""
    pieces: tuple[tuple[float, float], ...] = ()
    """The part of its source that may be seen, where it is cut off."""
    focus: str = ""
    inset: bool | None = None
    """Whether it is set into the film; None as the template likes."""


class Take(Record):
    """What is kept of a clip: `pieces` are stretches of the source, `seconds` their sum; cues count from the first
    piece's start."""

    file: str
    seconds: float = Field(gt=0)
    source_seconds: float = Field(gt=0)
    """Length of the clip, or of its `trim`, before pauses were taken out."""
    pieces: tuple[tuple[float, float], ...] = Field(min_length=1)
    cues: tuple[Cue, ...] = ()
    covers: tuple[Cover, ...] = ()
    name_at: float | None = None
    """Second at which the speaker's name comes; None when the template lets it come."""
    sound: bool = True
    """Whether anything is heard in it."""
    findings: tuple[Finding, ...] = ()
