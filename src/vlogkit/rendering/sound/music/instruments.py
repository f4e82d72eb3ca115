"""Make the sound of one stroke of each instrument, by adding decaying sines and short bursts of noise."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Tone = NDArray[np.float32]
Partials = list[tuple[float, float, float]]
"""Hz, level, and seconds until it has fallen to 1/e."""
_HEARD = 6.5
"""Decays after which a partial is below -56 dB and is cut off."""


def sound_of(voice: str, hertz: float, rate: int, hold: float = 0.0) -> Tone:
    """One stroke, mono, shape (n,), silent at its end. `hold` (seconds) is for what is blown; all else rings as long
    as it does. The drums have a pitch of their own."""
    return _suling(hertz, rate, hold) if voice == "suling" else _STRUCK[voice](hertz, rate)


def _ring(rate: int, seconds: float, partials: Partials, attack: float) -> Tone:
    """Decaying sines under a soft attack, silent at the end."""
    time = np.arange(round(seconds * rate), dtype=np.float32) / np.float32(rate)
    sound = np.zeros_like(time)
    for hertz, level, decay in partials:
        if hertz < 0.45 * rate:
            part = time[: round(_HEARD * decay * rate) + 1]
            wave = np.sin(np.float32(2 * np.pi * hertz) * part)
            wave *= np.float32(level) * np.exp(part * np.float32(-1 / decay))
            sound[: part.size] += wave
    return _shaped(sound, rate, attack, 0.2 * seconds)


def _shaped(sound: Tone, rate: int, attack: float, release: float) -> Tone:
    """Raised over `attack` and lowered over the last `release` seconds, in place."""
    rising, falling = min(sound.size, round(attack * rate)), min(sound.size, round(release * rate))
    if rising:
        rise = np.arange(rising, dtype=np.float32) / np.float32(rising)
        sound[:rising] *= rise * rise * (3 - 2 * rise)
    if falling:
        sound[-falling:] *= (np.arange(falling, dtype=np.float32)[::-1] / np.float32(falling)) ** 2
    return sound


@lru_cache(maxsize=16)
def _burst(rate: int, low: float, high: float, decay: float) -> Tone:
    """Noise between two frequencies that falls to 1/e in `decay` seconds, its loudest sample 1."""
    count = round(_HEARD * decay * rate) + 1
    spectrum = np.fft.rfft(np.random.default_rng(20).standard_normal(2 * count))
    hertz = np.fft.rfftfreq(2 * count, 1 / rate)
    spectrum *= 1 / np.sqrt(1 + (low / np.maximum(hertz, 1.0)) ** 6) / np.sqrt(1 + (hertz / high) ** 6)
    noise = np.fft.irfft(spectrum)[:count] * np.exp(-np.arange(count) / (decay * rate))
    return np.asarray(noise / np.abs(noise).max(), np.float32)


def _with_click(sound: Tone, rate: int, level: float, low: float, high: float, decay: float) -> Tone:
    """The same with the knock of the mallet."""
    knock = _shaped(_burst(rate, low, high, decay).copy(), rate, 0.001, decay)
    sound[: knock.size] += np.float32(level) * knock[: sound.size]
    return sound


def _saron(hertz: float, rate: int) -> Tone:
    """A thick bronze bar under a wooden mallet: the modes of a free bar at 2.76, 5.40 and 8.93, loud and lasting."""
    partials = [
        (hertz, 0.50, 0.30),
        (2.756 * hertz, 0.36, 0.24),
        (5.404 * hertz, 0.34, 0.18),
        (8.93 * hertz, 0.10, 0.07),
    ]
    return _with_click(_ring(rate, 1.2, partials, 0.002), rate, 0.10, 1_500, 5_500, 0.008)


def _demung(hertz: float, rate: int) -> Tone:
    """The same bar an octave lower, larger and slower."""
    partials = [
        (hertz, 0.55, 0.45),
        (2.756 * hertz, 0.30, 0.30),
        (5.404 * hertz, 0.24, 0.2),
        (8.93 * hertz, 0.22, 0.16),
    ]
    return _with_click(_ring(rate, 1.6, partials, 0.003), rate, 0.10, 1_200, 4_500, 0.010)


def _peking(hertz: float, rate: int) -> Tone:
    """The smallest bar, struck with horn: short and shining."""
    partials = [(hertz, 0.52, 0.22), (2.756 * hertz, 0.36, 0.16), (5.404 * hertz, 0.08, 0.05)]
    return _with_click(_ring(rate, 0.8, partials, 0.0015), rate, 0.09, 2_500, 7_000, 0.005)


def _gender(hertz: float, rate: int) -> Tone:
    """A thin bronze key over a tube: two fundamentals that beat slowly, and modes that die soon."""
    partials = [(hertz - 0.45, 0.38, 0.8), (hertz + 0.45, 0.38, 0.8), (2 * hertz, 0.12, 0.6)]
    return _ring(rate, 2.6, [*partials, (2.756 * hertz, 0.18, 0.3), (5.404 * hertz, 0.17, 0.18)], 0.004)


def _siter(hertz: float, rate: int) -> Tone:
    """A plucked wire: harmonics that weaken and shorten, a little sharp as stiff wire is."""
    partials = [(n * hertz * (1 + 2e-4 * n * n), 0.56 / n**0.5, 0.38 / n**0.5) for n in range(1, 10)]
    return _ring(rate, 1.1, partials, 0.0015)


def _kempul(hertz: float, rate: int) -> Tone:
    """A small hanging gong, with the ring of its rim."""
    partials = [(hertz, 0.6, 0.8), (1.51 * hertz, 0.14, 0.5), (2.02 * hertz, 0.3, 0.5), (2.9 * hertz, 0.16, 0.3)]
    sound = _ring(rate, 2.0, [*partials, (4.27 * hertz, 0.12, 0.2), (6.8 * hertz, 0.08, 0.12)], 0.003)
    return _with_click(sound, rate, 0.06, 800, 4_000, 0.012)


def _gong(hertz: float, rate: int) -> Tone:
    """The great gong: a low tone that beats once a second, partials that never line up, and a shimmer."""
    partials = [(hertz, 0.6, 1.9), (hertz + 0.9, 0.4, 1.9), (1.52 * hertz, 0.16, 1.2), (2.03 * hertz, 0.3, 1.2)]
    shimmer = [(2.74 * hertz, 0.14, 0.8), (4.1 * hertz, 0.12, 0.7), (6.3 * hertz, 0.08, 0.5), (9.7 * hertz, 0.06, 0.4)]
    return _ring(rate, 4.5, [*partials, *shimmer], 0.004)


def _swell(hertz: float, rate: int) -> Tone:
    """A breath of sound without attack that carries the bed between the strokes."""
    tone = _ring(rate, 2.6, [(hertz, 0.5, 50.0), (2 * hertz, 0.34, 50.0), (3.01 * hertz, 0.12, 50.0)], 0.01)
    time = np.arange(tone.size, dtype=np.float32) / np.float32(tone.size)
    return np.asarray(tone * np.sin(np.float32(np.pi) * time) ** 2, np.float32)


def _suling(hertz: float, rate: int, hold: float) -> Tone:
    """A bamboo flute: few harmonics, a vibrato that comes late, and breath."""
    time = np.arange(round((hold + 0.12) * rate), dtype=np.float32) / np.float32(rate)
    depth = np.minimum(time / np.float32(0.5), 1) * np.float32(0.35 / 5.2 * hertz / 60)
    turn = np.float32(2 * np.pi * hertz) * time + depth * np.sin(np.float32(2 * np.pi * 5.2) * time)
    sound = np.float32(0.38) * np.sin(turn)
    for harmonic, level in ((2, 0.22), (3, 0.16), (5, 0.06)):
        if harmonic * hertz < 0.45 * rate:
            sound += np.float32(level) * np.sin(np.float32(harmonic) * turn)
    breath = _burst(rate, 2_000, 6_000, 0.25)[: sound.size]
    sound[: breath.size] += np.float32(0.13) * breath
    return _shaped(sound, rate, 0.03, 0.1)


def _dhah(_: float, rate: int) -> Tone:
    """The large head of the kendang: a falling tone under a slap."""
    time = np.arange(round(0.5 * rate), dtype=np.float32) / np.float32(rate)
    turn = 2 * np.pi * (82 * time + 70 * 0.035 * (1 - np.exp(-time / 0.035)))
    tone = np.sin(turn) * np.exp(-time / 0.13) + 0.4 * np.sin(2.3 * turn) * np.exp(-time / 0.05)
    sound = _shaped(np.asarray(0.6 * tone, np.float32), rate, 0.002, 0.1)
    return _with_click(sound, rate, 0.6, 900, 5_000, 0.024)


def _tak(_: float, rate: int) -> Tone:
    """The small head struck at the rim."""
    sound = _ring(rate, 0.22, [(415.0, 0.4, 0.035), (687.0, 0.25, 0.03), (1_120.0, 0.12, 0.02)], 0.001)
    return _with_click(sound, rate, 0.55, 1_800, 6_000, 0.020)


def _ket(_: float, rate: int) -> Tone:
    """A finger that touches the head."""
    sound = _ring(rate, 0.12, [(310.0, 0.3, 0.025)], 0.001)
    return _with_click(sound, rate, 0.3, 2_000, 6_500, 0.010)


def _kecrek(_: float, rate: int) -> Tone:
    """Iron plates struck together."""
    plates = [(3_150.0, 0.10, 0.05), (4_420.0, 0.08, 0.04), (5_870.0, 0.05, 0.03)]
    return _with_click(_ring(rate, 0.3, plates, 0.001), rate, 0.4, 3_000, 7_500, 0.025)


_STRUCK: dict[str, Callable[[float, int], Tone]] = {
    "demung": _demung,
    "dhah": _dhah,
    "gender": _gender,
    "gong": _gong,
    "kecrek": _kecrek,
    "kempul": _kempul,
    "ket": _ket,
    "peking": _peking,
    "saron": _saron,
    "siter": _siter,
    "swell": _swell,
    "tak": _tak,
}
UNPITCHED = frozenset({"dhah", "kecrek", "ket", "tak"})
"""What sounds the same whatever step is asked for."""
