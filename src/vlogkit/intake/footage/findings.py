"""What a person should know about a clip before using it."""

from __future__ import annotations

from collections.abc import Iterator

from vlogkit.records.clips.footage import FootagePicture, FootageSound
from vlogkit.records.finding import Finding, Severity

LOST = 0.5
"""Seconds between what the header promises and what is there that mean a damaged end."""
_SMALL = 720
_CLIPPED = 1e-3


def picture_findings(picture: FootagePicture) -> Iterator[Finding]:
    """Size, light, rate and scan."""
    if min(picture.width, picture.height) < _SMALL:
        size = f"{picture.width}x{picture.height}"
        yield _found(
            "footage-small",
            "warning",
            "the picture is small",
            size,
            f"{_SMALL}",
            "Film at 1080p; it will look soft.",
        )
    if picture.dynamic != "sdr":
        hint = "It is brought to standard light; turn HDR off in the camera to judge colours there."
        yield _found("footage-hdr", "note", f"the picture is HDR ({picture.dynamic.upper()})", hint=hint)
    if picture.variable_rate:
        yield _found(
            "footage-variable-rate",
            "note",
            "the frame rate varies; frames are placed by their times",
            f"up to {picture.longest_frame:.3f} s",
        )
    if picture.interlaced:
        hint = "Film in a progressive mode (p, not i)."
        yield _found("footage-interlaced", "warning", "the picture is interlaced", hint=hint)


def sound_findings(
    picture: FootagePicture | None,
    sounds: tuple[FootageSound, ...],
    place: int | None,
    clipped: float,
    listened: bool,
) -> Iterator[Finding]:
    """No sound, several, silence, overdrive; `place` is the track in use, `clipped` its share at full
    scale."""
    if place is None:
        what = "none of its sound tracks can be decoded" if sounds else "the clip has no sound"
        severity: Severity = "warning" if sounds else "note"
        yield _found("footage-no-sound", severity, what, hint="Use a voice-over or captions.")
        return
    if len(sounds) > 1:
        yield _found("footage-several-sounds", "note", f"{len(sounds)} sound tracks; the {_ordinal(place)} is used")
    if listened and sounds[place].peak_db is None:
        hint = "Was the microphone covered or off? Use a voice-over or captions."
        yield _found("footage-silent", "warning", "the sound track is silent", hint=hint)
    if clipped > _CLIPPED:
        hint = "Hold the phone farther away, or use a microphone."
        yield _found("footage-clipped", "warning", "the sound is overdriven", f"{clipped:.1%}", f"{_CLIPPED:.1%}", hint)
    if picture is not None and sounds[place].start > 0.1:
        yield _found("footage-late-sound", "note", "the sound starts after the picture", f"{sounds[place].start:.2f} s")


def damage_findings(promised: float, seconds: float) -> Iterator[Finding]:
    """An end that is not there."""
    if promised - seconds > LOST:
        hint = "Copy it from the phone again if the end matters."
        measured = f"{seconds:.1f} s of {promised:.1f} s"
        yield _found("footage-damaged", "warning", "the end is damaged; what comes before is used", measured, hint=hint)


def _ordinal(place: int) -> str:
    return ("first", "second", "third")[place] if place < 3 else f"number {place + 1}"


def _found(code: str, severity: Severity, message: str, measured: str = "", limit: str = "", hint: str = "") -> Finding:
    return Finding(code=code, severity=severity, message=message, measured=measured, limit=limit, hint=hint)
