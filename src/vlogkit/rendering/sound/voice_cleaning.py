"""Clean a voice of rumble and hiss, and even out its level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlogkit.listening.speech_level import threshold
from vlogkit.media.sound import RATE, Samples

Floats = NDArray[np.float32]

_FRAME, _HOP = 2048, 512
_RUMBLE = 80.0
"""Hz below which voices have nothing (a fourth-order Butterworth slope)."""
_VOICE = (150.0, 6_500.0)
_DEEPEST = 10 ** (-10 / 20)
"""Noise is lowered by at most 10 dB: more makes voices watery."""
_OVER = 2.0
"""Times the noise's mean power that still counts as noise, for noise is uneven."""
_KEEP_ONE_IN = 8
_QUIET_ENOUGH = 1e-9
_TARGET = -20.0
"""dB (full scale, RMS of speech) that the voice is led to; the whole is made louder or softer at the end."""
_LIFT, _CUT = 12.0, 10.0
_LEVEL_SPAN, _LEVEL_STEP = 1.2, 0.1
"""Seconds over which loudness is evened, and from one gain to the next."""
_RELEASE = 0.6

_WINDOW: Floats = np.sqrt(np.hanning(_FRAME + 1)[:-1]).astype(np.float32)
_SCALE = np.float32(_HOP / (_WINDOW.astype(np.float64) ** 2).sum())
_BINS = np.fft.rfftfreq(_FRAME, 1 / RATE)
_HIGH_PASS: Floats = (1 / np.sqrt(1 + (_RUMBLE / np.maximum(_BINS, 1e-3)) ** 8)).astype(np.float32)
_WEIGHTS: Floats = (((_VOICE[0] <= _BINS) & (_VOICE[1] >= _BINS)) * 2 / (_FRAME * (_WINDOW**2).sum())).astype(
    np.float32
)


@dataclass(frozen=True)
class VoicePlan:
    """What was learnt of a recording: the room's power in each of 1025 bands, and the gain every 0.1 s."""

    noise: Floats
    gains: Floats

    def gain(self, samples: NDArray[np.int64]) -> Floats:
        """The factor at each sample counted from the start."""
        at = samples / (RATE * _LEVEL_STEP)
        return np.interp(at, np.arange(len(self.gains)), self.gains).astype(np.float32)


