"""Inspect a phone's clip: what it is, what is odd about it, or why it cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from vlogkit.errors import MediaError, Where
from vlogkit.intake.footage.findings import LOST, damage_findings, picture_findings, sound_findings
from vlogkit.intake.footage.packets import Packets, read_packets
from vlogkit.intake.footage.probe import chosen_sound, last_good_second, picture_of, picture_stream, sounds_of
from vlogkit.listening.sound import hear
from vlogkit.records.clips.footage import Footage, FootageSound

_SHORTEST = 0.2
_PICTURES = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".gif", ".dng"}
_CONVERT = "Convert it to MP4 (H.264 and AAC) on the phone or a computer and use that."


def probe(path: Path, *, listen: bool = True) -> Footage:
    """Everything about a clip or a sound recording; with `listen` its sound is decoded for level and silence.

    Raises MediaError with the reason and what to do where it cannot be used. What can be used but is odd
    stands in the record's findings."""
    _check_file(path)
    try:
        with av.open(str(path)) as container:
            return _probe(container, path, listen)
    except av.FFmpegError as fault:
        raise MediaError(_reason(fault, path), where=path, hint=_hint(fault, path)) from None


def _check_file(path: Path) -> None:
    if not path.exists():
        raise MediaError("there is no such file", where=path, hint="Check the name, or put the clip there.")
    if path.is_dir():
        raise MediaError("this is a folder", where=path, hint="Give the clip itself.")
    if path.stat().st_size == 0:
        raise MediaError("this file is empty", where=path, hint="Copy it from the phone again.")
    if path.suffix.lower() in _PICTURES:
        raise MediaError("this is a picture, not a clip", where=path, hint="Put it under `pictures`.")


def _reason(fault: av.FFmpegError, path: Path) -> str:
    if _lacks_index(path):
        return "the recording was not finished: its index is missing"
    if isinstance(fault, av.InvalidDataError):
        return "this is no clip that can be read"
    return f"this clip cannot be read: {fault.strerror or fault}"


def _hint(fault: av.FFmpegError, path: Path) -> str:
    if _lacks_index(path):
        return "Copy it from the phone again; if it is cut off there too, try the phone's own repair."
    return _CONVERT if isinstance(fault, av.InvalidDataError) else "Copy it from the phone again, or convert it to MP4."


def _lacks_index(path: Path) -> bool:
    """Whether an MP4 or MOV begins as such but has no `moov` box."""
    from struct import unpack

    size, at = path.stat().st_size, 0
    kinds: list[bytes] = []
    with path.open("rb") as file:
        while at + 16 <= size and len(kinds) < 1000:
            file.seek(at)
            head = file.read(16)
            length = int(unpack(">I", head[:4])[0])
            kinds.append(head[4:8])
            length = int(unpack(">Q", head[8:])[0]) if length == 1 else length
            if length < 8:
                break
            at += length
    return bool(kinds) and kinds[0] == b"ftyp" and b"moov" not in kinds


def _probe(container: Any, path: Path, listen: bool) -> Footage:
    stream = picture_stream(container)
    packets = read_packets(container)
    sounds = sounds_of(container, packets)
    if stream is None and chosen_sound(sounds) is None:
        raise MediaError("there is neither picture nor sound in this file", where=path, hint=_CONVERT)
    picture = picture_of(container, stream, packets, path) if stream is not None else None
    promised, seconds = _lengths(container, stream, packets, sounds)
    if seconds < _SHORTEST:
        hint = "Copy it from the phone again; use a longer one."
        raise MediaError(f"this clip lasts only {seconds:.2f} s", where=path, hint=hint)
    place, clipped = chosen_sound(sounds), 0.0
    if listen and place is not None:
        sounds, place, clipped = _listened(path, sounds, place)
    name = path.name
    found = list(picture_findings(picture, name)) if picture else []
    found += sound_findings(picture, sounds, place, clipped, listen, name)
    found += damage_findings(promised, seconds, name)
    return Footage(
        file=path.name,
        container=container.format.name,
        bytes=path.stat().st_size,
        seconds=round(seconds, 3),
        promised=round(promised, 3),
        picture=picture,
        sounds=sounds,
        sound=place,
        recorded=str(container.metadata.get("creation_time", "")),
        findings=tuple(fault.model_copy(update={"place": Where(path.as_posix())}) for fault in found),
    )


def _lengths(
    container: Any, stream: Any | None, packets: Packets, sounds: tuple[FootageSound, ...]
) -> tuple[float, float]:
    """Seconds promised by the header, and seconds that can be used."""
    promised = (container.duration or 0) / 1_000_000
    if stream is None:
        there = max((sound.start + sound.seconds for sound in sounds), default=0.0)
        return promised or there, there
    track = packets.tracks[stream.index]
    if stream.duration and stream.time_base:
        promised = max(promised, float(stream.duration * stream.time_base))
    there = track.end()
    if packets.broken or track.damaged or promised - there > LOST:
        there = last_good_second(container, stream, there)
    return promised or there, there


def _listened(path: Path, sounds: tuple[FootageSound, ...], first: int) -> tuple[tuple[FootageSound, ...], int, float]:
    """The tracks with the peak of those listened to, the first that is not silent, and its share at full
    scale."""
    heard = list(sounds)
    for place in (place for place, sound in enumerate(sounds) if sound.playable):
        peak, clipped = _heard(path, sounds[place].index)
        heard[place] = sounds[place].model_copy(update={"peak_db": peak})
        if peak is not None:
            return tuple(heard), place, clipped
    return tuple(heard), first, 0.0


def _heard(path: Path, stream: int) -> tuple[float | None, float]:
    """Peak in dB full scale, None for digital silence, and the share of samples at full scale."""
    try:
        samples = np.abs(hear(path, rate=16_000, stream=stream))
    except MediaError:
        return None, 0.0
    top = float(samples.max(initial=0.0))
    return (round(20 * float(np.log10(top)), 2) if top > 1e-5 else None), float((samples > 0.995).mean())
