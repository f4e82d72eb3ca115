"""Decode a file's sound to 48 kHz stereo, from an exact second on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from vlogkit.errors import MediaError
from vlogkit.rendering.sound.loudness import RATE, Samples


def listen(path: Path | str, start: float = 0.0, seconds: float | None = None) -> Iterator[Samples]:
    """Blocks of (n, 2) float32 from `start` on, in all `seconds` long or to the end; gaps in the file are
    silence.

    Raises MediaError for a file that cannot be read or has no sound.
    """
    where = Path(path)
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise MediaError("there is no sound in this file", where=where, hint="Use a file with a sound track.")
            yield from _placed(container, round(start * RATE), None if seconds is None else round(seconds * RATE))
    except FileNotFoundError:
        hint = "Check the name, or put the file there."
        raise MediaError("the sound file does not exist", where=where, hint=hint) from None
    except (av.FFmpegError, OSError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        hint = "Convert it to WAV, M4A or MP3 and use that."
        raise MediaError(f"the sound cannot be read: {reason}", where=where, hint=hint) from None


def _placed(container: av.container.InputContainer, start: int, length: int | None) -> Iterator[Samples]:
    """Cut decoded blocks to the wanted samples; what is early is dropped, what is missing is filled."""
    at, end = start, None if length is None else start + length
    for first, block in _decoded(container, start):
        if end is not None and first >= end:
            return
        if first > at:
            yield np.zeros((min(first, end or first) - at, 2), np.float32)
            at = first
        part = block[max(0, at - first) : None if end is None else max(0, end - first)]
        if len(part):
            yield part
            at += len(part)
        if end is not None and at >= end:
            return


def _decoded(container: av.container.InputContainer, start: int) -> Iterator[tuple[int, Samples]]:
    """Blocks with the sample at which each starts, counted at 48 kHz from the beginning of the file."""
    stream = container.streams.audio[0]
    zero = Fraction(container.start_time or 0, 1_000_000)
    if start > RATE * 2:
        container.seek(int((Fraction(start, RATE) - 1 + zero) * 1_000_000), backward=True, any_frame=False)
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    at: int | None = None
    for frame in container.decode(stream):
        if frame.pts is not None and frame.time_base is not None:
            stamp = round((frame.pts * frame.time_base - zero) * RATE)
            if at is None or abs(stamp - at) > RATE // 50:
                at = stamp
        for block in _arrays(resampler.resample(frame)):
            yield at or 0, block
            at = (at or 0) + len(block)
    for block in _arrays(resampler.resample(None)):
        yield at or 0, block
        at = (at or 0) + len(block)


def _arrays(frames: list[AudioFrame]) -> Iterator[Samples]:
    for frame in frames:
        yield np.ascontiguousarray(frame.to_ndarray().T, np.float32)
