"""Measure the level of sound over time, and the level above which somebody speaks."""

from __future__ import annotations

import numpy as np

from vlogkit.listening.mfcc import HOP, RATE, Floats, frame_count

_WINDOW = 400
_FFT = 512
_BAND = (150.0, 6_500.0)
"""Hz in which voices carry; rumble and hiss outside it do not count."""
_SILENT = -90.0
_FLOOR_SPAN, _PEAK_SPAN, _STEP = 600, 1_200, 50
"""Frames over which the room's floor and the speaker's level are taken, and how often."""


def levels(samples: Floats) -> Floats:
    """dB (full scale) of the voice band every 10 ms; −90 is as quiet as it gets."""
    padded = np.pad(samples, (_WINDOW // 2, _WINDOW // 2 + HOP))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP][: frame_count(len(samples))]
    window = np.hanning(_WINDOW)
    frequencies = np.fft.rfftfreq(_FFT, 1 / RATE)
    band = (frequencies >= _BAND[0]) & (frequencies <= _BAND[1])
    power = np.empty(len(frames), np.float32)
    for start in range(0, len(frames), 4096):
        spectrum = np.fft.rfft(frames[start : start + 4096] * window, _FFT)[:, band]
        power[start : start + 4096] = (np.abs(spectrum) ** 2).sum(axis=1)
    scale = 2 / (_FFT * (window**2).sum())
    decibels: Floats = np.maximum(10 * np.log10(power * scale + 1e-12), _SILENT).astype(np.float32)
    return decibels


def floor(level: Floats) -> Floats:
    """The room's own level around each frame: the tenth percentile within ±3 s."""
    return _running(level, 10, _FLOOR_SPAN)


def threshold(level: Floats) -> Floats:
    """The level above which a frame holds speech; it follows the room and the speaker.

    It stands 30 % of the way from the room's floor to the speaker's level (95th percentile within ±6 s), at
    least 4 and at most 12 dB above the floor, and never more than 35 dB below the speaker. Where nothing
    stands out of the room (less than 9 dB), it is above everything: there is no speech."""
    room, speaker = floor(level), _running(level, 95, _PEAK_SPAN)
    overall = np.percentile(level, 97)
    speaker = np.maximum(speaker, overall - 20)
    contrast = speaker - room
    above = np.clip(0.3 * contrast, 4, 12)
    chosen = np.maximum(room + above, speaker - 35)
    return np.where(contrast < 9, np.inf, chosen).astype(np.float32)


def _running(level: Floats, percent: float, span: int) -> Floats:
    """A percentile over `span` frames around each, taken every half second and joined by lines."""
    centres = np.arange(0, len(level) + _STEP, _STEP)
    values = [np.percentile(level[max(at - span // 2, 0) : at + span // 2 + 1], percent) for at in centres[:-1]]
    return np.interp(np.arange(len(level)), centres[:-1], values).astype(np.float32)
