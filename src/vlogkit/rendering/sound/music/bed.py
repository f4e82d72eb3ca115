"""Play music of a mood, as long as a video to the sample, with strokes on its cuts and an ending that lands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import UsageError
from vlogkit.records.clips.soundtrack import MOODS, Mood
from vlogkit.rendering.sound.music.bars import lay_out
from vlogkit.rendering.sound.music.instruments import UNPITCHED, sound_of
from vlogkit.rendering.sound.music.moods import character
from vlogkit.rendering.sound.music.strokes import Stroke, write

Samples = NDArray[np.float32]
ANY_TEMPO = 90.0
"""The tempo of records in which nobody chose one: the seed chooses it from the mood's range."""

# Five near-equal steps to an octave stretched by 6 cents; no two gamelans agree, these are ours.
_CENTS = (0.0, 233.0, 477.0, 716.0, 958.0)
_OCTAVE = 1206.0
_ROOTS = (174.6, 185.0, 196.0, 207.7, 220.0)
_RMS = 0.115
"""19 dB below full scale: leaves a voice room and needs little limiting at -14 LUFS."""
_CEILING = np.float32(0.6)
_ECHOES = 8
_LONGEST_ECHO = 0.7
_SETTLES = 0.8
"""Seconds over which what still rings at the end falls to silence."""
_BLOCK = 1.0


def bed(
    seconds: float,
    *,
    seed: int,
    mood: Mood = "calm",
    tempo: float = ANY_TEMPO,
    cuts: Sequence[float] = (),
    rate: int = 48_000,
) -> Iterator[Samples]:
    """Stereo music of `round(seconds * rate)` samples in blocks of a second or less, (n, 2), float32, peaks below 0.6.

    `tempo` is held within the mood's range. Something is struck at each of `cuts` (seconds), to the sample. The same
    arguments give the same samples; an agency's `seed` decides the root and the sonic logo at the end.
    Raises UsageError for a length, tempo or rate that is not positive.
    """
    if not (seconds > 0 and tempo > 0 and rate > 0):
        raise UsageError(
            f"music cannot be made with seconds={seconds}, tempo={tempo}, rate={rate}",
            hint="Give a length, a tempo and a sample rate above 0.",
        )
    return _played(score(seconds, seed=seed, mood=mood, tempo=tempo, cuts=cuts), seconds, seed, rate)


def score(
    seconds: float, *, seed: int, mood: Mood, tempo: float = ANY_TEMPO, cuts: Sequence[float] = ()
) -> list[Stroke]:
    """The strokes of a piece, by time. Other cuts give other music, so that an agency's videos differ."""
    random = np.random.default_rng(
        [seed, MOODS.index(mood), round(1_000 * seconds), *(round(1_000 * cut) for cut in cuts)]
    )
    how = character(mood)
    low, high = how.tempo
    chosen = float(random.uniform(low, high)) if tempo == ANY_TEMPO else min(max(tempo, low), high)
    return write(lay_out(seconds, chosen, cuts), how, seed, random)


def pitch(degree: int, root: float = 196.0) -> float:
    """Frequency in Hz of a step of the five-note scale; 0 is the root, 5 the root an octave up."""
    octave, step = divmod(degree, len(_CENTS))
    return float(root * 2.0 ** ((octave * _OCTAVE + _CENTS[step]) / 1200.0))


def _played(strokes: Sequence[Stroke], seconds: float, seed: int, rate: int) -> Iterator[Samples]:
    length = max(1, round(seconds * rate))
    sounds = _sounds(strokes, _ROOTS[int(np.random.default_rng(seed).integers(len(_ROOTS)))], rate)
    drive = _drive(strokes, sounds, length)
    done = 0
    for dry in _room(_placed(strokes, sounds, length, rate), np.random.default_rng([seed, 3]), rate):
        dry *= drive
        np.tanh(dry, out=dry)
        dry *= _CEILING
        count = dry.shape[1]
        yield np.ascontiguousarray((dry * _ending(length - done - count, count, round(_SETTLES * rate))).T)
        done += count


def _key(stroke: Stroke) -> tuple[str, int, float]:
    return stroke.voice, 0 if stroke.voice in UNPITCHED else stroke.degree, stroke.hold


def _sounds(strokes: Sequence[Stroke], root: float, rate: int) -> dict[tuple[str, int, float], Samples]:
    """The sound of each different stroke, made once."""
    keys = {_key(stroke) for stroke in strokes}
    return {key: sound_of(key[0], pitch(key[1], root), rate, key[2]) for key in keys}


def _drive(strokes: Sequence[Stroke], sounds: dict[tuple[str, int, float], Samples], length: int) -> np.float32:
    """The factor that brings the piece to its loudness, from the energies of its strokes, which add up as they are not
    in phase; so the first block can be played before the last is made."""
    energies = {key: float(np.dot(sound, sound)) for key, sound in sounds.items()}
    energy = sum(stroke.gain**2 * energies[_key(stroke)] for stroke in strokes)
    strength = np.sqrt(energy / (2 * length))
    return np.float32(_RMS / max(float(strength), 1e-9) / float(_CEILING))


def _placed(
    strokes: Sequence[Stroke], sounds: dict[tuple[str, int, float], Samples], length: int, rate: int
) -> Iterator[Samples]:
    """Blocks (2, n) with every stroke from its sample on."""
    block = round(_BLOCK * rate)
    reach = max((sound.size for sound in sounds.values()), default=0)
    canvas = np.zeros((2, block + reach), np.float32)
    ahead = iter(strokes)
    stroke = next(ahead, None)
    for start in range(0, length, block):
        while stroke is not None and round(stroke.at * rate) < start + block:
            sound = sounds[_key(stroke)]
            first = max(0, round(stroke.at * rate)) - start
            angle = (stroke.pan + 1.0) * np.pi / 4.0
            for row, side in zip(canvas, (np.cos(angle), np.sin(angle)), strict=True):
                row[first : first + sound.size] += np.float32(stroke.gain * side) * sound
            stroke = next(ahead, None)
        yield canvas[:, : min(block, length - start)].copy()
        canvas[:, :reach] = canvas[:, block:].copy()
        canvas[:, reach:] = 0


def _room(blocks: Iterator[Samples], random: np.random.Generator, rate: int) -> Iterator[Samples]:
    """The same sound in a small hall: thin echoes, early ones from their own side and late ones from the other."""
    delays = np.sort(random.uniform(0.013, _LONGEST_ECHO, size=(2, _ECHOES)), axis=1)
    levels = 0.24 * np.exp(-delays / 0.3) * random.choice([-1.0, 1.0], size=delays.shape)
    reach = round(_LONGEST_ECHO * rate) + 1
    before = np.zeros((2, reach), np.float32)
    for dry in blocks:
        heard = np.concatenate([before, dry], axis=1)
        wet = dry.copy()
        for side in range(2):
            for delay, level in zip(delays[side], levels[side], strict=True):
                first = reach - round(float(delay) * rate)
                wet[side] += np.float32(level) * heard[1 - side if delay > 0.1 else side, first : first + dry.shape[1]]
        before = heard[:, -reach:]
        yield wet


def _ending(left: int, count: int, settles: int) -> Samples:
    """Factors for a block of `count` samples after which `left` follow: 1, and at the very end down to silence."""
    until = np.arange(left + count - 1, left - 1, -1, dtype=np.float32) / np.float32(max(1, settles))
    return np.asarray(np.sin(np.minimum(until, 1) * np.float32(np.pi / 2)) ** 2, np.float32)
