"""Measure the music of the five moods: brightness, repetition, strokes on cuts, ending, loudness and speed.

`python benchmarks/music.py` prints a row for each mood, seed and length. Repetition is the highest normalised
autocorrelation, from one beat to four bars apart, of the envelope of onsets (rises of the level in steps of 10 ms), of
the envelope of levels, and of the signal itself."""

from __future__ import annotations

import sys
import time

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.clips.soundtrack import MOODS
from vlogkit.rendering.sound.loudness import measure
from vlogkit.rendering.sound.music.bed import bed, score
from vlogkit.rendering.sound.music.moods import character

RATE = 48_000
HOP = RATE // 100
SEEDS = (11, 23, 51)
CUTS = {30: (3.5, 7.4, 11.9, 17.0, 23.1, 28.2), 60: (4.0, 9.3, 16.1, 24.0, 31.7, 40.2, 48.8, 54.1, 58.2)}
Values = NDArray[np.float64]


def bright(sound: NDArray[np.float32], above: float = 2_000.0, rate: int = RATE) -> float:
    """The share of the energy above a frequency."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float(power[np.fft.rfftfreq(len(sound), 1 / rate) > above].sum() / power.sum())


def levels(sound: NDArray[np.float32], hop: int = HOP) -> Values:
    """The RMS of every 10 ms."""
    whole = sound[: len(sound) // hop * hop].astype(np.float64)
    return np.asarray(np.sqrt((whole**2).mean(axis=1).reshape(-1, hop).mean(axis=1)))


def onsets(envelope: Values) -> Values:
    """By how much the level rises from one step to the next."""
    return np.maximum(np.diff(envelope), 0)


def repeat(values: Values, first: int, last: int) -> float:
    """The highest normalised autocorrelation between two lags (steps), both included."""
    centred = values - values.mean()
    size = 1 << (2 * len(centred)).bit_length()
    both = np.fft.irfft(np.abs(np.fft.rfft(centred, size)) ** 2)[: last + 1]
    squares = np.concatenate([[0.0], np.cumsum(centred**2)])
    lags = np.arange(first, min(last, len(centred) - 2) + 1)
    norm = np.sqrt(squares[len(centred) - lags] * (squares[-1] - squares[lags]))
    return float((both[lags] / norm).max())


def cut_offs(sound: NDArray[np.float32], cuts: tuple[float, ...]) -> float:
    """The largest distance (milliseconds) of a cut from the steepest rise, of the treble, in the tenth of a second before
    and after it."""
    step = RATE // 250
    rises = onsets(levels(np.diff(sound, axis=0), step))
    around = [rises[round(cut * 250) - 26 : round(cut * 250) + 25] for cut in cuts]
    return max(abs(int(part.argmax()) + 1 - 26) * 4.0 for part in around)


def main() -> None:
    """Print a row for each piece, and the worst of each column."""
    print("mood      seed  s  >2 kHz  onsets  levels  signal  cuts ms  end s   peak   LUFS  ms a second")
    for mood in MOODS:
        for seed in SEEDS:
            for seconds, cuts in CUTS.items():
                started = time.process_time()
                sound = np.concatenate(list(bed(seconds, seed=seed, mood=mood, cuts=cuts)))
                took = 1000 * (time.process_time() - started) / seconds
                beat = 60 / character(mood).tempo[1]
                envelope = levels(sound)
                lags = (round(beat * 100), round(16 * 60 / character(mood).tempo[0] * 100))
                found = [
                    repeat(values, *lags) for values in (onsets(envelope), envelope, np.log(np.maximum(envelope, 3e-3)))
                ]
                signal = repeat(sound.mean(axis=1).astype(np.float64), lags[0] * HOP, lags[1] * HOP)
                heard = np.flatnonzero(envelope > 0.01)
                loud = measure([sound]).integrated
                last = seconds - max(stroke.at for stroke in score(seconds, seed=seed, mood=mood, cuts=cuts))
                print(
                    f"{mood:9} {seed:4} {seconds:3} {100 * bright(sound):6.1f}% {found[0]:7.2f} {found[1]:7.2f}/{found[2]:4.2f} {signal:7.2f}"
                    f" {cut_offs(sound, cuts):7.0f} {last:5.2f}/{seconds - heard[-1] / 100:4.2f}"
                    f" {np.abs(sound).max():6.2f} {loud:6.1f} {took:8.1f}"
                )


if __name__ == "__main__":
    sys.exit(main())
