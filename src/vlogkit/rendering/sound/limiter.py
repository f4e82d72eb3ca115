"""Compute the gain that keeps true peaks below a ceiling, smooth and looking ahead."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.media.sound import Samples

HOP = 16
"""Samples for one value of the peak envelope (1/3 ms at 48 kHz)."""
_REACH = 60
"""Hops by which the gain looks ahead, and lingers: 20 ms each."""
_TAPS = 12
Curve = NDArray[np.float32]


@lru_cache(maxsize=1)
def _phases() -> NDArray[np.float32]:
    """Three filters that read a signal at 1/4, 1/2 and 3/4 between samples: windowed sinc, 12 taps each,
    as the four-fold oversampling of ITU-R BS.1770-4 annex 2 asks."""
    rows = []
    for shift in (0.25, 0.5, 0.75):
        t = np.arange(_TAPS) - (_TAPS // 2 - 1) - shift
        row = np.sinc(t) * np.cos(np.pi * t / (_TAPS + 1)) ** 2
        rows.append(row / row.sum())
    return np.array(rows, np.float32)


def envelope(blocks: Iterable[Samples]) -> Curve:
    """The highest true peak of both channels in every hop; the last hop may be a part."""
    tail = np.zeros((_TAPS, 2), np.float32)
    hops: list[Curve] = []
    left = np.zeros(0, np.float32)
    for block in blocks:
        joined = np.concatenate([tail, block])
        tail = joined[-_TAPS:]
        peaks = np.concatenate([left, _peaks(joined)])
        whole = len(peaks) // HOP * HOP
        hops.append(peaks[:whole].reshape(-1, HOP).max(axis=1))
        left = peaks[whole:]
    if len(left):
        hops.append(left.max(keepdims=True))
    return np.concatenate(hops) if hops else np.zeros(1, np.float32)


def _peaks(joined: Samples) -> Curve:
    """The true peak at each sample of the block that follows the first `_TAPS` samples, up to half a
    filter late."""
    count = len(joined) - _TAPS
    peaks = np.abs(joined[_TAPS // 2 : _TAPS // 2 + count]).max(axis=1)
    for phase in _phases():
        between = np.zeros((count, 2), np.float32)
        for tap, weight in enumerate(phase):
            between += joined[tap + 1 : tap + 1 + count] * weight
        peaks = np.maximum(peaks, np.abs(between).max(axis=1))
    return np.asarray(peaks, np.float32)


def gains(peaks: Curve, gain: float, ceiling: float) -> Curve:
    """For each hop the factor (at most 1) that keeps `peaks * gain` below `ceiling` (both amplitudes).

    The least factor within reach is held and then averaged over the same reach by a Hann window, so the gain
    never jumps and is low enough at the peak itself.
    """
    wanted = np.asarray(np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9)), np.float32)
    if wanted.min() >= 1:
        return wanted
    held = _least(wanted, _REACH + 2)
    window = np.hanning(2 * _REACH + 1).astype(np.float32)
    padded = np.pad(held, _REACH, mode="edge")
    return np.asarray(np.convolve(padded, window / window.sum(), mode="valid"), np.float32)


def _least(values: Curve, reach: int) -> Curve:
    """The least value within `reach` on both sides, by doubling the span."""
    span, out = 1, np.pad(values, reach, constant_values=1.0)
    width = 2 * reach + 1
    while span < width:
        step = min(span, width - span)
        out = np.minimum(out[:-step], out[step:])
        span += step
    return out


def apply(blocks: Iterable[Samples], factors: Curve, gain: float) -> Iterator[Samples]:
    """The blocks times gain and factors, which are interpolated between the middles of hops."""
    at = 0
    middles = (np.arange(len(factors)) + 0.5) * HOP
    for block in blocks:
        first, last = at // HOP, math.ceil((at + len(block)) / HOP) + 1
        part = slice(max(0, first - 1), last + 1)
        factor = np.interp(np.arange(at, at + len(block)), middles[part], factors[part])
        yield block * (factor[:, None] * gain).astype(np.float32)
        at += len(block)
