"""Join encoded pieces and sound into one MP4, its index in front, under its name only when it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.packet import Packet

from vlogkit.errors import RenderError
from vlogkit.rendering.encoding.encoder import options_of, set_up
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segments import Coded, Segment

RATE = 48_000
"""Samples a second of the sound."""
_REORDER = 2
"""Frames by which decoding runs ahead of showing, with b-pyramids too."""


def write(
    path: Path,
    size: tuple[int, int],
    fps: Fraction,
    frames: int,
    settings: EncoderSettings,
    pieces: Iterable[tuple[int, Segment]],
    sound: Segment,
) -> None:
    """Join pieces (each with its first frame, in order) and the sound into a file. Raises OSError,
    RenderError."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", fps, options_of(settings, fps))
        set_up(video.codec_context, *size, fps)
        video.codec_context.thread_count = 1
        audio = container.add_stream("aac", RATE, layout="stereo", bit_rate=settings.audio_kbps * 1000)
        container.start_encoding()
        header = bytes(video.codec_context.extradata or b"")
        waiting = _timed(sound.packets, round(frames / fps * RATE))
        heard = next(waiting, None)
        for number, (first, coded) in enumerate(_in_order(pieces, header, path)):
            shown = Fraction(number, 1) / fps
            while heard is not None and Fraction(heard[0].pts, RATE) <= shown:
                container.mux_one(_packet(heard[0], audio, heard[0].pts, heard[1], Fraction(1, RATE)))
                heard = next(waiting, None)
            packet = _packet(coded, video, first + coded.pts, 1, 1 / fps)
            packet.dts = number - _REORDER
            container.mux_one(packet)
        while heard is not None:
            container.mux_one(_packet(heard[0], audio, heard[0].pts, heard[1], Fraction(1, RATE)))
            heard = next(waiting, None)


def _timed(packets: Sequence[Coded], samples: int) -> Iterator[tuple[Coded, int]]:
    """Blocks of sound with their lengths in samples; the last one ends with the video."""
    for packet, following in zip(packets, [*(packet.pts for packet in packets[1:]), samples], strict=True):
        if packet.pts < samples:
            yield packet, min(following, samples) - packet.pts


def _in_order(pieces: Iterable[tuple[int, Segment]], header: bytes, path: Path) -> Iterator[tuple[int, Coded]]:
    for first, segment in pieces:
        if segment.extradata != header:
            raise RenderError("a piece was encoded with other settings than the rest", where=path)
        for packet in segment.packets:
            yield first, packet


def _packet(coded: Coded, stream: Any, pts: int, duration: int, base: Fraction) -> Packet[Any]:
    packet = Packet(coded.data)
    packet.stream, packet.time_base = stream, base
    packet.pts = packet.dts = pts
    packet.is_keyframe, packet.duration = coded.key, duration
    return packet
