"""Compute mel energies and cepstra of sound, one row every 10 ms."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.media.sound import VOICE_RATE

Floats = NDArray[np.float32]

RATE = VOICE_RATE
"""Samples a second that these functions expect."""
HOP = 160
"""Samples from one frame to the next."""
_WINDOW = 400
_FFT = 512
_FILTERS = 32
_CEPSTRA = 13
_LOWEST, _HIGHEST = 80.0, 7_000.0
_SLOPE_WEIGHT = 1.5


def frame_count(samples: int) -> int:
    """Frames that many samples have."""
    return samples // HOP + 1


def mel_energies(samples: Floats, *, throat: float = 1.0) -> Floats:
    """(frames, 32) energies of mel-spaced bands from 80 Hz to 7 kHz; frame i is centred on sample i × HOP.

    `throat` above 1 hears the voice as if its throat were that much shorter: bands are taken from lower
    frequencies."""
    emphasised = np.append(samples[:1], samples[1:] - 0.97 * samples[:-1])
    padded = np.pad(emphasised, (_WINDOW // 2, _WINDOW // 2 + HOP))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP][: frame_count(len(samples))]
    energies = np.empty((len(frames), _FILTERS), np.float32)
    window, filters = np.hamming(_WINDOW), _mel_filters(throat)
    for start in range(0, len(frames), 4096):
        spectrum = np.fft.rfft(frames[start : start + 4096] * window, _FFT)
        energies[start : start + 4096] = np.abs(spectrum) ** 2 @ filters
    return energies


def cepstra(energies: Floats, speech: NDArray[np.bool_]) -> Floats:
    """(frames, 26) cepstra 0–12 and their slopes over ±20 ms.

    Mean and spread are those of the frames marked as speech (of all, where fewer than 20 are), so that
    microphone and voice colour cancel."""
    raw = np.log(np.maximum(energies, 1e-12)) @ _cosines()
    chosen = raw[speech] if speech.sum() >= 20 else raw
    normal = (raw - chosen.mean(axis=0)) / (chosen.std(axis=0) + 1e-3)
    padded = np.pad(normal, ((2, 2), (0, 0)), mode="edge")
    slopes = ((padded[3:-1] - padded[1:-3]) + 2 * (padded[4:] - padded[:-4])) / 10
    return np.hstack([normal, slopes * _SLOPE_WEIGHT]).astype(np.float32)


@cache
def _mel_filters(throat: float) -> Floats:
    """Triangles evenly spaced in mel = 2595 log10(1 + f / 700) (O'Shaughnessy 1987)."""
    lowest, highest = (2595 * np.log10(1 + edge / 700) for edge in (_LOWEST, _HIGHEST))
    edges = 700 * (10 ** (np.linspace(lowest, highest, _FILTERS + 2) / 2595) - 1) / throat
    bins = np.fft.rfftfreq(_FFT, 1 / RATE)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


@cache
def _cosines() -> Floats:
    """The first rows of the orthonormal discrete cosine transform (type II), as columns."""
    place = (np.arange(_FILTERS) + 0.5) * np.pi / _FILTERS
    table: Floats = (np.cos(place[:, None] * np.arange(_CEPSTRA)) * np.sqrt(2 / _FILTERS)).astype(np.float32)
    return table
