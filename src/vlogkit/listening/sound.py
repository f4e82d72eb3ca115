"""Decode the sound of a clip or recording to samples, each at the time it is heard."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import MediaError
from vlogkit.listening.mfcc import RATE

_TOLERANCE = 0.02
"""Seconds by which a frame may stray from its place before silence is put in or a repeat is dropped."""
_LONGEST = 4 * 3600


def hear(path: Path, *, rate: int = RATE, stream: int | None = None, mono: bool = True) -> NDArray[np.float32]:
    """All samples, −1 to 1: (n,) mono or (n, 2). Sample i is heard i / rate seconds after the clip's start.

    `stream` is the index of the stream in the file; None is the first that can be decoded. A late start and
    lost pieces are silence, damaged packets are passed over. Raises MediaError where there is no sound at
    all."""
    try:
        with av.open(str(path)) as container:
            chosen = _track(container, stream, path)
            parts = list(_placed(container, chosen, rate, mono))
    except (av.FFmpegError, OSError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        hint = "Convert it to MP4 with AAC sound and use that."
        raise MediaError(f"the sound cannot be read: {reason}", where=path, hint=hint) from None
    width = () if mono else (2,)
    return np.concatenate(parts) if parts else np.zeros((0, *width), np.float32)


def _track(container: Any, stream: int | None, path: Path) -> Any:
    """The audio stream to hear."""
    playable = [each for each in container.streams.audio if each.codec_context is not None]
    if stream is not None:
        playable = [each for each in playable if each.index == stream]
    if not playable:
        raise MediaError("there is no sound in this file", where=path, hint="Use a clip with sound, or add a voice.")
    return playable[0]


def _placed(container: Any, stream: Any, rate: int, mono: bool) -> Iterator[NDArray[np.float32]]:
    """Pieces of sound one after the other, silence between them where the file has none."""
    zero = Fraction(container.start_time or 0, 1_000_000)
    channels = stream.codec_context.channels
    resampler = av.AudioResampler("fltp", "mono" if mono and channels == 1 else "stereo", rate)
    written = 0
    for frame in _frames(container, stream):
        late = _late(frame, zero, written, rate)
        if late > _TOLERANCE * rate:
            yield np.zeros((late,) if mono else (late, 2), np.float32)
            written += late
        repeated = -late if -late > _TOLERANCE * rate else 0
        for piece in resampler.resample(frame):
            samples = _shaped(piece, mono)
            dropped = min(repeated, len(samples))
            repeated -= dropped
            yield samples[dropped:]
            written += len(samples) - dropped
    for piece in resampler.resample(None):
        yield _shaped(piece, mono)


def _shaped(frame: Any, mono: bool) -> NDArray[np.float32]:
    samples: NDArray[np.float32] = frame.to_ndarray()
    return np.asarray(samples.mean(axis=0), np.float32) if mono else samples.T


def _late(frame: Any, zero: Fraction, written: int, rate: int) -> int:
    """Samples by which a frame starts after the end of what was written; negative where it repeats."""
    if frame.pts is None or frame.time_base is None:
        return 0
    at = Fraction(frame.pts) * frame.time_base - zero
    return round(at * rate) - written if at < _LONGEST else 0


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decoded frames; a packet that cannot be decoded is passed over, a damaged end is the end."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue
