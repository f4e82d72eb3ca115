"""What a person should know about a clip before using it."""

from __future__ import annotations

from collections.abc import Iterator

from vlogkit.findings.codes import found
from vlogkit.records.clips.footage import FootagePicture, FootageSound
from vlogkit.records.finding import Finding

LOST = 0.5
"""Seconds between what the header promises and what is there that mean a damaged end."""
_SMALL = 720
_CLIPPED = 1e-3


def picture_findings(picture: FootagePicture, file: str) -> Iterator[Finding]:
    """Size, light, rate and scan."""
    if min(picture.width, picture.height) < _SMALL:
        size = f"{picture.width}x{picture.height}"
        yield found("footage-small", about=file, measured=size, limit=f"{_SMALL}")
    if picture.dynamic != "sdr":
        yield found("footage-hdr", about=file, kind=picture.dynamic.upper())
    if picture.variable_rate:
        yield found("footage-variable-rate", about=file, measured=f"up to {picture.longest_frame:.3f} s")
    if picture.interlaced:
        yield found("footage-interlaced", about=file)


def sound_findings(
    picture: FootagePicture | None,
    sounds: tuple[FootageSound, ...],
    place: int | None,
    clipped: float,
    file: str,
) -> Iterator[Finding]:
    """No sound, several, silence, overdrive; `place` is the track in use, `clipped` its share at full
    scale."""
    if place is None:
        if sounds:
            yield found("footage-no-sound", "undecodable", about=file, severity="warning")
        else:
            yield found("footage-no-sound", about=file)
        return
    if len(sounds) > 1:
        yield found("footage-several-sounds", about=file, count=len(sounds), track=place + 1)
    if sounds[place].peak_db is None:
        yield found("footage-silent", about=file)
    if clipped > _CLIPPED:
        yield found("footage-clipped", about=file, measured=f"{clipped:.1%}", limit=f"{_CLIPPED:.1%}")
    if picture is not None and sounds[place].start > 0.1:
        yield found("footage-late-sound", about=file, measured=f"{sounds[place].start:.2f} s")


def damage_findings(promised: float, seconds: float, file: str) -> Iterator[Finding]:
    """An end that is not there."""
    if promised - seconds > LOST:
        yield found("footage-damaged", about=file, measured=f"{seconds:.1f} s of {promised:.1f} s")
