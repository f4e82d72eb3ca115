"""Compose a quiet music bed of mallets and plucked strings, of any length, that loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import UsageError

Samples = NDArray[np.float32]

BEATS_A_BAR = 4
BARS_A_GONG = 8
# Five near-equal steps to an octave stretched by 6 cents; no two gamelans agree, these are ours.
_CENTS = (0.0, 233.0, 477.0, 716.0, 958.0)
_OCTAVE = 1206.0
_ROOT_HZ = 196.0
_RMS = 0.125  # -18 dB below full scale: leaves a voice room and needs little limiting at -14 LUFS


@dataclass(frozen=True)
class Stroke:
    """One sound to place: when (in beats), on what, which step, how loud (0-1), where (-1 left, 1 right)."""

    beat: float
    voice: str
    degree: int
    gain: float
    pan: float


def bed(seconds: float, *, seed: int, tempo: float = 90.0, rate: int = 48_000, fade: float = 0.0) -> Samples:
    """Stereo music of exactly `round(seconds * rate)` samples, shape (n, 2), float32, peaks below 0.7.

    Sounds that ring past the end ring on at the start, and the tempo bends by the few per cent that make the
    length a whole number of bars, so the array repeats without a seam; a long video repeats a minute of it.
    `fade` (seconds) raises the start and lowers the end by a half cosine each; leave it 0 for a loop.
    The same arguments give the same samples.
    Raises UsageError for a length, tempo or rate that is not positive, or a fade below 0.
    """
    if not (seconds > 0 and tempo > 0 and rate > 0 and fade >= 0):
        raise UsageError(
            f"music cannot be made with seconds={seconds}, tempo={tempo}, rate={rate}, fade={fade}",
            hint="Give a length, a tempo and a sample rate above 0, and a fade of 0 or more seconds.",
        )
    length = max(1, round(seconds * rate))
    random = np.random.default_rng(seed)
    beats = whole_beats(seconds, tempo)
    dry = np.zeros((2, length), dtype=np.float32)
    sounds: dict[tuple[str, int], Samples] = {}
    for stroke in compose(random, beats):
        key = (stroke.voice, stroke.degree)
        if key not in sounds:
            sounds[key] = _VOICES[stroke.voice](pitch(stroke.degree), rate)
        _place(dry, sounds[key], round(stroke.beat / beats * length), stroke.gain, stroke.pan)
    return _fade(_settle(_room(dry, random, rate)), round(fade * rate)).T.copy()


def pitch(degree: int) -> float:
    """Frequency in Hz of a step of the five-note scale; 0 is the root (196 Hz), 5 the root an octave up."""
    octave, step = divmod(degree, len(_CENTS))
    return float(_ROOT_HZ * 2.0 ** ((octave * _OCTAVE + _CENTS[step]) / 1200.0))


def whole_beats(seconds: float, tempo: float) -> int:
    """Beats that fill `seconds` at about `tempo` a minute: whole bars, in short pieces half bars or beats."""
    beats = seconds * tempo / 60.0
    unit = BEATS_A_BAR if beats >= 6 * BEATS_A_BAR else 2 if beats >= 2 * BEATS_A_BAR else 1
    return max(1, unit * round(beats / unit))


def compose(random: np.random.Generator, beats: int) -> Iterator[Stroke]:
    """The strokes of a piece of `beats`: gongs, swells, a slow core line, interlocking mallets, strings."""
    bars = -(-beats // BEATS_A_BAR)
    core = _core_line(random, 2 * bars)
    figure = [int(step) for step in random.choice([0, 1, 2, -1, 3], size=8)]
    for bar in range(bars):
        start = float(bar * BEATS_A_BAR)
        notes = core[2 * bar : 2 * bar + 2]
        for stroke in (*_floor(bar, start, notes), *_mallets(random, bar, start, notes, figure)):
            if stroke.beat < beats:
                yield stroke


def _core_line(random: np.random.Generator, count: int) -> list[int]:
    """A walk by small steps inside one octave that leans back to its middle, so that nothing stands out."""
    line = [int(random.integers(0, 3))]
    while len(line) < count:
        step = int(random.choice([-2, -1, -1, 1, 1, 2]))
        here = line[-1] + step
        line.append(here if 0 <= here <= 5 else line[-1] - step)
    return line


def _floor(bar: int, start: float, notes: list[int]) -> Iterator[Stroke]:
    """What carries: a gong every eight bars, a lighter one between, a swelling tone under each half bar."""
    if bar % BARS_A_GONG == 0:
        yield Stroke(start, "gong", -7, 0.7, 0.0)
    elif bar % BARS_A_GONG == BARS_A_GONG // 2:
        yield Stroke(start, "gong", -5, 0.4, 0.1)
    for half, note in enumerate(notes):
        yield Stroke(start + 2 * half - 0.5, "swell", note - 5, 0.2, -0.15 + 0.3 * half)
        yield Stroke(start + 2 * half, "gender", note, 0.6, 0.2 - 0.4 * half)


def _mallets(
    random: np.random.Generator, bar: int, start: float, notes: list[int], figure: list[int]
) -> Iterator[Stroke]:
    """Eighths shared by two mallet players left and right; plucked sixteenths in every other pair of bars."""
    touch = random.uniform(0.75, 1.0, size=24)
    drift = random.normal(0.0, 0.006, size=24)
    for eighth in range(8):
        if (eighth + bar) % 8 == 7:
            continue
        degree = notes[eighth // 4] + 5 + figure[eighth] % 4
        side = -0.45 if eighth % 2 else 0.45
        gain = (0.3 if eighth % 2 else 0.38) * touch[eighth]
        yield Stroke(start + eighth / 2 + 0.02 + drift[eighth], "marimba", degree, float(gain), side)
    if bar % 4 < 2:
        return
    for sixteenth in range(16):
        degree = notes[sixteenth // 8] + 5 + (0, 2, 4, 2)[sixteenth % 4]
        beat = start + sixteenth / 4 + 0.03 + drift[8 + sixteenth]
        side = -0.6 if sixteenth % 2 else 0.6
        yield Stroke(beat, "siter", degree, float(0.14 * touch[8 + sixteenth]), side)


def _ring(rate: int, seconds: float, partials: list[tuple[float, float, float]], attack: float) -> Samples:
    """Decaying sines (Hz, level, seconds to 1/e) under a soft attack, silent at the end; shape (n,)."""
    time = np.arange(round(seconds * rate), dtype=np.float32) / np.float32(rate)
    sound = np.zeros_like(time)
    for hertz, level, decay in partials:
        if hertz < 0.45 * rate:
            envelope = np.float32(level) * np.exp(-time / np.float32(decay))
            sound += envelope * np.sin(np.float32(2 * np.pi * hertz) * time)
    rise = np.clip(time / np.float32(attack), 0, 1)
    fall = np.clip((np.float32(seconds) - time) / np.float32(0.2 * seconds), 0, 1)
    return np.asarray(sound * (rise * rise * (3 - 2 * rise)) * (fall * fall), dtype=np.float32)


def _gender(hertz: float, rate: int) -> Samples:
    """A bronze key over a tube: two fundamentals that beat slowly; modes 2.76 and 5.40 die at once."""
    partials = [(hertz - 0.45, 0.5, 1.7), (hertz + 0.45, 0.5, 1.7), (2 * hertz, 0.10, 0.8)]
    return _ring(rate, 3.4, [*partials, (2.756 * hertz, 0.07, 0.12), (5.404 * hertz, 0.02, 0.05)], 0.009)


def _marimba(hertz: float, rate: int) -> Samples:
    """A wooden key, tuned so that its second mode is near the fourth harmonic."""
    partials = [(hertz, 0.9, 0.42), (3.94 * hertz, 0.12, 0.06), (9.2 * hertz, 0.02, 0.02)]
    return _ring(rate, 1.4, partials, 0.006)


def _siter(hertz: float, rate: int) -> Samples:
    """A plucked string: harmonics that weaken and shorten, a little sharp as stiff wire is."""
    partials = [(n * hertz * (1 + 2e-4 * n * n), 1 / n**1.4, 0.55 / n**0.7) for n in range(1, 8)]
    return _ring(rate, 1.5, partials, 0.003)


def _gong(hertz: float, rate: int) -> Samples:
    """A hanging gong: a low tone that beats once a second, with a few partials that never line up."""
    partials = [(hertz, 0.6, 2.6), (hertz + 0.9, 0.4, 2.6), (1.52 * hertz, 0.14, 1.4)]
    return _ring(rate, 6.0, [*partials, (2.03 * hertz, 0.2, 1.6), (2.74 * hertz, 0.08, 0.8)], 0.03)


def _swell(hertz: float, rate: int) -> Samples:
    """A breath of sound without attack that carries the bed between the strokes."""
    time = np.arange(round(2.9 * rate), dtype=np.float32) / np.float32(2.9 * rate)
    tone = _ring(rate, 2.9, [(hertz, 0.6, 50.0), (2 * hertz, 0.34, 50.0), (3.01 * hertz, 0.06, 50.0)], 0.01)
    return np.asarray(tone * np.sin(np.float32(np.pi) * time) ** 2, dtype=np.float32)


_VOICES: dict[str, Callable[[float, int], Samples]] = {
    "gender": _gender,
    "marimba": _marimba,
    "siter": _siter,
    "gong": _gong,
    "swell": _swell,
}


def _place(canvas: Samples, sound: Samples, start: int, gain: float, pan: float) -> None:
    """Add `sound` to both rows of `canvas` (2, n) from `start`, running over the end into the beginning."""
    length = canvas.shape[1]
    angle = (pan + 1.0) * np.pi / 4.0
    sides = (np.float32(gain * np.cos(angle)), np.float32(gain * np.sin(angle)))
    done, at = 0, start % length
    while done < sound.size:
        piece = sound[done : done + length - at]
        for row, side in zip(canvas, sides, strict=True):
            row[at : at + piece.size] += side * piece
        done, at = done + piece.size, 0


def _room(dry: Samples, random: np.random.Generator, rate: int) -> Samples:
    """The same sound in a small hall: thin echoes over 0.9 s, wrapped around the loop; shape (2, n)."""
    wet = dry.copy()
    length = dry.shape[1]
    for side in range(2):
        for delay in np.sort(random.uniform(0.013, 0.9, size=14)):
            shift = round(float(delay) * rate) % length
            level = np.float32(0.24 * np.exp(-float(delay) / 0.32) * random.choice([-1.0, 1.0]))
            source = dry[1 - side if delay > 0.1 else side]
            wet[side, shift:] += level * source[: length - shift]
            wet[side, :shift] += level * source[length - shift :]
    return wet


def _settle(sound: Samples) -> Samples:
    """Centred on zero, brought to one loudness, its highest peaks rounded off below 0.7; shape kept."""
    for _ in range(2):
        sound = _centre(sound)
        strength = float(np.sqrt(np.mean(np.square(sound), dtype=np.float64)))
        drive = np.float32(_RMS / max(strength, 1e-9) / 0.6)
        sound = (np.float32(0.6) * np.tanh(sound * drive)).astype(np.float32)
    return _centre(sound)


def _centre(sound: Samples) -> Samples:
    """The same sound with each side's mean taken away."""
    mean = sound.mean(axis=1, keepdims=True, dtype=np.float64)
    return np.asarray(sound - mean.astype(np.float32), dtype=np.float32)


def _fade(sound: Samples, samples: int) -> Samples:
    """The start raised and the end lowered by a half cosine over `samples`, at most half the length each."""
    samples = min(samples, sound.shape[1] // 2)
    if samples:
        curve = (0.5 - 0.5 * np.cos(np.pi * np.arange(samples) / samples)).astype(np.float32)
        sound[:, :samples] *= curve
        sound[:, -samples:] *= curve[::-1]
    return sound