def study(blocks: Iterable[Samples]) -> VoicePlan:
    """Listen to 48 kHz stereo once: what the room sounds like between words, and how loud each stretch is."""
    levels: list[float] = []
    kept: list[Floats] = []
    for power in (np.abs(spectrum) ** 2 for spectrum in _spectra(_mono(blocks))):
        if len(levels) % _KEEP_ONE_IN == 0:
            kept.append(power)
        levels.append(float((power * _WEIGHTS).sum()))
    if not levels:
        return VoicePlan(np.zeros(_FRAME // 2 + 1, np.float32), np.ones(1, np.float32))
    decibels = np.maximum(10 * np.log10(np.array(levels) + 1e-12), -90).astype(np.float32)
    talking = decibels > threshold(decibels)
    quiet = [power for place, power in enumerate(kept) if not talking[place * _KEEP_ONE_IN]]
    noise = np.median(np.stack(quiet), axis=0) if len(quiet) >= 3 else np.zeros_like(kept[0])
    return VoicePlan(noise.astype(np.float32), _even(decibels, talking))


def clean(blocks: Iterable[Samples], plan: VoicePlan, *, reduce: bool = True, even: bool = True) -> Iterator[Samples]:
    """The same recording, cleaned: as long to the sample, both channels alike, in blocks of any length.

    High pass, noise lowered by up to 10 dB (`reduce`), the voice led to one level (`even`). Deterministic.
    """
    gate = _Gate(plan.noise if reduce else np.zeros_like(plan.noise))
    at = 0
    for piece in _resynthesised(_mono(blocks), gate):
        if even:
            piece = piece * plan.gain(np.arange(at, at + len(piece)))
        at += len(piece)
        yield np.repeat(piece[:, None], 2, axis=1).astype(np.float32)


class _Gate:
    """Frame by frame, the factor of each band; it opens at once and closes over some frames."""

    def __init__(self, noise: Floats) -> None:
        self._noise = noise * _OVER
        self._idle = float(noise.max()) < _QUIET_ENOUGH
        self._now = np.ones_like(noise)

    def factors(self, spectrum: NDArray[np.complex64]) -> Floats:
        if self._idle:
            return _HIGH_PASS
        power = np.abs(spectrum) ** 2
        wanted = np.sqrt(np.maximum(1 - self._noise / np.maximum(power, 1e-20), 0))
        wanted = np.convolve(np.pad(wanted, 2, mode="edge"), np.ones(5) / 5, mode="valid")
        self._now = np.maximum(wanted, _RELEASE * self._now + (1 - _RELEASE) * wanted)
        factors: Floats = (np.maximum(self._now, _DEEPEST) * _HIGH_PASS).astype(np.float32)
        return factors


def _even(decibels: Floats, talking: NDArray[np.bool_]) -> Floats:
    """Gains every 0.1 s that lead the voice to its target; pauses keep the gain of the words around them."""
    frames = len(decibels)
    count = int(frames * _HOP / RATE / _LEVEL_STEP) + 2
    if talking.sum() < 10:
        return np.ones(count, np.float32)
    power = np.where(talking, 10 ** (decibels / 10), 0)
    span = max(int(_LEVEL_SPAN * RATE / _HOP), 1)
    weights = np.hanning(2 * span + 1)
    loud = np.convolve(power, weights, mode="same")
    share = np.convolve(talking.astype(float), weights, mode="same")
    known = share > 0.02 * weights.sum()
    mean = 10 * np.log10(loud[known] / share[known] + 1e-12)
    gain = np.clip(_TARGET - mean, -_CUT, _LIFT)
    every = np.interp(np.arange(count) * _LEVEL_STEP * RATE / _HOP, np.flatnonzero(known), gain)
    gains: Floats = (10 ** (every / 20)).astype(np.float32)
    return gains


def _mono(blocks: Iterable[Samples]) -> Iterator[Floats]:
    for block in blocks:
        yield block.mean(axis=1).astype(np.float32)


def _spectra(blocks: Iterable[Floats]) -> Iterator[NDArray[np.complex64]]:
    """Windowed spectra of 2048 samples every 512, from half a frame before the first sample."""
    rest = np.zeros(_FRAME - _HOP, np.float32)
    for block in _with_tail(blocks):
        rest = np.concatenate([rest, block])
        whole = (len(rest) - _FRAME) // _HOP + 1
        if whole > 0:
            frames = np.lib.stride_tricks.sliding_window_view(rest, _FRAME)[: whole * _HOP : _HOP]
            yield from np.fft.rfft(frames * _WINDOW, axis=1).astype(np.complex64)
            rest = rest[whole * _HOP :]


def _with_tail(blocks: Iterable[Floats]) -> Iterator[Floats]:
    yield from blocks
    yield np.zeros(_FRAME, np.float32)


def _resynthesised(blocks: Iterable[Floats], gate: _Gate) -> Iterator[Floats]:
    """Overlap and add; the output starts with the input's first sample and ends with its last."""
    counted = _Counted(blocks)
    tail = np.zeros(_FRAME, np.float32)
    skip, given = _FRAME - _HOP, 0
    for spectrum in _spectra(counted):
        tail += np.fft.irfft(spectrum * gate.factors(spectrum)).astype(np.float32) * _WINDOW * _SCALE
        ready = tail[:_HOP]
        tail = np.concatenate([tail[_HOP:], np.zeros(_HOP, np.float32)])
        if skip:
            skip -= _HOP
            continue
        room = counted.samples - given if counted.ended else _HOP
        given += min(room, _HOP)
        if room > 0:
            yield ready[: min(room, _HOP)].copy()


class _Counted:
    """Passes blocks on and counts their samples."""

    def __init__(self, blocks: Iterable[Floats]) -> None:
        self._blocks = blocks
        self.samples, self.ended = 0, False

    def __iter__(self) -> Iterator[Floats]:
        for block in self._blocks:
            self.samples += len(block)
            yield block
        self.ended = True
