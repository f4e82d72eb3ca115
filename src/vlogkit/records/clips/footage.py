"""Footage: what is known about a clip from a phone before anything is cut from it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vlogkit.records.base import Record
from vlogkit.records.finding import Finding

Dynamic = Literal["sdr", "pq", "hlg"]
"""The curve of the light: standard, or one of the two for high dynamic range (SMPTE ST 2084, ARIB
STD-B67)."""


class FootagePicture(Record):
    """The picture track. Sizes in pixels; `width` and `height` are as seen: turned upright, pixels made
    square."""

    index: int = 0
    """Of the stream in the file."""
    codec: str
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    coded: tuple[int, int]
    """Width and height as stored."""
    rotation: int = 0
    """Degrees, anticlockwise, by which the stored picture is turned to stand upright: 0, 90, 180, 270."""
    pixel_ratio: tuple[int, int] = (1, 1)
    """Width of a stored pixel over its height."""
    rate: tuple[int, int]
    """Mean frames a second."""
    variable_rate: bool = False
    longest_frame: float = 0.0
    """Seconds that the frame shown longest stands."""
    frames: int = Field(ge=0)
    bits: int = 8
    dynamic: Dynamic = "sdr"
    primaries: str = ""
    matrix: str = ""
    full_range: bool = False
    interlaced: bool = False


class FootageSound(Record):
    """One sound track. `start` is the second of the clip at which it begins."""

    index: int
    """Of the stream in the file."""
    codec: str
    rate: int
    channels: int
    language: str = ""
    start: float = 0.0
    seconds: float = 0.0
    playable: bool = True
    peak_db: float | None = None
    """The highest sample, dB full scale; None where it was not listened to or is digital silence."""


class Footage(Record):
    """A clip or a sound recording. `seconds` is how much of it can be used; `promised` what its header
    says."""

    file: str
    container: str
    bytes: int
    seconds: float = Field(ge=0)
    promised: float = 0.0
    picture: FootagePicture | None = None
    sounds: tuple[FootageSound, ...] = ()
    sound: int | None = None
    """Position in `sounds` of the track to use."""
    recorded: str = ""
    """When it was filmed, as the file says (ISO 8601)."""
    findings: tuple[Finding, ...] = ()

    def sound_stream(self) -> int | None:
        """The index in the file of the sound stream that is used."""
        return None if self.sound is None else self.sounds[self.sound].index
