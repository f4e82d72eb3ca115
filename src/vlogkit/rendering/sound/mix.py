"""Mix the sounds of a timeline, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.media.sound import RATE, Samples, listen
from vlogkit.records.clips.soundtrack import Music, Sound, SoundClip
from vlogkit.rendering.sound.clip_sound import heard, level_of, towards
from vlogkit.rendering.sound.music.bed import bed

Values = NDArray[np.float64]
BLOCK = RATE
_LONGEST_TRACK = 600.0
"""Seconds of a track that are read; a longer video repeats them."""
_MUSIC_LUFS = -20.0
"""Where a track is brought before its own gain: a voice stands 4 dB above music that has not yet stepped
back for it."""
_EARLY, _LATE, _JOIN = 0.30, 0.60, 0.8
"""Seconds in which music steps back before speech and returns after it; spans nearer than the last are
one."""
_EDGE = 0.006
"""Seconds in which a clip's sound starts and ends, so that it does not click."""


def gain_of(decibels: float) -> float:
    """A factor for amplitudes."""
    return float(10 ** (decibels / 20))


@dataclass(eq=False)
class Mix:
    """The mix of one timeline, `seconds` long; `blocks` may be read any number of times."""

    sound: Sound
    seconds: float
    _levels: dict[SoundClip, float] = field(default_factory=dict)

    @property
    def samples(self) -> int:
        """Length in samples."""
        return round(self.seconds * RATE)

    @property
    def empty(self) -> bool:
        """True where nothing is ever heard."""
        return self.sound.music is None and not self.sound.clips

    def blocks(self) -> Iterator[Samples]:
        """(n, 2) float32, one second each but the last. Raises MediaError."""
        music = self._music()
        playing: dict[int, Iterator[Samples]] = {}
        rest: dict[int, Samples] = {}
        for start in range(0, self.samples, BLOCK):
            out = np.zeros((min(BLOCK, self.samples - start), 2), np.float32)
            if music is not None:
                out += next(music)[: len(out)]
            for number, clip in enumerate(self.sound.clips):
                _add(out, start, clip, number, playing, rest, self._level(clip))
            yield out

    def _level(self, clip: SoundClip) -> float:
        if clip not in self._levels:
            gain = gain_of(clip.gain_db)
            if clip.speech:
                gain *= level_of(clip)
            self._levels[clip] = gain
        return self._levels[clip]

    def _music(self) -> Iterator[Samples] | None:
        music = self.sound.music
        return None if music is None else self._shaped(music)

    def _shaped(self, music: Music) -> Iterator[Samples]:
        """The music stepping back in the duck spans, in blocks of a second. Our own begins and ends by itself; a track
        is faded in and out."""
        curve = duck_curve(self.sound.duck, self.sound.duck_db)
        gain = gain_of(music.gain_db)
        if music.file:
            gain *= _track_level(music.file, music.sha256)
        at = np.arange(0)
        for block in self._track(music) if music.file else self._bed(music):
            at = np.arange(len(block)) + (at[-1] + 1 if len(at) else 0)
            level = gain * curve(at / RATE)
            if music.file:
                level *= self._fades(at)
            yield block * level[:, None].astype(np.float32)

    def _bed(self, music: Music) -> Iterator[Samples]:
        return bed(self.seconds, seed=music.seed, mood=music.mood, tempo=music.tempo, cuts=music.cuts, rate=RATE)

    def _track(self, music: Music) -> Iterator[Samples]:
        """The user's music, from its start again where it ends."""
        loop = _track(music.file, music.sha256, min(self.seconds, _LONGEST_TRACK))
        for start in range(0, self.samples, BLOCK):
            yield loop[np.arange(start, min(start + BLOCK, self.samples)) % len(loop)]

    def _fades(self, at: NDArray[np.int64]) -> Values:
        coming = np.clip(at / max(1.0, self.sound.fade_in * RATE), 0, 1)
        going = np.clip((self.samples - at) / max(1.0, self.sound.fade_out * RATE), 0, 1)
        return np.asarray(np.sin(coming * np.pi / 2) ** 2 * np.sin(going * np.pi / 2) ** 2, np.float64)


def _add(
    out: Samples,
    start: int,
    clip: SoundClip,
    number: int,
    playing: dict[int, Iterator[Samples]],
    rest: dict[int, Samples],
    gain: float,
) -> None:
    """Add what of a clip falls into the block that starts at sample `start`."""
    first, length = round(clip.at * RATE), round(clip.seconds * RATE)
    begin, end = max(first, start), min(first + length, start + len(out))
    if begin >= end:
        return
    if number not in playing:
        playing[number] = heard(clip, (begin - first) / RATE)
        rest[number] = np.zeros((0, 2), np.float32)
    while len(rest[number]) < end - begin:
        block = next(playing[number], None)
        if block is None:
            break
        rest[number] = np.concatenate([rest[number], block])
    part, rest[number] = rest[number][: end - begin], rest[number][end - begin :]
    at = np.arange(begin - first, begin - first + len(part), dtype=np.float32)
    edge = np.float32(_EDGE * RATE)
    shape = np.clip(np.minimum(at / edge, (length - at) / edge), 0, 1) * np.float32(gain)
    out[begin - start : begin - start + len(part)] += part * shape[:, None].astype(np.float32)


def duck_curve(spans: tuple[tuple[float, float], ...], decibels: float) -> Callable[[Values], Values]:
    """A function from seconds to a factor: `decibels` down inside the spans, with smooth ramps around
    them."""
    joined: list[list[float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < _JOIN:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    times, depths = [-1.0], [0.0]
    for start, end in joined:
        times += [start - _EARLY, start, end, end + _LATE]
        depths += [0.0, 1.0, 1.0, 0.0]

    def factor(seconds: Values) -> Values:
        depth = np.interp(seconds, times, depths)
        return np.asarray(10 ** (decibels * (3 * depth**2 - 2 * depth**3) / 20), np.float64)

    return factor


@lru_cache(maxsize=2)
def _track(file: str, _sha256: str, seconds: float) -> Samples:
    parts = list(listen(file, 0.0, seconds))
    return np.concatenate(parts) if parts else np.zeros((RATE, 2), np.float32)


@lru_cache(maxsize=16)
def _track_level(file: str, _sha256: str) -> float:
    """The factor that brings a track to its loudness."""
    return towards(_MUSIC_LUFS, listen(file, 0.0, 120.0))
