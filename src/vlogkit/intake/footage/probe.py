"""Describe the picture and sound tracks of an open clip."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vlogkit.errors import MediaError
from vlogkit.intake.footage.packets import Packets, PacketTrack
from vlogkit.media.clip_streams import CONVERT, can_decode, packets_of, pictures_in
from vlogkit.records.clips.footage import Dynamic, FootagePicture, FootageSound

_CURVES: dict[int, Dynamic] = {16: "pq", 18: "hlg"}
_PRIMARIES = {1: "bt709", 5: "bt601-625", 6: "bt601-525", 9: "bt2020", 11: "dci-p3", 12: "display-p3"}
_MATRICES = {0: "rgb", 1: "bt709", 5: "bt601", 6: "bt601", 9: "bt2020", 10: "bt2020"}
"""Numbers of ITU-T H.273."""
_FULL_RANGE = 2
_LARGEST = 8192


def picture_of(container: InputContainer, stream: VideoStream, packets: Packets, path: Path) -> FootagePicture:
    """The picture track, its first frame decoded. Raises MediaError saying why it cannot be shown."""
    if not can_decode(stream):
        raise MediaError("no decoder knows the picture of this clip", where=path, hint=CONVERT)
    frame = _first_frame(container, stream, path)
    context, track = stream.codec_context, packets.tracks[stream.index]
    if max(frame.width, frame.height) > _LARGEST:
        message = f"the picture is larger than {_LARGEST} pixels ({frame.width}x{frame.height})"
        raise MediaError(message, where=path, hint="Export it at 4K or 1080p.")
    ratio = Fraction(context.sample_aspect_ratio or 1)
    seen = (max(2, round(frame.width * ratio)), frame.height)
    turned = round(frame.rotation / 90) % 4 * 90
    width, height = seen[::-1] if turned % 180 else seen
    return FootagePicture(
        index=stream.index,
        codec=context.name,
        width=width,
        height=height,
        coded=(frame.width, frame.height),
        rotation=turned,
        pixel_ratio=(ratio.numerator, ratio.denominator),
        rate=_rate(stream, track),
        variable_rate=track.uneven(),
        longest_frame=round(float(max(track.gaps(), default=0.0)), 4),
        frames=len(track.times),
        bits=max(component.bits for component in frame.format.components),
        dynamic=_CURVES.get(int(frame.color_trc), "sdr"),
        primaries=_PRIMARIES.get(int(frame.color_primaries), ""),
        matrix=_MATRICES.get(int(frame.colorspace), ""),
        full_range=int(frame.color_range) == _FULL_RANGE or frame.format.name.startswith("yuvj"),
        interlaced=bool(frame.interlaced_frame),
    )


def _first_frame(container: InputContainer, stream: VideoStream, path: Path) -> VideoFrame:
    """The first picture that can be decoded, within the first hundred packets."""
    stream.thread_type = "AUTO"
    try:
        container.seek(0)
        for count, packet in enumerate(packets_of(container, stream)):
            for frame in pictures_in(packet):
                return frame
            if count > 100:
                break
    except av.FFmpegError as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise MediaError(f"the picture cannot be decoded: {reason}", where=path, hint=CONVERT) from None
    raise MediaError("no picture of this clip can be decoded", where=path, hint=CONVERT)


def _rate(stream: VideoStream, track: PacketTrack) -> tuple[int, int]:
    """The header's mean rate, or that of the packets where it has none or is far off (screen recordings)."""
    said = Fraction(stream.average_rate or 0)
    span = track.end() - track.first()
    counted = len(track.times) / span if span > 0 else 0.0
    if said and (not counted or abs(float(said) - counted) < 0.05 * counted):
        return said.numerator, said.denominator
    measured = Fraction(counted).limit_denominator(1001) if counted else Fraction(25)
    return max(measured.numerator, 1), measured.denominator


def last_good_second(container: InputContainer, stream: VideoStream, end: float) -> float:
    """How far the picture can be decoded: the end of the last frame of the last few seconds, or `end`."""
    zero = Fraction(container.start_time or 0, 1_000_000)
    best, length = 0.0, 0.0
    for back in (3.0, 15.0, 1e9):
        try:
            container.seek(int((max(end - back, 0.0) + float(zero)) * 1_000_000), backward=True, any_frame=False)
            for frame in (frame for packet in packets_of(container, stream) for frame in pictures_in(packet)):
                if frame.pts is not None and frame.time_base is not None and not frame.is_corrupt:
                    best = max(best, float(frame.pts * frame.time_base - zero))
                    length = float((frame.duration or 0) * frame.time_base)
        except av.FFmpegError:
            pass  # the damaged end is what is looked for; what was decoded before it counts
        if best > 0:
            return min(best + length, end)
    return 0.0


def sounds_of(container: InputContainer, packets: Packets) -> tuple[FootageSound, ...]:
    """All sound tracks, in the file's order."""
    return tuple(_sound(stream, packets.tracks[stream.index]) for stream in container.streams.audio)


def _sound(stream: AudioStream, track: PacketTrack) -> FootageSound:
    context = stream.codec_context
    return FootageSound(
        index=stream.index,
        codec=context.name if context is not None else "unknown",
        rate=context.sample_rate if context is not None else 0,
        channels=context.channels if context is not None else 0,
        language="" if stream.language in {None, "und"} else stream.language,
        start=round(max(track.first(), 0.0), 4),
        seconds=round(max(track.end() - max(track.first(), 0.0), 0.0), 4),
        playable=can_decode(stream) and bool(track.times),
    )
