"""Join the kept stretches of a sound without clicks at the cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from vlogkit.media.sound import RATE, Samples

Read = Callable[[float, float], Iterable[Samples]]
"""Gives 48 kHz stereo blocks from a second on, for some seconds."""
_FADE = 0.012


def join(read: Read, kept: Sequence[tuple[float, float]], *, fade: float = _FADE) -> Iterator[Samples]:
    """The kept stretches (seconds of the source) one after the other, cross-faded over `fade` seconds.

    Each cut lies in the middle of its fade, which takes its sound from beyond the cut, so that the whole is
    as long as the stretches together, to the sample, and picture and sound stay in step. Equal power: cos²
    + sin² = 1."""
    spans = [(round(start * RATE), round(end * RATE)) for start, end in kept]
    half = max(min(round(fade * RATE / 2), *((end - start) // 2 for start, end in spans)), 1)
    carry: Samples | None = None
    for place, (first, last) in enumerate(spans):
        early = half if place else 0
        late = half if place < len(spans) - 1 else 0
        held = np.zeros((0, 2), np.float32)
        for block in _faded(read, first - early, last + late, 2 * half, carry):
            ready = np.concatenate([held, block])
            cut = max(len(ready) - 2 * late, 0)
            if cut:
                yield ready[:cut]
            held = ready[cut:]
        carry = held if late else None


def _faded(read: Read, first: int, last: int, ramp: int, carry: Samples | None) -> Iterator[Samples]:
    """Samples first … last - 1, faded in and out over `ramp`, the end of the stretch before added at the
    start."""
    length, at = last - first, 0
    for block in _exact(read, first, last):
        place = np.arange(at, at + len(block))
        rising = np.clip((place + 0.5) / ramp, 0, 1)
        falling = np.clip((length - place - 0.5) / ramp, 0, 1)
        shaped = block * (np.sin(rising * np.pi / 2) * np.sin(falling * np.pi / 2))[:, None].astype(np.float32)
        if carry is not None and at < len(carry):
            lap = min(len(carry) - at, len(block))
            shaped[:lap] += carry[at : at + lap]
        at += len(block)
        yield shaped


def _exact(read: Read, first: int, last: int) -> Iterator[Samples]:
    """Exactly last - first samples; silence before the source's start and after its end."""
    at = first
    if first < 0:
        yield np.zeros((min(-first, last - first), 2), np.float32)
        at = min(0, last)
    for block in read(at / RATE, (last - at) / RATE) if last > at else ():
        part = block[: last - at]
        at += len(part)
        if len(part):
            yield part
    if at < last:
        yield np.zeros((last - at, 2), np.float32)
