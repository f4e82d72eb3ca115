"""Find each word of a synthetic reading in a recording, by dynamic time warping with pauses and skipped words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = np.float32(1e9)
_MOVES = np.array([0.6, 0.0, 0.6, 2.5], np.float32)
"""What it costs to stay on a frame of the reading, or go on by one, two or three, for each frame of the
recording."""
_ENTER_PAUSE = 12.0
"""Once for each pause, so that the closure of a p or t is not taken for one."""
_SKIP_WORD = 30.0
"""For each word of the reading that the recording lacks."""
_FROM_PAUSE = 4


@dataclass(frozen=True)
class Costs:
    """For each frame of the recording: what it costs to count it as a pause, and what to count it as speech
    beyond the distance of its features."""

    pause: Floats
    speech: Floats


@dataclass(frozen=True)
class Placement:
    """For each word: first frame, frame after the last, and mean distance of its frames (−1: not heard at
    all)."""

    starts: Ints
    ends: Ints
    distance: Floats
    path: Ints
    """For each frame of the recording, the frame of the reading; the one after a pause while it lasts."""
    cost: float
    """The whole way's, divided by the frames of the recording."""


def place(reading: Floats, words: Ints, recording: Floats, costs: Costs, band: tuple[Ints, Ints]) -> Placement:
    """Find the cheapest way through the reading.

    `reading` (R, d) holds no pauses; `words` are the frames at which its words start, rising, the first 0.
    A pause, or speech that is not in the script, may come before any word and at the end; words may be left
    out. Frame t of `recording` (T, d) is only compared with frames band[0][t] to band[1][t] of the reading.
    """
    search = _Search(reading, words, recording, costs, band)
    for frame in range(len(recording)):
        search.step(frame)
    return search.trace()


class _Search:
    """Viterbi's algorithm over the frames of the reading, with a pause before each word and one at the end.

    `edges` are the frames at which words start, and the end. `best[j]` is the cheapest way to be at frame j
    of the reading now, `idle[k]` to be in the pause before word k."""

    def __init__(self, reading: Floats, words: Ints, recording: Floats, costs: Costs, band: tuple[Ints, Ints]) -> None:
        self.reading, self.recording, self.costs, self.band = reading, recording, costs, band
        self.norms = (reading**2).sum(axis=1)
        self.edges = np.append(words, len(reading))
        width = int((band[1] - band[0]).max())
        self.moves = np.zeros((len(recording), width), np.uint8)
        self.entries = np.zeros((len(recording), len(self.edges)), np.uint8)
        self.skips = np.zeros((len(recording), len(self.edges)), np.int16)
        self.best = np.full(len(reading) + 3, _NEVER, np.float32)
        self.idle = np.full(len(self.edges), _NEVER, np.float32)
        self.idle[0] = 0.0
        self._allow_skips(0)

    def step(self, frame: int) -> None:
        """Take one frame of the recording. `best` is kept with three frames of padding before it."""
        low, high = int(self.band[0][frame]), int(self.band[1][frame])
        sample = self.recording[frame]
        squared = self.norms[low:high] + sample @ sample - 2 * (self.reading[low:high] @ sample)
        distance = np.sqrt(np.maximum(squared, 0)) + self.costs.speech[frame]
        options = np.full((5, high - low), _NEVER, np.float32)
        for move in range(4):
            options[move] = self.best[low + 3 - move : high + 3 - move] + _MOVES[move]
        inside = (self.edges[:-1] >= low) & (self.edges[:-1] < high)
        options[_FROM_PAUSE, self.edges[:-1][inside] - low] = self.idle[:-1][inside]
        chosen = options.argmin(axis=0)
        self.moves[frame, : high - low] = chosen
        self._pause(frame)
        self.best[:] = _NEVER
        self.best[low + 3 : high + 3] = options[chosen, np.arange(high - low)] + distance

    def _pause(self, frame: int) -> None:
        """Stay in a pause, or come into one from the last or last but one frame of the word before it."""
        last = self.best[self.edges + 2] + _ENTER_PAUSE
        last_but_one = self.best[self.edges + 1] + _MOVES[2] + _ENTER_PAUSE
        options = np.stack([self.idle, last, last_but_one])
        self.entries[frame] = options.argmin(axis=0)
        self.idle = options.min(axis=0) + self.costs.pause[frame]
        self._allow_skips(frame)

    def _allow_skips(self, frame: int) -> None:
        """Let every pause be reached from an earlier one by leaving out the words between."""
        toll = _SKIP_WORD * np.arange(len(self.edges), dtype=np.float32)
        level = self.idle - toll
        lowest = np.minimum.accumulate(level)
        origin = np.maximum.accumulate(np.where(level <= lowest, np.arange(len(level)), 0))
        self.skips[frame] = np.arange(len(level)) - origin
        self.idle = lowest + toll

    def trace(self) -> Placement:
        """Walk back from the cheapest end."""
        frames, count = len(self.recording), len(self.edges) - 1
        starts, ends = np.full(count, -1), np.full(count, -1)
        path = np.zeros(frames, np.int64)
        word_of = np.searchsorted(self.edges, np.arange(len(self.reading)), side="right") - 1
        speaking = bool(self.best[len(self.reading) + 2] <= self.idle[count])
        at = len(self.reading) - 1 if speaking else count
        cost = min(float(self.best[-1]), float(self.idle[-1])) / max(frames, 1)
        for frame in range(frames - 1, -1, -1):
            if not speaking:
                at -= int(self.skips[frame, at])
                path[frame] = self.edges[at]
                entry = int(self.entries[frame, at])
                speaking, at = (True, int(self.edges[at]) - entry) if entry else (False, at)
                continue
            path[frame] = at
            word = word_of[at]
            starts[word], ends[word] = frame, max(ends[word], frame + 1)
            move = int(self.moves[frame, at - int(self.band[0][frame])])
            speaking, at = (False, int(word)) if move == _FROM_PAUSE else (True, at - move)
        return Placement(starts, ends, self._distances(path, starts, ends), path, cost)

    def _distances(self, path: Ints, starts: Ints, ends: Ints) -> Floats:
        matched = self.reading[np.minimum(path, len(self.reading) - 1)]
        away = np.sqrt(((matched - self.recording) ** 2).sum(axis=1))
        means = [
            float(away[start:end].mean()) if end > start else -1.0 for start, end in zip(starts, ends, strict=True)
        ]
        return np.array(means, np.float32)


def whole_band(recording: int, reading: int) -> tuple[Ints, Ints]:
    """Compare every frame with every frame."""
    return np.zeros(recording, np.int64), np.full(recording, reading, np.int64)


def band_around(path: Ints, factor: int, recording: int, reading: int, margin: int) -> tuple[Ints, Ints]:
    """The band ± `margin` frames around a path found on frames `factor` times as long."""
    centre = np.interp(np.arange(recording) / factor, np.arange(len(path)), path * float(factor))
    low = np.clip(np.floor(centre) - margin, 0, max(reading - 1, 0)).astype(np.int64)
    high = np.clip(np.ceil(centre) + margin, 1, reading).astype(np.int64)
    return low, high
