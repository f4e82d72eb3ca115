"""Decode the sound of a clip or a sound file, each sample where it is heard, from the one stream that is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from vlogkit.errors import MediaError
from vlogkit.media.clip_streams import can_decode, opened, packets_of, sounds_in

Samples = NDArray[np.float32]
"""Full scale ±1: stereo (n, 2), or mono (n,)."""
RATE = 48_000
"""Samples a second of what is made."""
VOICE_RATE = 16_000
"""Samples a second at which speech is looked for."""
_TOLERANCE = 0.02
"""Seconds by which a piece may stray from its place before silence is put in or a repeat is dropped."""
_LONGEST = 4 * 3600
"""A piece that says it lies after so many seconds follows the one before it: its time is damaged."""
_SILENT = 1e-5
"""A stream whose samples are all below is digital silence."""


def heard_stream(path: Path | str) -> int | None:
    """The index in the file of the sound stream that is used: the first in which anything is heard; where all are silent,
    the first that can be decoded; None without any. Only of several is decoded, and what was chosen is remembered
    while the file stays as it is. Raises MediaError."""
    where = Path(path)
    try:
        stat = where.stat()
    except OSError:
        return _heard_stream(str(path), -1, -1)  # opening it says what is wrong
    return _heard_stream(str(path), stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=1024)
def _heard_stream(path: str, size: int, changed: int) -> int | None:
    with _opened(Path(path)) as container:
        streams = [stream.index for stream in container.streams.audio if can_decode(stream)]
    if len(streams) > 1:
        for stream in streams:
            pieces = listen(path, rate=VOICE_RATE, stream=stream, mono=True)
            if any(np.abs(piece).max(initial=0.0) > _SILENT for piece in pieces):
                return stream
    return next(iter(streams), None)


def listen(
    path: Path | str,
    start: float = 0.0,
    seconds: float | None = None,
    *,
    rate: int = RATE,
    stream: int | None = None,
    mono: bool = False,
) -> Iterator[Samples]:
    """Blocks of float32 from second `start` on, in all `seconds` long or to the end, at `rate` a second.

    `stream` is its index in the file, None the one of `heard_stream`. A late start and lost pieces are silence, packets
    that cannot be decoded are passed over. Raises MediaError for a file that cannot be read or has no sound.
    """
    where = Path(path)
    chosen = heard_stream(path) if stream is None else stream
    with _opened(where) as container:
        track = next((each for each in container.streams.audio if each.index == chosen and can_decode(each)), None)
        if track is None:
            hint = "Use a file with a sound track, or add a voice."
            raise MediaError("there is no sound in this file", where=where, hint=hint)
        length = None if seconds is None else round(seconds * rate)
        yield from _cut(_placed(container, track, start, rate, mono), round(start * rate), length)


def hear(path: Path, *, rate: int = VOICE_RATE, stream: int | None = None) -> Samples:
    """All samples, mono (n,): sample i is heard i / rate seconds after the clip's start. As `listen`."""
    parts = list(listen(path, rate=rate, stream=stream, mono=True))
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def resampled(samples: Samples, rate: int, wanted: int = VOICE_RATE) -> Samples:
    """Mono samples (n,) at another rate."""
    if rate == wanted or not len(samples):
        return samples
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples[None], np.float32), format="fltp", layout="mono")
    frame.sample_rate = rate
    resampler = AudioResampler("fltp", "mono", wanted)
    parts = [piece.to_ndarray()[0] for piece in (*resampler.resample(frame), *resampler.resample(None))]
    return np.concatenate(parts).astype(np.float32, copy=False)


@contextmanager
def _opened(where: Path) -> Iterator[InputContainer]:
    try:
        with opened(where) as container:
            yield container
    except FileNotFoundError:
        hint = "Check the name, or put the file there."
        raise MediaError("the sound file does not exist", where=where, hint=hint) from None
    except (av.FFmpegError, OSError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        hint = "Convert it to WAV, M4A or MP3 and use that."
        raise MediaError(f"the sound cannot be read: {reason}", where=where, hint=hint) from None


def _cut(blocks: Iterator[tuple[int, Samples]], start: int, length: int | None) -> Iterator[Samples]:
    """Blocks cut to the wanted samples; what is early is dropped, what is missing is filled."""
    at, end = start, None if length is None else start + length
    for first, block in blocks:
        if end is not None and first >= end:
            return
        if first > at:
            yield np.zeros((min(first, end or first) - at, *block.shape[1:]), np.float32)
            at = first
        part = block[max(0, at - first) : None if end is None else max(0, end - first)]
        if len(part):
            yield part
            at += len(part)
        if end is not None and at >= end:
            return


def _placed(
    container: InputContainer, stream: AudioStream, start: float, rate: int, mono: bool
) -> Iterator[tuple[int, Samples]]:
    """Blocks with the sample at which each starts, counted from the beginning of the file."""
    zero = Fraction(container.start_time or 0, 1_000_000)
    if start > 2:
        container.seek(int((Fraction(start) - 1 + zero) * 1_000_000), backward=True, any_frame=False)
    at: int | None = None
    resampler: AudioResampler | None = None
    for frame in (frame for packet in packets_of(container, stream) for frame in sounds_in(packet)):
        stamp = _stamp(frame, zero, rate)
        if stamp is not None and (at is None or (abs(stamp - at) > _TOLERANCE * rate and stamp < _LONGEST * rate)):
            at = stamp
        resampler = resampler or _resampler(frame, rate, mono)
        try:
            pieces = resampler.resample(frame)
        except ValueError:  # some files say in a later packet only how many samples and channels there are
            rest, resampler = resampler.resample(None), _resampler(frame, rate, mono)
            pieces = [*rest, *resampler.resample(frame)]
        for block in _arrays(pieces, mono):
            yield at or 0, block
            at = (at or 0) + len(block)
    for block in _arrays(resampler.resample(None) if resampler is not None else [], mono):
        yield at or 0, block
        at = (at or 0) + len(block)


def _resampler(frame: AudioFrame, rate: int, mono: bool) -> AudioResampler:
    """For frames like this one. More than one channel is mixed to two first: the mean of those is the mono sound."""
    return AudioResampler("fltp", "mono" if mono and frame.layout.nb_channels == 1 else "stereo", rate)


def _stamp(frame: AudioFrame, zero: Fraction, rate: int) -> int | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return round((frame.pts * frame.time_base - zero) * rate)


def _arrays(frames: list[AudioFrame], mono: bool) -> Iterator[Samples]:
    for frame in frames:
        planes = frame.to_ndarray()
        yield np.asarray(planes.mean(axis=0), np.float32) if mono else np.ascontiguousarray(planes.T, np.float32)
