"""What was seen in a clip: its size, where its subject is, and how the camera shook."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Sighting(NamedTuple):
    """The box of the subject at a second from the start of the look; left, top, width, height are shares."""

    second: float
    kind: Literal["face", "motion"]
    x: float
    y: float
    w: float
    h: float


class Shift(NamedTuple):
    """How the picture's content moved: shares of its width and height."""

    x: float
    y: float


class Watched(NamedTuple):
    """What is known of the stretches of a clip that are shown, one after the other.

    `size` is that of the picture as seen (width, height), None where nobody looked; sightings count seconds of what is
    shown; `shifts` has one for each frame of it, or none."""

    size: tuple[int, int] | None = None
    sightings: tuple[Sighting, ...] = ()
    shifts: tuple[Shift, ...] = ()
