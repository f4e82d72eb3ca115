"""Read what a finished video really is, by PyAV and from the file's own boxes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange

from vlogkit.errors import MediaError
from vlogkit.media.sound import listen
from vlogkit.rendering.sound.loudness import measure


@dataclass(frozen=True)
class Probe:
    """Properties of a video file; `duration` in seconds, loudness in LUFS, peak in dBTP, None without
    sound."""

    width: int
    height: int
    fps: Fraction
    frames: int
    duration: float
    codec: str
    profile: str
    pix_fmt: str
    matrix: int
    primaries: int
    transfer: int
    limited: bool
    b_frames: bool
    audio_codec: str
    audio_rate: int
    audio_channels: int
    audio_seconds: float
    moov_first: bool
    loudness: float | None
    peak: float | None

    @property
    def bt709(self) -> bool:
        """True if matrix, primaries and transfer are all tagged BT.709 (1), limited range."""
        return self.matrix == self.primaries == self.transfer == 1 and self.limited


def probe(path: Path, *, loud: bool = True) -> Probe:
    """Read everything; `loud=False` skips measuring the sound. Raises MediaError."""
    try:
        with av.open(str(path)) as container:
            video = container.streams.video[0]
            context = video.codec_context
            sound = container.streams.audio[0] if container.streams.audio else None
            packets = [packet for packet in container.demux(video) if packet.pts is not None]
            heard = measure(listen(path)) if sound is not None and loud else None
            return Probe(
                width=video.width,
                height=video.height,
                fps=Fraction(video.average_rate or 0),
                frames=len(packets),
                duration=(container.duration or 0) / 1_000_000,
                codec=context.name,
                profile=str(context.profile),
                pix_fmt=str(context.pix_fmt),
                matrix=int(context.colorspace),
                primaries=int(context.color_primaries),
                transfer=int(context.color_trc),
                limited=int(context.color_range) == ColorRange.MPEG,
                b_frames=any(packet.pts != packet.dts for packet in packets),
                audio_codec=sound.codec_context.name if sound is not None else "",
                audio_rate=sound.rate if sound is not None else 0,
                audio_channels=sound.codec_context.channels if sound is not None else 0,
                audio_seconds=float((sound.duration or 0) * (sound.time_base or 0)) if sound is not None else 0.0,
                moov_first=moov_first(path),
                loudness=heard.integrated if heard else None,
                peak=heard.peak if heard else None,
            )
    except (av.FFmpegError, IndexError) as fault:
        raise MediaError(f"the video cannot be read: {fault}", where=path) from None


def boxes(path: Path) -> list[str]:
    """The top-level boxes of an MP4 in order (ISO/IEC 14496-12, 4.2)."""
    found, size = [], path.stat().st_size
    with path.open("rb") as file:
        at = 0
        while at + 8 <= size:
            file.seek(at)
            length, kind = struct.unpack(">I4s", file.read(8))
            if length == 1:
                (length,) = struct.unpack(">Q", file.read(8))
            found.append(kind.decode("latin-1"))
            at += length or size - at
            if length and length < 8:
                break
    return found


def moov_first(path: Path) -> bool:
    """True if the index stands before the media, so that a video starts before it is loaded."""
    order = boxes(path)
    return "moov" in order and "mdat" in order and order.index("moov") < order.index("mdat")


def patch(path: Path, seconds: float, area: tuple[int, int, int, int]) -> tuple[float, float, float]:
    """The mean RGB of an area (left, top, right, bottom) of the frame at a time, decoded as a player does."""
    from vlogkit.media.clips import ClipReader, planes_of
    from vlogkit.media.colour import STILL

    reader = ClipReader(path)
    try:
        frame = reader.frame_at(seconds)
        planes = planes_of(frame, (frame.width, frame.height), STILL)
    finally:
        reader.close()
    left, top, right, bottom = area
    red, green, blue = (float(np.mean(plane[top:bottom, left:right])) for plane in planes)
    return red, green, blue
