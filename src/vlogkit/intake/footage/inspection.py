"""Inspect a phone's clip: what it is, what is odd about it, or why it cannot be used."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from vlogkit.errors import MediaError, Where
from vlogkit.intake.footage.findings import LOST, damage_findings, picture_findings, sound_findings
from vlogkit.intake.footage.packets import Packets, read_packets
from vlogkit.intake.footage.probe import last_good_second, picture_of, sounds_of
from vlogkit.media.clip_streams import CONVERT, opened, picture_stream
from vlogkit.media.kinds import is_picture
from vlogkit.media.sound import hear, heard_stream
from vlogkit.records.clips.footage import Footage, FootageSound

_SHORTEST = 0.2


def probe(path: Path) -> Footage:
    """Everything about a clip or a sound recording; the sound that is used is decoded for its level.

    Raises MediaError with the reason and what to do where it cannot be used. What can be used but is odd
    stands in the record's findings."""
    _check_file(path)
    try:
        with opened(path) as container:
            return _probe(container, path)
    except av.FFmpegError as fault:
        raise MediaError(_reason(fault, path), where=path, hint=_hint(fault, path)) from None


def _check_file(path: Path) -> None:
    if not path.exists():
        raise MediaError("there is no such file", where=path, hint="Check the name, or put the clip there.")
    if path.is_dir():
        raise MediaError("this is a folder", where=path, hint="Give the clip itself.")
    if path.stat().st_size == 0:
        raise MediaError("this file is empty", where=path, hint="Copy it from the phone again.")
    if is_picture(path):
        raise MediaError("this is a picture, not a clip", where=path, hint="Put it under `pictures`.")


def _reason(fault: av.FFmpegError, path: Path) -> str:
    if _lacks_index(path):
        return "the recording was not finished: its index is missing"
    if isinstance(fault, av.InvalidDataError):
        return "this is not a clip that can be read"
    return f"this clip cannot be read: {fault.strerror or fault}"


def _hint(fault: av.FFmpegError, path: Path) -> str:
    if _lacks_index(path):
        return "Copy it from the phone again; if it is cut off there too, try the phone's own repair."
    return CONVERT if isinstance(fault, av.InvalidDataError) else "Copy it from the phone again, or convert it to MP4."


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


def _probe(container: InputContainer, path: Path) -> Footage:
    stream = picture_stream(container)
    packets = read_packets(container)
    sounds = sounds_of(container, packets)
    used = _used(path, sounds)
    if stream is None and used is None:
        raise MediaError("there is neither picture nor sound in this file", where=path, hint=CONVERT)
    picture = picture_of(container, stream, packets, path) if stream is not None else None
    promised, seconds = _length(container, stream, packets, sounds[used] if used is not None else None)
    if seconds < _SHORTEST:
        hint = "Copy it from the phone again; use a longer one."
        raise MediaError(f"this clip lasts only {seconds:.2f} s", where=path, hint=hint)
    clipped = 0.0
    if used is not None:
        peak, clipped = _heard(path, sounds[used].index)
        measured = sounds[used].model_copy(update={"peak_db": peak})
        sounds = (*sounds[:used], measured, *sounds[used + 1 :])
    name = path.name
    found = list(picture_findings(picture, name)) if picture else []
    found += sound_findings(picture, sounds, used, clipped, name)
    found += damage_findings(promised, seconds, name)
    return Footage(
        file=path.name,
        container=container.format.name,
        bytes=path.stat().st_size,
        seconds=round(seconds, 3),
        promised=round(promised, 3),
        picture=picture,
        sounds=sounds,
        sound=used,
        recorded=str(container.metadata.get("creation_time", "")),
        findings=tuple(fault.model_copy(update={"place": Where(path.as_posix())}) for fault in found),
    )


def _used(path: Path, sounds: tuple[FootageSound, ...]) -> int | None:
    """The place in `sounds` of the track that is used."""
    chosen = heard_stream(path)
    return next((place for place, each in enumerate(sounds) if each.playable and each.index == chosen), None)


def _length(
    container: InputContainer, stream: VideoStream | None, packets: Packets, sound: FootageSound | None
) -> tuple[float, float]:
    """Seconds that the header promises, and seconds that can be used: of the picture, or of the sound, where that goes on
    for long after the picture or there is none."""
    whole = (container.duration or 0) / 1_000_000
    heard = sound.start + sound.seconds if sound is not None else 0.0
    if stream is None:
        return whole or heard, heard
    track = packets.tracks[stream.index]
    shown = track.end()
    if stream.duration and stream.time_base:
        promised, there = float(stream.duration * stream.time_base), shown
    else:
        promised, there = whole, packets.end()  # a header that knows the length of the file only
    if packets.broken or track.damaged or promised - there > LOST:
        shown = last_good_second(container, stream, shown)
        return promised or shown, shown
    seconds = heard if heard - shown > LOST else shown
    return promised if abs(promised - seconds) <= LOST else seconds, seconds


def _heard(path: Path, stream: int) -> tuple[float | None, float]:
    """Peak in dB full scale, None for digital silence, and the share of samples at full scale."""
    try:
        samples = np.abs(hear(path, stream=stream))
    except MediaError:
        return None, 0.0
    top = float(samples.max(initial=0.0))
    return (round(20 * float(np.log10(top)), 2) if top > 1e-5 else None), float((samples > 0.995).mean())
